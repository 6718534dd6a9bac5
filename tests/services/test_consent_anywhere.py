"""A consent carries its date and basis along wherever it is changed: field, table, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.codes import ConsentBasis
from desktop.services.editing import Editing
from desktop.services.history import History
from desktop.services.tables import Tables
from tests.support.small_office import Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.storage.ledger import Ledger


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Ledger, str]:
    """A ledger and a household that said yes on paper."""
    office = Office(tmp_path)
    ledger = office.create()
    household = office.fill(ledger)[0]
    editing = Editing(ledger, office.clock)
    editing.set_field("household", household, "consent_w", "1")
    editing.set_field("household", household, "consent_basis", "1")
    return ledger, household


def _card(ledger: Ledger, household: str) -> dict[str, Any]:
    with ledger.unit_of_work("look") as work:
        return dict(work.get("household", household) or {})


def _by_field(ledger: Ledger, household: str) -> None:
    Editing(ledger, ledger.clock).set_field("household", household, "consent_w", "2")


def _by_table(ledger: Ledger, household: str) -> None:
    tables = Tables(ledger, ledger.clock)
    with ledger.reader() as connection:
        number = connection.exec_driver_sql(
            "SELECT rowid FROM household WHERE id = ?", (household,)
        ).scalar_one()
    tables.set_cell(int(number), "household.consent_w", "不同意")


@pytest.mark.parametrize("change", [_by_field, _by_table])
def test_another_answer_needs_a_signature_of_its_own(
    signed: tuple[Ledger, str], change: Callable[[Ledger, str], None]
) -> None:
    ledger, household = signed
    assert _card(ledger, household)["consent_basis"] == ConsentBasis.PAPER
    change(ledger, household)
    found = _card(ledger, household)
    assert (found["consent_w"], found["consent_basis"]) == (2, None)
    assert found["consented_on"] == ledger.clock.today()


def test_an_undone_answer_has_its_basis_again(signed: tuple[Ledger, str]) -> None:
    ledger, household = signed
    _by_field(ledger, household)
    Editing(ledger, ledger.clock).undo()
    assert _card(ledger, household)["consent_basis"] == ConsentBasis.PAPER


def test_a_restored_answer_is_dated_today(signed: tuple[Ledger, str]) -> None:
    ledger, household = signed
    _by_field(ledger, household)
    rows = [r for r in History(ledger).of_household(household) if r.field_name == "consent_w"]
    newest = rows[0]
    History(ledger).restore("household", household, "consent_w", newest.entry, newest=newest.newest)
    assert _card(ledger, household)["consent_w"] == 1
