"""All households of a view as a table: numbers in memory, cells fetched beside the window."""

from __future__ import annotations

import logging
from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from desktop.domain.table_columns import VERDICTS, column
from desktop.domain.values import show
from desktop.domain.verdict import Outcome
from desktop.ui.shell.language import language, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.table_columns import TableColumn, TableRow

    Fetch = Callable[[Sequence[int], Sequence[str]], list[TableRow]]
    Ask = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[BaseException], None]], Any]

_logger = logging.getLogger(__name__)
PAGE = 256
_PAGES_KEPT = 48
_MOST_WAITING = 3
# Half a screen of verdicts at once: each is a small question to the ledger.
_VERDICTS_AT_ONCE = 24
# Nobody reads verdicts while scrolling.
_WAIT = 90
# Compared as plain numbers: comparing enumeration members costs half a frame.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_DESCRIPTION = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_ROLES = frozenset({_DISPLAY, _EDIT, _TOOL_TIP, _ACCESSIBLE, _DESCRIPTION})
_HORIZONTAL = Qt.Orientation.Horizontal
_Index = QModelIndex | QPersistentModelIndex
WAITING = "…"
"""What stands in a cell until it is there."""


class Draft(NamedTuple):
    """What was typed into a cell and is not stored.

    Attributes:
        text: as typed.
        problem: what is wrong with it, in words; empty while it is on its way.
    """

    text: str
    problem: str


class _Page(NamedTuple):
    rows: list[TableRow | None]
    texts: list[tuple[str, ...]]
    of: int


