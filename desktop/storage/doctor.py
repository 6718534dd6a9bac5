"""Looks whether a ledger is whole: pages, references, journal, anchor, files, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.storage import operation
from desktop.storage.chronicle import first_wrong
from desktop.storage.cipher import connect
from desktop.storage.failures import translated
from desktop.storage.keyring import derived

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection as Driver

    from desktop.storage.keyring import Anchor, Keyring
    from desktop.storage.open_ledger import OpenLedger

_PARENTS = (
    ("building", "quarter_id", "quarter"),
    ("unit", "building_id", "building"),
    ("household", "unit_id", "unit"),
    ("water_meter", "household_id", "household"),
    ("electricity_meter", "household_id", "household"),
    ("visit", "household_id", "household"),
)
_COUNTED = ("quarter", "building", "unit", "household", "water_meter", "electricity_meter", "visit")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: stable name, such as ``journal``.
        ok: whether it is as it should be.
        detail: numbers and ids for people who look closer; never personal data.
    """

    name: str
    ok: bool
    detail: str = ""


def check(ledger: OpenLedger) -> list[Finding]:
    """Look at everything and return what was found, the bad and the good."""
    with translated():
        ledger.checkpoint()
        driver = connect(ledger.path, ledger.key, "query")
        try:
            return [
                *examine(driver, ledger.key, ledger.keyring),
                _orphans(driver),
                _attachments(driver, ledger.paths.attachments),
            ]
        finally:
            driver.close()


def check_file(path: Path, key: bytes, ring: Keyring) -> list[Finding]:
    """Look at a closed file, such as a backup, without leaving anything beside it.

    Raises:
        LedgerError: it cannot even be opened.
    """
    driver = connect(path, key, "immutable")
    try:
        return list(examine(driver, key, ring))
    finally:
        driver.close()


def examine(driver: Driver, key: bytes, ring: Keyring) -> Iterator[Finding]:
    """Yield what an open ledger without a filled write-ahead log shows.

    Only what makes a copy whole: records below a deleted parent are a fact of the ledger that a
    backup has to keep.
    """
    yield _quiet("cipher", driver.execute, "PRAGMA cipher_integrity_check")
    yield _pages(driver)
    yield _quiet("references", driver.execute, "PRAGMA foreign_key_check")
    wrong = first_wrong(driver.execute, derived(key, "journal"))
    yield Finding("journal", wrong is None, "" if wrong is None else f"operation {wrong}")
    yield _anchor(driver, ring.anchor(key))
    yield Finding("counts", ok=True, detail=_counts(driver))


def _quiet(name: str, execute: Callable[[str], Any], pragma: str) -> Finding:
    """Return a finding for a pragma that says nothing when all is well."""
    rows = execute(pragma).fetchall()
    return Finding(name, not rows, f"{len(rows)} problems" if rows else "")


def _pages(driver: Driver) -> Finding:
    rows = driver.execute("PRAGMA integrity_check(10)").fetchall()
    fine = [row[0] for row in rows] == ["ok"]
    return Finding("pages", fine, "" if fine else f"{len(rows)} problems")


def _anchor(driver: Driver, anchor: Anchor | None) -> Finding:
    length = operation.length(driver)
    if anchor is None:
        return Finding("anchor", ok=True, detail=f"{length} operations, never closed")
    fits = anchor.length == 0 or operation.seal_at(driver, anchor.length) == anchor.head
    return Finding("anchor", length >= anchor.length and fits, f"{anchor.length} of {length}")


def _orphans(driver: Driver) -> Finding:
    """Count live records below a deleted parent: lists would not show them."""
    found = []
    for kind, field, parent in _PARENTS:
        count = driver.execute(
            f"SELECT count(*) FROM {kind} c JOIN {parent} p ON p.id = c.{field} "
            "WHERE c.deleted = 0 AND p.deleted = 1"
        ).fetchone()[0]
        if count:
            found.append(f"{kind} {count}")
    return Finding("orphans", not found, ", ".join(found))


def _attachments(driver: Driver, folder: Path) -> Finding:
    """Compare rows with files; a file without a row is what a kill leaves, and no failure."""
    rows = driver.execute(
        "SELECT file_id FROM attachment WHERE file_id IS NOT NULL AND deleted = 0"
    ).fetchall()
    wanted = {row[0] for row in rows}
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    missing = len(wanted - present)
    return Finding("attachments", not missing, f"{missing} missing, {len(present - wanted)} spare")


def _counts(driver: Driver) -> str:
    counts = (
        f"{kind} {driver.execute(f'SELECT count(*) FROM {kind} WHERE deleted = 0').fetchone()[0]}"
        for kind in _COUNTED
    )
    return ", ".join(counts)
