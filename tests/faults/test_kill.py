"""kill -9 at random moments: every acknowledged commit is there, nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

Office = Any
ROUNDS = 40

# One process imports everything once and forks a writer for each round.
WRITERS = """
import os, sys
from pathlib import Path
from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.storage.ledger import Ledger

path, machine, household = sys.argv[1:]

def write():
    ledger = Ledger.open(Path(path), operator="负责人", passphrase="open sesame",
                         clock=SystemClock(), ids=time_ordered_ids(), machine=Path(machine))
    with ledger.unit_of_work("look") as work:
        number = int(work.get("household", household)["remarks"] or 0)
    print("ready", os.getpid(), flush=True)
    while True:
        number += 1
        with ledger.unit_of_work("count") as work:
            work.update("household", household, {"remarks": str(number), "floor": number})
        print(number, flush=True)

for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        write()
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is a signal of Unix")
def test_a_killed_program_loses_nothing_it_acknowledged(
    office: Office, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    ledger.close()
    chance = random.Random(20260305)
    arguments = [str(office.path), str(tmp_path / "machine"), households[0]]
    acknowledged = 0
    with subprocess.Popen(
        [sys.executable, "-c", WRITERS, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path.cwd())},
    ) as writers:
        for _ in range(ROUNDS):
            acknowledged = max(acknowledged, _round(writers, chance))
    with office.open() as again, again.unit_of_work("look") as work:
        found = work.get("household", households[0])
        assert int(found["remarks"]) == found["floor"]
        assert found["floor"] - acknowledged in {0, 1}
    again = office.open()
    assert again.journal.verify() is None
    assert acknowledged > ROUNDS
    names = [(o.device, o.sequence) for o in again.journal.operations(limit=100_000)]
    assert len(set(names)) == len(names)


def _round(writers: subprocess.Popen[str], chance: random.Random) -> int:
    """Start a writer, kill it and return the last number that it acknowledged."""
    assert writers.stdin is not None
    assert writers.stdout is not None
    writers.stdin.write("go\n")
    writers.stdin.flush()
    ready, pid = writers.stdout.readline().split()
    assert ready == "ready"
    time.sleep(chance.uniform(0.0, 0.06))
    os.kill(int(pid), signal.SIGKILL)
    last = 0
    # A line that the kill cut short runs into "dead" and acknowledges nothing.
    while not (line := writers.stdout.readline()).endswith("dead\n"):
        last = int(line)
    return last
