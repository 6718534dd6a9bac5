"""What a maker of forms receives and returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.documents.form_type import FormType
    from desktop.domain.paper import Paper
    from desktop.domain.report_facts import QuarterLine
    from desktop.domain.stages import Missing
    from desktop.domain.values import Record
    from desktop.kernel.progress import Progress


@dataclass(frozen=True, slots=True)
class FormSubject:
    """One record that a form may be about.

    Attributes:
        id: of the record.
        label: how it is offered for choice, such as 3栋2单元502; never in a file name or a log.
    """

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class FormSource:
    """Everything that a maker may ask.

    Attributes:
        connection: reads the ledger.
        quarter: record of the quarter.
        form: the wording chosen for the day.
        office: name of the street office.
        day: of issue.
        subject_id: the record it is about; empty for the quarter itself.
        reference_no: 发文字号 typed from the register; empty for none.
        buildings: ids of the buildings it is confined to; empty for the whole quarter.
        draft: made to be looked at; what is not known yet is a line to write on.
        number: the form's own number; empty on a draft.
        supplements: number of the list that this one completes: it holds what was returned.
        replaces: number of the form that this one corrects.
        lines: reads (quarter id, its line) of every quarter of the office.
    """

    connection: Connection
    quarter: Record
    form: FormType
    office: str
    day: date
    subject_id: str = ""
    reference_no: str = ""
    buildings: tuple[str, ...] = ()
    draft: bool = False
    number: str = ""
    supplements: str = ""
    replaces: str = ""
    lines: Callable[[], Sequence[tuple[str, QuarterLine]]] = tuple

    @property
    def quarter_id(self) -> str:
        """Return the id of the quarter."""
        return str(self.quarter["id"])

    @property
    def quarter_name(self) -> str:
        """Return the name of the quarter."""
        return str(self.quarter["name"] or "")


@dataclass(frozen=True, slots=True)
class DrawnSheets:
    """A pile that was drawn by its own hand: household sheets, ballots."""

    data: bytes
    pages: int
    sheets: int


PaperMaker: TypeAlias = "Callable[[FormSource], Paper]"
SheetMaker: TypeAlias = "Callable[[FormSource, Progress], DrawnSheets]"


def nothing_missing(_: FormSource) -> Sequence[Missing]:
    """Nothing keeps the form from being issued."""
    return ()


@dataclass(frozen=True, slots=True)
class FormMaker:
    """How one type of form is made.

    Attributes:
        type: name in the registry.
        paper: makes its content; raises ``InputError`` with a sentence where it cannot.
        sheets: draws the pile instead, for types without a number.
        subjects: what one document may be about, for types that are not per quarter.
        missing: what keeps it from being issued, as gate reasons in words.
    """

    type: str
    paper: PaperMaker | None = None
    sheets: SheetMaker | None = None
    subjects: Callable[[Connection, str], list[FormSubject]] | None = None
    missing: Callable[[FormSource], Sequence[Missing]] = field(default=nothing_missing)
