"""A form type: which parties sign in which order, what it is called, its wording and geometry."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter
from typing import TYPE_CHECKING, Any

from desktop.domain.handover import Utility
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Body(StrEnum):
    """How a form is drawn."""

    LIST = "list"
    """A first page with parties and the list of meters as annex: certificates, handover lists."""
    PAPER = "paper"
    """Blocks of text and tables, as letters and records are."""
    DRAWN = "drawn"
    """By its own hand, a pile at a time: household sheets, ballots. It has no number."""


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
        per: what one document is about: ``quarter``, ``household``, ``vote``, ``outage`` …
        utilities: whose meters it lists.
        statement: the sentence that is signed, with placeholders.
        agreement: clause on electronic signature (电子签名法 art. 13).
        annex_title: title of the household list.
        parties: in signing order.
        body: how it is drawn.
        group: under which heading it is offered.
        letter: whether it goes out as a letter, and as .docx for the office's own red head.
        printed_only: never signed electronically (电子签名法 art. 3: stopping supply).
        texts: wording of a paper by name, with placeholders.
        geometry: sizes by name, such as relative widths of a table's columns.
    """

    type: str
    version: int
    title: str
    per: str
    utilities: tuple[Utility, ...] = ()
    statement: str = ""
    agreement: str = ""
    annex_title: str = ""
    parties: tuple[FormParty, ...] = ()
    body: Body = Body.LIST
    group: str = ""
    letter: bool = False
    printed_only: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    geometry: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of all signature fields, in signing order."""
        return tuple(party.field for party in self.parties)

    def party(self, field: str) -> FormParty | None:
        """Return the party of ``field``, None if the form does not know it."""
        return next((party for party in self.parties if party.field == field), None)

    def text(self, name: str, **values: object) -> str:
        """Return a text of the form with ``values`` put in.

        Raises:
            InputError: ``form-wording-unusable``, the wording lacks it or asks for more.
        """
        try:
            return self.texts[name].format_map(values)
        except (KeyError, ValueError, IndexError, AttributeError) as error:
            raise InputError("form-wording-unusable", file=f"{self.type}: {name}") from error

    def headings(self, name: str) -> tuple[str, ...]:
        """Return the headings of a table, as the wording has them between strokes ``|``.

        Raises:
            InputError: ``form-wording-unusable``, the wording lacks them.
        """
        return tuple(part.strip() for part in self.text(name).split("|"))

    def title_of(self, field: str) -> str:
        """Return what stands above the block of a party; empty if the form does not know it."""
        party = self.party(field)
        return "" if party is None else party.title

    def widths(self, name: str) -> tuple[float, ...]:
        """Return relative widths of columns; empty shares the page evenly."""
        return tuple(map(float, self.geometry.get(name, ())))


def read_form_type(path: Path) -> FormType:
    """Read a form's TOML; an office's own version has the same keys.

    Raises:
        InputError: ``form-wording-unusable``, the file lacks a key or is not TOML.
    """
    try:
        return parse_form_type(path.read_text(encoding="utf-8"), path.name)
    except (OSError, ValueError) as error:
        raise InputError("form-wording-unusable", file=path.name) from error


def parse_form_type(text: str, name: str) -> FormType:
    """Read a form's wording from ``text``; ``name`` is for the sentence if it cannot be used.

    Raises:
        InputError: ``form-wording-unusable``, it lacks a key or is not TOML.
    """
    try:
        return _from_table(tomllib.loads(text))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InputError("form-wording-unusable", file=name) from error


def check_own(own: FormType, shipped: FormType) -> None:
    """Refuse an office's own wording that could not stand in for the shipped one.

    It must have every text with as many columns, may ask for no value that the shipped one does not
    know, and must keep the parties that a form cannot do without.

    Raises:
        InputError: ``form-wording-unusable``, naming what is wrong.
    """
    known = _asked(shipped)
    for name in ("statement", "agreement"):
        _check_text(own, name, getattr(own, name), known)
    for name in shipped.texts:
        if name not in own.texts:
            raise InputError("form-wording-unusable", file=f"{own.type}: {name}")
    for name, text in own.texts.items():
        _check_text(own, name, text, known)
        if name in shipped.texts and text.count("|") != shipped.texts[name].count("|"):
            raise InputError("form-wording-unusable", file=f"{own.type}: {name}")
    required = {party.field for party in shipped.parties if party.required}
    if own.body is not shipped.body or own.per != shipped.per or not required <= set(own.fields):
        raise InputError("form-wording-unusable", file=own.type)


def _asked(form: FormType) -> set[str]:
    texts = (form.statement, form.agreement, *form.texts.values())
    return {name for text in texts for name in _placeholders(text)}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _check_text(own: FormType, name: str, text: str, known: set[str]) -> None:
    try:
        unknown = _placeholders(text) - known
    except ValueError as error:
        raise InputError("form-wording-unusable", file=f"{own.type}: {name}") from error
    if unknown:
        raise InputError("form-wording-unusable", file=f"{own.type}: {name}: {min(unknown)}")


def _from_table(table: dict[str, Any]) -> FormType:
    body = Body(table.get("body", Body.LIST))
    asked = ("statement", "agreement", "annex_title") if body is Body.LIST else ()
    return FormType(
        type=table["type"],
        version=int(table["version"]),
        title=str(table["title"]),
        per=str(table["per"]),
        utilities=tuple(Utility(name) for name in table.get("utilities", ())),
        **{name: str(table[name]) for name in asked},
        parties=tuple(
            FormParty(p["field"], p["title"], bool(p.get("required", True)))
            for p in table.get("parties", ())
        ),
        body=body,
        group=str(table.get("group", "acceptance")),
        letter=bool(table.get("letter", False)),
        printed_only=bool(table.get("printed_only", False)),
        texts={name: str(text) for name, text in table.get("texts", {}).items()},
        geometry=dict(table.get("geometry", {})),
    )
