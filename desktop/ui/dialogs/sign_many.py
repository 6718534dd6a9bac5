"""Many forms signed with one PIN: what will be signed is listed, what became of each is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.form_state import FormStanding
from desktop.kernel.errors import HubiaoError
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.viewmodels.form_words import GONE, party_word, title_word
from desktop.ui.widgets.key_choice import KeyChoice
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.kernel.progress import Progress
    from desktop.services.forms import Forms
    from desktop.ui.shell.desk import Desk

    Form = Mapping[str, Any]

_CHANGED = frozenset({"handover_form", "form_signature", "attachment"})
_NUMBER = Qt.ItemDataRole.UserRole


class SignManyDialog(QDialog):
    """Choose the party, untick what is not to be signed, type the PIN once.

    Signals:
        signed: how many were signed.
    """

    signed = Signal(int)

    def __init__(
        self,
        desk: Desk,
        forms: Sequence[Form],
        printed_only: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = Path(desk.office.session.ledger_path).resolve().parent / "forms"
        never = frozenset(printed_only)
        self._forms = [one for one in forms if _may_sign(one) and one["form_type"] not in never]
        self._done: dict[str, str] = {}
        self._job = 0
        self.setWindowTitle(tr("Sign several forms"))
        self.setMinimumSize(640, 560)
        self.party = QComboBox()
        self.party.setAccessibleName(tr("Signs for"))
        for name in dict.fromkeys(name for form in self._forms for name in form["open"]):
            self.party.addItem(party_word(name), name)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Forms to be signed"))
        self.says = label("", "muted", wrap=True)
        self.key = KeyChoice(desk.settings)
        self.intent = QCheckBox(tr("I know these forms and sign every ticked one"))
        self.intent.setAccessibleName(self.intent.text())
        self.progress = ProgressLine(self._stop)
        self.error = label("", "error", wrap=True)
        self.go = button(tr("Sign them all"), self.sign, main=True)
        self._lay_out()
        self.party.currentIndexChanged.connect(lambda _: self._offer())
        self.list.itemChanged.connect(lambda _: self._able())
        self.key.changed.connect(self._able)
        self.intent.toggled.connect(lambda _: self._able())
        self._offer()

    @property
    def chosen(self) -> list[str]:
        """Return the numbers that are ticked, in their order."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return [str(i.data(_NUMBER)) for i in items if i.checkState() is Qt.CheckState.Checked]

    def sign(self) -> None:
        """Sign what is ticked; every file is whole before the next one is touched."""
        forms, folder, numbers = self._desk.office.forms, self._folder, self.chosen
        party, key, pin = str(self.party.currentData()), self.key.key(), self.key.pin.text()
        self.error.clear()
        self._done.clear()
        self._rest(busy=True)
        self.progress.begin(tr("Signing…"))
        self._job = self._desk.work(
            lambda progress: self._sign(forms, folder, numbers, party, key, pin, progress),
            owner=self,
            done=lambda _: self._signed(),
            failed=self._failed,
            cancelled=self._signed,
            stepped=self.progress.step,
            kinds=_CHANGED,
        )

    def reject(self) -> None:
        """Close; not while something is being signed."""
        if self.progress.isHidden():
            super().reject()

    def _sign(
        self,
        forms: Forms,
        folder: Path,
        numbers: Sequence[str],
        party: str,
        key: Mapping[str, str | None],
        pin: str,
        progress: Progress,
    ) -> None:
        paths: dict[Path, str] = {}
        for number in numbers:
            try:
                paths[forms.folder.file(number, folder)] = number
            except HubiaoError as error:
                self._done[number] = explain(error).text
        for one in forms.signing.sign_many(list(paths), party, key, pin, progress):
            number = paths[Path(one["path"])]
            self._done[number] = explain(one["error"]).text if one["error"] is not None else ""

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        form = QFormLayout()
        form.addRow(tr("Signs for"), self.party)
        layout.addLayout(form)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.says)
        layout.addWidget(self.key)
        layout.addWidget(self.intent)
        layout.addWidget(self.error)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.go, button(tr("Close"), self.reject)))

    def _offer(self) -> None:
        party = self.party.currentData()
        self.list.clear()
        for form in self._forms:
            if party in form["open"]:
                item = QListWidgetItem(f"{title_word(form)}  {form['document_no']}")
                item.setData(_NUMBER, form["document_no"])
                item.setCheckState(Qt.CheckState.Checked)
                self.list.addItem(item)
        self._able()

    def _able(self) -> None:
        count = len(self.chosen)
        self.says.setText(
            tr("{count} forms will be signed.", count=count)
            if self._forms
            else tr("No form of this quarter waits for a signature.")
        )
        ready = self.key.is_ready and self.intent.isChecked() and count > 0
        self.go.setEnabled(ready and self.progress.isHidden())

    def _rest(self, *, busy: bool) -> None:
        for each in (self.party, self.list, self.key, self.intent):
            each.setEnabled(not busy)
        if not busy:
            self.progress.hide()
            self.key.pin.clear()
        self._able()

    def _stop(self) -> None:
        self._desk.runner.cancel(self._job)

    def _signed(self) -> None:
        signed = [number for number, error in self._done.items() if not error]
        self._forms = [form for form in self._forms if form["document_no"] not in signed]
        self._offer()
        self._rest(busy=False)
        self._tell()
        self.signed.emit(len(signed))

    def _tell(self) -> None:
        failed = {number: error for number, error in self._done.items() if error}
        signed = len(self._done) - len(failed)
        said = tr("{signed} signed, {failed} not signed.", signed=signed, failed=len(failed))
        if failed:
            told = "\n".join(f"{number}：{error}" for number, error in failed.items())
            self.error.setText(f"{said}\n{told}")
        else:
            self.says.setText(said)

    def _failed(self, error: BaseException) -> None:
        self._rest(busy=False)
        message = explain(error)
        self.error.setText(f"{message.text}{message.hint}")


def _may_sign(form: Form) -> bool:
    return form["state"] not in GONE | {FormStanding.HANDED_OVER} and bool(form["open"])
