"""Storing a meter exchange: facts, checks and every row of it in one operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.codes import AttachmentKind
from desktop.domain.door_code import read_door_code
from desktop.domain.exchange_checks import exchange_findings, unanswered
from desktop.domain.meter_exchange import NUMBERS, Picture, exchange_plan
from desktop.kernel.errors import InputError, RefusedError
from desktop.storage.attachments import Attachments
from desktop.storage.queries import metering as queries
from desktop.storage.queries.card import household_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.exchange_checks import ExchangeFinding
    from desktop.domain.meter_exchange import ExchangeFacts, MeterExchange
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

_DEFAULTS = {
    "water_meter": ("kind", "dn", "q3", "maker", "model", "position", "verified_on", "installer"),
    "electricity_meter": (
        "kind", "phase", "current_spec", "accuracy", "maker", "model", "position", "verified_on",
        "installer",
    ),
}  # fmt: skip


class ExchangeRefusedError(RefusedError):
    """An exchange that cannot be stored as it stands.

    Attributes:
        findings: what stands in the way, hard ones first.
    """

    def __init__(self, findings: tuple[ExchangeFinding, ...]) -> None:
        super().__init__("exchange-refused", count=len(findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class ExchangeDraft:
    """What the form of an exchange begins with.

    Attributes:
        kind: ``water_meter`` or ``electricity_meter``.
        household_id: the household.
        label: its full address.
        owner_name: who would sign.
        old: the household's meters of this kind that still measure.
        newest: meter id → (day, reading) recorded last.
        below: how many other meters hang below the old ones.
        today: the day on which it is recorded.
        defaults: fields of the new meter as at the last exchange in this building; the
            certificate only when it was one of a whole batch.
    """

    kind: str
    household_id: str
    label: str
    owner_name: str
    old: tuple[Record, ...]
    newest: dict[str, tuple[object, object]]
    below: int
    today: date
    defaults: Record


@dataclass(frozen=True, slots=True)
class ExchangePhoto:
    """A photo that was read and is not stored yet.

    Attributes:
        picture: as it will be stored, with time and door in its metadata.
        codes: bar codes and QR codes on it, largest first; door codes left out.
    """

    picture: Picture
    codes: tuple[str, ...]


def read_photo(household_id: str, source: Path | bytes, now: datetime) -> ExchangePhoto:
    """Return the photo in ``source``, upright, small and stamped; nothing is stored.

    Raises:
        InputError: ``picture-...``: it is no photo, or larger than can be read.
        MachineError: the process that reads it cannot be started.
    """
    from desktop.exchange.picture_stamp import stamped
    from desktop.exchange.pictures import PictureReader, picture_bytes

    data = source if isinstance(source, bytes) else picture_bytes(source)
    with PictureReader() as reader:
        read = reader.read(data)
    taken = read.taken or now
    picture = Picture(
        stamped(read.jpeg, taken, household_id),
        taken_at=taken,
        source_sha256=read.source_sha256,
    )
    by_size = sorted(read.codes, key=lambda code: -code[1])
    return ExchangePhoto(
        picture, tuple(text for text, _ in by_size if read_door_code(text) is None)
    )


def exchange_draft(
    connection: Connection, kind: str, household_id: str, now: datetime
) -> ExchangeDraft:
    """Return what the form begins with.

    Raises:
        InputError: there is no such household.
    """
    card = household_card(connection, household_id)
    if card is None:
        raise InputError("record-missing")
    old = queries.household_meters(connection, kind, household_id)
    ids = [str(meter["id"]) for meter in old]
    return ExchangeDraft(
        kind=kind,
        household_id=household_id,
        label=card.label,
        owner_name=str(card.household.get("owner_name") or ""),
        old=old,
        newest=dict(queries.newest_readings(connection, kind, ids)),
        below=sum(1 for one in queries.below(connection, kind, ids) if one not in ids),
        today=now.astimezone().date(),
        defaults=_defaults(kind, queries.last_put_up(connection, kind, household_id)),
    )


def findings_of(
    connection: Connection, kind: str, household_id: str, exchange: MeterExchange, now: datetime
) -> tuple[ExchangeFinding, ...]:
    """Return everything found about ``exchange`` as the ledger stands."""
    return exchange_findings(exchange, _facts(connection, kind, household_id, exchange, now))


def write_exchange(
    ledger: Ledger, work: UnitOfWork, kind: str, household_id: str, exchange: MeterExchange
) -> str:
    """Write everything of ``exchange`` into the operation under way; return the new meter's id.

    Raises:
        ExchangeRefusedError: a hard finding, or a soft one without a reason.
        InputError: there is no such household.
        MachineError: a photo cannot be written.
    """
    now = ledger.clock.now()
    facts = _facts(work.connection, kind, household_id, exchange, now)
    found = exchange_findings(exchange, facts)
    in_the_way = unanswered(exchange, found)
    if in_the_way:
        raise ExchangeRefusedError(in_the_way)
    plan = exchange_plan(exchange, facts, ledger.ids())
    new_id = str(plan.new["id"])
    work.insert(kind, [plan.new])
    work.update_many(kind, plan.old)
    work.update_many(kind, [(one, {"parent_id": new_id}) for one in plan.below])
    if plan.household:
        work.update("household", household_id, plan.household)
    reasons = [_confirmation(ledger, household_id, finding, exchange) for finding in found]
    work.insert("confirmation", reasons)
    _attach(ledger, work, facts, exchange)
    return new_id


def _facts(
    connection: Connection, kind: str, household_id: str, exchange: MeterExchange, now: datetime
) -> ExchangeFacts:
    today = now.astimezone().date()
    facts = queries.exchange_facts(connection, kind, household_id, exchange, today)
    if facts is None:
        raise InputError("record-missing")
    return facts


def _defaults(kind: str, last: list[Record]) -> Record:
    if not last:
        return {}
    found = {name: last[0][name] for name in _DEFAULTS[kind] if last[0].get(name) is not None}
    certificates = {meter.get("cert_no") for meter in last}
    # A certificate that two meters in a row share is the batch's; else it is one meter's own.
    if len(last) > 1 and len(certificates) == 1 and None not in certificates:
        found["cert_no"] = last[0]["cert_no"]
    return found


def _confirmation(
    ledger: Ledger, household_id: str, finding: ExchangeFinding, exchange: MeterExchange
) -> Record:
    return {
        "household_id": household_id,
        "warning": str(finding.reason),
        "subject": exchange.new.number,
        "reason": exchange.reasons[finding.reason].strip(),
        "confirmed_at": ledger.clock.now(),
        "confirmed_by": ledger.operator.name,
    }


def _attach(
    ledger: Ledger, work: UnitOfWork, facts: ExchangeFacts, exchange: MeterExchange
) -> None:
    files = Attachments(ledger)
    for picture, kind, more in _pictures(facts, exchange):
        files.add(
            work,
            owner_kind="household",
            owner_id=facts.household_id,
            kind=int(kind),
            content=picture.content,
            media_type=picture.media_type,
            facts={
                **more,
                "taken_at": picture.taken_at or ledger.clock.now(),
                "source_sha256": picture.source_sha256,
            },
        )


def _pictures(
    facts: ExchangeFacts, exchange: MeterExchange
) -> Iterator[tuple[Picture, AttachmentKind, Record]]:
    numbers = {meter["id"]: meter.get(NUMBERS[facts.kind]) for meter in facts.meters}
    for old in exchange.old:
        if old.photo is not None:
            more = {"subject": "old_meter", "note": numbers.get(old.id)}
            yield old.photo, AttachmentKind.PHOTO, more
    new, agreement = exchange.new, exchange.agreement
    signed: Record = {
        "subject": "exchange", "signer": agreement.signer or None, "note": new.number
    }  # fmt: skip
    if new.photo is not None:
        yield new.photo, AttachmentKind.PHOTO, {"subject": "new_meter", "note": new.number}
    if agreement.ink:
        ink = Picture(agreement.ink.encode(), "application/json")
        yield ink, AttachmentKind.INK, signed
    if agreement.scan is not None:
        yield agreement.scan, AttachmentKind.SCAN, signed
