"""The demo office, built once for everybody who asks, copied for everybody who changes it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.kernel.paths import LedgerPaths
from desktop.kernel.progress import CancellableProgress
from desktop.services.demo.story import build_demo
from desktop.services.environment import Environment
from desktop.services.program import Program
from desktop.storage.keyring import CHEAP, Keyring

OPERATOR = "负责人"
PASSPHRASE = "demo"
HOUSEHOLDS = 60


def program(folder: Path) -> Program:
    """Return the use cases with this machine's identity in ``folder``."""
    world = Environment(SystemClock(), time_ordered_ids(), folder / "device")
    return Program(world, language="zh_CN", demo_builder=build_demo)


@cache
def _built() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hubiao-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    program(folder).build_demo(
        folder / "demo",
        households=HOUSEHOLDS,
        seed=7,
        operator=OPERATOR,
        passphrase=PASSPHRASE,
        progress=CancellableProgress(),
    )
    _open_cheaply(folder / "demo" / "demo.hubiao")
    return folder


def _open_cheaply(ledger: Path) -> None:
    """Wrap the key again at a cost that a hundred openings do not feel; the ledger stays."""
    path = LedgerPaths(ledger).key_file
    strong = Keyring.load(path)
    operator_id, key = strong.unlock(OPERATOR, PASSPHRASE)
    anchor = strong.anchor(key)
    cheap = Keyring.create(path, strong.ledger, CHEAP)
    cheap.add(operator_id, OPERATOR, PASSPHRASE, key)
    if anchor is not None:
        cheap.set_anchor(anchor, key)
    cheap.save()


def demo_office(target: Path) -> Path:
    """Copy the demo office into ``target`` and return its ledger."""
    shutil.copytree(_built(), target, dirs_exist_ok=True)
    return target / "demo" / "demo.hubiao"
