"""A survey of a staircase step by step: what each step says, and what must then be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.door_answers import DoorAnswers
from desktop.domain.fields import ENTITIES
from desktop.domain.values import canonical
from desktop.services.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.domain.rows import HouseholdCard
    from desktop.domain.values import Record
    from desktop.services.surveying import Surveying
    from desktop.storage.ledger import Ledger

Answer: TypeAlias = tuple[str, str, str]
"""(Household id, entity kind, field)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the survey.

    Attributes:
        name: ``record``, ``as_neighbour``, ``fill`` or ``confirm``.
        door: at which door.
        said: what is said there.
        found: what must be found afterwards, in canonical texts; nothing of it was there before.
    """

    name: str
    door: str
    said: DoorAnswers
    found: Mapping[Answer, str]


def steps(doors: Sequence[str]) -> Iterator[Step]:
    """Yield the whole survey of ``doors``, the same each time."""
    for number, door in enumerate(doors):
        yield _as_next_door(door, number) if number % 4 == 1 else _whole(door, number)
        if number % 3 == 0:
            yield Step(
                "confirm", door, DoorAnswers(), {(door, "confirmation", "reason"): "户主在外地"}
            )
    for number, door in enumerate(doors):
        seals = {"seal": f"S{number}", "cert_no": f"C{number}"}
        yield Step(
            "record",
            door,
            DoorAnswers(household={"remarks": f"第{number}户"}, water=seals),
            {
                (door, "household", "remarks"): f"第{number}户",
                (door, "water_meter", "seal_plastic"): f"S{number}",
                (door, "water_meter", "cert_no"): f"C{number}",
            },
        )
    first = doors[0]
    area = DoorAnswers(household={"transformer_area": "东风1号"})
    yield Step("record", first, area, {(first, "household", "transformer_area"): "东风1号"})
    yield Step(
        "fill",
        first,
        DoorAnswers(),
        {(door, "household", "transformer_area"): "东风1号" for door in doors[1:]},
    )


def _whole(door: str, number: int) -> Step:
    said = DoorAnswers(
        household={"visit_state": 1, "w_state": 1, "e_state": 2, "consent_w": number % 2 + 1},
        water={"number": f"08{number:08d}", "position": 2, "reading": f"{number}.5"},
        electricity={"number": f"42{number:08d}", "position": 1},
    )
    return Step(
        "record",
        door,
        said,
        {
            (door, "household", "visit_state"): "1",
            (door, "household", "w_state"): "1",
            (door, "household", "e_state"): "2",
            (door, "household", "consent_w"): str(number % 2 + 1),
            (door, "water_meter", "body_no"): f"08{number:08d}",
            (door, "water_meter", "position"): "2",
            (door, "electricity_meter", "asset_no"): f"42{number:08d}",
            (door, "electricity_meter", "position"): "1",
            (door, "visit", "state"): "1",
        },
    )


def _as_next_door(door: str, number: int) -> Step:
    said = DoorAnswers(household={"consent_e": 1}, water={"number": f"08{number:08d}"})
    return Step(
        "as_neighbour",
        door,
        said,
        {
            (door, "household", "visit_state"): "1",
            (door, "household", "w_state"): "1",
            (door, "household", "consent_e"): "1",
            (door, "water_meter", "body_no"): f"08{number:08d}",
            (door, "water_meter", "position"): "2",
            (door, "electricity_meter", "position"): "1",
            (door, "visit", "state"): "1",
        },
    )


def carry_out(surveying: Surveying, step: Step) -> None:
    """Do what ``step`` says; it is on the disk when this returns."""
    if step.name == "record":
        surveying.record(step.door, step.said)
    elif step.name == "as_neighbour":
        surveying.as_neighbour(step.door, answers=step.said)
    elif step.name == "confirm":
        surveying.confirm(step.door, "survey-owner-missing", "户主在外地")
    else:
        targets = [door for door, _, _ in step.found]
        surveying.fill(surveying.plan_fill(step.door, targets, [("household", "transformer_area")]))


def found_now(ledger: Ledger, step: Step, cards: dict[str, HouseholdCard]) -> dict[Answer, str]:
    """Return what is found now of what ``step`` must leave behind; empty texts for nothing.

    Args:
        ledger: where to look.
        step: what to look for.
        cards: cards read already, kept from step to step while nobody writes.
    """
    found: dict[Answer, str] = {}
    for door, kind, name in step.found:
        if door not in cards:
            cards[door] = Reading(ledger).card(door)
        record = _first(ledger, cards[door], kind)
        declared = ENTITIES[kind].field(name)
        assert declared is not None
        found[door, kind, name] = "" if record is None else canonical(declared, record.get(name))
    return found


def _first(ledger: Ledger, card: HouseholdCard, kind: str) -> Record | None:
    if kind == "household":
        return card.household
    if kind == "confirmation":
        with ledger.reader() as connection:
            row = (
                connection.exec_driver_sql(
                    "SELECT reason FROM confirmation WHERE household_id = ? AND deleted = 0",
                    (card.household["id"],),
                )
                .mappings()
                .first()
            )
        return None if row is None else dict(row)
    records = {
        "water_meter": card.water_meters,
        "electricity_meter": card.electricity_meters,
        "visit": card.visits,
    }[kind]
    return next(iter(records), None)
