"""The wording of the household sheet: data that an office may rewrite."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from desktop.documents.characters import printable
from desktop.kernel.errors import InputError
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.household_sheet import SheetOffice

FILE_NAME = "household-sheet.toml"
_BLANK = "＿＿＿＿＿＿＿＿"


@dataclass(frozen=True, slots=True)
class SheetWording:
    """Everything on the sheet that is not a household's.

    Attributes:
        title: large, on top.
        notice_title: heading of the privacy notice.
        notice: its paragraphs, with placeholders (PIPL art. 17 and 23).
        retention: how long the data are kept.
        survey_title: heading of the part that the surveyor fills in.
        consent_title: heading of the part that is signed.
        consent: the sentence that is signed.
        consent_water: what is agreed to, water.
        consent_power: what is agreed to, electricity.
        foot: last line.
    """

    title: str
    notice_title: str
    notice: tuple[str, ...]
    retention: str
    survey_title: str
    consent_title: str
    consent: str
    consent_water: str
    consent_power: str
    foot: str

    def notice_of(self, office: SheetOffice) -> tuple[str, ...]:
        """Return the paragraphs of the notice with ``office`` put in; what is unknown is a line."""
        values = {
            "office": office.name,
            "retention": self.retention,
            "water_company": office.water_company,
            "power_company": office.power_company,
            "contact": office.contact,
            "phone": office.phone,
        }
        shown = {name: printable(value) or _BLANK for name, value in values.items()}
        try:
            return tuple(paragraph.format_map(shown) for paragraph in self.notice)
        except (KeyError, ValueError, IndexError) as error:
            raise InputError("form-wording-unusable", file=FILE_NAME) from error


def sheet_wording(own: Path | None = None) -> SheetWording:
    """Return the wording; a file of the same name in the folder ``own`` replaces the shipped one.

    Raises:
        InputError: ``form-wording-unusable``, the file lacks a key or is not TOML.
    """
    path = resource("forms", FILE_NAME)
    if own is not None and (own / FILE_NAME).is_file():
        path = own / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        texts = {f.name: str(table[f.name]) for f in fields(SheetWording) if f.name != "notice"}
        return SheetWording(notice=tuple(map(str, table["notice"])), **texts)
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise InputError("form-wording-unusable", file=path.name) from error
