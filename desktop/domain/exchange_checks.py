"""What is wrong, or only odd, about a meter exchange before it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import ConsentBasis, WaterPosition
from desktop.domain.meter_exchange import NUMBERS, expiry_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.meter_exchange import ExchangeFacts, MeterExchange, OldMeter
    from desktop.domain.values import Record


class ExchangeReason(StrEnum):
    """What was found; the values are message codes."""

    NUMBER_MISSING = "exchange-number-missing"
    NUMBER_IS_OLD = "exchange-number-is-old"
    NUMBER_TAKEN = "exchange-number-taken"
    FIRST_MISSING = "exchange-first-missing"
    READING_NEGATIVE = "exchange-reading-negative"
    DATE_MISSING = "exchange-date-missing"
    DATE_IN_FUTURE = "exchange-date-in-future"
    VERIFIED_LATE = "exchange-verified-late"
    EXPIRED = "exchange-expired"
    OLD_GONE = "exchange-old-gone"
    OTHER_UTILITY = "exchange-other-utility"
    LAST_BELOW_FIRST = "exchange-last-below-first"
    REMOVED_EARLY = "exchange-removed-early"
    SIGNER_MISSING = "exchange-signer-missing"
    INK_MISSING = "exchange-ink-missing"
    LAST_MISSING = "exchange-last-missing"
    LAST_BELOW_RECORDED = "exchange-last-below-recorded"
    PHOTO_MISSING = "exchange-photo-missing"
    NOT_VERIFIED = "exchange-not-verified"
    CERTIFICATE_MISSING = "exchange-certificate-missing"
    POSITION_MISSING = "exchange-position-missing"
    INSIDE_DWELLING = "exchange-inside-dwelling"
    GAP = "exchange-gap"
    ACCOUNT_ELSEWHERE = "exchange-account-elsewhere"
    NOT_AGREED = "exchange-not-agreed"


_SOFT = frozenset(
    {
        ExchangeReason.LAST_MISSING,
        ExchangeReason.LAST_BELOW_RECORDED,
        ExchangeReason.PHOTO_MISSING,
        ExchangeReason.NOT_VERIFIED,
        ExchangeReason.CERTIFICATE_MISSING,
        ExchangeReason.POSITION_MISSING,
        ExchangeReason.INSIDE_DWELLING,
        ExchangeReason.GAP,
        ExchangeReason.ACCOUNT_ELSEWHERE,
        ExchangeReason.NOT_AGREED,
    }
)


@dataclass(frozen=True, slots=True)
class ExchangeFinding:
    """One finding.

    Attributes:
        reason: what it is; its text is in the message catalogue.
        beside: the field it stands beside: ``number``, ``first_reading``, ``last_reading`` ...
        meter_id: the old meter it is about; empty for the new one.
        details: values of the sentence.
    """

    reason: ExchangeReason
    beside: str
    meter_id: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def soft(self) -> bool:
        """Whether a person may confirm it with a reason."""
        return self.reason in _SOFT


def exchange_findings(exchange: MeterExchange, facts: ExchangeFacts) -> tuple[ExchangeFinding, ...]:
    """Return everything found about ``exchange``, hard findings first."""
    found = [*_new_findings(exchange, facts), *_agreement_findings(exchange)]
    for old in exchange.old:
        found += _old_findings(old, exchange, facts)
    return tuple(sorted(found, key=lambda finding: finding.soft))


def unanswered(
    exchange: MeterExchange, findings: tuple[ExchangeFinding, ...]
) -> tuple[ExchangeFinding, ...]:
    """Return what stands in the way: hard findings, and soft ones without a reason."""
    return tuple(
        finding
        for finding in findings
        if not finding.soft or not exchange.reasons.get(finding.reason, "").strip()
    )


def _new_findings(exchange: MeterExchange, facts: ExchangeFacts) -> Iterator[ExchangeFinding]:
    new, reason = exchange.new, ExchangeReason
    old_numbers = {str(m.get(NUMBERS[facts.kind]) or "") for m in _taken_down(exchange, facts)}
    if not new.number:
        yield ExchangeFinding(reason.NUMBER_MISSING, "number")
    elif new.number in old_numbers:
        yield ExchangeFinding(reason.NUMBER_IS_OLD, "number")
    elif facts.number_at is not None:
        yield ExchangeFinding(reason.NUMBER_TAKEN, "number", details={"where": facts.number_at})
    if new.first_reading is None:
        yield ExchangeFinding(reason.FIRST_MISSING, "first_reading")
    elif new.first_reading < 0:
        yield ExchangeFinding(reason.READING_NEGATIVE, "first_reading")
    yield from _verification(exchange, facts)
    if new.position is None:
        yield ExchangeFinding(reason.POSITION_MISSING, "position")
    elif new.position == WaterPosition.INSIDE_DWELLING:
        yield ExchangeFinding(reason.INSIDE_DWELLING, "position")
    if new.account_no and facts.account_at is not None:
        yield ExchangeFinding(
            reason.ACCOUNT_ELSEWHERE, "account_no", details={"where": facts.account_at}
        )


def _verification(exchange: MeterExchange, facts: ExchangeFacts) -> Iterator[ExchangeFinding]:
    """Judge the dates: verified before installed and still valid on that day (L12, W04, E04)."""
    new, reason = exchange.new, ExchangeReason
    if new.installed_on is None:
        yield ExchangeFinding(reason.DATE_MISSING, "installed_on")
    elif new.installed_on > facts.today:
        yield ExchangeFinding(reason.DATE_IN_FUTURE, "installed_on")
    if new.verified_on is None:
        yield ExchangeFinding(reason.NOT_VERIFIED, "verified_on")
        return
    if not new.cert_no:
        yield ExchangeFinding(reason.CERTIFICATE_MISSING, "cert_no")
    expires = expiry_of(facts.kind, new.verified_on, new.details)
    if new.verified_on > facts.today:
        yield ExchangeFinding(reason.DATE_IN_FUTURE, "verified_on")
    elif new.installed_on is not None and new.verified_on > new.installed_on:
        yield ExchangeFinding(reason.VERIFIED_LATE, "verified_on")
    elif expires is not None and expires <= (new.installed_on or facts.today):
        details = {"expires": expires.isoformat()}
        yield ExchangeFinding(reason.EXPIRED, "verified_on", details=details)


def _old_findings(
    old: OldMeter, exchange: MeterExchange, facts: ExchangeFacts
) -> Iterator[ExchangeFinding]:
    reason = ExchangeReason
    record = next((meter for meter in facts.meters if meter["id"] == old.id), None)
    if record is None:
        other = old.id in facts.other_kind
        yield ExchangeFinding(
            reason.OTHER_UTILITY if other else reason.OLD_GONE, "last_reading", old.id
        )
        return
    yield from _last_reading(old, record, facts)
    if old.photo is None:
        yield ExchangeFinding(reason.PHOTO_MISSING, "photo", old.id)
    put_up = record.get("installed_on")
    if old.removed_on is None:
        yield ExchangeFinding(reason.DATE_MISSING, "removed_on", old.id)
    elif old.removed_on > facts.today:
        yield ExchangeFinding(reason.DATE_IN_FUTURE, "removed_on", old.id)
    elif put_up is not None and old.removed_on < put_up:  # type: ignore[operator]
        details = {"installed": str(put_up)}
        yield ExchangeFinding(reason.REMOVED_EARLY, "removed_on", old.id, details)
    elif exchange.new.installed_on is not None and old.removed_on != exchange.new.installed_on:
        yield ExchangeFinding(reason.GAP, "removed_on", old.id)


def _last_reading(old: OldMeter, record: Record, facts: ExchangeFacts) -> Iterator[ExchangeFinding]:
    reason, first = ExchangeReason, record.get("first_reading")
    newest = facts.newest.get(old.id)
    if old.last_reading is None:
        yield ExchangeFinding(reason.LAST_MISSING, "last_reading", old.id)
    elif old.last_reading < 0:
        yield ExchangeFinding(reason.READING_NEGATIVE, "last_reading", old.id)
    elif first is not None and old.last_reading < first:  # type: ignore[operator]
        details = {"first": f"{first:f}"}
        yield ExchangeFinding(reason.LAST_BELOW_FIRST, "last_reading", old.id, details)
    elif newest is not None and old.last_reading < newest[1]:
        details = {"day": newest[0].isoformat(), "reading": f"{newest[1]:f}"}
        yield ExchangeFinding(reason.LAST_BELOW_RECORDED, "last_reading", old.id, details)


def _agreement_findings(exchange: MeterExchange) -> Iterator[ExchangeFinding]:
    agreement, reason = exchange.agreement, ExchangeReason
    if agreement.basis is None or agreement.basis == ConsentBasis.SPOKEN:
        yield ExchangeFinding(reason.NOT_AGREED, "agreement")
        return
    if not agreement.signer.strip():
        yield ExchangeFinding(reason.SIGNER_MISSING, "signer")
    if agreement.basis == ConsentBasis.SCREEN and not agreement.ink:
        yield ExchangeFinding(reason.INK_MISSING, "agreement")


def _taken_down(exchange: MeterExchange, facts: ExchangeFacts) -> list[Record]:
    ids = {old.id for old in exchange.old}
    return [meter for meter in facts.meters if meter["id"] in ids]
