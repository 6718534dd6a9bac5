"""What an exchange writes, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.codes import ConsentBasis, MeteringState
from desktop.domain.exchange_checks import ExchangeReason, exchange_findings, unanswered
from desktop.domain.meter_exchange import (
    Agreement,
    ExchangeFacts,
    MeterExchange,
    NewMeter,
    OldMeter,
    Picture,
    exchange_plan,
    metering_state_after,
)

if TYPE_CHECKING:
    from desktop.domain.values import Record

TODAY = date(2026, 6, 1)
OLD: Record = {
    "id": "old", "household_id": "h", "building_id": None, "parent_id": "master", "role": 3,
    "body_no": "1001", "position": 1, "account_no": "800", "book_no": "B1", "seq_in_book": 4,
    "charge_way": "X", "contract_no": "K", "first_reading": Decimal("3.000"),
    "installed_on": date(2016, 1, 1),
}  # fmt: skip
FACTS = ExchangeFacts("water_meter", "h", TODAY, metering_state=2, charge_mode=1, meters=(OLD,))
NEW = NewMeter(
    number="2002",
    first_reading=Decimal("0.000"),
    installed_on=TODAY,
    verified_on=date(2026, 3, 5),
    cert_no="Z-1",
    position=2,
    installer="安装队",
    details={"dn": 15, "kind": 3, "seal_plastic": "S1"},
)
GOOD = MeterExchange(
    old=(OldMeter("old", Decimal("812.5"), TODAY, Picture(b"x")),),
    new=NEW,
    agreement=Agreement("王秀兰", ConsentBasis.PAPER),
)


def reasons(exchange: MeterExchange, facts: ExchangeFacts = FACTS) -> set[ExchangeReason]:
    return {finding.reason for finding in exchange_findings(exchange, facts)}


def with_new(**changes: Any) -> MeterExchange:
    return replace(GOOD, new=replace(NEW, **changes))


def with_old(**changes: Any) -> MeterExchange:
    return replace(GOOD, old=(replace(GOOD.old[0], **changes),))


def test_a_complete_exchange_has_nothing_against_it() -> None:
    assert exchange_findings(GOOD, FACTS) == ()


def test_the_old_meter_is_closed_and_points_to_the_new_one() -> None:
    plan = exchange_plan(GOOD, FACTS, "new")
    assert plan.old == (
        (
            "old",
            {
                "state": 7,
                "last_reading": Decimal("812.5"),
                "removed_on": TODAY,
                "replaced_by_id": "new",
            },
        ),
    )


def test_the_new_meter_takes_place_account_and_due_date_over() -> None:
    plan = exchange_plan(GOOD, replace(FACTS, below=("x", "y")), "new")
    new = plan.new
    assert (new["id"], new["household_id"], new["parent_id"]) == ("new", "h", "master")
    assert (new["state"], new["role"], new["body_no"]) == (1, 3, "2002")
    assert (new["account_no"], new["book_no"], new["contract_no"]) == ("800", "B1", "K")
    assert new["expires_on"] == date(2032, 3, 5)
    assert new["seal_plastic"] == "S1"
    assert plan.below == ("x", "y")
    assert plan.household == {"w_state": int(MeteringState.OWN_OUTSIDE)}


def test_a_large_meter_is_due_earlier() -> None:
    exchange = with_new(details={"dn": 40})
    assert exchange_plan(exchange, FACTS, "new").new["expires_on"] == date(2030, 3, 5)


def test_a_new_account_leaves_book_and_contract_behind() -> None:
    new = exchange_plan(with_new(account_no="900"), FACTS, "new").new
    assert new["account_no"] == "900"
    assert "book_no" not in new
    none = exchange_plan(with_new(account_no=""), FACTS, "new").new
    assert none["account_no"] is None


def test_several_old_meters_become_one_and_the_account_is_found() -> None:
    second: Record = {**OLD, "id": "old2", "account_no": None, "parent_id": None}
    facts = replace(FACTS, meters=(second, OLD), metering_state=int(MeteringState.SEVERAL))
    merged = replace(GOOD, old=(replace(GOOD.old[0], id="old2"), GOOD.old[0]))
    plan = exchange_plan(merged, facts, "new")
    assert [one for one, _ in plan.old] == ["old2", "old"]
    assert (plan.new["account_no"], plan.new["parent_id"]) == ("800", "master")
    assert plan.household == {"w_state": int(MeteringState.OWN_OUTSIDE)}


def test_a_first_installation_has_no_old_meter() -> None:
    facts = replace(FACTS, meters=(), metering_state=int(MeteringState.NONE))
    first = replace(GOOD, old=(), new=replace(NEW, account_no="900"))
    assert reasons(first, facts) == set()
    plan = exchange_plan(first, facts, "new")
    assert (plan.old, plan.new["parent_id"], plan.new["account_no"]) == ((), None, "900")
    assert plan.household == {"w_state": int(MeteringState.OWN_OUTSIDE)}


@pytest.mark.parametrize(
    ("exchange", "reason"),
    [
        (with_new(number=""), ExchangeReason.NUMBER_MISSING),
        (with_new(number="1001"), ExchangeReason.NUMBER_IS_OLD),
        (with_new(first_reading=None), ExchangeReason.FIRST_MISSING),
        (with_new(first_reading=Decimal(-1)), ExchangeReason.READING_NEGATIVE),
        (with_new(installed_on=None), ExchangeReason.DATE_MISSING),
        (with_new(installed_on=date(2026, 6, 2)), ExchangeReason.DATE_IN_FUTURE),
        (with_new(verified_on=date(2026, 6, 2)), ExchangeReason.DATE_IN_FUTURE),
        (with_new(verified_on=TODAY, installed_on=date(2026, 5, 1)), ExchangeReason.VERIFIED_LATE),
        (with_new(verified_on=date(2020, 6, 1)), ExchangeReason.EXPIRED),
        (with_old(id="other"), ExchangeReason.OLD_GONE),
        (with_old(last_reading=Decimal("2.9")), ExchangeReason.LAST_BELOW_FIRST),
        (with_old(last_reading=Decimal(-1)), ExchangeReason.READING_NEGATIVE),
        (with_old(removed_on=None), ExchangeReason.DATE_MISSING),
        (with_old(removed_on=date(2026, 6, 2)), ExchangeReason.DATE_IN_FUTURE),
        (with_old(removed_on=date(2015, 1, 1)), ExchangeReason.REMOVED_EARLY),
        (
            replace(GOOD, agreement=Agreement("", ConsentBasis.PAPER)),
            ExchangeReason.SIGNER_MISSING,
        ),
        (
            replace(GOOD, agreement=Agreement("王", ConsentBasis.SCREEN)),
            ExchangeReason.INK_MISSING,
        ),
    ],
)
def test_what_is_wrong_cannot_be_confirmed_away(
    exchange: MeterExchange, reason: ExchangeReason
) -> None:
    confirmed = replace(exchange, reasons={str(code): "属实" for code in ExchangeReason})
    left = unanswered(confirmed, exchange_findings(confirmed, FACTS))
    assert [finding.reason for finding in left] == [reason]


@pytest.mark.parametrize(
    ("exchange", "reason"),
    [
        (with_old(last_reading=None), ExchangeReason.LAST_MISSING),
        (with_old(photo=None), ExchangeReason.PHOTO_MISSING),
        (with_new(verified_on=None), ExchangeReason.NOT_VERIFIED),
        (with_new(cert_no=""), ExchangeReason.CERTIFICATE_MISSING),
        (with_new(position=None), ExchangeReason.POSITION_MISSING),
        (with_new(position=1), ExchangeReason.INSIDE_DWELLING),
        (with_old(removed_on=date(2026, 5, 30)), ExchangeReason.GAP),
        (replace(GOOD, agreement=Agreement()), ExchangeReason.NOT_AGREED),
        (
            replace(GOOD, agreement=Agreement("王", ConsentBasis.SPOKEN)),
            ExchangeReason.NOT_AGREED,
        ),
    ],
)
def test_what_is_odd_passes_with_a_reason_and_not_without(
    exchange: MeterExchange, reason: ExchangeReason
) -> None:
    assert [f.reason for f in unanswered(exchange, exchange_findings(exchange, FACTS))] == [reason]
    blank = replace(exchange, reasons={reason: "  "})
    assert unanswered(blank, exchange_findings(blank, FACTS))
    confirmed = replace(exchange, reasons={reason: "现场情况如此"})
    assert unanswered(confirmed, exchange_findings(confirmed, FACTS)) == ()


def test_numbers_accounts_and_readings_known_elsewhere_are_told() -> None:
    facts = replace(
        FACTS,
        number_at="3栋501",
        account_at="3栋502",
        newest={"old": (date(2026, 4, 1), Decimal("900.000"))},
    )
    exchange = with_new(account_no="900")
    assert reasons(exchange, facts) == {
        ExchangeReason.NUMBER_TAKEN,
        ExchangeReason.ACCOUNT_ELSEWHERE,
        ExchangeReason.LAST_BELOW_RECORDED,
    }


def test_a_meter_of_the_other_utility_is_named_as_such() -> None:
    facts = replace(FACTS, other_kind=frozenset({"power"}))
    assert reasons(with_old(id="power"), facts) == {ExchangeReason.OTHER_UTILITY}


S = MeteringState


@pytest.mark.parametrize(
    ("before", "position", "account", "opened", "direct", "others", "after"),
    [
        (S.OWN_INSIDE, 2, "8", False, False, 0, S.OWN_OUTSIDE),
        (S.OWN_OUTSIDE, 1, "8", False, True, 0, S.OWN_INSIDE),
        (S.SEVERAL, 3, "", False, False, 0, S.OWN_OUTSIDE),
        (S.SEVERAL, 3, "8", True, True, 1, S.SEVERAL),
        (S.OWN_OUTSIDE, 3, "8", True, True, 1, S.SEVERAL),
        # An account that a property company gave does not show that the utility reads the meter.
        (S.PROPERTY_SUBMETER, 2, "8", False, False, 0, S.PROPERTY_SUBMETER),
        (S.PROPERTY_SUBMETER, 2, "9", True, False, 0, S.OWN_OUTSIDE),
        (S.SHARED, 2, "", False, True, 0, S.SHARED),
        (S.SHARED, 2, "8", False, True, 0, S.OWN_OUTSIDE),
        (S.NONE, 2, "", False, True, 0, S.UNKNOWN),
        (None, 2, "9", True, False, 0, S.OWN_OUTSIDE),
        (None, 2, "", False, False, 0, None),
        (S.SHARED, None, "9", True, True, 0, S.SHARED),
    ],
)
def test_the_metering_state_follows_what_the_exchange_shows(
    before: int | None,
    position: int | None,
    account: str,
    opened: bool,
    direct: bool,
    others: int,
    after: int | None,
) -> None:
    found = metering_state_after(
        before,
        position=position,
        account_no=account,
        opened=opened,
        direct=direct,
        others=others,
    )
    assert found == after
