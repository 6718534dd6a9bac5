"""The archive package of the quarter that is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button

if TYPE_CHECKING:
    from desktop.ui.pages.forms_drafting import Drafting
    from desktop.ui.pages.forms_paper import PaperPart
    from desktop.ui.pages.quarter_choice import QuarterChoice
    from desktop.ui.shell.desk import Desk


class Packing(QObject):
    """Asks where to, and writes; how far it is stands above the paper."""

    def __init__(
        self, desk: Desk, choice: QuarterChoice, drafting: Drafting, paper: PaperPart, folder: Path
    ) -> None:
        super().__init__(paper)
        self._desk, self._choice, self._folder = desk, choice, folder
        self._drafting, self._paper = drafting, paper
        self.button = button(tr("Archive package…"), self._ask)

    def pack(self, target: Path) -> None:
        """Write the archive package of the quarter to ``target``."""
        packing, code = self._desk.office.forms.packing, self._choice.code

        def done(answer: dict[str, Any]) -> None:
            self._rest()
            said = tr(
                "{files} files packed: {name}. It holds personal data: keep it safe.",
                files=answer["files"],
                name=target.name,
            )
            self._desk.messages.notice(said)

        self.button.setEnabled(False)
        self._paper.drawing.begin(tr("Packing…"))
        self._drafting.job = self._desk.work(
            lambda progress: packing.make(code, target, progress),
            owner=self,
            done=done,
            failed=self._failed,
            cancelled=self._rest,
            stepped=self._paper.drawing.step,
        )

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._paper,
            self.button.text(),
            str(self._folder / f"{self._choice.code}.zip"),
            "ZIP (*.zip)",
        )
        if chosen:
            self.pack(Path(chosen).with_suffix(".zip"))

    def _rest(self) -> None:
        self.button.setEnabled(True)
        self._paper.drawing.hide()

    def _failed(self, error: BaseException) -> None:
        self._rest()
        self._desk.messages.failure(error)
