"""The totals of the verdicts follow every change, and only what changed is judged again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.services import verdict_totals
from desktop.services.verdicts import Verdicts
from desktop.storage.journal import Journal
from desktop.storage.queries.verdict_totals import ledger_facts
from tests.support.small_office import Office

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from desktop.domain.verdict_totals import QuarterTotals
    from desktop.storage.ledger import Ledger

DOORS = 4
_KINDS = st.sampled_from(["household", "water_meter"])


def _fill(ledger: Ledger) -> dict[str, list[str]]:
    """Two quarters with four doors and a water meter each."""
    ids: dict[str, list[str]] = {}
    with ledger.unit_of_work("fill") as work:
        ids["quarter"] = work.insert(
            "quarter",
            [{"quarter_code": f"Q{n}", "name": f"{n}村", "water_charge_mode": 1} for n in (1, 2)],
        )
        ids["building"] = work.insert(
            "building", [{"quarter_id": q, "building_no": "1"} for q in ids["quarter"]]
        )
        ids["unit"] = work.insert(
            "unit", [{"building_id": b, "unit_no": "1"} for b in ids["building"]]
        )
        ids["household"] = work.insert(
            "household",
            [
                {"unit_id": u, "floor": n, "room_no": f"{n}01", "w_state": 1, "consent_w": 1}
                for u in ids["unit"]
                for n in range(DOORS)
            ],
        )
        ids["water_meter"] = work.insert(
            "water_meter",
            [
                {"household_id": h, "role": 3, "position": 2, "state": 1, "account_no": "08"}
                for h in ids["household"]
            ],
        )
    return ids


def _plain(totals: Mapping[str, QuarterTotals]) -> dict[str, dict[str, Any]]:
    return {quarter: asdict(found) for quarter, found in totals.items()}


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("household"), st.integers(0, 7), st.fixed_dictionaries(
            {"w_state": st.sampled_from([1, 3, None]), "consent_w": st.sampled_from([1, 2, None])}
        )),
        st.tuples(st.just("water_meter"), st.integers(0, 7), st.fixed_dictionaries(
            {"position": st.sampled_from([1, 2, None]), "state": st.sampled_from([1, 7])}
        )),
        st.tuples(st.just("quarter"), st.integers(0, 1), st.fixed_dictionaries(
            {"water_charge_mode": st.sampled_from([1, 2, None])}
        )),
        st.tuples(st.just("move"), st.integers(0, 7), st.integers(0, 1)),
        st.tuples(st.just("hang"), st.integers(0, 7), st.integers(0, 7)),
        st.tuples(st.just("remove"), st.integers(0, 7), _KINDS),
        st.just(("undo",)),
    ),
    max_size=6,
)  # fmt: skip


def _apply(ledger: Ledger, ids: dict[str, list[str]], change: tuple[Any, ...]) -> None:
    if change[0] == "undo":
        _apply(ledger, ids, ("quarter", 1, {"water_charge_mode": 3}))
        Journal(ledger).undo(None)
        return
    kind, place, what = change
    with ledger.unit_of_work("change") as work:
        if kind == "move":
            work.update("household", ids["household"][place], {"unit_id": ids["unit"][what]})
        elif kind == "hang":
            meters = ids["water_meter"]
            work.update("water_meter", meters[place], {"parent_id": meters[what]})
        elif kind == "remove":
            work.delete(what, ids[what][place])
        else:
            work.update(kind, ids[kind][place], what)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES)
def test_what_was_kept_and_followed_is_what_counting_anew_gives(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Any, ...]]
) -> None:
    ledger = Office(tmp_path_factory.mktemp("totals")).create()
    ledger.backup_at_close = False
    with ledger:
        ids = _fill(ledger)
        kept = Verdicts(ledger)
        kept.totals()
        for change in changes:
            _apply(ledger, ids, change)
            assert _plain(kept.totals()) == _plain(Verdicts(ledger).totals())
        report = kept.report()
        totals = kept.totals()
        for quarter, told in zip(ids["quarter"], report["quarters"], strict=True):
            counted = totals[quarter]
            assert counted.households == told["households"]
            assert (counted.water.met, counted.water.not_met, counted.water.unknown) == tuple(
                told["water"].values()
            )


def test_a_change_at_one_door_reads_its_own_quarter_only(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Office(tmp_path_factory.mktemp("totals")).create()
    ledger.backup_at_close = False
    read: list[str | None] = []
    true = ledger_facts

    def listening(connection: Any, quarter_id: str | None = None) -> Any:
        read.append(quarter_id)
        return true(connection, quarter_id)

    monkeypatch.setattr(verdict_totals, "ledger_facts", listening)
    with ledger:
        ids = _fill(ledger)
        verdicts = Verdicts(ledger)
        assert verdicts.totals()[ids["quarter"][1]].water.joining_met == DOORS
        verdicts.totals()
        _apply(ledger, ids, ("water_meter", DOORS, {"position": 1}))
        assert verdicts.totals()[ids["quarter"][1]].water.joining_met == DOORS - 1
    assert read == [None, ids["quarter"][1]]


def test_a_large_ledger_is_counted_quarter_by_quarter_with_the_same_answer(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Office(tmp_path_factory.mktemp("totals")).create()
    ledger.backup_at_close = False
    with ledger:
        ids = _fill(ledger)
        _apply(ledger, ids, ("water_meter", 1, {"position": 1}))
        at_once = Verdicts(ledger).totals()
        monkeypatch.setattr(verdict_totals, "_AT_ONCE", 1)
        apart = Verdicts(ledger).totals()
    assert {key: asdict(one) for key, one in apart.items()} == {
        key: asdict(one) for key, one in at_once.items()
    }
    assert len(apart) == len(ids["quarter"])
