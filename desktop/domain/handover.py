"""What a form says: the data that certificates and handover lists are made of.

Content follows ``fields.md`` section 10 and the parties of ``acceptance_and_rules.md`` section 2.
Nothing here knows about PDF; the documents room turns a :class:`FormContent` into paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal


class Utility(StrEnum):
    """Whose meter a line is."""

    WATER = "water"
    ELECTRICITY = "electricity"


UTILITY_LABELS = {Utility.WATER: "水", Utility.ELECTRICITY: "电"}


@dataclass(frozen=True, slots=True)
class Party:
    """One signer of a form.

    Attributes:
        field: name of the signature field, such as ``street_office``.
        title: what the party is on this form, such as 建设单位; empty takes the form's wording.
        organisation: name of the office or company.
        signer: person who will sign, where known: shown where the signer gives no other name.
    """

    field: str
    title: str
    organisation: str
    signer: str = ""


@dataclass(frozen=True, slots=True)
class MeterLine:
    """One meter of one household as it is handed over.

    Readings are m³ for water and kW·h for electricity, as written on the exchange slip; the old
    meter's fields are empty where the household had none of its own.
    """

    door_label: str
    owner_name: str
    old_number: str = ""
    old_final_reading: Decimal | None = None
    new_number: str = ""
    first_reading: Decimal | None = None
    seal: str = ""
    position_label: str = ""
    account_no: str = ""
    remark: str = ""
    utility: Utility = Utility.WATER


@dataclass(frozen=True, slots=True)
class RemainingHousehold:
    """A household that did not take part, and who pays the meter it stays on (rule R5)."""

    door_label: str
    owner_name: str
    reason: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class OpenDefect:
    """A defect that is handed over open, with who closes it and by when (item C05)."""

    place: str
    description: str
    responsible: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """Any further ruled list: pipelines and equipment, papers handed over.

    Attributes:
        title: such as 管线设备清单.
        headings: one per column.
        widths: relative widths, same length as ``headings``.
        rows: cells as printed.
    """

    title: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FormContent:
    """Everything that one issued form says; the same content gives the same bytes.

    Attributes:
        form_type: name in the registry, such as ``handover-water``.
        document_no: the form's own number; empty on a draft.
        project_name: the retrofit project, for the first line of the table.
        quarter_code: district code of the quarter.
        quarter_name: name of the residential quarter.
        quarter_address: its address.
        generated_on: day of issue; the only date that enters the bytes.
        parties: who signs, in signing order.
        lines: household meters, in the order of printing.
        facts: further (label, value) rows of the first page's table.
        title: replaces the form's title where an office has its own.
        statement: replaces the form's statement; empty takes the form's wording.
        remarks: printed under the statement.
        open_defects: handed over open.
        remaining: households that did not take part.
        annexes: further lists, printed in this order after the households.
        household_count: households the form covers; None counts the doors in ``lines``.
        draft: marked 草稿, without number and without signature fields.
        ledger_anchor: state of the journal at issue, as hexadecimal.
    """

    form_type: str
    document_no: str
    project_name: str
    quarter_code: str
    quarter_name: str
    quarter_address: str
    generated_on: date
    parties: tuple[Party, ...]
    lines: tuple[MeterLine, ...]
    facts: tuple[tuple[str, str], ...] = ()
    title: str = ""
    statement: str = ""
    remarks: str = ""
    open_defects: tuple[OpenDefect, ...] = ()
    remaining: tuple[RemainingHousehold, ...] = ()
    annexes: tuple[Annex, ...] = ()
    household_count: int | None = None
    draft: bool = False
    ledger_anchor: str = ""

    @property
    def households(self) -> int:
        """Return how many households the form covers."""
        if self.household_count is not None:
            return self.household_count
        return len({line.door_label for line in self.lines})

    @property
    def meters(self) -> int:
        """Return how many meters the form covers."""
        return len(self.lines)


class FormState(StrEnum):
    """What verification says about a signed form (``signing.md``)."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    CHANGED = "changed"
    UNTRUSTED = "untrusted"
    BROKEN = "broken"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that verification noticed.

    Attributes:
        code: entry in the message catalogue.
        revision: which revision of the file, counted from 1; None for the file as a whole.
        details: values for the sentence; never personal data.
    """

    code: str
    revision: int | None = None
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature in a file.

    Attributes:
        field: signature field.
        signer: common name in the certificate.
        organisation: organisation in the certificate.
        claimed_time: the signer's own clock, aware; not proven.
        state: ``valid``, ``changed``, ``untrusted`` or ``broken`` for this signature alone.
        trusted: the certificate leads to a trusted root and is not revoked.
        serial: certificate serial number, hexadecimal.
        revision: revision that the signature closes, counted from 1.
        trial: made with a certificate of a demo authority.
    """

    field: str
    signer: str
    organisation: str
    claimed_time: datetime | None
    state: FormState
    trusted: bool
    serial: str = ""
    revision: int = 0
    trial: bool = False


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The answer to "may I rely on this file"."""

    document_no: str
    state: FormState
    expected: tuple[str, ...]
    signatures: tuple[SignatureReport, ...]
    findings: tuple[Finding, ...]
    sha256: str = ""
