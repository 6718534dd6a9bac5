"""The keyboard in the elevation: every door, unit, floor and riser without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.pages.elevation_hand import DoorsInHand
    from desktop.ui.viewmodels.elevation import Door

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LARGER = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})
_ZOOM = 1.25
_FAR = 10**6


class Keys:
    """Turns keys into steps of the view.

    Arrows go from door to door, Home and End along the floor, Page Up and Page Down by a screen
    of floors, with Ctrl to the corner of the building. With Shift the same keys select a
    rectangle whose other corner is the door in hand. Space goes on, Enter opens, Ctrl+A selects
    everything, Escape nothing; + - 0 zoom.
    """

    def __init__(self, view: DoorsInHand) -> None:
        self._view = view
        self._lead = ""

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key says; return whether it was meant for us."""
        key, view = Qt.Key(event.key()), self._view
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._walk(event, key, control=control):
            return True
        if key in _ENTER and view.current_id:
            view.opened.emit(view.current_id)
        elif key is Qt.Key.Key_Space:
            view.next_open()
        elif key is Qt.Key.Key_A and control:
            view.select(door.id for door in view.elevation.doors)
        elif key is Qt.Key.Key_Escape and view.selected_ids():
            view.select(())
        else:
            return self._zoom(key)
        return True

    def _zoom(self, key: Qt.Key) -> bool:
        if key in _LARGER:
            self._view.zoom_by(_ZOOM)
        elif key is Qt.Key.Key_Minus:
            self._view.zoom_by(1 / _ZOOM)
        elif key is Qt.Key.Key_0:
            self._view.fit()
        else:
            return False
        return True

    def _walk(self, event: QKeyEvent, key: Qt.Key, *, control: bool) -> bool:
        view = self._view
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not extend or not view.selected_ids():
            self._lead = view.current_id
        start = view.elevation.by_id.get(self._lead)
        if key not in _ARROWS and key not in _JUMPS:
            return False
        if start is None:
            view.step(0)
            return True
        found = self._beside(start, *_ARROWS[key]) if key in _ARROWS else None
        if key in _JUMPS:
            found = self._jump(start, key, control=control)
        if found is not None and extend:
            self._lead = found.id
            held = view.elevation.by_id.get(view.current_id, start)
            view.select(door.id for door in view.elevation.rectangle(held, found))
        elif found is not None:
            view.select(())
            view.choose(found.id)
        return True

    def _beside(self, door: Door, across: int, down: int) -> Door | None:
        """Return the next door in a direction, over gaps."""
        house = self._view.elevation
        column, line = door.column + across, door.line + down
        while 0 <= column < house.columns and 0 <= line < len(house.floors):
            found = house.at(column, line)
            if found is not None:
                return found
            column, line = column + across, line + down
        return None

    def _jump(self, door: Door, key: Qt.Key, *, control: bool) -> Door | None:
        """Return the end of the floor or the riser, or the corner of the building."""
        house = self._view.elevation
        back = key in {Qt.Key.Key_Home, Qt.Key.Key_PageUp}
        if control:
            line, column = (-_FAR, -_FAR) if back else (_FAR, _FAR)
            return min(house.doors, key=lambda d: (abs(d.line - line), abs(d.column - column)))
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            along = [d for d in house.doors if d.line == door.line]
            return (min if back else max)(along, key=lambda d: d.column)
        page = self._view.lines_in_view
        wanted = door.line - page if back else door.line + page
        riser = [d for d in house.doors if d.column == door.column]
        return min(riser, key=lambda d: abs(d.line - wanted))


_JUMPS = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
