"""Recording readings, and weighing sub-meters against their master."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.balance import Balance, Tolerance, balance
from desktop.domain.codes import ElectricityRole, WaterRole
from desktop.kernel.errors import InputError, RefusedError
from desktop.kernel.resources import resource
from desktop.storage.queries import metering as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.reading_list import ReadingEntry
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

_PAGE = "master-meters"
_CHECK = {
    "water_meter": int(WaterRole.CHECK),
    "electricity_meter": int(ElectricityRole.CHECK),
}


@dataclass(frozen=True, slots=True)
class LowReading:
    """A reading below one recorded earlier: the meter was misread, exchanged or went round.

    Attributes:
        entry: the reading.
        before: day of the earlier one; ``reading`` what it showed.
    """

    entry: ReadingEntry
    before: date
    reading: Decimal


def low_readings(
    connection: Connection, kind: str, entries: Sequence[ReadingEntry]
) -> tuple[LowReading, ...]:
    """Return the entries that are lower than the newest reading before their day."""
    known = queries.readings_of(connection, kind, [entry.meter_id for entry in entries])
    found = []
    for entry in entries:
        earlier = [r for r in known.get(entry.meter_id, ()) if r.on < entry.read_on]
        last = max(earlier, default=None)
        if last is not None and entry.reading < last.value:
            found.append(LowReading(entry, last.on, last.value))
    return tuple(found)


def write_readings(
    ledger: Ledger, work: UnitOfWork, kind: str, entries: Sequence[ReadingEntry], source: int
) -> None:
    """Write ``entries``; a second reading of one meter for one day corrects the first.

    Raises:
        InputError: ``reading-in-future`` or ``record-missing``; nothing is written.
    """
    today = ledger.clock.now().astimezone().date()
    fresh: list[Record] = []
    for entry in entries:
        if entry.read_on > today:
            raise InputError("reading-in-future", day=entry.read_on.isoformat())
        if work.get(kind, entry.meter_id) is None:
            raise InputError("record-missing")
        values: Record = {
            f"{kind}_id": entry.meter_id,
            "read_on": entry.read_on,
            "reading": entry.reading,
            "source": source,
            "reader": ledger.operator.name,
        }
        there = queries.reading_on(work.connection, kind, entry.meter_id, entry.read_on)
        if there is None:
            fresh.append(values)
        else:
            work.update("meter_reading", there, values)
    work.insert("meter_reading", fresh)


def weigh(connection: Connection, kind: str, master_id: str, begins: date, ends: date) -> Balance:
    """Return the balance of the meters below ``master_id``.

    Raises:
        InputError: ``balance-period``, the end is not after the beginning; ``record-missing``.
        RefusedError: ``balance-nothing-below``.
    """
    if ends <= begins:
        raise InputError("balance-period")
    masters = queries.balance_masters(connection, kind, master_id)
    if not masters:
        raise InputError("record-missing")
    subs = queries.balance_subs(connection, kind, [m.id for m in masters], _CHECK[kind])
    if not subs:
        raise RefusedError("balance-nothing-below")
    meters = [meter.id for meter in (*masters, *subs)]
    return balance(
        masters,
        subs,
        queries.readings_of(connection, kind, meters),
        begins=begins,
        ends=ends,
        tolerance=tolerance_of(connection, kind),
    )


def tolerance_of(connection: Connection, kind: str) -> Tolerance:
    """Return what this office accepts: its own figures, else those that ship with the program."""
    stored = queries.page_setting(connection, _PAGE, kind)
    entry: dict[str, Any] = default_figures()[kind]
    if stored is not None:
        entry = {**entry, **json.loads(stored[1])}
    return Tolerance(Decimal(entry["percent"]), int(entry["days"]))


def write_tolerance(work: UnitOfWork, kind: str, tolerance: Tolerance) -> None:
    """Keep what this office accepts, with the other choices made on pages.

    Raises:
        InputError: ``tolerance-impossible``.
    """
    if not (0 <= tolerance.percent <= 100 and 0 <= tolerance.days <= 366):  # noqa: PLR2004
        raise InputError("tolerance-impossible")
    text = json.dumps({"percent": f"{tolerance.percent:f}", "days": tolerance.days})
    stored = queries.page_setting(work.connection, _PAGE, kind)
    if stored is None:
        work.insert("saved_filter", [{"page": _PAGE, "name": kind, "definition": text}])
    else:
        work.update("saved_filter", stored[0], {"definition": text})


@cache
def default_figures() -> dict[str, dict[str, Any]]:
    """Return what ``resources/templates/metering.toml`` says."""
    path = resource("templates", "metering.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
