"""The tree of meters as a screen shows it: masters and what hangs below, then what is loose."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.domain.codes import ELEC_ROLE, WATER_ROLE
from desktop.ui.shell.language import language, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from desktop.domain.meter_tree import MeterForest, TreeMeter

_ROLES = {"water_meter": WATER_ROLE, "electricity_meter": ELEC_ROLE}


@dataclass(eq=False, slots=True)
class MeterNode:
    """One line of the tree.

    Attributes:
        cells: what stands in each column.
        meter: the meter, None for a heading.
        meter_ids: what is meant when the line is chosen: the meter, or all of a heading's.
        colour: token of the text's colour, empty for the usual.
        parent: line above in the tree.
        children: lines below.
        row: its place among them.
    """

    cells: tuple[str, ...]
    meter: TreeMeter | None = None
    meter_ids: tuple[str, ...] = ()
    colour: str = ""
    parent: MeterNode | None = None
    children: list[MeterNode] = field(default_factory=list)
    row: int = 0

    @property
    def key(self) -> str:
        """What it is known by when the tree is read again."""
        return self.meter.id if self.meter is not None else self.cells[0]

    def add(self, child: MeterNode) -> MeterNode:
        """Put ``child`` below this line."""
        child.parent, child.row = self, len(self.children)
        self.children.append(child)
        return child


@dataclass(frozen=True, slots=True)
class MeterView:
    """Everything the screen shows of one forest; made off the window's thread.

    Attributes:
        forest: the meters.
        root: the line above all lines.
        places: meter id → the line it is found at.
        uppers: (id, text) of the meters that others may hang below.
    """

    forest: MeterForest
    root: MeterNode
    places: dict[str, MeterNode]
    uppers: list[tuple[str, str]]


def meter_view(kind: str, forest: MeterForest) -> MeterView:
    """Return what the screen shows of ``forest``."""
    root = meter_nodes(kind, forest)
    places: dict[str, MeterNode] = {}
    waiting = list(root.children)
    while waiting:
        node = waiting.pop()
        if node.meter is not None:
            places[node.meter.id] = node
        waiting += node.children
    return MeterView(forest, root, places, masters_of(forest, kind))


def headings() -> tuple[str, ...]:
    """Return the headings of the columns."""
    return (tr("Meter"), tr("Use"), tr("Where"), tr("Households"), tr("Last reading"))


def role_label(kind: str, role: int | None) -> str:
    """Return what people call a role."""
    return "" if role is None else _ROLES[kind].label(role, language())


def meter_nodes(kind: str, forest: MeterForest) -> MeterNode:
    """Return the root line of the tree of ``forest``."""
    root = MeterNode(())
    for meter in forest.roots:
        _grow(root, kind, meter, forest, set())
    _heading(root, kind, tr("Hang below a ring"), forest.looping, forest, wrong=True)
    _heading(root, kind, tr("Upper meter is gone"), forest.orphans, forest, wrong=True)
    if forest.loose:
        top = root.add(_line(tr("Hang below nothing"), forest.loose))
        for where, meters in groupby(forest.loose, _place):
            group = list(meters)
            below = top.add(_line(where, group))
            for meter in group:
                below.add(_node(kind, meter, forest))
    return root


def plain(value: Decimal | None) -> str:
    """Return a reading without zeros that nobody read."""
    return "" if value is None else f"{value.normalize():f}"


def masters_of(forest: MeterForest, kind: str) -> list[tuple[str, str]]:
    """Return (id, text) of the meters that others may hang below: those of no household first."""
    found = [m for m in forest.by_id.values() if not m.of_household or m.id in forest.children]
    return [
        (m.id, " ".join(part for part in (m.number, role_label(kind, m.role), m.where) if part))
        for m in found
    ]


def _heading(
    root: MeterNode,
    kind: str,
    text: str,
    meters: Sequence[TreeMeter],
    forest: MeterForest,
    *,
    wrong: bool,
) -> None:
    if not meters:
        return
    line = root.add(_line(text, meters))
    line.colour = "error_text" if wrong else ""
    for meter in meters:
        line.add(_node(kind, meter, forest))


def _grow(
    above: MeterNode, kind: str, meter: TreeMeter, forest: MeterForest, seen: set[str]
) -> None:
    if meter.id in seen:
        return
    seen.add(meter.id)
    line = above.add(_node(kind, meter, forest))
    for below in forest.below(meter.id):
        _grow(line, kind, below, forest, seen)


def _node(kind: str, meter: TreeMeter, forest: MeterForest) -> MeterNode:
    count = forest.households_below(meter.id)
    last = "" if meter.reading is None else f"{plain(meter.reading)} · {meter.read_on}"
    cells = (
        meter.number or tr("(no number)"),
        role_label(kind, meter.role),
        meter.where,
        str(count) if count else "",
        last,
    )
    return MeterNode(cells, meter, (meter.id,))


def _line(text: str, meters: Iterable[TreeMeter]) -> MeterNode:
    ids = tuple(meter.id for meter in meters)
    return MeterNode((text, "", "", str(len(ids)), ""), None, ids)


def _place(meter: TreeMeter) -> str:
    return meter.staircase
