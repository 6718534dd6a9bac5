"""What every test stands on: no screen, no user's folder, no warning that goes unseen."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

# Before anything imports Qt or asks for the user's folders: an own, empty home without a screen.
_HOME = Path(tempfile.mkdtemp(prefix="hubiao-tests-"))
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}
for _variable, _name in _FOLDERS.items():
    _folder = _HOME / _name
    _folder.mkdir(exist_ok=True, mode=0o700)
    os.environ[_variable] = str(_folder)
for _variable in [
    name for name in os.environ if name.startswith("HUBIAO_") and name != "HUBIAO_CI"
]:
    del os.environ[_variable]
os.environ["QT_QPA_PLATFORM"] = "offscreen"

_IN_CI = bool(os.environ.get("HUBIAO_CI"))
_MAY_INSTALL = (
    hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/etc/debian_version").is_file()
)
# There .ci/run has installed everything that a test may need, so nothing is left to skip for.
SKIPS_FAIL = _IN_CI and _MAY_INSTALL

# A slow machine is not a wrong program; the same examples on every run of the pipeline.
hypothesis.settings.register_profile("hubiao", deadline=None, derandomize=_IN_CI, print_blob=True)
hypothesis.settings.load_profile("hubiao")


def pytest_unconfigure() -> None:
    """Take the tests' home away."""
    shutil.rmtree(_HOME, ignore_errors=True)


def _as_failure(report: pytest.TestReport | pytest.CollectReport) -> None:
    if SKIPS_FAIL and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skipped test as a failure where everything is installed."""
    report = yield
    _as_failure(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Count a skipped module as a failure where everything is installed."""
    report = yield
    _as_failure(report)
    return report


class _Listener(logging.Handler):
    """Keeps what the program said at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def quiet_program(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which the program logs a warning that the test did not announce.

    Announce with ``@pytest.mark.expects_log("regular expression")``; an announced record that
    does not come fails as well.
    """
    expected = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    listener = _Listener()
    logger = logging.getLogger("desktop")
    logger.addHandler(listener)
    yield
    logger.removeHandler(listener)
    unexpected = [
        line for line in listener.lines if not any(re.search(text, line) for text in expected)
    ]
    missing = [
        text for text in expected if not any(re.search(text, line) for line in listener.lines)
    ]
    assert not unexpected, f"the program logged: {unexpected}"
    assert not missing, f"announced, but not logged: {missing}"


@pytest.fixture(scope="session", autouse=True)
def ledgers_by_copying() -> Iterator[None]:
    """Copy new ledgers from one that the migrations made, where tests make any."""
    if "desktop.storage.ledger" not in sys.modules:
        yield
        return
    from tests.support.template_ledger import new_ledgers_copied

    with new_ledgers_copied():
        yield
