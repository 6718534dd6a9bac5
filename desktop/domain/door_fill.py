"""What a door takes from another one: only where it fits, and only where nothing was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.codes import MeteringState
from desktop.domain.neighbours import COPIED, STATE_OF, has_own_meter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from desktop.domain.values import Record, Value

Slot: TypeAlias = tuple[str, str]
"""(Entity kind, field) of a door: of the household, its water meter or its electricity meter."""

_OPEN = frozenset({None, int(MeteringState.UNKNOWN)})


@dataclass(frozen=True, slots=True)
class FillChange:
    """One field of one door that a fill writes, or that it keeps.

    Attributes:
        kind: ``household``, ``water_meter`` or ``electricity_meter``.
        field: name of the field.
        old: what stands there.
        new: what the source has.
    """

    kind: str
    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class DoorFill:
    """What a fill does at one door.

    Attributes:
        household_id: the door.
        label: its address inside the quarter.
        changes: what is written.
        kept: what was recorded already and differs: it stays.
    """

    household_id: str
    label: str
    changes: tuple[FillChange, ...]
    kept: tuple[FillChange, ...]


@dataclass(frozen=True, slots=True)
class FillPlan:
    """What a fill would do, shown before it is done.

    Attributes:
        source_id: the door that is taken after; ``source_label`` its address.
        doors: every chosen door, in the order chosen; the source itself is not among them.
        overwrite: whether what was recorded is replaced.
    """

    source_id: str
    source_label: str
    doors: tuple[DoorFill, ...]
    overwrite: bool = False

    @property
    def changed_doors(self) -> int:
        """How many doors would change."""
        return sum(bool(door.changes) for door in self.doors)

    @property
    def kept_values(self) -> int:
        """How many values were recorded already and stay."""
        return sum(len(door.kept) for door in self.doors)


@dataclass(frozen=True, slots=True)
class DoorState:
    """The present records of one door, as a fill looks at them.

    Attributes:
        household: its record.
        meters: kind → its own meters in use.
    """

    household: Record
    meters: Mapping[str, tuple[Record, ...]]

    def record(self, kind: str) -> Record | None:
        """Return the household, or its own meter of ``kind``; None without one."""
        if kind == "household":
            return self.household
        return next(iter(self.meters.get(kind, ())), None)


def fill_door(
    state: DoorState,
    source: Mapping[Slot, Value],
    *,
    slots: Collection[Slot] | None = None,
    overwrite: bool = False,
) -> tuple[tuple[FillChange, ...], tuple[FillChange, ...]]:
    """Return (what is written, what is kept) when a door takes after ``source``.

    What is known of the meter only follows where the door is metered as the source is: the
    position of an outside meter means nothing for one inside. A door with several meters keeps
    them as they are, because nobody said which one is meant.

    Args:
        state: the door as it is.
        source: slot → value of the door taken after, see ``neighbours.copied``.
        slots: only these; None for all.
        overwrite: replace what was recorded.
    """
    changes: list[FillChange] = []
    kept: list[FillChange] = []
    for (kind, name), new in source.items():
        if (slots is not None and (kind, name) not in slots) or not _fits(
            state, source, kind, slots, overwrite=overwrite
        ):
            continue
        old = (state.record(kind) or {}).get(name)
        if old == new:
            continue
        open_ = old is None or (name in STATE_OF.values() and old in _OPEN)
        (changes if open_ or overwrite else kept).append(FillChange(kind, name, old, new))
    return tuple(changes), tuple(kept)


def copyable(slot: Slot) -> bool:
    """Return whether a door may take this field from another: no number, person or consent."""
    kind, name = slot
    return name in COPIED.get(kind, ())


def _fits(
    state: DoorState,
    source: Mapping[Slot, Value],
    kind: str,
    slots: Collection[Slot] | None,
    *,
    overwrite: bool,
) -> bool:
    if kind not in STATE_OF:
        return True
    if len(state.meters.get(kind, ())) > 1:
        return False
    slot = ("household", STATE_OF[kind])
    there, here = source.get(slot), state.household.get(slot[1])
    taken = there is not None and (slots is None or slot in slots)
    after = there if taken and (overwrite or here in _OPEN) else here
    return has_own_meter(after) and (after in _OPEN or there in _OPEN or after == there)
