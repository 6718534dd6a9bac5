"""Names as people search them."""

from __future__ import annotations

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base


class SearchText(Base):
    """A distinct name with its readings: derived, rebuilt at any time.

    Attributes:
        number: also the row of the bigram index.
        kind: ``household`` for owners' names, ``quarter`` for quarters' names.
        text: the name.
        pinyin: reading without tones and spaces.
        initials: first letters of the syllables.
    """

    __tablename__ = "search_text"
    __table_args__ = (
        UniqueConstraint("text", "kind"),
        Index(None, "pinyin"),
        Index(None, "initials"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(120))
    pinyin: Mapped[str] = mapped_column(String(400))
    initials: Mapped[str] = mapped_column(String(120))
