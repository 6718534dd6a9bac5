"""Findings block what they must, until a re-inspection has passed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import findings as rules
from desktop.domain.project_codes import FindingCategory, FindingOrigin, FindingState, Severity
from desktop.kernel.errors import InputError
from desktop.services.findings import Findings
from desktop.services.parameters import Parameters
from desktop.storage.queries.findings import due_items, open_blocking, stopping_works
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger

DAY = date(2026, 3, 5)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    return office.create()


@pytest.fixture
def findings(office: Office, ledger: Ledger) -> Findings:
    return Findings(ledger, office.clock)


@pytest.fixture
def quarter(ledger: Ledger) -> str:
    with ledger.unit_of_work("quarter") as work:
        return work.insert("quarter", [{"name": "一村"}])[0]


def _open(findings: Findings, quarter: str, severity: Severity, **more: Any) -> str:
    return findings.open(
        quarter,
        what="表箱未固定",
        origin=FindingOrigin.INSPECTION,
        category=FindingCategory.SAFETY,
        severity=severity,
        **more,
    )[0]


def _blocking(ledger: Ledger) -> tuple[dict[str, int], dict[str, int]]:
    with ledger.reader() as connection:
        return open_blocking(connection), stopping_works(connection)


def test_a_serious_finding_blocks_until_its_re_inspection_has_passed(
    findings: Findings, ledger: Ledger, quarter: str
) -> None:
    _open(findings, quarter, Severity.ORDINARY)
    assert _blocking(ledger) == ({}, {})
    serious = _open(findings, quarter, Severity.SERIOUS)
    assert _blocking(ledger) == ({quarter: 1}, {})
    findings.fixed(serious, DAY)
    assert _blocking(ledger) == ({quarter: 1}, {})
    findings.reinspect(serious, passed=False, on=DAY)
    assert _blocking(ledger) == ({quarter: 1}, {})
    findings.fixed(serious, DAY)
    findings.reinspect(serious, passed=True, on=DAY, by="王监理")
    assert _blocking(ledger) == ({}, {})
    record = findings.of_quarter(quarter)[-1]
    assert (record["state"], record["reinspected_by"]) == (FindingState.PASSED, "王监理")


def test_a_finding_that_stops_the_works_is_counted_apart(
    findings: Findings, ledger: Ledger, quarter: str
) -> None:
    _open(findings, quarter, Severity.STOP_WORK)
    assert _blocking(ledger) == ({quarter: 1}, {quarter: 1})


def test_the_due_day_follows_the_offices_own_days(
    findings: Findings, ledger: Ledger, office: Office, quarter: str
) -> None:
    _open(findings, quarter, Severity.ORDINARY)
    Parameters(ledger, office.clock).set("finding-due-days", "3")
    _open(findings, quarter, Severity.ORDINARY)
    _open(findings, quarter, Severity.ORDINARY, due_on=date(2026, 4, 1))
    due = [row["due_on"] for row in findings.of_quarter(quarter)]
    assert due == [date(2026, 3, 12), date(2026, 3, 8), date(2026, 4, 1)]
    with ledger.reader() as connection:
        assert [row.due_on for row in due_items(connection)] == sorted(due)  # type: ignore[type-var]


def test_a_closed_finding_stays_closed(findings: Findings, quarter: str) -> None:
    found = _open(findings, quarter, Severity.SERIOUS)
    findings.fixed(found, DAY)
    findings.reinspect(found, passed=True, on=DAY)
    with pytest.raises(InputError) as refused:
        findings.fixed(found, DAY)
    assert refused.value.code == "finding-closed"
    with pytest.raises(InputError) as refused:
        findings.reinspect(found, passed=False)
    assert refused.value.code == "finding-closed"


def test_re_inspection_needs_somebody_to_say_that_it_is_mended(
    findings: Findings, quarter: str
) -> None:
    found = _open(findings, quarter, Severity.SERIOUS)
    with pytest.raises(InputError) as refused:
        findings.reinspect(found, passed=True)
    assert refused.value.code == "finding-not-fixed"


def test_nothing_is_mended_before_it_was_found(findings: Findings, quarter: str) -> None:
    found = _open(findings, quarter, Severity.ORDINARY)
    with pytest.raises(InputError) as refused:
        findings.fixed(found, date(2026, 3, 4))
    assert refused.value.code == "finding-before-found"


def test_a_finding_must_say_what_is_wrong(findings: Findings, quarter: str) -> None:
    with pytest.raises(InputError) as refused:
        findings.open(
            quarter,
            what="  ",
            origin=FindingOrigin.AUDIT,
            category=FindingCategory.MONEY,
            severity=Severity.ORDINARY,
        )
    assert refused.value.code == "finding-empty"
    assert findings.of_quarter(quarter) == []


@given(st.lists(st.sampled_from(["fix", "pass", "fail"]), max_size=12))
def test_only_a_passed_re_inspection_after_a_repair_closes_a_finding(events: list[str]) -> None:
    found: dict[str, Any] = rules.opened({"what": "x", "severity": 2}, DAY, Decimal(7))
    mended = closed = False
    for event in events:
        try:
            found |= (
                rules.fixed(found, DAY)
                if event == "fix"
                else rules.reinspected(found, DAY, "x", passed=event == "pass")
            )
        except InputError:
            continue
        closed = closed or (event == "pass" and mended)
        mended = event == "fix"
    assert rules.is_closed(found["state"]) is closed
    assert rules.blocks(found["severity"], found["state"]) is not closed
