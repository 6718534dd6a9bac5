"""A tab of several sections: buttons above, one section at a time below."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.widgets.code_buttons import CodeButtons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.shell.desk import Desk


class Section(NamedTuple):
    """One section: its name, the word on its button, and what makes its widget.

    The widget has ``show_quarter(quarter_id)``.
    """

    name: str
    title: str
    make: Callable[[Desk], QWidget]


class SectionedPart(QWidget):
    """Each section is made when it is first looked at and read again only when it shows.

    Attributes:
        sections: the buttons.
    """

    def __init__(
        self, desk: Desk, sections: Sequence[Section], above: Sequence[QWidget] = ()
    ) -> None:
        """Set up the buttons; ``above`` stands between them and the sections."""
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._made: dict[str, QWidget] = {}
        self._makers = {section.name: section.make for section in sections}
        self._stale: set[str] = set()
        self.sections = CodeButtons([(s.name, s.title) for s in sections], toggles=False)
        self.sections.set_code(sections[0].name)
        self.sections.chosen.connect(self._show_section)
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        for widget in (self.sections, *above):
            box.addWidget(widget)
        box.addWidget(self._stack, 1)

    def show_quarter(self, quarter_id: str, _code: str) -> None:
        """Look at another quarter; empty texts when there is none."""
        self._quarter_id = quarter_id
        self._stale = set(self._makers)
        self._show_section()

    def refresh(self) -> None:
        """Read again what shows; the other sections when they are looked at."""
        self._stale = set(self._makers)
        self._show_section()

    def section(self, name: str) -> QWidget:
        """Return a section, made when it is first asked for."""
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._makers[name](self._desk)
            self._section_made(found)
            self._stack.addWidget(found)
            self._stale.add(name)
        return found

    def open(self, name: str) -> None:
        """Bring the section called ``name`` to the front."""
        self.sections.set_code(name)
        self._show_section()

    def _section_made(self, found: QWidget) -> None:
        """Connect what a section asks for; called once for each."""

    def _show_section(self) -> None:
        name = self.sections.code
        found = self.section(name)
        self._stack.setCurrentWidget(found)
        if name in self._stale:
            self._stale.discard(name)
            found.show_quarter(self._quarter_id)  # type: ignore[attr-defined]
