"""From an order to a drawn form: the wording of the day, the content, the pages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.documents.form_type import Body
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress
from desktop.services.company_profiles import import_sheets
from desktop.services.form_lists import list_content, missing_for_supplement
from desktop.services.form_makers.making import FormSource
from desktop.services.form_numbers import next_number
from desktop.services.own_forms import wording_on
from desktop.services.quarter_lines import quarter_lines
from desktop.services.verdicts import Verdicts
from desktop.storage.journal import Journal
from desktop.storage.queries import quarter_paper
from desktop.storage.queries.lists import building_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.documents.archive import Attachment
    from desktop.documents.form_type import FormType
    from desktop.documents.renderer import RenderedForm
    from desktop.domain.report_facts import QuarterLine
    from desktop.domain.stages import Missing
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.form_makers.making import FormMaker, FormSubject
    from desktop.services.gates import Gates
    from desktop.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class FormOrder:
    """Which form is wanted.

    Attributes:
        quarter_code: the district's code.
        type: name in the registry, such as ``handover-water``.
        subject_id: the record it is about, for types that are not per quarter.
        buildings: numbers of the buildings it is confined to; none for the whole quarter.
        reference_no: 发文字号 typed from the register.
        supplements: number of the list that this one completes: it holds what was returned.
        replaces: number of the form that this one corrects.
    """

    quarter_code: str
    type: str
    subject_id: str = ""
    buildings: tuple[str, ...] = ()
    reference_no: str = ""
    supplements: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form in memory.

    Attributes:
        data: the PDF.
        csv: the list of meters; empty where the form has none.
        pages: how many.
        fields: signature fields in signing order; none on a draft.
        document_no: its number; empty on a draft.
        households: and ``meters``: how many it covers; 0 where it lists none.
        title: as printed.
        quarter_id: of the quarter.
        buildings: ids of the buildings it is confined to.
        wording: version of the wording it was drawn with.
        sheets: name → import sheet of a company, to lie beside the PDF.
    """

    data: bytes
    csv: bytes
    pages: int
    fields: tuple[str, ...]
    document_no: str
    households: int
    meters: int
    title: str
    quarter_id: str
    buildings: tuple[str, ...]
    wording: str
    sheets: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Return the hash of the PDF, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


