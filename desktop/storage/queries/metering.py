"""Meters in their tree, their readings, and what an exchange must know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.balance import BalanceMeter, Reading
from desktop.domain.meter_exchange import NUMBERS, STATES, ExchangeFacts
from desktop.domain.meter_tree import TreeMeter
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.rows import address_label
from desktop.storage.codec import decode, decoders
from desktop.storage.placement import natural
from desktop.storage.queries.card import children, columns, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.meter_exchange import MeterExchange
    from desktop.domain.values import Record

_CHARGED = {"water_meter": "water_charge_mode", "electricity_meter": "elec_charge_mode"}
_OTHER = {"water_meter": "electricity_meter", "electricity_meter": "water_meter"}
_CLOSED = ",".join(str(int(state)) for state in OUT_OF_USE)
_CHUNK = 500


def exchange_facts(
    connection: Connection, kind: str, household_id: str, exchange: MeterExchange, today: date
) -> ExchangeFacts | None:
    """Return what the ledger knows before ``exchange``; None when there is no such household."""
    household = record(connection, "household", household_id)
    if household is None:
        return None
    taken_down = [old.id for old in exchange.old]
    charge_mode = connection.exec_driver_sql(
        f"SELECT q.{_CHARGED[kind]} FROM household h JOIN quarter q ON q.id = h.quarter_id "
        "WHERE h.id = ?",
        (household_id,),
    ).scalar()
    number, account = exchange.new.number, exchange.new.account_no
    return ExchangeFacts(
        kind=kind,
        household_id=household_id,
        today=today,
        metering_state=household[STATES[kind]],  # type: ignore[arg-type]
        charge_mode=charge_mode,
        meters=household_meters(connection, kind, household_id),
        other_kind=frozenset(
            str(m["id"]) for m in household_meters(connection, _OTHER[kind], household_id)
        ),
        number_at=number_at(connection, kind, number) if number else None,
        account_at=_account_at(connection, kind, account, household_id) if account else None,
        newest=newest_readings(connection, kind, taken_down),
        below=tuple(one for one in below(connection, kind, taken_down) if one not in taken_down),
    )


def household_meters(connection: Connection, kind: str, household_id: str) -> tuple[Record, ...]:
    """Return the meters of a household that still measure, oldest first."""
    found = children(connection, kind, "household_id", household_id)
    return tuple(meter for meter in found if meter.get("state") not in OUT_OF_USE)


def number_at(connection: Connection, kind: str, number: str) -> str | None:
    """Return where a meter with this number is recorded, closed ones included, else None."""
    row = connection.exec_driver_sql(
        "SELECT b.building_no, u.unit_no, h.room_no, p.building_no "
        f"FROM {kind} m LEFT JOIN household h ON h.id = m.household_id "
        "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
        "LEFT JOIN building p ON p.id = m.building_id "
        f"WHERE m.{NUMBERS[kind]} = ? AND m.deleted = 0 LIMIT 1",
        (number,),
    ).first()
    if row is None:
        return None
    return address_label(row[0], row[1], row[2]) or address_label(row[3], None, None)


def last_put_up(connection: Connection, kind: str, household_id: str) -> list[Record]:
    """Return the two meters put up last in the household's building, else in its quarter."""
    names = columns(kind)
    for place in ("building_id", "quarter_id"):
        rows = connection.exec_driver_sql(
            f"SELECT {', '.join(f'm.{name}' for name in names)} FROM household here "
            f"JOIN household h ON h.{place} = here.{place} "
            f"JOIN {kind} m ON m.household_id = h.id "
            "WHERE here.id = ? AND h.deleted = 0 AND m.deleted = 0 "
            "AND m.installed_on IS NOT NULL ORDER BY m.installed_on DESC, m.id DESC LIMIT 2",
            (household_id,),
        ).all()
        if rows:
            return [decode(kind, names, row) for row in rows]
    return []


def below(connection: Connection, kind: str, ids: Sequence[str]) -> list[str]:
    """Return the ids of the meters right below any of ``ids``, closed ones included."""
    return [
        row[0]
        for chunk in _chunks(ids)
        for row in connection.exec_driver_sql(
            f"SELECT id FROM {kind} WHERE deleted = 0 AND parent_id IN ({_marks(chunk)})", chunk
        )
    ]


