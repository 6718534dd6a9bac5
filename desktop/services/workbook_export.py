"""The district workbook out of the ledger, remembered with the vector it has seen."""

from __future__ import annotations

import hashlib
import json
import time
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress
from desktop.storage.journal import Journal
from desktop.storage.queries.exchanges import merged_files
from desktop.storage.queries.exports import quarter_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.domain.report_facts import QuarterLine
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger

_CODE_LENGTH = 10


class WorkbookExport:
    """Writes the workbook for the district."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        make_id: IdFactory,
        lines: Callable[[], Sequence[tuple[str, QuarterLine]]],
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id
        self._lines = lines

    def export(
        self,
        path: Path,
        *,
        quarter_codes: Sequence[str] = (),
        return_by: date | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Write the district workbook to ``path`` and return the contract's answer.

        The export is journalled with the vector it has seen, which is all the base it needs.

        Args:
            path: where to.
            quarter_codes: only these quarters; empty for all.
            return_by: the day by which the guide asks to have it back.
            progress: told how many rows are written.

        Raises:
            InputError: there is no quarter with one of the codes.
            MachineError: the disk refuses.
            CancelledError: a person stopped it; no file is left.
        """
        from desktop.exchange.workbook_content import WorkbookContent
        from desktop.exchange.writer import write_workbook
        from desktop.services.district_rows import WorkbookRows

        started = time.monotonic()
        vector = Journal(self._ledger).vector()
        export_id = self._make_id()
        code = hashlib.sha256(export_id.encode()).hexdigest()[:_CODE_LENGTH].upper()
        lines = self._lines()
        with self._ledger.reader() as connection:
            quarters = _quarters(connection, quarter_codes)
            rows = WorkbookRows(connection, quarters, lines)
            content = WorkbookContent(
                export_id=export_id,
                export_code=code,
                office=self._ledger.office,
                street_code=self._ledger.street_code,
                made_at=self._clock.now(),
                vector=vector,
                rows=rows.sheets(),
                return_by=return_by,
                merged=merged_files(connection),
            )
            write_workbook(path, content, progress or NoProgress())
        summary: dict[str, int | str] = dict(rows.counts)
        if return_by is not None:
            summary["return_by"] = return_by.isoformat()
        self._remember(export_id, code, vector, quarters, summary)
        return {
            "export_id": export_id,
            "vector": vector,
            "path": str(path),
            "quarters": list(quarter_codes) or self._codes(quarters),
            **rows.counts,
            "seconds": round(time.monotonic() - started, 2),
        }

    def _codes(self, quarters: Sequence[str]) -> list[str]:
        from desktop.storage.queries.lists import quarter_rows

        wanted = set(quarters)
        with self._ledger.reader() as connection:
            return [row.code for row in quarter_rows(connection) if row.id in wanted]

    def _remember(
        self,
        export_id: str,
        code: str,
        vector: Mapping[str, int],
        quarters: Sequence[str],
        counts: Mapping[str, int | str],
    ) -> None:
        with self._ledger.unit_of_work("export") as work:
            work.insert(
                "exchange",
                [
                    {
                        "id": export_id,
                        "direction": "out",
                        "export_code": code,
                        "vector": json.dumps(vector),
                        "scope": json.dumps(list(quarters)),
                        "summary": json.dumps(counts),
                        "made_at": self._clock.now(),
                    }
                ],
            )


def _quarters(connection: Any, codes: Sequence[str]) -> list[str]:
    found = quarter_ids(connection, codes or None)
    for code in codes:
        named = quarter_ids(connection, [code])
        if len(named) != 1:
            raise InputError("quarter-ambiguous" if named else "quarter-unknown", code=code)
    return found
