"""The owners' vote over a real ledger: taken, counted, closed, and counted again."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from desktop.documents.ink import Ink, InkPoint
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from desktop.services.pictures import Pictures
from desktop.services.vote_taking import BallotForm
from desktop.services.votes import Votes
from desktop.storage.queries.votes import due_items, frozen_results
from tests.support.small_office import Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.paper import Paper
    from desktop.storage.ledger import Ledger

FIRST, LAST = date(2026, 2, 20), date(2026, 3, 1)
SIGNED = date(2026, 2, 25)


class House:
    """Eight doors of 80 m² in two buildings, with a vote that may be closed today."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.ledger: Ledger = self.office.create()
        self.doors = self.office.fill(self.ledger)
        self.votes = Votes(self.ledger, self.office.clock)
        self.editing = Editing(self.ledger, self.office.clock)
        with self.ledger.unit_of_work("areas") as work:
            work.update_many(
                "household",
                [(d, {"title_area": Decimal(80), "area_basis": 1}) for d in self.doors],
            )
            self.quarter = str(work.connection.exec_driver_sql("SELECT id FROM quarter").scalar())
        self.vote = self.open()

    def open(self, **values: Any) -> str:
        dates = {"announced_on": date(2026, 2, 1), "vote_from": FIRST, "vote_to": LAST}
        return self.votes.open(self.quarter, {**dates, **values})[0]

    def say(self, *choices: int, vote: str = "") -> None:
        given = dict(zip(self.doors, choices, strict=False))
        self.votes.take(vote or self.vote, given, cast_on=SIGNED)

    def value(self, kind: str, entity_id: str, field: str) -> object:
        with self.ledger.reader() as connection:
            return connection.exec_driver_sql(
                f"SELECT {field} FROM {kind} WHERE id = ?", (entity_id,)
            ).scalar_one()

    def final(self) -> tuple[str, str, str]:
        with self.ledger.reader() as connection:
            row = connection.exec_driver_sql(
                "SELECT result, inputs, inputs_sha256 FROM vote_count WHERE vote_id = ? "
                "AND final = 1",
                (self.vote,),
            ).one()
        return row[0], row[1], row[2]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_new_vote_defaults_to_the_stricter_matter_and_the_law_of_its_last_day(
    house: House,
) -> None:
    assert house.value("vote", house.vote, "matter") == 1
    assert house.value("vote", house.vote, "rule_set") == "A"
    old = house.open(vote_to=date(2020, 12, 31))
    assert house.value("vote", old, "rule_set") == "B"


def test_the_live_result_says_what_is_still_needed(house: House) -> None:
    house.say(1, 1, 1, 2)
    found = house.votes.count(house.vote)
    assert (found.result.heads.total, found.result.heads.taking_part) == (8, 4)
    assert found.result.area.total == 64_000
    assert not found.result.passed
    assert found.result.needed == {"heads": 2, "area": 106_67}


def test_closing_freezes_result_rule_and_inputs(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1, 2)
    house.votes.close(house.vote)
    result, inputs, digest = house.final()
    assert json.loads(result)["passed"] is True
    assert digest == sha256(inputs.encode()).hexdigest()
    assert len(json.loads(inputs)["ballots"]) == 7
    assert "张伟" not in inputs
    report = house.votes.result(house.vote)
    assert report.frozen
    assert report.intact
    assert report.counted_by == "负责人"
    assert "第二百七十八条" in report.rule_text
    with house.ledger.reader() as connection:
        assert frozen_results(connection) == {house.quarter: (True, True)}
        assert frozen_results(connection, "elsewhere") == {}


def test_a_split_a_merged_owner_and_a_changed_area_leave_the_frozen_result(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1)
    house.votes.close(house.vote)
    before = house.final()
    with house.ledger.unit_of_work("split") as work:
        unit = work.get("household", house.doors[0])["unit_id"]  # type: ignore[index]
        work.delete("household", house.doors[0])
        work.insert(
            "household",
            [{"unit_id": unit, "floor": 1, "room_no": room} for room in ("101A", "101B")],
        )
    house.votes.same_owner(house.doors[1:3])
    house.editing.set_field("household", house.doors[3], "title_area", "120.5")
    assert house.final() == before
    assert house.votes.result(house.vote).result.heads.yes == 6
    found = house.votes.compare(house.vote)
    assert found.frozen.result.heads.yes == 6
    assert found.frozen.intact
    assert (found.now.result.heads.yes, found.now.result.heads.total) == (4, 8)
    assert found.now.result.passed is False
    assert [(one.code, one.label) for one in found.differences] == [
        ("vote-part-added", "1栋1单元101A"),
        ("vote-part-added", "1栋1单元101B"),
        ("vote-part-gone", "1栋1单元101"),
        ("vote-owner-changed", "1栋1单元201"),
        ("vote-owner-changed", "1栋1单元301"),
        ("vote-area-changed", "1栋1单元401"),
    ]
    house.votes.recount(house.vote)
    assert house.final() == before
    assert house.votes.result(house.vote).result.passed


