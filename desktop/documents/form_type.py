"""A form type: which parties sign in which order, what it is called, its wording."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.handover import Utility
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormParty:
    """A signature field that a form type knows.

    Attributes:
        field: name of the field.
        title: printed above the block, such as 接收单位（供水企业）.
        required: the form cannot be issued without this party.
    """

    field: str
    title: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class FormType:
    """One form, read from its versioned TOML.

    Attributes:
        type: stable name, such as ``handover-water``.
        version: of the wording.
        title: editable title.
        per: what one document covers: ``quarter`` or ``household``.
        utilities: whose meters it lists.
        statement: the sentence that is signed, with placeholders.
        agreement: clause on electronic signature (电子签名法 art. 13).
        annex_title: title of the household list.
        parties: in signing order.
    """

    type: str
    version: int
    title: str
    per: str
    utilities: tuple[Utility, ...]
    statement: str
    agreement: str
    annex_title: str
    parties: tuple[FormParty, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of all signature fields, in signing order."""
        return tuple(party.field for party in self.parties)

    def party(self, field: str) -> FormParty | None:
        """Return the party of ``field``, None if the form does not know it."""
        return next((party for party in self.parties if party.field == field), None)


def read_form_type(path: Path) -> FormType:
    """Read a form's TOML; an office's own version has the same keys.

    Raises:
        InputError: ``form-wording-unusable``, the file lacks a key or is not TOML.
    """
    try:
        return _from_table(tomllib.loads(path.read_text(encoding="utf-8")))
    except (KeyError, ValueError, TypeError) as error:
        raise InputError("form-wording-unusable", file=path.name) from error


def _from_table(table: dict[str, Any]) -> FormType:
    return FormType(
        type=table["type"],
        version=int(table["version"]),
        title=table["title"],
        per=table["per"],
        utilities=tuple(Utility(name) for name in table["utilities"]),
        statement=table["statement"],
        agreement=table["agreement"],
        annex_title=table["annex_title"],
        parties=tuple(
            FormParty(p["field"], p["title"], bool(p.get("required", True)))
            for p in table["parties"]
        ),
    )
