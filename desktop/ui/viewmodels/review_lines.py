"""The lines of a review: one change, question or cell each, in the words of the window.

No widget in here; a line knows nothing of how it is painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_review import ReviewGroup as Group
from desktop.domain.values import show
from desktop.ui.shell.language import field_label, language, tr

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.fields import Field
    from desktop.domain.values import Value


class Pick(StrEnum):
    """What may be decided about a line."""

    LEAVE = "leave"
    OURS = "ours"
    THEIRS = "theirs"
    VALUE = "value"


class Answer(NamedTuple):
    """What was decided.

    Attributes:
        pick: which of the values.
        value, raw: for :attr:`Pick.VALUE` only: the value, and how it was typed.
    """

    pick: Pick
    value: Value = None
    raw: str = ""


_METERS = frozenset({"water_meter", "electricity_meter"})
LEAVE, OURS, THEIRS = Answer(Pick.LEAVE), Answer(Pick.OURS), Answer(Pick.THEIRS)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of a review.

    Attributes:
        key: what the service knows it by.
        group: where it belongs.
        kind: entity kind of its record; empty for a cell of no record.
        record_id: its record; empty for a row that is none yet.
        field: field of the record; empty for the whole record.
        quarter: name of its quarter; empty when it has none.
        label: what people call the record.
        base, ours, theirs: the value at the export, now, and in the workbook; a text that could
            not be read stands as it is.
        reason: message code of why a person has to decide; empty for what is clear.
        sheet, row, cell: where it stands in the workbook; ``cell`` such as ``F12`` when known.
        usual: the answer that holds until a person gives another.
        allowed: the answers that can be given.
        hangs: what goes with a deletion, in words.
        column: heading in the workbook, for a cell of no record.
        source: words of where a question comes from, when several sources are looked at.
        who, at: who changed ours last and when; empty when nobody has since the export.
    """

    key: str
    group: Group
    kind: str = ""
    record_id: str = ""
    field: str = ""
    quarter: str = ""
    label: str = ""
    base: Value = None
    ours: Value = None
    theirs: Value = None
    reason: str = ""
    sheet: str = ""
    row: int = 0
    cell: str = ""
    usual: Answer = LEAVE
    allowed: frozenset[Pick] = frozenset()
    hangs: str = ""
    column: str = ""
    source: str = ""
    who: str = ""
    at: datetime | None = None

    @property
    def declared(self) -> Field | None:
        """The field's rules; None for a whole record."""
        entity = ENTITIES.get(self.kind)
        return entity.field(self.field) if entity and self.field else None

    @property
    def place(self) -> str:
        """The cell as a spreadsheet's user writes it: ``住户!F12``."""
        if not self.sheet:
            return ""
        if self.cell and not self.cell.isdecimal():
            return f"{self.sheet}!{self.cell}"
        return tr("{sheet}, row {row}", sheet=self.sheet, row=self.row) if self.row else self.sheet


def value_text(line: ReviewLine, value: Value) -> str:
    """Return a value of the line as people read it; a raw text as it stands."""
    found = line.declared
    if value is None:
        return ""
    if found is None:
        return str(value)
    try:
        return show(found, value, language())
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        return str(value)


def theirs_text(line: ReviewLine) -> str:
    """Return the workbook's value; for a deletion, what goes with it."""
    return value_text(line, line.theirs) or line.hangs


def kind_name(kind: str) -> str:
    """Return what people call an entity kind."""
    entity = ENTITIES.get(kind)
    if entity is None:
        return ""
    return entity.label if language() == "zh_CN" else entity.label_en


def field_name(line: ReviewLine) -> str:
    """Return what people call the line's field, with its noun for a meter."""
    found = line.declared
    if found is None:
        return tr("(record)") if line.kind else line.column
    name = field_label(found)
    if line.kind in _METERS:
        return f"{kind_name(line.kind)} {name}"
    return name


