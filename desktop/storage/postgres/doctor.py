"""Looks whether a ledger on a server is whole; pages and files are the server's own to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.chronicle import first_wrong
from desktop.storage.doctor import Finding
from desktop.storage.keyring import derived

if TYPE_CHECKING:
    from desktop.storage.postgres.ledger import ServerLedger

_COUNTED = ("quarter", "building", "household", "water_meter", "electricity_meter")
_JOURNALLED = "SELECT count(*) FROM journal_entry WHERE kind = ? AND action = ?"


def check(ledger: ServerLedger) -> list[Finding]:
    """Return what was found: the journal's chain, and that no row came or went unseen."""
    findings = []
    with ledger.reader() as connection:
        run = connection.exec_driver_sql
        wrong = first_wrong(run, derived(ledger.key, "journal"))
        findings.append(Finding("journal", wrong is None, "" if wrong is None else str(wrong)))
        for kind in _COUNTED:
            rows = run(f"SELECT count(*) FROM {kind}").scalar_one()
            made = run(_JOURNALLED, (kind, "I")).scalar_one()
            gone = run(_JOURNALLED, (kind, "D")).scalar_one()
            findings.append(
                Finding(f"count-{kind}", rows == made - gone, f"{rows} / {made - gone}")
            )
    return findings
