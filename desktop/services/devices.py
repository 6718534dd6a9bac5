"""The laptops of the office: known, enrolled, revoked.

Trust goes by the key that a machine keeps, not by device id: a laptop that was killed or restored
goes on under a new id with the same key, and a lost one is refused under every id.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import InputError, MachineError, RefusedError
from desktop.storage.queries import laptops as queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from desktop.storage.ledger import Ledger

_CODE = re.compile(r"([0-9a-f]{32})(?::([0-9a-f]{64})?(?::([\x21-\x7e]{0,600}))?)?")
_NAME_LENGTH = 60
_CHECK_LENGTH = 12
_LARGEST_CODE_FILE = 4096
THIS, ENROLLED, REVOKED = "this", "enrolled", "revoked"


@dataclass(frozen=True, slots=True)
class Laptop:
    """One laptop with all its incarnations.

    Attributes:
        device: its newest device id known here.
        devices: all of them.
        key: Ed25519 public key in hexadecimal.
        name: the machine's name.
        state: ``this``, ``enrolled``, ``revoked``.
        own: whether it is the machine that this runs on, revoked or not.
        code: under which another laptop enrols it.
        check: short number to compare on two screens.
        operations: how many of its operations are here.
        last_at: its newest operation here, by its clock; None for none.
        parcel_at: when its newest parcel was taken, here or on another laptop; None for never.
        behind: operations here that it has not shown to have seen; None if it never showed any.
    """

    device: str
    devices: tuple[str, ...]
    key: str
    name: str
    state: str
    own: bool
    code: str
    check: str
    operations: int
    last_at: datetime | None
    parcel_at: datetime | None
    behind: int | None


class Devices:
    """A leader says whose parcels are taken; a lost laptop's are refused from then on."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def list(self) -> list[dict[str, Any]]:
        """Return every incarnation with name, state, and the code under which others enrol it.

        States are ``this``, ``enrolled`` and ``revoked``; ``last_seen`` is when the laptop's
        newest parcel was taken, ``behind`` how many operations it has not shown to have seen.
        """
        return [
            {
                "device": device,
                "code": _code(device, laptop.key, laptop.name),
                "name": laptop.name,
                "state": laptop.state,
                "check": laptop.check,
                "last_seen": laptop.parcel_at.isoformat() if laptop.parcel_at else None,
                "behind": laptop.behind,
            }
            for laptop in self.laptops()
            for device in laptop.devices
        ]

    def laptops(self) -> tuple[Laptop, ...]:
        """Return the laptops of the office, this one first, revoked ones last."""
        with self._ledger.reader() as connection:
            rows = queries.devices(connection)
            work = queries.work(connection)
            shown = queries.shown(connection)
        own = self._own(rows)
        if all(row.public_key != own.public_key for row in rows):
            rows.append(own)
        keys = dict.fromkeys(row.public_key for row in rows)
        found = [
            _laptop([row for row in rows if row.public_key == key], own.public_key, work, shown)
            for key in keys
        ]
        order = [THIS, ENROLLED, REVOKED]
        return tuple(sorted(found, key=lambda one: (order.index(one.state), one.name, one.device)))

    def of(self, device: str) -> Laptop:
        """Return the laptop that has this device id, key or code.

        Raises:
            InputError: none is known here by it.
        """
        key = device.partition(":")[2].partition(":")[0]
        for laptop in self.laptops():
            if device in laptop.devices or laptop.key in {device, key}:
                return laptop
        raise InputError("device-id-wrong", device=device[:40])

    def name_of(self, public_key: str) -> str:
        """Return the name of the laptop with this key, else its check number."""
        with self._ledger.reader() as connection:
            rows = [r for r in queries.devices(connection) if r.public_key == public_key]
        return next((r.name for r in reversed(rows) if r.name), "") or check_number(public_key)

    def device_name(self, device: str) -> str:
        """Return the name of the laptop with this device id, else the beginning of the id."""
        with self._ledger.reader() as connection:
            rows = [r for r in queries.devices(connection) if r.id == device]
        return self.name_of(rows[0].public_key) if rows else device[:8]

    def enrol(self, code: str) -> str:
        """Take parcels of a laptop from now on and return its check number.

        Args:
            code: what the laptop's own list shows, or the id of one that is known here.

        Raises:
            RefusedError: the operator is not the leader.
            InputError: that is no code.
        """
        return self._set(code, revoked=False)

    def revoke(self, code: str) -> str:
        """Refuse parcels of a laptop from now on, in every incarnation; what it sent stays.

        Raises:
            RefusedError: the operator is not the leader; it is this laptop.
            InputError: that is no code.
        """
        return self._set(code, revoked=True)

    def code_in(self, path: Path) -> str:
        """Return the code of a laptop from the text that it saved, or from one of its parcels.

        Raises:
            InputError: there is none in it.
            MachineError: it cannot be read.
        """
        from desktop.exchange.parcel import MAGIC, read_header

        try:
            with path.open("rb") as stream:
                start = stream.read(_LARGEST_CODE_FILE)
        except OSError as error:
            raise MachineError("device-code-unread", file=path.name) from error
        if start.startswith(MAGIC):
            header = read_header(path)
            return f"{header.device}:{header.public_key}"
        for word in start.decode("utf-8-sig", "ignore").split():
            found = _CODE.fullmatch(word)
            if found and found[2]:
                return word
        raise InputError("device-code-none", file=path.name)

    def standing(self, public_key: str) -> str:
        """Return ``enrolled``, ``revoked`` or, for a laptop that is not known, nothing."""
        with self._ledger.reader() as connection:
            rows = [r for r in queries.devices(connection) if r.public_key == public_key]
        if not rows:
            return ""
        return REVOKED if any(row.revoked for row in rows) else ENROLLED

    def _own(self, rows: Iterable[queries.DeviceRow]) -> queries.DeviceRow:
        key = self._ledger.machine.public_key()
        known = [row.id for row in rows if row.public_key == key]
        device = self._ledger.device_id or next(reversed(known), _digest(key)[:32])
        return queries.DeviceRow(device, self._ledger.machine.name, key, revoked=False)

    def _set(self, code: str, *, revoked: bool) -> str:
        if self._ledger.operator.role != OperatorRole.LEADER:
            raise RefusedError("leader-only")
        found = _CODE.fullmatch(code.strip())
        if found is None:
            raise InputError("device-id-wrong", device=code.strip()[:40])
        device, key, name = found.groups()
        with self._ledger.reader() as connection:
            rows = queries.devices(connection)
        key = key or next((row.public_key for row in rows if row.id == device), "")
        if not key:
            raise InputError("device-id-wrong", device=device)
        own = self._ledger.machine.public_key()
        if revoked and key == own:
            raise RefusedError("device-own")
        same = [row.id for row in rows if row.public_key == key]
        with self._ledger.unit_of_work("device.revoke" if revoked else "device.enrol") as work:
            if not same and key != own:
                # What the laptop writes of itself at its first operation, to the letter.
                whole = unquote(name or "")[:_NAME_LENGTH]
                facts = {"id": device, "name": whole, "public_key": key, "revoked": revoked}
                work.insert("device", [facts])
            work.update_many("device", [(one, {"revoked": revoked}) for one in same])
        return check_number(key)


