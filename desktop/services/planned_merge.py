"""A returned workbook, read and compared with the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.merge_plan import MergePlan
    from desktop.domain.sheet_rows import SheetProblem
    from desktop.exchange.workbook import ReturnedWorkbook


@dataclass(frozen=True, slots=True)
class PlannedMerge:
    """What a merge would do; nothing is changed yet.

    Attributes:
        workbook: what came back.
        plan: what merging it would do.
        labels: record id → address, for people.
        sha256: of the file.
        seen_before: whether this very file was merged before; then only what stayed open is asked.
        problems: what could not be understood or cannot be written, with its cell.
        head: of the journal when this was planned; another one calls for a new look.
    """

    workbook: ReturnedWorkbook
    plan: MergePlan
    labels: Mapping[str, str]
    sha256: str
    seen_before: bool = False
    head: str = ""
    problems: tuple[SheetProblem, ...] = ()
