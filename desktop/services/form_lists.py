"""A certificate or list as it was ordered: the whole quarter, chosen buildings, or a supplement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.form_reasons import FormReason
from desktop.domain.rows import address_label
from desktop.domain.stages import Missing
from desktop.services import form_annexes
from desktop.services.form_content import form_content
from desktop.services.quarter_facts import METER_KINDS, quarter_file
from desktop.storage.queries import form_lines, quarter_paper

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from desktop.domain.handover import FormContent
    from desktop.services.form_makers.making import FormSource
    from desktop.services.quarter_facts import QuarterFile

_UTILITY = {"water_meter": "water", "electricity_meter": "electricity"}


def list_content(source: FormSource, anchor: str) -> FormContent:
    """Return what the form says, with every annex; a supplement holds only what was returned.

    Args:
        source: quarter, wording, day, number, buildings, what it replaces or supplements.
        anchor: state of the journal.

    Raises:
        InputError: unknown quarter.
    """
    connection, form = source.connection, source.form
    kinds = [kind for kind in METER_KINDS if _UTILITY[kind] in form.utilities]
    file = confined(quarter_file(connection, str(source.quarter["quarter_code"])), source.buildings)
    if source.supplements:
        mended, _ = form_lines.mended_meters(connection, source.supplements)
        file = _returned(file, mended)
    content = form_content(
        file,
        form,
        organisations=quarter_paper.quarter_organisations(connection, source.quarter_id),
        office_name=source.office,
        document_no=source.number,
        day=source.day,
        draft=source.draft,
        anchor=anchor,
        payers=form_annexes.payers(connection, file, kinds),
    )
    facts = _facts(source, file)
    if source.supplements:
        title = form.title.replace("移交清单", "补充移交清单")
        return replace(content, title=title, facts=facts, remaining=(), annexes=())
    return replace(
        content,
        facts=facts,
        annexes=(
            *form_annexes.equipment(connection, file, kinds, source.buildings),
            *form_annexes.papers(connection, source.quarter_id),
            *content.annexes,
        ),
        open_defects=form_annexes.open_defects(
            connection, source.quarter_id, kinds, source.buildings
        ),
    )


def missing_for_supplement(source: FormSource) -> list[Missing]:
    """Return what keeps a supplementary list from being issued: nothing returned is mended yet."""
    mended, left = form_lines.mended_meters(source.connection, source.supplements)
    return [] if mended else [Missing(FormReason.NOTHING_MENDED, {"count": left})]


def confined(file: QuarterFile, buildings: Collection[str]) -> QuarterFile:
    """Return a quarter's file with the doors of some buildings only; all of them for none."""
    if not buildings:
        return file
    return replace(file, doors=[door for door in file.doors if door["building_id"] in buildings])


def _returned(file: QuarterFile, meters: Collection[str]) -> QuarterFile:
    """Return the file with the meters that were returned, or those that took their place."""
    kept = {
        kind: {door: _of(rows, meters) for door, rows in by_door.items()}
        for kind, by_door in file.meters.items()
    }
    doors = {door for by_door in kept.values() for door, rows in by_door.items() if rows}
    return replace(file, meters=kept, doors=[door for door in file.doors if door["id"] in doors])


def _of(rows: Sequence[Mapping[str, Any]], meters: Collection[str]) -> list[dict[str, Any]]:
    wanted = set(meters)
    wanted |= {str(row["replaced_by_id"]) for row in rows if row["id"] in meters}
    return [dict(row) for row in rows if row["id"] in wanted]


def _facts(source: FormSource, file: QuarterFile) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str]] = []
    if source.reference_no:
        facts.append(("发文字号", source.reference_no))
    if source.buildings:
        places = dict.fromkeys(address_label(d["building_no"], None, None) for d in file.doors)
        facts.append(("范围", "、".join(places)))
    if source.supplements:
        facts.append(("补充", f"补充 {source.supplements} 中退回后复验合格的各户"))
    if source.replaces:
        facts.append(("更正", f"替代 {source.replaces}"))
    return tuple(facts)
