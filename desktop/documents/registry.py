"""All form types that the program or the office brings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.documents.form_type import FormType, read_form_type
from desktop.kernel.errors import UsageError
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

_NO_FORMS = frozenset({"household-sheet.toml"})
"""Wording in the same folder that no party signs as a form."""


@cache
def _shipped() -> tuple[FormType, ...]:
    return tuple(map(read_form_type, _wordings(resource("forms"))))


def _wordings(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.toml")) if path.name not in _NO_FORMS]


def form_types(own: Path | None = None) -> tuple[FormType, ...]:
    """Return every form type; files in the folder ``own`` replace shipped ones of the same type.

    Raises:
        InputError: ``form-wording-unusable``.
    """
    types = {form.type: form for form in _shipped()}
    if own is not None and own.is_dir():
        types |= {form.type: form for form in map(read_form_type, _wordings(own))}
    return tuple(types.values())


def form_type(name: str, own: Path | None = None) -> FormType:
    """Return the form type called ``name``.

    Raises:
        UsageError: ``form-type-unknown``, with the names that exist.
    """
    types = {form.type: form for form in form_types(own)}
    if name not in types:
        raise UsageError("form-type-unknown", type=name, known=", ".join(types))
    return types[name]
