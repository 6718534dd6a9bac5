"""Runs the program the way a person does: as its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program left behind: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return standard output as the one JSON document that ``--json`` promises."""
        return json.loads(self.out)


def hubiao(
    *arguments: str | Path, passphrase: str | None = "demo", seconds: int = 240, **environment: str
) -> Outcome:
    """Run ``hubiao`` from this checkout and return what came of it.

    Raises:
        subprocess.TimeoutExpired: it did not end within ``seconds``.
    """
    variables = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment
    if passphrase is not None:
        variables["HUBIAO_PASSPHRASE"] = passphrase
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, arguments)],
        env=variables,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
