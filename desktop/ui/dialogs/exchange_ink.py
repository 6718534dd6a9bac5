"""The householder's signature for a meter exchange, kept with everything else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desktop.documents.ink import Ink


class ExchangeInkDialog(QDialog):
    """Shows both readings and takes the signature; nothing is stored here.

    Attributes:
        ink: what was signed, None until it is accepted.
    """

    def __init__(self, who: str, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink: Ink | None = None
        self.setWindowTitle(tr("Sign on the screen"))
        self.resize(860, 480)
        self.pad = SignaturePad()
        self.mouse = QCheckBox(tr("Draw with the mouse"))
        self.mouse.setAccessibleName(self.mouse.text())
        self.mouse.toggled.connect(self.pad.allow_mouse)
        self._error = label("", "error")
        keep = button(tr("Keep the signature"), self.keep, main=True)
        others = [
            button(tr("Start again"), self.pad.clear),
            button(tr("Do not sign"), self.reject),
        ]
        for one in (keep, *others):
            one.setMinimumHeight(TOUCH)
            one.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(label(what, "heading", wrap=True))
        layout.addWidget(label(who, wrap=True))
        layout.addWidget(self.pad, 1)
        layout.addWidget(self._error)
        layout.addLayout(row(keep, *others, self.mouse))
        self.pad.setFocus()

    def keep(self) -> None:
        """Take the signature, if it is one."""
        ink = self.pad.ink()
        if not ink.is_signature:
            self._error.setText(sentence("ink-too-small").text)
            return
        self.ink = ink
        self.accept()
