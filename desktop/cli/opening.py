"""Opening the ledger that a command names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.bundle import Office
    from desktop.services.program import Program


def open_office(
    options: argparse.Namespace, program: Program, console: Console, *, read_only: bool = False
) -> Office:
    """Open ``options.ledger`` for its operator and tell the warnings that opening gave.

    Raises:
        LedgerError: the ledger cannot be opened.
        UsageError: no passphrase was given and nobody can be asked.
    """
    office = program.open(
        Path(options.ledger),
        operator=program.operator_name(options.operator),
        passphrase=console.passphrase(options),
        read_only=read_only,
    )
    for warning in office.session.warnings:
        console.say(warning)
    return office
