"""What taking a parcel did, as the contract prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.values import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.join_plan import JoinConflict, JoinPlan
    from desktop.domain.values import Value
    from desktop.exchange.parcel import ParcelFile, ParcelHeader


def parcel_document(
    header: ParcelHeader,
    joined: JoinPlan,
    *,
    relayed: Mapping[str, int],
    dry_run: bool,
    decided: int = 0,
    files: int = 0,
    spoilt: Sequence[ParcelFile] = (),
) -> dict[str, Any]:
    """Return the contract's answer for ``parcel take``.

    Args:
        header: of the parcel.
        joined: what joining its journal did, or would do.
        relayed: name of a revoked laptop → operations of it that came along.
        dry_run: whether it was only looked at.
        decided: conflicts that the decisions ended.
        files: attachment files that were stored.
        spoilt: attachment files that are not what their rows say.
    """
    problems = [problem_document(one.code, one.kind, one.entity_id) for one in joined.problems]
    problems += [problem_document("attachment-damaged", "attachment", "") for _ in spoilt]
    return {
        "export_id": header.parcel_id,
        "from": header.device,
        "rows": header.operations + header.entries,
        "applied": {
            "fields": joined.fields,
            "inserted": joined.inserted,
            "deleted": joined.deleted,
        },
        "unchanged": joined.unchanged,
        "conflicts": [conflict_document(one) for one in joined.conflicts],
        "problems": problems,
        "dry_run": dry_run,
        "operations": joined.operations,
        "decided": decided,
        "files": files,
        "from_revoked": dict(relayed),
    }


def problem_document(code: str, kind: str, entity_id: str) -> dict[str, Any]:
    """Return one problem as the contract prints it."""
    return {
        "sheet": kind,
        "row": 0,
        "column": "",
        "value": entity_id,
        "code": code,
        "message": code,
    }


def conflict_document(conflict: JoinConflict) -> dict[str, Any]:
    """Return one open conflict as the contract prints it."""
    field = ENTITIES[conflict.kind].field(conflict.field) if conflict.kind in ENTITIES else None

    def shown(value: Value) -> str:
        return canonical(field, value) if field is not None else str(value)

    return {
        "entity_kind": conflict.kind,
        "entity_id": conflict.entity_id,
        "label": conflict.label,
        "field": conflict.field,
        "base": shown(conflict.base),
        "ours": shown(conflict.ours),
        "theirs": shown(conflict.theirs),
    }
