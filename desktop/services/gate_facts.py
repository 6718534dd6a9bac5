"""The facts that gates judge, of one quarter or of all, from one moment of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.cost import CostReason, Limits
from desktop.domain.parameters import value_on
from desktop.domain.required_papers import NOTHING_ASKED
from desktop.domain.stages import AcceptanceStanding, QuarterFacts, VoteStanding
from desktop.domain.verdict_totals import QuarterTotals
from desktop.services.parameters import set_values
from desktop.storage.queries import gates as queries
from desktop.storage.queries.findings import open_blocking, stopping_works
from desktop.storage.queries.money import cost_facts
from desktop.storage.queries.votes import frozen_results

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.codes import Stage
    from desktop.domain.parameters import SetValue
    from desktop.domain.required_papers import RequiredPapers
    from desktop.domain.stage_dates import StageDates
    from desktop.domain.stage_facts import Lack
    from desktop.domain.stages import Override
    from desktop.storage.queries.gates import QuarterPlace

_NO_PAPERS = queries.Papers(frozenset(), frozenset(), {}, {})


@dataclass(frozen=True, slots=True)
class GateFile:
    """One quarter with everything its gates look at.

    Attributes:
        place: the quarter itself.
        facts: what the gates judge.
        overrides: what its leader let pass.
        dates: what is written down about its stages.
        newest_paper: date of the newest paper, by stage.
        incomplete: papers on file that lack what is expected of them, and what.
    """

    place: QuarterPlace
    facts: QuarterFacts
    overrides: Sequence[Override]
    dates: Mapping[Stage, StageDates]
    newest_paper: Mapping[Stage, date]
    incomplete: Mapping[str, tuple[Lack, ...]]


def gate_files(
    connection: Connection,
    totals: Mapping[str, QuarterTotals],
    today: date,
    quarter_id: str | None = None,
    required: RequiredPapers = NOTHING_ASKED,
) -> list[GateFile]:
    """Return the file of every quarter by code, or of one.

    Args:
        connection: a reader.
        totals: the verdicts counted (``Verdicts.totals``).
        today: day whose parameters hold.
        quarter_id: only this quarter.
        required: the papers that the stages ask for; nothing is incomplete of what is not.
    """
    values = set_values(connection)
    share = int(value_on("visited-share", today, values))
    papers = queries.papers(connection, quarter_id)
    records = queries.stage_records(connection, quarter_id)
    overrides = queries.overrides(connection, quarter_id)
    voting, voted = queries.open_votes(connection), frozen_results(connection, quarter_id)
    applying = queries.own_applications(connection)
    blocking, stopping = open_blocking(connection), stopping_works(connection)
    standings = queries.acceptance_standings(connection, quarter_id)
    costs = cost_facts(connection, quarter_id, cost_limits(values, today))
    certified = queries.certified(connection)
    files = []
    for place in queries.places(connection, quarter_id):
        counted = totals.get(place.id, QuarterTotals())
        filed = papers.get(place.id, _NO_PAPERS)
        standing = standings.get(place.id, {})
        incomplete = _incomplete(filed, required)
        flags = costs[place.id].over_flags if place.id in costs else ()
        facts = QuarterFacts(
            households=counted.households,
            visited=counted.visited,
            joining_water=counted.water.joining,
            joining_power=counted.electricity.joining,
            met_water=counted.water.joining_met,
            met_power=counted.electricity.joining_met,
            in_arrears=counted.in_arrears,
            committee_state=place.committee_state,
            demolition=place.demolition,
            papers=filed.on_file,
            certificate_issued=place.id in certified,
            refused=filed.refused,
            vote=_vote(place.id, voting, voted, applying),
            over_approved=any(flag.code is CostReason.OVER_APPROVED for flag in flags),
            blocking=blocking.get(place.id, 0),
            stopping=stopping.get(place.id, 0),
            acceptance_water=standing.get("W", AcceptanceStanding.NONE),
            acceptance_power=standing.get("E", AcceptanceStanding.NONE),
            visited_share=share,
            incomplete={
                name: lacks
                for name, lacks in incomplete.items()
                if (found := required.find(name)) is not None and found.complete
            },
        )
        files.append(
            GateFile(
                place,
                facts,
                overrides.get(place.id, ()),
                records.get(place.id, {}),
                filed.newest,
                incomplete,
            )
        )
    return files


def _incomplete(filed: queries.Papers, required: RequiredPapers) -> dict[str, tuple[Lack, ...]]:
    """Return name → what it lacks, of the papers on file that are asked for."""
    found = {}
    for paper in required.papers:
        if paper.name in filed.on_file and (lacks := paper.lacks(filed.present[paper.name])):
            found[paper.name] = lacks
    return found


def cost_limits(values: Sequence[SetValue], today: date) -> Limits:
    """Return the office's own lines of R15 and D6."""
    return Limits(
        value_on("over-estimate-share", today, values), value_on("over-item-share", today, values)
    )


def _vote(
    quarter_id: str,
    voting: set[str],
    voted: Mapping[str, tuple[bool, bool]],
    applying: set[str],
) -> VoteStanding:
    """Return how the vote stands; a passed one stays passed while another is held.

    A lost vote is not got round by going over to applications: they must be closed as well.
    """
    _, passed = voted.get(quarter_id, (False, False))
    if passed:
        return VoteStanding.PASSED
    if quarter_id in voting:
        return VoteStanding.OPEN
    if quarter_id in voted:
        return VoteStanding.LOST
    return VoteStanding.APPLICATION if quarter_id in applying else VoteStanding.NONE
