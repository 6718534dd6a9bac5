"""Checks over all streets: what stands twice, what is missing, what cannot be."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop.domain.street_checks import (
    COUNT_TOLERANCE,
    FIRST_YEAR,
    LEAST_AREA,
    MOST_AREA,
    StreetCheck,
    StreetFinding,
)
from desktop.storage.queries import annual_plan, street_checks, streets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.rows import QuarterRow
    from desktop.domain.values import Record
    from desktop.storage.queries.street_checks import Held

_NUMBERS = (
    ("water_meter", "body_no", StreetCheck.WATER_NUMBER),
    ("electricity_meter", "asset_no", StreetCheck.POWER_NUMBER),
    ("water_meter", "account_no", StreetCheck.WATER_ACCOUNT),
    ("electricity_meter", "account_no", StreetCheck.POWER_ACCOUNT),
)


def street_findings(connection: Connection, today: date) -> list[StreetFinding]:
    """Return everything found, by street."""
    names = {str(s["code"]): str(s["name"] or "") for s in streets.streets(connection)}
    found = [*_twice(connection, names), *_backwards(connection, names)]
    quarters = annual_plan.planned_quarters(connection)
    codes = _codes_twice(quarters)
    for record, row in quarters:
        for check, details in _of_quarter(record, row, codes, today):
            code = str(record["street_code"] or "")
            found.append(
                StreetFinding(check, code, names.get(code, ""), row.id, row.name, "", details)
            )
    return sorted(found, key=lambda one: (one.street_code, list(StreetCheck).index(one.check)))


def _twice(connection: Connection, names: Mapping[str, str]) -> Iterator[StreetFinding]:
    """Name numbers that meters of two streets have; within one street that is its own check."""
    for kind, field, check in _NUMBERS:
        rows = street_checks.held_twice(connection, kind, field)
        for number, group in groupby(rows, attrgetter("number")):
            held: list[Held] = list(group)
            if len({one.street_code for one in held}) == 1:
                continue
            for one in held:
                others = [other for other in held if other.street_code != one.street_code]
                where = "、".join(
                    f"{names.get(o.street_code) or o.street_code}{o.quarter}" for o in others
                )
                yield StreetFinding(
                    check,
                    one.street_code,
                    names.get(one.street_code, ""),
                    one.quarter_id,
                    one.quarter,
                    one.household_id,
                    {"number": number, "where": where},
                )


def _backwards(connection: Connection, names: Mapping[str, str]) -> Iterator[StreetFinding]:
    for kind in ("water_meter", "electricity_meter"):
        for one in street_checks.running_backwards(connection, kind):
            yield StreetFinding(
                StreetCheck.READING_OFF,
                one.street_code,
                names.get(one.street_code, ""),
                one.quarter_id,
                one.quarter,
                one.household_id,
            )


def _codes_twice(quarters: list[tuple[Record, QuarterRow]]) -> set[tuple[str, str]]:
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for record, row in quarters:
        if row.code:
            counted[str(record["street_code"] or ""), row.code] += 1
    return {key for key, number in counted.items() if number > 1}


def _of_quarter(
    record: Record, row: QuarterRow, codes: set[tuple[str, str]], today: date
) -> Iterator[tuple[StreetCheck, dict[str, object]]]:
    street = str(record["street_code"] or "")
    if not street:
        yield StreetCheck.NOBODYS, {}
    if not row.code:
        yield StreetCheck.CODE_MISSING, {}
    elif (street, row.code) in codes:
        yield StreetCheck.CODE_TWICE, {"number": row.code}
    yield from _figures(record, row, today)
    if record["plan_year"] is not None and not record["approval_no"]:
        yield StreetCheck.NOT_APPROVED, {"year": record["plan_year"]}
    elif record["approval_no"] and record["approved_on"] is None:
        yield StreetCheck.NO_DAY, {"number": record["approval_no"]}


def _figures(
    record: Record, row: QuarterRow, today: date
) -> Iterator[tuple[StreetCheck, dict[str, object]]]:
    counted, stated = row.progress.households, record["n_household"]
    if not counted:
        yield StreetCheck.NO_HOUSEHOLDS, {}
    elif isinstance(stated, int) and abs(stated - counted) > COUNT_TOLERANCE * counted:
        yield StreetCheck.COUNT_OFF, {"stated": stated, "counted": counted}
    years = (record["built_from"], record["built_to"])
    odd = [y for y in years if isinstance(y, int) and not FIRST_YEAR <= y <= today.year]
    if not odd and all(isinstance(y, int) for y in years) and years[0] > years[1]:  # type: ignore[operator]
        odd = [y for y in years if isinstance(y, int)]
    if odd:
        yield StreetCheck.YEAR_OFF, {"years": "—".join(map(str, odd))}
    area = record["floor_area"]
    if counted and area is not None:
        each = float(area) / counted  # type: ignore[arg-type]
        if not LEAST_AREA <= each <= MOST_AREA:
            yield StreetCheck.AREA_OFF, {"area": f"{each:.1f}"}
