"""Signed sheets that came back as scans: where each page went, and what it says of the consent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.codes import ConsentBasis

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desktop.domain.changes import Changes


@dataclass(frozen=True, slots=True)
class FiledPage:
    """A page that lies with its household.

    Attributes:
        attachment_id: the stored picture.
        household_id: the household that its code named.
        label: address with the quarter's name.
        source: name of the file it came from.
        number: of the page in that file.
    """

    attachment_id: str
    household_id: str
    label: str
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class TrayPage:
    """A page that waits for a person to say whose it is.

    Attributes:
        attachment_id: the stored picture.
        source: name of the file it came from.
        number: of the page in that file.
        reason: message code: no code to be read, several codes, a household not in this ledger.
    """

    attachment_id: str
    source: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedScan:
    """A file that was not taken in.

    Attributes:
        source: its name.
        code: why, a message code.
        details: for the sentence.
    """

    source: str
    code: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What became of a pile of scans.

    Attributes:
        batch: mark of this pile on its pages.
        filed: in walking order, which is the order of typing back.
        tray: pages without a door.
        known: pages that were taken in before and are not kept twice.
        blank: pages with nothing on them, such as the backs of sheets; not kept.
        refused: files that cannot be read.
        twice: addresses that have more than one page in this pile.
        changes: the one operation; empty when nothing new came.
    """

    batch: str
    filed: tuple[FiledPage, ...]
    tray: tuple[TrayPage, ...]
    known: int
    blank: int
    refused: tuple[RefusedScan, ...]
    twice: tuple[str, ...]
    changes: Changes

    @property
    def pages(self) -> int:
        """How many pages were looked at."""
        return len(self.filed) + len(self.tray) + self.known + self.blank


@dataclass(frozen=True, slots=True)
class SheetScan:
    """A filed page on the way to being typed back.

    Attributes:
        attachment_id: the stored picture; ``file_id`` its file.
        household_id: whose it is; empty while it lies in the tray.
        quarter: name of the quarter.
        label: address inside it.
        taken_at: when it was taken in.
        typed: whether a person said that it is typed back.
        basis: what the household's consent rests on, a code of ``CONSENT_BASIS``.
    """

    attachment_id: str
    file_id: str
    household_id: str
    quarter: str
    label: str
    taken_at: datetime | None
    typed: bool
    basis: int | None


@dataclass(frozen=True, slots=True)
class AwaitedOriginal:
    """A household whose consent rests on a photo or scan (待补原件).

    Attributes:
        since: when the copy was taken in, None when nobody filed it here.
    """

    household_id: str
    quarter: str
    label: str
    since: datetime | None


def basis_after(current: int | None, came: ConsentBasis) -> int | None:
    """Return what a household's consent rests on after a sheet came in.

    An original outweighs everything; a copy never takes the place of a paper or of a signature on
    the screen (acceptance_and_rules.md, section 4: default paper, hand-signed).
    """
    if came is ConsentBasis.PAPER:
        return int(ConsentBasis.PAPER)
    if current in {ConsentBasis.PAPER, ConsentBasis.SCREEN}:
        return current
    return int(came)
