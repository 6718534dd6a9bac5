"""What a field and a noun of the ledger are, and how they are declared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import YES_NO

if TYPE_CHECKING:
    from desktop.domain.codes import CodeList


class Kind(StrEnum):
    """What a field's value is in Python and how it is written canonically."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    CODE = "code"
    REFERENCE = "reference"


class Side(StrEnum):
    """Who may change a field in the district workbook."""

    STREET = "street"
    DISTRICT = "district"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one noun.

    Attributes:
        name: column name, stable.
        kind: type of the value.
        label: Chinese label as a street office writes it.
        label_en: English label.
        length: most characters of a TEXT; 0 no limit.
        places: decimal places of a DECIMAL (area and money 2, water readings 3).
        codes: the list a CODE comes from.
        target: entity kind that a REFERENCE points to.
        personal: personal information in the sense of PIPL art. 4: masked in lists that others
            see, sealed in the journal, never logged.
        side: whose column it is in the district workbook.
        unit: unit of measure for display.
    """

    name: str
    kind: Kind
    label: str
    label_en: str
    length: int = 0
    places: int = 0
    codes: CodeList | None = None
    target: str = ""
    personal: bool = False
    side: Side = Side.STREET
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One noun of the ledger.

    Attributes:
        kind: stable name, also the table's name.
        label: Chinese name.
        label_en: English name.
        fields: its columns, in the order a form shows them.
    """

    kind: str
    label: str
    label_en: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """Return the field called ``name``, or None."""
        return next((field for field in self.fields if field.name == name), None)


def text(name: str, label: str, en: str, length: int = 60, **more: object) -> Field:
    """Return a TEXT of at most ``length`` characters, 0 for no limit."""
    return Field(name, Kind.TEXT, label, en, length=length, **more)  # type: ignore[arg-type]


def whole(name: str, label: str, en: str, **more: object) -> Field:
    """Return an INTEGER."""
    return Field(name, Kind.INTEGER, label, en, **more)  # type: ignore[arg-type]


def decimal(name: str, label: str, en: str, places: int = 2, **more: object) -> Field:
    """Return an exact DECIMAL with ``places`` places."""
    return Field(name, Kind.DECIMAL, label, en, places=places, **more)  # type: ignore[arg-type]


def day(name: str, label: str, en: str, **more: object) -> Field:
    """Return a DATE."""
    return Field(name, Kind.DATE, label, en, **more)  # type: ignore[arg-type]


def code(name: str, label: str, en: str, codes: CodeList, **more: object) -> Field:
    """Return a CODE out of ``codes``."""
    return Field(name, Kind.CODE, label, en, codes=codes, **more)  # type: ignore[arg-type]


def flag(name: str, label: str, en: str, **more: object) -> Field:
    """Return a BOOLEAN."""
    return Field(name, Kind.BOOLEAN, label, en, codes=YES_NO, **more)  # type: ignore[arg-type]


def reference(name: str, label: str, en: str, target: str) -> Field:
    """Return a REFERENCE to a record of kind ``target``."""
    return Field(name, Kind.REFERENCE, label, en, target=target)


def moment(name: str, label: str, en: str) -> Field:
    """Return a MOMENT."""
    return Field(name, Kind.MOMENT, label, en)
