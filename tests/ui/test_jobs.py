from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from desktop.kernel.errors import CancelledError
from desktop.ui.shell.jobs import Runner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.kernel.progress import Progress


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    del qapp
    made = Runner()
    yield made
    made.stop()


def _given(value: Any, _progress: Progress) -> Any:
    return value


def _ends(heard: list[Any]) -> dict[str, Any]:
    return {
        "done": lambda result: heard.append(("done", result)),
        "failed": lambda error: heard.append(("failed", type(error))),
        "cancelled": lambda: heard.append(("cancelled",)),
    }


def test_a_job_ends_exactly_once_and_in_the_window_s_thread(runner: Runner, qtbot: QtBot) -> None:
    heard: list[Any] = []
    here, there = threading.get_ident(), []
    runner.start(
        lambda _: there.append(threading.get_ident()),
        done=lambda _: heard.append(threading.get_ident()),
        failed=heard.append,
    )
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == [here]
    assert there != [here]


def test_a_failure_of_any_kind_ends_the_job(runner: Runner, qtbot: QtBot) -> None:
    heard: list[Any] = []

    def work(_: object) -> None:
        raise KeyboardInterrupt

    runner.start(work, **_ends(heard))
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == [("failed", KeyboardInterrupt)]


def test_a_cancelled_job_says_so_and_nothing_else(runner: Runner, qtbot: QtBot) -> None:
    heard: list[Any] = []
    begun = threading.Event()

    def work(progress: Any) -> None:
        for step in range(10_000):
            progress.step(step, 10_000)
            begun.set()
            threading.Event().wait(0.001)

    number = runner.start(work, **_ends(heard))
    assert begun.wait(5)
    runner.cancel(number)
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == [("cancelled",)]


def test_progress_arrives_while_the_job_runs(runner: Runner, qtbot: QtBot) -> None:
    steps: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for number in range(3):
            progress.step(number, 3, "x")

    runner.start(work, stepped=lambda *step: steps.append(step))
    qtbot.waitUntil(lambda: not runner.busy)
    assert steps == [(0, 3, "x"), (1, 3, "x"), (2, 3, "x")]


def test_short_jobs_keep_their_order_and_overtake_a_long_one(runner: Runner, qtbot: QtBot) -> None:
    order: list[str] = []
    gate = threading.Event()
    runner.start(lambda _: gate.wait(5), done=lambda _: order.append("long"), long=True)
    for name in "abc":
        runner.start(partial(_given, name), done=order.append)
    qtbot.waitUntil(lambda: len(order) == 3)
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert order == ["a", "b", "c", "long"]


def test_nobody_is_called_whose_widget_is_gone(runner: Runner, qtbot: QtBot) -> None:
    heard: list[Any] = []
    owner = QObject()
    gate = threading.Event()
    runner.start(lambda _: gate.wait(5), owner=owner, **_ends(heard))
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == []


def test_many_jobs_with_short_lived_owners_leave_nothing_behind(
    runner: Runner, qtbot: QtBot
) -> None:
    heard: list[Any] = []
    for number in range(500):
        owner = QObject()
        runner.start(partial(_given, number), done=heard.append, owner=owner)
        if number % 2:
            delete(owner)
        else:
            runner.setProperty(f"keep{number}", owner)
    qtbot.waitUntil(lambda: not runner.busy)
    assert len(heard) <= 250
    assert set(heard) <= set(range(0, 500, 2))


def test_stopping_waits_for_work_in_hand(qapp: object) -> None:
    del qapp
    runner = Runner()
    ended: list[bool] = []
    begun = threading.Event()

    def work(progress: Any) -> None:
        begun.set()
        try:
            while True:
                progress.step(0, 1)
                threading.Event().wait(0.001)
        except CancelledError:
            ended.append(True)
            raise

    runner.start(work)
    assert begun.wait(5)
    runner.stop()
    assert ended == [True]
