"""What the ledger says of an item, and where that changed since a person confirmed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.domain.acceptance import ItemLine

_NAMED = 5
"""More places than this are counted."""


def computed_words(line: ItemLine) -> str:
    """Return the counts, who confirmed them, and what is different since then."""
    counts = line.counts
    now = tr(
        "The ledger says: {passed} pass, {failed} fail, {open} not known.",
        passed=counts["passed"] + counts["not_applicable"],
        failed=counts["failed"],
        open=counts["open"],
    )
    confirmed = line.confirmation
    if confirmed is None:
        return now
    who = tr("Confirmed by {name} on {day}.", name=confirmed.inspector, day=confirmed.checked_on)
    if confirmed.digest == line.digest:
        return f"{now} {who}"
    before = tr(
        "Changed since: then {passed} pass, {failed} fail, {open} not known.",
        passed=confirmed.counts.get("passed", 0) + confirmed.counts.get("not_applicable", 0),
        failed=confirmed.counts.get("failed", 0),
        open=confirmed.counts.get("open", 0),
    )
    return f"{now} {who} {before} {_where(line)}".rstrip()


def _where(line: ItemLine) -> str:
    if not line.changed:
        return ""
    named = tr(", ").join(line.changed[:_NAMED])
    more = len(line.changed) - _NAMED
    if more <= 0:
        return tr("It changed at: {places}.", places=named)
    return tr("It changed at: {places} and {more} more.", places=named, more=more)
