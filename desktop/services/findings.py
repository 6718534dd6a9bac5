"""Findings and defects from any origin: opened, mended, re-inspected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import findings as rules
from desktop.domain.parameters import value_on
from desktop.kernel.errors import InputError
from desktop.services.parameters import set_values
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.domain.changes import Changes
    from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Findings:
    """What is wrong, who mends it by when, and who looked at it again.

    What a finding went through stands in the journal; its record says where it is now.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def open(
        self,
        quarter_id: str,
        *,
        what: str,
        origin: FindingOrigin,
        category: FindingCategory,
        severity: Severity,
        **columns: Value,
    ) -> tuple[str, Changes]:
        """Open a finding and return its id with what changed.

        Args:
            quarter_id: whose project.
            what: what is wrong.
            origin: what found it.
            category: quality, safety, schedule, money or papers.
            severity: a serious one blocks its stage, one that stops the works the works at once.
            **columns: further fields of ``finding``, such as ``building_id`` or ``due_on``;
                without a due day it is the parameter ``finding-due-days`` from when it was found.

        Raises:
            InputError: ``finding-empty``.
            RefusedError: the operator may only read.
        """
        values: Record = {
            "quarter_id": quarter_id,
            "what": what,
            "origin": int(origin),
            "category": int(category),
            "severity": int(severity),
            **columns,
        }
        today = self._clock.today()
        with self._ledger.unit_of_work("open-finding") as work:
            days = value_on("finding-due-days", today, set_values(work.connection))
            (entity_id,) = work.insert("finding", [rules.opened(values, today, days)])
        return entity_id, work.changes

    def fixed(self, finding_id: str, on: date | None = None) -> Changes:
        """Note that it is mended; it waits for its re-inspection.

        Raises:
            InputError: ``finding-closed``, ``finding-before-found``, ``record-missing``.
        """
        day = on or self._clock.today()
        return self._change("finding-fixed", finding_id, lambda found: rules.fixed(found, day))

    def reinspect(
        self, finding_id: str, *, passed: bool, on: date | None = None, by: str = ""
    ) -> Changes:
        """Note a re-inspection: passed closes it, failed opens it again.

        Raises:
            InputError: ``finding-closed``, ``finding-not-fixed``, ``finding-before-found``,
                ``record-missing``.
        """
        day, who = on or self._clock.today(), by or self._ledger.operator.name
        return self._change(
            "finding-reinspected",
            finding_id,
            lambda found: rules.reinspected(found, day, who, passed=passed),
        )

    def of_quarter(self, quarter_id: str, origin: int | None = None) -> list[Record]:
        """Return the findings of a quarter, oldest first, of one origin or of all."""
        with self._ledger.reader() as connection:
            rows = records_below(connection, "finding", "quarter_id", quarter_id)
        return [row for row in rows if origin is None or row["origin"] == origin]

    def _change(
        self, action: str, finding_id: str, change: Callable[[Record], dict[str, Value]]
    ) -> Changes:
        with self._ledger.unit_of_work(action) as work:
            found = work.get("finding", finding_id)
            if found is None:
                raise InputError("record-missing")
            work.update("finding", finding_id, change(found))
        return work.changes
