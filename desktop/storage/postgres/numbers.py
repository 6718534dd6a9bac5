"""Sums of whole numbers come back as whole numbers, as SQLite gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from psycopg.adapt import Loader

if TYPE_CHECKING:
    from psycopg.abc import Buffer


class WholeNumber(Loader):
    """Reads PostgreSQL's ``numeric``, which ``sum`` of whole numbers is there."""

    def load(self, data: Buffer) -> int | Decimal:
        """Return a whole number where nothing stands behind the point."""
        text = bytes(data).decode()
        return Decimal(text) if "." in text or not text.lstrip("-").isdigit() else int(text)
