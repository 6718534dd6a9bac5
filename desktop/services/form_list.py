"""One issued form as lists show it: its record with its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.form_state import FormStanding, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.values import Record


def form_row(
    row: Record, signatures: Sequence[Record], replaced: Mapping[str, str]
) -> dict[str, Any]:
    """Return ``row`` with ``state``, ``signed_by``, ``open``, ``signatures``, ``replaced_by``."""
    by = replaced.get(str(row["document_no"]), "")
    found = standing(row, signatures, by)
    return {
        **row,
        "state": str(FormStanding.VOID if row["deleted"] else found.state),
        "signed_by": found.signed,
        "open": found.open,
        "signatures": list(signatures),
        "replaced_by": by,
    }
