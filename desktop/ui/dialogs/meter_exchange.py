"""换表: the old meter closed and the new one opened in one dialog and one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.services.metering_exchange import ExchangeRefusedError
from desktop.ui.dialogs.exchange_drafts import ExchangeDrafts
from desktop.ui.dialogs.exchange_new import NewMeterBox
from desktop.ui.dialogs.exchange_old import OldSide
from desktop.ui.dialogs.exchange_parts import OddBox
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.viewmodels.exchange_form import ExchangeForm, editor_of, read_form
from desktop.ui.widgets.code_buttons import TOUCH, CodeButtons
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.domain.exchange_checks import ExchangeFinding
    from desktop.domain.meter_exchange import MeterExchange
    from desktop.services.metering_exchange import ExchangeDraft
    from desktop.ui.dialogs.exchange_old import OldMeterBox
    from desktop.ui.shell.desk import Desk
    from desktop.ui.widgets.field_editor import FieldEditor

_PAUSE = 300
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MeterExchangeDialog(QDialog):
    """Old meters left, the new one right; what was typed stays until it is stored.

    A scanned number goes to the new meter wherever the cursor is (:meth:`scanned`). Enter goes on
    to the next field, Ctrl+Enter stores.
    """

    def __init__(
        self, desk: Desk, household_id: str, kind: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.household_id = household_id
        self.kind = kind
        self._draft: ExchangeDraft | None = None
        self._tried = False
        self._typed = ExchangeDrafts(desk.drafts, kind, household_id)
        self._waiting = ""
        self._to_the_end = False
        self.removed: FieldEditor | None = None
        self.old: list[OldMeterBox] = []
        water = kind == "water_meter"
        self.setWindowTitle(
            tr("Exchange the water meter") if water else tr("Exchange the electricity meter")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 690)
        self._title = label(tr("Reading…"), "title", wrap=True)
        self._title.setAccessibleName(self.windowTitle())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._scroll_down)
        self.error = label("", "error", wrap=True)
        self.save = button(tr("Store the exchange"), self.store, main=True)
        self.save.setToolTip("Ctrl+Enter")
        leave = button(tr("Cancel"), self.reject)
        for one in (self.save, leave):
            one.setMinimumHeight(TOUCH)
            one.setAutoDefault(False)
        self.save.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._title)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.error)
        layout.addLayout(row(self.save, leave))
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.setInterval(_PAUSE)
        self._checking.timeout.connect(self._check)
        desk.ask(
            lambda: desk.office.metering.draft(household_id, kind),
            self._show,
            owner=self,
            failed=self._failed,
        )

    def scanned(self, text: str) -> None:
        """Take a scanned number as the new meter's, wherever the cursor is."""
        if self._draft is None:
            self._waiting = text
        else:
            self.new.scanned(text)

    def form(self) -> ExchangeForm:
        """Return everything as it stands in the fields."""
        return ExchangeForm(
            kind=self.kind,
            old=tuple(box.answer() for box in self.old),
            removed_on=self.removed.raw if self.removed is not None else "",
            values=self.new.values(),
            new_photo=self.new.photo.picture,
            signer=self.agreement.signer.text(),
            basis=self.agreement.basis.code,
            ink=self.agreement.ink,
            scan=self.agreement.scan.picture,
            reasons=self.odd.reasons(),
        )

    def store(self) -> None:
        """Store the exchange, or show what stands in its way beside its cause."""
        self._checking.stop()
        self.error.clear()
        exchange = self._read()
        self._tried = True
        if exchange is None:
            return
        self.save.setEnabled(False)
        metering = self._desk.office.metering
        self._desk.act(
            lambda: metering.exchange(self.household_id, self.kind, exchange),
            owner=self,
            done=lambda _: self._stored(),
            failed=self._failed,
            notice=tr("Meter exchanged"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, with Ctrl it stores; a figure answers by its button."""
        focused: QWidget | None = self.focusWidget()
        group = focused.parentWidget() if focused is not None else None
        if event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self.save.isEnabled():
                    self.setFocus()  # the field in hand is left, and counts
                    self.store()
            elif isinstance(focused, QPushButton):
                focused.click()
            else:
                self.focusNextPrevChild(True)
        elif isinstance(group, CodeButtons) and event.text() in group.codes():
            group.set_code(event.text())
            group.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, draft: ExchangeDraft) -> None:
        self._draft = draft
        self._title.setText(f"{self.windowTitle()}  {draft.label}  {draft.owner_name}".strip())
        self.new = NewMeterBox(self._desk, draft)
        self.new.changed.connect(self._changed)
        side = OldSide(self._desk, draft)
        side.changed.connect(self._changed)
        self.old, self.removed, self.agreement = side.boxes, side.removed, side.agreement
        self.agreement.signing.connect(self._sign)
        columns = QWidget()
        both = QHBoxLayout(columns)
        both.setContentsMargins(0, 0, 8, 0)
        both.setSpacing(16)
        both.addWidget(side, 5)
        both.addWidget(self.new, 7)
        self.odd = OddBox(self._desk.office.metering.reasons(language()))
        self.odd.answered.connect(self._changed)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(columns)
        inside.addWidget(self.odd)
        inside.addStretch(1)
        self._scroll.setWidget(whole)
        self._typed.put_back(self._editors())
        self.save.setEnabled(not self._desk.read_only)
        first = self.old[0].reading if self.old else self.new.number
        first.inputs()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if self._waiting:
            self.scanned(self._waiting)

    def _sign(self) -> None:
        readings = "、".join(box.reading.raw or "?" for box in self.old if box.taken.isChecked())
        what = tr(
            "Old meter {old}; new meter {number} begins at {first}",
            old=readings or tr("none"),
            number=self.new.number.raw or "?",
            first=self.new.editors["first_reading"].raw or "?",
        )
        self.agreement.take_signature(what)

    def reject(self) -> None:
        """Close without storing; what was typed is forgotten, as the person wants."""
        self._typed.forget()
        super().reject()

    def _changed(self) -> None:
        """Look at it in a moment; a window that is locked meanwhile loses nothing."""
        self._to_the_end = False
        self.error.clear()
        self._typed.keep({name: editor.raw for name, editor in self._editors().items()})
        self._checking.start()

    def _read(self) -> MeterExchange | None:
        assert self._draft is not None  # noqa: S101 - the button waits for it
        read = read_form(self.form(), self._draft)
        self._clear()
        for (name, meter_id), code in read.problems.items():
            self._beside(name, meter_id, sentence(code).text)
        return read.exchange

    def _check(self) -> None:
        exchange = self._read() if self._draft is not None else None
        if exchange is None:
            return
        metering = self._desk.office.metering
        self._desk.ask(
            lambda: metering.check_exchange(self.household_id, self.kind, exchange),
            self._show_findings,
            owner=self,
            failed=lambda _: None,
        )

    def _show_findings(self, findings: Sequence[ExchangeFinding]) -> None:
        """Show all of them after a first attempt, before only those about what was typed."""
        self._clear()
        for finding in findings:
            name = editor_of(self.kind, finding.beside)
            if not finding.soft and (self._tried or self._raw(name, finding.meter_id)):
                message = sentence(str(finding.reason), finding.details)
                self._beside(name, finding.meter_id, f"{message.text} {message.hint}")
        if self._tried:
            self.odd.show_findings(findings)

    def _failed(self, error: BaseException) -> None:
        """Say what is wrong; everything typed stays."""
        message = explain(error)
        if self._draft is not None:
            self.save.setEnabled(not self._desk.read_only)
        if isinstance(error, ExchangeRefusedError):
            self._show_findings(error.findings)
            self._focus(error.findings)
        self.error.setText(f"{message.text} {message.hint}".strip())

    def _editors(self) -> dict[str, FieldEditor]:
        """Return every field that is typed into; an old meter's by its id."""
        found = {**self.new.editors, **{box.meter_id: box.reading for box in self.old}}
        return found if self.removed is None else {**found, "removed_on": self.removed}

    def _stored(self) -> None:
        self._typed.forget()
        self._draft = None
        self.accept()

    def _focus(self, findings: Iterable[ExchangeFinding]) -> None:
        first = next(iter(findings))
        if first.soft:
            self._to_the_end = True
            self._scroll_down()
            self.odd.focus_first()
            return
        editor = self._editor(editor_of(self.kind, first.beside), first.meter_id)
        if editor is not None:
            editor.inputs()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(editor)

    def _scroll_down(self, *_: int) -> None:
        """Bring what is odd into view, once it has got its size."""
        if self._to_the_end:
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _editor(self, name: str, meter_id: str) -> FieldEditor | None:
        if meter_id and name == "last_reading":
            return next((box.reading for box in self.old if box.meter_id == meter_id), None)
        return self.removed if name == "removed_on" else self.new.editors.get(name)

    def _raw(self, name: str, meter_id: str) -> str:
        editor = self._editor(name, meter_id)
        return editor.raw if editor is not None else ""

    def _beside(self, name: str, meter_id: str, text: str) -> None:
        editor = self._editor(name, meter_id)
        if editor is not None:
            editor.failed(text)
        elif name in {"signer", "agreement"}:
            self.agreement.error.setText(text)
            self.agreement.error.show()
        else:
            self.error.setText(text)

    def _clear(self) -> None:
        self.agreement.error.hide()
        old = [box.reading for box in self.old]
        for editor in (*self.new.editors.values(), *old, self.removed):
            if editor is not None:
                editor.show_state("")
