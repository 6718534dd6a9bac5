"""A person who works with the ledger."""

from __future__ import annotations

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun


class Operator(Noun):
    """A person who works with the ledger; the password lives in the key file only.

    Attributes:
        name: what the person types to sign in.
        role: ``domain/codes.OperatorRole``.
        disabled: may no longer open the ledger.
    """

    __tablename__ = "operator"

    name: Mapped[str | None] = mapped_column(String(60))
    role: Mapped[int | None] = mapped_column(SmallInteger)
    disabled: Mapped[bool | None]
