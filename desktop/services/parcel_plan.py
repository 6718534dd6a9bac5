"""A parcel, read and compared with the ledger: nothing is changed yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.merge_review import Review
    from desktop.exchange.parcel import ParcelHeader


@dataclass(frozen=True, slots=True)
class Brought:
    """What a parcel brings of one kind in one quarter.

    Attributes:
        quarter: its name; empty for what belongs to the whole office.
        kind: entity kind.
        added: records that are new here.
        changed: records with changed fields.
        deleted: records that were deleted there.
    """

    quarter: str
    kind: str
    added: int
    changed: int
    deleted: int


@dataclass(frozen=True, slots=True)
class ParcelPlan:
    """What taking a parcel would do.

    Attributes:
        path: the parcel.
        header: its authentic header.
        sender: name of the laptop that made it; ``check`` its check number.
        recipient: name of the laptop it was made for; empty for any.
        operations: how many of its operations are new here; ``known`` how many are not.
        brought: what they bring, by quarter and kind.
        review: the conflicts, for a person to decide.
        problems: what is taken but stands beside something frozen, as the contract prints it.
        revoked: (name, operations) of revoked laptops whose work comes along unseen.
        files: attachment files that are not here yet; ``file_bytes`` their size.
        unchanged: changes that say what stands here already.
    """

    path: Path
    header: ParcelHeader
    sender: str
    check: str
    recipient: str
    operations: int
    known: int
    brought: tuple[Brought, ...]
    review: Review
    problems: tuple[dict[str, Any], ...]
    revoked: tuple[tuple[str, int], ...]
    files: int
    file_bytes: int
    unchanged: int
