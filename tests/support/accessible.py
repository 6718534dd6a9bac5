"""Walks a window the way a screen reader and the Tab key do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from desktop.ui.pages.project.sectioned_part import SectionedPart

if TYPE_CHECKING:
    from collections.abc import Iterator

_MUTE = {QAccessible.Role.NoRole}
_STEPS = 600


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Yield every visible, enabled widget under ``root`` that the Tab key stops at."""
    everything: list[Any] = list(root.findChildren(QWidget))
    for widget in everything:
        if (
            widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and widget.window() is root.window()
            and not _inner(widget)
        ):
            yield widget


def nameless(root: QWidget) -> list[str]:
    """Return the controls under ``root`` that a screen reader would meet without name or role."""
    wrong = []
    for widget in focusable(root):
        found = QAccessible.queryAccessibleInterface(widget)
        if found.role() in _MUTE or not found.text(QAccessible.Text.Name).strip():
            wrong.append(describe(widget))
    return wrong


def unreached(root: QWidget, first: QWidget) -> list[str]:
    """Press Tab from ``first`` until something comes again; return what was not met, or a trap."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _ in range(_STEPS):
        now = QApplication.focusWidget()
        if met and now is met[-1]:
            return [f"trapped in {describe(now)}"]
        if now is None or now in met:
            break
        met.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    else:
        return [f"never comes round: {[describe(w) for w in met[-3:]]}"]
    return [describe(widget) for widget in focusable(root) if widget not in met]


def clipped(root: QWidget) -> list[str]:
    """Return buttons and one-line labels whose text does not fit where they stand."""
    wrong = []
    everything: list[Any] = list(root.findChildren(QWidget))
    for widget in everything:
        if not widget.isVisible() or not isinstance(widget, (QPushButton, QToolButton, QLabel)):
            continue
        if not widget.text() or (isinstance(widget, QLabel) and widget.wordWrap()):
            continue
        hint = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
        if hint.width() > widget.width() + 1 or hint.height() > widget.height() + 1:
            wrong.append(
                f"{describe(widget)}: {widget.width()}×{widget.height()} "
                f"of {hint.width()}×{hint.height()}"
            )
    return wrong


def faces(page: Any) -> Iterator[str]:
    """Bring every tab of a page, and every section of a tab, to the front; yield its name."""
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        title = page.tabs.tabText(number)
        yield title
        inner: list[Any] = list(page.tabs.widget(number).findChildren(QTabWidget))
        for tabs in inner:
            for place in range(1, tabs.count()):
                tabs.setCurrentIndex(place)
                yield f"{title}/{tabs.tabText(place)}"
        parts: list[Any] = list(page.tabs.widget(number).findChildren(SectionedPart))
        for part in parts:
            for section in list(part._makers)[1:]:
                part.open(section)
                yield f"{title}/{section}"


def describe(widget: QWidget) -> str:
    """Return class, object name and words of a widget."""
    words = widget.text() if isinstance(widget, (QAbstractButton, QLabel, QLineEdit)) else ""
    parents: list[str] = []
    above = widget.parentWidget()
    while above is not None and len(parents) < 4:
        parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__}#{widget.objectName()} '{words}' in {' < '.join(parents)}"


def _inner(widget: QWidget) -> bool:
    """Whether a widget is a part of a control that has the name."""
    if widget.objectName().startswith("qt_"):
        return True
    if isinstance(widget, QScrollArea):
        return True  # scrolls by its contents
    parent = widget.parentWidget()
    return isinstance(parent, (QAbstractItemView, QTabBar)) or (
        isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea)
    )
