"""A returned workbook, read and compared with the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.merge_plan import MergePlan
    from desktop.exchange.workbook import ReturnedWorkbook


@dataclass(frozen=True, slots=True)
class PlannedMerge:
    """What a merge would do; nothing is changed yet.

    Attributes:
        workbook: what came back.
        plan: what merging it would do.
        labels: record id → address, for people.
        sha256: of the file.
    """

    workbook: ReturnedWorkbook
    plan: MergePlan
    labels: Mapping[str, str]
    sha256: str
