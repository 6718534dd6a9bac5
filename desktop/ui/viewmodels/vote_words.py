"""A vote in the words of the window. No widget in here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.codes import CHOICE
from desktop.domain.project_codes import Matter
from desktop.domain.vote_count import AREA, CONSENT, HEADS
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from desktop.domain.vote_count import Check
    from desktop.domain.vote_recount import Difference
    from desktop.domain.vote_result import VoteResult
    from desktop.domain.vote_rules import Threshold
    from desktop.services.vote_counting import VoteReport

_BASIS_POINTS = 10_000
_CODES = "vote-voice-changed"
_PARTS = "vote-owner-changed"


def square_metres(area: int | None) -> str:
    """Return an area of 0.01 m² with two places; nothing for none."""
    return f"{Decimal(area).scaleb(-2):,.2f}" if area else ""


def percent(part: int, whole: int) -> str:
    """Return a share, cut off after two places: it never looks like more than it is."""
    if whole <= 0:
        return "—"
    hundredths = part * _BASIS_POINTS // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def check_name(check: Check) -> str:
    """Return what a bar shows."""
    area = check.side == AREA
    if check.what != CONSENT:
        return tr("Taking part, by area") if area else tr("Taking part, by heads")
    if check.of_all:
        text = tr("Yes of all, by area") if area else tr("Yes of all, by heads")
    else:
        text = tr("Yes, by area") if area else tr("Yes, by heads")
    return tr("Scheme: {share}", share=text) if check.own else text


def check_numbers(check: Check) -> str:
    """Return part, legal denominator and share."""
    shown = square_metres if check.side == AREA else str
    unit = " m²" if check.side == AREA else ""
    part = shown(check.part) or "0"
    return f"{part} / {shown(check.whole) or '0'}{unit}　{percent(check.part, check.whole)}"


def threshold_name(threshold: Threshold) -> str:
    """Return what must be reached."""
    share = threshold.share
    text = percent(share.numerator, share.denominator).replace(".00%", "%")
    if share.denominator < 5:  # noqa: PLR2004 - a half, thirds, quarters
        text = f"{share.numerator}/{share.denominator}"
    return (
        tr("more than {share}", share=text)
        if threshold.more
        else tr("at least {share}", share=text)
    )


def headline(report: VoteReport) -> tuple[str, str]:
    """Return the one line about a vote, and the role of its look."""
    passed = report.result.passed
    if report.vote.get("matter") == Matter.OWN_APPLICATION:
        return tr("{count} applied", count=report.result.heads.yes), "good" if passed else "muted"
    if report.frozen:
        day = report.counted_at.astimezone().strftime("%Y-%m-%d") if report.counted_at else ""
        text = (
            tr("Closed {day}: passed", day=day)
            if passed
            else tr("Closed {day}: not passed", day=day)
        )
        return text, "good" if passed else "notMet"
    if passed:
        return tr("Enough as of now: it would pass"), "good"
    return tr("Not enough yet"), "notMet"


def still_needed(result: VoteResult) -> str:
    """Return how much must still be said yes to, or that it cannot be reached any more."""
    heads, area = result.needed.get(HEADS, 0), result.needed.get(AREA, 0)
    if result.passed or not result.checks:
        return ""
    if not result.area.total:
        return tr("No area is on record: record the areas of the dwellings first.")
    if heads is None or area is None:
        return tr("Even if everybody who is silent said yes, it would not be enough.")
    if not area:
        return tr("Still needed: yes from {heads} owners not heard yet.", heads=heads)
    if not heads:
        return tr("Still needed: yes from owners of {area} m² not heard yet.",
                  area=square_metres(area))  # fmt: skip
    return tr(
        "Still needed: yes from {heads} owners with {area} m² among those not heard yet.",
        heads=heads,
        area=square_metres(area),
    )


def choice_word(choice: int | None) -> str:
    """Return 同意, 不同意, 弃权, or nothing while nothing counts."""
    return CHOICE.label(choice, language()) if choice else ""


def difference_values(difference: Difference) -> tuple[str, str]:
    """Return what was frozen and what is now, in words."""
    values = (difference.before, difference.after)
    if difference.code == _CODES:
        first, second = (choice_word(value) for value in values)
    elif difference.code == _PARTS:
        first, second = (tr("{count} dwellings", count=value or 0) for value in values)
    else:
        first, second = (
            "" if value is None else f"{square_metres(value) or '0'} m²" for value in values
        )
    return first, second


def words(code: str) -> str:
    """Return the sentence of a finding or note."""
    return sentence(code).text


def conclusion(report: VoteReport) -> str:
    """Return what closing now would come to."""
    if report.vote.get("matter") == Matter.OWN_APPLICATION:
        return tr("{count} applied", count=report.result.heads.yes)
    if report.result.passed:
        return tr("As of now the vote passes.")
    return tr("As of now the vote does NOT pass.")
