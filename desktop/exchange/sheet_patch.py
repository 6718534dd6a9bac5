"""Values into cells of somebody else's .xlsx, and nothing else of it changed.

Merged headers, formats, drawings, validations and conditional formats stay byte for byte, because
only the rows that are filled are written anew. A cell keeps its style; a row below the model row
takes the model's. A formula is never overwritten; the stored results of formulas go, and Excel,
WPS and LibreOffice compute them when they open the file.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.exchange.package_copy import WORKBOOK, copy_package, sheet_parts, small_part
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheet_cells import CellValue, RowCells, column_number, split_row
from desktop.exchange.sheet_stream import SheetEdit, edit_sheet
from desktop.exchange.sheet_styles import STYLES, SheetStyles
from desktop.exchange.sheet_tail import Area, with_dimension, with_merges
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path
    from typing import IO

    from desktop.exchange.guard import GuardedFile
    from desktop.exchange.package_copy import NewPart
    from desktop.exchange.sheet_stream import SheetNames

_PIECE = 1 << 20
_FORMULA = re.compile(rb"<((?:[\w.-]+:)?f)(?=[\s/>])([^>]*?)(?:/>|>([^<]*)</\1>)")
_FORMULA_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c\s([^>]*)>\s*<((?:[\w.-]+:)?f)(?=[\s/>])[^>]*?(?:/>|>([^<]*)</\2>)"
)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
_NUMBER = re.compile(rb"""\sr\s*=\s*["']\d+["']""")
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""")
_CALCULATION = re.compile(rb"<((?:[\w.-]+:)?calcPr)\b([^>]*?)(/?)>")
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")


@dataclass(frozen=True, slots=True)
class SheetPatch:
    """What to write into one sheet.

    Attributes:
        cells: (row from 1, column from 0) → value; None empties the cell.
        model_row: the first row of data; 0 for none.
        following: the rows of data below it that are filled; where they have nothing of their
            own they take the model's style, formulas and merged cells.
    """

    cells: Mapping[tuple[int, int], CellValue]
    model_row: int = 0
    following: Collection[int] = ()


@dataclass(slots=True)
class PatchOutcome:
    """What was not written.

    Attributes:
        formulas: sheet name → cells that hold a formula and were left alone.
    """

    formulas: dict[str, list[str]] = field(default_factory=dict)


def patch_workbook(
    source: GuardedFile, target: Path, patches: Mapping[str, SheetPatch]
) -> PatchOutcome:
    """Write ``source`` to ``target`` with the cells of ``patches`` (by sheet name) filled.

    Raises:
        InputError: ``sheet-not-editable``, ``sheet-missing``.
        RefusedError: ``workbook-text-too-long``.
        MachineError: ``workbook-not-written``.
    """
    outcome = PatchOutcome()
    with zipfile.ZipFile(BytesIO(source.data)) as package:
        parts = {sheet.name: sheet.part for sheet in sheet_parts(package)}
        book = small_part(package, WORKBOOK)
        styles = SheetStyles(small_part(package, STYLES))
        d1904 = bool(_1904.search(book))
        computed = {part for part in parts.values() if _has_formulas(package, part)}
        changed: dict[str, NewPart] = {}
        for name, patch in patches.items():
            if name not in parts:
                raise InputError("sheet-missing", sheet=name)
            editor = _Editor(patch, styles, d1904)
            # at once: the styles it asks for must be known before they are written
            with package.open(parts[name]) as stream:
                edit = editor.edit(recalculate=parts[name] in computed)
                changed[parts[name]] = b"".join(edit_sheet(stream, edit))
            outcome.formulas[name] = editor.formulas
        for part in computed - changed.keys():
            changed[part] = _recalculated
        if computed:
            changed[WORKBOOK] = computed_on_load(book)
        if styles.known:
            changed[STYLES] = styles.data
        copy_package(package, target, changed)
    return outcome


def formulas_of(source: GuardedFile) -> dict[str, dict[tuple[int, int], str]]:
    """Return sheet name → (row from 1, column from 0) → formula of every computed cell.

    A cell that shares the formula of another one has an empty text.

    Raises:
        InputError: ``sheet-not-editable``.
    """
    with zipfile.ZipFile(BytesIO(source.data)) as package:
        return {one.name: _formulas(small_part(package, one.part)) for one in sheet_parts(package)}


def _formulas(sheet: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for match in _FORMULA_CELL.finditer(sheet):
        place = _REFERENCE.search(match[1])
        if place:
            key = int(place[2]), column_number(place[1].decode())
            found[key] = unescape((match[3] or b"").decode("utf-8", "replace"))
    return found


def computed_on_load(book: bytes) -> bytes:
    """Return the workbook part with the mark that everything is to be computed on opening."""
    found = _CALCULATION.search(book)
    if found:
        inside = re.sub(rb"""\sfullCalcOnLoad\s*=\s*["'][^"']*["']""", b"", found[2])
        tag = b"<" + found[1] + inside + b' fullCalcOnLoad="1"' + found[3] + b">"
        return book[: found.start()] + tag + book[found.end() :]
    for name in _BEFORE_CALCULATION:
        tags = rb"</((?:[\w.-]+:)?)%s>|<((?:[\w.-]+:)?)%s\b[^>]*/>"
        last = re.search(tags % ((name.encode(),) * 2), book)
        if last:
            prefix = last[1] or last[2] or b""
            tag = b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>'
            return book[: last.end()] + tag + book[last.end() :]
    return book


class _Editor:
    """Changes the rows of one sheet; the model row is met before the rows that follow it."""

    def __init__(self, patch: SheetPatch, styles: SheetStyles, d1904: bool) -> None:
        self.formulas: list[str] = []
        self._patch = patch
        self._styles = styles
        self._d1904 = d1904
        self._model: RowCells | None = None
        self._model_styles: dict[int, int | None] = {}
        self._computed: list[int] = []
        self._following = frozenset(patch.following)
        self._rows: dict[int, dict[int, CellValue]] = {}
        for (row, column), value in patch.cells.items():
            self._rows.setdefault(row, {})[column] = value

    def edit(self, *, recalculate: bool) -> SheetEdit:
        """Return what becomes of the sheet."""
        numbers = set(self._rows)
        if self._patch.model_row:
            numbers.add(self._patch.model_row)
        return SheetEdit(sorted(numbers), self._row, self._head, self._tail, recalculate)

    def _row(self, number: int, xml: bytes, names: SheetNames) -> bytes:
        row = split_row(number, xml, names)
        values = self._rows.get(number, {})
        follows = self._model is not None and number in self._following
        if follows and self._model is not None:
            self._follow(row, self._model, values, is_new=not xml)
        for column, value in values.items():
            if row.has_formula(column):
                self.formulas.append(f"{column_letters(column)}{number}")
                continue
            own = column in row.cells or not follows
            style = row.style(column) if own else self._model_styles.get(column)
            if isinstance(value, date):
                style = self._styles.with_date(style)
            row.put(column, value, style, d1904=self._d1904)
        if number == self._patch.model_row:
            self._model = row
            self._model_styles = {column: row.style(column) for column in row.cells}
            self._computed = [column for column in row.cells if row.has_formula(column)]
        return row.xml() if number in self._rows else xml

    def _follow(
        self, row: RowCells, model: RowCells, values: Collection[int], *, is_new: bool
    ) -> None:
        """Give ``row`` the formulas and styles of ``model`` where it has nothing of its own."""
        if is_new:
            tag = _SPANS.sub(b"", model.tag)
            row.tag = _NUMBER.sub(b' r="%d"' % row.number, tag, count=1)
        for column in self._computed:
            if row.is_empty(column):
                made = _translated(model.cells[column], model, row, column)
                if made:
                    row.cells[column] = made
        for column, style in self._model_styles.items():
            if column not in row.cells and column not in values:
                row.put(column, None, style)

    def _head(self, data: bytes, _: SheetNames) -> bytes:
        columns = [column for _, column in self._patch.cells]
        if not columns:
            return data
        area = Area(min(self._rows), min(columns), max(self._rows), max(columns))
        return with_dimension(data, area)

    def _tail(self, data: bytes, names: SheetNames) -> bytes:
        model = self._patch.model_row
        below = sorted(self._following)
        return with_merges(data, names, model, below) if model and below else data


def _translated(cell: bytes, model: RowCells, row: RowCells, column: int) -> bytes:
    """Return the cell of ``model`` with its formula moved to ``row``; ``b""`` if it cannot be."""
    from openpyxl.formula.translate import Translator, TranslatorError

    found = _FORMULA.search(cell)
    if found is None or not found[3] or b"array" in found[2] or b"dataTable" in found[2]:
        return b""
    letters = column_letters(column)
    try:
        moved = Translator(
            "=" + unescape(found[3].decode()), origin=f"{letters}{model.number}"
        ).translate_formula(f"{letters}{row.number}")
    except (TranslatorError, ValueError):
        return b""
    style = row.style(column) if column in row.cells else model.style(column)
    p = row.names.prefix.decode()
    styled = "" if style is None else f' s="{style}"'
    text = escape(str(moved)[1:], quote=False)
    return f'<{p}c r="{letters}{row.number}"{styled}><{p}f>{text}</{p}f></{p}c>'.encode()


def _has_formulas(package: zipfile.ZipFile, part: str) -> bool:
    tail = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            if _FORMULA.search(tail + piece):
                return True
            tail = piece[-2000:]
    return False


def _recalculated(stream: IO[bytes]) -> Iterable[bytes]:
    return edit_sheet(stream, SheetEdit((), lambda *_: b"", recalculate=True))
