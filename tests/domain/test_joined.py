"""Rules of joined journals: any order, any grouping, any repetition says the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.joined import (
    DELETED,
    FALSE,
    TRUE,
    Standing,
    Written,
    base_of,
    deletion,
    follows,
    heads,
    standing,
)
from desktop.domain.joined_seen import Moment, Seen

DEVICES = "abc"


@dataclass
class Device:
    """A laptop that writes one field, and knows what it was handed."""

    name: str
    known: dict[tuple[str, int, int], Written] = field(default_factory=dict)
    sequence: int = 0

    def write(self, value: str | None, parents: frozenset[tuple[str, int, int]] | None) -> None:
        now = self.now()
        if parents is None:
            parents = follows("phone", {h.name: h.value for h in now.heads}, now.value)
        self.sequence += 1
        lamport = max((entry.lamport for entry in self.known.values()), default=0) + 1
        entry = Written((self.name, self.sequence, 0), lamport, "phone", value, parents)
        self.known[entry.name] = entry

    def decide(self, value: str | None) -> None:
        self.write(value, frozenset(head.name for head in self.now().heads))

    def now(self) -> Standing:
        return standing("household", self.known.values())


FIRST = Written(("a", 0, 0), 1, "phone", "0")
steps = st.lists(
    st.tuples(
        st.sampled_from(["write", "decide", "hand"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.sampled_from(["1", "2", None]),
    ),
    max_size=25,
)


def _run(moves: list[tuple[str, int, int, str | None]]) -> list[Device]:
    found = [Device(name, {FIRST.name: FIRST}) for name in DEVICES]
    for what, one, other, value in moves:
        if what == "write":
            found[one].write(value, None)
        elif what == "decide":
            found[one].decide(value)
        else:
            found[other].known.update(found[one].known)
    return found


@given(steps, st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_show_the_same(
    moves: list[tuple[str, int, int, str | None]], chance: object
) -> None:
    found = _run(moves)
    every = [entry for device in found for entry in device.known.values()]
    told = standing("household", every)
    mixed = [*every, *every[::2], *reversed(every)]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing("household", mixed) == told


@given(steps, st.permutations(range(3)))
def test_any_grouping_of_parcels_ends_in_the_same_value_and_conflict(
    moves: list[tuple[str, int, int, str | None]], order: list[int]
) -> None:
    found = _run(moves)
    known = [dict(device.known) for device in found]
    one_by_one: dict[tuple[str, int, int], Written] = {}
    for place in order:
        one_by_one |= known[place]
        standing("household", one_by_one.values())
    together = known[0] | known[1] | known[2]
    assert standing("household", one_by_one.values()) == standing("household", together.values())


@given(steps)
def test_a_decision_that_names_all_heads_ends_the_conflict_everywhere(
    moves: list[tuple[str, int, int, str | None]],
) -> None:
    found = _run(moves)
    judge = found[0]
    for device in found:
        judge.known.update(device.known)
    judge.decide("9")
    for device in found:
        device.known.update(judge.known)
        now = device.now()
        assert (len(now.heads), now.conflict, now.value) == (1, False, "9")


@given(steps)
def test_an_ordinary_edit_never_ends_a_conflict_and_is_what_is_shown(
    moves: list[tuple[str, int, int, str | None]],
) -> None:
    device = _run(moves)[0]
    before = device.now()
    device.write("7", None)
    after = device.now()
    assert after.value == "7"
    others = {head.name for head in before.heads if head.value != before.value}
    assert others == {head.name for head in after.heads if head.value != "7"}


@given(steps)
def test_one_laptop_alone_never_has_a_conflict(
    moves: list[tuple[str, int, int, str | None]],
) -> None:
    alone = [("write", 0, 0, value) for _, _, _, value in moves]
    now = _run(alone)[0].now()
    assert (len(now.heads), now.conflict) == (1, False)


def _entry(device: str, value: str | None, *parents: Written, name: str = "phone") -> Written:
    lamport = max((p.lamport for p in parents), default=1) + 1
    return Written((device, lamport, 0), lamport, name, value, frozenset(p.name for p in parents))


def test_agreeing_heads_are_no_conflict() -> None:
    one, other = _entry("a", "1", FIRST), _entry("b", "1", FIRST)
    now = standing("household", [FIRST, one, other])
    assert (len(now.heads), now.conflict, now.value) == (2, False, "1")


def test_the_latest_head_is_shown_and_the_name_settles_a_tie() -> None:
    one, other = _entry("a", "1", FIRST), _entry("b", "2", FIRST)
    later = _entry("a", "3", one)
    assert standing("household", [FIRST, one, other]).value == "2"
    assert standing("household", [FIRST, one, other, later]).value == "3"
    assert standing("household", [FIRST, one, other, later]).conflict


def test_the_base_of_two_heads_is_the_last_value_they_share() -> None:
    shared = _entry("a", "5", FIRST)
    one, other = _entry("a", "1", shared), _entry("b", "2", shared)
    assert base_of(one, other, [FIRST, shared, one, other]) == "5"
    assert base_of(FIRST, _entry("b", "2"), [FIRST]) is None


def test_a_laptop_that_anyone_revoked_is_revoked_without_a_question() -> None:
    made = replace(FIRST, field="revoked", value=FALSE)
    yes = _entry("a", TRUE, made, name="revoked")
    no = _entry("b", None, made, name="revoked")
    later = _entry("b", FALSE, no, name="revoked")
    now = standing("device", [made, yes, no, later])
    assert (now.value, now.conflict, now.heads[0]) == (TRUE, False, yes)
    again = _entry("c", FALSE, yes, later, name="revoked")
    assert standing("device", [made, yes, no, later, again]).value == FALSE


def _gone() -> tuple[Written, Written, Written]:
    made = replace(FIRST, field=DELETED, value=FALSE)
    gone = _entry("a", TRUE, made, name=DELETED)
    edit = _entry("b", "2", FIRST)
    return made, gone, edit


def test_a_deletion_beside_an_edit_is_a_conflict_that_shows_the_record() -> None:
    made, gone, edit = _gone()
    now = deletion("household", [made, gone], [edit], lambda _a, _b: False)
    assert (now.value, now.conflict, now.beside) == (FALSE, True, (edit,))


def test_a_deletion_that_had_seen_the_edit_holds() -> None:
    made, gone, edit = _gone()
    now = deletion("household", [made, gone], [edit], lambda a, b: (a, b) == (gone, edit))
    assert (now.value, now.conflict) == (TRUE, False)
    knowing = deletion("household", [made, gone], [edit], lambda a, b: (a, b) == (edit, gone))
    assert (knowing.value, knowing.conflict) == (TRUE, False)


def test_deleted_here_and_restored_there_shows_the_record() -> None:
    made, gone, _ = _gone()
    kept = _entry("b", FALSE, made, name=DELETED)
    now = deletion("household", [made, gone, kept], [], lambda _a, _b: False)
    assert (now.value, now.conflict, now.heads[0]) == (FALSE, True, kept)


@given(st.permutations(range(4)))
def test_heads_do_not_depend_on_order(order: list[int]) -> None:
    one, other = _entry("a", "1", FIRST), _entry("b", "2", FIRST)
    every = [FIRST, one, other, _entry("c", "3", one)]
    assert heads([every[place] for place in order]) == heads(every)


def test_who_had_seen_what_follows_from_beginnings_and_takings() -> None:
    notes = [("b", 1, {"a": 3}), ("b", 4, {"a": 5, "b": 3})]
    seen = Seen({"a": 1, "b": 4}, notes)
    early, late = Moment("b", 2, 5), Moment("b", 4, 9)
    assert seen.saw(early, Moment("a", 3, 3))
    assert not seen.saw(early, Moment("a", 4, 4))
    assert seen.saw(late, Moment("a", 5, 6))
    assert seen.beside(early, Moment("a", 4, 4))
    assert not seen.beside(late, early)


@settings(max_examples=30)
@given(st.permutations([("b", 1, {"a": 2}), ("b", 3, {"c": 1}), ("b", 6, {"a": 7})]))
def test_what_was_seen_only_grows(notes: list[tuple[str, int, dict[str, int]]]) -> None:
    seen = Seen({"a": 1, "b": 3, "c": 2}, notes)
    at_six = Moment("b", 6, 20)
    assert seen.saw(at_six, Moment("c", 1, 2))
    assert seen.saw(at_six, Moment("a", 7, 9))
    assert not seen.saw(Moment("b", 5, 12), Moment("a", 7, 9))


def test_a_laptop_begun_by_an_older_program_saw_what_was_earlier_in_logical_time() -> None:
    seen = Seen({"a": 1, "b": 4}, [])
    assert seen.saw(Moment("b", 1, 4), Moment("a", 3, 3))
    assert not seen.saw(Moment("b", 1, 4), Moment("a", 4, 4))


def test_who_deletes_what_is_in_question_follows_all_heads() -> None:
    values = {"x": TRUE, "y": FALSE}
    assert follows(DELETED, values, FALSE) == {"x", "y"}
    assert follows("phone", values, FALSE) == {"y"}
