"""An office's own wording of forms: exported, rewritten in a text editor, chosen, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.shell.desk import Desk

_CHANGED = frozenset({"own_form", "handover_form"})


class OwnFormsDialog(QDialog):
    """Every type with the wording that holds, and the file of the office's own, if there is one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._own = desk, desk.office.forms.own
        self.setWindowTitle(tr("Own wording"))
        self.setMinimumSize(720, 480)
        columns: list[Column[dict[str, Any]]] = [
            Column(tr("Form"), lambda r: r["title"], 24),
            Column(tr("Holds now"), lambda r: r["holds"], 22),
            Column(tr("Own file"), lambda r: r["file"], 28, colour=_file_colour),
        ]
        self.model: RecordTable[dict[str, Any]] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Own wording"), stretch=0)
        self.table.row_chosen.connect(lambda _: self._show_actions())
        self.says = label("", "muted", wrap=True)
        self.export = button(tr("Export a copy"), self._export)
        self.choose = button(tr("Use the own file from today"), self._choose, main=True)
        self.withdraw = button(tr("Use the program's wording again"), self._withdraw)
        self.folder = button(tr("Open folder"), self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(
            label(
                tr(
                    "Export a copy, change its words in a text editor, then use it. Issued forms "
                    "keep the wording they were printed with."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(self.table, 1)
        layout.addWidget(self.says)
        layout.addLayout(row(self.export, self.choose, self.withdraw, self.folder))
        layout.addLayout(row(button(tr("Close"), self.accept)))
        self._read()

    @property
    def chosen(self) -> dict[str, Any] | None:
        """Return the chosen line."""
        number = self.table.currentIndex().row()
        return self.model.records[number] if 0 <= number < len(self.model.records) else None

    def _read(self) -> None:
        forms = self._desk.office.forms
        self._desk.ask(
            lambda: (forms.types(), self._own.chosen(), self._own.files()),
            lambda answer: self._show(*answer),
            owner=self,
        )

    def _show(self, types: list[dict[str, Any]], chosen: dict[str, Any], files: list[Any]) -> None:
        worded = {file.type: file for file in files if file.problem is None}
        broken = {file.name.removesuffix(".toml"): file for file in files if file.problem}
        number = self.table.currentIndex().row()
        self.model.show_records(
            [
                {
                    "type": one["type"],
                    "title": one["title"],
                    "holds": _holds(chosen.get(one["type"])),
                    "own": one["type"] in chosen,
                    "file": _file(worded.get(one["type"]), broken.get(one["type"])),
                    "name": getattr(worded.get(one["type"]), "name", ""),
                    "problem": getattr(broken.get(one["type"]), "problem", None),
                }
                for one in types
            ]
        )
        self.table.selectRow(max(0, number))
        self._show_actions()

    def _show_actions(self) -> None:
        line, may = self.chosen, not self._desk.read_only
        self.export.setEnabled(line is not None and not line["file"])
        self.choose.setEnabled(may and line is not None and bool(line["name"]))
        self.withdraw.setEnabled(may and line is not None and line["own"])
        problem = None if line is None else line["problem"]
        message = explain(problem) if problem is not None else None
        self.says.setText(f"{message.text}{message.hint}" if message else "")

    def _export(self) -> None:
        self._do(lambda name: self._own.begin(name).name, tr("Exported into the folder"))

    def _choose(self) -> None:
        line = self.chosen
        if line is not None:
            file = str(line["name"])
            self._do(lambda _: self._own.choose(file), tr("The own wording holds from today"))

    def _withdraw(self) -> None:
        self._do(self._own.withdraw, tr("The program's wording holds again"))

    def _open(self) -> None:
        self._own.folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._own.folder)))

    def _do(self, action: Callable[[str], object], said: str) -> None:
        line = self.chosen
        if line is None:
            return
        name = str(line["type"])

        def done(_: object) -> None:
            self._desk.messages.notice(said)
            self._read()

        self._desk.work(lambda _: action(name), owner=self, done=done, kinds=_CHANGED)


def _holds(row: Any) -> str:
    return tr("as shipped") if row is None else f"{row['name']} · {row['valid_from']}"


def _file(worded: Any, broken: Any) -> str:
    if broken is not None:
        return tr("{name}: cannot be used", name=broken.name)
    return "" if worded is None else str(worded.name)


def _file_colour(line: dict[str, Any]) -> str:
    return "not_met_text" if line["problem"] is not None else ""
