"""A register: the records below one parent as a table, the chosen one's fields beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from desktop.domain.fields import ENTITIES, Kind
from desktop.domain.values import show
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.saving import SavingEditor
from desktop.ui.shell.language import field_label, language, tr
from desktop.ui.viewmodels.card import entries
from desktop.ui.widgets.field_editor import FieldLook
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.photo_strip import PhotoStrip
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.fields import Field
    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk

_NARROW, _MIDDLE, _WIDE = 10, 14, 22
_SHORT, _LONG = 40, 100
_LEAST = 90  # pixels that a column keeps, the stretched one too
_SEVERAL_LINES = 300


class RegisterPart(QWidget):
    """Lists the records of one kind below a parent; a field is stored when it is left.

    Attributes:
        records: what the table shows, oldest first.
        tools: layout above the table for buttons of the page.
        beside: layout below the fields for what else belongs to the chosen record.

    Signals:
        record_chosen: id of the record whose fields show; empty for none.
        shown: the records have just been read.
    """

    record_chosen = Signal(str)
    shown = Signal()

    def __init__(
        self,
        desk: Desk,
        kind: str,
        *,
        columns: Sequence[str],
        fields: Sequence[str] = (),
        parent: str | None = "",
        defaults: Callable[[], Record] = dict,
        options: Mapping[str, Callable[[], Sequence[tuple[str, str]]]] | None = None,
        subject: str = "",
        where: Callable[[Record], bool] | None = None,
    ) -> None:
        """Set up an empty register.

        Args:
            desk: everything behind the page.
            kind: entity kind.
            columns: fields in the table; dates and numbers get narrow columns.
            fields: fields in the form; empty takes all but references.
            parent: field that names the parent; empty takes the first reference of the kind, or
                none for a kind without references; None takes the records of all parents.
            defaults: what a new record begins with besides its parent.
            options: reference field → reads (id, text) to choose from, off the window's thread.
            subject: code of ``ATTACHMENT_SUBJECT`` for added photos; empty for no photos.
            where: which of the records belong here; None takes all.
        """
        super().__init__()
        self.desk = desk
        self.kind = kind
        self.records: list[Record] = []
        self._entity = ENTITIES[kind]
        references = [field.name for field in self._entity.fields if field.target]
        first = references[0] if references else ""
        self._parent = "" if parent is None else parent or first
        self._fields = tuple(fields) or tuple(
            field.name for field in self._entity.fields if not field.target
        )
        self._defaults, self._where = defaults, where
        self._readers = dict(options or {})
        self._options: dict[str, tuple[tuple[str, str], ...]] = {}
        self._parent_id = ""
        self._wanted = ""
        self._chosen = ""
        self._editors: dict[str, SavingEditor] = {}
        self.tools = QHBoxLayout()
        self.beside = QVBoxLayout()
        self.model: RecordTable[Record] = RecordTable([self._column(name) for name in columns])
        self.table = Table(
            self.model, [c.width for c in self.model.columns], self._title(), stretch=0
        )
        self.table.horizontalHeader().setMinimumSectionSize(_LEAST)
        self.table.row_chosen.connect(self._row_chosen)
        self.add_button = button(tr("Add"), self.add, main=True)
        self.remove_button = button(tr("Remove"), self.remove)
        self._photos = PhotoStrip(desk) if subject else None
        if self._photos is not None:
            self._photos.subject = subject
        self._build()
        desk.bus.changed.connect(self._on_changes)

    def show_parent(self, parent_id: str) -> None:
        """Show the records below ``parent_id``; a kind without a parent takes any text."""
        if parent_id != self._parent_id:
            self._parent_id = parent_id
            self._show_record(None)
        self.refresh()

    def refresh(self) -> None:
        """Read the records again."""
        office, kind, parent_id = self.desk.office, self.kind, self._parent_id
        if self._parent and not parent_id:
            self._show([], {})
            return
        below = parent_id if self._parent else None
        readers = dict(self._readers)

        def read() -> tuple[list[Record], dict[str, tuple[tuple[str, str], ...]]]:
            rows = office.registers.rows(kind, below, parent=self._parent)
            return rows, {name: tuple(reader()) for name, reader in readers.items()}

        self.desk.ask(
            read,
            lambda found: self._show(*found) if parent_id == self._parent_id else None,
            owner=self,
        )

    def add(self) -> None:
        """Add a record and show its fields."""
        values: dict[str, Any] = dict(self._defaults())
        if self._parent:
            values.setdefault(self._parent, self._parent_id)
        registers = self.desk.office.registers
        made: list[str] = []

        def act() -> Changes:
            entity_id, changes = registers.add(self.kind, values)
            made.append(entity_id)
            return changes

        self.desk.act(act, owner=self, done=lambda _: self._want(made[0]))

    def remove(self) -> None:
        """Remove the chosen record; undo brings it back."""
        if self._chosen:
            registers, chosen = self.desk.office.registers, self._chosen
            self.desk.act(
                lambda: registers.remove(self.kind, chosen),
                owner=self,
                notice=tr("Removed. Undo brings it back."),
            )

    def choose(self, entity_id: str) -> None:
        """Choose the record with this id, now or as soon as it is read."""
        number = next((n for n, r in enumerate(self.records) if r["id"] == entity_id), -1)
        if number < 0:
            self._wanted = entity_id
        else:
            self.table.selectRow(number)
            self.table.scrollTo(self.model.index(number, 0))

    @property
    def chosen(self) -> Record | None:
        """The record whose fields show."""
        return next((r for r in self.records if r["id"] == self._chosen), None)

    def editor(self, name: str) -> SavingEditor:
        """Return the editor of the field called ``name`` of the chosen record."""
        return self._editors[name]

    def _build(self) -> None:
        able = not self.desk.read_only
        self.add_button.setEnabled(able)
        self.remove_button.setEnabled(False)
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 8, 0)
        head = row(self.add_button, self.remove_button, stretch=False)
        head.addLayout(self.tools)
        head.addStretch(1)
        layout.addLayout(head)
        self._none = label(tr("Nothing recorded yet."), "muted", wrap=True)
        layout.addWidget(self._none)
        layout.addWidget(self.table, 1)
        self._form = QWidget()
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(8, 0, 8, 0)
        self._lines = QVBoxLayout()
        inside.addLayout(self._lines)
        inside.addLayout(self.beside)
        if self._photos is not None:
            inside.addWidget(self._photos)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._form)
        scroll.setMinimumWidth(340)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(scroll)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([640, 420])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter, 1)
        self._form.setVisible(False)

    def _column(self, name: str) -> Column[Record]:
        field = self._entity.field(name)
        assert field is not None, name  # noqa: S101 - the page's own table
        number = field.kind in {Kind.DECIMAL, Kind.INTEGER}
        length = field.length if field.kind is Kind.TEXT else 0
        width = _WIDE if length > _LONG else (_MIDDLE if length > _SHORT else _NARROW)
        return Column(field_label(field), partial(self._cell, field), width, number=number)

    def _cell(self, field: Field, record: Record) -> str:
        value = record.get(field.name)
        if field.target:
            return dict(self._options.get(field.name, ())).get(str(value), "")
        return show(field, value, language())

    def _title(self) -> str:
        return self._entity.label if language() == "zh_CN" else self._entity.label_en

    def _show(self, rows: list[Record], options: dict[str, tuple[tuple[str, str], ...]]) -> None:
        if options != self._options:
            self._options = options
            self._forget_editors()
        self.records = [r for r in rows if self._where is None or self._where(r)]
        self._none.setVisible(not self.records)
        wanted = self._wanted or self._chosen
        with QSignalBlocker(self.table):
            self.model.show_records(self.records)
        number = next((n for n, r in enumerate(self.records) if r["id"] == wanted), -1)
        if number < 0 and self.records and not self._chosen:
            number = 0
        self._wanted = ""
        with QSignalBlocker(self.table):
            if number >= 0:
                self.table.selectRow(number)
            else:
                self.table.clearSelection()
        self._show_record(self.records[number] if number >= 0 else None)
        self.shown.emit()

    def _row_chosen(self, number: int) -> None:
        self._show_record(self.records[number] if 0 <= number < len(self.records) else None)

    def _show_record(self, record: Record | None) -> None:
        chosen = "" if record is None else str(record["id"])
        changed = chosen != self._chosen
        self._chosen = chosen
        self._form.setVisible(bool(chosen))
        self.remove_button.setEnabled(bool(chosen) and not self.desk.read_only)
        if record is not None:
            for entry in entries(self.kind, record, self._fields):
                editor = self._editors.get(entry.field.name)
                if editor is None:
                    editor = SavingEditor(self.desk, entry, self._look(entry.field))
                    self._editors[entry.field.name] = editor
                    self._lines.addWidget(editor)
                else:
                    editor.show_entry(entry)
        if self._photos is not None:
            self._photos.show_owner(self.kind, chosen)
        if changed:
            self.record_chosen.emit(chosen)

    def _look(self, field: Field) -> FieldLook:
        long = field.kind is Kind.TEXT and field.length >= _SEVERAL_LINES
        return FieldLook(options=self._options.get(field.name, ()), lines=3 if long else 0)

    def _forget_editors(self) -> None:
        for editor in self._editors.values():
            self._lines.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._editors.clear()

    def _want(self, entity_id: str) -> None:
        self._wanted = entity_id
        # Its first field takes the keyboard once it shows: adding is followed by typing.
        self.shown.connect(self._focus_first, Qt.ConnectionType.SingleShotConnection)

    def _focus_first(self) -> None:
        if self._fields and self._fields[0] in self._editors:
            self._editors[self._fields[0]].inputs()[0].setFocus()

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches(self.kind) and self.isVisible():
            self.refresh()
