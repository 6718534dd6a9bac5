"""The nets under the tests hold: unannounced warnings and skips are seen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = """
import logging
import warnings

import pytest


def test_says_a_warning_in_the_log():
    logging.getLogger("desktop.planted").warning("something")


@pytest.mark.expects_log("something")
def test_says_what_it_announced():
    logging.getLogger("desktop.planted").warning("something")


@pytest.mark.expects_log("something")
def test_does_not_say_what_it_announced():
    pass


def test_warns():
    warnings.warn("old")


def test_qt_complains(qtbot):
    from PySide6.QtCore import qWarning

    qWarning("paint device")


def test_is_skipped():
    pytest.skip("nothing here")
"""


def _verdicts(folder: Path, **environment: str) -> dict[str, str]:
    tests = folder / "tests"
    tests.mkdir(exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "tests" / "conftest.py", tests)
    (tests / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider"],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        if "::test_" in line and "%]" in line:
            name, verdict = line.split("::", 1)[1].split()[:2]
            # an error in a fixture's end comes as a second line of the same test
            found[name] = verdict if found.get(name) in (None, "PASSED") else found[name]
    return found


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the planted tests came to."""
    return _verdicts(tmp_path_factory.mktemp("planted"), HUBIAO_CI="")


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("test_says_a_warning_in_the_log", "ERROR"),
        ("test_says_what_it_announced", "PASSED"),
        ("test_does_not_say_what_it_announced", "ERROR"),
        ("test_warns", "FAILED"),
        ("test_qt_complains", "FAILED"),
        ("test_is_skipped", "SKIPPED"),
    ],
)
def test_a_planted_test_ends_as_it_must(verdicts: dict[str, str], name: str, verdict: str) -> None:
    assert verdicts[name] == verdict


@pytest.mark.skipif(
    not hasattr(os, "geteuid"), reason="only where .ci/run may install: root on Debian"
)
def test_a_skip_fails_only_where_everything_can_be_installed(tmp_path: Path) -> None:
    root_on_debian = os.geteuid() == 0 and Path("/etc/debian_version").is_file()
    verdict = _verdicts(tmp_path, HUBIAO_CI="1")["test_is_skipped"]
    assert verdict == ("FAILED" if root_on_debian else "SKIPPED")


def test_the_tests_live_in_a_home_of_their_own() -> None:
    assert "hubiao-tests-" in str(Path.home())


def test_every_benchmark_can_be_run_by_its_name() -> None:
    files = sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py"))
    assert files
    missing = [f.name for f in files if "\ndef run(" not in f.read_text(encoding="utf-8")]
    assert missing == []
