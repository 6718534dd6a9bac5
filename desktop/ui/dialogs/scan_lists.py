"""The three lists beside a scanned page: to type back, whose is it, originals to come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.codes import ConsentBasis
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, clear, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.scanning import AwaitedOriginal, SheetScan
    from desktop.services.sheet_filing import FoundDoor

_TOUCH = 44
_LINE = 34
_VALUE = Qt.ItemDataRole.UserRole


class TypingList(QWidget):
    """Filed pages in walking order; ✓ stands before those that are typed back.

    Signals:
        chosen: the page the cursor came to, None for none.
        opened: the page whose household's card is asked for.
        typed: (page, whether it is typed back).
    """

    chosen = Signal(object)
    opened = Signal(object)
    typed = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._scans: list[SheetScan] = []
        self.list = _list(tr("Pages to type back"))
        self.list.currentRowChanged.connect(lambda _: self._changed())
        self.list.itemActivated.connect(lambda _: self._open())
        self.back = button(tr("← Page"), lambda: self.step(-1))
        self.on = button(tr("Page →"), lambda: self.step(1))
        self.open = button(tr("Open this household"), self._open)
        self.done = button(tr("Typed back, next page"), self.finish, main=True)
        self._empty = label(
            tr("No scanned sheets yet. Scan the signed sheets, in any order, and take them in."),
            "muted",
            wrap=True,
        )
        for one in (self.back, self.on, self.open, self.done):
            one.setMinimumHeight(_TOUCH)
        layout = QVBoxLayout(self)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.back, self.on, self.open))
        layout.addWidget(self.done)

    @property
    def current(self) -> SheetScan | None:
        """Return the page under the cursor."""
        place = self.list.currentRow()
        return self._scans[place] if 0 <= place < len(self._scans) else None

    def show_scans(self, scans: Sequence[SheetScan]) -> None:
        """Show these; the cursor stays on its page, or goes to the first one still to be done."""
        before = self.current
        self._scans = list(scans)
        self.list.blockSignals(True)
        self.list.clear()
        whole = len({scan.quarter for scan in scans}) > 1
        for scan in scans:
            _add(self.list, _scan_words(scan, whole=whole))
        ids = [scan.attachment_id for scan in scans]
        if before is not None and before.attachment_id in ids:
            place = ids.index(before.attachment_id)
        else:
            place = self._next_open(-1)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self._empty.setVisible(not scans)
        self._able()

    def page_of(self, household_id: str) -> SheetScan | None:
        """Return the newest page of a household, None where it has none."""
        return next((s for s in reversed(self._scans) if s.household_id == household_id), None)

    def step(self, by: int) -> None:
        """Go to another page, whatever its state."""
        if self._scans:
            place = self.list.currentRow() + by
            self.list.setCurrentRow(max(0, min(len(self._scans) - 1, place)))

    def finish(self) -> None:
        """Mark this page and go to the next one that is not typed back."""
        scan = self.current
        if scan is None:
            return
        self.typed.emit(scan, not scan.typed)
        if not scan.typed:
            self.list.setCurrentRow(self._next_open(self.list.currentRow()))

    def _next_open(self, after: int) -> int:
        count = len(self._scans)
        order = [*range(after + 1, count), *range(max(after, 0))]
        return next((n for n in order if not self._scans[n].typed), max(after, 0) if count else -1)

    def _changed(self) -> None:
        self._able()
        self.chosen.emit(self.current)

    def _able(self) -> None:
        scan = self.current
        for one in (self.back, self.on, self.open, self.done):
            one.setEnabled(scan is not None)
        typed = scan is not None and scan.typed
        self.done.setText(tr("Not typed back after all") if typed else tr("Typed back, next page"))
        self.done.setAccessibleName(self.done.text())

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)


class TrayList(QWidget):
    """Pages without a door; the number on the sheet says whose they are.

    Signals:
        chosen: the page the cursor came to, None for none.
        asked: (page, number that was typed).
    """

    chosen = Signal(object)
    asked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._scans: list[SheetScan] = []
        self.list = _list(tr("Pages without a door"))
        self.list.currentRowChanged.connect(lambda _: self._changed())
        self.number = QLineEdit()
        self.number.setAccessibleName(tr("Number on the sheet"))
        self.number.setPlaceholderText(tr("Number under the square code, such as 123 456 7893"))
        self.number.setMinimumHeight(_TOUCH)
        self.number.returnPressed.connect(self._ask)
        self.go = button(tr("Find the door"), self._ask, main=True)
        self.go.setMinimumHeight(_TOUCH)
        self.says = label("", "error", wrap=True)
        self._offers = QVBoxLayout()
        self._empty = label(tr("Every page found its door."), "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.number)
        layout.addLayout(row(self.go))
        layout.addWidget(self.says)
        layout.addLayout(self._offers)

    @property
    def current(self) -> SheetScan | None:
        """Return the page under the cursor."""
        place = self.list.currentRow()
        return self._scans[place] if 0 <= place < len(self._scans) else None

    def show_scans(self, scans: Sequence[SheetScan]) -> None:
        """Show these."""
        place = max(self.list.currentRow(), 0)
        self._scans = list(scans)
        self.list.blockSignals(True)
        self.list.clear()
        for number, scan in enumerate(scans, start=1):
            when = scan.taken_at.astimezone().strftime("%Y-%m-%d %H:%M") if scan.taken_at else ""
            _add(self.list, tr("Page {number}　{when}", number=number, when=when))
        self.list.setCurrentRow(min(place, len(scans) - 1))
        self.list.blockSignals(False)
        self._empty.setVisible(not scans)
        self._clear()

    def offer(
        self,
        scan: SheetScan,
        doors: Sequence[FoundDoor],
        file: Callable[[SheetScan, str], None],
    ) -> None:
        """Offer the doors that carry the number; the address is compared with the page by eye."""
        self._clear(keep_number=True)
        if not doors:
            self.say(tr("No household in this ledger has this number."))
        for door in doors:
            one = button(tr("File with {label}", label=door.label), partial(file, scan, door.id))
            one.setMinimumHeight(_TOUCH)
            one.setAutoDefault(False)
            self._offers.addWidget(one)

    def say(self, text: str) -> None:
        """Say what is wrong with the number."""
        self.says.setText(text)

    def _ask(self) -> None:
        self.say("")
        if self.current is not None and self.number.text().strip():
            self.asked.emit(self.current, self.number.text())

    def _changed(self) -> None:
        self._clear()
        self.chosen.emit(self.current)

    def _clear(self, *, keep_number: bool = False) -> None:
        clear(self._offers)
        self.say("")
        if not keep_number:
            self.number.clear()
        for one in (self.number, self.go):
            one.setEnabled(self.current is not None)


class AwaitedList(QWidget):
    """Households whose consent rests on a copy (待补原件).

    Signals:
        chosen: id of the household the cursor came to.
        came: ids of the households whose originals are here now.
    """

    chosen = Signal(str)
    came = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.list = _list(tr("Originals to come"))
        self.list.itemChanged.connect(lambda _: self._able())
        self.list.currentItemChanged.connect(lambda item, _: self._turn(item))
        self.done = button(tr("The ticked originals are here"), self._came, main=True)
        self.done.setMinimumHeight(_TOUCH)
        self._empty = label(tr("No original is missing."), "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.done)

    def show_households(self, awaited: Sequence[AwaitedOriginal]) -> None:
        """Show these; what was ticked stays ticked."""
        ticked = set(self._ticked())
        self.list.blockSignals(True)
        self.list.clear()
        for one in awaited:
            since = one.since.astimezone().strftime("%Y-%m-%d") if one.since else ""
            item = _add(self.list, f"{one.quarter} {one.label}　{since}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(_VALUE, one.household_id)
            on = one.household_id in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._empty.setVisible(not awaited)
        self._able()

    @property
    def current_id(self) -> str:
        """Return the household under the cursor, empty for none."""
        place = self.list.currentRow()
        return str(self.list.item(place).data(_VALUE)) if place >= 0 else ""

    def _turn(self, item: QListWidgetItem | None) -> None:
        self.chosen.emit(item.data(_VALUE) if item is not None else "")

    def _ticked(self) -> list[str]:
        items = (self.list.item(place) for place in range(self.list.count()))
        return [i.data(_VALUE) for i in items if i.checkState() == Qt.CheckState.Checked]

    def _able(self) -> None:
        self.done.setEnabled(bool(self._ticked()))

    def _came(self) -> None:
        self.came.emit(self._ticked())


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    return made


def _add(shown: QListWidget, text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setSizeHint(QSize(0, _LINE))
    shown.addItem(item)
    return item


def _scan_words(scan: SheetScan, *, whole: bool) -> str:
    mark = "✓" if scan.typed else "　"
    quarter = f"{scan.quarter} " if whole else ""
    basis = ""
    if scan.basis == ConsentBasis.COPY:
        basis = "　" + tr("original to come")
    return f"{mark} {quarter}{scan.label}{basis}"