class HouseholdTable(QAbstractTableModel):
    """Households in the order of their numbers, any columns of them.

    Pages of :data:`PAGE` rows are asked for when a cell of them is painted; until they are there
    a cell is painted as dots, and what was there before a change stays until the new is there.
    ``data`` never raises.

    Attributes:
        keys: columns shown, in logical order.
        drafts: (number, key) → what was typed and is not stored.
    """

    def __init__(
        self,
        fetch: Fetch,
        keys: Sequence[str],
        ask: Ask | None = None,
        judge: Callable[[Sequence[TableRow]], Mapping[tuple[str, str], Outcome]] | None = None,
    ) -> None:
        super().__init__()
        self.keys: tuple[str, ...] = tuple(keys)
        self.columns: list[TableColumn] = [column(key) for key in keys]
        self.drafts: dict[tuple[int, str], Draft] = {}
        self._fetch = fetch
        self._ask = ask
        self._judge = judge
        self.numbers: Sequence[int] = array("q")
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._broken: set[int] = set()
        self._waiting: list[int] = []
        self._busy = False
        self._state = 0
        self._outcomes: dict[tuple[str, str], Outcome] = {}
        self._unjudged: dict[str, TableRow] = {}
        self._judging = False
        self._judge_timer = QTimer(self)
        self._judge_timer.setSingleShot(True)
        self._judge_timer.setInterval(_WAIT)
        self._judge_timer.timeout.connect(self._judge_some)
        self._language = language()

    def show_numbers(self, numbers: Sequence[int], first: Sequence[TableRow] = ()) -> None:
        """Show these households; unchanged numbers keep selection and place.

        Args:
            numbers: row numbers.
            first: cells of the first of them, when they are at hand.
        """
        if len(numbers) == len(self.numbers) and numbers == self.numbers:
            self.refresh()
            return
        self.beginResetModel()
        self.numbers = numbers
        self._forget()
        if first:
            self._pages[0] = self._page_of(list(numbers[: len(first)]), list(first), of=-1)
        self.endResetModel()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.keys, self.columns = tuple(keys), [column(key) for key in keys]
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch again what is painted next: something in it may have changed."""
        self._state += 1
        self._broken.clear()
        self._outcomes.clear()
        if self.numbers and self.keys:
            last = self.index(len(self.numbers) - 1, len(self.keys) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, row: int) -> TableRow | None:
        """Return the household in ``row``, None when it is not there or not yet."""
        if not 0 <= row < len(self.numbers):
            return None
        page = self._page(row // PAGE)
        offset = row % PAGE
        return page.rows[offset] if page is not None and offset < len(page.rows) else None

    def row_of(self, household_id: str) -> int:
        """Return the row of a household among the pages at hand, or -1."""
        for number, page in self._pages.items():
            for offset, row in enumerate(page.rows):
                if row is not None and row.id == household_id:
                    return number * PAGE + offset
        return -1

    def row_of_number(self, number: int) -> int:
        """Return the row of a household by its number, or -1."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return -1

    def text(self, row: int, at: int) -> str:
        """Return what stands in a cell, as stored; dots while it is on its way."""
        page = self._page(row // PAGE)
        offset = row % PAGE
        if page is None or offset >= len(page.texts):
            return WAITING
        key = self.keys[at]
        if key in VERDICTS:
            found = page.rows[offset]
            return "" if found is None else self._verdict(found, VERDICTS[key])
        return page.texts[offset][at]

    def draft(self, row: int, at: int) -> Draft | None:
        """Return what was typed into a cell and is not stored."""
        if not self.drafts:
            return None
        return self.drafts.get((self.numbers[row], self.keys[at]))

    def put_draft(self, number: int, key: str, draft: Draft | None) -> None:
        """Keep or forget what was typed into a cell."""
        if draft is None:
            self.drafts.pop((number, key), None)
        else:
            self.drafts[number, key] = draft
        row = self.row_of_number(number)
        if row >= 0 and key in self.keys:
            cell = self.index(row, self.keys.index(key))
            self.dataChanged.emit(cell, cell)

    def outcome(self, row: int, at: int) -> Outcome | None:
        """Return the verdict in a cell, None when it is none or not there yet."""
        found = self.row_at(row)
        if found is None:
            return None
        return self._outcomes.get((found.id, VERDICTS.get(self.keys[at], "")))

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many households there are."""
        return 0 if parent is not None and parent.isValid() else len(self.numbers)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return one cell; whatever goes wrong is painted, never raised."""
        if role not in _ROLES:
            return None
        try:
            draft = self.draft(index.row(), index.column())
            if role == _DESCRIPTION:
                return "" if draft is None else draft.problem
            if draft is not None:
                return f"{draft.text}\n{draft.problem}" if role == _TOOL_TIP else draft.text
            return self.text(index.row(), index.column())
        except Exception:  # a painted cell must not bring the window down
            _logger.exception("household cell")
            return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a heading or a row number."""
        if role not in {_DISPLAY, _TOOL_TIP, _ACCESSIBLE}:
            return None
        if orientation != _HORIZONTAL:
            return section + 1
        return self.columns[section].heading(self._language)

    def _verdict(self, row: TableRow, utility: str) -> str:
        outcome = self._outcomes.get((row.id, utility))
        if outcome is None:
            self._want_verdict(row)
            return WAITING if self._judge is not None else ""
        return {
            Outcome.MET: tr("✓ met"),
            Outcome.NOT_MET: tr("✕ not met"),
            Outcome.UNKNOWN: tr("? unknown"),
        }[outcome]

    def _want_verdict(self, row: TableRow) -> None:
        if self._judge is None:
            return
        self._unjudged[row.id] = row
        if not self._judging:
            self._judge_timer.start()

    def _judge_some(self) -> None:
        judge, ask = self._judge, self._ask
        # The newest wishes first: what was scrolled past is no longer looked at.
        rows = list(self._unjudged.values())[-_VERDICTS_AT_ONCE:]
        self._unjudged.clear()
        if judge is None or not rows or self._judging:
            return
        self._judging, state = True, self._state

        def done(found: Mapping[tuple[str, str], Outcome]) -> None:
            self._judging = False
            if state == self._state:
                self._outcomes |= found
            self._repaint(0, len(self.numbers) - 1)

        if ask is None:
            done(judge(rows))
        else:
            ask(lambda: judge(rows), done, lambda _: done({}))

    def _page(self, number: int) -> _Page | None:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            if page.of == self._state:
                return page
        if number not in self._broken:
            self._want(number)
            page = self._pages.get(number, page)
        return page

    def _want(self, number: int) -> None:
        if self._ask is None:
            self._fetch_now(number)
            return
        if number in self._waiting:
            return
        self._waiting.append(number)
        del self._waiting[:-_MOST_WAITING]
        if not self._busy:
            self._busy = True
            QTimer.singleShot(0, self, self._fetch_next)

    def _fetch_now(self, number: int) -> None:
        numbers = self._numbers_of(number)
        try:
            rows = self._fetch(numbers, self.keys)
        except Exception as error:  # noqa: BLE001 - told once per page and change, painted as dots
            self._fail(number, error)
            return
        self._keep(number, self._page_of(numbers, rows, of=self._state))

    def _fetch_next(self) -> None:
        if not self._waiting or self._ask is None:
            self._busy = False
            return
        number = self._waiting.pop()
        numbers, state, keys = self._numbers_of(number), self._state, self.keys
        shown = self.numbers

        def done(page: _Page) -> None:
            self._busy = False
            # The view may have become another one meanwhile.
            if shown is self.numbers and keys == self.keys:
                self._keep(number, page)
                self._repaint(number * PAGE, number * PAGE + len(numbers) - 1)
            self._go_on()

        def failed(error: BaseException) -> None:
            self._busy = False
            self._fail(number, error)
            self._repaint(number * PAGE, number * PAGE + len(numbers) - 1)
            self._go_on()

        self._ask(
            lambda: self._page_of(numbers, self._fetch(numbers, keys), of=state, keys=keys),
            done,
            failed,
        )

    def _go_on(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            self._fetch_next()

    def _numbers_of(self, page: int) -> list[int]:
        return list(self.numbers[page * PAGE : (page + 1) * PAGE])

    def _page_of(
        self, numbers: list[int], rows: list[TableRow], *, of: int, keys: Sequence[str] = ()
    ) -> _Page:
        """Return a page with its texts; a household that is gone leaves an empty line."""
        keys = keys or self.keys
        fields = [column(key).field for key in keys]
        here = {row.number: row for row in rows}
        found = [here.get(number) for number in numbers]
        blank = ("",) * len(keys)
        texts = [
            blank
            if row is None
            else tuple(
                str(value or "") if field is None else show(field, value, self._language)
                for field, value in zip(fields, row.values, strict=True)
            )
            for row in found
        ]
        return _Page(found, texts, of)

    def _keep(self, number: int, page: _Page) -> None:
        self._pages[number] = page
        self._pages.move_to_end(number)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    def _fail(self, number: int, error: BaseException) -> None:
        _logger.error("household page", exc_info=error)
        self._broken.add(number)

    def _repaint(self, top: int, bottom: int) -> None:
        if self.numbers and self.keys:
            last = min(bottom, len(self.numbers) - 1)
            self.dataChanged.emit(self.index(top, 0), self.index(last, len(self.keys) - 1))

    def _forget(self) -> None:
        self._pages.clear()
        self._broken.clear()
        self._waiting.clear()
        self._outcomes.clear()
        self._state += 1
