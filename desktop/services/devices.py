"""The laptops of the office: known, enrolled, revoked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.kernel.errors import InputError
from desktop.models.device import Device
from desktop.services.roles import require_leader

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger


class Devices:
    """A leader says whose parcels are taken; a lost laptop's are refused from then on."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def list(self) -> list[dict[str, str]]:
        """Return every device with its name and state (``this``, ``enrolled``, ``revoked``)."""
        table = Device.__table__
        with self._ledger.reader() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).mappings().all()
        return [
            {
                "device": row["id"],
                "name": row["name"] or "",
                "state": "revoked" if row["revoked"] else self._state(row["id"]),
            }
            for row in rows
        ]

    def enrol(self, device: str) -> None:
        """Take parcels of ``device`` from now on.

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
        require_leader(self._ledger)
        if not re.fullmatch(r"[0-9a-f]{32}", device):
            raise InputError("device-id-wrong", device=device)
        with self._ledger.unit_of_work("device.revoke" if revoked else "device.enrol") as work:
            if work.get("device", device) is None:
                work.insert("device", [{"id": device, "name": "", "revoked": revoked}])
            else:
                work.update("device", device, {"revoked": revoked})
