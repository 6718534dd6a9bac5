"""What stands on the ballots of a vote, taken from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.ballot_sheet import BallotHead, BallotSheet
from desktop.domain.project_codes import AREA_BASIS, MATTER
from desktop.domain.rows import address_label
from desktop.domain.vote_parts import area_of
from desktop.domain.vote_rules import rules
from desktop.domain.vote_text import majority_words
from desktop.services.vote_counting import vote_facts
from desktop.services.vote_paper import chinese_day, source_of, square_metres
from desktop.storage.queries import votes as queries

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection


def ballot_content(
    connection: Connection, vote_id: str, doors: Collection[str], today: date, office: str
) -> tuple[BallotHead, list[BallotSheet]]:
    """Return what the ballots of ``doors`` say, all of the scope when empty, in walking order."""
    source = source_of(connection, vote_id, today, office)
    facts = vote_facts(connection, source.vote, today)
    majorities = rules(facts.matter, facts.rule_set, facts.day, facts.scheme_share)
    head = BallotHead(
        quarter=source.place,
        title=source.title,
        matter=MATTER.label(int(facts.matter)),
        days=f"{chinese_day(facts.first)}至{chinese_day(facts.last)}",
        body=source.body,
        rule="通过条件：" + "；".join(map(majority_words, majorities)) + "。" if majorities else "",
    )
    sheets = []
    for row in queries.voters(connection, source.vote):
        if doors and row.id not in doors:
            continue
        area, basis = area_of(row.title_area, row.area_basis, row.area_survey, row.area_contract)
        proof = f"（{AREA_BASIS.label(int(basis))}）" if basis else ""
        sheets.append(
            BallotSheet(
                household_id=row.id,
                label=address_label(row.building_no, row.unit_no, row.room_no),
                owner="、".join(filter(None, (row.owner_name, row.co_owners))),
                area=f"{square_metres(area)} m²{proof}" if area else "",
            )
        )
    return head, sheets
