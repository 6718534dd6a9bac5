"""How the cells of the spreadsheet are typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QWidget

from desktop.domain.fields import Kind
from desktop.ui.itemmodels.households import WAITING
from desktop.ui.shell.language import language

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.ui.itemmodels.households import HouseholdTable

_Index = QModelIndex | QPersistentModelIndex


class SheetCells(QStyledItemDelegate):
    """Makes the editors of cells and hands over what was typed.

    Signals:
        typed: (row, column, text, where to go on: (rows down, columns right)).
    """

    typed = Signal(int, int, str, int, int)

    def __init__(self, model: HouseholdTable, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Return the editor of a cell: a list for codes, a line for everything else."""
        del option
        of = self._model.columns[index.column()]
        if of.field is not None and of.field.codes is not None:
            editor: QWidget = _CodeChoice(parent, of.field.codes)
        else:
            editor = QLineEdit(parent)
            if of.field is not None and of.field.kind is Kind.DATE:
                editor.setPlaceholderText("2026-01-31")
        editor.setObjectName("cell")
        editor.setAccessibleName(of.heading(language()))
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with what stands in the cell, or what could not be stored."""
        text = str(index.data(int(Qt.ItemDataRole.EditRole)) or "")
        text = "" if text == WAITING else text
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(text)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: _Index) -> None:
        """Hand over what was typed."""
        text = editor.currentText() if isinstance(editor, QComboBox) else _line_text(editor)
        down, right = editor.property("down") or 0, editor.property("right") or 0
        self.typed.emit(index.row(), index.column(), text, down, right)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Cover the cell; a list may need more room."""
        del index
        rect: QRect = QRect(option.rect)  # type: ignore[attr-defined]
        if isinstance(editor, QComboBox):
            rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave a cell with Enter and Tab where a spreadsheet would go."""
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            key: QKeyEvent = event  # type: ignore[assignment]
            step = _step(key)
            if step is not None:
                editor.setProperty("down", step[0])
                editor.setProperty("right", step[1])
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)


class _CodeChoice(QComboBox):
    """The codes of a field, opened at once; choosing one stores it."""

    def __init__(self, parent: QWidget, codes: Any) -> None:
        super().__init__(parent)
        self.addItem("")
        for code in codes.labels:
            self.addItem(codes.label(code, language()))
        self.activated.connect(lambda _: self._chosen())
        QTimer.singleShot(0, self, self.showPopup)

    def _chosen(self) -> None:
        delegate = self.parent().parent()
        if hasattr(delegate, "finish_editing"):
            delegate.finish_editing(self)


def _line_text(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _step(event: QKeyEvent) -> tuple[int, int] | None:
    key = event.key()
    if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return (-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
    if key == Qt.Key.Key_Tab:
        return (0, 1)
    if key == Qt.Key.Key_Backtab:
        return (0, -1)
    return None
