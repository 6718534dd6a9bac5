"""结论: which outcome is open, and in words what blocks the others."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.acceptance_outcome import Blocker, blockers
from desktop.domain.project_codes import AcceptanceOutcome
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.acceptance_words import block_message, outcome_word
from desktop.ui.widgets.panels import button, clear, label, panel, row
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from desktop.domain.acceptance_outcome import Block
    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.stages import Missing
    from desktop.ui.shell.desk import Desk

_MOST = 40
_ORDER = (
    Blocker.KEY_FAILED,
    Blocker.FAILED,
    Blocker.UNLISTED,
    Blocker.OPEN,
    Blocker.CHANGED,
    Blocker.UNCONFIRMED,
    Blocker.NOTHING_FAILED,
)
"""What takes longest to mend first; what one press settles last."""


class OutcomePart(QWidget):
    """The three outcomes with what each still needs; deciding freezes.

    Signals:
        item_asked: code of the item that a person wants to go to.
    """

    item_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: AcceptanceSheet | None = None
        self.says = label("", "heading", wrap=True)
        self.more = label("", "muted", wrap=True)
        self.buttons = QHBoxLayout()
        self.blocks = QVBoxLayout()
        self.blocks.setSpacing(6)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addLayout(self.blocks)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 6, 6, 6)
        for widget in (self.says, self.more):
            box.addWidget(widget)
        outer = row(stretch=False)
        outer.addLayout(self.buttons)
        outer.addStretch(1)
        self.record = button(tr("Save the record…"), self.save_record)
        outer.addWidget(self.record)
        box.addLayout(outer)
        box.addWidget(scroll, 1)

    def save_record(self) -> None:
        """Save the record of the acceptance where the person says."""
        sheet = self._sheet
        if sheet is not None:
            acceptances = self._desk.office.acceptances
            name = tr("record of acceptance")
            save_paper(self._desk, self, name, lambda: acceptances.paper(sheet.id))

    def show_sheet(self, sheet: AcceptanceSheet) -> None:
        """Show what can be decided."""
        self._sheet = sheet
        clear(self.buttons)
        clear(self.blocks)
        if sheet.outcome is not None:
            self._show_decided(sheet, sheet.outcome)
            return
        passing = (AcceptanceOutcome.PASSED, AcceptanceOutcome.PASSED_WITH_DEFECTS)
        # The blocks of the outcome that is nearest: what keeps even "with defects" away.
        found = {outcome: blockers(outcome, sheet.lines) for outcome in AcceptanceOutcome}
        best = next((outcome for outcome in passing if not found[outcome]), None)
        if best is not None:
            self.says.setText(tr("It can be decided: {outcome}", outcome=outcome_word(best)))
        else:
            count = len(found[AcceptanceOutcome.PASSED_WITH_DEFECTS])
            self.says.setText(tr("It cannot be passed yet: {count} things block it", count=count))
        self.more.setText(
            tr("A decision freezes the check list, every result and every notice; it stays as it "
               "is whatever changes later. A re-inspection is a new acceptance.")
        )  # fmt: skip
        for outcome in AcceptanceOutcome:
            able = not found[outcome] and not self._desk.read_only
            if outcome is AcceptanceOutcome.PASSED_WITH_DEFECTS and best is passing[0]:
                continue
            decide = button(
                outcome_word(outcome), partial(self._ask, outcome), main=outcome is best
            )
            decide.setEnabled(able)
            self.buttons.addWidget(decide)
        nearest = passing[1] if best is None else passing[0]
        listed = list(found[nearest])
        listed.sort(key=lambda block: _ORDER.index(block.code))
        said: set[str] = set()
        for block in listed[:_MOST]:
            self.blocks.addWidget(self._block(block, said))
        if len(listed) > _MOST:
            rest = tr("and {count} more", count=len(listed) - _MOST)
            self.blocks.addWidget(label(rest, "muted"))

    def _show_decided(self, sheet: AcceptanceSheet, outcome: AcceptanceOutcome) -> None:
        record = sheet.record
        when = record["decided_at"]
        day = f"{when.astimezone():%Y-%m-%d %H:%M}" if isinstance(when, datetime) else ""
        words = tr(
            "by {name} on {day}, check list {list} {version}",
            name=record["decided_by"],
            day=day,
            list=record["template"],
            version=record["template_version"],
        )
        self.says.setText(tr("Decided: {outcome}", outcome=outcome_word(outcome)))
        print_of = tr("Fingerprint of the inputs: {sha}", sha=str(record["inputs_sha256"])[:16])
        self.more.setText(f"{words}\n{print_of}")
        if not sheet.intact:
            self.blocks.addWidget(
                label(
                    tr("✕ The frozen inputs were changed afterwards: do not rely on them."),
                    "error",
                    wrap=True,
                )
            )
        if outcome is AcceptanceOutcome.FAILED:
            self.blocks.addWidget(
                label(tr("After mending, begin a new acceptance above."), "", wrap=True)
            )
        else:
            forms = button(
                tr("Go to the certificate and handover list"),
                lambda: self._desk.page_asked.emit("forms"),
                main=True,
            )
            self.buttons.addWidget(forms)
            acceptances, quarter = self._desk.office.acceptances, str(record["quarter_id"])
            self._desk.ask(
                lambda: acceptances.may_issue(quarter, sheet.trade),
                lambda missing: self._show_missing(sheet, missing),
                owner=self,
            )

    def _show_missing(self, sheet: AcceptanceSheet, missing: tuple[Missing, ...]) -> None:
        """Say what else the handover list waits for."""
        if self._sheet is not sheet or not missing:
            return
        self.blocks.addWidget(label(tr("The handover list still waits for:"), "muted"))
        for one in missing:
            message = sentence(str(one.code), one.details)
            self.blocks.addWidget(panel(label(message.text, wrap=True), margin=8))

    def _block(self, block: Block, said: set[str]) -> QWidget:
        """Return one block; what to do is said once for those that ask for the same."""
        message = block_message(block)
        hint = message.hint not in said
        said.add(message.hint)
        texts = QVBoxLayout()
        texts.addWidget(label(message.text, wrap=True))
        if message.hint and hint:
            texts.addWidget(label(message.hint, "muted", wrap=True))
        frame = panel(margin=8)
        line = QHBoxLayout()
        line.addLayout(texts, 1)
        if block.item_code:
            code = block.item_code
            line.addWidget(button(tr("Go there"), lambda: self.item_asked.emit(code)))
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)  # noqa: S101 - as panel() makes it
        inside.addLayout(line)
        return frame

    def _ask(self, outcome: AcceptanceOutcome) -> None:
        """Ask once more: a decision is not edited afterwards."""
        asked = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Decide the acceptance"),
            tr("Decide “{outcome}” and freeze everything?", outcome=outcome_word(outcome)),
            parent=self,
        )
        yes = asked.addButton(tr("Decide"), QMessageBox.ButtonRole.AcceptRole)
        asked.addButton(tr("Not yet"), QMessageBox.ButtonRole.RejectRole)
        asked.accepted.connect(
            lambda: self.decide(outcome) if asked.clickedButton() is yes else None
        )
        asked.open()

    def decide(self, outcome: AcceptanceOutcome) -> None:
        """Decide and freeze."""
        sheet = self._sheet
        if sheet is not None:
            acceptances = self._desk.office.acceptances
            self._desk.act(
                lambda: acceptances.decide(sheet.id, outcome),
                owner=self,
                notice=tr("Decided and frozen"),
            )