def record_name(line: ReviewLine) -> str:
    """Return a record in a narrow column: of a meter its door, for the field names the meter."""
    if line.kind in _METERS and " " in line.label:
        return line.label.rpartition(" ")[0]
    return line.label or line.place


def group_name(group: Group) -> str:
    """Return what people call a group."""
    return {
        Group.CONFLICT: tr("Both changed it"),
        Group.PROPOSAL: tr("Corrections of ours"),
        Group.PROBLEM: tr("Unreadable cells"),
        Group.DELETION: tr("Deletions"),
        Group.MATCH: tr("Known address"),
        Group.NEW: tr("New rows"),
        Group.CHANGE: tr("Taken over"),
    }[group]


def group_hint(group: Group) -> str:
    """Return in a sentence what to do with a group."""
    return {
        Group.CONFLICT: tr("Changed on both sides, differently. Choose one of the two."),
        Group.PROPOSAL: tr(
            "The district changed columns that are ours. Accept or decline each of them."
        ),
        Group.PROBLEM: tr(
            "Nothing is changed for these cells. Type what is meant, or send the file back marked."
        ),
        Group.DELETION: tr("Look at what hangs on a record before it goes."),
        Group.MATCH: tr("Rows without an id whose address is in the ledger already."),
        Group.NEW: tr("Rows that the ledger does not have; they are added."),
        Group.CHANGE: tr("Only the workbook changed these; they are taken over as they are."),
    }[group]


def short_reason(line: ReviewLine) -> str:
    """Return why in a few words, for a narrow column."""
    known = {
        "conflict-both-changed": tr("both changed"),
        "conflict-group": tr("goes together"),
        "conflict-invalid": tr("unreadable"),
        "conflict-duplicate": tr("several rows"),
        "conflict-deleted-here": tr("deleted here"),
        "conflict-deleted-there": tr("deleted there"),
        "conflict-other-side": tr("our column"),
        "conflict-base-missing": tr("base unknown"),
        "conflict-alarm": tr("odd column"),
        "conflict-taken": tr("taken already"),
        "conflict-hanging": tr("has more below"),
        "conflict-missing-row": tr("row missing"),
        "conflict-same-address": tr("same address"),
        "conflict-two-laptops": tr("two laptops"),
        "conflict-unplaced": tr("no place yet"),
    }
    if line.reason in known:
        return known[line.reason]
    return {
        Group.CHANGE: tr("only theirs"),
        Group.PROPOSAL: tr("our column"),
        Group.NEW: tr("new row"),
        Group.MATCH: tr("same address"),
        Group.DELETION: tr("asked for") if line.usual == THEIRS else tr("row missing"),
    }.get(line.group, tr("belongs nowhere"))


def answer_text(line: ReviewLine, answer: Answer) -> str:
    """Return what was decided in a few words."""
    if not line.allowed:
        return tr("untouched")
    if answer.pick is Pick.VALUE:
        return value_text(line, answer.value)
    if answer.pick is Pick.LEAVE:
        return tr("left open")
    taken = answer.pick is Pick.THEIRS
    if deletes(line):
        return tr("delete") if taken else tr("keep")
    accept, decline = {
        Group.NEW: (tr("add"), tr("do not add")),
        Group.MATCH: (tr("put into it"), tr("leave out")),
        Group.PROPOSAL: (tr("accept"), tr("decline")),
    }.get(line.group, (tr("take theirs"), tr("keep ours")))
    return accept if taken else decline


def deletes(line: ReviewLine) -> bool:
    """Return whether taking theirs deletes the record."""
    gone = {"conflict-deleted-there", "conflict-hanging", "conflict-missing-row"}
    return line.group is Group.DELETION or (not line.field and line.reason in gone)


def haystack(line: ReviewLine) -> str:
    """Return everything a person may type to find the line, in small letters."""
    values = (value_text(line, value) for value in (line.base, line.ours, line.theirs))
    place = (line.label, field_name(line), line.place)
    return "\n".join((*place, *values)).casefold()
