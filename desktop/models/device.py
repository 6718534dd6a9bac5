"""A laptop of the office, in one incarnation."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun


class Device(Noun):
    """A laptop of the office, in one incarnation; each has a chain of its own in the journal.

    Attributes:
        name: the machine's name, for people.
        public_key: Ed25519 public key in hexadecimal, with which its parcels are checked.
        revoked: parcels of this device are no longer taken.
    """

    __tablename__ = "device"

    name: Mapped[str | None] = mapped_column(String(60))
    public_key: Mapped[str | None] = mapped_column(String(64))
    revoked: Mapped[bool | None]
