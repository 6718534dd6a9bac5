"""The change journal: operations, their entries, and the context the triggers read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import ID_LENGTH, Base, Moment


class JournalOperation(Base):
    """One user action, sealed: append only.

    Attributes:
        number: place in this ledger, from 1 without gaps.
        device: device that made it; with ``sequence`` its name in every ledger.
        sequence: place in that device's chain.
        lamport: logical time.
        operator: id of the operator.
        action: name of the use case.
        at: by the device's clock; never used for order.
        undoes: ``device:sequence`` of the operation it takes back.
        first_entry, last_entry: numbers of its entries, which lie side by side.
        seal: hexadecimal HMAC-SHA-256 over this row, its entries and the seal before it.
    """

    __tablename__ = "journal_operation"
    __table_args__ = (
        UniqueConstraint("device", "sequence"),
        Index(None, "undoes"),
        Index(None, "lamport"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    device: Mapped[str] = mapped_column(String(ID_LENGTH))
    sequence: Mapped[int]
    lamport: Mapped[int]
    operator: Mapped[str] = mapped_column(String(ID_LENGTH))
    action: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Moment)
    undoes: Mapped[str | None] = mapped_column(String(60))
    first_entry: Mapped[int]
    last_entry: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))


class JournalEntry(Base):
    """One inserted or deleted row, or one changed field: append only, written by triggers.

    Attributes:
        number: place in this ledger.
        operation: number of its operation.
        kind: table.
        entity_id: row.
        action: ``I``, ``U`` or ``D``.
        field: changed column; empty for a whole row.
        old, new: stored values as text; for a whole row ``new`` (or ``old``) is a JSON array of
            the journalled columns in their order.
        parent: entry that the field's value came from.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (Index(None, "entity_id"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    operation: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    entity_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    action: Mapped[str] = mapped_column(String(1))
    field: Mapped[str] = mapped_column(String(30))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    parent: Mapped[int | None]


class JournalContext(Base):
    """The operation under way: one row between BEGIN and COMMIT, none otherwise."""

    __tablename__ = "journal_context"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    operation: Mapped[int]


class JournalParent(Base):
    """The entries that an entry names as those it follows, where its ``parent`` does not say it.

    Attributes:
        entry: the later entry.
        parent: one of those before it. Rows here replace the entry's own ``parent``.
    """

    __tablename__ = "journal_parent"

    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    parent: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class JournalHead(Base):
    """The last entries of a field that was written on two laptops side by side.

    A field with one head, which is nearly every one, has no row here. The rows follow from the
    journal and can be made from it again.

    Attributes:
        kind: table.
        entity_id: row.
        field: column.
        entry: one of its heads.
        shown: whether the record shows this head's value.
    """

    __tablename__ = "journal_head"

    entity_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    field: Mapped[str] = mapped_column(String(30), primary_key=True)
    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30))
    shown: Mapped[bool]
