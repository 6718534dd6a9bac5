"""What the page of forms says: states, parties, groups and a form's history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.codes import SIGNING_WAY
from desktop.domain.form_state import FormStanding
from desktop.ui.shell.language import language, tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    Form = Mapping[str, Any]

GONE = frozenset({FormStanding.VOID, FormStanding.REPLACED})
DONE = frozenset({FormStanding.SIGNED, FormStanding.ON_PAPER, FormStanding.HANDED_OVER})


def group_word(group: str) -> str:
    """Return the heading of a group of types."""
    return {
        "household": tr("Household papers"),
        "vote": tr("Consent and votes"),
        "money": tr("Money"),
        "project": tr("Application and project"),
        "works": tr("Works"),
        "acceptance": tr("Acceptance and handover"),
        "letters": tr("Letters"),
        "archive": tr("Archive"),
    }.get(group, group)


def subject_word(per: str) -> str:
    """Return what people call that which one document of a type is about."""
    return {
        "household": tr("Household"),
        "vote": tr("Vote"),
        "outage": tr("Outage"),
        "payment": tr("Payment"),
        "acceptance": tr("Acceptance"),
        "finding": tr("Defect"),
        "building": tr("Building"),
        "work_item": tr("Work"),
        "acceptance_check": tr("Pressure test"),
        "meeting": tr("Meeting"),
        "company": tr("Company addressed"),
        "street": tr("Covers"),
    }.get(per, tr("About"))


def party_word(field: str) -> str:
    """Return what people call the party that signs in ``field``."""
    return {
        "street_office": tr("Street office"),
        "contractor": tr("Contractor"),
        "supervision": tr("Supervision"),
        "design": tr("Design"),
        "owners_committee": tr("Owners' committee"),
        "water_company": tr("Water company"),
        "power_company": tr("Power company"),
        "housing_authority": tr("Housing authority"),
        "industry_authority": tr("Industry authority"),
        "community": tr("Community"),
        "witness": tr("Witness"),
        "resident": tr("Resident"),
    }.get(field, field)


def title_word(form: Form) -> str:
    """Return what a form is called, with what it is about."""
    title = str(form["title"] or form["form_type"])
    return f"{title} · {form['about']}" if form.get("about") else title


def state_word(form: Form) -> str:
    """Return where an issued form stands."""
    state = form["state"]
    if state == FormStanding.PARTLY:
        signed, open_ = len(form["signed_by"]), len(form["open"])
        return tr("{signed} of {all} signed", signed=signed, all=signed + open_)
    return {
        FormStanding.ISSUED: tr("Form issued"),
        FormStanding.SIGNED: tr("Signed by all"),
        FormStanding.ON_PAPER: tr("Signed on paper"),
        FormStanding.HANDED_OVER: tr("Handed over"),
        FormStanding.REPLACED: tr("Replaced"),
        FormStanding.VOID: tr("Void"),
    }.get(state, str(state))


def state_colour(form: Form) -> str:
    """Return the token of the colour in which a state is written."""
    if form["state"] in GONE:
        return "muted"
    return "good_text" if form["state"] in DONE else ""


def short_number(form: Form) -> str:
    """Return a number without the office's code, which all of an office's forms share."""
    return str(form["document_no"]).partition("-")[2] or str(form["document_no"])


def history(form: Form) -> list[str]:
    """Return what happened to a form, a line each, the first first."""
    lines = [_issued(form)]
    lines += [_signed(one) for one in form["signatures"]]
    told = {one["party"] for one in form["signatures"]}
    others = [party_word(name) for name in form["signed_by"] if name not in told]
    if others:
        lines.append(tr("signed: {names}", names="、".join(others)))
    if form["open"] and form["state"] not in GONE:
        names = "、".join(map(party_word, form["open"]))
        lines.append(tr("still to sign: {names}", names=names))
    if form.get("handed_over_on"):
        lines.append(
            _line(form["handed_over_on"], tr("handed over"), str(form.get("handover_note") or ""))
        )
    if form["replaced_by"]:
        lines.append(tr("replaced by {number}", number=form["replaced_by"]))
    if form.get("voided_at"):
        lines.append(_line(form["voided_at"], tr("void"), str(form.get("void_reason") or "")))
    elif form.get("deleted"):
        lines.append(tr("issuing it was undone; the number is not given again"))
    return lines


def _issued(form: Form) -> str:
    parts = [tr("issued")]
    if form.get("replaces"):
        parts.append(tr("corrects {number}", number=form["replaces"]))
    if form.get("supplements"):
        parts.append(tr("completes {number}", number=form["supplements"]))
    if form.get("reference_no"):
        parts.append(str(form["reference_no"]))
    if form.get("households"):
        parts.append(tr("{count} households", count=form["households"]))
    if form.get("meters"):
        parts.append(tr("{count} meters", count=form["meters"]))
    if form.get("pages"):
        parts.append(tr("{count} pages", count=form["pages"]))
    return _line(form["issued_at"], *parts)


def _signed(one: Form) -> str:
    way = SIGNING_WAY.label(int(one["way"]), language()) if one.get("way") else tr("signed")
    trial = tr("trial") if one.get("trial") else ""
    who = str(one.get("signer") or "")
    return _line(one.get("signed_at"), party_word(str(one["party"])), who, way, trial)


def _line(when: date | datetime | None, *parts: str) -> str:
    day = f"{when:%Y-%m-%d}  " if when is not None else ""
    return day + " · ".join(part for part in parts if part)
