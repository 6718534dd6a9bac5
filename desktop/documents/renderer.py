"""From content to the bytes of a finished, unsigned form."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.annex_table import AnnexTable, Column
from desktop.documents.archive import Attachment, archive
from desktop.documents.characters import printable
from desktop.documents.description import description
from desktop.documents.front_page import FrontPage
from desktop.documents.layout import portrait
from desktop.documents.party_blocks import SigningParty
from desktop.documents.registry import form_type
from desktop.documents.sheet import Sheet
from desktop.domain.form_code import form_code
from desktop.domain.handover import Utility
from desktop.domain.meter_sheet import METER_COLUMNS, meter_headings, meter_rows, meters_csv
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from desktop.documents.form_type import FormType
    from desktop.domain.handover import FormContent
    from desktop.kernel.progress import Progress

DRAFT_MARK = "草稿"


@dataclass(frozen=True, slots=True)
class RenderedForm:
    """A finished form.

    Attributes:
        data: the PDF/A-3b file.
        pages: how many it has.
        fields: signature fields in signing order; none on a draft.
        sha256: of ``data``, hexadecimal.
        csv: ``meters.csv``, to lie beside the PDF as well.
    """

    data: bytes
    pages: int
    fields: tuple[str, ...]
    sha256: str
    csv: bytes


def render_form(
    content: FormContent,
    *,
    form: FormType | None = None,
    attached: tuple[Attachment, ...] = (),
    progress: Progress | None = None,
) -> RenderedForm:
    """Return the form that ``content`` describes; the same content gives the same bytes.

    Args:
        content: what the form says.
        form: the wording, None for the shipped one.
        attached: further files to carry inside, such as the company's import sheet.
        progress: told the pages as they are drawn.

    Raises:
        UsageError: ``form-type-unknown``.
        InputError: ``form-party-missing`` or ``form-party-unknown``, the parties do not fit the
            form; ``form-number-missing``; ``form-character-missing`` or
            ``form-character-private``, a character that cannot be printed.
        CancelledError: through ``progress``.
    """
    form = form or form_type(content.form_type)
    _check(content, form)
    rows = meter_rows(content.lines, printable)
    csv = meters_csv(rows)
    fingerprint = hashlib.sha256(csv).hexdigest()
    annexes = _annexes(content, form, rows)
    front = _front(content, form, annexes, fingerprint)
    pages, drawn = _draw(content, front, annexes, progress or NoProgress())
    data = archive(
        drawn,
        title=f"{front.title} {content.document_no}".strip(),
        issued=content.generated_on,
        places=tuple(front.places) if not content.draft else (),
        attachments=(
            Attachment("meters.csv", "text/csv", csv, "户表清单数据"),
            Attachment(
                "document.json",
                "application/json",
                description(content, form, fingerprint, attached),
                "文件要素",
            ),
            *attached,
        ),
    )
    fields = tuple(place.field for place in front.places) if not content.draft else ()
    return RenderedForm(data, pages, fields, hashlib.sha256(data).hexdigest(), csv)


def _check(content: FormContent, form: FormType) -> None:
    if not content.draft and not content.document_no:
        raise InputError("form-number-missing", type=form.type)
    given = [party.field for party in content.parties]
    for party in content.parties:
        if not content.draft and not party.organisation.strip():
            raise InputError("form-party-missing", field=party.field, type=form.type)
    for field in given:
        if field not in form.fields or given.count(field) > 1:
            raise InputError("form-party-unknown", field=field, type=form.type)
    for wanted in form.parties:
        if wanted.required and wanted.field not in given:
            raise InputError("form-party-missing", field=wanted.field, type=form.type)


def _parties(content: FormContent, form: FormType) -> tuple[SigningParty, ...]:
    order = {party.field: (place, party.title) for place, party in enumerate(form.parties)}
    return tuple(
        SigningParty.of(party, order[party.field][1])
        for party in sorted(content.parties, key=lambda party: order[party.field][0])
    )


def _annexes(content: FormContent, form: FormType, rows: list[tuple[str, ...]]) -> list[AnnexTable]:
    tables = [AnnexTable("", form.annex_title, _meter_columns(), rows, _UNITS)]
    tables += [
        AnnexTable(
            "",
            printable(annex.title),
            tuple(Column(h, w) for h, w in zip(annex.headings, annex.widths, strict=True)),
            [tuple(map(printable, row)) for row in annex.rows],
        )
        for annex in content.annexes
    ]
    if content.open_defects:
        tables.append(AnnexTable("", "遗留问题清单", _DEFECTS, _defect_rows(content)))
    if content.remaining:
        tables.append(AnnexTable("", "未参加改造户清单", _REMAINING, _remaining_rows(content)))
    for number, table in enumerate(tables, start=1):
        table.label = f"附件{number}"
    return tables


_UNITS = "读数单位：水 m³，电 kW·h；“核对”由接收单位逐项勾选"
_REMAINING = (
    Column("序号", 1, "right"),
    Column("门牌", 4),
    Column("业主姓名", 3),
    Column("未参加原因", 6),
    Column("保留总表费用承担", 5),
)
_DEFECTS = (
    Column("序号", 1, "right"),
    Column("部位", 4),
    Column("问题", 8),
    Column("责任单位", 4),
    Column("整改期限", 2.5, "centre"),
    Column("核对", 1, "centre", tick=True),
)


def _meter_columns() -> tuple[Column, ...]:
    number, *headings = meter_headings()
    columns = [Column(number, 1.1, "right")]
    columns += [
        Column(heading, column.width, column.align)
        for heading, column in zip(headings, METER_COLUMNS, strict=True)
    ]
    # The box to tick stands before the remarks and is no datum: it is not in the CSV.
    columns.insert(len(columns) - 1, Column("核对", 0.9, "centre", tick=True))
    return tuple(columns)


def _remaining_rows(content: FormContent) -> list[tuple[str, ...]]:
    return [
        (str(n), *map(printable, (h.door_label, h.owner_name, h.reason, h.payer)))
        for n, h in enumerate(content.remaining, start=1)
    ]


def _defect_rows(content: FormContent) -> list[tuple[str, ...]]:
    return [
        (str(n), *map(printable, (d.place, d.description, d.responsible, d.due)))
        for n, d in enumerate(content.open_defects, start=1)
    ]


def _front(
    content: FormContent, form: FormType, annexes: list[AnnexTable], fingerprint: str
) -> FrontPage:
    number = DRAFT_MARK if content.draft else printable(content.document_no)
    return FrontPage(
        title=printable(content.title or form.title),
        number_line=f"编号：{number}",
        facts=_facts(content),
        statement=printable(content.statement) or _statement(content, form),
        small=(form.agreement,),
        remarks=printable(content.remarks),
        annexes=tuple(
            ("附件：" if position == 0 else "　　　") + f"{position + 1}. {table.title}"
            for position, table in enumerate(annexes)
        ),
        parties=_parties(content, form),
        qr="" if content.draft else form_code(content.document_no, content.meters, fingerprint),
        qr_lines=(
            f"编号 {number}",
            f"{content.households} 户 {content.meters} 表",
            f"校验 {fingerprint[:8].upper()} {fingerprint[8:16].upper()}",
        ),
    )


def _facts(content: FormContent) -> tuple[tuple[str, str], ...]:
    day = content.generated_on
    facts = (
        ("项目名称", content.project_name),
        ("小区名称", content.quarter_name),
        ("小区编码", content.quarter_code),
        ("小区地址", content.quarter_address),
        ("户数", f"{content.households} 户"),
        ("表计数量", _meter_count(content)),
        *content.facts,
        ("签发日期", f"{day.year}年{day.month}月{day.day}日"),
    )
    return tuple((printable(label), printable(value)) for label, value in facts)


def _meter_count(content: FormContent) -> str:
    water, power = _count(content, Utility.WATER), _count(content, Utility.ELECTRICITY)
    if water and power:
        return f"{content.meters} 只（水 {water}，电 {power}）"
    return f"{content.meters} 只"


def _count(content: FormContent, utility: Utility) -> int:
    return sum(line.utility is utility for line in content.lines)


def _statement(content: FormContent, form: FormType) -> str:
    return form.statement.format(
        quarter=printable(content.quarter_name),
        households=content.households,
        meters=content.meters,
        water=_count(content, Utility.WATER),
        electricity=_count(content, Utility.ELECTRICITY),
    )


def _draw(
    content: FormContent, front: FrontPage, annexes: list[AnnexTable], progress: Progress
) -> tuple[int, bytes]:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import REGULAR, Pen, typeface

    typeface(REGULAR)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0, initialFontName=REGULAR)
    pen = Pen(canvas)
    front_pages = front.page_count()
    following = front_pages + 1
    for table in annexes:
        following = table.paginate(following)
    total = following - 1
    for index in range(front_pages):
        sheet = Sheet(canvas, pen, portrait(index + 1))
        front_mark(sheet, draft=content.draft)
        front.draw_page(sheet, index)
        _finish(sheet, content, index + 1, total)
    for table in annexes:
        for page in table.pages:
            progress.step(page.number, total, "form-pages")
            sheet = Sheet(canvas, pen, page.frame)
            front_mark(sheet, draft=content.draft)
            table.draw(sheet, page)
            _finish(sheet, content, page.number, total)
    canvas.save()
    return total, buffer.getvalue()


def front_mark(sheet: Sheet, *, draft: bool) -> None:
    """Draw 草稿 across a draft's page, under everything else."""
    if draft:
        sheet.watermark(DRAFT_MARK, 110)


def _finish(sheet: Sheet, content: FormContent, number: int, total: int) -> None:
    frame = sheet.frame
    name = DRAFT_MARK if content.draft else f"编号：{printable(content.document_no)}"
    sheet.text(frame.left, frame.bottom - 1.5, name, 8)
    sheet.text(frame.right, frame.bottom - 1.5, f"第{number}页 共{total}页", 8, align="right")
    sheet.finish()
