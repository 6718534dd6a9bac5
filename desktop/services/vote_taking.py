"""Taking ballots: one door with everything on it, many doors quickly, or from signed consents."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.domain.codes import Choice, ConsentBasis
from desktop.domain.project_codes import SignerKind
from desktop.domain.vote_ballots import refusal, said
from desktop.domain.vote_consents import answer_of, consent_choice
from desktop.kernel.errors import InputError
from desktop.services.vote_counting import count_now, require_open, the_vote
from desktop.storage.queries import votes as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.values import Record
    from desktop.domain.vote_ballots import BallotRow
    from desktop.storage.unit_of_work import UnitOfWork

FROM_CONSENT = "由入户登记的意愿转入"
_MOST = {"signer": 60, "proxy_document": 60}


@dataclass(frozen=True, slots=True)
class BallotForm:
    """What stands on a ballot.

    Attributes:
        choice: code of :class:`Choice`; silence takes an earlier answer back.
        basis: what it rests on; spoken is recorded, but does not count.
        signer_kind: owner, co-owner or proxy; a co-owner's ballot stands beside the others.
        signer: name of the signer where it is not the owner.
        proxy_document: number or description of the written proxy.
        cast_on: day of the signature; None is today.
        water_yes, elec_yes: the boxes for the two works, where they were ticked.
    """

    choice: int
    basis: int = int(ConsentBasis.PAPER)
    signer_kind: int = int(SignerKind.OWNER)
    signer: str = ""
    proxy_document: str = ""
    cast_on: date | None = None
    water_yes: bool | None = None
    elec_yes: bool | None = None


@dataclass(frozen=True, slots=True)
class ConsentsFound:
    """What taking consents over as ballots would do.

    Attributes:
        ballots: household id → choice, for those that can be taken.
        signed_on: household id → day of the signature.
        water, power: household id → whether it said yes to these works.
        left_out: code of why not → how many households.
    """

    ballots: Mapping[str, Choice]
    signed_on: Mapping[str, date]
    water: Mapping[str, bool]
    power: Mapping[str, bool]
    left_out: Mapping[str, int]


def take_one(
    work: UnitOfWork,
    vote_id: str,
    household_id: str,
    form: BallotForm,
    today: date,
) -> str:
    """Store one ballot in ``work``, in place of the same signer's earlier one; return its id.

    Raises:
        InputError: ``record-missing``, ``vote-door-outside``, ``vote-proxy-document``.
        RefusedError: ``vote-closed``.
    """
    vote = the_vote(work.connection, vote_id)
    require_open(vote)
    if household_id not in {row.id for row in queries.voters(work.connection, vote)}:
        raise InputError("vote-door-outside")
    record = _record(form, today)
    earlier = _earlier(queries.ballots(work.connection, vote_id), household_id, form)
    if earlier:
        work.update("ballot", earlier, record)
        return earlier
    owned = {"vote_id": vote_id, "household_id": household_id}
    return work.insert("ballot", [{**owned, **record}])[0]


def take_many(
    work: UnitOfWork, vote_id: str, choices: Mapping[str, int], *, basis: int, cast_on: date
) -> int:
    """Store many owners' ballots as one operation and return how many doors it was.

    Raises:
        InputError: ``record-missing``, ``vote-door-outside``.
        RefusedError: ``vote-closed``.
    """
    vote = the_vote(work.connection, vote_id)
    require_open(vote)
    inside = {row.id for row in queries.voters(work.connection, vote)}
    if not choices.keys() <= inside:
        raise InputError("vote-door-outside")
    present = queries.ballots(work.connection, vote_id)
    by_door = {row.household_id: row.id for row in present if not _beside(row.signer_kind)}
    forms = {
        door: _record(BallotForm(choice, basis=basis, cast_on=cast_on), cast_on)
        for door, choice in choices.items()
    }
    work.update_many("ballot", [(by_door[d], f) for d, f in forms.items() if d in by_door])
    work.insert(
        "ballot",
        [
            {"vote_id": vote_id, "household_id": door, **form}
            for door, form in forms.items()
            if door not in by_door
        ],
    )
    return len(forms)


def consents(connection: Connection, vote_id: str, since: date) -> ConsentsFound:
    """Return which recorded consents may stand as ballots of this vote from ``since`` on.

    Raises:
        InputError: ``record-missing``.
    """
    vote = the_vote(connection, vote_id)
    cast = {row.household_id for row in queries.ballots(connection, vote_id)}
    ballots: dict[str, Choice] = {}
    signed: dict[str, date] = {}
    water: dict[str, bool] = {}
    power: dict[str, bool] = {}
    left: Counter[str] = Counter()
    for row in queries.voters(connection, vote):
        if row.id in cast:
            left["vote-consent-present"] += 1
            continue
        day = date.fromisoformat(row.consented_on) if row.consented_on else None
        choice, why = consent_choice(
            row.consent_w, row.consent_e, row.consent_basis, day, since=since
        )
        if why or day is None:
            left[why] += 1
            continue
        ballots[row.id], signed[row.id] = choice, day
        water[row.id] = row.consent_w == Choice.YES
        power[row.id] = row.consent_e == Choice.YES
    return ConsentsFound(ballots, signed, water, power, dict(left))


def take_consents(work: UnitOfWork, vote_id: str, since: date) -> int:
    """Store what :func:`consents` finds as ballots with the days of their signatures.

    Raises:
        InputError: ``record-missing``, ``vote-no-consents``: there is none to take.
        RefusedError: ``vote-closed``.
    """
    require_open(the_vote(work.connection, vote_id))
    found = consents(work.connection, vote_id, since)
    if not found.ballots:
        raise InputError("vote-no-consents")
    basis = {row.id: row.consent_basis for row in _voters(work.connection, vote_id)}
    work.insert(
        "ballot",
        [
            {
                "vote_id": vote_id,
                "household_id": door,
                "choice": int(choice),
                "water_yes": found.water[door],
                "elec_yes": found.power[door],
                "basis": basis[door],
                "cast_on": found.signed_on[door],
                "note": FROM_CONSENT,
            }
            for door, choice in found.ballots.items()
        ],
    )
    return len(found.ballots)


def give_consents(work: UnitOfWork, vote_id: str, today: date) -> int:
    """Store the boxes ticked on counting ballots as the households' consents; return how many.

    Only on a person's command, and never over an answer signed later than the ballot. Basis and
    day are the ballot's.

    Raises:
        InputError: ``record-missing``, ``vote-no-answers``: there is nothing new on the ballots.
    """
    vote = the_vote(work.connection, vote_id)
    counting = count_now(work.connection, vote, today)
    good = {
        one.id
        for one in counting.ballots
        if said(one) is not None and not refusal(one, counting.facts.first, counting.facts.last)
    }
    cast: dict[str, list[BallotRow]] = defaultdict(list)
    for row in queries.ballots(work.connection, vote_id):
        if row.id in good:
            cast[row.household_id].append(row)
    rows = [
        (row.id, values)
        for row in queries.voters(work.connection, vote)
        if (values := _consent(row, cast.get(row.id, ())))
    ]
    if not rows:
        raise InputError("vote-no-answers")
    work.update_many("household", rows)
    return len(rows)


def _consent(row: queries.VoterRow, ballots: Sequence[BallotRow]) -> Record:
    """Return the fields of a household that its ballots change; none when they say nothing new."""
    answers = {
        "consent_w": answer_of(_tick(ballot.water_yes) for ballot in ballots),
        "consent_e": answer_of(_tick(ballot.elec_yes) for ballot in ballots),
    }
    had = {"consent_w": row.consent_w, "consent_e": row.consent_e}
    new = {name: int(a) for name, a in answers.items() if a is not None and a != had[name]}
    days = [ballot.cast_on for ballot in ballots if ballot.cast_on]
    if not new or not days or (row.consented_on or "") > max(days):
        return {}
    basis = max(ballot.basis or 0 for ballot in ballots)  # the weaker proof of several
    return {**new, "consent_basis": basis, "consented_on": date.fromisoformat(max(days))}


def _tick(stored: int | None) -> bool | None:
    return None if stored is None else bool(stored)


def _voters(connection: Connection, vote_id: str) -> list[queries.VoterRow]:
    return queries.voters(connection, the_vote(connection, vote_id))


def _record(form: BallotForm, today: date) -> dict[str, Any]:
    if form.signer_kind == SignerKind.PROXY and not form.proxy_document.strip():
        raise InputError("vote-proxy-document")
    texts = {name: getattr(form, name).strip() for name in _MOST}
    if any(len(text) > _MOST[name] for name, text in texts.items()):
        raise InputError("vote-text-too-long", most=max(_MOST.values()))
    record: Record = {
        "choice": form.choice,
        "basis": form.basis,
        "signer_kind": form.signer_kind,
        "signer": texts["signer"] or None,
        "proxy_document": texts["proxy_document"] or None,
        "cast_on": form.cast_on or today,
        "water_yes": form.water_yes,
        "elec_yes": form.elec_yes,
        "note": None,
    }
    return dict(record)


def _earlier(rows: Sequence[BallotRow], household_id: str, form: BallotForm) -> str:
    """Return the ballot that this one takes the place of: a co-owner's only by the same name."""
    for row in rows:
        if row.household_id != household_id:
            continue
        beside = _beside(form.signer_kind)
        if beside == _beside(row.signer_kind) and (
            not beside or (row.signer or "") == form.signer.strip()
        ):
            return row.id
    return ""


def _beside(signer_kind: int | None) -> bool:
    return signer_kind == SignerKind.CO_OWNER
