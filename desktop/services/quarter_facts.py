"""The facts of one quarter, gathered for verdicts, gates and forms alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.codes import Choice, VisitState
from desktop.domain.meters import MeterFacts
from desktop.domain.verdict import HouseholdFacts, MeterTree, Verdict, verdict
from desktop.kernel.errors import InputError
from desktop.storage.queries import quarter_paper as paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from desktop.domain.values import Record

METER_KINDS = ("water_meter", "electricity_meter")
_STATE = {"water_meter": "w_state", "electricity_meter": "e_state"}
_CONSENT = {"water_meter": "consent_w", "electricity_meter": "consent_e"}
_MODE = {"water_meter": "water_charge_mode", "electricity_meter": "elec_charge_mode"}
_SEEN = frozenset({VisitState.VISITED, VisitState.BY_PHONE})


@dataclass(frozen=True, slots=True)
class QuarterFile:
    """Everything on file for one quarter.

    Attributes:
        quarter: its record.
        doors: households in walking order, with ``building_no`` and ``unit_no``.
        meters: kind → household id → its meters, closed ones included.
        verdicts: kind → household id → verdict.
        papers: names of the papers on file.
        forms: issued forms, oldest first.
    """

    quarter: Record
    doors: list[dict[str, Any]]
    meters: Mapping[str, Mapping[str, list[dict[str, Any]]]]
    verdicts: Mapping[str, Mapping[str, Verdict]]
    papers: frozenset[str]
    forms: list[dict[str, Any]]

    def joining(self, kind: str) -> list[dict[str, Any]]:
        """Return the households that agreed to the works for water or electricity."""
        return [door for door in self.doors if door[_CONSENT[kind]] == Choice.YES]


def quarter_file(connection: Connection, code: str) -> QuarterFile:
    """Gather the file of the quarter with the district's ``code``.

    Raises:
        InputError: there is no such quarter.
    """
    quarter = paper.quarter_by_code(connection, code)
    if quarter is None:
        raise InputError("quarter-unknown", code=code)
    quarter_id = str(quarter["id"])
    doors = paper.quarter_doors(connection, quarter_id)
    meters = {
        kind: _by_household(paper.quarter_meters(connection, kind, quarter_id))
        for kind in METER_KINDS
    }
    return QuarterFile(
        quarter=quarter,
        doors=doors,
        meters=meters,
        verdicts={kind: _verdicts(kind, quarter, doors, meters[kind]) for kind in METER_KINDS},
        papers=paper.quarter_papers(connection, quarter_id),
        forms=paper.issued_forms(connection, quarter_id),
    )


def meter_facts(row: Mapping[str, Any]) -> MeterFacts:
    """Return what the rules need of one meter row."""
    return MeterFacts(
        id=row["id"],
        household_id=row["household_id"],
        parent_id=row["parent_id"],
        role=row["role"],
        position=row["position"],
        state=row["state"],
        account_no=row["account_no"],
        crosscheck=row.get("crosscheck"),
    )


def _by_household(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["household_id"]].append(row)
    return found


def _verdicts(
    kind: str,
    quarter: Record,
    doors: list[dict[str, Any]],
    meters: Mapping[str, list[dict[str, Any]]],
) -> dict[str, Verdict]:
    facts = {owner: tuple(map(meter_facts, rows)) for owner, rows in meters.items()}
    tree = MeterTree.of(meter for group in facts.values() for meter in group)
    mode = quarter.get(_MODE[kind])
    return {
        door["id"]: verdict(
            HouseholdFacts(
                door["id"],
                door[_STATE[kind]],
                mode if isinstance(mode, int) else None,
                facts.get(door["id"], ()),
            ),
            tree,
        )
        for door in doors
    }
