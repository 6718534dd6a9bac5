"""The elevation for a screen reader: a table whose cells are the doors, each said in words.

Qt knows widgets; a drawing is one widget. Hence the view answers Qt's questions itself: how many
doors there are, what each is called, where it stands, which one is in hand and which are selected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from shiboken6 import isValid

from desktop.ui.pages.door_words import describe

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QColor, QWindow

    from desktop.ui.pages.elevation_hand import DoorsInHand
    from desktop.ui.viewmodels.elevation import Door


class _Readers:
    """What was handed to Qt.

    Qt keeps the addresses of interfaces for as long as a screen reader may ask for them, and
    deletes those of widgets itself. An interface that Python deleted earlier would be asked after
    its end, so every one stays until the program ends; there is one per door of the largest
    building ever shown.
    """

    tables: list[DoorTable] = []  # noqa: RUF012 - one for the program, as the factory is
    known: dict[int, DoorsInHand] = {}  # noqa: RUF012 - as above


def make_readable(view: DoorsInHand) -> None:
    """Let screen readers see the doors of ``view``."""
    if not _Readers.known:
        QAccessible.installFactory(_interface_of)
    _Readers.known = {one: kept for one, kept in _Readers.known.items() if isValid(kept)}
    _Readers.known[id(view)] = view


def say_current(view: DoorsInHand) -> None:
    """Tell screen readers which door is in hand now."""
    place = _place(view, view.current_id)
    if not QAccessible.isActive() or place < 0:
        return
    event = QAccessibleEvent(view, QAccessible.Event.Focus)
    event.setChild(place)
    QAccessible.updateAccessibility(event)


def say_selection(view: DoorsInHand) -> None:
    """Tell screen readers that other doors are selected."""
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.SelectionWithin)
        QAccessible.updateAccessibility(event)


class DoorTable(QAccessibleInterface):
    """The building: a table with a cell per door, in the order of the drawing."""

    def __init__(self, view: DoorsInHand) -> None:
        super().__init__()
        self.view = view
        self._cells: list[DoorCell] = []

    def isValid(self) -> bool:
        """Say whether the view is still there."""
        return isValid(self.view)

    def object(self) -> QObject | None:  # type: ignore[override]
        """Return the view."""
        return self.view if self.isValid() else None

    def window(self) -> QWindow | None:  # type: ignore[override]
        """Return the window it is in."""
        return self.view.window().windowHandle() if self.isValid() else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return what the view lies in."""
        above = self.view.parentWidget() if self.isValid() else None
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def role(self) -> QAccessible.Role:
        """Say what it is."""
        return QAccessible.Role.Table

    def text(self, kind: QAccessible.Text) -> str:
        """Return the view's name, or the door in hand in words."""
        if kind is QAccessible.Text.Name:
            return self.view.accessibleName()
        return self.view.accessibleDescription() if kind is QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing can be typed into a drawing."""

    def state(self) -> QAccessible.State:
        """Say that it takes the keyboard and lets several doors be selected."""
        return _state(
            focusable=True,
            multiSelectable=True,
            focused=self.view.hasFocus(),
            invisible=not self.view.isVisible(),
        )

    def rect(self) -> QRect:
        """Return where it is on the screen."""
        return _on_screen(self.view, self.view.rect())

    def childCount(self) -> int:
        """Return how many doors there are."""
        return len(self.view.elevation.doors) if self.isValid() else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return a door."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._cells) <= index:
            self._cells.append(DoorCell(self, len(self._cells)))
        return self._cells[index]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the door at a place of the screen."""
        point = self.view.mapFromGlobal(QPointF(x, y))
        door = self.view.door_at(point)
        return None if door is None else self.child(_place(self.view, door.id))

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the door in hand."""
        return self.child(_place(self.view, self.view.current_id))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return which door ``child`` is."""
        return child.index if isinstance(child, DoorCell) else -1

    def foregroundColor(self) -> QColor:
        """Return the colour of the text."""
        return self.view.palette().windowText().color()

    def backgroundColor(self) -> QColor:
        """Return the colour behind it."""
        return self.view.palette().base().color()


class DoorCell(QAccessibleInterface):
    """One door.

    Attributes:
        index: its place among the doors of the building; another building's door may take it.
    """

    def __init__(self, table: DoorTable, index: int) -> None:
        super().__init__()
        self._table = table
        self.index = index

    @property
    def _door(self) -> Door | None:
        doors = self._table.view.elevation.doors if self._table.isValid() else ()
        return doors[self.index] if self.index < len(doors) else None

    def isValid(self) -> bool:
        """Say whether there is such a door."""
        return self._door is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        """A door is drawn; there is no object."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        """Return the window it is in."""
        return self._table.window()

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the building."""
        return self._table

    def role(self) -> QAccessible.Role:
        """Say what it is."""
        return QAccessible.Role.Cell

    def text(self, kind: QAccessible.Text) -> str:
        """Return the door in words."""
        door = self._door
        return describe(door) if door is not None and kind is QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing can be typed into a drawing."""

    def state(self) -> QAccessible.State:
        """Say whether it is in hand, selected, in view."""
        view, door = self._table.view, self._door
        if door is None:
            return _state(invalid=True)
        return _state(
            focusable=True,
            selectable=True,
            focused=door.id == view.current_id and view.hasFocus(),
            selected=view.is_selected(door.id),
            invisible=not view.isVisible(),
        )

    def rect(self) -> QRect:
        """Return where it is on the screen."""
        door = self._door
        if door is None:
            return QRect()
        view = self._table.view
        return _on_screen(view, view.cell(door.id).toAlignedRect())

    def childCount(self) -> int:
        """Nothing lies inside a door."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Nothing lies inside a door."""
        del index
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Nothing lies inside a door."""
        del x, y
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Nothing lies inside a door."""
        del child
        return -1


def _interface_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    view = _Readers.known.get(id(thing))
    if view is None or view is not thing:
        return None
    table = DoorTable(view)
    _Readers.tables.append(table)
    return table


def _state(**flags: bool) -> QAccessible.State:
    state = QAccessible.State()
    for name, value in flags.items():
        setattr(state, name, value)  # the flags are missing in the stubs
    return state


def _place(view: DoorsInHand, household_id: str) -> int:
    return view.elevation.place_of.get(household_id, -1)


def _on_screen(view: DoorsInHand, box: QRect) -> QRect:
    return QRect(view.mapToGlobal(box.topLeft()), box.size())
