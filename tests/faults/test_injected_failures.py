"""The n-th write or sync fails: what was acknowledged stays, what was refused is not half there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.storage.doctor import check
from tests.support.tools import needs

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

Office = Any
ROOT = Path(__file__).resolve().parents[2]

# Commits, a backup and a changed password in between, then the close: each says how it ended.
WORK = """
import sys
from pathlib import Path
from desktop.kernel.clock import SystemClock
from desktop.kernel.errors import HubiaoError
from desktop.kernel.identity import time_ordered_ids
from desktop.storage import backups
from desktop.storage.ledger import Ledger

path, machine, household = sys.argv[1:]

def tell(word, act, number=0):
    try:
        act()
        print(word, number, "done", flush=True)
    except HubiaoError as error:
        print(word, number, error.code, flush=True)

def count(number):
    with ledger.unit_of_work("count") as work:
        work.update("household", household, {"remarks": str(number), "floor": number})

try:
    ledger = Ledger.open(Path(path), operator="负责人", passphrase="open sesame",
                         clock=SystemClock(), ids=time_ordered_ids(), machine=Path(machine))
except HubiaoError as error:
    print("open", 0, error.code)
    sys.exit()
ledger.backup_at_close = False
for number in (1, 2, 3):
    tell("saved", lambda: count(number), number)
tell("backup", lambda: backups.make(ledger))
for number in (4, 5):
    tell("saved", lambda: count(number), number)
tell("closed", ledger.close)
"""


def _under(injection: str, office: Office, household: str) -> list[tuple[str, int, str]]:
    """Run the work with one kind of failure injected and return what it said."""
    done = subprocess.run(
        [
            "strace", "-f", "-qq", "--seccomp-bpf", "-o", os.devnull,
            "-e", f"trace={injection.partition(':')[0]}", "-e", f"inject={injection}",
            sys.executable, "-c", WORK, str(office.path), str(office.folder / "machine"), household,
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    said = [line.split() for line in done.stdout.splitlines()]
    return [(word, int(number), end) for word, number, end in said]


@needs("strace")
@pytest.mark.parametrize(
    "injection",
    [
        *(f"pwrite64:error=ENOSPC:when={n}+" for n in (1, 60, 130, 400)),
        *(f"pwrite64:error=EIO:when={n}" for n in (13, 29, 90, 210)),
        *(f"fsync:error=EIO:when={n}" for n in (1, 2, 4, 7)),
        "fdatasync:error=EIO:when=1+",
    ],
)
def test_a_failing_disk_loses_nothing_that_was_acknowledged(
    office: Office, ledger: Ledger, households: list[str], injection: str
) -> None:
    ledger.close()
    said = _under(injection, office, households[0])
    kept = max((n for word, n, end in said if (word, end) == ("saved", "done")), default=0)
    perhaps = {n for word, n, end in said if word == "saved" and end == "commit-unknown"}
    with office.open() as again:
        with again.unit_of_work("look") as work:
            found = work.get("household", households[0])
        number = int(found["remarks"] or 0)
        assert number == kept or number in perhaps
        assert number == 0 or found["floor"] == number
        assert [finding for finding in check(again) if not finding.ok] == []


@needs("strace")
def test_a_disk_that_fails_is_told_in_words_and_not_as_a_crash(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    ledger.close()
    said = _under("pwrite64:error=ENOSPC:when=24+", office, households[0])
    assert {end for word, _, end in said if word in {"saved", "backup"}} == {"disk-full"}


@needs("strace")
def test_a_backup_that_cannot_be_written_leaves_no_bad_backup(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    ledger.close()
    said = _under("pwrite64:error=ENOSPC:when=70+", office, households[0])
    assert ("backup", 0, "done") not in said
    assert list((office.folder / "backups").glob("*.hubiao")) == []
