"""The command line, run as a script would run it, on one demo office built once."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from desktop.app import main

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "demo"


@dataclass
class Answer:
    """What a command returned."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Return the one JSON document on standard output."""
        return json.loads(self.out)


class Script:
    """Runs commands and keeps what they print apart."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> Answer:
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        captured = self._capsys.readouterr()
        return Answer(code, captured.out, captured.err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Script:
    """Run a command in this process; the passphrase comes from the environment."""
    monkeypatch.setenv("HUBIAO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    return Script(capsys)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo office, built once through the command line."""
    folder = tmp_path_factory.mktemp("built") / "demo"
    words = ["demo", "--dir", str(folder), "--households", "60", "--seed", "7", "--no-window"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUBIAO_PASSPHRASE", PASSPHRASE)
        assert main([*words, "--quiet", "--json"]) == 0
    return folder


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Path:
    """A copy of the demo office that a test may change."""
    shutil.copytree(built, tmp_path / "demo")
    return tmp_path / "demo"


@pytest.fixture
def ledger(demo: Path) -> Path:
    """The copy's ledger."""
    return demo / "demo.hubiao"
