"""Parts of the exchange dialog: the householder's word, and what is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout

from desktop.domain.codes import CONSENT_BASIS, ConsentBasis
from desktop.ui.dialogs.exchange_ink import ExchangeInkDialog
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.code_buttons import TOUCH, CodeButtons
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.photo_button import PhotoButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.exchange_checks import ExchangeFinding
    from desktop.services.metering_exchange import ExchangeDraft
    from desktop.ui.shell.desk import Desk


class AgreementBox(QFrame):
    """Who agreed to both readings, and what that rests on.

    Attributes:
        ink: strokes as JSON.

    Signals:
        changed: something was answered.
        signing: the householder is to sign; the dialog says for what.
    """

    changed = Signal()
    signing = Signal()

    def __init__(self, desk: Desk, draft: ExchangeDraft) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.ink = ""
        self.signer = QLineEdit(draft.owner_name)
        self.signer.setMinimumHeight(TOUCH)
        self.signer.setAccessibleName(tr("Who signs"))
        self.signer.setPlaceholderText(tr("Name of the person who signs"))
        words = {
            ConsentBasis.PAPER: tr("On paper"),
            ConsentBasis.SCREEN: tr("On the screen"),
            ConsentBasis.COPY: tr("Photo of the paper"),
        }
        self.basis = CodeButtons([(str(int(c)), text) for c, text in words.items()], touch=True)
        self.basis.setToolTip(CONSENT_BASIS.label(int(ConsentBasis.COPY), language()))
        self.sign = button(tr("Sign…"), self.signing.emit)
        self.sign.setMinimumHeight(TOUCH)
        self.sign.setAutoDefault(False)
        self.scan = PhotoButton(desk, draft.household_id, tr("Photo of the signed sheet"))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(label(tr("The householder agrees to both readings"), "heading"))
        layout.addWidget(self.signer)
        layout.addWidget(self.basis)
        layout.addWidget(self.error)
        layout.addLayout(row(self.sign, self.scan))
        self.basis.chosen.connect(self._chosen)
        self.signer.editingFinished.connect(self.changed)
        self.scan.taken.connect(lambda _: self.changed.emit())
        self._show()

    def take_signature(self, what: str) -> None:
        """Let the householder sign for ``what``."""
        dialog = ExchangeInkDialog(self.signer.text(), what, self)
        dialog.accepted.connect(
            lambda: self.keep_ink(dialog.ink.to_json() if dialog.ink is not None else "")
        )
        dialog.open()

    def keep_ink(self, strokes: str) -> None:
        """Keep a signature, as JSON of its strokes."""
        self.ink = strokes
        self.sign.setText(tr("✓ Signed") if strokes else tr("Sign…"))
        self.changed.emit()

    def choose(self, basis: ConsentBasis) -> None:
        """Answer what the agreement rests on."""
        self.basis.set_code(str(int(basis)))
        self._show()

    def _chosen(self) -> None:
        self._show()
        self.changed.emit()
        if self.basis.code == str(int(ConsentBasis.SCREEN)) and not self.ink:
            self.signing.emit()

    def _show(self) -> None:
        code = self.basis.code
        self.sign.setVisible(code == str(int(ConsentBasis.SCREEN)))
        self.scan.setVisible(code in {str(int(ConsentBasis.PAPER)), str(int(ConsentBasis.COPY))})


class OddBox(QFrame):
    """What is odd but may be right, each with the reason why it is.

    Signals:
        answered: a reason was given.
    """

    answered = Signal()

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._offered = offered
        self._boxes: dict[str, QComboBox] = {}
        self._grid = QGridLayout()
        self._inside = QVBoxLayout(self)
        self._inside.addWidget(label(tr("Odd, but possible: say why"), "heading"))
        self._inside.addLayout(self._grid)
        self.hide()

    def reasons(self) -> dict[str, str]:
        """Return code → reason, as they stand."""
        return {code: box.currentText().strip() for code, box in self._boxes.items()}

    def show_findings(self, findings: Sequence[ExchangeFinding]) -> None:
        """Show the soft ones of ``findings``; reasons given already stay."""
        soft = {finding.reason: finding for finding in findings if finding.soft}
        self.setVisible(bool(soft))
        if set(soft) == set(self._boxes):
            return
        given = self.reasons()
        self._empty()
        for number, (code, finding) in enumerate(soft.items()):
            text = label(sentence(str(code), finding.details).text, wrap=True)
            self._grid.addWidget(text, number, 0)
            self._boxes[code] = self._reason_box(str(code), text.text(), given)
            self._grid.addWidget(self._boxes[code], number, 1)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)

    def focus_first(self) -> None:
        """Put the cursor where a reason is missing."""
        for box in self._boxes.values():
            if not box.currentText().strip():
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def give(self, code: str, reason: str) -> None:
        """Answer one finding."""
        self._boxes[code].setCurrentText(reason)
        self.answered.emit()

    def _reason_box(self, code: str, text: str, given: dict[str, str]) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setMinimumHeight(TOUCH)
        box.addItems(["", *self._offered])
        box.setCurrentText(given.get(code, ""))
        box.setAccessibleName(tr("Reason: {what}", what=text))
        line = box.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("Choose or write a reason"))
            line.setMaxLength(200)
        box.activated.connect(lambda _: self.answered.emit())
        return box

    def _empty(self) -> None:
        self._boxes = {}
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
