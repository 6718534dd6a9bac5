"""The ledger as rows of somebody else's form: one a quarter, building, household or meter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.meters import OUT_OF_USE
from desktop.domain.national_figures import NATIONAL_TABLES
from desktop.domain.rows import address_label
from desktop.storage.placement import natural
from desktop.storage.queries.exports import export_rows
from desktop.storage.queries.lists import building_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.report_facts import QuarterLine
    from desktop.domain.rows import Progress
    from desktop.domain.values import Record, Value

_HOUSEHOLD_ROLE = 3
_METERS = ("water_meter", "electricity_meter")
_MORE = ("visited", "waits", "with_whom", "late_days", "approved", "cost")
TEN_THOUSAND = "@10k"


def template_rows(
    connection: Connection,
    rows_of: str,
    quarters: Sequence[str],
    lines: Mapping[str, QuarterLine],
) -> Iterator[dict[str, Value]]:
    """Yield field → value of every row, quarter by quarter in walking order.

    Args:
        connection: a reader.
        rows_of: what one row is.
        quarters: ids of the quarters.
        lines: quarter id → its figures.
    """
    for quarter in quarters:
        head = _prefixed("quarter", next(iter(_rows(connection, "quarter", quarter)), {}))
        if rows_of == "quarter":
            yield head | _figures(lines.get(quarter))
        elif rows_of == "building":
            yield from _buildings(connection, quarter, head)
        else:
            yield from _doors(connection, rows_of, quarter, head)


def quarter_figures(line: QuarterLine) -> dict[str, Value]:
    """Return name → counted fact of a quarter; shares stand as text, such as ``85.0%``."""
    found: dict[str, Value] = {}
    for table in NATIONAL_TABLES:
        for figure in table.figures:
            shown = figure.shown
            found[figure.field.name] = shown(line) if shown else figure.value(line)
    return found | {name: getattr(line, name) for name in _MORE}


def _figures(line: QuarterLine | None) -> dict[str, Value]:
    return {} if line is None else _prefixed("figure", quarter_figures(line))


def _prefixed(kind: str, record: Record) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for name, value in record.items():
        made[f"{kind}.{name}"] = made[f"{kind}.{name}{TEN_THOUSAND}"] = value
    return made


def _rows(connection: Connection, kind: str, quarter: str) -> list[dict[str, Value]]:
    return list(export_rows(connection, kind, [quarter]))


def _buildings(
    connection: Connection, quarter: str, head: dict[str, Value]
) -> Iterator[dict[str, Value]]:
    progress = {row.id: row.progress for row in building_rows(connection, quarter)}
    for record in _by_number(_rows(connection, "building", quarter), "building_no"):
        counts = _counts(progress.get(str(record["id"])))
        yield head | _prefixed("building", record) | _prefixed("figure", counts)


def _counts(progress: Progress | None) -> dict[str, Value]:
    if progress is None:
        return {}
    return {
        "households": progress.households,
        "visited": progress.visited,
        "nobody": progress.nobody,
        "refused": progress.refused,
        "joining_w": progress.consent_water,
        "joining_e": progress.consent_power,
        "met_w": progress.water_done,
        "met_e": progress.power_done,
    }


def _doors(
    connection: Connection, rows_of: str, quarter: str, head: dict[str, Value]
) -> Iterator[dict[str, Value]]:
    units = {row["id"]: row for row in _rows(connection, "unit", quarter)}
    buildings = {row["id"]: row for row in _rows(connection, "building", quarter)}
    kinds = _METERS if rows_of == "household" else (rows_of,)
    meters = {kind: _in_use(_rows(connection, kind, quarter)) for kind in kinds}
    for record in sorted(
        _rows(connection, "household", quarter),  # the sort keeps the order inside a building
        key=lambda one: natural(_text(_building_of(one, units, buildings).get("building_no"))),
    ):
        unit = units.get(record["unit_id"], {})
        building = _building_of(record, units, buildings)
        door = head | _prefixed("building", building) | _prefixed("unit", unit)
        door |= _prefixed("household", record)
        label = address_label(
            _text(building.get("building_no")), _text(unit.get("unit_no")), _text(record["room_no"])
        )
        door["place.address"] = _text(head.get("quarter.name")) + label
        own = [(kind, meters[kind].get(record["id"])) for kind in kinds]
        if rows_of != "household" and own[0][1] is None:
            continue
        for kind, meter in own:
            door |= _prefixed(kind, meter or {})
        yield door


def _building_of(
    household: Record, units: Mapping[Value, Record], buildings: Mapping[Value, Record]
) -> Record:
    unit = units.get(household["unit_id"], {})
    return buildings.get(unit.get("building_id"), {})


def _in_use(meters: list[dict[str, Value]]) -> dict[Value, dict[str, Value]]:
    """Return household id → its meter in use, the newest where there are several."""
    return {
        meter["household_id"]: meter
        for meter in meters
        if meter["state"] not in OUT_OF_USE and meter["role"] in {_HOUSEHOLD_ROLE, None}
    }


def _by_number(records: list[dict[str, Value]], name: str) -> list[dict[str, Value]]:
    return sorted(records, key=lambda record: natural(_text(record[name])))


def _text(value: object) -> str:
    return "" if value is None else str(value)
