"""A form of the other side: looked at, mapped by choosing, filled; the form itself stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.pages.template_columns import TemplateColumns
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.domain.rows import QuarterRow
    from desktop.exchange.template_fill import FillOutcome
    from desktop.exchange.template_sheet import TemplateSheet
    from desktop.services.templates import TemplateReading
    from desktop.ui.shell.desk import Desk

_EXCEL = "Excel (*.xlsx)"
_LAST_ROW = 1_048_576


def kinds_of_rows() -> list[tuple[str, str]]:
    """Return (name, what people call it) of what one row may be."""
    return [
        ("quarter", tr("One row per quarter")),
        ("building", tr("One row per building")),
        ("household", tr("One row per household")),
        ("water_meter", tr("One row per water meter")),
        ("electricity_meter", tr("One row per electricity meter")),
    ]


class TemplatePart(QWidget):
    """Choose a form, look at what was understood, correct, fill."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._path = Path()
        self._target = Path()
        self._reading: TemplateReading | None = None
        self._rows: list[QuarterRow] = []
        self._job = 0
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.stack = QStackedWidget()
        self.stack.addWidget(
            EmptyState(
                tr("Fill in a form of the other side"),
                tr(
                    "The district's own Excel form: merged headings, formulas and formats stay as "
                    "they are. What each column stands for is remembered for next time."
                ),
                tr("Choose a form…"),
                self.choose,
            )
        )
        self.stack.addWidget(self._review())
        layout = QVBoxLayout(self)
        layout.addWidget(self.error)
        layout.addWidget(self.progress)
        layout.addWidget(self.stack, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the quarters."""
        super().showEvent(event)
        self._desk.quarters.ask(self._show_quarters, self)

    def choose(self) -> None:
        """Ask for the form."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a form…"), "", _EXCEL)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Look at the form in ``path``."""
        self._path = path
        templates = self._desk.office.templates
        self._begin(
            tr("Reading…"), lambda progress: templates.read(path, progress=progress), self._show
        )

    def fill(self, target: Path) -> None:
        """Write the filled form to ``target``."""
        reading, templates = self._reading, self._desk.office.templates
        if reading is None:
            return
        self._target = target
        chosen = [self._rows[self.quarters.row(one)] for one in self.quarters.selectedItems()]
        codes = [one.code for one in chosen]
        self._clear_answer()
        self._begin(
            tr("Writing…"),
            lambda progress: templates.fill(
                reading, target, quarter_codes=codes, progress=progress
            ),
            self._done,
        )

    @property
    def sheet(self) -> TemplateSheet | None:
        """The sheet that is shown."""
        if self._reading is None:
            return None
        return self._reading.sheets[max(0, self.sheets.currentIndex())]

    def _review(self) -> QWidget:
        self._name = label("", "heading", wrap=True)
        self._known = label("", "muted", wrap=True)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(tr("Sheet"))
        self.sheets.activated.connect(lambda _: self._show_sheet())
        self.rows_of = QComboBox()
        self.rows_of.setAccessibleName(tr("What one row is"))
        for name, text in kinds_of_rows():
            self.rows_of.addItem(text, name)
        self.rows_of.activated.connect(lambda _: self._as_rows_of())
        self.first_row = QSpinBox()
        self.first_row.setAccessibleName(tr("First row of data"))
        self.first_row.setRange(1, _LAST_ROW)
        self.first_row.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.first_row.editingFinished.connect(self._start)
        self._room = label("", "muted", wrap=True)
        self.columns = TemplateColumns()
        self.columns.column_chosen.connect(self._choose_column)
        self.columns.cell_chosen.connect(self._choose_cell)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setSizes([760, 460])
        splitter.setChildrenCollapsible(False)
        return splitter

    def _left(self) -> QWidget:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(self._name)
        layout.addWidget(self._known)
        layout.addLayout(
            row(self.sheets, self.rows_of, label(tr("First row of data")), self.first_row)
        )
        layout.addWidget(self._room)
        layout.addWidget(self.columns, 1)
        return left

    def _right(self) -> QWidget:
        self.quarters = QListWidget()
        self.quarters.setAccessibleName(tr("Quarters to fill in"))
        self.quarters.setSelectionMode(QListWidget.SelectionMode.MultiSelection)
        self._said = label("", "good", wrap=True)
        self.notes = label("", "", wrap=True)
        self.open = button(tr("Open the folder"), self._open_folder)
        self.write = button(tr("Fill it in…"), self._choose_target, main=True)
        other = button(tr("Choose another form…"), self.choose)
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(label(tr("Choose quarters, or none for all"), "heading"))
        layout.addWidget(self.quarters, 1)
        layout.addWidget(self._said)
        layout.addWidget(self.notes)
        layout.addLayout(row(self.write, other, self.open))
        self._clear_answer()
        return right

    def _begin(self, text: str, action: Any, done: Any) -> None:
        self.error.hide()
        self.write.setEnabled(False)
        self.progress.begin(text)
        self._job = self._desk.work(
            action,
            owner=self,
            done=lambda answer: self._ended(done, answer),
            failed=self._failed,
            cancelled=self._stopped,
            stepped=self.progress.step,
        )

    def _ended(self, done: Any, answer: Any) -> None:
        self._stopped()
        done(answer)

    def _stopped(self) -> None:
        self.progress.hide()
        self.write.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        self._stopped()
        message = explain(error)
        self.error.setText(f"{message.text}{message.hint}")
        self.error.show()

    def _show(self, reading: TemplateReading) -> None:
        self._reading = reading
        self._clear_answer()
        self.sheets.clear()
        self.sheets.addItems([one.name for one in reading.sheets])
        self.sheets.setVisible(len(reading.sheets) > 1)
        best = max(range(len(reading.sheets)), key=lambda n: len(reading.sheets[n].mapped))
        self.sheets.setCurrentIndex(best)
        self.stack.setCurrentIndex(1)
        self._name.setText(reading.name)
        self._show_sheet()

    def _show_sheet(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        templates = self._desk.office.templates
        self.rows_of.setCurrentIndex(self.rows_of.findData(sheet.rows_of))
        self.first_row.setValue(sheet.first_row)
        self._known.setText(
            tr("This form is known; its columns are as they were last time.")
            if sheet.known
            else tr("Check what each column is filled with; it is remembered once it is filled.")
        )
        self._show_room()
        self.columns.show_sheet(
            sheet, templates.fields(sheet.rows_of, language()), templates.cell_fields(language())
        )

    def _show_room(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        if sheet.room is None:
            self._room.setText(tr("Nothing stands below the data: any number of rows has room."))
        else:
            self._room.setText(
                tr(
                    "{room} free rows, then: {below}",
                    room=sheet.room,
                    below=sheet.below or tr("something else"),
                )
            )

    def _replace(self, sheet: TemplateSheet) -> None:
        if self._reading is not None:
            self._reading = self._reading.with_sheet(sheet)
            self._clear_answer()

    def _choose_column(self, place: int, field: str) -> None:
        if self.sheet is not None:
            self._replace(self.sheet.with_column(place, field))
            mapped = {one.place: one.field for one in self.sheet.columns}
            for other, box in self.columns.boxes.items():  # a field fills one column
                box.setCurrentIndex(max(0, box.findData(mapped[other])))

    def _choose_cell(self, reference: str, field: str) -> None:
        if self.sheet is not None:
            self._replace(self.sheet.with_cells({reference: (field,) if field else ()}))

    def _start(self) -> None:
        if self.sheet is not None and self.first_row.value() != self.sheet.first_row:
            self._replace(self.sheet.starting(self.first_row.value()))
            self.first_row.setValue(self.sheet.first_row)
            self._show_room()

    def _as_rows_of(self) -> None:
        reading, sheet = self._reading, self.sheet
        rows_of = str(self.rows_of.currentData())
        if reading is None or sheet is None or rows_of == sheet.rows_of:
            return
        templates, name, shown = self._desk.office.templates, sheet.name, self.sheets.currentIndex()

        def done(made: TemplateReading) -> None:
            self._show(made)
            self.sheets.setCurrentIndex(shown)
            self._show_sheet()

        self._begin(tr("Reading…"), lambda _: templates.as_rows_of(reading, name, rows_of), done)

    def _choose_target(self) -> None:
        name = f"{self._path.stem}-{tr('filled in')}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Fill it in…"), str(self._path.with_name(name)), _EXCEL
        )
        if chosen:
            self.fill(Path(chosen).with_suffix(".xlsx"))

    def _done(self, outcome: FillOutcome) -> None:
        self._said.setText(
            tr("Filled in {rows} rows: {name}", rows=sum(outcome.rows.values()),
               name=self._target.name)
        )  # fmt: skip
        told = [sentence(code, details) for code, details in outcome.notes]
        self.notes.setText("\n".join(f"{one.text}{one.hint}" for one in told))
        for widget in (self._said, self.open):
            widget.show()
        self.notes.setVisible(bool(told))

    def _clear_answer(self) -> None:
        for widget in (self._said, self.notes, self.open):
            widget.hide()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    def _show_quarters(self, rows: Sequence[QuarterRow]) -> None:
        if [one.id for one in rows] == [one.id for one in self._rows]:
            return
        self._rows = list(rows)
        self.quarters.clear()
        for found in rows:
            count = found.progress.households
            text = tr("{name}, {count} households", name=found.name, count=count)
            self.quarters.addItem(QListWidgetItem(text))
