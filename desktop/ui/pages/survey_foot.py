"""What stands below the elevation: go on, the doors to try again, the order, the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QToolButton

from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.kernel.settings import Settings
    from desktop.ui.pages.elevation_view import ElevationView

_ZOOM = 1.4


class SurveyFoot(QFrame):
    """Buttons for a finger, in the order they are needed."""

    def __init__(self, view: ElevationView, settings: Settings) -> None:
        super().__init__()
        self._view, self._settings = view, settings
        self.next = button(tr("Next door to visit"), view.next_open, main=True)
        self.again = _tool("", lambda: None)
        self.again.setCheckable(True)
        self.order = _tool("", self._turn)
        self.order.setToolTip(tr("The order in which doors are offered; press for another"))
        self.clear = _tool("", lambda: view.select(()))
        self.fit = _tool(tr("Fit"), view.fit)
        self.fit.setToolTip(tr("Show the whole building (0)"))
        smaller = _tool("−", lambda: view.zoom_by(1 / _ZOOM), tr("Smaller"))
        larger = _tool("+", lambda: view.zoom_by(_ZOOM), tr("Larger"))
        layout = FlowLayout(self)
        for one in (
            self.next, self.again, self.order, smaller, larger, self.fit, self.clear,
        ):  # fmt: skip
            one.setMinimumHeight(current().measure("touch"))
            layout.addWidget(one)
        view.selection_changed.connect(self._show_selection)
        self._show_selection([])
        self._show_order()
        self.count_again(0)

    def count_again(self, doors: int) -> None:
        """Write how many doors are to be tried again."""
        text = tr("Still to visit {count}", count=doors)
        self.again.setText("\n".join(text.rsplit(" ", 1)))  # keeps its width as the number grows
        self.again.setAccessibleName(text)

    def _turn(self) -> None:
        settings = self._settings
        settings.walk_up = settings.walk_up != settings.walk_snake
        settings.walk_snake = not settings.walk_snake
        self._show_order()

    def _show_order(self) -> None:
        walk, settings = self._view.walk, self._settings
        walk.up, walk.snake = settings.walk_up, settings.walk_snake
        self.order.setText(
            {
                (False, False): tr("↓ Top down"),
                (False, True): tr("↓ Zigzag down"),
                (True, False): tr("↑ Bottom up"),
                (True, True): tr("↑ Zigzag up"),
            }[walk.up, walk.snake]
        )
        self.order.setAccessibleName(tr("Order: {order}", order=self.order.text()))

    def _show_selection(self, ids: list[str]) -> None:
        self.clear.setVisible(bool(ids))
        self.clear.setText(tr("{count} selected ✕", count=len(ids)))
        self.clear.setAccessibleName(tr("Clear the selection"))


def _tool(text: str, pressed: Callable[[], object], name: str = "") -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setAccessibleName(name or text)
    made.setToolTip(name)
    made.setMinimumWidth(current().measure("touch"))
    made.setProperty("code", True)
    made.clicked.connect(lambda *_: pressed())
    return made
