"""环节: the project of one quarter, a tab for each side of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.ui.pages.page import Page
from desktop.ui.pages.quarter_choice import QuarterChoice
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import EmptyState, label, row

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk


class Tab(NamedTuple):
    """One tab: its name for ``Desk.tab_asked``, and the class in ``pages/project`` behind it."""

    name: str
    module: str
    made: str


TABS = (
    Tab("stages", "stages_part", "StagesPart"),
    Tab("committee", "committee_part", "CommitteePart"),
    Tab("votes", "votes_part", "VotesPart"),
    Tab("money", "money_part", "MoneyPart"),
    Tab("works", "works_part", "WorksPart"),
    Tab("records", "records_part", "RecordsPart"),
    Tab("after", "after_part", "AfterPart"),
)  # fmt: skip


def tab_title(name: str) -> str:
    """Return the word on a tab."""
    return {
        "stages": tr("Six stages"),
        "committee": tr("Owners' committee"),
        "votes": tr("Vote"),
        "money": tr("Money"),
        "works": tr("Works"),
        "records": tr("Voices and records"),
        "after": tr("After handover"),
    }[name]


class ProjectPart(Protocol):
    """What a tab is.

    Attributes:
        kinds: entity kinds whose change makes it stale.
    """

    kinds: frozenset[str]

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Look at another quarter; empty texts when there is none."""

    def refresh(self) -> None:
        """Read again what it shows."""


class StagesPage(Page):
    """The quarter's choice above, the tabs below; a tab is made when it is first looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.parts: dict[str, ProjectPart] = {}
        self._stale_parts: set[str] = set()
        self.choice = QuarterChoice(desk)
        self.choice.quarter_chosen.connect(self._show_quarter)
        self.box.addLayout(row(label(tr("Stages"), "title"), self.choice))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(tr("Stages"))
        for tab in TABS:
            self.tabs.addTab(_frame(), tab_title(tab.name))
        self.box.addWidget(self.tabs, 1)
        self._empty = EmptyState(
            tr("No quarters yet"),
            tr("They come with the household list from Excel."),
            tr("Bring in a household list"),
            lambda: desk.page_asked.emit("exchange"),
        )
        self._empty.hide()
        self.box.addWidget(self._empty, 1)
        self.tabs.currentChanged.connect(lambda _: self._show_tab())

    def open_tab(self, name: str) -> None:
        """Bring the tab called ``name`` to the front."""
        self.tabs.setCurrentIndex(next(n for n, tab in enumerate(TABS) if tab.name == name))

    @property
    def tab_name(self) -> str:
        """Name of the tab in front."""
        return TABS[self.tabs.currentIndex()].name

    def part(self, name: str) -> ProjectPart:
        """Return a tab's content, made when it is first asked for."""
        found = self.parts.get(name)
        if found is None:
            number, tab = next((n, t) for n, t in enumerate(TABS) if t.name == name)
            module = import_module(f"desktop.ui.pages.project.{tab.module}")
            found = getattr(module, tab.made)(self.desk)
            self.parts[name] = found
            frame = self.tabs.widget(number)
            layout = frame.layout()
            assert layout is not None  # noqa: S101 - as _frame() makes it
            assert isinstance(found, QWidget)  # noqa: S101 - every tab is one
            layout.addWidget(found)
            self._stale_parts.add(name)
        return found

    def refresh(self) -> None:
        """Read the quarters, then show the chosen one."""
        self.choice.refresh()

    def _show_quarter(self, quarter_id: str, _code: str) -> None:
        self.tabs.setVisible(bool(quarter_id))
        self._empty.setVisible(not quarter_id)
        self._stale_parts = {tab.name for tab in TABS}
        self._show_tab()

    def _show_tab(self) -> None:
        name = self.tab_name
        part = self.part(name)
        if name in self._stale_parts:
            self._stale_parts.discard(name)
            part.show_quarter(self.choice.quarter_id, self.choice.code)

    def _on_changes(self, changes: Changes) -> None:
        for name, part in self.parts.items():
            if any(changes.touches(kind) for kind in part.kinds):
                self._stale_parts.add(name)
        if changes.touches("quarter"):
            self.renew()
        elif self.isVisible() and self.tab_name in self._stale_parts:
            self._stale_parts.discard(self.tab_name)
            self.part(self.tab_name).refresh()

    def _on_scope(self, quarter: str, _building: str) -> None:
        if quarter != self.choice.quarter_id:
            self.renew()


def _frame() -> QWidget:
    frame = QWidget()
    QVBoxLayout(frame).setContentsMargins(0, 8, 0, 0)
    return frame
