"""fill: a district's own form filled from the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.json_file import json_file
from desktop.cli.opening import open_office

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.program import Program


def _fill(options: argparse.Namespace, program: Program, console: Console) -> int:
    mapping = json_file(options.map) if options.map else {}
    with open_office(options, program, console) as office:
        reading = office.templates.mapped(
            office.templates.read(Path(options.template), progress=console), mapping
        )
        outcome = office.templates.fill(
            reading, Path(options.file), quarter_codes=options.quarter, progress=console
        )
    document: dict[str, Any] = {
        "path": options.file,
        "sheets": [
            {
                "sheet": sheet.name,
                "rows_of": sheet.rows_of,
                "header_row": sheet.header_last,
                "first_row": sheet.first_row,
                "columns": {one.header: one.field or None for one in sheet.columns},
                "cells": {one.reference: list(one.fields) for one in sheet.cells},
                "rows": outcome.rows.get(sheet.name, 0),
                "known": sheet.known,
            }
            for sheet in reading.sheets
        ],
        "notes": [{"code": code, **details} for code, details in outcome.notes],
    }
    lines = [
        console.sentence(
            "template-filled", {"path": options.file, "rows": sum(outcome.rows.values())}
        )
    ]
    lines += [console.sentence(code, details) for code, details in outcome.notes]
    console.answer(document, "\n".join(lines))
    return 0


COMMANDS = {"fill": _fill}