def above(connection: Connection, kind: str, meter_id: str) -> dict[str, str | None]:
    """Return the meter and everything above it, id → id of the meter above."""
    rows = connection.exec_driver_sql(
        "WITH RECURSIVE up(id, parent_id) AS ("
        f"SELECT id, parent_id FROM {kind} WHERE id = ? AND deleted = 0 UNION "
        f"SELECT m.id, m.parent_id FROM up JOIN {kind} m ON m.id = up.parent_id "
        "WHERE m.deleted = 0) SELECT id, parent_id FROM up",
        (meter_id,),
    )
    return {row[0]: row[1] for row in rows}


def newest_readings(
    connection: Connection, kind: str, ids: Sequence[str]
) -> dict[str, tuple[date, Any]]:
    """Return meter id → (day, reading) of the newest recorded reading."""
    found: dict[str, tuple[date, Any]] = {}
    for meter_id, readings in readings_of(connection, kind, ids).items():
        newest = max(readings)
        found[meter_id] = (newest.on, newest.value)
    return found


def readings_of(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, list[Reading]]:
    """Return meter id → its recorded readings, in no order."""
    known = decoders("meter_reading")
    day, value = known["read_on"], known["reading"]
    assert day is not None and value is not None  # noqa: S101, PT018 - both are typed columns
    found: dict[str, list[Reading]] = {}
    for chunk in _chunks(ids):
        for row in connection.exec_driver_sql(
            f"SELECT {kind}_id, read_on, reading FROM meter_reading WHERE deleted = 0 "
            "AND read_on IS NOT NULL AND reading IS NOT NULL "
            f"AND {kind}_id IN ({_marks(chunk)})",
            chunk,
        ):
            found.setdefault(row[0], []).append(Reading(day(row[1]), value(row[2])))  # type: ignore[arg-type]
    return found


def reading_on(connection: Connection, kind: str, meter_id: str, day: date) -> str | None:
    """Return the id of the reading recorded for that very day, or None."""
    return connection.exec_driver_sql(
        f"SELECT id FROM meter_reading WHERE {kind}_id = ? AND read_on = ? AND deleted = 0 "
        "ORDER BY id LIMIT 1",
        (meter_id, day.isoformat()),
    ).scalar()


def page_setting(connection: Connection, page: str, name: str) -> tuple[str, str] | None:
    """Return (id, definition) of a choice kept for a page, or None."""
    row = connection.exec_driver_sql(
        "SELECT id, definition FROM saved_filter WHERE page = ? AND name = ? AND deleted = 0 "
        "ORDER BY id LIMIT 1",
        (page, name),
    ).first()
    return None if row is None else (row[0], row[1])


def tree_meters(connection: Connection, kind: str, quarter_id: str) -> list[TreeMeter]:
    """Return the meters in use of one quarter in walking order, those of no household first."""
    number = NUMBERS[kind]
    common = (
        f"SELECT m.id, m.parent_id, m.role, coalesce(m.{number}, ''), b.building_no, {{unit}}, "
        f"{{room}}, m.household_id, {{building}}, {{unit_id}}, m.state, "
        "coalesce(m.account_no, ''), coalesce(m.remarks, ''), {place} "
    )
    used = f"m.deleted = 0 AND (m.state IS NULL OR m.state NOT IN ({_CLOSED}))"
    alone = common.format(
        unit="NULL", room="NULL", building="m.building_id", unit_id="NULL", place="''"
    )
    owned = common.format(
        unit="u.unit_no", room="h.room_no", building="h.building_id", unit_id="h.unit_id",
        place="h.place",
    )  # fmt: skip
    rows = connection.exec_driver_sql(
        f"{alone} FROM building b JOIN {kind} m ON m.building_id = b.id "
        f"WHERE b.quarter_id = ? AND b.deleted = 0 AND m.household_id IS NULL AND {used} "
        f"UNION ALL {owned} FROM household h JOIN {kind} m ON m.household_id = h.id "
        "LEFT JOIN building b ON b.id = h.building_id LEFT JOIN unit u ON u.id = h.unit_id "
        f"WHERE h.quarter_id = ? AND h.deleted = 0 AND {used}",
        (quarter_id, quarter_id),
    ).all()
    newest = newest_readings(connection, kind, [row[0] for row in rows])
    order = {number: natural(number) for number in {row[4] for row in rows}}
    rows = sorted(rows, key=lambda r: (r[7] is not None, order[r[4]], str(r[13] or ""), r[0]))
    return [_tree_meter(row, newest.get(row[0])) for row in rows]


