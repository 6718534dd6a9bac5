"""The verdict of one door, and of one building, is the one that judging the whole quarter gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.verdict import Outcome
from desktop.kernel.errors import InputError
from desktop.services.verdicts import Verdicts
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger

DOORS = 6


@st.composite
def meterings(draw: st.DrawFn) -> list[dict[str, object]]:
    """Meters of one utility: own ones, masters, rings and meters below another household's."""
    count = draw(st.integers(0, 9))
    return [
        {
            "id": f"{place:032x}",
            "household": draw(st.one_of(st.none(), st.integers(0, DOORS - 1))),
            "parent": draw(st.one_of(st.none(), st.integers(0, count - 1))),
            "role": draw(st.sampled_from([1, 3, None])),
            "position": draw(st.sampled_from([1, 2, None])),
            "state": draw(st.sampled_from([1, 1, 7])),
            "account_no": draw(st.sampled_from(["08", None])),
        }
        for place in range(count)
    ]


def _fill(ledger: Ledger, meters: list[dict[str, object]]) -> tuple[list[str], list[str]]:
    with ledger.unit_of_work("fill") as work:
        quarter = work.insert(
            "quarter", [{"quarter_code": "Q", "name": "一村", "water_charge_mode": 1}]
        )[0]
        buildings = work.insert(
            "building", [{"quarter_id": quarter, "building_no": str(n)} for n in (1, 2)]
        )
        units = work.insert("unit", [{"building_id": b, "unit_no": "1"} for b in buildings])
        doors = work.insert(
            "household",
            [
                {
                    "unit_id": units[n % 2],
                    "floor": n,
                    "room_no": f"{n}01",
                    "w_state": (n % 3) or None,
                }
                for n in range(DOORS)
            ],
        )
        rows = []
        for meter in meters:
            household, parent = meter.pop("household"), meter.pop("parent")
            rows.append(
                {
                    **meter,
                    "household_id": None if household is None else doors[int(str(household))],
                    "building_id": buildings[0] if household is None else None,
                    "parent_id": None if parent is None else f"{int(str(parent)):032x}",
                }
            )
        work.insert("water_meter", rows)  # type: ignore[arg-type]
    return buildings, doors


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(meters=meterings())
def test_one_door_and_one_building_are_judged_as_in_the_whole_quarter(
    tmp_path_factory: pytest.TempPathFactory, meters: list[dict[str, object]]
) -> None:
    office = Office(tmp_path_factory.mktemp("verdict"))
    ledger = office.create()
    ledger.backup_at_close = False
    with ledger:
        buildings, doors = _fill(ledger, meters)
        verdicts = Verdicts(ledger)
        whole = {
            (entry["household_id"], entry["utility"]): (
                Outcome(entry["verdict"]),
                tuple(entry["reasons"]),
            )
            for entry in verdicts.report("Q")["failing"]
        }
        one_by_one = {
            (door, utility): (answer.outcome, tuple(map(str, answer.reasons)))
            for door in doors
            for utility, answer in verdicts.of_household(door).items()
            if answer.outcome is not Outcome.MET
        }
        by_building = {
            key: outcome for b in buildings for key, outcome in verdicts.of_building(b).items()
        }
    assert one_by_one == whole
    assert by_building == {key: outcome for key, (outcome, _) in whole.items()}


def test_a_door_that_is_not_there_is_told(tmp_path: Path) -> None:
    ledger = Office(tmp_path).create()
    with pytest.raises(InputError, match="record-missing"):
        Verdicts(ledger).of_household("f" * 32)
    assert Verdicts(ledger).of_building("f" * 32) == {}
