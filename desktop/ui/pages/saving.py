"""A field that saves itself when it is left, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal

from desktop.kernel.errors import HubiaoError
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.field_editor import FieldEditor, FieldLook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry

    Store: TypeAlias = Callable[[Entry, object], Changes]

WIDE = frozenset({"disk-full", "disk-failed", "commit-unknown", "ledger-replaced"})
"""Failures that concern more than the field in hand; they are told on the banner as well."""


class SavingEditor(FieldEditor):
    """An editor of one entry; another entry of the same field may be put into it later.

    Signals:
        stored: what has just reached the disk, while the same entry stands here.
        refused: it has not.
    """

    stored = Signal(str)
    refused = Signal()

    def __init__(
        self, desk: Desk, entry: Entry, look: FieldLook | None = None, store: Store | None = None
    ) -> None:
        """Show ``entry``; ``store`` stores what is left in it, by default into its field alone."""
        super().__init__(entry.field, look or FieldLook())
        self.entry = entry
        self._desk = desk
        self._store = store or self._set_field
        self._busy = 0
        self._draft = self._said = False
        self.set_read_only(desk.read_only)
        self._begin(entry)
        self.committed.connect(lambda raw: save([self], [raw], self._store_own))
        desk.retry_asked.connect(self.retry)

    def show_entry(self, entry: Entry) -> None:
        """Show what is stored now; a tick just earned stays, what could not be stored as well."""
        if _key(entry) != _key(self.entry):
            self._begin(entry)
            return
        self.entry = entry
        if self._busy or self._draft:
            return
        if self._said:
            self._said = False
            if not self._unsaved():  # else somebody typed on while it was being stored
                self.put_value(entry.value)
        else:
            self.show_value(entry.value)

    @property
    def waits(self) -> bool:
        """Whether what stands in it is not on the disk."""
        return bool(self._busy) or self._draft

    def begin_saving(self, raw: str) -> None:
        """Note that ``raw`` is on its way to the disk."""
        self._busy += 1
        # Known to the desk before the answer comes: a window locked meanwhile loses nothing.
        self._desk.drafts[_key(self.entry)] = raw

    def end_saving(self, entry: Entry, raw: str, error: str = "") -> bool:
        """Show how storing ``raw`` ended, unless another entry stands here; return whether so."""
        if _key(entry) != _key(self.entry):
            return False
        self._busy = max(0, self._busy - 1)
        self._draft, self._said = bool(error), not error
        if error:
            self.failed(error)
            self.refused.emit()
        else:
            self.saved(raw)
            self.stored.emit(raw)
        return True

    @property
    def desk(self) -> Desk:
        """Where it stores."""
        return self._desk

    def _begin(self, entry: Entry) -> None:
        self.entry = entry
        self._busy = 0
        self._draft = self._said = False
        self.put_value(entry.value)
        self.show_state("")
        draft = self._desk.drafts.get(_key(entry))
        if draft is not None:
            self._draft = True
            self.show_draft(draft, tr("Not stored yet"))

    def _store_own(self, entries: Sequence[Entry], raws: Sequence[object]) -> Changes:
        return self._store(entries[0], raws[0])

    def _set_field(self, entry: Entry, raw: object) -> Changes:
        editing = self._desk.office.editing
        return editing.set_field(entry.kind, entry.entity_id, entry.field.name, raw)


def save(
    editors: Sequence[SavingEditor],
    raws: Sequence[object],
    store: Callable[[Sequence[Entry], Sequence[object]], Changes],
    *,
    then: Callable[[], object] | None = None,
    broke: Callable[[], object] | None = None,
) -> None:
    """Store what was left in ``editors`` as one operation.

    What was typed is kept as a draft until the disk has it. A failure is told beside the fields,
    or on the banner when they show another record by then.
    """
    saving = _Saving(editors[0].desk, tuple(editors), tuple(raws))
    for editor, raw in zip(editors, raws, strict=True):
        editor.begin_saving(str(raw))

    def done(_: object) -> None:
        saving.end("")
        if then is not None:
            then()

    def failed(error: BaseException) -> None:
        saving.fail(error)
        if broke is not None:
            broke()

    saving.desk.act(lambda: saving.work(store), owner=editors[0], done=done, failed=failed)


class _Saving:
    """One operation on its way to the disk."""

    def __init__(
        self, desk: Desk, editors: tuple[SavingEditor, ...], raws: tuple[object, ...]
    ) -> None:
        self.desk = desk
        self._editors = editors
        self._raws = raws
        self._entries = tuple(editor.entry for editor in editors)

    def work(self, store: Callable[[Sequence[Entry], Sequence[object]], Changes]) -> Changes:
        changes = store(self._entries, self._raws)
        drafts = self.desk.drafts
        for entry, raw in zip(self._entries, self._raws, strict=True):
            if drafts.get(_key(entry)) == str(raw):  # else a newer one is on its way
                del drafts[_key(entry)]
        return changes

    def end(self, error: str) -> bool:
        ended = zip(self._editors, self._entries, map(str, self._raws), strict=True)
        heard = [editor.end_saving(entry, raw, error) for editor, entry, raw in ended]
        return any(heard)

    def fail(self, error: BaseException) -> None:
        message = explain(error)
        heard = self.end(f"{message.text} {message.hint}".strip())
        wide = isinstance(error, HubiaoError) and error.code in WIDE
        if wide or not heard:
            self.desk.messages.failure(error)


def _key(entry: Entry) -> tuple[str, str, str]:
    return entry.kind, entry.entity_id, entry.field.name
