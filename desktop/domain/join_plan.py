"""What joining the journal of another laptop does, before and after it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desktop.domain.changes import Changes
    from desktop.domain.joined import Name
    from desktop.domain.values import Value

Decisions: TypeAlias = "str | Mapping[str, Any]"
"""``leave``, ``ours``, ``theirs``; or record id → one of them, or → field → one of them or
``{"value": …}``. ``"*"`` stands for every record, or every field, not named."""


class ForeignOperation(Protocol):
    """One operation as another laptop sealed it; ``entries`` of them follow."""

    @property
    def device(self) -> str:
        """Its laptop's incarnation; with ``sequence`` its name everywhere."""

    @property
    def sequence(self) -> int:
        """Place in that device's chain."""

    @property
    def lamport(self) -> int:
        """Logical time."""

    @property
    def operator(self) -> str:
        """Id of who did it."""

    @property
    def action(self) -> str:
        """Name of the use case."""

    @property
    def at(self) -> str:
        """Moment as the journal stores it."""

    @property
    def undoes(self) -> str | None:
        """``device:sequence`` of the operation that it takes back."""

    @property
    def seal(self) -> str:
        """Hexadecimal HMAC."""


class ForeignEntry(Protocol):
    """One entry, word for word as another laptop's journal stores it."""

    @property
    def kind(self) -> str:
        """Table."""

    @property
    def entity_id(self) -> str:
        """Row."""

    @property
    def action(self) -> str:
        """``I``, ``U`` or ``D``."""

    @property
    def field(self) -> str:
        """Changed column; empty for a whole row."""

    @property
    def old(self) -> str | None:
        """Stored text before."""

    @property
    def new(self) -> str | None:
        """Stored text after."""

    @property
    def parents(self) -> Sequence[tuple[str, int, int]]:
        """Global names of the entries that it follows."""


@dataclass(frozen=True, slots=True)
class Head:
    """One of the last values of a field that was written on several laptops side by side.

    Attributes:
        name: of the entry: device, sequence, index inside its operation.
        field: what was written; differs from the conflict's field only where an edit of a record
            stands beside its deletion.
        value: what this entry says of the conflict's field.
        who: name of the operator; empty when unknown here.
        laptop: name of the machine; empty when unknown here.
        at: when, by the laptop's clock.
        shown: whether the record shows this value.
    """

    name: Name
    field: str
    value: Value
    who: str
    laptop: str
    at: datetime
    shown: bool


@dataclass(frozen=True, slots=True)
class JoinConflict:
    """A field whose last values differ, or a deletion beside an edit (field ``deleted``).

    Attributes:
        kind: entity kind.
        entity_id: the record.
        label: what people call it.
        field: the field.
        base: the value that both sides began with.
        ours: the value shown here (while a parcel is taken: shown before it was).
        theirs: the other side's newest value.
        heads: all of them, the shown one first.
    """

    kind: str
    entity_id: str
    label: str
    field: str
    base: Value
    ours: Value
    theirs: Value
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class JoinProblem:
    """Something that was taken over as data and that a person has to know.

    Attributes:
        code: ``vote-closed``, ``acceptance-decided`` (it came late; the frozen result stays),
            ``join-deleted-in-use`` (a decided deletion that would hide living records).
        kind: entity kind.
        entity_id: the record.
    """

    code: str
    kind: str
    entity_id: str


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """What a joining does; the same for a look and for the real thing.

    Attributes:
        operations: how many are new here.
        entries: how many they have.
        fields: how many fields of records that were here change.
        inserted: how many records appear.
        deleted: how many records disappear.
        unchanged: entries that were here already, or whose value is not shown.
        conflicts: open ones that operations of this parcel take part in.
        problems: what is told beside it.
        relayed: revoked device → operations of it that were not known here.
    """

    operations: int = 0
    entries: int = 0
    fields: int = 0
    inserted: int = 0
    deleted: int = 0
    unchanged: int = 0
    conflicts: tuple[JoinConflict, ...] = ()
    problems: tuple[JoinProblem, ...] = ()
    relayed: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class JoinOutcome:
    """What was written.

    Attributes:
        plan: what happened; its conflicts are those that stay open.
        decided: how many conflicts the decisions ended.
        changes: what the screens have to read again.
    """

    plan: JoinPlan
    decided: int
    changes: Changes
