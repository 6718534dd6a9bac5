"""Whom verification believes, and from when on the file is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom to believe, and what is known of the file.

    Attributes:
        roots: PEM or DER certificates of authorities.
        crls: revocation lists at hand, PEM or DER.
        moment: when to judge; None means now.
        recorded_at: when a ledger or an archive recorded the file's hash; a certificate that has
            expired since is judged at that time.
    """

    roots: Sequence[Path | bytes] = ()
    crls: Sequence[Path | bytes] = ()
    moment: datetime | None = None
    recorded_at: datetime | None = None
