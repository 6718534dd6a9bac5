"""A new laptop: the backup that another one wrote on a stick becomes its own ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLineEdit, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

_FILES = "Hubiao (*.hubiao)"


class WelcomeRestore(QWidget):
    """Which backup, whose passphrase, and where to.

    Signals:
        asked: (backup, ledger to be, operator, passphrase).
        missing: names of what is not filled in.
    """

    asked = Signal(str, str, str, str)
    missing = Signal(str)

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__()
        self.backup, self.operator, self.passphrase = QLineEdit(), QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._lines = (
            (tr("Backup on the stick"), self.backup),
            (tr("Operator"), self.operator),
            (tr("Passphrase"), self.passphrase),
        )
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        self.choose = button(tr("Choose the backup…"), self._choose)
        for name, line in self._lines:
            line.setAccessibleName(name)
            beside = row(line, self.choose, stretch=False) if line is self.backup else None
            form.addRow(name, beside or line)
        self.go = button(tr("Choose a place and restore…"), self._place, main=True)
        form.addRow(
            label(
                tr(
                    "On a laptop of the office: Exchange → Parcels → Back up to a stick. Here: the "
                    "same operator and passphrase as there. Afterwards Exchange → Parcels shows "
                    "the code by which the leader enrols this laptop."
                ),
                "muted",
                wrap=True,
            )
        )
        form.addRow(row(self.go, button(tr("Back"), back)))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose the backup…"), "", _FILES)
        if chosen:
            self.backup.setText(chosen)

    def _place(self) -> None:
        gaps = [name for name, line in self._lines if not line.text().strip()]
        if gaps:
            self.missing.emit("、".join(gaps))
            return
        self.missing.emit("")
        chosen, _ = QFileDialog.getSaveFileName(self, self.go.text(), "", _FILES)
        if chosen:
            self.restore(Path(chosen).with_suffix(".hubiao"))

    def restore(self, ledger: Path) -> None:
        """Ask for the backup to be put at ``ledger``."""
        self.asked.emit(
            self.backup.text().strip(),
            str(ledger),
            self.operator.text().strip(),
            self.passphrase.text(),
        )
