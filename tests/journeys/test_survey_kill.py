"""kill -9 at random moments of a survey: what was called saved is there, and nothing by halves."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.fields import ENTITIES
from desktop.domain.values import parse
from desktop.services.surveying import Surveying
from desktop.storage.queries import survey
from tests.support.demo_office import OPERATOR, PASSPHRASE, demo_office, program
from tests.support.small_office import Office as SmallOffice
from tests.support.staircase import build
from tests.support.survey_script import carry_out, found_now, steps

if TYPE_CHECKING:
    from desktop.domain.rows import HouseholdCard
    from desktop.domain.values import Record
    from desktop.services.bundle import Office
    from desktop.storage.ledger import Ledger

MOST_ROUNDS = 60
MOST_STEPS = 9
LONGEST = 0.02
PATIENCE = 5.0
WINDOWS = 3

# One process imports everything once and forks a surveyor for each round.
SURVEYORS = """
import os, sys
from pathlib import Path
from desktop.kernel.clock import FixedClock
from desktop.kernel.identity import time_ordered_ids
from desktop.services.surveying import Surveying
from desktop.storage.ledger import Ledger
from tests.support.small_office import LEADER, NOW, SECRET
from tests.support.survey_script import carry_out, steps

path, machine, log = map(Path, sys.argv[1:4])
doors = sys.argv[4:]

def survey():
    ledger = Ledger.open(path, operator=LEADER, passphrase=SECRET, clock=FixedClock(NOW),
                         ids=time_ordered_ids(), machine=machine)
    surveying = Surveying(ledger, ledger.clock)
    said = os.open(log, os.O_WRONLY | os.O_APPEND)
    done = log.read_text().count("saved")
    print("ready", os.getpid(), flush=True)
    for step in list(steps(doors))[done:]:
        carry_out(surveying, step)
        os.write(said, b"saved\\n")
    print("finished", flush=True)
    sys.stdin.read()

for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        survey()
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


needs_kill = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is a signal of Unix")


@needs_kill
def test_a_survey_killed_again_and_again_ends_as_one_that_never_was(tmp_path: Path) -> None:
    office = SmallOffice(tmp_path)
    with office.create() as ledger:
        ids = list(build(ledger).values())
    log = tmp_path / "called-saved"
    log.touch()
    chance = random.Random(20261122)
    said: list[int] = []
    arguments = [str(office.path), str(tmp_path / "machine"), str(log), *ids]
    with subprocess.Popen(
        [sys.executable, "-c", SURVEYORS, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path.cwd())},
    ) as surveyors:
        for _ in range(MOST_ROUNDS):
            more = chance.randint(0, MOST_STEPS)
            finished = _round(surveyors, log, more, chance.uniform(0, LONGEST))
            said.append(_saved(log))
            with office.open() as ledger:
                _assert_kept(ledger, ids, said[-1])
            if finished:
                break
    assert said[-1] == len(list(steps(ids)))
    assert len(set(said)) > 2, "hardly ever killed in the middle"
    with office.open() as ledger:
        assert _records(ledger, ids) == _unbroken(tmp_path / "unbroken")


@needs_kill
def test_what_the_window_called_saved_is_there_after_each_kill(tmp_path: Path) -> None:
    ledger = demo_office(tmp_path)
    log = tmp_path / "called-saved"
    log.touch()
    chance = random.Random(20261123)
    known = 0
    arguments = ["-m", "tests.support.survey_hands", str(ledger), str(tmp_path), str(log)]
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path.cwd())},
    ) as surveyors:
        for _ in range(WINDOWS):
            _round(surveyors, log, chance.randint(1, 20), chance.uniform(0, LONGEST))
            lines = [json.loads(line) for line in log.read_text().splitlines()]
            assert _saved(log) > known, "killed before anything was saved"
            known = _saved(log)
            _assert_on_disk(ledger, tmp_path, lines)


def _assert_on_disk(ledger: Path, folder: Path, lines: list[list[str]]) -> None:
    """Find in each field the text last called saved, or one that was on its way after it."""
    allowed: dict[tuple[str, ...], list[str]] = {}
    for what, *place, raw in lines:
        key = tuple(place)
        if what == "saved":
            later = allowed[key]
            allowed[key] = later[later.index(raw) :]
        else:
            allowed.setdefault(key, [""]).append(raw)
    called_saved = {tuple(place) for what, *place, _ in lines if what == "saved"}
    office = program(folder).open(ledger, operator=OPERATOR, passphrase=PASSPHRASE)
    try:
        for kind, record, name in called_saved:
            field = ENTITIES[kind].field(name)
            assert field is not None
            assert _now(office, kind, record)[name] in [
                parse(field, raw) for raw in allowed[kind, record, name]
            ], name
    finally:
        office._ledger.abandon()


def _now(office: Office, kind: str, household_id: str) -> Record:
    """Return the household, or its own meter: the card goes by the door, whatever the record."""
    if kind == "household":
        return office.reading.record(kind, household_id)
    with office._ledger.reader() as connection:
        return survey.own_meters(connection, kind, [household_id])[household_id][0]


def _saved(log: Path) -> int:
    return log.read_text().count("saved")


def _round(surveyors: subprocess.Popen[str], log: Path, more: int, seconds: float) -> bool:
    """Start a surveyor, kill it a while after ``more`` were called saved; return if it had ended.

    Counted and not only timed, so that a busy machine kills in the middle as an idle one does.
    """
    assert surveyors.stdin is not None
    assert surveyors.stdout is not None
    before = _saved(log)
    surveyors.stdin.write("go\n")
    surveyors.stdin.flush()
    ready, pid = surveyors.stdout.readline().split()
    assert ready == "ready"
    patience = time.monotonic() + PATIENCE
    while _saved(log) < before + more and time.monotonic() < patience:
        time.sleep(0.0005)
    time.sleep(seconds)
    os.kill(int(pid), signal.SIGKILL)
    finished = False
    while not (line := surveyors.stdout.readline()).endswith("dead\n"):
        finished = finished or line == "finished\n"
    return finished


def _assert_kept(ledger: Ledger, ids: list[str], said: int) -> None:
    """Find every answer that was called saved; the step under way is there whole or not at all."""
    assert ledger.journal.verify() is None
    cards: dict[str, HouseholdCard] = {}
    for number, step in enumerate(steps(ids)):
        found = found_now(ledger, step, cards)
        if number < said:
            assert found == step.found, f"step {number} was called saved"
        else:
            whole = number == said and found == step.found
            assert whole or not any(found.values()), f"step {number} is there by halves"


def _unbroken(folder: Path) -> list[Any]:
    folder.mkdir()
    with SmallOffice(folder).create() as ledger:
        ids = list(build(ledger).values())
        for step in steps(ids):
            carry_out(Surveying(ledger, ledger.clock), step)
        return _records(ledger, ids)


def _records(ledger: Ledger, ids: list[str]) -> list[Any]:
    """Return everything that was recorded at the doors, ids left out."""
    with ledger.reader() as connection:
        return [
            [
                {n: v for n, v in row.items() if n not in {"id", "subject"} and n[-3:] != "_id"}
                for row in connection.exec_driver_sql(
                    f"SELECT * FROM {kind} WHERE {parent} = ? AND deleted = 0 ORDER BY id", (door,)
                ).mappings()
            ]
            for door in ids
            for kind, parent in (
                ("household", "id"),
                ("water_meter", "household_id"),
                ("electricity_meter", "household_id"),
                ("visit", "household_id"),
                ("confirmation", "household_id"),
            )
        ]
