"""Meters as things: exchanged in one act, hung in a tree, balanced over a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import MeterState
from desktop.domain.meter_exchange import NUMBERS
from desktop.domain.meter_tree import MeterForest, hanging_problem, meter_forest
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.reading_list import read_list
from desktop.kernel.errors import InputError, RefusedError
from desktop.services import metering_exchange as exchanges
from desktop.services import metering_readings as readings
from desktop.storage.queries import metering as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from desktop.domain.balance import Balance, Tolerance
    from desktop.domain.changes import Changes
    from desktop.domain.exchange_checks import ExchangeFinding
    from desktop.domain.meter_exchange import MeterExchange
    from desktop.domain.reading_list import ReadingEntry, ReadingList
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.services.metering_exchange import ExchangeDraft, ExchangePhoto
    from desktop.services.metering_readings import LowReading
    from desktop.storage.ledger import Ledger

_READ_ON_SITE = 1


class Metering:
    """Exchanges meters and answers for the tree of masters and their sub-meters.

    ``kind`` is ``water_meter`` or ``electricity_meter`` throughout.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def draft(self, household_id: str, kind: str) -> ExchangeDraft:
        """Return what the form of an exchange begins with.

        Raises:
            InputError: there is no such household.
        """
        with self._ledger.reader() as connection:
            return exchanges.exchange_draft(connection, kind, household_id, self._clock.now())

    def check_exchange(
        self, household_id: str, kind: str, exchange: MeterExchange
    ) -> tuple[ExchangeFinding, ...]:
        """Return everything found about ``exchange``, hard findings first; nothing is stored.

        Raises:
            InputError: there is no such household.
        """
        with self._ledger.reader() as connection:
            now = self._clock.now()
            return exchanges.findings_of(connection, kind, household_id, exchange, now)

    def exchange(self, household_id: str, kind: str, exchange: MeterExchange) -> Changes:
        """Close the old meters and open the new one, with photos and agreement: one operation.

        What hung below the old meters hangs below the new one; account, book and contract go over
        unless a new account is given; the due date follows by rule; the household's 计量现状
        follows where the new position decides it.

        Raises:
            ExchangeRefusedError: a hard finding, or a soft one without a reason.
            InputError: there is no such household.
            RefusedError: the operator may only read.
            MachineError: the disk refuses; nothing of it is stored.
        """
        with self._ledger.unit_of_work("exchange-meter") as work:
            exchanges.write_exchange(self._ledger, work, kind, household_id, exchange)
        return work.changes

    def read_photo(self, household_id: str, source: Path | bytes) -> ExchangePhoto:
        """Return a photo as it would be stored with an exchange, and the codes on it.

        Raises:
            InputError: ``picture-...``: it is no photo, or larger than can be read.
            MachineError: the process that reads it cannot be started.
        """
        return exchanges.read_photo(household_id, source, self._clock.now())

    def reasons(self, language: str) -> tuple[str, ...]:
        """Return the reasons that are offered when something is odd but right."""
        return tuple(readings.default_figures()["exchange"][f"reasons_{language}"])

    def today(self) -> date:
        """Return the day on which readings are usually recorded."""
        return self._clock.now().astimezone().date()

    def tree(self, quarter_id: str, kind: str) -> MeterForest:
        """Return the meters in use of a quarter as they hang below each other."""
        with self._ledger.reader() as connection:
            return meter_forest(queries.tree_meters(connection, kind, quarter_id))

    def set_parent(self, kind: str, meter_ids: Sequence[str], parent_id: str | None) -> Changes:
        """Hang meters below another one, or below none: all of them, or nothing.

        Raises:
            RefusedError: one of them would hang below itself, or the upper meter is closed.
            InputError: there is no such meter.
        """
        with self._ledger.unit_of_work("hang-meters") as work:
            parents = queries.above(work.connection, kind, parent_id) if parent_id else {}
            upper = work.get(kind, parent_id) if parent_id else None
            in_use = [parent_id] if upper and upper.get("state") not in OUT_OF_USE else []
            for meter_id in meter_ids:
                problem = (
                    hanging_problem(meter_id, parent_id, parents, in_use) if parent_id else None  # type: ignore[arg-type]
                )
                if problem is not None:
                    raise RefusedError(str(problem))
                if work.get(kind, meter_id) is None:
                    raise InputError("record-missing")
            work.update_many(kind, [(one, {"parent_id": parent_id}) for one in meter_ids])
        return work.changes

    def add_master(
        self, kind: str, building_id: str, *, number: str, role: int, more: Record | None = None
    ) -> Changes:
        """Record a meter that belongs to no household: master, unit meter, public use.

        Args:
            kind: its kind.
            building_id: the building it stands at.
            number: body or asset number.
            role: code of 表计用途.
            more: further fields, such as ``account_no``, ``parent_id``, ``remarks``.

        Raises:
            InputError: no number, or there is no such building.
            RefusedError: the number is recorded already.
        """
        number = number.strip()
        if not number:
            raise InputError("exchange-number-missing")
        with self._ledger.unit_of_work("add-master-meter") as work:
            if work.get("building", building_id) is None:
                raise InputError("record-missing")
            where = queries.number_at(work.connection, kind, number)
            if where is not None:
                raise RefusedError("exchange-number-taken", where=where)
            record: Record = {
                **(more or {}),
                "building_id": building_id,
                "role": role,
                "state": int(MeterState.ACTIVE),
                NUMBERS[kind]: number,
            }
            work.insert(kind, [record])
        return work.changes

    def low_readings(self, kind: str, entries: Sequence[ReadingEntry]) -> tuple[LowReading, ...]:
        """Return the entries that are lower than what was recorded before their day."""
        with self._ledger.reader() as connection:
            return readings.low_readings(connection, kind, entries)

    def record_readings(
        self,
        kind: str,
        entries: Sequence[ReadingEntry],
        *,
        lower: bool = False,
        source: int = _READ_ON_SITE,
    ) -> Changes:
        """Record readings as one operation; a second one of a day corrects the first.

        Args:
            kind: kind of the meters.
            entries: meter, day and reading each.
            lower: record it although it is lower than before.
            source: code of ``READING_SOURCE``.

        Raises:
            RefusedError: ``reading-lower``; ask the person, then again with ``lower``.
            InputError: a day in the future, or no such meter.
        """
        with self._ledger.unit_of_work("record-readings") as work:
            if not lower:
                low = readings.low_readings(work.connection, kind, entries)
                if low:
                    raise RefusedError(
                        "reading-lower",
                        count=len(low),
                        day=low[0].before.isoformat(),
                        reading=f"{low[0].reading:f}",
                    )
            readings.write_readings(self._ledger, work, kind, entries, source)
        return work.changes

    def read_list(self, quarter_id: str, kind: str, text: str, day: date) -> ReadingList:
        """Return what a pasted list of numbers and readings holds; nothing is stored."""
        numbers: dict[str, list[str]] = {}
        for meter in self.tree(quarter_id, kind).by_id.values():
            for name in {meter.number, meter.account_no} - {""}:
                numbers.setdefault(name, []).append(meter.id)
        return read_list(text, numbers, day)

    def balance(self, kind: str, master_id: str, begins: date, ends: date) -> Balance:
        """Weigh the meters right below a master against it (W17).

        Raises:
            InputError: the period is empty, or there is no such meter.
            RefusedError: nothing hangs below it.
        """
        with self._ledger.reader() as connection:
            return readings.weigh(connection, kind, master_id, begins, ends)

    def tolerance(self, kind: str) -> Tolerance:
        """Return what this office accepts between a master and its sub-meters."""
        with self._ledger.reader() as connection:
            return readings.tolerance_of(connection, kind)

    def set_tolerance(self, kind: str, tolerance: Tolerance) -> Changes:
        """Keep what this office accepts.

        Raises:
            InputError: ``tolerance-impossible``.
        """
        with self._ledger.unit_of_work("set-tolerance") as work:
            readings.write_tolerance(work, kind, tolerance)
        return work.changes
