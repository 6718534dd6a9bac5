"""Annexes of certificates and lists beyond the meters: equipment, papers, open defects.

Order and contents: ``signing.md``, how official paper looks; D7 (移交清单).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.codes import ELEC_ROLE, STAGE, WATER_ROLE
from desktop.domain.handover import Annex, OpenDefect
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.project_codes import WORK_KIND, Trade
from desktop.domain.rows import address_label
from desktop.services.paper_words import chinese_day
from desktop.storage.queries import form_annexes as queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Connection

    from desktop.services.quarter_facts import QuarterFile

_TRADE = {"water_meter": Trade.WATER, "electricity_meter": Trade.ELECTRICITY}
_MASTER = {"water_meter": "总水表", "electricity_meter": "总电表"}
_ROLES = {"water_meter": WATER_ROLE, "electricity_meter": ELEC_ROLE}
_OF_WATER = frozenset({1, 2, 3})
"""Codes of ``WORK_KIND``: risers, boxes, meters."""
_OF_POWER = frozenset({4, 5, 6, 7})
"""Lines, boxes, meters, earthing."""
_WHOLE = "整个小区"


def equipment(
    connection: Connection, file: QuarterFile, kinds: Sequence[str], buildings: Collection[str]
) -> tuple[Annex, ...]:
    """Return 管线设备清单: lines and boxes that are done, master meters; none where none is known.

    Args:
        connection: reads the ledger.
        file: the quarter, confined as the form is.
        kinds: kinds of meter that the form lists.
        buildings: ids to confine it to; none for the whole quarter.
    """
    quarter_id = str(file.quarter["id"])
    rows = [
        *_works(connection, quarter_id, kinds, buildings),
        *_boxes(file, kinds),
        *(row for kind in kinds for row in _masters(connection, quarter_id, kind, buildings)),
    ]
    if not rows:
        return ()
    numbered = tuple((str(at), *row) for at, row in enumerate(rows, start=1))
    headings = ("序号", "楼栋", "管线或设备", "编号、说明", "数量", "完工日期", "备注")
    return (Annex("管线设备清单", headings, (1.0, 2.2, 3.4, 5.0, 1.4, 2.8, 3.0), numbered),)


def papers(connection: Connection, quarter_id: str) -> tuple[Annex, ...]:
    """Return 资料清单: every paper on file, with a place for the number of copies."""
    rows = tuple(
        (
            str(at),
            STAGE.label(one.stage) if one.stage else "",
            one.paper,
            one.document_no,
            _day(one.dated_on),
            one.issued_by,
            "",
        )
        for at, one in enumerate(queries.filed_papers(connection, quarter_id), start=1)
    )
    headings = ("序号", "环节", "资料名称", "文号", "日期", "出具单位", "份数")
    return (Annex("资料清单", headings, (1.0, 2.2, 5.0, 4.2, 2.8, 4.0, 1.2), rows),) if rows else ()


def open_defects(
    connection: Connection, quarter_id: str, kinds: Sequence[str], buildings: Collection[str]
) -> tuple[OpenDefect, ...]:
    """Return 遗留问题: findings that have not passed re-inspection (item C05)."""
    trades = {str(_TRADE[kind]) for kind in kinds} | {str(Trade.COMMON), ""}
    return tuple(
        OpenDefect(
            address_label(one.building_no, one.unit_no, one.room_no) or _WHOLE,
            one.what,
            one.responsible,
            _day(one.due_on),
        )
        for one in queries.open_findings(connection, quarter_id)
        if one.utility in trades and (not buildings or one.building_id in (None, *buildings))
    )


def payers(connection: Connection, file: QuarterFile, kinds: Sequence[str]) -> dict[str, str]:
    """Return building id → who pays the master meters that stay, as far as the ledger knows.

    Rule R5: a household that does not take part stays on the old regime; the former owner unit pays
    the master meter where there is one, else whoever holds its account.
    """
    unit = str(file.quarter.get("former_owner_unit") or "")
    found: dict[str, list[str]] = {}
    for kind in kinds:
        for one in queries.master_meters(connection, kind, str(file.quarter["id"])):
            account = f"，户号{one.account_no}" if one.account_no else ""
            words = f"{_MASTER[kind]}{one.number}{account}"
            found.setdefault(one.building_id, []).append(words)
    return {
        building: f"{unit}（{'；'.join(words)}）" if unit else "；".join(words)
        for building, words in found.items()
    }


def _works(
    connection: Connection, quarter_id: str, kinds: Sequence[str], buildings: Collection[str]
) -> Iterator[tuple[str, ...]]:
    left_out: set[int] = set()
    if "water_meter" not in kinds:
        left_out |= _OF_WATER
    if "electricity_meter" not in kinds:
        left_out |= _OF_POWER
    for one in queries.done_works(connection, quarter_id):
        if one.kind in left_out or (buildings and one.building_id not in (None, *buildings)):
            continue
        place = address_label(one.building_no, None, None) or _WHOLE
        what = WORK_KIND.label(one.kind) if one.kind else ""
        yield place, what, one.note, "", _day(one.done_to), ""


def _boxes(file: QuarterFile, kinds: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if "electricity_meter" not in kinds:
        return
    boxes: dict[str, Counter[str]] = {}
    for door in file.doors:
        for meter in file.meters["electricity_meter"].get(door["id"], ()):
            if meter["box_no"] and meter["state"] not in OUT_OF_USE:
                counted = boxes.setdefault(
                    address_label(door["building_no"], None, None), Counter()
                )
                counted[str(meter["box_no"])] += 1
    for place, counted in boxes.items():
        for box, meters in sorted(counted.items()):
            yield place, "电表箱", box, "1", "", f"内装电表{meters}只"


def _masters(
    connection: Connection, quarter_id: str, kind: str, buildings: Collection[str]
) -> Iterator[tuple[str, ...]]:
    for one in queries.master_meters(connection, kind, quarter_id):
        if not buildings or one.building_id in buildings:
            what = _ROLES[kind].label(one.role) if one.role else _MASTER[kind]
            account = f"户号{one.account_no}" if one.account_no else ""
            yield address_label(one.building_no, None, None), what, one.number, "1", "", account


def _day(text: str) -> str:
    return chinese_day(date.fromisoformat(text[:10])) if text else ""
