"""Scanned sheets in the ledger: to be typed back, without a door, waiting for their original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.codes import CONSENT_BASIS, ConsentBasis
from desktop.domain.rows import Scope, address_label
from desktop.domain.scanning import AwaitedOriginal, SheetScan, basis_after
from desktop.domain.sheet_number import read_sheet_number, sheet_number
from desktop.domain.walk import TOP_DOWN
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.visit_paper_content import doors_to_print
from desktop.storage.attachments import Attachments
from desktop.storage.queries import scans as scan_queries
from desktop.storage.queries.scans import TYPED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.domain.changes import Changes
    from desktop.domain.values import Record, Value
    from desktop.domain.walk import Way
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.scans import ScanRow
    from desktop.storage.queries.visit_paper import PaperDoor

_EVERYWHERE = Scope()
_BETWEEN = "；"


@dataclass(frozen=True, slots=True)
class FoundDoor:
    """A door that a number may mean: its id, and its address with the quarter's name."""

    id: str
    label: str


class SheetFiling:
    """What a person does with scanned sheets once they lie in the ledger."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def scans(self, batch: str | None = None, *, way: Way = TOP_DOWN) -> list[SheetScan]:
        """Return the scanned sheets of one pile, or of all, in walking order."""
        with self._ledger.reader() as connection:
            rows = scan_queries.sheet_scans(connection, batch=batch)
            pages: dict[str, list[ScanRow]] = {}
            for row in rows:
                pages.setdefault(row.household_id, []).append(row)
            doors = doors_to_print(connection, list(pages), way)
        return [_scan(row, door) for door in doors for row in pages[door.id]]

    def tray(self) -> list[SheetScan]:
        """Return the scanned pages that wait for somebody to say whose they are."""
        with self._ledger.reader() as connection:
            return [_scan(row, None) for row in scan_queries.tray_scans(connection)]

    def picture(self, file_id: str) -> bytes:
        """Return a scanned page as a JPEG.

        Raises:
            LedgerError: ``attachment-missing`` or ``attachment-damaged``.
        """
        return Attachments(self._ledger).read(file_id)

    def typed_back(self, attachment_ids: Sequence[str], *, done: bool = True) -> Changes:
        """Note that pages are typed back, or that they are not after all.

        Raises:
            RefusedError: the operator may only read.
        """
        who = f"{TYPED} {self._clock.today():%Y-%m-%d} {self._ledger.operator.name}"
        with self._ledger.unit_of_work("scans-typed") as work:
            rows: list[tuple[str, Record]] = []
            for key in attachment_ids:
                page = work.get("attachment", key) or {}
                others = [part for part in _parts(page.get("note")) if not part.startswith(TYPED)]
                note = _BETWEEN.join([who, *others] if done else others)
                rows.append((key, {"note": note or None}))
            work.update_many("attachment", rows)
        return work.changes

    def doors_by_number(self, typed: str) -> list[FoundDoor]:
        """Return the doors whose sheet carries the number that was typed; nearly always one.

        Raises:
            InputError: ``sheet-number-wrong``, it is no number of a sheet.
        """
        number = read_sheet_number(typed)
        if number is None:
            raise InputError("sheet-number-wrong")
        with self._ledger.reader() as connection:
            ids = [
                key
                for key in scan_queries.all_household_ids(connection)
                if sheet_number(key) == number
            ]
            return [_found(door) for door in doors_to_print(connection, ids)]

    def file_scan(
        self, attachment_id: str, household_id: str, basis: ConsentBasis | None = None
    ) -> Changes:
        """File a page from the tray with a household.

        Args:
            attachment_id: the page.
            household_id: whose it is.
            basis: what the consent rests on now; None takes what was said when it was taken in.

        Raises:
            InputError: there is no such page or household.
            RefusedError: the operator may only read.
        """
        with self._ledger.unit_of_work("file-scan") as work:
            page, door = work.get("attachment", attachment_id), work.get("household", household_id)
            if page is None or door is None:
                raise InputError("record-missing")
            basis = basis or _basis_in(page.get("note"))
            place: Record = {
                "owner_kind": "household",
                "owner_id": household_id,
                "subject": "survey" if basis is None else "consent",
                "note": None,
            }
            work.update("attachment", attachment_id, place)
            if basis is not None:
                current = door["consent_basis"]
                after = basis_after(current if isinstance(current, int) else None, basis)
                work.update("household", household_id, {"consent_basis": after})
        return work.changes

    def awaited_originals(self, scope: Scope = _EVERYWHERE) -> list[AwaitedOriginal]:
        """Return the households whose consent waits for its original (待补原件), in walking order.

        Args:
            scope: which households.
        """
        with self._ledger.reader() as connection:
            since = scan_queries.copies_awaiting(connection)
            doors = doors_to_print(connection, list(since))
        return [
            AwaitedOriginal(door.id, door.quarter, _label(door), _moment(since[door.id]))
            for door in doors
            if _within(door, scope)
        ]

    def original_came(self, household_ids: Sequence[str], on: date | None = None) -> Changes:
        """Note that the signed originals are at hand: 待补原件 becomes 纸质原件.

        The day stands on the scans too; the journal keeps who said so.

        Args:
            household_ids: households; those that wait for nothing stay as they are.
            on: the day it came, today when None.

        Raises:
            RefusedError: ``original-not-awaited``, none of them waits; or the operator may only
                read.
        """
        day = on or self._clock.today()
        note = f"原件{day.year}年{day.month}月{day.day}日收到"
        with self._ledger.unit_of_work("original-came") as work:
            waiting = [
                key
                for key in dict.fromkeys(household_ids)
                if (work.get("household", key) or {}).get("consent_basis") == ConsentBasis.COPY
            ]
            if not waiting:
                raise RefusedError("original-not-awaited")
            work.update_many(
                "household", [(key, {"consent_basis": int(ConsentBasis.PAPER)}) for key in waiting]
            )
            scans = scan_queries.consent_scans_of(work.connection, waiting)
            work.update_many(
                "attachment",
                [(key, {"note": _BETWEEN.join([*_parts(old), note])}) for key, old in scans],
            )
        return work.changes


def _label(door: PaperDoor) -> str:
    return address_label(door.building_no, door.unit_no, door.room_no)


def _found(door: PaperDoor) -> FoundDoor:
    return FoundDoor(door.id, f"{door.quarter}{_label(door)}")


def _within(door: PaperDoor, scope: Scope) -> bool:
    if scope.unit_id is not None:
        return door.household["unit_id"] == scope.unit_id
    if scope.building_id is not None:
        return door.building_id == scope.building_id
    return scope.quarter_id in {None, door.quarter_id}


def _scan(row: ScanRow, door: PaperDoor | None) -> SheetScan:
    basis = door.household["consent_basis"] if door else _basis_in(row.note)
    return SheetScan(
        attachment_id=row.id,
        file_id=row.file_id,
        household_id=row.household_id,
        quarter=door.quarter if door else "",
        label=_label(door) if door else "",
        taken_at=_moment(row.taken_at),
        typed=TYPED in row.note,
        basis=basis if isinstance(basis, int) else None,
    )


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)


def _basis_in(note: Value) -> ConsentBasis | None:
    code = CONSENT_BASIS.code(str(note or ""))
    return ConsentBasis(code) if isinstance(code, int) else None


def _parts(note: Value) -> list[str]:
    return [part for part in str(note or "").split(_BETWEEN) if part]
