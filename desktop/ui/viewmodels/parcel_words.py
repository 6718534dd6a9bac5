"""Parcels in words: what one brings, what was done, what is left."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.review_lines import Pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.services.parcel_plan import ParcelPlan
    from desktop.ui.viewmodels.review_lines import Answer, ReviewLine
    from desktop.ui.viewmodels.review_state import Tally

_MIB = 1 << 20
_SHOWN = 5


def parcel_head(plan: ParcelPlan) -> tuple[str, str]:
    """Return whose parcel it is, and how much of it is new here."""
    made = datetime.fromisoformat(plan.header.made_at).astimezone().strftime("%Y-%m-%d %H:%M")
    title = tr(
        "Parcel of {name} ({check}), made {made}", name=plan.sender, check=plan.check, made=made
    )
    if not plan.operations and not plan.files:
        if plan.review.rows:
            return title, tr("Everything in it is here already; what is below waits for you.")
        return title, tr("Everything in it is here already; taking it changes nothing.")
    said = [tr("{count} operations are new here", count=plan.operations)]
    if plan.known:
        said.append(tr("{count} are known", count=plan.known))
    if plan.files:
        said.append(
            tr(
                "{count} photos and scans, {size}",
                count=plan.files,
                size=size_text(plan.file_bytes),
            )
        )
    if plan.recipient:
        said.append(tr("made for {name}", name=plan.recipient))
    return title, tr("; ").join(said)


def warnings_of(plan: ParcelPlan) -> list[str]:
    """Return what a person should know before taking it."""
    said = [
        tr("{count} operations of the revoked laptop {name} come along", count=count, name=name)
        for name, count in plan.revoked
    ]
    problems = [sentence(str(one["code"]), one).text for one in plan.problems]
    said.extend(f"⚠ {text}" for text in dict.fromkeys(problems[:_SHOWN]))
    if len(problems) > _SHOWN:
        said.append(tr("and {count} more", count=len(problems) - _SHOWN))
    return said


def foot_words(tally: Tally) -> str:
    """Return what the answers given so far come to."""
    if tally.left:
        return tr("{count} conflicts stay open; they can be decided later.", count=tally.left)
    return ""


def taken_words(answer: Mapping[str, Any]) -> str:
    """Return what taking a parcel did."""
    applied = answer["applied"]
    said = tr(
        "Taken: {fields} fields, {inserted} new, {deleted} deleted, {files} photos and scans",
        fields=applied["fields"],
        inserted=applied["inserted"],
        deleted=applied["deleted"],
        files=answer.get("files", 0),
    )
    left = len(answer["conflicts"])
    return f"{said}{tr('; {left} left open', left=left)}" if left else said


def made_words(answer: Mapping[str, Any]) -> str:
    """Return what was written on the stick."""
    said = tr(
        "Written: {path}, {operations} operations, {files} photos and scans, {size}",
        path=answer["path"],
        operations=answer["operations"],
        files=answer["files"],
        size=size_text(answer["bytes"]),
    )
    missing = answer.get("files_missing")
    if missing:
        said += tr("; {count} photos or scans are not on this laptop", count=missing)
    return said


def size_text(size: int) -> str:
    """Return a size as people read it."""
    if size >= _MIB:
        return f"{size / _MIB:.1f} MB"
    return f"{max(1, size >> 10)} KB"


def parcel_decisions(
    lines: Iterable[ReviewLine], answers: Mapping[str, Answer]
) -> dict[str, dict[str, Any]]:
    """Return the answers by record and field, as ``Parcels.take`` takes them."""
    made: dict[str, dict[str, Any]] = {}
    for line in lines:
        answer = answers.get(line.key)
        if answer is not None:
            third = answer.pick is Pick.VALUE
            made.setdefault(line.record_id, {})[line.field or "deleted"] = (
                {"value": answer.raw} if third else str(answer.pick)
            )
    return made
