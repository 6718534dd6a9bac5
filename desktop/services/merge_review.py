"""What a person looks at before a merge is applied, put together from plan, ledger and journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.merge_review import Review

if TYPE_CHECKING:
    from desktop.services.planned_merge import PlannedMerge
    from desktop.storage.ledger import Ledger


def review(ledger: Ledger, planned: PlannedMerge) -> Review:
    """Return every change, question and problem of ``planned``."""
    del ledger
    return Review((), planned.plan.alarms)
