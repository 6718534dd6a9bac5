"""The composition root: the only module that knows every floor."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from desktop.cli.main import run_command
from desktop.kernel.clock import SystemClock
from desktop.kernel.errors import MachineError
from desktop.kernel.identity import time_ordered_ids
from desktop.kernel.logbook import open_logbook
from desktop.kernel.settings import load_settings
from desktop.services.environment import Environment
from desktop.services.program import Program

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_DEMO_HOUSEHOLDS = 600
_DEMO_PASSPHRASE = "demo"  # noqa: S105 - the contract publishes it


def main(words: Sequence[str]) -> int:
    """Run the program for the command line ``words`` and return its exit code."""
    open_logbook(Path(platformdirs.user_log_dir("hubiao", appauthor=False)))
    program = Program(
        Environment(
            clock=SystemClock(),
            make_id=time_ordered_ids(),
            device_folder=Path(platformdirs.user_data_dir("hubiao", appauthor=False)) / "device",
        ),
        language=_language(),
        demo_builder=_build_demo,
    )
    if not words and os.environ.get("HUBIAO_RUN_DEMO"):
        return _run_demo(program)
    return run_command(words, program, lambda options: _window(program, options))


def _build_demo(program: Program, folder: Path, **options: Any) -> dict[str, Any]:
    from desktop.services.demo.story import build_demo

    return build_demo(program, folder, **options)


def _settings_path() -> Path:
    return Path(platformdirs.user_config_dir("hubiao", appauthor=False)) / "settings.json"


def _language() -> str:
    """Return Chinese unless the person or the system says English."""
    chosen = load_settings(_settings_path()).language
    if chosen:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "en" if value.startswith("en") else "zh_CN"
    return "zh_CN"


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _run_demo(program: Program) -> int:
    """Build the demo office the first time, open it later; without a display say where it is."""
    folder = Path(platformdirs.user_data_dir("hubiao", appauthor=False)) / "demo"
    ledger = program.demo_ledger(folder)
    words = [str(ledger)]
    if not ledger.exists():
        words = ["demo", "--dir", str(folder), "--households", str(_DEMO_HOUSEHOLDS)]
        if not _has_display():
            words.append("--no-window")
    elif not _has_display():
        words = ["stats", str(ledger)]
        sys.stderr.write(f"{folder}\n")
    os.environ.setdefault("HUBIAO_PASSPHRASE", _DEMO_PASSPHRASE)
    return run_command(words, program, lambda options: _window(program, options))


def _window(program: Program, options: argparse.Namespace) -> int:
    """Open the window; Qt is imported here and nowhere below.

    Raises:
        MachineError: there is no display; Qt itself would end the process without a word.
    """
    if not _has_display():
        raise MachineError("no-display")
    from desktop.ui.application import WindowContext, run_window

    context = WindowContext(
        program=program,
        settings_path=_settings_path(),
        ledger=Path(options.ledger) if options.ledger else None,
        operator=program.operator_name(options.operator),
        passphrase=os.environ.get("HUBIAO_PASSPHRASE"),
    )
    return run_window(context)
