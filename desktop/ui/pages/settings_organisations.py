"""单位: authorities, companies and bodies by the name they had from one day to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk

_COLUMNS = ("name", "kind", "valid_from", "valid_to")
_FIELDS = ("kind", "name", "valid_from", "valid_to", "contact", "phone")


class SettingsOrganisations(QWidget):
    """The organisations of the whole office; those of one quarter stand with its project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.register = RegisterPart(
            desk,
            "organisation",
            columns=_COLUMNS,
            fields=_FIELDS,
            parent=None,
            where=_of_the_office,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(
            label(
                tr(
                    "Renamed? End the old name on its last day and add the new one from its first: "
                    "every form prints the name valid on its own day."
                ),
                "muted",
                wrap=True,
            )
        )
        whole.addWidget(self.register, 1)

    def refresh(self) -> None:
        """Read the organisations again."""
        if getattr(self._desk.office, "registers", None) is not None:
            self.register.refresh()


def _of_the_office(record: Record) -> bool:
    return not record.get("quarter_id")
