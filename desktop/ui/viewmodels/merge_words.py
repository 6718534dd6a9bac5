"""What a merge is about, will do and did, in sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.export_words import scope_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.exchange_log import ExportRow
    from desktop.services.planned_merge import PlannedMerge
    from desktop.ui.viewmodels.review_state import Tally


def head_text(planned: PlannedMerge, sent: ExportRow | None, file_name: str) -> str:
    """Return whose file came back, and which export it is."""
    code = planned.workbook.export_code
    if sent is None:
        return tr("{file}, export {code}", file=file_name, code=code)
    return tr(
        "Back from the district: {file}, written here on {day} ({scope}), export {code}",
        file=file_name,
        day=f"{sent.made_at.astimezone():%Y-%m-%d}",
        scope=scope_text(sent),
        code=code,
    )


def change_text(planned: PlannedMerge, tally: Tally, *, again: bool) -> str:
    """Return what comes by itself and what a person has to decide, before anything is decided."""
    rows = tr("{rows} rows read, {same} of them unchanged.", rows=planned.plan.rows,
              same=planned.plan.unchanged)  # fmt: skip
    known = tr("This very file was merged before; only what was left open is asked.")
    return " ".join([*([known] if again else []), rows, _changes(tally)])


def _changes(tally: Tally) -> str:
    parts = _listed(
        (tally.fields, tr("{count} values are taken over by themselves")),
        (tally.inserted, tr("new rows: {count}")),
        (tally.deleted, tr("deletions: {count}")),
        (tally.left, tr("{count} wait for your decision")),
        (tally.cells, tr("{count} cells nobody understands")),
    )
    return parts or tr("The workbook changes nothing.")


def foot_text(tally: Tally, unseen: int) -> str:
    """Return what Merge will write now, what stays open, and what must be looked at before."""
    writes = _listed(
        (tally.fields, tr("{count} values")),
        (tally.inserted, tr("new records: {count}")),
        (tally.deleted, tr("deletions: {count}")),
    )
    said = tr("Merge writes {what}.", what=writes) if writes else tr("Merge writes no value.")
    rest = _listed(
        (tally.kept, tr("{count} kept as ours")),
        (tally.left, tr("{count} stay open under To decide")),
        (tally.cells, tr("{count} cells are left alone")),
    )
    rest = tr("{rest}.", rest=rest) if rest else ""
    first = tr("Tick the {count} warnings above first.", count=unseen) if unseen else ""
    return " ".join(part for part in (said, rest, first) if part)


def merged_text(answer: dict[str, Any]) -> str:
    """Return what a merge did."""
    applied = answer["applied"]
    return tr(
        "Merged: {fields} fields, {inserted} new, {deleted} deleted; {left} left open",
        fields=applied["fields"],
        inserted=applied["inserted"],
        deleted=applied["deleted"],
        left=left_open(answer),
    )


def left_open(answer: dict[str, Any]) -> int:
    """Return how many questions a merge left open."""
    return len(answer["conflicts"]) + len(answer["proposals"])


def settled_text(answers: Sequence[dict[str, Any]]) -> str:
    """Return what came of settling questions, and why some stay open."""
    settled = sum(answer["settled"] for answer in answers)
    skipped = sum(answer["skipped"] for answer in answers)
    codes = Counter(problem["code"] for answer in answers for problem in answer["problems"])
    said = [tr("{count} questions settled.", count=settled)]
    if skipped:
        said.append(tr("{count} stay open: that answer does not fit them.", count=skipped))
    said += [
        tr("{count} stay open: {why}", count=count, why=sentence(code).text)
        for code, count in codes.items()
    ]
    return " ".join(said)


def _listed(*parts: tuple[int, str]) -> str:
    """Join what is not nothing."""
    return tr(", ").join(text.format(count=count) for count, text in parts if count)
