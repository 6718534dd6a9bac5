"""Registers and the office's dated numbers, in a real ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.codes import OperatorRole
from desktop.domain.field_kinds import Kind
from desktop.domain.fields import ENTITIES
from desktop.domain.project_fields import PROJECT
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from desktop.services.frozen import FREEZES
from desktop.services.operators import Operators
from desktop.services.parameters import Parameters
from desktop.services.registers import Registers
from desktop.storage.journal import Journal
from tests.support.small_office import SECRET, ledger, office

if TYPE_CHECKING:
    from desktop.domain.field_kinds import Field
    from desktop.domain.values import Value
    from desktop.storage.ledger import Ledger
    from tests.support.small_office import Office

__all__ = ["ledger", "office"]


@pytest.fixture
def registers(ledger: Ledger) -> Registers:
    return Registers(ledger, ledger.clock)


@pytest.fixture
def quarters(office: Office, ledger: Ledger, registers: Registers) -> tuple[str, str]:
    office.fill(ledger)
    other, _ = registers.add("quarter", {"name": "二村", "quarter_code": "Q2"})
    return next(str(row["id"]) for row in registers.rows("quarter") if row["id"] != other), other


def _example(field: Field) -> Value:
    if field.codes:
        return list(field.codes.labels)[-1]
    examples: dict[Kind, Value] = {
        Kind.TEXT: "甲",
        Kind.INTEGER: 3,
        Kind.DECIMAL: Decimal("123456.01"),
        Kind.DATE: date(2026, 3, 1),
        Kind.MOMENT: datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        Kind.BOOLEAN: True,
    }
    return examples[field.kind]


def test_every_record_of_the_project_comes_back_as_it_was_written(
    registers: Registers, quarters: tuple[str, str]
) -> None:
    ids: dict[str, str] = {"quarter": quarters[0]}
    for entity in PROJECT:
        values: dict[str, Value] = {}
        for field in entity.fields:
            if (entity.kind, field.name) in FREEZES:
                continue  # what is frozen takes no records below it
            if not field.target:
                values[field.name] = _example(field)
            elif field.target in ids:
                values[field.name] = ids[field.target]
        ids[entity.kind], changes = registers.add(entity.kind, values)
        (row,) = registers.rows(entity.kind)
        assert {name: row[name] for name in values} == values
        assert changes is not None


def test_only_the_records_below_the_parent_are_listed_oldest_first(
    registers: Registers, quarters: tuple[str, str]
) -> None:
    first, other = quarters
    for place, number in ((first, "1"), (other, "2"), (first, "3")):
        registers.add("supervision_order", {"quarter_id": place, "number": number})
    numbers = [row["number"] for row in registers.rows("supervision_order", first)]
    assert numbers == ["1", "3"]
    assert [row["number"] for row in registers.rows("supervision_order")] == ["1", "2", "3"]


def test_another_parent_of_the_same_kind_is_named(
    registers: Registers, quarters: tuple[str, str]
) -> None:
    party, _ = registers.add("organisation", {"kind": 5, "name": "甲安装公司"})
    registers.add("participation", {"quarter_id": quarters[0], "organisation_id": party})
    assert len(registers.rows("participation", party, parent="organisation_id")) == 1
    assert registers.rows("participation", party) == []


@pytest.mark.parametrize("parent", ["", "quarter_id"])
def test_an_unknown_kind_or_parent_is_refused_and_never_becomes_sql(
    registers: Registers, parent: str
) -> None:
    for kind, parent_id in (("household; DROP TABLE household", None), ("nobody", "x")):
        with pytest.raises(InputError) as refused:
            registers.rows(kind, parent_id, parent=parent)
        assert refused.value.code == "register-unknown"
    with pytest.raises(InputError):
        registers.rows("meeting", "x", parent="quarter_id OR 1=1")


def test_removing_is_one_step_and_undo_brings_the_record_back(
    registers: Registers, quarters: tuple[str, str], ledger: Ledger
) -> None:
    added, _ = registers.add("publicity", {"quarter_id": quarters[0], "content": "方案公示"})
    registers.remove("publicity", added)
    assert registers.rows("publicity") == []
    editing = Editing(ledger, ledger.clock)
    editing.undo(None)
    assert [row["content"] for row in registers.rows("publicity", quarters[0])] == ["方案公示"]
    editing.undo(None)
    assert registers.rows("publicity") == []
    assert Journal(ledger).verify() is None


def test_a_value_set_today_leaves_what_held_before_on_record(ledger: Ledger) -> None:
    numbers = Parameters(ledger, ledger.clock)
    numbers.set("visited-share", "80", valid_from=date(2026, 1, 1), document_no="区改〔2026〕1号")
    numbers.set("visited-share", "90%")
    assert numbers.on("visited-share", date(2025, 12, 31)) == 75
    assert numbers.on("visited-share", date(2026, 3, 4)) == 80
    assert numbers.on("visited-share") == 90
    assert [value.document_no for value in numbers.values()] == ["区改〔2026〕1号", ""]
    Editing(ledger, ledger.clock).undo(None)
    assert numbers.on("visited-share") == 80


def test_a_wrong_value_is_refused_and_nothing_is_stored(ledger: Ledger) -> None:
    numbers = Parameters(ledger, ledger.clock)
    with pytest.raises(InputError):
        numbers.set("visited-share", "一百二")
    with pytest.raises(InputError):
        numbers.set("nothing-such", "1")
    assert numbers.values() == []


def test_a_stored_value_that_no_longer_can_be_read_falls_back_to_the_default(
    ledger: Ledger, registers: Registers
) -> None:
    registers.add("parameter", {"name": "visited-share", "value": "九成"})
    registers.add("parameter", {"name": "of-a-later-program", "value": "1"})
    assert Parameters(ledger, ledger.clock).on("visited-share") == 75


def test_an_auditor_reads_every_register_and_changes_none(
    office: Office, ledger: Ledger, quarters: tuple[str, str]
) -> None:
    Operators(ledger).add("审计员", OperatorRole.AUDITOR, SECRET)
    ledger.close()
    auditor = office.open("审计员")
    registers = Registers(auditor, auditor.clock)
    for kind in ENTITIES:
        registers.rows(kind)
    with pytest.raises(RefusedError):
        registers.add("meeting", {"title": "联席会议"})
    with pytest.raises(RefusedError):
        Parameters(auditor, auditor.clock).set("visited-share", "80")
