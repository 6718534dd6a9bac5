"""roster, export, merge, parcel: Excel and USB sticks, in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.json_file import json_file
from desktop.cli.merge_lines import decisions, explain, problem_lines, question_lines
from desktop.cli.opening import open_office
from desktop.domain.grid import Grid, Numbering
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.program import Program


def _roster(options: argparse.Namespace, program: Program, console: Console) -> int:
    mapping = json_file(options.map) if options.map else None
    with open_office(options, program, console) as office:
        document = office.roster.import_file(
            Path(options.file),
            mapping=mapping,
            default_quarter=options.quarter or "",
            dry_run=options.dry_run,
            progress=console,
        )
    explain(document["problems"], console)
    lines = [
        f"{sheet['sheet']} ({sheet['header_row']}): "
        + ", ".join(f"{header} → {field}" for header, field in sheet["mapping"].items())
        for sheet in document["sheets"]
    ]
    lines.append(console.sentence("roster-created", document["created"]))
    lines.append(console.sentence("roster-updated", document["updated"]))
    counts = {"skipped": document["skipped"], "problems": len(document["problems"])}
    lines.append(console.sentence("roster-left", counts))
    lines.extend(problem_lines(document["problems"], console))
    console.answer(document, "\n".join(lines))
    return 0


def _export(options: argparse.Namespace, program: Program, console: Console) -> int:
    path = Path(options.file)
    with open_office(options, program, console) as office:
        if path.suffix.lower() == ".csv":
            document = office.csv_out.households(
                path,
                quarter_codes=options.quarter,
                encoding=options.encoding,
                plain=options.plain,
                progress=console,
            )
        else:
            document = office.district.export(
                path,
                quarter_codes=options.quarter,
                return_by=options.return_by,
                progress=console,
            )
    console.answer(document, console.sentence("exported", document))
    return 0


def _merge(options: argparse.Namespace, program: Program, console: Console) -> int:
    answers = decisions(options.conflicts)
    with open_office(options, program, console) as office:
        document = office.district.merge(
            Path(options.file), decisions=answers, dry_run=options.dry_run, progress=console
        )
    return _merged(document, console)


def _parcel(options: argparse.Namespace, program: Program, console: Console) -> int:
    answers = decisions(options.conflicts)
    with open_office(options, program, console) as office:
        if options.action == "make":
            made = office.parcels.make(
                Path(options.file), recipient=options.recipient, progress=console
            )
            console.answer(made, console.sentence("parcel-made", made))
            return 0
        document = office.parcels.take(
            Path(options.file), decisions=answers, dry_run=options.dry_run, progress=console
        )
    for name, operations in document["from_revoked"].items():
        console.say("parcel-relayed-revoked", name=name, operations=operations)
    return _merged(document, console)


def _merged(document: dict[str, Any], console: Console) -> int:
    explain(document["problems"], console)
    lines = [console.sentence("merged", {**document["applied"], "rows": document["rows"]})]
    lines.extend(question_lines(document["conflicts"], console))
    lines.extend(question_lines(document.get("proposals", ()), console))
    lines.extend(console.sentence(alarm["code"], alarm) for alarm in document.get("alarms", ()))
    lines.extend(problem_lines(document["problems"], console))
    console.answer(document, "\n".join(lines))
    return 1 if document["conflicts"] else 0


def _grid(options: argparse.Namespace, program: Program, console: Console) -> int:
    grid = Grid(
        floors=options.floors,
        doors=options.doors,
        units=tuple(str(number + 1) for number in range(options.units)),
        numbering=Numbering(options.numbering),
        first_floor=options.first_floor,
        missing_rooms=frozenset(options.missing),
        shops=options.shops,
    )
    with open_office(options, program, console) as office:
        quarter = next((q for q in office.reading.quarters() if q.code == options.quarter), None)
        if quarter is None:
            raise InputError("quarter-unknown", code=options.quarter)
        changes = office.grids.build(quarter.id, options.building, grid)
        count = len(office.grids.preview(grid))
    document = {"operation": changes.operation, "building": options.building, "households": count}
    console.answer(document, console.sentence("grid-built", document))
    return 0


COMMANDS = {"grid": _grid, "roster": _roster, "export": _export, "merge": _merge, "parcel": _parcel}
