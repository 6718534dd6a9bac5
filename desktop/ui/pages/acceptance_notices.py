"""通知与到场: which company was told of the acceptance, what it answered, whether it came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.project_codes import PROJECT_PART
from desktop.ui.pages.days import read_day
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.panels import button, clear, label, panel
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.changes import Changes
    from desktop.domain.project_codes import ProjectPart
    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk


class NoticesPart(QWidget):
    """A panel per company: notice, reply, attendance."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: AcceptanceSheet | None = None
        self._panels = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 6, 6, 6)
        box.addWidget(
            label(
                tr(
                    "The companies are told in writing before the acceptance and must come, or "
                    "they may refuse to take over. One letter counts for water and electricity."
                ),
                "muted",
                wrap=True,
            )
        )
        box.addLayout(self._panels)
        box.addStretch(1)

    def show_sheet(self, sheet: AcceptanceSheet) -> None:
        """Show the notices of one acceptance."""
        if self._sheet is not None and _shown(self._sheet) == _shown(sheet):
            self._sheet = sheet
            return
        self._sheet = sheet
        clear(self._panels)
        for party in sheet.companies:
            notice = next((n for n in sheet.notices if n["party"] == int(party)), {})
            self._panels.addWidget(self._panel(party, notice))

    def _panel(self, party: ProjectPart, notice: Record) -> QWidget:
        sheet = self._sheet
        able = sheet is not None and sheet.outcome is None and not self._desk.read_only
        name = PROJECT_PART.label(int(party), language())
        told, came = notice.get("sent_on") is not None, bool(notice.get("attended"))
        head = label(f"{name}  {_sign(notice)}", "good" if told and came else "heading")
        grid = QGridLayout()
        rows: list[tuple[str, str, str, str, Callable[[date, str], Changes]]] = []
        acceptances = self._desk.office.acceptances
        acceptance_id = sheet.id if sheet is not None else ""
        rows.append(
            (
                tr("Written notice"),
                tr("Document number"),
                _text(notice.get("sent_on")),
                _text(notice.get("document_no")),
                partial(acceptances.notify, acceptance_id, party),
            )
        )
        if told:
            rows.append(
                (
                    tr("Reply"),
                    tr("What it says"),
                    _text(notice.get("replied_on")),
                    _text(notice.get("reply")),
                    partial(acceptances.replied, acceptance_id, party),
                )
            )
            rows.append(
                (
                    tr("Attendance"),
                    tr("Who came"),
                    _text(notice.get("attended_on")),
                    _text(notice.get("attended_by")),
                    partial(acceptances.attended, acceptance_id, party),
                )
            )
        for number, (what, second, day, text, act) in enumerate(rows):
            self._row(grid, number, (what, second, day, text), act, able=able)
        write = button(tr("Write the notice…"), partial(self._write, party, name))
        write.setAccessibleName(f"{tr('Write the notice…')} {name}")
        grid.addWidget(write, len(rows), 3)
        if told and notice.get("attended") is not False:
            absent = button(tr("Did not come"), partial(self._absent, party))
            absent.setAccessibleName(f"{tr('Did not come')} {name}")
            absent.setEnabled(able)
            grid.addWidget(absent, len(rows), 1)
        frame = panel(head)
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - as panel() makes it
        layout.addLayout(grid)
        return frame

    def _write(self, party: ProjectPart, name: str) -> None:
        """Save the letter with its reply slip where the person says."""
        if self._sheet is not None:
            acceptances, sheet_id = self._desk.office.acceptances, self._sheet.id
            proposed = tr("notice of acceptance {company}", company=name)
            save_paper(self._desk, self, proposed, lambda: acceptances.paper(sheet_id, party))

    def _absent(self, party: ProjectPart) -> None:
        """Record that the company did not come; the notice stays, it may come another day."""
        if self._sheet is None:
            return
        acceptances, sheet_id = self._desk.office.acceptances, self._sheet.id
        self._desk.act(
            lambda: acceptances.attended(sheet_id, party, None, came=False),
            owner=self,
            notice=tr("Saved"),
        )

    def _row(
        self,
        grid: QGridLayout,
        number: int,
        words: tuple[str, str, str, str],
        act: Callable[[date, str], Changes],
        *,
        able: bool,
    ) -> None:
        what, second, day_text, text = words
        day, more = QLineEdit(day_text), QLineEdit(text)
        day.setPlaceholderText(tr("Date, such as 2026-01-31"))
        day.setAccessibleName(f"{what} {tr('Date')}")
        day.setMaximumWidth(190)
        more.setPlaceholderText(second)
        more.setAccessibleName(f"{what} {second}")
        more.setMaxLength(60)
        store = button(tr("Save"), lambda: self._save(day, more, act), main=not day_text)
        store.setAccessibleName(f"{tr('Save')} {what}")
        for column, widget in enumerate((label(what), day, more, store)):
            widget.setEnabled(able or column == 0)
            grid.addWidget(widget, number, column)

    def _save(self, day: QLineEdit, more: QLineEdit, act: Callable[[date, str], Changes]) -> None:
        when, text = read_day(day.text()), more.text()
        if when is None:
            self._desk.messages.warning("value-not-a-date")
            day.setFocus()
            return
        self._desk.act(lambda: act(when, text), owner=self, notice=tr("Saved"))


def _shown(sheet: AcceptanceSheet) -> tuple[Any, ...]:
    return (sheet.id, sheet.outcome, sheet.companies, sheet.notices)


def _sign(notice: Record) -> str:
    if notice.get("sent_on") is None:
        return tr("✕ not told yet")
    if notice.get("attended"):
        return tr("✓ told and came")
    if notice.get("attended") is False:
        return tr("✕ told, did not come")
    return tr("told, has not come yet")


def _text(value: object) -> str:
    return "" if value is None else str(value)