def test_nothing_of_a_closed_vote_can_be_changed(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1)
    ballot = house.votes.ballots(house.vote)[0].ballots[0].id
    house.votes.close(house.vote)
    attempts: list[Callable[[], object]] = [
        lambda: house.say(2),
        lambda: house.votes.ballot(house.vote, house.doors[0], BallotForm(2)),
        lambda: house.votes.remove_ballot(ballot),
        lambda: house.votes.remove(house.vote),
        lambda: house.votes.describe(house.vote, {"matter": 4}),
        lambda: house.votes.take_consents(house.vote, FIRST),
        lambda: house.votes.close(house.vote),
    ]
    for attempt in attempts:
        with pytest.raises(RefusedError) as refused:
            attempt()
        assert refused.value.code == "vote-closed"


def test_a_frozen_count_that_was_tampered_with_is_said(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1)
    house.votes.close(house.vote)
    _, inputs, _ = house.final()
    with house.ledger.unit_of_work("tamper") as work:
        row = work.connection.exec_driver_sql("SELECT id FROM vote_count").scalar_one()
        work.update("vote_count", row, {"inputs": inputs.replace("8000", "8001", 1)})
    assert not house.votes.result(house.vote).intact


def test_a_vote_runs_to_its_last_day(house: House) -> None:
    late = house.open(vote_to=date(2026, 3, 6))
    with pytest.raises(RefusedError) as refused:
        house.votes.close(late)
    assert refused.value.code == "vote-still-running"
    undated = house.votes.open(house.quarter)[0]
    with pytest.raises(RefusedError) as refused:
        house.votes.close(undated)
    assert refused.value.code == "vote-dates-missing"
    with pytest.raises(RefusedError) as refused:
        house.votes.close(house.open(vote_to=date(2026, 2, 19)))
    assert refused.value.code == "vote-dates-order"


def test_an_empty_scope_cannot_be_closed(house: House) -> None:
    nobody = house.open(scope=2, scope_ids="")
    with pytest.raises(RefusedError) as refused:
        house.votes.close(nobody)
    assert refused.value.code == "vote-nobody"


def test_a_vote_of_one_building_asks_its_own_doors(house: House) -> None:
    building = str(house.value("household", house.doors[0], "building_id"))
    part = house.open(scope=2, scope_ids=building)
    house.votes.take(part, dict.fromkeys(house.doors[:4], 1), cast_on=SIGNED)
    assert house.votes.count(part).result.heads.total == 4
    with pytest.raises(InputError) as refused:
        house.votes.take(part, {house.doors[5]: 1}, cast_on=SIGNED)
    assert refused.value.code == "vote-door-outside"
    house.votes.close(part)
    with house.ledger.reader() as connection:
        assert frozen_results(connection)[house.quarter] == (True, True)
    house.votes.close(house.vote)
    with house.ledger.reader() as connection:
        assert frozen_results(connection)[house.quarter] == (True, False)


def test_a_ballot_typed_again_takes_the_place_of_the_first(house: House) -> None:
    house.say(1)
    house.say(2)
    (first, *_) = house.votes.ballots(house.vote)
    assert [row.choice for row in first.ballots] == [2]
    assert first.choice == 2


def test_co_owners_sign_beside_each_other(house: House) -> None:
    door = house.doors[0]
    for name, choice in (("甲", 1), ("乙", 2)):
        house.votes.ballot(
            house.vote, door, BallotForm(choice, signer_kind=2, signer=name, cast_on=SIGNED)
        )
    (first, *_) = house.votes.ballots(house.vote)
    assert (len(first.ballots), first.choice) == (2, 3)
    assert house.votes.count(house.vote).doors["vote-co-owners-differ"] == ("1栋1单元101",)
    again = BallotForm(1, signer_kind=2, signer="乙", cast_on=SIGNED)
    house.votes.ballot(house.vote, door, again)
    assert house.votes.ballots(house.vote)[0].choice == 1


