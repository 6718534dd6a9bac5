"""A failure as one sentence and what to do; it stays until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, clear, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Banner(QFrame):
    """Stands above the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = label("", "heading", wrap=True)
        self._hint = label("", wrap=True)
        self._actions = QHBoxLayout()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._hint, 1)
        layout.addLayout(self._actions)
        layout.addWidget(button(tr("Close"), self.hide))
        self.hide()

    def show_failure(
        self, text: str, hint: str, actions: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Say it, with what a person can do about it at once."""
        self._show("banner", text, hint, actions)

    def show_offer(
        self, text: str, actions: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Offer something; nothing is wrong."""
        self._show("offer", text, "", actions)

    def _show(
        self, look: str, text: str, hint: str, actions: Sequence[tuple[str, Callable[[], object]]]
    ) -> None:
        self.setObjectName(look)
        self.style().polish(self)
        clear(self._actions)
        for name, run in actions:
            self._actions.addWidget(button(name, run, main=True))
        self._text.setText(text)
        self._hint.setText(hint)
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()