def check_number(key: str) -> str:
    """Return twelve digits by which two people see that they mean the same key."""
    digest = _digest(key)[:_CHECK_LENGTH]
    return "-".join(digest[i : i + 4] for i in range(0, _CHECK_LENGTH, 4))


def _laptop(
    rows: list[queries.DeviceRow],
    own_key: str,
    work: dict[str, queries.Work],
    shown: list[queries.Shown],
) -> Laptop:
    ids = tuple(row.id for row in rows)
    key, name = rows[-1].public_key, next((r.name for r in reversed(rows) if r.name), "")
    parcels = [one for one in shown if one.device in ids]
    done = [work[one] for one in ids if one in work]
    moments = [one.at for one in parcels if one.at is not None]
    state = THIS if key == own_key else ENROLLED
    return Laptop(
        device=ids[-1],
        devices=ids,
        key=key,
        name=name,
        state=REVOKED if any(row.revoked for row in rows) else state,
        own=key == own_key,
        code=_code(ids[-1], key, name),
        check=check_number(key),
        operations=sum(one.operations for one in done),
        last_at=max((one.at for one in done), default=None),
        parcel_at=max(moments, default=None),
        behind=_behind(ids, parcels, work) if parcels and key != own_key else None,
    )


def _behind(
    ids: tuple[str, ...], parcels: list[queries.Shown], work: dict[str, queries.Work]
) -> int:
    """Count the operations here that no parcel of the laptop shows it to have seen."""
    seen = seen_by(ids, parcels)
    return sum(
        max(0, one.last - seen.get(device, 0)) for device, one in work.items() if device not in ids
    )


def seen_by(ids: Iterable[str], parcels: Iterable[queries.Shown]) -> dict[str, int]:
    """Return device → last sequence that the parcels of these incarnations have shown."""
    whose, seen = set(ids), dict[str, int]()
    for parcel in parcels:
        if parcel.device in whose:
            for device, sequence in parcel.vector.items():
                seen[device] = max(sequence, seen.get(device, 0))
    return seen


def _code(device: str, key: str, name: str) -> str:
    return f"{device}:{key}:{quote(name, safe='')}" if name else f"{device}:{key}"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
