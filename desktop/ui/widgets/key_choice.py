"""What a signature is made with: a certificate file or a USB token, and its PIN."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QLineEdit, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.kernel.settings import Settings

_FILE, _TOKEN = "file", "token"


class KeyChoice(QWidget):
    """Where the key is gets remembered for the next form; the PIN never is.

    Signals:
        changed: something was typed or chosen.
        entered: the Enter key was pressed in the PIN.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.way = QComboBox()
        self.way.addItem(tr("Certificate file"), _FILE)
        self.way.addItem(tr("USB token"), _TOKEN)
        self.way.setAccessibleName(tr("Signed with"))
        self.file = _line(tr("Certificate file"), settings.certificate_file)
        self.driver = _line(tr("Driver of the token"), settings.token_driver)
        self.token = _line(tr("Name of the token"), settings.token_label)
        self.pin = _line(tr("PIN"), "")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.returnPressed.connect(self.entered)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.addRow(tr("Signed with"), self.way)
        self._files = row(self.file, button(tr("Choose…"), self._choose_file), stretch=False)
        self._drivers = row(self.driver, button(tr("Choose…"), self._choose_driver), stretch=False)
        self._form.addRow(tr("Certificate file"), self._files)
        self._form.addRow(tr("Driver of the token"), self._drivers)
        self._form.addRow(tr("Name of the token"), self.token)
        self._form.addRow(tr("PIN"), self.pin)
        self.way.currentIndexChanged.connect(lambda _: self._show())
        for line in (self.file, self.driver, self.token, self.pin):
            line.textChanged.connect(lambda _: self.changed.emit())
        if settings.token_driver and not settings.certificate_file:
            self.way.setCurrentIndex(1)
        self._show()

    @property
    def is_ready(self) -> bool:
        """Whether everything is there that a key needs."""
        named = self.driver.text().strip() if self._by_token else self.file.text().strip()
        return bool(named and self.pin.text())

    def key(self) -> Mapping[str, str | None]:
        """Return where the key is, as ``Forms.sign`` takes it, and remember it."""
        if self._by_token:
            self._settings.token_driver = self.driver.text().strip()
            self._settings.token_label = self.token.text().strip()
            self._settings.certificate_file = ""
            return {"pkcs11": self._settings.token_driver, "token": self._settings.token_label}
        self._settings.certificate_file = self.file.text().strip()
        return {"p12": self._settings.certificate_file}

    @property
    def _by_token(self) -> bool:
        return bool(self.way.currentData() == _TOKEN)

    def _show(self) -> None:
        for line, wanted in (
            (self._files, not self._by_token),
            (self._drivers, self._by_token),
            (self.token, self._by_token),
        ):
            self._form.setRowVisible(line, wanted)
        self.changed.emit()

    def _choose_file(self) -> None:
        self._choose(self.file, tr("Certificate file"), "PKCS#12 (*.p12 *.pfx)")

    def _choose_driver(self) -> None:
        self._choose(self.driver, tr("Driver of the token"), "PKCS#11 (*.dll *.so *.dylib)")

    def _choose(self, line: QLineEdit, title: str, kinds: str) -> None:
        start = str(Path(line.text()).parent) if line.text() else ""
        chosen, _ = QFileDialog.getOpenFileName(self, title, start, kinds)
        if chosen:
            line.setText(chosen)


def _line(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    return made
