"""What is done with the chosen quarters of the annual plan: set, or adjust with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.annual_plan import Adjustment
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Iterable


def _line(name: str, example: str, width: int) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(f"{name}（{example}）" if example else name)
    made.setMinimumWidth(width)
    return made


class _Tool(QWidget):
    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self._count = 0
        self.chosen = label("", "muted")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(8, 8, 8, 8)

    def show_chosen(self, quarters: int, households: int) -> None:
        """Say how many quarters are chosen."""
        self._count = quarters
        self.chosen.setText(
            tr("{quarters} chosen, {households} households", quarters=quarters,
               households=households)
            if quarters
            else tr("Choose quarters in the table above; Ctrl or Shift chooses several.")
        )  # fmt: skip
        self._show_able()

    def _show_able(self) -> None:
        raise NotImplementedError

    def _watch(self, lines: Iterable[QLineEdit]) -> None:
        for line in lines:
            line.setReadOnly(not self._writable)
            line.textChanged.connect(lambda _: self._show_able())


class PlanAssign(_Tool):
    """Year, batch and approval of the chosen quarters; what is left empty stays as it is.

    Signals:
        asked: field → text as typed.
    """

    asked = Signal(dict)

    def __init__(self, *, writable: bool) -> None:
        super().__init__(writable=writable)
        self.lines = {
            "year": _line(tr("Plan year"), "2027", 110),
            "batch": _line(tr("Batch"), "第一批", 130),
            "approval_no": _line(tr("Approval number"), "", 200),
            "approved_on": _line(tr("Approved on"), "2027-03-01", 160),
        }
        self.set = button(tr("Set for the chosen quarters"), self._ask, main=True)
        self._watch(self.lines.values())
        self.box.addWidget(self.chosen)
        self.box.addLayout(row(*self.lines.values()))
        self.box.addLayout(row(self.set))
        self.box.addStretch(1)
        self.show_chosen(0, 0)

    def _show_able(self) -> None:
        given = any(line.text().strip() for line in self.lines.values())
        self.set.setEnabled(self._writable and self._count > 0 and given)

    def _ask(self) -> None:
        self.asked.emit({name: line.text() for name, line in self.lines.items()})


class PlanAdjust(_Tool):
    """Move, withdraw or add: always with a document number and a reason.

    Signals:
        asked: (adjustment, field → text as typed).
    """

    asked = Signal(object, dict)

    def __init__(self, *, writable: bool) -> None:
        super().__init__(writable=writable)
        self.what = QComboBox()
        self.what.setAccessibleName(tr("Adjustment"))
        for text, adjustment in (
            (tr("Move to another year or batch"), Adjustment.MOVE),
            (tr("Withdraw from the plan"), Adjustment.WITHDRAW),
            (tr("Add to an issued plan"), Adjustment.ADD),
        ):
            self.what.addItem(text, adjustment.value)
        self.what.activated.connect(lambda _: self._show_able())
        self.lines = {
            "year": _line(tr("Plan year"), "", 100),
            "batch": _line(tr("Batch"), "", 110),
            "document_no": _line(tr("Document number"), "", 180),
            "reason": _line(tr("Reason"), "", 220),
            "decided_on": _line(tr("Date"), "", 110),
        }
        self.lines["year"].setToolTip(tr("Empty means the year after, for a move."))
        self.lines["decided_on"].setToolTip(tr("Empty means today."))
        self.set = button(tr("Adjust the chosen quarters"), self._ask, main=True)
        self._watch(self.lines.values())
        self.box.addWidget(self.chosen)
        self.box.addLayout(row(self.what, *self.lines.values()))
        self.box.addLayout(row(self.set))
        self.box.addStretch(1)
        self.show_chosen(0, 0)

    def _show_able(self) -> None:
        adjustment = Adjustment(self.what.currentData())
        placed = adjustment is not Adjustment.WITHDRAW
        for name in ("year", "batch"):
            self.lines[name].setEnabled(placed)
        needed = ["document_no", "reason"] + ["year"] * (adjustment is Adjustment.ADD)
        given = all(self.lines[name].text().strip() for name in needed)
        self.set.setEnabled(self._writable and self._count > 0 and given)

    def _ask(self) -> None:
        values = {name: line.text() for name, line in self.lines.items()}
        self.asked.emit(Adjustment(self.what.currentData()), values)
