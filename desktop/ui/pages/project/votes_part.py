"""表决: the owners' votes of a quarter, one of them in full."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QMenu, QMessageBox, QTabWidget, QVBoxLayout, QWidget

from desktop.domain.project_codes import MATTER
from desktop.ui.dialogs.print_ballots import PrintBallotsDialog
from desktop.ui.dialogs.vote_consents import VoteConsentsDialog
from desktop.ui.pages.project.vote_ballots import VoteBallots
from desktop.ui.pages.project.vote_recount import VoteRecount
from desktop.ui.pages.project.vote_result_view import VoteResultView
from desktop.ui.pages.project.vote_settings import VoteSettings
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.vote_words import conclusion, still_needed, words
from desktop.ui.widgets.panels import EmptyState, button, row
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.changes import Changes
    from desktop.services.vote_counting import VoteReport
    from desktop.services.votes import VoteLine
    from desktop.ui.shell.desk import Desk


class VotesPart(QWidget):
    """The choice of a vote and its commands above, the result, then ballots and settings."""

    kinds = frozenset({"vote", "ballot", "vote_count", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._quarter_id, self._wanted = "", ""
        self.votes: list[VoteLine] = []
        self.report: VoteReport | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Vote"))
        self.choice.setMinimumWidth(320)
        self.choice.currentIndexChanged.connect(lambda _: self._ask())
        self.new = button(tr("New vote"), self.open_vote)
        self.remove = button(tr("Remove"), self.remove_vote)
        self.papers = button(tr("Papers…"), lambda: None)
        self.papers.setMenu(self._paper_menu())
        self.consents = button(tr("Ballots and consents"), lambda: None)
        self.consents.setMenu(self._consent_menu())
        self.close_vote = button(tr("Close the vote…"), self.ask_close, main=True)
        self.result = VoteResultView()
        self.ballots = VoteBallots(desk)
        self.settings = VoteSettings(desk)
        self.recount = VoteRecount(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Vote"))
        self.tabs.addTab(self.ballots, tr("Ballots"))
        self.tabs.addTab(self.settings, tr("Matter, rules and days"))
        self.tabs.addTab(self.recount, tr("Count again"))
        self.result.settings_asked.connect(lambda: self.tabs.setCurrentWidget(self.settings))
        self.result.doors_asked.connect(self.list_doors)
        self.empty = EmptyState(
            tr("No vote yet"),
            tr("The owners decide first: say what is voted on and by which rules, print ballots."),
            tr("New vote"),
            self.open_vote,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        self._whole = QWidget()
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        head = row(self.choice, self.new, self.remove, self.papers, self.consents)
        head.addWidget(self.close_vote)
        inside.addLayout(head)
        inside.addWidget(self.result)
        inside.addWidget(self.tabs, 1)
        layout.addWidget(self._whole, 1)
        layout.addWidget(self.empty, 1)
        self._whole.hide()
        self.empty.hide()

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Show the votes of another quarter."""
        del code
        if quarter_id != self._quarter_id:
            self._quarter_id, self._wanted, self.report = quarter_id, "", None
        self.refresh()

    def refresh(self) -> None:
        """Read the votes again."""
        votes, quarter = getattr(self.desk.office, "votes", None), self._quarter_id
        if votes is None or not quarter:
            self._show([])
            return
        self.desk.ask(
            lambda: votes.of_quarter(quarter),
            lambda found: self._show(found) if quarter == self._quarter_id else None,
            owner=self,
        )

    @property
    def vote_id(self) -> str:
        """Id of the vote that shows, empty for none."""
        return str(self.choice.currentData() or "")

    def open_vote(self) -> None:
        """Begin a vote and show its settings."""
        votes, quarter = self.desk.office.votes, self._quarter_id
        made: list[str] = []

        def act() -> Changes:
            vote_id, changes = votes.open(quarter)
            made.append(vote_id)
            return changes

        def done(_: object) -> None:
            self._wanted = made[0]
            self.tabs.setCurrentWidget(self.settings)

        self.desk.act(act, owner=self, done=done)

    def remove_vote(self) -> None:
        """Take an open vote away; undo brings it back."""
        votes, chosen = self.desk.office.votes, self.vote_id
        if chosen:
            self.desk.act(
                lambda: votes.remove(chosen),
                owner=self,
                notice=tr("Removed. Undo brings it back."),
            )

    def ask_consents(self) -> None:
        """Offer to take signed consents as ballots."""
        if self.report is not None:
            since = str(self.report.vote.get("vote_from") or "")
            VoteConsentsDialog(self.desk, self.vote_id, since, self).open()

    def ask_close(self) -> None:
        """Say what closing means; the button says it once more."""
        if self.report is None:
            return
        asked = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Close the vote"),
            conclusion(self.report) + still_needed(self.report.result),
            parent=self,
        )
        asked.setInformativeText(
            tr(
                "After closing, no ballot can be added or changed. Result, rules and inputs are "
                "frozen; later changes of owners or areas do not touch them."
            )
        )
        yes = asked.addButton(tr("Close and freeze the result"), QMessageBox.ButtonRole.AcceptRole)
        asked.addButton(tr("Leave it open"), QMessageBox.ButtonRole.RejectRole)
        asked.accepted.connect(lambda: self.close_now() if asked.clickedButton() is yes else None)
        asked.open()

    def close_now(self) -> None:
        """Close the vote and freeze its result."""
        votes, chosen = self.desk.office.votes, self.vote_id
        self.desk.act(
            lambda: votes.close(chosen), owner=self, notice=tr("The vote is closed and frozen")
        )

    def list_doors(self, code: str) -> None:
        """List the doors that a note of the count is about."""
        if self.report is not None:
            self.tabs.setCurrentWidget(self.ballots)
            self.ballots.list_doors(words(code), self.report.doors.get(code, ()))

    def print_ballots(self) -> None:
        """Offer ballots for the listed doors, those without one, and all."""
        lines = self.ballots.lines
        waiting = [line.household_id for line in lines if not line.ballots]
        listed = [line.household_id for line in self.ballots.listed]
        everybody = [line.household_id for line in lines]
        offers: list[tuple[str, Sequence[str]]] = [
            (tr("All {count} doors of the vote", count=len(everybody)), everybody),
            (tr("The {count} doors without a ballot", count=len(waiting)), waiting),
            (tr("The {count} doors listed now", count=len(listed)), listed),
        ]
        kept = [offer for offer in offers if offer[1]]
        PrintBallotsDialog(self.desk, self.vote_id, kept, self).open()

    def save_paper(self, which: str, name: str) -> None:
        """Save a paper of the vote where the person says."""
        votes, chosen = self.desk.office.votes, self.vote_id
        save_paper(self.desk, self, name, lambda: votes.paper(chosen, which))

    def give_consents(self) -> None:
        """Record the boxes for water and electricity on the ballots as consents."""
        votes, chosen = self.desk.office.votes, self.vote_id
        self.desk.act(
            lambda: votes.give_consents(chosen),
            owner=self,
            notice=tr("The answers on the ballots are recorded as consents"),
        )

    def _consent_menu(self) -> QMenu:
        menu = QMenu(self)
        self._take_consents = menu.addAction(
            tr("Take signed consents as ballots…"), self.ask_consents
        )
        menu.addAction(tr("Record the answers on the ballots as consents"), self.give_consents)
        return menu

    def _paper_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("Ballots…"), self.print_ballots)
        for which, name in (
            ("announcement", tr("Notice of the vote")),
            ("public", tr("Public notice of the result (masked)")),
            ("result", tr("Result on one page")),
        ):
            action = menu.addAction(name + "…", partial(self.save_paper, which, name))
            action.setData(which)
        return menu

    def _show(self, found: list[VoteLine]) -> None:
        self.votes = found
        wanted = self._wanted or self.vote_id or (str(found[-1].vote["id"]) if found else "")
        self._wanted = ""
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for line in found:
                self.choice.addItem(_name(line), str(line.vote["id"]))
            self.choice.setCurrentIndex(max(0, self.choice.findData(wanted)) if found else -1)
        self._whole.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._ask()

    def _ask(self) -> None:
        votes, chosen = getattr(self.desk.office, "votes", None), self.vote_id
        if votes is not None and chosen:
            self.desk.ask(
                lambda: votes.result(chosen),
                lambda report: self._show_report(report) if chosen == self.vote_id else None,
                owner=self,
            )

    def _show_report(self, report: VoteReport) -> None:
        self.report = report
        able = not report.frozen and not self.desk.read_only
        for widget in (self.remove, self.close_vote):
            widget.setEnabled(able)
        self._take_consents.setEnabled(able)
        self.consents.setEnabled(not self.desk.read_only)
        self.new.setEnabled(not self.desk.read_only)
        for action in self.papers.menu().actions():
            if action.data() in {"public", "result"}:
                action.setEnabled(report.frozen)
        self.result.show_report(report)
        self.ballots.show_report(report)
        self.settings.show_report(report)
        self.recount.show_report(report)


def _name(line: VoteLine) -> str:
    vote = line.vote
    name = str(vote.get("title") or MATTER.label(vote.get("matter"), language()))
    if line.frozen is None:
        state = tr("voting is open")
    else:
        state = tr("vote passed") if line.frozen.passed else tr("vote not passed")
    days = f"{vote.get('vote_from') or ''}—{vote.get('vote_to') or ''}".strip("—")
    return "　".join(filter(None, (name, days, state)))
