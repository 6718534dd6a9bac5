"""The wording of the household sheet: data that an office may rewrite."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from desktop.documents.characters import printable
from desktop.documents.registry import form_type
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from desktop.documents.form_type import FormType
    from desktop.domain.household_sheet import SheetOffice

FORM = "household-sheet"
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
            raise InputError("form-wording-unusable", file=FORM) from error


def sheet_wording(form: FormType | None = None) -> SheetWording:
    """Return the wording of the sheet in ``form``; None takes the shipped one.

    Raises:
        InputError: ``form-wording-unusable``, it lacks a text.
    """
    form = form or form_type(FORM)
    own = {"title", "notice"}
    texts = {f.name: form.texts.get(f.name, "") for f in fields(SheetWording) if f.name not in own}
    notice = tuple(form.texts.get("notice", "").strip().splitlines())
    for name, text in {**texts, "notice": notice}.items():
        if not text:
            raise InputError("form-wording-unusable", file=f"{FORM}: {name}")
    return SheetWording(title=form.title, notice=notice, **texts)
