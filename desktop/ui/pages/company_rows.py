"""The lines of a company's list, and what a pre-check found, as the tables show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.company_proposals import Standing
from desktop.ui.itemmodels.records import Column
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.company_check import CheckRow
    from desktop.domain.company_proposals import Proposal

ORDER = (Standing.OPEN, Standing.ASK, Standing.BLOCKED, Standing.READY, Standing.DONE)


@dataclass(slots=True)
class LineRow:
    """A line and whether it is to be applied; only one that is ready is so by itself."""

    proposal: Proposal
    chosen: bool


def standing_word(standing: Standing) -> str:
    """Return how far a line is understood, in words."""
    return {
        Standing.OPEN: tr("✎ whose is it?"),
        Standing.ASK: tr("? needs a reason"),
        Standing.BLOCKED: tr("✕ cannot be applied"),
        Standing.READY: tr("✓ ready"),
        Standing.DONE: tr("done before"),
    }[standing]


def line_columns(whose: Callable[[Proposal], str]) -> list[Column[LineRow]]:
    """Return the columns of a review; ``whose`` gives the address of a line's door."""
    return [
        Column(tr("To be applied"), _box, 5),
        Column(tr("Row"), lambda r: r.proposal.line.row, 5, number=True),
        Column(tr("Household"), lambda r: whose(r.proposal), 22),
        Column(tr("In the ledger"), lambda r: r.proposal.ours, 16),
        Column(tr("In the list"), lambda r: r.proposal.theirs, 16),
        Column(tr("Standing"), lambda r: standing_word(r.proposal.standing), 13,
               colour=lambda r: _colour(r.proposal.standing)),
        Column(tr("Why"), lambda r: why(r.proposal), 40),
    ]  # fmt: skip


def check_columns() -> list[Column[CheckRow]]:
    """Return the columns of a pre-check."""
    return [
        Column(tr("Row"), lambda r: r.row or "", 5, number=True),
        Column(tr("What was found"), said, 24),
        Column(tr("Address"), lambda r: r.address, 20),
        Column(tr("Customer's name"), lambda r: r.name, 9),
        Column(tr("Our meter"), lambda r: r.our_number, 17),
        Column(tr("Their meter"), lambda r: r.their_number, 17),
        Column(tr("Our account"), lambda r: r.our_account, 12),
        Column(tr("Their account"), lambda r: r.their_account, 12),
    ]


def group_word(code: str) -> str:
    """Return what a group of lines has in common, short enough for a list to choose from."""
    text = sentence(code).text.rstrip("。.")
    for cut in ("：{", ": {", "{"):
        text = text.split(cut)[0]
    return text.strip() or code


def why(proposal: Proposal) -> str:
    """Return everything that was found about a line."""
    return "".join(
        sentence(str(found.code), found.details).text.rstrip("。.；") + tr(";")
        for found in proposal.reasons
    ).rstrip("; ；")


def said(row: CheckRow) -> str:
    """Return what a finding says."""
    return sentence(str(row.reason), {"where": row.where}).text


def _box(found: LineRow) -> str:
    if found.chosen:
        return "☑"
    return "☐" if found.proposal.applicable else ""


def _colour(standing: Standing) -> str:
    return {
        Standing.OPEN: "error_text",
        Standing.BLOCKED: "error_text",
        Standing.DONE: "muted",
    }.get(standing, "")
