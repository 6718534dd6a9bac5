"""设置: look, lock, backups, check, people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import codes
from desktop.domain.codes import OperatorRole
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.page import Page
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain
from desktop.ui.shell.theme import SCALES
from desktop.ui.widgets.panels import button, label, panel, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.pages.settings_organisations import SettingsOrganisations
    from desktop.ui.pages.settings_rules import SettingsRules
    from desktop.ui.shell.desk import Desk


class SettingsPage(Page):
    """What a person sets on this machine and a leader in this ledger.

    Signals:
        look_changed: language, theme or scale were changed.
        lock_asked: the window is to be locked now.
        idle_changed: minutes after which the window locks; 0 never.
        pin_asked: a PIN is to be set for this sign-in.
    """

    look_changed = Signal()
    lock_asked = Signal()
    idle_changed = Signal(int)
    pin_asked = Signal()
    kinds = frozenset({"operator"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(label(tr("Look"), "heading"))
        left.addWidget(self._look())
        left.addWidget(label(tr("Lock"), "heading"))
        left.addWidget(self._lock())
        left.addStretch(1)
        right.addWidget(label(tr("Backups and check"), "heading"))
        right.addWidget(self._backups())
        right.addWidget(label(tr("Operators"), "heading"))
        right.addWidget(self._people(), 1)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(tr("Settings"))
        self.tabs.addTab(scroll, tr("Computer and people"))
        # Made when first looked at: the window starts without them.
        self._parts: dict[int, SettingsRules | SettingsOrganisations] = {}
        self._makers: dict[int, Callable[[], SettingsRules | SettingsOrganisations]] = {
            self.tabs.addTab(QWidget(), tr("Rule parameters")): self._rules,
            self.tabs.addTab(QWidget(), tr("Organisations")): self._organisations,
        }
        self.tabs.currentChanged.connect(self._show_tab)
        self.box.addWidget(label(tr("Settings"), "title"))
        self.box.addWidget(self.tabs, 1)

    def _rules(self) -> SettingsRules:
        from desktop.ui.pages.settings_rules import SettingsRules

        return SettingsRules(self.desk)

    def _organisations(self) -> SettingsOrganisations:
        from desktop.ui.pages.settings_organisations import SettingsOrganisations

        return SettingsOrganisations(self.desk)

    def _show_tab(self, number: int) -> None:
        place = self.tabs.widget(number)
        maker = self._makers.pop(number, None)
        if maker is not None:
            inside = QVBoxLayout(place)
            inside.setContentsMargins(0, 0, 0, 0)
            part = maker()
            inside.addWidget(part)
            self._parts[number] = part
        if number in self._parts:
            self._parts[number].refresh()

    def refresh(self) -> None:
        """Read the operators."""
        if self.desk.office.operators is not None:
            self.desk.ask(self.desk.office.operators.list, self._show_people, owner=self)

    def _look(self) -> QWidget:
        settings = self.desk.settings
        self.language = self._choice(
            tr("Language"),
            [(tr("As the system"), ""), ("简体中文", "zh_CN"), ("English", "en")],
            settings.language,
        )
        self.theme = self._choice(
            tr("Theme"),
            [(tr("As the system"), ""), (tr("Light"), "light"), (tr("Dark"), "dark")],
            settings.theme,
        )
        self.scale = self._choice(
            tr("Size of type"),
            [(f"{percent}%", percent) for percent in SCALES],
            settings.font_scale,
        )
        for box in (self.language, self.theme, self.scale):
            box.activated.connect(self._look_chosen)
        form = QFormLayout()
        form.addRow(tr("Language"), self.language)
        form.addRow(tr("Theme"), self.theme)
        form.addRow(tr("Size of type"), self.scale)
        form.addRow(tr("Bar code scanner"), self._scanner())
        return _framed(form)

    def _scanner(self) -> QCheckBox:
        self.scanner = QCheckBox(tr("Put scanned numbers where they belong, wherever I am"))
        self.scanner.setAccessibleName(tr("Bar code scanner"))
        self.scanner.setChecked(self.desk.settings.scanner)
        self.scanner.toggled.connect(lambda on: setattr(self.desk.settings, "scanner", on))
        return self.scanner

    def _lock(self) -> QWidget:
        self.idle = self._choice(
            tr("Lock when idle for"),
            [
                (tr("{minutes} minutes", minutes=minutes) if minutes else tr("never"), minutes)
                for minutes in (5, 10, 15, 30, 60, 0)
            ],
            self.desk.settings.idle_minutes,
        )
        self.idle.activated.connect(self._idle_chosen)
        form = QFormLayout()
        form.addRow(tr("Lock when idle for"), self.idle)
        form.addRow(
            "",
            _line(
                button(tr("Lock now"), self.lock_asked.emit),
                button(tr("Set a PIN…"), self.pin_asked.emit),
            ),
        )
        said = tr("With a PIN the window opens again within the hour after a lock.")
        form.addRow("", label(said, "muted", wrap=True))
        return _framed(form)

    def _backups(self) -> QWidget:
        self._backup_said = label("", "muted", wrap=True)
        self._second = label(
            self.desk.settings.second_backup or tr("no second place"), "muted", wrap=True
        )
        return panel(
            _line(
                button(tr("Back up now"), self._back_up, main=True),
                button(tr("Second place…"), self._choose_second),
                button(tr("Rehearse a restore"), self._rehearse),
                button(tr("Check the ledger"), self._check),
            ),
            self._second,
            self._backup_said,
        )

    def _people(self) -> QWidget:
        columns: list[Column[Any]] = [
            Column(tr("Name"), lambda p: p.name, 12),
            Column(tr("Role"), lambda p: codes.OPERATOR_ROLE.label(int(p.role), language()), 12),
            Column(tr("State"), lambda p: tr("disabled") if p.disabled else tr("active"), 8),
        ]
        self.people: RecordTable[Any] = RecordTable(columns)
        self._table = Table(self.people, [c.width for c in columns], tr("Operators"), stretch=0)
        self._table.setMinimumHeight(140)
        self.name, self.passphrase, self.role = QLineEdit(), QLineEdit(), QComboBox()
        self.name.setPlaceholderText(tr("Name"))
        self.name.setAccessibleName(tr("Name"))
        self.passphrase.setPlaceholderText(tr("Passphrase"))
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.role.setAccessibleName(tr("Role"))
        for role in OperatorRole:
            self.role.addItem(codes.OPERATOR_ROLE.label(int(role), language()), role)
        self._people_said = label("", "error", wrap=True)
        return panel(
            self._table,
            _line(self.name, self.role, self.passphrase),
            _line(
                button(tr("Add"), self._add),
                button(tr("Set this passphrase"), self._reset),
                button(tr("Disable"), self._disable),
            ),
            self._people_said,
        )

    @staticmethod
    def _choice(name: str, entries: list[tuple[str, Any]], present: Any) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for text, data in entries:
            box.addItem(text, data)
        box.setCurrentIndex(max(0, box.findData(present)))
        return box

    def _look_chosen(self, _number: int) -> None:
        settings = self.desk.settings
        settings.language = self.language.currentData()
        settings.theme = self.theme.currentData()
        settings.font_scale = self.scale.currentData()
        self.look_changed.emit()

    def _idle_chosen(self, _number: int) -> None:
        self.desk.settings.idle_minutes = self.idle.currentData()
        self.idle_changed.emit(self.desk.settings.idle_minutes)

    def _back_up(self) -> None:
        self.desk.work(
            lambda _: self.desk.office.backups.make(),
            owner=self,
            done=lambda answer: self._backup_said.setText(
                tr("Made and proven: {path}", path=answer["path"])
            ),
        )

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Second place…"))
        if chosen:
            self.desk.settings.second_backup = chosen
            self.desk.office.backups.second_place = Path(chosen)
            self._second.setText(chosen)

    def _rehearse(self) -> None:
        self.desk.work(
            lambda _: self.desk.office.backups.rehearse(), owner=self, done=self._show_checks
        )

    def _check(self) -> None:
        self.desk.work(
            lambda _: self.desk.office.health.check(), owner=self, done=self._show_checks
        )

    def _show_checks(self, answer: dict[str, Any]) -> None:
        failed = [check["name"] for check in answer["checks"] if not check["ok"]]
        self._backup_said.setText(
            tr("All {count} checks passed.", count=len(answer["checks"]))
            if answer["ok"]
            else tr("Not passed: {names}", names="、".join(failed))
        )

    def _show_people(self, people: list[Any]) -> None:
        self.people.show_records(people)

    def _add(self) -> None:
        name, role, passphrase = self.name.text(), self.role.currentData(), self.passphrase.text()
        self._on_people(lambda: self.desk.office.operators.add(name, role, passphrase))

    def _reset(self) -> None:
        name, passphrase = self._chosen(), self.passphrase.text()
        self._on_people(lambda: self.desk.office.operators.reset(name, passphrase))

    def _disable(self) -> None:
        name = self._chosen()
        self._on_people(lambda: self.desk.office.operators.disable(name))

    def _chosen(self) -> str:
        number = self._table.currentIndex().row()
        chosen = 0 <= number < len(self.people.records)
        return str(self.people.records[number].name) if chosen else self.name.text()

    def _on_people(self, action: Any) -> None:
        self._people_said.setText("")
        self.desk.act(action, owner=self, done=self._people_done, failed=self._people_failed)

    def _people_done(self, _: object) -> None:
        self.passphrase.clear()
        self.name.clear()
        self.desk.messages.notice(tr("Saved"))
        self.refresh()

    def _people_failed(self, error: BaseException) -> None:
        message = explain(error)
        self._people_said.setText(f"{message.text}{message.hint}")


def _framed(form: QFormLayout) -> QWidget:
    frame = panel()
    inside = frame.layout()
    assert isinstance(inside, QVBoxLayout)  # noqa: S101 - as panel() makes it
    inside.addLayout(form)
    return frame


def _line(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*widgets))
    return holder
