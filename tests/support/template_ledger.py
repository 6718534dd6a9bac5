"""New ledgers by copying: the migrations run once a process instead of in every test.

A new ledger goes through every revision, which takes 0.2 s; the suite makes some thousand. The
copy is the file that the migrations made, under the new ledger's own key.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.storage import ledger as ledgers
from desktop.storage.cipher import connect
from desktop.storage.files import sync_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KEY = bytes(32)
BUILD = ledgers._build
"""What the program does."""


@cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="hubiao-template-")) / "template.hubiao"
    BUILD(path, _KEY, {})
    return path


def build_by_copying(draft: Path, key: bytes, facts: Mapping[str, str]) -> None:
    """Make what ``desktop.storage.ledger._build`` makes."""
    shutil.copyfile(_template(), draft)
    driver = connect(draft, _KEY, "rw")
    try:
        driver.execute("PRAGMA journal_mode=DELETE").fetchall()
        driver.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()
        driver.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", list(facts.items()))
    finally:
        driver.close()
    sync_file(draft)


@contextmanager
def new_ledgers_copied() -> Iterator[None]:
    """Let the program copy its new ledgers, and take the template away in the end."""
    ledgers._build = build_by_copying
    yield
    ledgers._build = BUILD
    if _template.cache_info().currsize:
        shutil.rmtree(_template().parent)


@pytest.fixture(autouse=True)
def built_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program build its ledgers itself, in modules that look at how they are made."""
    monkeypatch.setattr(ledgers, "_build", BUILD)
