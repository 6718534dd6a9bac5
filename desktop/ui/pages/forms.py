"""表单: issue, look at, sign and verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.services.form_drawing import FormOrder
from desktop.services.preview import PagePicture, open_paper
from desktop.ui.dialogs.signing import SigningDialog
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.page import Page
from desktop.ui.pages.quarter_choice import QuarterChoice
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import button, label, panel, row
from desktop.ui.widgets.progress_line import ProgressLine
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk


class FormsPage(Page):
    """What can be issued, what was issued, and the page itself."""

    kinds = frozenset({"handover_form", "quarter"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choice = QuarterChoice(desk)
        self.choice.quarter_chosen.connect(lambda _id, code: self._read(code))
        self.type = QComboBox()
        self.type.setAccessibleName(tr("Form"))
        self.type.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._titles: dict[str, str] = {}
        self._folder = Path(desk.office.session.ledger_path).resolve().parent / "forms"
        self._path: Path | None = None
        self._page, self._pages, self._job = 0, 0, 0
        columns: list[Column[dict[str, Any]]] = [
            Column(tr("Form"), lambda r: self._titles.get(r["form_type"], r["form_type"]), 22),
            Column(tr("Number"), lambda r: r["document_no"], 24),
            Column(tr("Signed"), _signed, 8),
            Column(tr("Issued"), lambda r: str(r["issued_at"])[:10], 11),
        ]
        self.model: RecordTable[dict[str, Any]] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Issued forms"), stretch=0)
        self.table.row_chosen.connect(self._chosen)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self._missing = label("", "notMet", wrap=True)
        self._missing.hide()
        self._findings = label("", "muted", wrap=True)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._picture.setAccessibleName(tr("Page preview"))
        self._where = label("", "muted")
        issue = button(tr("Issue"), lambda: self._issue(draft=False), main=True)
        draft = button(tr("Draft"), lambda: self._issue(draft=True))
        issue.setEnabled(not desk.read_only)
        self.box.addLayout(row(label(tr("Forms"), "title"), self.choice, self.type, issue, draft))
        self.box.addWidget(self.progress)
        self.box.addWidget(self._missing)
        self.box.addWidget(self._splitter(), 1)

    def _splitter(self) -> QSplitter:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(self.table, 1)
        layout.addLayout(
            row(
                button(tr("Sign"), self._sign),
                button(tr("Verify"), self._verify),
                button(tr("Verify a file…"), self._verify_file),
                button(tr("Open folder"), self._open_folder),
            )
        )
        layout.addWidget(panel(self._findings))
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(8, 0, 0, 0)
        inside.addLayout(
            row(
                button(tr("← Page"), lambda: self._turn(-1)),
                button(tr("Page →"), lambda: self._turn(1)),
                self._where,
            )
        )
        self._paper = QScrollArea()
        self._paper.setObjectName("paper")
        self._paper.setWidgetResizable(True)
        self._paper.setWidget(self._picture)
        inside.addWidget(self._paper, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([620, 600])
        splitter.setChildrenCollapsible(False)
        return splitter

    def refresh(self) -> None:
        """Read types, quarters and issued forms."""
        if not self._titles:
            self.desk.ask(self.desk.office.forms.types, self._show_types, owner=self)
        self.choice.refresh()

    def _show_types(self, types: list[dict[str, Any]]) -> None:
        self._titles = {entry["type"]: str(entry["title"]) for entry in types}
        self.type.clear()
        for name, title in self._titles.items():
            self.type.addItem(title, name)

    def _read(self, code: str) -> None:
        forms = self.desk.office.forms
        if code:
            self.desk.ask(lambda: forms.issued(code), self._show, owner=self)
        else:
            self._findings.setText(tr("Bring in a household list first."))

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self.model.show_records(rows[::-1])
        self._findings.setText(
            tr("Choose a form to look at it, sign it or verify it.")
            if rows
            else tr("Nothing issued yet. A draft can be looked at any time; it has no number.")
        )
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)

    def _issue(self, *, draft: bool) -> None:
        code, name = self.choice.code, self.type.currentData()
        if not code or not name:
            return
        forms, folder = self.desk.office.forms, self._folder
        order = FormOrder(code, name)
        self._missing.hide()
        self.progress.begin(tr("Drawing the form…"))
        self._job = self.desk.work(
            lambda progress: forms.issue(order, folder, draft=draft, progress=progress),
            owner=self,
            done=self._issued,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
            kinds=frozenset() if draft else frozenset({"handover_form"}),
        )

    def _issued(self, answer: dict[str, Any]) -> None:
        self.progress.hide()
        if "missing" in answer:
            lines = [sentence(m["code"], m["details"]).text for m in answer["missing"]]
            self._missing.setText(tr("Cannot be issued yet: ") + "；".join(lines))
            self._missing.show()
            return
        self._look_at(Path(answer["path"]))
        self.desk.messages.notice(tr("Made, {pages} pages", pages=answer["pages"]))

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self.desk.messages.failure(error)

    def _chosen(self, number: int) -> None:
        if number >= 0:
            self._look_at(self._folder / str(self.model.records[number]["file_name"]))

    def _look_at(self, path: Path) -> None:
        self._path, self._page = path, 0
        self._draw()

    def _turn(self, by: int) -> None:
        self._page = max(0, min(self._pages - 1, self._page + by))
        self._draw()

    def _draw(self) -> None:
        path, page = self._path, self._page
        width = max(300, self._paper.viewport().width() - 16)
        if path is not None:
            self.desk.ask(
                lambda: _page(path, page, width),
                self._show_page,
                owner=self,
                failed=self._no_page,
            )

    def _show_page(self, answer: tuple[PagePicture, int]) -> None:
        page, self._pages = answer
        image = QImage(page.dots, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._where.setText(tr("Page {page} of {pages}", page=self._page + 1, pages=self._pages))

    def _no_page(self, _error: BaseException) -> None:
        self._picture.setText(tr("The file is not in the folder any more."))

    def _sign(self) -> None:
        record = self._record()
        if record is not None and self._path is not None:
            dialog = SigningDialog(self.desk, self._path, _open_fields(record), self)
            dialog.accepted.connect(self._draw)
            dialog.open()

    def _verify(self) -> None:
        if self._path is not None:
            self._verify_path(self._path)

    def _verify_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Verify a file…"), "", "PDF (*.pdf)")
        if chosen:
            self._look_at(Path(chosen))
            self._verify_path(Path(chosen))

    def _verify_path(self, path: Path) -> None:
        trust = sorted((path.parent.parent / "keys").glob("*.pem"))
        self.desk.work(
            lambda _: self.desk.office.forms.verify([path], trust)[0],
            owner=self,
            done=self._show_report,
        )

    def _show_report(self, report: dict[str, Any]) -> None:
        lines = [sentence(f"form-state-{report['state']}").text]
        lines += [f"· {s['field']}  {s['signer']}" for s in report["signatures"]]
        lines += [f"· {sentence(f['code'], f).text}" for f in report["findings"]]
        self._findings.setText("\n".join(lines))

    def _open_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _record(self) -> dict[str, Any] | None:
        number = self.table.currentIndex().row()
        return self.model.records[number] if 0 <= number < len(self.model.records) else None


def _page(path: Path, page: int, width: int) -> tuple[PagePicture, int]:
    paper = open_paper(path.read_bytes())
    return paper.picture(page, width), len(paper.sizes)


def _names(text: str | None) -> list[str]:
    return [name for name in (text or "").split(",") if name]


def _open_fields(record: dict[str, Any]) -> list[str]:
    return [n for n in _names(record["expected"]) if n not in _names(record["signed"])]


def _signed(record: dict[str, Any]) -> str:
    return f"{len(_names(record['signed']))}/{len(_names(record['expected']))}"
