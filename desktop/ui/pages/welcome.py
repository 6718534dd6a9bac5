"""The first page: open a ledger, begin a new one, restore a backup, or look at the demo."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.profile import Profile
from desktop.ui.pages.front import FrontPage
from desktop.ui.pages.welcome_restore import WelcomeRestore
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from desktop.kernel.settings import Settings
    from desktop.services.program import Program
    from desktop.ui.shell.jobs import Runner

_FILES = "Hubiao (*.hubiao)"
_DEMO_PASSPHRASE = "demo"  # noqa: S105 - the contract publishes it
_DEMO_HOUSEHOLDS = 600
_SHORTEST = 8
_PAINTED = 60  # milliseconds after which the page has been painted


class WelcomePage(FrontPage):
    """Open, new, restore, demo.

    Signals:
        ledger_chosen: path of a ledger to sign in to.
        ledger_made: (path, operator, passphrase) of a ledger that was just made.
    """

    page = "welcome"
    ledger_chosen = Signal(str)
    ledger_made = Signal(str, str, str)

    def __init__(self, program: Program, settings: Settings, runner: Runner) -> None:
        super().__init__(
            tr("Hubiao"),
            tr("Water and electricity retrofit of old quarters, from survey to handover."),
        )
        self._program, self._settings, self._runner = program, settings, runner
        self._job = 0
        self._made: tuple[str, str, str] = ("", "", "")
        self.progress = ProgressLine(lambda: runner.cancel(self._job))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._choices())
        QTimer.singleShot(_PAINTED, self, self._complete)
        for widget in (self.stack, self.progress, self.error):
            self.box.addWidget(widget)

    def _complete(self) -> None:
        """Make what is not seen at first, after the first paint or when it is asked for."""
        if self.stack.count() == 1:
            self.stack.addWidget(self._new())
            self.stack.addWidget(self._key())
            self.restoring = WelcomeRestore(lambda: self.stack.setCurrentIndex(0))
            self.restoring.asked.connect(self.restore)
            self.restoring.missing.connect(self._say_missing)
            self.stack.addWidget(self.restoring)

    def _show_new(self) -> None:
        self._complete()
        self.stack.setCurrentIndex(1)

    def show_restore(self) -> None:
        """Show how a backup becomes the ledger of this laptop."""
        self._complete()
        self.stack.setCurrentIndex(3)

    def _choices(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        big = (
            button(tr("Open a ledger…"), self._choose, main=True),
            button(tr("Begin a new ledger"), self._show_new),
            button(tr("Restore a backup on this laptop"), self.show_restore),
            button(tr("Look at the demo office"), self._demo),
        )
        for made in big:
            made.setMinimumHeight(44)
            layout.addWidget(made)
        recent = [path for path in self._settings.recent if Path(path).exists()][:4]
        if recent:
            layout.addWidget(label(tr("Opened last"), "muted"))
        for path in recent:
            layout.addWidget(button(Path(path).name, partial(self.ledger_chosen.emit, path)))
        layout.addStretch(1)
        return page

    def _new(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        self.office, self.code, self.operator = QLineEdit(), QLineEdit(), QLineEdit("负责人")
        self.first, self.second = QLineEdit(), QLineEdit()
        self.profile = QComboBox()
        self.profile.setAccessibleName(tr("Whose ledger it is"))
        for text, profile in (
            (tr("A street office: survey, works, handover"), Profile.STREET),
            (tr("The district: all streets, annual plan"), Profile.DISTRICT),
        ):
            self.profile.addItem(text, profile.value)
        form.addRow(tr("Whose ledger it is"), self.profile)
        for name, line in (
            (tr("Name of the office"), self.office),
            (tr("Administrative code"), self.code),
            (tr("Leader's name"), self.operator),
            (tr("Passphrase"), self.first),
            (tr("Passphrase again"), self.second),
        ):
            line.setAccessibleName(name)
            form.addRow(name, line)
        for line in (self.first, self.second):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow(
            "", label(tr("At least 8 characters; it cannot be looked up."), "muted", wrap=True)
        )
        form.addRow(
            row(
                button(tr("Choose a place and begin…"), self._begin, main=True),
                button(tr("Back"), lambda: self.stack.setCurrentIndex(0)),
            )
        )
        return page

    def _key(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        self.recovery = QLineEdit()
        self.recovery.setReadOnly(True)
        self.recovery.setAccessibleName(tr("Recovery key"))
        layout.addWidget(label(tr("Recovery key"), "heading"))
        layout.addWidget(self.recovery)
        layout.addWidget(
            label(
                tr(
                    "Write it down or print it now, and let two people keep it. It is the only way "
                    "back in when every passphrase is forgotten, and it is not shown again."
                ),
                wrap=True,
            )
        )
        layout.addWidget(
            button(
                tr("It is kept; open the ledger"),
                lambda: self.ledger_made.emit(*self._made),
                main=True,
            )
        )
        layout.addStretch(1)
        return page

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Open a ledger…"), "", _FILES)
        if chosen:
            self.ledger_chosen.emit(chosen)

    def _begin(self) -> None:
        missing = [
            name
            for name, line in (
                (tr("Name of the office"), self.office),
                (tr("Administrative code"), self.code),
                (tr("Leader's name"), self.operator),
            )
            if not line.text().strip()
        ]
        if missing:
            self._say_missing("、".join(missing))
        elif len(self.first.text()) < _SHORTEST:
            self.show_error(tr("The passphrase needs at least 8 characters."))
        elif self.first.text() != self.second.text():
            self.show_error(tr("The two passphrases differ."))
        else:
            chosen, _ = QFileDialog.getSaveFileName(self, tr("Begin a new ledger"), "", _FILES)
            if chosen:
                self.create_ledger(Path(chosen).with_suffix(".hubiao"))

    def create_ledger(self, path: Path) -> None:
        """Make the ledger and show its recovery key."""
        operator, passphrase = self.operator.text().strip(), self.first.text()
        office, code = self.office.text().strip(), self.code.text().strip()
        profile = Profile(self.profile.currentData())
        self.show_error("")
        self.progress.begin(tr("Making the ledger…"))

        def work(_: Any) -> str:
            return self._program.create(
                path,
                office_name=office,
                street_code=code,
                operator=operator,
                passphrase=passphrase,
                profile=profile,
            )

        def done(key: str) -> None:
            self.progress.hide()
            self._made = (str(path), operator, passphrase)
            self.recovery.setText(key)
            self.stack.setCurrentIndex(2)

        self._job = self._runner.start(work, done=done, failed=self._failed, owner=self)

    def restore(self, backup: str, ledger: str, operator: str, passphrase: str) -> None:
        """Put a backup in its place and open it."""
        self.show_error("")
        self.progress.begin(tr("Restoring the backup…"))

        def work(_: Any) -> dict[str, Any]:
            return self._program.restore(
                Path(backup), Path(ledger), operator=operator, passphrase=passphrase
            )

        def done(_: dict[str, Any]) -> None:
            self.progress.hide()
            self.ledger_made.emit(ledger, operator, passphrase)

        self._job = self._runner.start(work, done=done, failed=self._failed, owner=self, long=True)

    def _say_missing(self, names: str) -> None:
        self.show_error(tr("Still missing: {names}", names=names) if names else "")

    def _demo(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("An empty folder for the demo"))
        if folder:
            self.build_demo(Path(folder))

    def build_demo(self, folder: Path) -> None:
        """Build the invented office in ``folder`` and open it."""
        operator = self._program.operator_name(None)
        self.show_error("")
        self.progress.begin(tr("Building the demo office…"))

        def work(progress: Any) -> dict[str, Any]:
            return self._program.build_demo(
                folder,
                households=_DEMO_HOUSEHOLDS,
                seed=1,
                operator=operator,
                passphrase=_DEMO_PASSPHRASE,
                progress=progress,
            )

        def done(answer: dict[str, Any]) -> None:
            self.progress.hide()
            self.ledger_made.emit(str(answer["ledger"]), operator, _DEMO_PASSPHRASE)

        self._job = self._runner.start(
            work,
            done=done,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
            owner=self,
            long=True,
        )

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        message = explain(error)
        self.show_error(f"{message.text}{message.hint}")
