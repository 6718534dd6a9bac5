"""What hands do with cells: typing, copying, pasting, filling, clearing, changing many."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.domain.pasting import format_html, format_tsv, read_clipboard, shape
from desktop.domain.table_changes import CellBlock, TableAction, read_cell
from desktop.domain.table_columns import VERDICTS, column
from desktop.domain.values import ValueProblem
from desktop.kernel.errors import HubiaoError
from desktop.ui.dialogs.bulk_change import BulkDialog, PlanDialog
from desktop.ui.itemmodels.households import WAITING, Draft
from desktop.ui.pages.saving import WIDE
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain, sentence

if TYPE_CHECKING:
    from desktop.domain.pasting import Grid
    from desktop.services.tables import Totals
    from desktop.ui.itemmodels.households import HouseholdTable
    from desktop.ui.shell.desk import Desk
    from desktop.ui.widgets.sheet_view import Block, SheetView

_AT_ONCE = 2_000
_PAUSE = 200
_DRAFT = "table"


class LedgerCells(QObject):
    """Carries out what the spreadsheet is asked for.

    Signals:
        told: what is to stand under the table; and whether it is something wrong.
    """

    told = Signal(str, bool)

    def __init__(self, desk: Desk, view: SheetView, model: HouseholdTable) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._model = model
        self.dialog: PlanDialog | None = None
        self._counted = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._count)
        view.chosen.connect(self._timer.start)
        view.cells.typed.connect(self._typed)
        view.asked.connect(self.do)
        desk.retry_asked.connect(self._retry)
        for (kind, number, key), text in desk.drafts.items():
            if kind == _DRAFT:
                model.drafts[int(number), key] = Draft(text, tr("Not stored yet"))

    def do(self, wish: str) -> None:
        """Do what a key or a menu asks for."""
        actions = {
            "copy": self.copy,
            "cut": self._cut,
            "paste": self.paste,
            "clear": self.clear,
            "fill": self.fill,
            "bulk": self.bulk,
        }
        if wish in actions and (wish == "copy" or not self._refuse_reading()):
            actions[wish]()

    def store(self, row: int, at: int, text: str) -> None:
        """Store what was typed into a cell; what does not fit stays there with what is wrong."""
        model, number, key = self._model, self._model.numbers[row], self._model.keys[at]
        if not column(key).editable:
            self._locked(key)
            return
        if text == model.text(row, at):
            self._put(number, key, None)
            return
        read = read_cell(key, text)
        if isinstance(read, ValueProblem):
            self._wrong(number, key, text, _problem(read.code))
            return
        self._put(number, key, Draft(text, ""))
        tables = self._desk.office.tables
        self._desk.act(
            lambda: tables.set_cell(number, key, text),
            owner=self,
            done=lambda _: self._stored(number, key),
            failed=partial(self._failed, number, key, text),
        )

    def copy(self) -> None:
        """Put the chosen cells on the clipboard as a spreadsheet does."""
        block = self._block()
        if block is None:
            return
        keys = [self._model.keys[at] for at in block.columns]
        if block.cells <= _AT_ONCE:
            texts = [
                [self._model.text(row, at) for at in block.columns]
                for first, last in block.rows
                for row in range(first, last + 1)
            ]
            # The mark before a verdict is for the eye; whoever reads the copy has the word.
            if not VERDICTS.keys() & set(keys) and not any(WAITING in line for line in texts):
                self._to_clipboard((format_tsv(texts), format_html(texts)))
                return
        numbers, tables = self.numbers(block), self._desk.office.tables
        spoken = language()
        self.told.emit(tr("Copying…"), False)
        self._ask(lambda: tables.copy(numbers, keys, spoken), self._to_clipboard)

    def paste(self) -> None:
        """Show what the clipboard would change; a single cell is simply typed."""
        block = self._block()
        data = QGuiApplication.clipboard().mimeData()
        if block is None or data is None:
            return
        text, html = data.text(), data.html() if data.hasHtml() else ""
        self._ask(lambda: read_clipboard(text, html), lambda grid: self._paste_grid(block, grid))

    def clear(self) -> None:
        """Take away what stands in the chosen cells."""
        block = self._block()
        if block is None:
            return
        if block.cells == 1:
            row, at = block.rows[0][0], block.columns[0]
            draft = self._model.draft(row, at)
            if draft is None:
                self.store(row, at, "")
            else:
                self._put(self._model.numbers[row], self._model.keys[at], None)
            return
        keys = tuple(self._model.keys[at] for at in block.columns)
        self._show_plan(CellBlock(self.numbers(block), keys, [[""]], TableAction.CLEAR))

    def fill(self) -> None:
        """Write the uppermost chosen cell into those below it."""
        block = self._block()
        if block is None:
            return
        numbers = self.numbers(block)
        keys = tuple(self._model.keys[at] for at in block.columns)
        if len(numbers) < 2:  # noqa: PLR2004 - from one into another
            self.told.emit(tr("Choose the cell to copy and those below it first."), True)
            return
        tables, spoken = self._desk.office.tables, language()

        def planned(first: list[tuple[str, ...]]) -> None:
            grid = [list(line) for line in first]
            if grid and len(numbers) == 2 and len(keys) == 1:  # noqa: PLR2004 - one cell below
                self.store(block.rows[-1][1], block.columns[0], grid[0][0])
            elif grid:
                rest = numbers[1:]
                made = CellBlock(rest, keys, grid, TableAction.FILL, blanks_clear=True)
                self._show_plan(made)

        self._ask(lambda: tables.texts(tables.rows(numbers[:1], keys), keys, spoken), planned)

    def bulk(self) -> None:
        """Set one column to one value for all chosen households."""
        block = self._block()
        if block is None:
            return
        key = self._model.keys[block.columns[0]]
        self.dialog = BulkDialog(self._desk, self.numbers(block), key, self._view.window())
        self._open()

    def numbers(self, block: Block) -> array[int]:
        """Return the row numbers of the households of a block."""
        found = array("q")
        for first, last in block.rows:
            found.extend(self._model.numbers[first : last + 1])
        return found

    def _cut(self) -> None:
        self.copy()
        self.clear()

    def _paste_grid(self, block: Block, grid: Grid) -> None:
        high, wide = shape(grid, block.height, len(block.columns))
        if not high:
            self.told.emit(tr("There is no text on the clipboard."), True)
            return
        if (high, wide) == (1, 1):
            self.store(block.rows[0][0], block.columns[0], grid[0][0])
            return
        columns = block.columns
        if wide != len(columns):
            columns = self._shown_from(columns[0])[:wide]
        first = block.rows[0][0]
        numbers = (
            self.numbers(block)
            if high == block.height
            else array("q", self._model.numbers[first : first + high])
        )
        self._show_plan(
            CellBlock(
                numbers,
                tuple(self._model.keys[at] for at in columns),
                grid,
                TableAction.PASTE,
                beyond=high - len(numbers),
                wider=wide - len(columns),
            )
        )

    def _shown_from(self, at: int) -> list[int]:
        head = self._view.head
        order = range(head.visualIndex(at), head.count())
        logical = (head.logicalIndex(place) for place in order)
        return [found for found in logical if not self._view.isColumnHidden(found)]

    def _show_plan(self, block: CellBlock) -> None:
        self.dialog = PlanDialog(self._desk, block, self._view.window())
        self._open()

    def _open(self) -> None:
        assert self.dialog is not None  # noqa: S101 - made a line above
        self.dialog.written.connect(
            lambda _: self.told.emit(tr("Written. Ctrl+Z takes it back."), False)
        )
        self.dialog.open()

    def _typed(self, row: int, at: int, text: str, down: int, right: int) -> None:
        self.store(row, at, text)
        if down or right:
            self._view.step(down, right)

    def _stored(self, number: int, key: str) -> None:
        self._desk.drafts.pop((_DRAFT, str(number), key), None)
        self._put(number, key, None)
        self.told.emit("✓ " + tr("Saved"), False)

    def _failed(self, number: int, key: str, text: str, error: BaseException) -> None:
        told = explain(error)
        self._wrong(number, key, text, f"{told.text} {told.hint}".strip())
        if isinstance(error, HubiaoError) and error.code in WIDE:
            self._desk.messages.failure(error)

    def _wrong(self, number: int, key: str, text: str, problem: str) -> None:
        self._desk.drafts[_DRAFT, str(number), key] = text
        self._put(number, key, Draft(text, problem))
        self.told.emit(problem, True)

    def _put(self, number: int, key: str, draft: Draft | None) -> None:
        if draft is None:
            self._desk.drafts.pop((_DRAFT, str(number), key), None)
        elif not draft.problem:
            # Known to the desk before the answer comes: a lock meanwhile loses nothing.
            self._desk.drafts[_DRAFT, str(number), key] = draft.text
        self._model.put_draft(number, key, draft)

    def _retry(self) -> None:
        for (number, key), draft in list(self._model.drafts.items()):
            row = self._model.row_of_number(number)
            if draft.problem and row >= 0 and key in self._model.keys:
                self.store(row, self._model.keys.index(key), draft.text)

    def _locked(self, key: str) -> None:
        told = sentence("table-read-only", {"field": column(key).heading(language())})
        self.told.emit(f"{told.text} {told.hint}", True)

    def _refuse_reading(self) -> bool:
        if self._desk.read_only:
            told = sentence("ledger-read-only")
            self.told.emit(f"{told.text} {told.hint}", True)
        return self._desk.read_only

    def _block(self) -> Block | None:
        block = self._view.block()
        if block is None:
            self.told.emit(tr("Choose one rectangle of cells first."), True)
        return block

    def _to_clipboard(self, copied: tuple[str, str]) -> None:
        data = QMimeData()
        data.setText(copied[0])
        data.setHtml(copied[1])
        QGuiApplication.clipboard().setMimeData(data)
        self.told.emit(tr("Copied"), False)

    def _ask(self, question: Any, answer: Any) -> None:
        self._desk.runner.start(
            lambda _: question(), done=answer, failed=self._say, owner=self, beside=True
        )

    def _say(self, error: BaseException) -> None:
        told = explain(error)
        self.told.emit(f"{told.text} {told.hint}".strip(), True)

    def _count(self) -> None:
        block = self._view.block()
        self._counted += 1
        if block is None or block.cells <= 1:
            draft = None
            place = self._view.current_cell()
            if place is not None and place[0] < self._model.rowCount():
                draft = self._model.draft(*place)
            self.told.emit(draft.problem if draft else "", draft is not None)
            return
        counted, tables = self._counted, self._desk.office.tables
        numbers, keys = self.numbers(block), [self._model.keys[at] for at in block.columns]
        self._desk.runner.start(
            lambda progress: tables.totals(numbers, keys, progress),
            done=lambda found: self._tell_totals(found) if counted == self._counted else None,
            owner=self,
            beside=True,
        )

    def _tell_totals(self, found: Totals) -> None:
        parts = [
            tr("{count} cells chosen", count=f"{found.cells:,}"),
            tr("{count} filled in", count=f"{found.filled:,}"),
        ]
        if found.sum is not None:
            parts.append(tr("sum {sum}", sum=f"{found.sum:,} {found.unit}".strip()))
        self.told.emit("  ·  ".join(parts), False)


def _problem(code: str) -> str:
    told = sentence(code)
    return f"{told.text}。{told.hint}" if language() == "zh_CN" else f"{told.text} {told.hint}"
