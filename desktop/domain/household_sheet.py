"""What the sheet of one household says (入户调查及意愿表)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class SheetMeter:
    """What is known about the metering of one utility at a door; None and empty leave it blank.

    Attributes:
        state: code of ``METERING_STATE``.
        kind: code of ``WATER_KIND`` or ``ELEC_KIND``.
        position: code of ``WATER_POSITION``.
        number: body or asset number.
        seal: number of the seal.
        account: account at the company.
    """

    state: int | None = None
    kind: int | None = None
    position: int | None = None
    number: str = ""
    seal: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdSheet:
    """One household's sheet, filled in with what the ledger knows.

    Consent, hardship and arrears are never filled in: the first is the signer's alone, and who
    opens the door is not always the person whom the others concern.

    Attributes:
        household_id: what the square code says.
        quarter: name of the quarter.
        label: address inside the quarter.
        occupant: code of ``OCCUPANT``.
        n_person: persons, as text.
        use_kind: code of ``USE_KIND``.
    """

    household_id: str
    quarter: str
    label: str
    owner_name: str = ""
    phone: str = ""
    occupant: int | None = None
    n_person: str = ""
    use_kind: int | None = None
    water: SheetMeter = field(default_factory=SheetMeter)
    power: SheetMeter = field(default_factory=SheetMeter)


@dataclass(frozen=True, slots=True)
class SheetOffice:
    """Who asks, and to whom the answers go (PIPL art. 17 and 23); empty leaves a line to fill in.

    Attributes:
        name: the street office.
        contact: whom a householder can ask.
        phone: of that contact.
        water_company: name of the receiver, with its telephone where known.
        power_company: likewise.
        printed_on: day of printing.
    """

    name: str
    contact: str
    phone: str
    water_company: str
    power_company: str
    printed_on: date


@dataclass(frozen=True, slots=True)
class ListedDoor:
    """A line of the list of doors for tomorrow.

    Attributes:
        label: address inside the quarter.
        tried: when somebody rang there, such as ``3月4日 上午9时``, each on a line.
        advice: what to do there, such as another time of day.
        person: name and telephone, only where the surveyor asked for them.
    """

    label: str
    tried: tuple[str, ...] = ()
    advice: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class DoorList:
    """The list of doors that a surveyor carries (no sheet for any neighbour to read).

    Attributes:
        title: such as ``明日入户清单``.
        place: quarter and building.
        day: of the visits.
    """

    title: str
    place: str
    day: date
    doors: tuple[ListedDoor, ...]