class FormDrawing:
    """Draws forms of every body; knows nothing of numbers given or files written."""

    def __init__(self, ledger: Ledger, clock: Clock, gates: Gates) -> None:
        self._ledger = ledger
        self._clock = clock
        self._gates = gates

    def subjects(self, quarter_code: str, form_name: str) -> list[FormSubject]:
        """Return what one document of this type may be about."""
        with self._ledger.reader() as connection:
            form, _ = wording_on(connection, form_name, self._clock.today())
            quarter = _quarter(connection, quarter_code)
            maker = None if form.body is Body.LIST else _maker(form)
            if maker is None or maker.subjects is None:
                return []
            return maker.subjects(connection, str(quarter["id"]))

    def missing(self, order: FormOrder) -> Sequence[Missing]:
        """Return what keeps the form from being issued."""
        with self._ledger.reader() as connection:
            source, _ = self._source(connection, order, draft=False)
            if source.form.body is Body.LIST:
                waits = missing_for_supplement(source) if source.supplements else []
                return (*self._gates.missing_for_form(order.quarter_code, order.type), *waits)
            return _maker(source.form).missing(source)

    def word(self, order: FormOrder) -> bytes:
        """Return a letter as .docx."""
        from desktop.documents.paper_docx import paper_docx

        with self._ledger.reader() as connection:
            source, _ = self._source(connection, order, draft=True)
            maker = None if source.form.body is Body.LIST else _maker(source.form)
            if maker is None or maker.paper is None or not source.form.letter:
                raise InputError("form-no-letter", title=source.form.title)
            paper = maker.paper(source)
            return paper_docx(replace(paper, number=source.reference_no or paper.number))

    def draw(
        self,
        order: FormOrder,
        *,
        draft: bool = True,
        progress: Progress | None = None,
    ) -> DrawnForm:
        """Return the form; not a draft, it has the next number of this laptop."""
        with self._ledger.reader() as connection:
            source, wording = self._source(connection, order, draft=draft)
            if source.form.body is Body.LIST:
                return self._list(source, wording, progress)
            maker = _maker(source.form)
            if maker.sheets is not None:
                drawn = maker.sheets(source, progress or NoProgress())
                return _pile(source, drawn.data, drawn.pages, drawn.sheets, wording)
            return self._paper(source, maker, wording)

    def _source(
        self, connection: Connection, order: FormOrder, *, draft: bool
    ) -> tuple[FormSource, str]:
        today = self._clock.today()
        form, wording = wording_on(connection, order.type, today)
        quarter = _quarter(connection, order.quarter_code)
        numbered = not draft and form.body is not Body.DRAWN
        return FormSource(
            connection=connection,
            quarter=quarter,
            form=form,
            office=self._ledger.office,
            day=today,
            subject_id=order.subject_id,
            reference_no=order.reference_no,
            buildings=_buildings(connection, str(quarter["id"]), order.buildings),
            draft=draft,
            number=next_number(connection, self._ledger, today) if numbered else "",
            supplements=order.supplements,
            replaces=order.replaces,
            lines=self._lines,
        ), wording

    def _lines(self) -> list[tuple[str, QuarterLine]]:
        totals = Verdicts(self._ledger).totals()
        return quarter_lines(self._ledger, self._gates.all(), totals)

    def _list(self, source: FormSource, wording: str, progress: Progress | None) -> DrawnForm:
        from desktop.documents.renderer import render_form

        content = list_content(source, self._anchor())
        sheets: tuple[Attachment, ...] = ()
        if not source.draft:  # a draft is looked at, not loaded
            utilities = source.form.utilities
            sheets = import_sheets(source.connection, utilities, content.lines, source.day)
        rendered = render_form(content, form=source.form, attached=sheets, progress=progress)
        counts = (content.households, content.meters)
        drawn = _drawn(source, rendered, content.title or source.form.title, counts, wording)
        return replace(drawn, sheets={one.name: one.data for one in sheets})

    def _paper(self, source: FormSource, maker: FormMaker, wording: str) -> DrawnForm:
        from desktop.documents.paper_form import FormFacts, render_paper_form

        if maker.subjects is not None and not source.subject_id:
            raise InputError("form-subject-missing", title=source.form.title)
        assert maker.paper is not None  # noqa: S101 - a maker draws sheets or writes a paper
        paper = maker.paper(source)
        paper = replace(paper, number=source.reference_no or paper.number)
        facts = FormFacts(
            document_no=source.number,
            quarter_code=str(source.quarter["quarter_code"] or ""),
            quarter_name=source.quarter_name,
            subject_kind=source.form.per if source.subject_id else "",
            subject_id=source.subject_id,
            issued_on=source.day,
            draft=source.draft,
            ledger_anchor=self._anchor(),
        )
        return _drawn(
            source, render_paper_form(paper, source.form, facts), paper.title, (0, 0), wording
        )

    def _anchor(self) -> str:
        journal = Journal(self._ledger)
        return f"{journal.length()}:{journal.head()}"


def _quarter(connection: Connection, code: str) -> Record:
    quarter = quarter_paper.quarter_by_code(connection, code)
    if quarter is None:
        raise InputError("quarter-unknown", code=code)
    return quarter


def _buildings(connection: Connection, quarter_id: str, numbers: Sequence[str]) -> tuple[str, ...]:
    if not numbers:
        return ()
    known = {row.building_no: row.id for row in building_rows(connection, quarter_id)}
    for number in numbers:
        if number not in known:
            raise InputError("form-building-unknown", building=number)
    return tuple(known[number] for number in dict.fromkeys(numbers))


def _maker(form: FormType) -> FormMaker:
    from desktop.services.form_makers.all_makers import makers

    return makers()[form.type]


def _drawn(
    source: FormSource,
    rendered: RenderedForm,
    title: str,
    counts: tuple[int, int],
    wording: str,
) -> DrawnForm:
    return DrawnForm(
        data=rendered.data,
        csv=rendered.csv,
        pages=rendered.pages,
        fields=rendered.fields,
        document_no=source.number,
        households=counts[0],
        meters=counts[1],
        title=title,
        quarter_id=source.quarter_id,
        buildings=source.buildings,
        wording=wording,
    )


def _pile(source: FormSource, data: bytes, pages: int, sheets: int, wording: str) -> DrawnForm:
    return DrawnForm(
        data=data,
        csv=b"",
        pages=pages,
        fields=(),
        document_no="",
        households=sheets,
        meters=0,
        title=source.form.title,
        quarter_id=source.quarter_id,
        buildings=source.buildings,
        wording=wording,
    )