def test_a_proxy_without_a_document_is_refused_at_the_door(house: House) -> None:
    with pytest.raises(InputError) as refused:
        house.votes.ballot(house.vote, house.doors[0], BallotForm(1, signer_kind=3, signer="丙"))
    assert refused.value.code == "vote-proxy-document"


def test_spoken_is_recorded_and_does_not_count_and_a_copy_counts_and_is_flagged(
    house: House,
) -> None:
    for door, basis in zip(house.doors, (4, 3), strict=False):
        house.votes.ballot(house.vote, door, BallotForm(1, basis=basis, cast_on=SIGNED))
    spoken, copied = house.votes.ballots(house.vote)[:2]
    assert (spoken.choice, spoken.why_not) == (None, "vote-ballot-spoken")
    assert (copied.choice, copied.remarks) == (1, ("vote-ballot-copy",))
    assert house.votes.count(house.vote).result.heads.yes == 1


def test_a_ballot_signed_on_screen_keeps_its_ink_with_it(house: House) -> None:
    ink = Ink((tuple(InkPoint(20.0 * n, 30.0 * (n % 3)) for n in range(9)),))
    ballot, _ = house.votes.ballot(house.vote, house.doors[0], BallotForm(1, basis=4))
    pictures = Pictures(house.ledger, house.office.clock)
    changes = pictures.attach_ink("ballot", ballot, "ballot", "张伟", ink)
    assert changes.kinds == {"ballot", "attachment"}
    assert house.value("ballot", ballot, "basis") == 2
    assert [row.subject for row in pictures.of_owner("ballot", ballot)] == ["ballot"]


def test_only_signed_consents_are_taken_and_only_when_asked(house: House) -> None:
    set_field = house.editing.set_field
    for number, (water, power, basis) in enumerate(
        [("1", "1", "1"), ("1", "1", "4"), ("1", "2", "1"), ("2", None, "2"), ("1", "1", "3")]
    ):
        door = house.doors[number]
        set_field("household", door, "consent_w", water)
        set_field("household", door, "consent_e", power)
        set_field("household", door, "consent_basis", basis)
        set_field("household", door, "consented_on", "2026-02-22")
    assert house.votes.count(house.vote).result.heads.taking_part == 0
    found = house.votes.consents(house.vote, FIRST)
    assert {house.doors.index(d): int(c) for d, c in found.ballots.items()} == {0: 1, 3: 2}
    assert found.left_out == {
        "vote-consent-unsigned": 2,
        "vote-consent-differs": 1,
        "vote-consent-silent": 3,
    }
    house.votes.take_consents(house.vote, FIRST)
    result = house.votes.count(house.vote).result
    assert (result.heads.yes, result.heads.no) == (1, 1)
    with pytest.raises(InputError) as refused:
        house.votes.take_consents(house.vote, FIRST)
    assert refused.value.code == "vote-no-consents"


def test_consents_signed_before_the_chosen_day_stay_consents(house: House) -> None:
    house.editing.set_field("household", house.doors[0], "consent_w", "1")
    house.editing.set_field("household", house.doors[0], "consent_basis", "1")
    house.editing.set_field("household", house.doors[0], "consented_on", "2026-02-19")
    assert house.votes.consents(house.vote, FIRST).left_out["vote-consent-early"] == 1


def test_a_ballot_never_touches_the_consent_of_the_survey(house: House) -> None:
    house.editing.set_field("household", house.doors[0], "consent_w", "2")
    house.say(1)
    assert house.value("household", house.doors[0], "consent_w") == 2
    assert house.votes.ballots(house.vote)[0].consent_w == 2


