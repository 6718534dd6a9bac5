"""Runs one command: words in, exit code out."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.cli.arguments import parse_arguments
from desktop.cli.console import Console
from desktop.kernel.errors import CancelledError, HubiaoError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from desktop.services.program import Program

_FAMILIES = {
    "demo": "office", "new": "office", "operator": "office", "recover": "office",
    "device": "office",
    "grid": "exchange",
    "roster": "exchange", "export": "exchange", "merge": "exchange", "parcel": "exchange",
    "fill": "template",
    "company": "company", "profile": "profile",
    "street": "district", "plan": "district",
    "verdict": "project", "gate": "project", "stats": "project",
    "form": "paper", "sign": "paper", "verify": "paper", "sheets": "paper",
    "scans": "paper", "signed": "signed", "returned": "signed", "archive": "archive",
    "report": "report",
    "set": "upkeep", "undo": "upkeep", "check": "upkeep", "journal": "upkeep",
    "backup": "upkeep", "restore": "upkeep",
    "salvage": "upkeep", "rehearse": "upkeep", "bench": "upkeep",
}  # fmt: skip


def run_command(
    words: Sequence[str],
    program: Program,
    open_window: Callable[[argparse.Namespace], int],
) -> int:
    """Run the command in ``words`` and return its exit code.

    Args:
        words: the command line without the program's name.
        program: the use cases that need no open ledger.
        open_window: opens the window for parsed options; ``app`` knows Qt, this floor does not.
    """
    as_json = "--json" in words
    console = Console(program.language, as_json, "--quiet" in words)
    try:
        if "--lang=en" in words or _after(words, "--lang") == "en":
            console.language = "en"
        options = parse_arguments(words, console.sentence)
        if options.lang:
            program.language = console.language = options.lang
        console.as_json, console.quiet = options.json, options.quiet
        if options.command == "window":
            return open_window(options)
        family = import_module(f"desktop.cli.{_FAMILIES[options.command]}")
        code: int = family.COMMANDS[options.command](options, program, console)
        if options.command == "demo" and not options.no_window:
            options.ledger = str(program.demo_ledger(options.dir))
            return open_window(options)
    except HubiaoError as error:
        return console.fail(error)
    except KeyboardInterrupt:
        return console.fail(CancelledError())
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code


def _after(words: Sequence[str], option: str) -> str:
    """Return the word that follows ``option``: help is written before options are parsed."""
    return next((after for before, after in pairwise(words) if before == option), "")
