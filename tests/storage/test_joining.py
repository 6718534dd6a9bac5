"""Journals of laptops of one office, joined: what is shown, what is in conflict, how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.kernel.errors import InputError, RefusedError
from desktop.storage import backups
from desktop.storage.cipher import PAGE
from desktop.storage.keyring import derived
from desktop.storage.salvage import salvage
from desktop.storage.seal import seal
from tests.support.joined_laptops import Handed, Laptop, laptops
from tests.support.small_office import LEADER, SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def three(tmp_path: Path) -> Iterator[tuple[list[str], Laptop, Laptop, Laptop]]:
    """Eight households on three laptops."""
    office, households, found = laptops(tmp_path)
    a, b, c = found
    yield households, a, b, c
    for ledger in office.opened:
        ledger.abandon()


def _alike(*every: Laptop) -> None:
    """Everything but what each laptop writes of itself is the same."""
    own = {"device", "exchange"}
    first, *others = [{k: v for k, v in one.tables().items() if k not in own} for one in every]
    assert all(other == first for other in others)


Three = tuple[list[str], Laptop, Laptop, Laptop]


def _sound(*every: Laptop) -> None:
    for one in every:
        assert one.ledger.journal.verify() is None


def test_foreign_operations_stand_in_the_journal_as_they_were_made(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    taken = b.take(a.hand())
    assert b.value("household", doors[0], "phone") == "13900000001"
    assert taken.plan.fields == 1
    assert a.journal() <= b.journal()
    theirs = [one for one in b.ledger.journal.operations(limit=99) if one.action == "set"]
    assert [one.device for one in theirs] == [a.ledger.device_id]
    assert b.ledger.journal.operations(limit=99)[-1].action == "parcel"
    _sound(a, b)


def test_the_same_journal_again_changes_nothing(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    handed = a.hand()
    b.take(handed)
    before = b.ledger.journal.length()
    again = b.take(handed)
    assert (again.plan.operations, again.plan.fields) == (0, 0)
    assert b.ledger.journal.length() == before


def test_a_look_tells_what_taking_does_and_changes_nothing(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[0], phone="13900000002")
    before, length = b.tables(), b.ledger.journal.length()
    plan = b.look(a.hand())
    assert (b.tables(), b.ledger.journal.length()) == (before, length)
    assert b.take(a.hand()).plan == plan
    b.do("household", doors[1], phone="13900000003")
    names = _triggers(b)
    assert names == _triggers(a)


def _triggers(laptop: Laptop) -> set[str]:
    with laptop.ledger.reader() as connection:
        rows = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        return {row[0] for row in rows}


def test_different_values_stay_a_conflict_that_both_laptops_show_alike(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[0], phone="13900000002")
    from_a, from_b = a.hand(), b.hand()
    (at_b,) = b.take(from_a).plan.conflicts
    (at_a,) = a.take(from_b).plan.conflicts
    assert (at_b.base, at_b.ours, at_b.theirs) == ("13800000100", "13900000002", "13900000001")
    assert (at_a.ours, at_a.theirs) == ("13900000001", "13900000002")
    assert at_a.label
    assert a.conflicts() == b.conflicts() != set()
    assert a.tables() == b.tables()
    assert {head.who for head in at_a.heads} == {"负责人"}


def test_equal_values_are_no_conflict_and_a_later_edit_follows_both(three: Three) -> None:
    doors, a, b, c = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[0], phone="13900000001")
    assert a.take(b.hand()).plan.conflicts == ()
    a.do("household", doors[0], phone="13900000009")
    for one in (b, c):
        assert one.take(a.hand()).plan.conflicts == ()
        assert one.value("household", doors[0], "phone") == "13900000009"
        assert one.joining.open() == []


def test_an_edit_under_an_open_conflict_leaves_it_open(three: Three) -> None:
    doors, a, b, c = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[0], phone="13900000002")
    a.take(b.hand())
    a.do("household", doors[0], phone="13900000003")
    (left,) = a.joining.open()
    assert left.ours == "13900000003"
    assert len(left.heads) == 2
    c.take(a.hand())
    b.take(a.hand())
    a.take(b.hand())
    assert a.conflicts() == b.conflicts() == c.conflicts()
    _alike(a, b, c)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [("ours", "13900000001"), ("theirs", "13900000002"), ({"value": "13900000003"}, "13900000003")],
)
def test_a_decision_ends_the_conflict_on_every_laptop(
    three: Three, decision: Any, expected: str
) -> None:
    doors, a, b, c = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[0], phone="13900000002")
    c.take(b.hand())
    c.take(a.hand())
    taken = a.take(b.hand(), {doors[0]: {"phone": decision}})
    assert (taken.decided, taken.plan.conflicts) == (1, ())
    for one in (b, c):
        one.take(a.hand())
        assert one.joining.open() == []
        assert one.value("household", doors[0], "phone") == expected
    _sound(a, b, c)


def test_a_conflict_may_be_decided_later_by_what_is_shown_already(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[0], phone="13900000002")
    a.take(b.hand())
    shown = a.value("household", doors[0], "phone")
    assert a.joining.count() == 1
    a.joining.decide("ours")
    assert a.joining.count() == 0
    assert a.value("household", doors[0], "phone") == shown
    b.take(a.hand())
    assert b.joining.open() == []
    assert b.tables() == a.tables()


def test_two_decisions_side_by_side_are_a_conflict_again(three: Three) -> None:
    doors, a, b, c = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[0], phone="13900000002")
    a.take(b.hand())
    b.take(a.hand())
    a.joining.decide({doors[0]: {"value": "13900000003"}})
    b.joining.decide({doors[0]: {"value": "13900000004"}})
    c.take(a.hand())
    c.take(b.hand())
    (left,) = c.joining.open()
    assert {head.value for head in left.heads} == {"13900000003", "13900000004"}


def test_a_deletion_beside_an_edit_keeps_the_record_until_someone_decides(three: Three) -> None:
    doors, a, b, c = three
    a.do("household", doors[0], deleted=True)
    b.do("household", doors[0], phone="13900000002")
    from_a, from_b = a.hand(), b.hand()
    for one, orders in ((a, [from_b]), (b, [from_a]), (c, [from_a, from_b])):
        for handed in orders:
            one.take(handed)
        assert one.value("household", doors[0], "deleted") == 0
        assert one.value("household", doors[0], "phone") == "13900000002"
        (left,) = one.joining.open()
        assert left.field == "deleted"
    assert a.conflicts() == b.conflicts() == c.conflicts()
    b.joining.decide({doors[0]: {"deleted": "theirs"}})
    for one in (a, c):
        one.take(b.hand())
        assert one.joining.open() == []
        assert one.value("household", doors[0], "deleted") == 1
    _alike(a, b, c)


def test_a_deletion_of_what_was_seen_is_no_conflict(three: Three) -> None:
    doors, a, b, _ = three
    b.do("household", doors[0], phone="13900000002")
    a.take(b.hand())
    a.do("household", doors[0], deleted=True)
    b.take(a.hand())
    assert b.joining.open() == []
    assert b.value("household", doors[0], "deleted") == 1


def test_a_new_door_below_a_deleted_building_keeps_the_building(three: Three) -> None:
    doors, a, b, c = three
    unit = a.value("household", doors[0], "unit_id")
    with a.ledger.unit_of_work("remove") as work:
        for door in doors[:4]:
            work.delete("household", door)
        for meter in work.connection.exec_driver_sql(
            "SELECT m.id FROM water_meter m JOIN household h ON h.id = m.household_id "
            "WHERE h.unit_id = ?",
            (unit,),
        ).all():
            work.delete("water_meter", meter[0])
        work.delete("unit", unit)
    new = b.add("household", unit_id=unit, floor=9, room_no="901")
    from_a, from_b = a.hand(), b.hand()
    a.take(from_b)
    b.take(from_a)
    c.take(from_a)
    c.take(from_b)
    for one in (a, b, c):
        assert one.value("unit", unit, "deleted") == 0
        assert one.value("household", new, "deleted") == 0
        assert one.value("household", doors[0], "deleted") == 1
        assert [x.kind for x in one.joining.open()] == ["unit"]
    with pytest.raises(RefusedError, match="join-deleted-in-use"):
        a.joining.decide("theirs" if a.joining.open()[0].theirs else "ours")
    a.do("household", new, deleted=True)
    a.joining.decide({unit: {"deleted": "theirs"}})
    assert a.value("unit", unit, "deleted") == 1
    b.take(a.hand())
    assert b.tables() == a.tables()
    assert b.joining.open() == []


def test_a_missing_parcel_between_is_refused_and_nothing_is_applied(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    seen = a.ledger.journal.vector()
    a.do("household", doors[0], phone="13900000002")
    before = b.tables(), b.ledger.journal.length()
    later = a.hand(seen)
    with pytest.raises(InputError, match="parcel-gap"):
        b.take(later)
    with pytest.raises(InputError, match="parcel-gap"):
        b.take(replace(later, since={}))
    assert (b.tables(), b.ledger.journal.length()) == before


def test_a_changed_value_is_noticed_by_the_chain_and_nothing_is_applied(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    handed = a.hand()
    lines = [
        replace(line, new="13900000006") if getattr(line, "new", "") == "13900000001" else line
        for line in handed.lines
    ]
    before = b.tables(), b.ledger.journal.length()
    with pytest.raises(InputError, match="parcel-chain"):
        b.take(Handed(handed.device, handed.since, tuple(lines)))
    assert (b.tables(), b.ledger.journal.length()) == before
    b.take(handed)
    _sound(b)


def test_an_operation_of_one_name_with_two_contents_is_refused(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    handed = a.hand()
    b.take(handed)
    forged = [
        replace(line, seal="0" * 64) if getattr(line, "action", "") == "set" else line
        for line in handed.lines
    ]
    with pytest.raises(InputError, match="parcel-fork"):
        b.take(Handed(handed.device, handed.since, tuple(forged)))


def test_the_taking_of_a_parcel_is_not_undone_but_single_operations_are(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    b.take(a.hand())
    journal = b.ledger.journal
    operations = journal.operations(limit=99)
    with pytest.raises(RefusedError, match="undo-parcel"):
        journal.undo(operations[-1].number)
    foreign = next(one for one in operations if one.action == "set")
    journal.undo(foreign.number)
    assert b.value("household", doors[0], "phone") == "13800000100"
    a.take(b.hand())
    assert a.value("household", doors[0], "phone") == "13800000100"
    assert a.joining.open() == []
    assert next(x for x in a.ledger.journal.operations(limit=99) if x.action == "set").undone


def test_an_operation_that_is_not_shown_is_not_undone(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001")
    b.do("household", doors[1], remarks="x")
    b.do("household", doors[0], phone="13900000002")
    b.take(a.hand())
    assert b.value("household", doors[0], "phone") == "13900000002"
    foreign = [o for o in b.ledger.journal.operations(limit=99) if o.device == a.ledger.device_id]
    with pytest.raises(RefusedError, match="undo-changed-since"):
        b.ledger.journal.undo(foreign[-1].number)


def test_a_revoked_laptop_stays_revoked_whoever_wrote_last(three: Three) -> None:
    _, a, b, _ = three
    other = a.add("device", name="旧电脑", public_key="ab" * 32, revoked=False)
    b.take(a.hand())
    a.do("device", other, revoked=True)
    b.do("device", other, name="x")
    b.do("device", other, revoked=None)
    a.take(b.hand())
    b.take(a.hand())
    assert a.value("device", other, "revoked") == b.value("device", other, "revoked") == 1
    assert a.joining.open() == []


def test_bases_for_an_export_do_not_depend_on_who_sent_what_first(three: Three) -> None:
    doors, a, b, c = three
    a.do("household", doors[0], phone="13900000001")
    vector = a.ledger.journal.vector()
    b.do("household", doors[0], phone="13900000002")
    b.do("household", doors[1], owner_name="王芳")
    c.take(b.hand())
    c.take(a.hand())
    a.take(b.hand())
    for one in (a, c):
        bases = one.ledger.journal.base_values("household", None, vector)
        assert bases[doors[0], "phone"] == "13900000001"
        assert bases[doors[1], "owner_name"] == "张伟" + chr(0x660F)


def test_images_of_an_older_program_are_shorter_and_are_taken(three: Three) -> None:
    _, a, b, _ = three
    a.add("quarter", name="旧区")
    handed = a.hand()
    lines = list(handed.lines)
    place = max(i for i, x in enumerate(lines) if getattr(x, "kind", "") == "quarter")
    image = json.loads(lines[place].new)[:-3]
    text = json.dumps(image, ensure_ascii=False, separators=(",", ":"))
    lines[place] = replace(lines[place], new=text)
    operation = lines[place - 1]
    previous = [x for x in lines[: place - 1] if hasattr(x, "seal")][-1]
    assert previous.device == operation.device
    entry = lines[place]
    line = f"quarter|{entry.entity_id}|I||NULL|'{text}'"
    facts = (
        operation.device,
        operation.sequence,
        operation.lamport,
        operation.operator,
        operation.action,
        operation.at,
        operation.undoes,
    )
    key = derived(a.ledger.key, "journal")
    lines[place - 1] = replace(operation, seal=seal(key, previous.seal, facts, _Lines([line])))
    b.take(Handed(handed.device, handed.since, tuple(lines)))
    assert b.value("quarter", entry.entity_id, "name") == "旧区"
    _sound(b)


class _Lines:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def fetchmany(self, _size: int) -> list[tuple[str]]:
        page, self._lines = [(one,) for one in self._lines], []
        return page


def test_a_salvaged_ledger_shows_what_the_joined_one_did(tmp_path: Path) -> None:
    office, doors, (a, b) = laptops(tmp_path, 2)
    backups.make(a.ledger)
    b.do("household", doors[0], phone="13900000002")
    b.do("household", doors[1], deleted=True)
    b.do("household", doors[2], phone="13900000003")
    a.do("household", doors[1], remarks="x")
    a.do("household", doors[0], remarks="x")
    a.do("household", doors[0], phone="13900000001")
    a.do("household", doors[2], phone="13900000004")
    a.take(b.hand())
    a.joining.decide({doors[2]: "theirs"})
    tables, conflicts = a.tables(), a.conflicts()
    assert {one[2] for one in conflicts} == {"phone", "deleted"}
    assert a.value("household", doors[0], "phone") == "13900000001"
    roots = a.ledger._driver.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'household'"
    ).fetchone()
    a.ledger.close()
    content = bytearray(a.ledger.path.read_bytes())
    content[(roots[0] - 1) * PAGE + 100] ^= 255
    a.ledger.path.write_bytes(content)
    salvage(
        a.ledger.path,
        operator=LEADER,
        passphrase=SECRET,
        clock=office.clock,
        device_folder=office.folder / "machine",
    )
    again = Laptop(office.open())
    left_out = {"device", "exchange"}  # it is a new incarnation now, and notes its return
    assert {k: v for k, v in again.tables().items() if k not in left_out} == {
        k: v for k, v in tables.items() if k not in left_out
    }
    assert again.conflicts() == conflicts
    for ledger in office.opened:
        ledger.abandon()


def test_what_a_revoked_laptop_did_is_named_when_another_hands_it_on(three: Three) -> None:
    doors, a, b, c = three
    c.do("household", doors[0], phone="13900000003")
    key = c.ledger.machine.public_key()
    a.take(c.hand())
    with b.ledger.unit_of_work("device.revoke") as work:
        work.insert("device", [{"name": "丢失", "public_key": key, "revoked": True}])
    taken = b.take(a.hand())
    assert dict(taken.plan.relayed or {}) == {c.ledger.device_id: 2}
    assert b.value("household", doors[0], "phone") == "13900000003"
    assert b.take(a.hand()).plan.relayed == {}


def test_a_field_of_its_own_is_decided_among_several(three: Three) -> None:
    doors, a, b, _ = three
    a.do("household", doors[0], phone="13900000001", remarks="a")
    b.do("household", doors[0], phone="13900000002", remarks="b")
    taken = a.take(b.hand(), {doors[0]: {"phone": "theirs"}})
    assert [one.field for one in taken.plan.conflicts] == ["remarks"]
    assert a.value("household", doors[0], "phone") == "13900000002"
    with pytest.raises(InputError, match="decision-value"):
        a.joining.decide({doors[0]: {"remarks": "whatever"}})
    a.take(b.hand(), {"*": "ours"})
    assert a.joining.open() == []
