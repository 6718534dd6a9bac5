"""A field that saves itself when it is left, and says so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import HubiaoError
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.field_editor import FieldEditor

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry


WIDE = frozenset({"disk-full", "disk-failed", "commit-unknown", "ledger-replaced"})
"""Failures that concern more than the field in hand; they are told on the banner as well."""


def saving_editor(desk: Desk, entry: Entry) -> FieldEditor:
    """Return an editor of ``entry`` that stores what is left in it."""
    editor = FieldEditor(entry.field)
    editor.set_read_only(desk.read_only)
    editor.show_value(entry.value)
    draft = desk.drafts.get(_key(entry))
    if draft is not None:
        editor.setProperty("draft", True)
        editor.show_draft(draft, tr("Not stored yet"))
    editor.committed.connect(partial(_save, desk, editor, entry))
    desk.retry_asked.connect(editor.retry)
    return editor


def show_entry(editor: FieldEditor, entry: Entry) -> None:
    """Show what is stored now; a tick just earned stays, what could not be stored as well."""
    if editor.property("busy") or editor.property("draft"):
        return
    if editor.property("said"):
        editor.setProperty("said", False)
        return
    editor.show_value(entry.value)


def _key(entry: Entry) -> tuple[str, str, str]:
    return entry.kind, entry.entity_id, entry.field.name


def _save(desk: Desk, editor: FieldEditor, entry: Entry, raw: object) -> None:
    editor.setProperty("busy", True)
    # Known to the desk before the answer comes: a window that is locked meanwhile loses nothing.
    desk.drafts[_key(entry)] = str(raw)

    def done(_: object) -> None:
        editor.setProperty("busy", False)
        editor.setProperty("draft", False)
        editor.setProperty("said", True)
        editor.saved()

    def failed(error: BaseException) -> None:
        editor.setProperty("busy", False)
        editor.setProperty("draft", True)
        message = explain(error)
        editor.failed(f"{message.text} {message.hint}".strip())
        if isinstance(error, HubiaoError) and error.code in WIDE:
            desk.messages.failure(error)

    def store() -> Any:
        changes = desk.office.editing.set_field(entry.kind, entry.entity_id, entry.field.name, raw)
        desk.drafts.pop(_key(entry), None)
        return changes

    desk.act(store, owner=editor, done=done, failed=failed)
