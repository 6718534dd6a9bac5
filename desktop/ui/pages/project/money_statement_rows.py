"""The lines of a statement as the table shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.bank_lines import Standing
from desktop.ui.itemmodels.records import Column
from desktop.ui.pages.project.money_tables import amount_column
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.bank_lines import Proposal

ORDER = (Standing.OPEN, Standing.LIKELY, Standing.SURE, Standing.BOOKED, Standing.REPEATED)
TO_BOOK = (Standing.OPEN, Standing.LIKELY, Standing.SURE)


@dataclass(slots=True)
class LineRow:
    """A line and whether it is to be booked; only a sure one is so by itself."""

    proposal: Proposal
    chosen: bool


def statement_columns(whose: Callable[[LineRow], str]) -> list[Column[LineRow]]:
    """Return the columns; ``whose`` says which household a line pays for."""
    return [
        Column(tr("To be booked"), lambda r: "☑" if r.chosen else _box(r), 5),
        Column(tr("Date"), lambda r: r.proposal.line.day or "?", 10),
        amount_column(tr("Amount"), lambda r: r.proposal.line.amount),
        Column(tr("Payer"), lambda r: r.proposal.line.payer, 10),
        Column(tr("What the payer wrote"), lambda r: r.proposal.line.purpose, 20),
        Column(tr("Household"), whose, 22),
        Column(tr("How sure"), lambda r: standing_word(r.proposal.standing), 10,
               colour=lambda r: _colour(r.proposal.standing)),
        Column(tr("Why"), lambda r: _why(r.proposal), 34),
    ]  # fmt: skip


def _box(found: LineRow) -> str:
    return "☐" if found.proposal.standing in TO_BOOK and found.proposal.household_id else ""


def standing_word(standing: Standing) -> str:
    """Return how sure a line is, in words."""
    return {
        Standing.SURE: tr("✓ sure"),
        Standing.LIKELY: tr("? likely"),
        Standing.OPEN: tr("✎ yours to say"),
        Standing.BOOKED: tr("booked before"),
        Standing.REPEATED: tr("in the file twice"),
    }[standing]


def _colour(standing: Standing) -> str:
    return {Standing.OPEN: "error_text", Standing.BOOKED: "muted", Standing.REPEATED: "muted"}.get(
        standing, ""
    )


def _why(proposal: Proposal) -> str:
    return "".join(sentence(str(found.code), found.details).text for found in proposal.reasons)
