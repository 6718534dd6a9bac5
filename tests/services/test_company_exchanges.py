"""A company's list of exchanged meters, applied to a real ledger as one operation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.company_lines import ListKind
from desktop.domain.company_proposals import Standing
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from desktop.services.reading import Reading
from tests.support.company_lists import EXCHANGE_HEAD, accounts, company_of, meters, workbook
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.company import Company, CompanyReview
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]


@pytest.fixture
def company(ledger: Ledger, households: list[str]) -> Company:
    assert households
    accounts(ledger)
    return company_of(ledger)


def line(at: int, **other: Any) -> list[Any]:
    """A faultless line for the ``at``-th household."""
    cells = {
        "户号": f"{at + 1:07d}", "用户名称": "某人", "用水地址": "", "旧表号": f"W{at:06d}",
        "止度": 812.5, "新表号": f"N{at:06d}", "起度": 0, "封印号": f"F{at}",
        "换表日期": "2026.3.4", **other,
    }  # fmt: skip
    return [cells[name] for name in EXCHANGE_HEAD]


def review(company: Company, folder: Path, *lines: list[Any], **options: Any) -> CompanyReview:
    title = ["自来水公司装拆表清单"]
    return company.plan(workbook(folder / "清单.xlsx", [title, EXCHANGE_HEAD, *lines]), **options)


def group(found: CompanyReview) -> list[tuple[str, str]]:
    return [(str(one.standing), one.group) for one in found.proposals]


def test_a_list_is_applied_as_one_operation_and_taken_back_as_one(
    company: Company, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    before = Reading(ledger).stats()
    found = review(company, tmp_path, *[line(at) for at in range(8)])
    assert found.reading.kind is ListKind.EXCHANGES
    assert found.reading.utility == "water_meter"
    assert group(found) == [("ready", "company-will-exchange")] * 8
    changes = company.apply(found, found.ready)
    old, new = meters(ledger, households[3])
    assert (old["state"], old["last_reading"], old["removed_on"]) == (7, 812500, "2026-03-04")
    assert (new["state"], new["body_no"], new["account_no"]) == (1, "N000003", "0000004")
    assert (new["seal_plastic"], old["replaced_by_id"]) == ("F3", new["id"])
    with ledger.reader() as connection:
        confirmed = connection.exec_driver_sql(
            "SELECT DISTINCT warning, reason FROM confirmation WHERE subject = 'N000003'"
        ).all()
    assert {row[0] for row in confirmed} >= {"exchange-photo-missing", "exchange-not-agreed"}
    assert {row[1] for row in confirmed} == {"按企业装拆表清单登记，第6行"}
    assert Reading(ledger).stats()["journal"]["length"] > before["journal"]["length"]
    Editing(ledger, ledger.clock).undo(changes.operation)
    assert [m["body_no"] for m in meters(ledger, households[3])] == ["W000003"]
    assert meters(ledger, households[3])[0]["state"] is None


@pytest.mark.parametrize(
    ("changed", "standing", "code"),
    [
        ({"旧表号": "X9"}, "ask", "company-old-differs"),
        ({"户号": "9999999"}, "ask", "company-account-differs"),
        ({"户号": "0000002"}, "open", "company-doors-differ"),
        ({"户号": "", "旧表号": "X9"}, "open", "company-door-unknown"),
        ({"新表号": "W000005"}, "blocked", "exchange-number-taken"),
        ({"新表号": "W000000"}, "blocked", "exchange-number-is-old"),
        ({"新表号": ""}, "blocked", "exchange-number-missing"),
        ({"起度": ""}, "blocked", "exchange-first-missing"),
        ({"换表日期": "2026.3.9"}, "blocked", "exchange-date-in-future"),
        ({"换表日期": "昨天"}, "blocked", "exchange-date-missing"),
        ({"止度": ""}, "ask", "exchange-last-missing"),
        ({"止度": 100}, "ask", "exchange-last-below-recorded"),
        ({"户号": "", "旧表号": ""}, "open", "company-door-unknown"),
    ],
)
def test_what_does_not_fit_is_asked_or_refused_and_says_why(
    company: Company,
    ledger: Ledger,
    households: list[str],
    tmp_path: Path,
    changed: dict[str, Any],
    standing: str,
    code: str,
) -> None:
    with ledger.unit_of_work("reading") as work:
        meter = meters(ledger, households[0])[0]["id"]
        reading = {"water_meter_id": meter, "read_on": date(2026, 2, 1), "reading": Decimal(300)}
        work.insert("meter_reading", [reading])
    found = review(company, tmp_path, line(0, **changed), line(1))
    assert group(found) == [(standing, code), ("ready", "company-will-exchange")]
    company.apply(found, found.ready)
    assert len(meters(ledger, households[0])) == 1, "what is not ready is not applied by itself"
    assert len(meters(ledger, households[1])) == 2


def test_an_odd_line_is_applied_with_a_reason_that_is_kept(
    company: Company, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    found = review(company, tmp_path, line(0, 止度=""))
    with pytest.raises(InputError, match="company-reason-missing"):
        company.apply(found, found.proposals)
    company.apply(found, found.proposals, "旧表损坏，读不出")
    with ledger.reader() as connection:
        kept = connection.exec_driver_sql(
            "SELECT reason FROM confirmation WHERE warning = 'exchange-last-missing'"
        ).scalar_one()
    assert kept == "旧表损坏，读不出"
    assert meters(ledger, households[0])[0]["last_reading"] is None


def test_two_lines_of_one_door_are_asked_and_never_both_applied(
    company: Company, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    found = review(company, tmp_path, line(0), line(0, 新表号="N999999"), line(1))
    assert [one.group for one in found.proposals[:2]] == ["company-door-twice"] * 2
    assert [one.line.new_number for one in found.ready] == ["N000001"]
    with pytest.raises(RefusedError, match="company-door-chosen-twice"):
        company.apply(found, found.proposals, "两块都换")
    company.apply(found, found.proposals[1:], "第二行是对的")
    assert [m["body_no"] for m in meters(ledger, households[0])] == ["W000000", "N999999"]


def test_one_new_number_for_two_doors_is_refused_for_both(company: Company, tmp_path: Path) -> None:
    found = review(company, tmp_path, line(0), line(1, 新表号="n 000000"))
    assert [one.group for one in found.proposals] == ["company-number-twice"] * 2
    assert not any(one.applicable for one in found.proposals)


def test_the_same_list_again_finds_everything_done(company: Company, tmp_path: Path) -> None:
    lines = [line(at) for at in range(4)]
    found = review(company, tmp_path, *lines)
    company.apply(found, found.ready)
    again = review(company, tmp_path, *lines)
    assert group(again) == [("done", "company-already-done")] * 4
    with pytest.raises(RefusedError, match="company-changed-since"):
        company.apply(found, found.ready)


def test_a_meter_that_the_ledger_lacks_is_recorded_and_taken_down(
    company: Company, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    with ledger.unit_of_work("remove") as work:
        work.delete("water_meter", meters(ledger, households[2])[0]["id"])
    found = review(
        company, tmp_path, line(2, 户号="", 旧表号="Z77", 用水地址="翠湖小区1栋1单元301")
    )
    (one,) = found.proposals
    assert one.standing is Standing.READY
    assert [reason.code for reason in one.reasons] == [
        "company-will-exchange", "company-old-added", "company-name-differs", "company-by-address",
    ]  # fmt: skip
    company.apply(found, [one])
    old, new = sorted(meters(ledger, households[2]), key=lambda m: m["state"], reverse=True)
    assert (old["body_no"], old["state"], old["last_reading"]) == ("Z77", 7, 812500)
    assert (new["body_no"], old["replaced_by_id"]) == ("N000002", new["id"])


def test_a_person_says_which_door_is_meant(
    company: Company, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    found = review(company, tmp_path, line(0, 户号="0000002"), line(5))
    assert set(found.proposals[0].candidates) == {households[0], households[1]}
    found = company.assign(found, found.proposals[0], households[0])
    one = found.proposals[0]
    assert (one.standing, one.group) == (Standing.ASK, "exchange-account-elsewhere")
    company.apply(found, [one], "户号以企业为准")
    assert meters(ledger, households[0])[1]["account_no"] == "0000002"


def test_leading_noughts_that_a_spreadsheet_ate_are_asked(
    company: Company, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    with ledger.unit_of_work("number") as work:
        meter = meters(ledger, households[0])[0]["id"]
        work.update("water_meter", meter, {"body_no": "00042"})
    found = review(company, tmp_path, line(0, 户号="", 旧表号=42))
    assert group(found) == [("open", "company-number-near")]
    assert found.proposals[0].candidates == (households[0],)


def test_corrected_headings_are_remembered_for_the_next_list(
    company: Company, tmp_path: Path
) -> None:
    head = ["户号", "旧表号", "止度", "新表号", "起度", "完成于", "旁注"]
    row = ["0000001", "W000000", 5, "N1", 0, "2026-03-04", "x"]
    path = workbook(tmp_path / "a.xlsx", [head, row])
    first = company.plan(path, utility="water_meter")
    assert group(first) == [("blocked", "exchange-date-missing")]
    second = company.plan(path, mapping={"完成于": "day"})
    assert group(second) == [("ready", "company-will-exchange")]
    company.apply(second, second.ready)
    other = workbook(
        tmp_path / "b.xlsx", [head[::-1], ["x", "2026-03-04", 0, "N2", 7, "W000001", "0000002"]]
    )
    assert group(company.plan(other)) == [("ready", "company-will-exchange")]


def test_a_list_without_first_readings_needs_a_word_for_nought(
    company: Company, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    head = ["户号", "旧水表号", "止度", "新水表号", "换表日期"]
    path = workbook(tmp_path / "a.xlsx", [head, ["0000001", "W000000", 9, "N1", "2026-03-04"]])
    found = company.plan(path)
    assert group(found) == [("ask", "company-first-assumed")]
    company.apply(found, found.proposals, "新表均为零")
    assert meters(ledger, households[0])[1]["first_reading"] == 0


def test_a_check_remembers_headings_on_their_own(company: Company, tmp_path: Path) -> None:
    rows = [["预核对"], ["户号", "户名", "某号"], ["0000001", "", "W000000"]]
    path = workbook(tmp_path / "a.xlsx", rows)
    said = company.plan(path, mapping={"某号": "number"})
    assert company.plan(path).check != said.check
    company.remember(said)
    assert company.plan(path).check == said.check
