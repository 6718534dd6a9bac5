"""A building is planned and made from floors and doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.changes import Changes
from desktop.domain.grid import Grid, GridDoor, generate
from desktop.kernel.errors import InputError
from desktop.ui.dialogs.grid import GridDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from pytestqt.qtbot import QtBot


class FakeGrids:
    """Plans like the real service and remembers what was built."""

    def __init__(self) -> None:
        self.built: list[tuple[str, str, Grid]] = []

    def preview(self, grid: Grid) -> list[GridDoor]:
        try:
            return generate(grid)
        except ValueError as problem:
            raise InputError("grid-impossible") from problem

    def build(self, quarter_id: str, number: str, grid: Grid) -> Changes:
        self.built.append((quarter_id, number, grid))
        return Changes("1", "build-grid", frozenset({"building"}), frozenset())


class FakeDesk:
    """Runs an action at once, as if it were never slow."""

    def __init__(self) -> None:
        self.office = self
        self.grids = FakeGrids()

    def act(self, action: Callable[[], Any], *, done: Callable[[Any], None], **_: object) -> int:
        done(action())
        return 1


def test_the_plan_says_what_it_makes_and_makes_it(qtbot: QtBot) -> None:
    desk = FakeDesk()
    dialog = GridDialog(desk, "q1")  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.number.setText("9栋")
    dialog.floors.setValue(7)
    dialog.missing.setText("101，2-702")
    assert str(7 * 2 * 3 - 3 - 1) in dialog._preview.text()
    dialog._go.click()
    (quarter, number, grid) = desk.grids.built[0]
    assert (quarter, number, grid.floors) == ("q1", "9栋", 7)
    assert grid.missing_rooms == {"101", "2-702"}
    assert dialog.result() == GridDialog.DialogCode.Accepted


def test_a_plan_without_doors_cannot_be_made(qtbot: QtBot) -> None:
    dialog = GridDialog(FakeDesk(), "q1")  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.floors.setValue(1)
    dialog.first.setValue(2)
    assert not dialog._go.isEnabled()
    assert dialog._preview.text()
