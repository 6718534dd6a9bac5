"""应用到…: the metering of this door for others, seen before it is done, undone as one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout

from desktop.domain.fields import ENTITIES
from desktop.domain.values import show
from desktop.ui.shell.language import field_label, language, tr
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.domain.door_fill import DoorFill, FillChange, FillPlan
    from desktop.ui.shell.desk import Desk

_MOST_DOORS = 6


class FillPanel(QFrame):
    """Which doors, what would change, what stays; then one button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._desk = desk
        self._household_id = ""
        self._selection: list[str] = []
        self._target = ""
        self._shown_plan: FillPlan | None = None
        self._buttons = FlowLayout()
        self.targets = {
            name: self._button(name, text)
            for name, text in (
                ("below", tr("Doors below")),
                ("riser", tr("The whole riser")),
                ("landing", tr("The landing")),
                ("unit_doors", tr("The whole unit")),
                ("selection", ""),
            )
        }
        self.overwrite = QCheckBox(tr("Also where something else was recorded"))
        self.overwrite.setAccessibleName(self.overwrite.text())
        self.overwrite.setMinimumHeight(TOUCH)
        self.overwrite.toggled.connect(lambda _: self._preview())
        self.preview = label("", wrap=True)
        self.apply = button("", self._apply, main=True)
        leave = button(tr("Leave it"), self.hide)
        for one in (self.apply, leave):
            one.setMinimumHeight(TOUCH)
        layout = QVBoxLayout(self)
        layout.addWidget(label(tr("Record other doors like this one"), "heading"))
        layout.addLayout(self._buttons)
        layout.addWidget(self.overwrite)
        layout.addWidget(self.preview)
        layout.addLayout(row(self.apply, leave))
        self.set_selection([])
        self._show(None)
        self.hide()

    def open_for(self, household_id: str) -> None:
        """Ask which doors; nothing is chosen yet."""
        self._household_id, self._target = household_id, ""
        self._show(None)
        self.show()

    def set_selection(self, ids: list[str]) -> None:
        """Take the doors that are chosen in the elevation."""
        self._selection = list(ids)
        chosen = self.targets["selection"]
        chosen.setText(tr("{count} chosen doors", count=len(ids)))
        chosen.setAccessibleName(chosen.text())
        chosen.setVisible(bool(ids))

    def _button(self, name: str, text: str) -> QPushButton:
        made = button(text, lambda: self._choose(name))
        made.setMinimumHeight(TOUCH)
        self._buttons.addWidget(made)
        return made

    def _choose(self, target: str) -> None:
        self._target = target
        self._preview()

    def _preview(self) -> None:
        if self._target:
            plan = partial(
                self._plan_for, self._household_id, self._target, tuple(self._selection),
                overwrite=self.overwrite.isChecked(),
            )  # fmt: skip
            self._desk.ask(plan, partial(self._planned, self._household_id), owner=self)

    def _plan_for(
        self, source: str, target: str, selection: tuple[str, ...], *, overwrite: bool
    ) -> FillPlan:
        surveying = self._desk.office.surveying
        groups: dict[str, Callable[[str], Iterable[str]]] = {
            "below": surveying.below,
            "riser": surveying.riser,
            "landing": surveying.landing,
            "unit_doors": surveying.unit_doors,
            "selection": lambda _: selection,
        }
        return surveying.plan_fill(source, groups[target](source), overwrite=overwrite)

    def _planned(self, source: str, plan: FillPlan) -> None:
        if source == self._household_id:
            self._show(plan)

    def _show(self, plan: FillPlan | None) -> None:
        self._shown_plan = plan
        changed = 0 if plan is None else plan.changed_doors
        self.apply.setVisible(plan is not None)
        self.apply.setEnabled(changed > 0)
        self.apply.setText(tr("Record {count} doors", count=changed))
        self.apply.setAccessibleName(self.apply.text())
        self.preview.setText("" if plan is None else _words(plan))

    def _apply(self) -> None:
        plan = self._shown_plan
        if plan is None:
            return
        self._desk.act(
            lambda: self._desk.office.surveying.fill(plan),
            owner=self,
            done=lambda _: self.hide(),
            notice=tr("{count} doors recorded; Ctrl+Z takes it back", count=plan.changed_doors),
        )


def _words(plan: FillPlan) -> str:
    """Return what the plan would do, the first doors of it one by one."""
    changed = [door for door in plan.doors if door.changes]
    kept = [door for door in plan.doors if door.kept]
    lines = [_line(door, door.changes) for door in changed[:_MOST_DOORS]]
    if len(changed) > _MOST_DOORS:
        lines.append(tr("… and {count} more doors alike", count=len(changed) - _MOST_DOORS))
    if not changed:
        lines.append(tr("Nothing would change."))
    if kept:
        lines.append(tr("Stays as it was recorded:"))
        lines += [_line(door, door.kept, kept=True) for door in kept[:_MOST_DOORS]]
    lines.append(tr("Numbers, readings, people and consent are never copied."))
    return "\n".join(lines)


def _line(door: DoorFill, changes: Iterable[FillChange], *, kept: bool = False) -> str:
    words = []
    for change in changes:
        field = ENTITIES[change.kind].field(change.field)
        if field is not None:
            value = show(field, change.old if kept else change.new, language())
            words.append(f"{field_label(field)} {value}")
    return f"{door.label}: {'，'.join(words)}"