def _tree_meter(row: Any, newest: tuple[date, Any] | None) -> TreeMeter:
    where = address_label(row[4], row[5], row[6])
    if row[7] is None and row[12]:
        where = f"{where} {row[12]}"
    day, reading = newest or (None, None)
    return TreeMeter(
        id=row[0], parent_id=row[1], role=row[2], number=row[3], where=where,
        household_id=row[7], building_id=row[8], unit_id=row[9],
        staircase=address_label(row[4], row[5], None), state=row[10],
        account_no=row[11], read_on=day, reading=reading,
    )  # fmt: skip


def balance_masters(connection: Connection, kind: str, meter_id: str) -> list[BalanceMeter]:
    """Return a master with every meter that it replaced, at any remove."""
    return _balance_meters(
        connection,
        kind,
        "WITH RECURSIVE line(id) AS (SELECT ? UNION "
        f"SELECT m.id FROM line JOIN {kind} m ON m.replaced_by_id = line.id "
        "WHERE m.deleted = 0) SELECT id FROM line",
        (meter_id,),
    )


def balance_subs(
    connection: Connection, kind: str, masters: Sequence[str], check_role: int
) -> list[BalanceMeter]:
    """Return the meters right below ``masters``, closed ones included.

    A check meter with nothing below it only repeats what others measure and is left out.
    """
    return _balance_meters(
        connection,
        kind,
        f"SELECT s.id FROM {kind} s WHERE s.deleted = 0 "
        f"AND s.parent_id IN ({_marks(masters)}) AND s.id NOT IN ({_marks(masters)}) "
        "AND (s.role IS NULL OR s.role <> ? OR EXISTS "
        f"(SELECT 1 FROM {kind} c WHERE c.parent_id = s.id AND c.deleted = 0))",
        (*masters, *masters, check_role),
    )


def _balance_meters(
    connection: Connection, kind: str, chosen: str, parameters: tuple[Any, ...]
) -> list[BalanceMeter]:
    names = ("installed_on", "first_reading", "removed_on", "last_reading")
    rows = connection.exec_driver_sql(
        f"SELECT m.id, m.{NUMBERS[kind]}, coalesce(b.building_no, p.building_no), u.unit_no, "
        f"h.room_no, m.state, h.place, {', '.join(f'm.{name}' for name in names)} FROM {kind} m "
        "LEFT JOIN household h ON h.id = m.household_id LEFT JOIN unit u ON u.id = h.unit_id "
        "LEFT JOIN building b ON b.id = h.building_id "
        f"LEFT JOIN building p ON p.id = m.building_id WHERE m.id IN ({chosen}) "
        "AND m.deleted = 0",
        parameters,
    ).all()
    rows = sorted(rows, key=lambda r: (natural(r[2]), str(r[6] or ""), r[0]))
    return [_balance_meter(row, decode(kind, names, row[7:])) for row in rows]


def _balance_meter(row: Any, dates: Record) -> BalanceMeter:
    return BalanceMeter(
        id=row[0],
        number=row[1] or "",
        where=address_label(row[2], row[3], row[4]),
        closed=row[5] in OUT_OF_USE,
        **dates,  # type: ignore[arg-type]
    )


def _account_at(connection: Connection, kind: str, account: str, household_id: str) -> str | None:
    row = connection.exec_driver_sql(
        f"SELECT b.building_no, u.unit_no, h.room_no FROM {kind} m "
        "JOIN household h ON h.id = m.household_id LEFT JOIN unit u ON u.id = h.unit_id "
        "LEFT JOIN building b ON b.id = h.building_id WHERE m.account_no = ? "
        f"AND m.deleted = 0 AND h.deleted = 0 AND h.id <> ? "
        f"AND (m.state IS NULL OR m.state NOT IN ({_CLOSED})) LIMIT 1",
        (account, household_id),
    ).first()
    return None if row is None else address_label(*row)


def _chunks(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    given = tuple(ids)
    for start in range(0, len(given), _CHUNK):
        yield given[start : start + _CHUNK]


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
