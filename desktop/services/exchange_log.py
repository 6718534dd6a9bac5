"""What went out to the district and what came back of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.storage.queries import exchanges
from desktop.storage.queries.lists import quarter_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from desktop.storage.ledger import Ledger

_MOST = 200


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One workbook that went out.

    Attributes:
        id: of the export.
        code: its short name.
        made_at: when it was written.
        quarters: names of the quarters in it that are still there.
        households: how many there were in it.
        return_by: the day on which it is wanted back; None when none was set.
        returned_at: when a workbook of this export was merged last; None for never.
        returns: how many were merged.
    """

    id: str
    code: str
    made_at: datetime
    quarters: tuple[str, ...]
    households: int
    return_by: date | None
    returned_at: datetime | None
    returns: int


class ExchangeLog:
    """Reads the exports and merges that the ledger remembers."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def exports(self) -> list[ExportRow]:
        """Return the newest exports, the newest first."""
        with self._ledger.reader() as connection:
            out = exchanges.exports(connection, _MOST)
            back = exchanges.merges_of(connection, [row["export_code"] for row in out])
            names = {row.id: row.name for row in quarter_rows(connection)}
        merged: dict[str, list[datetime]] = {}
        for row in back:
            merged.setdefault(row["export_code"], []).append(row["made_at"])
        return [_row(row, merged.get(row["export_code"], ()), names) for row in out]

    def export(self, export_id: str) -> ExportRow | None:
        """Return one export, or None."""
        return next((row for row in self.exports() if row.id == export_id), None)


def _row(row: Mapping[str, Any], merged: Sequence[datetime], names: Mapping[str, str]) -> ExportRow:
    from datetime import date

    summary = json.loads(row["summary"] or "{}")
    return_by = summary.get("return_by")
    return ExportRow(
        id=row["id"],
        code=row["export_code"],
        made_at=row["made_at"],
        quarters=tuple(names[one] for one in json.loads(row["scope"] or "[]") if one in names),
        households=int(summary.get("households", 0)),
        return_by=date.fromisoformat(return_by) if return_by else None,
        returned_at=max(merged, default=None),
        returns=len(merged),
    )
