"""All form types that the program brings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.documents.form_type import FormType, read_form_type
from desktop.kernel.errors import UsageError
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUPS = ("household", "vote", "money", "project", "works", "acceptance", "letters", "archive")
"""Headings under which forms are offered, in this order."""


@cache
def _shipped() -> Mapping[str, FormType]:
    paths = sorted(resource("forms").glob("*.toml"))
    types = sorted(map(read_form_type, paths), key=lambda form: GROUPS.index(form.group))
    return {form.type: form for form in types}


def form_types() -> tuple[FormType, ...]:
    """Return every form type with the wording that the program brings, by group."""
    return tuple(_shipped().values())


def is_printed_only(name: str) -> bool:
    """Return whether forms of this type may not be signed electronically; False if unknown."""
    types = _shipped()
    return name in types and types[name].printed_only


def form_type(name: str) -> FormType:
    """Return the form type called ``name``.

    Raises:
        UsageError: ``form-type-unknown``, with the names that exist.
    """
    types = _shipped()
    if name not in types:
        raise UsageError("form-type-unknown", type=name, known=", ".join(types))
    return types[name]
