"""The papers of votes: notices as content, ballots drawn for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.kernel.errors import MachineError, RefusedError
from desktop.services.own_forms import wording_on
from desktop.services.visit_paper import PrintedSheets
from desktop.storage.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from desktop.domain.paper import Paper
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger


class VotePapers:
    """What of a vote goes on paper."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def paper(self, vote_id: str, which: str) -> Paper:
        """Return a paper of the vote: content for PDF, Word and Excel alike.

        Args:
            vote_id: the vote.
            which: ``announcement`` before the vote; ``public``, the masked notice of the result
                (公示) with doors and 王**; ``result``, the same on one page without anybody.

        Raises:
            RefusedError: ``vote-not-closed``: results of an open vote are not published.
        """
        from desktop.services.vote_result_paper import PAPERS

        with self._ledger.reader() as connection:
            return PAPERS[which](connection, vote_id, self._clock.today(), self._ledger.office)

    def print_ballots(
        self,
        vote_id: str,
        doors: Collection[str] = (),
        target: Path | None = None,
        progress: Progress | None = None,
        *,
        two_up: bool = True,
    ) -> PrintedSheets:
        """Draw the ballots of the chosen doors, all of the scope when none is chosen.

        Args:
            vote_id: the vote.
            doors: household ids.
            target: file to write; None keeps the PDF in memory for the printer.
            progress: told the ballots.
            two_up: two on one A4, otherwise one on each.

        Raises:
            RefusedError: ``vote-nobody``.
            InputError: ``form-character-missing``.
            MachineError: the file cannot be written.
            CancelledError: through ``progress``.
        """
        from desktop.documents.ballot_print import print_ballots
        from desktop.services.vote_ballot_content import ballot_content

        today, chosen = self._clock.today(), frozenset(doors)
        with self._ledger.reader() as connection:
            head, ballots = ballot_content(connection, vote_id, chosen, today, self._ledger.office)
            form, _ = wording_on(connection, "consent-ballot", today)
        if not ballots:
            raise RefusedError("vote-nobody")
        printed = print_ballots(
            head, ballots, printed_on=today, two_up=two_up, form=form, progress=progress
        )
        if target is not None:
            _write(target, printed.data)
        return PrintedSheets(
            path=target,
            data=printed.data,
            sheets=len(ballots),
            pages=printed.pages,
            ids=tuple(ballot.household_id for ballot in ballots),
            unknown=(),
        )


def _write(target: Path, data: bytes) -> None:
    try:
        replace_file(target, data)
    except OSError as error:
        raise MachineError("form-not-written", file=target.name) from error