def test_answers_on_ballots_become_consents_only_when_asked(house: House) -> None:
    first, second, third = house.doors[:3]
    both = {"water_yes": True, "elec_yes": False, "cast_on": SIGNED}
    house.votes.ballot(house.vote, first, BallotForm(1, **both))  # type: ignore[arg-type]
    house.votes.ballot(house.vote, second, BallotForm(1, basis=4, **both))  # type: ignore[arg-type]
    house.editing.set_field("household", third, "consent_w", "2")  # said today, after the ballot
    house.votes.ballot(house.vote, third, BallotForm(1, **both))  # type: ignore[arg-type]
    assert house.value("household", first, "consent_w") is None
    house.votes.give_consents(house.vote)
    read = house.value
    assert (read("household", first, "consent_w"), read("household", first, "consent_e")) == (1, 2)
    assert read("household", first, "consent_basis") == 1
    assert read("household", first, "consented_on") == SIGNED.isoformat()
    assert read("household", second, "consent_w") is None
    assert read("household", third, "consent_w") == 2
    with pytest.raises(InputError) as refused:
        house.votes.give_consents(house.vote)
    assert refused.value.code == "vote-no-answers"


def test_lines_typed_quickly_name_doors_and_choices(house: House) -> None:
    text = "1-1-101 1\n2栋1单元101 不同意\n101 1\n9-9-999 1\nhello\n\n1 1 0201 3"
    found = house.votes.read_lines(house.vote, text)
    assert [(line.choice, line.problem) for line in found] == [
        (1, ""),
        (2, ""),
        (0, "vote-line-several"),
        (0, "vote-line-unknown"),
        (0, "vote-line-unreadable"),
        (3, ""),
    ]
    assert [line.household_id for line in found if line.household_id] == [
        house.doors[0],
        house.doors[4],
        house.doors[1],
    ]


def test_everything_is_one_step_that_undo_takes_back(house: House) -> None:
    house.say(1, 1, 1)
    house.editing.undo()
    assert house.votes.count(house.vote).result.heads.taking_part == 0
    house.editing.redo()
    assert house.votes.count(house.vote).result.heads.yes == 3


def test_a_share_must_be_a_share(house: House) -> None:
    for wrong in (Decimal(0), Decimal("100.01")):
        with pytest.raises(InputError) as refused:
            house.votes.describe(house.vote, {"scheme_share": wrong})
        assert refused.value.code == "vote-share-range"
    scheme: dict[str, Any] = {"rule_set": "C", "scheme_share": Decimal(80)}
    house.votes.describe(house.vote, {**scheme, "scheme_document": "黄改〔2026〕3号"})
    house.say(1, 1, 1, 1, 1, 1)
    found = house.votes.count(house.vote)
    assert not found.result.passed
    assert found.result.findings == ()


def test_what_is_due_is_named(house: House) -> None:
    house.votes.open(house.quarter, {"title": "电改", "vote_from": date(2026, 5, 1)})
    with house.ledger.reader() as connection:
        found = due_items(connection)
    assert [(one.kind, one.due_on.isoformat(), one.subject) for one in found] == [
        ("vote-close", "2026-03-01", ""),
        ("vote-notice", "2026-04-16", "电改"),
    ]
    house.votes.close(house.vote)
    with house.ledger.reader() as connection:
        assert [one.kind for one in due_items(connection)] == ["vote-notice"]


# ----- papers


def _texts(paper: Paper) -> str:
    return repr(paper)


def test_the_public_notice_masks_names_and_keeps_doors(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1, 2)
    with pytest.raises(RefusedError) as refused:
        house.votes.paper(house.vote, "public")
    assert refused.value.code == "vote-not-closed"
    house.votes.close(house.vote)
    told = _texts(house.votes.paper(house.vote, "public"))
    assert "张**" in told
    assert "张伟" not in told
    assert "1栋1单元101" in told
    assert "公示期7日，自2026年3月5日至2026年3月12日" in told
    assert "第二百七十八条" in told
    assert "本次表决通过" in told
    assert "75.00%" in told
    assert "('1栋1单元101', '张**', '80.00', '已表决'" in told
    assert "'不同意')" not in told


def test_the_result_notice_names_no_door(house: House) -> None:
    house.say(1)
    house.votes.close(house.vote)
    paper = house.votes.paper(house.vote, "result")
    assert paper.one_page
    assert "1栋1单元101" not in _texts(paper)
    assert "本次表决未通过" in _texts(paper)


def test_the_announcement_says_matter_days_and_rule(house: House) -> None:
    told = _texts(house.votes.paper(house.vote, "announcement"))
    assert "2026年2月20日至2026年3月1日" in told
    assert "改建附属设施" in told
