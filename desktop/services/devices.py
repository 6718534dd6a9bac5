"""The laptops of the office: known, enrolled, revoked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import InputError, RefusedError
from desktop.models.device import Device

if TYPE_CHECKING:
    from desktop.domain.values import Value
    from desktop.storage.ledger import Ledger


_CODE = re.compile(r"([0-9a-f]{32})(?::([0-9a-f]{64})?)?")


class Devices:
    """A leader says whose parcels are taken; a lost laptop's are refused from then on."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def list(self) -> list[dict[str, str]]:
        """Return every device with name, state and the code under which another laptop enrols it.

        States are ``this``, ``enrolled`` and ``revoked``.
        """
        table = Device.__table__
        with self._ledger.reader() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).mappings().all()
        return [
            {
                "device": row["id"],
                "code": f"{row['id']}:{row['public_key'] or ''}",
                "name": row["name"] or "",
                "state": "revoked" if row["revoked"] else self._state(row["id"]),
            }
            for row in rows
        ]

    def enrol(self, device: str) -> None:
        """Take parcels of ``device`` from now on.

        Args:
            device: an id, or for a laptop that is new here the code that its own list shows.

        Raises:
            RefusedError: the operator is not the leader.
            InputError: that is no device id.
        """
        self._set(device, revoked=False)

    def revoke(self, device: str) -> None:
        """Refuse parcels of ``device`` from now on; what it sent before stays.

        Raises:
            RefusedError: the operator is not the leader.
            InputError: that is no device id.
        """
        self._set(device, revoked=True)

    def _state(self, device: str) -> str:
        return "this" if device == self._ledger.device_id else "enrolled"

    def _set(self, device: str, *, revoked: bool) -> None:
        if self._ledger.operator.role != OperatorRole.LEADER:
            raise RefusedError("leader-only")
        found = _CODE.fullmatch(device)
        if found is None:
            raise InputError("device-id-wrong", device=device)
        entity_id, public_key = found.groups()
        values: dict[str, Value] = {"revoked": revoked}
        if public_key:
            values["public_key"] = public_key
        with self._ledger.unit_of_work("device.revoke" if revoked else "device.enrol") as work:
            if work.get("device", entity_id) is None:
                work.insert("device", [{"id": entity_id, "name": "", **values}])
            else:
                work.update("device", entity_id, values)
