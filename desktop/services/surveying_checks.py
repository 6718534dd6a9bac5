"""The findings at one door in words, and the warnings that a person confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.door_checks import Severity
from desktop.domain.fields import CONFIRMATION, ENTITIES
from desktop.domain.household_checks import door_findings
from desktop.domain.values import ValueProblem, parse
from desktop.kernel.errors import InputError, RefusedError
from desktop.kernel.messages import message_for
from desktop.storage.queries.door_facts import confirmations, door_facts

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from desktop.domain.door_checks import Finding
    from desktop.domain.values import Record
    from desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DoorCheck:
    """One thing that does not fit at a door, as the card shows it.

    Attributes:
        code: stable name of the check, such as ``survey-number-elsewhere``.
        severity: ``hard`` is put right, ``soft`` can be confirmed, ``pending`` (待补) comes later.
        kind: entity kind of the field it stands beside; ``entity_id`` and ``field`` likewise.
        message: what is wrong, in words; ``hint`` what to do.
        subject: what exactly it is about; a changed value is another subject.
        reason: why a person let it stand; None while nobody has.
        confirmed_by: who confirmed it; ``confirmed_at`` when.
    """

    code: str
    severity: Severity
    kind: str
    entity_id: str
    field: str
    message: str
    hint: str
    subject: str
    reason: str | None = None
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None

    @property
    def hard(self) -> bool:
        """Whether it must be put right."""
        return self.severity is Severity.HARD

    @property
    def confirmed(self) -> bool:
        """Whether a person let it stand with a reason."""
        return self.reason is not None

    @property
    def confirmable(self) -> bool:
        """Whether a person may let it stand."""
        return self.severity is Severity.SOFT

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it."""
        return not self.confirmed


def door_checks(
    connection: Connection, household_id: str, today: date, language: str
) -> tuple[DoorCheck, ...]:
    """Return the findings of one door with what was confirmed of them.

    Raises:
        InputError: there is no such household.
    """
    known = confirmations(connection, household_id)
    return tuple(
        _in_words(one, known.get((str(one.code), one.subject)), language)
        for one in _findings(connection, household_id, today)
    )


def confirm(
    work: UnitOfWork,
    household_id: str,
    code: str,
    subject: str | None,
    kept: Record,
    today: date,
) -> None:
    """Keep that the warnings called ``code`` may stand, for the reason in ``kept``.

    Raises:
        RefusedError: nothing of that name stands there, or it is nothing to be confirmed.
        InputError: there is no such household.
    """
    found = [
        one
        for one in _findings(work.connection, household_id, today)
        if one.code == code and subject in {None, one.subject}
    ]
    if not found:
        raise RefusedError("warning-gone")
    if any(one.severity is not Severity.SOFT for one in found):
        raise RefusedError("warning-not-confirmable")
    known = confirmations(work.connection, household_id)
    for one in found:
        before = known.get((code, one.subject))
        if before is None:
            about = {"household_id": household_id, "warning": code, "subject": one.subject}
            work.insert("confirmation", [{**about, **kept}])
        elif before["reason"] != kept["reason"]:
            work.update("confirmation", str(before["id"]), kept)


def read_reason(text: str) -> str:
    """Return a reason as it is kept.

    Raises:
        InputError: it is empty or too long.
    """
    declared = CONFIRMATION.field("reason")
    assert declared is not None  # noqa: S101 - declared there
    try:
        reason = parse(declared, text)
    except ValueProblem as problem:
        raise InputError(problem.code, kind="confirmation", field="reason") from None
    if not isinstance(reason, str):
        raise InputError("confirm-reason-missing", kind="confirmation", field="reason")
    return reason


def _findings(connection: Connection, household_id: str, today: date) -> tuple[Finding, ...]:
    facts = door_facts(connection, household_id, today)
    if facts is None:
        raise InputError("record-missing")
    return door_findings(facts)


def _in_words(one: Finding, confirmation: Record | None, language: str) -> DoorCheck:
    entity = ENTITIES[one.kind]
    declared = entity.field(one.field)
    chinese = language == "zh_CN"
    names = {"meter": entity.label if chinese else entity.label_en}
    if declared is not None:
        names["field"] = declared.label if chinese else declared.label_en
        names["unit"] = declared.unit
    message = message_for(one.code, {**names, **one.details}, language)
    kept = confirmation if confirmation is not None and one.severity is Severity.SOFT else {}
    return DoorCheck(
        code=str(one.code),
        severity=one.severity,
        kind=one.kind,
        entity_id=one.entity_id,
        field=one.field,
        message=message.text,
        hint=message.hint,
        subject=one.subject,
        reason=kept.get("reason"),  # type: ignore[arg-type]
        confirmed_by=kept.get("confirmed_by"),  # type: ignore[arg-type]
        confirmed_at=kept.get("confirmed_at"),  # type: ignore[arg-type]
    )
