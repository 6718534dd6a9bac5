"""A company's import sheet as .xlsx: text stays text, and the same rows give the same bytes."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.exchange.escaping import check_length, escape_cell
from desktop.exchange.package_writer import PackageWriter
from desktop.exchange.row_writer import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.company_profile import ImportCell

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WIDTH, _WIDEST = 10, 40
_FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    # 0 number, 1 text, 2 heading
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
        '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders><border/></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        'applyFont="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def company_xlsx(
    sheet: str, headings: Sequence[str], rows: Iterable[Sequence[ImportCell]]
) -> bytes:
    """Return a workbook with one sheet: a row of headings, then ``rows``.

    Raises:
        RefusedError: ``workbook-text-too-long``.
    """
    kept = [list(row) for row in rows]
    target = io.BytesIO()
    with PackageWriter(target) as package:
        for name, text in _FIXED.items():
            package.write(name, (_HEAD + text).encode())
        package.write(
            "xl/workbook.xml",
            (
                f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
                f'<sheet name="{_attribute(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ).encode(),
        )
        package.write("xl/worksheets/sheet1.xml", _worksheet(headings, kept).encode())
    return target.getvalue()


def _worksheet(headings: Sequence[str], rows: Sequence[Sequence[ImportCell]]) -> str:
    letters = [column_letters(place) for place in range(len(headings))]
    last = f"{letters[-1]}{len(rows) + 1}"
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_width(n - 1, heading, rows)}" customWidth="1"/>'
        for n, heading in enumerate(headings, 1)
    )
    lines = [_row(1, letters, headings, "2")]
    lines += [_row(number, letters, row, "1") for number, row in enumerate(rows, 2)]
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData>"
        f'<autoFilter ref="A1:{last}"/></worksheet>'
    )


def _row(number: int, letters: Sequence[str], cells: Sequence[ImportCell], style: str) -> str:
    made = "".join(
        _cell(f"{letter}{number}", cell, style)
        for letter, cell in zip(letters, cells, strict=True)
        if cell != ""
    )
    return f'<row r="{number}">{made}</row>'


def _cell(place: str, cell: ImportCell, style: str) -> str:
    if isinstance(cell, Decimal):
        return f'<c r="{place}"><v>{cell:f}</v></c>'
    check_length(cell)
    text = escape_cell(cell)
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _width(place: int, heading: str, rows: Sequence[Sequence[ImportCell]]) -> int:
    # a Chinese character is as wide as two figures
    longest = max((_length(str(row[place])) for row in rows[:200]), default=0)
    return min(max(_WIDTH, _length(heading) + 4, longest + 2), _WIDEST)


def _length(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def _attribute(text: str) -> str:
    return escape_cell(text).replace('"', "&quot;")
