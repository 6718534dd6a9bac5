"""Photos, scans and ink as screens are told of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.changes import Changes

PHOTO, SCAN, INK = 1, 2, 3
"""Codes of ``ATTACHMENT_KIND``."""


class WaitingReason(StrEnum):
    """Why a photo could not be given to a door."""

    NO_DOOR = "photo-before-any-door"
    GAP = "photo-after-a-gap"
    UNKNOWN_DOOR = "photo-of-unknown-door"
    TAKEN_BACK = "photo-taken-back"


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One photo, scan or signature.

    Attributes:
        id: of the attachment.
        owner_kind / owner_id: what it belongs to; None while it waits in the tray.
        kind: code of ``ATTACHMENT_KIND``.
        subject: code of ``ATTACHMENT_SUBJECT``.
        taken_at: when it was taken or signed.
        media_type: of the stored content.
        signer: who signed; None for photos.
        note: for a photo in the tray, why it waits (:class:`WaitingReason`).
        near_id / near_label: door of the photo taken just before in the same import: a guess.
    """

    id: str
    owner_kind: str | None
    owner_id: str | None
    kind: int
    subject: str | None
    taken_at: datetime | None
    media_type: str
    signer: str | None = None
    note: str | None = None
    near_id: str | None = None
    near_label: str = ""


@dataclass(frozen=True, slots=True)
class PhotoAdded:
    """A photo that was added, or that was there already.

    Attributes:
        attachment_id: of the row.
        codes: texts of the bar codes and QR codes on it, door codes left out.
        door: household whose door code it shows, if any.
        known: it was there already; nothing was added.
        changes: what to publish.
    """

    attachment_id: str
    codes: tuple[str, ...]
    door: str | None
    known: bool
    changes: Changes


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What became of the photos in a folder.

    Attributes:
        found: files that promise a picture.
        filed: (household id, label, photos) of the doors that got some, in walk order of the day.
        waiting: photos now in the tray.
        known: files imported before.
        codes_only: photos of a door code alone; they are not kept.
        refused: (file name, message code) of files that could not be used.
        changes: the one operation, to be published and undone as one.
    """

    found: int
    filed: tuple[tuple[str, str, int], ...]
    waiting: int
    known: int
    codes_only: int
    refused: tuple[tuple[str, str], ...]
    changes: Changes = field(compare=False)

    @property
    def placed(self) -> int:
        """How many photos went to a door."""
        return sum(count for _, _, count in self.filed)
