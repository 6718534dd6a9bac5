"""The doors in hand: which one is framed, which are selected, and which comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal

from desktop.ui.pages.door_words import describe
from desktop.ui.pages.elevation_stage import Stage
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.viewmodels.elevation import Door, Elevation


class DoorsInHand(Stage):
    """One building, the door in hand and the selected ones; no mouse, no keys yet.

    Attributes:
        current_id: the door in hand, framed; empty for none.
        walk: in which order doors are offered.

    Signals:
        chosen: id of the household whose door was chosen.
        opened: id of the household whose door was entered (Enter or double click).
        selection_changed: ids of the selected doors in walking order; empty without a selection.
        finished: the next door was asked for and none is left.
    """

    chosen = Signal(str)
    opened = Signal(str)
    selection_changed = Signal(list)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.current_id = ""
        self.walk = Walk()
        self._selected: frozenset[str] = frozenset()

    def show_elevation(self, elevation: Elevation) -> None:
        """Draw this building; the same one with other doors keeps zoom, door and selection."""
        if self.current_id not in elevation.by_id:
            self.current_id = ""
        self.draw(elevation)
        self._select(self._selected & elevation.by_id.keys())
        self._describe()

    def renew(self, elevation: Elevation) -> frozenset[str]:
        """Draw the doors again that differ and return them; the building stands as it stood."""
        changed = super().renew(elevation)
        if self.current_id in changed:
            self._describe()
        return changed

    def choose(self, household_id: str) -> None:
        """Put the frame around one door and bring it into view."""
        if household_id == self.current_id:
            return
        before, self.current_id = self.current_id, household_id
        door = self.elevation.by_id.get(household_id)
        if door is None or not self.reveal(door):
            self.update_door(before)
            self.update_door(household_id)
        self._describe()
        self.said_current()
        if household_id:
            self.chosen.emit(household_id)

    def step(self, by: int) -> None:
        """Go on in the order in which a surveyor walks."""
        found = self.walk.step(self.elevation, self.current_id, by)
        if found:
            self.choose(found)

    def next_open(self) -> bool:
        """Go to the next door to visit; return False, and say so, when none is left."""
        found = self.walk.next_open(self.elevation, self.current_id, self.show_only)
        if found:
            self.choose(found)
        else:
            self.finished.emit()
        return bool(found)

    def selected_ids(self) -> list[str]:
        """Return the selected doors in walking order; empty without a selection."""
        return [door.id for door in self.walk.order(self.elevation) if door.id in self._selected]

    def is_selected(self, household_id: str) -> bool:
        """Return whether a door is selected."""
        return household_id in self._selected

    def select(self, ids: Iterable[str]) -> None:
        """Select exactly these doors."""
        self._select(frozenset(ids) & self.elevation.by_id.keys())

    def toggle(self, household_id: str) -> None:
        """Add a door to the selection or take it out; the door in hand joins the first."""
        if not self._selected and self.current_id:
            self._select(frozenset({self.current_id, household_id}))
        else:
            self._select(self._selected ^ {household_id})

    def select_at(self, point: QPointF, *, add: bool = False) -> bool:
        """Select the unit, floor or riser whose label is there; return whether one is."""
        body, (x, y) = self.body(), self.inside(point)
        doors: list[Door] = []
        if body.left() <= point.x() < body.right() and point.y() < body.top():
            unit = self.grid.unit_at(x)
            doors = [] if unit is None else self.elevation.of_unit(unit)
        elif body.left() <= point.x() < body.right() and point.y() >= self.foot():
            column = self.grid.column_at(x)
            doors = [door for door in self.elevation.doors if door.column == column]
        elif point.x() < body.left() and body.top() <= point.y() < body.bottom():
            line = self.grid.line_at(y)
            doors = [door for door in self.elevation.doors if door.line == line]
        ids = frozenset(door.id for door in doors)
        if ids:
            self._select(self._selected | ids if add else ids)
        return bool(ids)

    def _select(self, ids: frozenset[str]) -> None:
        if ids != self._selected:
            self._selected = ids
            self.update()
            self._describe()
            self.said_selection()
            self.selection_changed.emit(self.selected_ids())

    def said_current(self) -> None:
        """Another door is in hand; a screen reader may be told."""

    def said_selection(self) -> None:
        """Other doors are selected; a screen reader may be told."""

    def _middle(self) -> QPointF:
        held = self.cell(self.current_id)
        return super()._middle() if held.isEmpty() else held.center()

    def _describe(self) -> None:
        """Tell a screen reader which door is in hand and how many are selected."""
        door = self.elevation.by_id.get(self.current_id)
        words = describe(door) if door else ""
        if self._selected:
            words = tr("{door}; {count} doors selected", door=words, count=len(self._selected))
        self.setAccessibleDescription(words)
