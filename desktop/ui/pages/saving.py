"""A field that saves itself when it is left, and says so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.shell.messages import explain
from desktop.ui.widgets.field_editor import FieldEditor

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry


def saving_editor(desk: Desk, entry: Entry) -> FieldEditor:
    """Return an editor of ``entry`` that stores what is left in it."""
    editor = FieldEditor(entry.field)
    editor.set_read_only(desk.read_only)
    editor.show_value(entry.value)
    editor.committed.connect(partial(_save, desk, editor, entry))
    return editor


def show_entry(editor: FieldEditor, entry: Entry) -> None:
    """Show what is stored now; a tick just earned stays, a field on its way is left alone."""
    if editor.property("busy"):
        return
    if editor.property("said"):
        editor.setProperty("said", False)
        return
    editor.show_value(entry.value)


def _save(desk: Desk, editor: FieldEditor, entry: Entry, raw: object) -> None:
    editor.setProperty("busy", True)

    def done(_: object) -> None:
        editor.setProperty("busy", False)
        editor.setProperty("said", True)
        editor.saved()

    def failed(error: BaseException) -> None:
        editor.setProperty("busy", False)
        message = explain(error)
        editor.failed(f"{message.text} {message.hint}".strip())

    desk.act(
        lambda: desk.office.editing.set_field(entry.kind, entry.entity_id, entry.field.name, raw),
        owner=editor,
        done=done,
        failed=failed,
    )
