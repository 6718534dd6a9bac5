"""Households as a .csv list: one way out, for other programs; the workbook is the way back in."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from desktop.domain.list_filter import ListView
from desktop.domain.rows import Scope
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.domain.rows import QuarterRow
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.reading import Reading
    from desktop.services.tables import Tables
    from desktop.storage.ledger import Ledger

COLUMNS = {
    "小区": "quarter.name",
    "楼栋": "building.building_no",
    "单元": "unit.unit_no",
    "楼层": "household.floor",
    "室号": "household.room_no",
    "业主姓名": "household.owner_name",
    "联系电话": "household.phone",
    "专有部分面积": "household.title_area",
    "户籍人口": "household.n_person",
    "居住情况": "household.occupant",
    "用水用电性质": "household.use_kind",
    "水表现状": "household.w_state",
    "电表现状": "household.e_state",
    "水表号": "water_meter.body_no",
    "用水户号": "water_meter.account_no",
    "口径": "water_meter.dn",
    "水表类型": "water_meter.kind",
    "水表位置": "water_meter.position",
    "水表安装日期": "water_meter.installed_on",
    "电表号": "electricity_meter.asset_no",
    "用电户号": "electricity_meter.account_no",
    "电表台区": "electricity_meter.transformer_area",
    "电表类型": "electricity_meter.kind",
    "电表位置": "electricity_meter.position",
    "电表安装日期": "electricity_meter.installed_on",
    "备注": "household.remarks",
}
"""Heading → column of the household table; a household list with these headings is read back."""

_PIECE = 2_000
_METERS = ("water_meter.body_no", "electricity_meter.asset_no")


class CsvOut:
    """Writes lists that other programs read."""

    def __init__(
        self, ledger: Ledger, clock: Clock, make_id: IdFactory, tables: Tables, reading: Reading
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id
        self._tables = tables
        self._reading = reading

    def households(
        self,
        path: Path,
        *,
        quarter_codes: Sequence[str] = (),
        encoding: str = "utf-8",
        plain: bool = False,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Write households with their meters and return the contract's answer for ``export``.

        That it was done stands in the journal: it takes personal data out of the house.

        Args:
            path: where.
            quarter_codes: only these quarters; none takes all.
            encoding: ``utf-8`` (with mark) or ``gb18030``.
            plain: whether texts are left as they are, for programs instead of spreadsheets.
            progress: told how many rows are written, and asked whether to stop.

        Raises:
            InputError: ``quarter-unknown``; ``csv-encoding-unknown``.
            MachineError: ``csv-not-written``.
            RefusedError: the operator may only read: nothing leaves the house unrecorded.
            CancelledError: a person stopped it; no file is left.
        """
        from desktop.exchange.csv_writing import ENCODINGS, write_csv

        if encoding not in ENCODINGS:
            raise InputError("csv-encoding-unknown", encoding=encoding)
        started = time.monotonic()
        quarters = self._quarters(quarter_codes)
        counts = {"households": 0, "meters": 0}
        rows = self._rows(quarters, counts, progress or NoProgress())
        export_id = self._remember(quarters)
        write_csv(path, rows, encoding=encoding, plain=plain)
        return {
            "export_id": export_id,
            "vector": {},
            "path": str(path),
            "quarters": [quarter.code for quarter in quarters],
            **counts,
            "encoding": encoding,
            "seconds": round(time.monotonic() - started, 2),
        }

    def _quarters(self, codes: Sequence[str]) -> list[QuarterRow]:
        known = {quarter.code: quarter for quarter in self._reading.quarters()}
        for code in codes:
            if code not in known:
                raise InputError("quarter-unknown", code=code)
        return [quarter for code, quarter in known.items() if not codes or code in codes]

    def _rows(
        self, quarters: Sequence[QuarterRow], counts: dict[str, int], progress: Progress
    ) -> Iterator[tuple[str, ...]]:
        keys = tuple(COLUMNS.values())
        meters = [keys.index(key) for key in _METERS]
        yield tuple(COLUMNS)
        for at, quarter in enumerate(quarters):
            numbers = self._tables.orders.numbers(Scope(quarter_id=quarter.id), ListView())
            for start in range(0, len(numbers), _PIECE):
                progress.step(at, len(quarters), "writing")
                rows = self._tables.rows(numbers[start : start + _PIECE], keys)
                counts["households"] += len(rows)
                for texts in self._tables.texts(rows, keys):
                    counts["meters"] += sum(1 for place in meters if texts[place])
                    yield texts
        progress.step(len(quarters), len(quarters), "writing")

    def _remember(self, quarters: Sequence[QuarterRow]) -> str:
        export_id = self._make_id()
        scope = json.dumps([quarter.id for quarter in quarters])
        with self._ledger.unit_of_work("export") as work:
            work.insert(
                "exchange",
                [
                    {
                        "id": export_id,
                        "direction": "csv",
                        "scope": scope,
                        "made_at": self._clock.now(),
                    }
                ],
            )
        return export_id
