"""Which majority a matter needs: the law in force on the day, and the scheme's own threshold.

Sources: Civil Code art. 278 (L1) with art. 1259 ("以上" includes the number); Property Law art. 76
and Property Management Regulation art. 12 (L3) for the time before; L2b art. 1 for which of the
two; local schemes for own shares (R4: D2, D3, D12). Which limb a meter retrofit falls under is the
office's legal judgement: the matter is a choice, its default the stricter one (R1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.domain.project_codes import Matter, RuleSet

if TYPE_CHECKING:
    from decimal import Decimal

CIVIL_CODE_DAY = date(2021, 1, 1)
"""The Civil Code is in force from this day (art. 1260)."""

DEFAULT_MATTER = Matter.REBUILD_FACILITIES
"""The stricter limb (R1)."""

_HALF, _TWO_THIRDS, _THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)
_QUALIFIED_NOW = frozenset({Matter.REBUILD_FACILITIES, Matter.RAISE_FUND})
_QUALIFIED_BEFORE = frozenset({Matter.REBUILD_FACILITIES, Matter.RAISE_FUND, Matter.USE_FUND})
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share that must be reached: at least it, or more than it (过半数).

    Attributes:
        share: exact share of the whole.
        more: more than ``share`` instead of at least.
    """

    share: Fraction
    more: bool = False

    def reached(self, part: int, whole: int) -> bool:
        """Return whether ``part`` of ``whole`` is enough; nothing of nothing never is.

        Whole numbers (heads, or 0.01 m²) compared crosswise, so that nothing is ever rounded.
        """
        if whole <= 0:
            return False
        have, need = part * self.share.denominator, whole * self.share.numerator
        return have > need if self.more else have >= need


@dataclass(frozen=True, slots=True)
class Majority:
    """What area and heads must each reach.

    Attributes:
        taking_part: of all owners in the scope; None when the rule asks for no participation.
        consent: the share that must say yes.
        of_all: whether consent is reckoned of all owners instead of those taking part.
        own: whether this is the scheme's own threshold instead of the law's.
    """

    taking_part: Threshold | None
    consent: Threshold
    of_all: bool
    own: bool = False

    def base(self, total: int, taking_part: int) -> int:
        """Return the legal denominator of consent."""
        return total if self.of_all else taking_part


def law_on(day: date) -> RuleSet:
    """Return the rules in force on ``day``, the last day of voting.

    Facts before 2021-01-01 are judged by the law of the time, a decision completed since then by
    the Civil Code (L2b art. 1; R3).
    """
    return RuleSet.CIVIL_CODE if day >= CIVIL_CODE_DAY else RuleSet.REGULATION_2007


def law(matter: Matter, day: date) -> Majority | None:
    """Return the majority that the law of ``day`` asks for ``matter``; None for none.

    Civil Code art. 278: two thirds take part by area and by heads; of those taking part three
    quarters for raising funds, rebuilding and changing common parts, more than half for the rest,
    using the fund among it. Before (Property Law art. 76, L3 art. 12): more than half take part;
    two thirds of ALL area and heads for raising *and using* funds and rebuilding, more than half
    of all for the rest. A household's own application needs nobody else's consent (R5, D1).
    """
    return _of(matter, law_on(day))


def rules(
    matter: Matter, rule_set: RuleSet, day: date, scheme_share: Decimal | None
) -> tuple[Majority, ...]:
    """Return every majority that must be reached; empty when nobody else's consent is needed.

    A scheme may ask for more than the law, never for less: with its own threshold the law of the
    day must be met as well. A rule set chosen against its day is followed, and said in
    :func:`rule_findings`.

    Args:
        matter: what is voted on.
        rule_set: as chosen.
        day: last day of voting.
        scheme_share: per cent, for the scheme's own threshold; None leaves the law alone.
    """
    if rule_set in {RuleSet.CIVIL_CODE, RuleSet.REGULATION_2007}:
        found = _of(matter, rule_set)
        return () if found is None else (found,)
    lawful = law(matter, day)
    if lawful is None:
        return ()
    if scheme_share is None:
        return (lawful,)
    return (lawful, _scheme(rule_set, scheme_share))


def rule_findings(
    matter: Matter,
    rule_set: RuleSet,
    day: date,
    scheme_share: Decimal | None,
    scheme_document: str,
) -> tuple[str, ...]:
    """Return what is wrong with the chosen rules, as codes of the message catalogue."""
    found = []
    own = rule_set in {RuleSet.SCHEME, RuleSet.SCHEME_OF_TAKING_PART}
    if not own and rule_set is not law_on(day):
        old = rule_set is RuleSet.REGULATION_2007
        found.append("vote-rule-old-after-2021" if old else "vote-rule-new-before-2021")
    if own and scheme_share is None:
        found.append("vote-scheme-share-missing")
    if own and scheme_share is not None and not 0 < scheme_share <= _HUNDRED:
        found.append("vote-share-range")
    if own and not scheme_document.strip():
        found.append("vote-scheme-document-missing")
    if own and scheme_share is not None and below_law(matter, rule_set, day, scheme_share):
        found.append("vote-scheme-below-law")
    return tuple(found)


def below_law(matter: Matter, rule_set: RuleSet, day: date, scheme_share: Decimal) -> bool:
    """Return whether owners could reach the scheme's share without reaching the law's.

    A share of all owners implies the law's when it covers both participation and consent; a share
    of those taking part says nothing about how many take part, so it is compared with the law's
    consent alone and can never stand in for a share of all owners.
    """
    lawful = law(matter, day)
    if lawful is None:
        return False
    share = _share(scheme_share)
    if rule_set is RuleSet.SCHEME_OF_TAKING_PART:
        return lawful.of_all or not _covers(share, lawful.consent)
    wanted = [lawful.consent, *([lawful.taking_part] if lawful.taking_part else [])]
    return not all(_covers(share, threshold) for threshold in wanted)


def _of(matter: Matter, rule_set: RuleSet) -> Majority | None:
    if matter is Matter.OWN_APPLICATION:
        return None
    if rule_set is RuleSet.CIVIL_CODE:
        qualified = Threshold(_THREE_QUARTERS) if matter in _QUALIFIED_NOW else None
        consent = qualified or Threshold(_HALF, more=True)
        return Majority(Threshold(_TWO_THIRDS), consent, of_all=False)
    qualified = Threshold(_TWO_THIRDS) if matter in _QUALIFIED_BEFORE else None
    consent = qualified or Threshold(_HALF, more=True)
    return Majority(Threshold(_HALF, more=True), consent, of_all=True)


def _scheme(rule_set: RuleSet, share: Decimal) -> Majority:
    of_all = rule_set is RuleSet.SCHEME
    return Majority(None, Threshold(_share(share)), of_all=of_all, own=True)


def _share(share: Decimal) -> Fraction:
    return Fraction(share) / _HUNDRED


def _covers(share: Fraction, lawful: Threshold) -> bool:
    return share > lawful.share if lawful.more else share >= lawful.share
