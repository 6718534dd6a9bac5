"""report: what the district asks for, written as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.opening import open_office
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.domain.paper import Paper
    from desktop.services.bundle import Office
    from desktop.services.program import Program

_TYPES = {
    "weekly": "report-weekly",
    "progress": "report-progress",
    "action-plan": "report-action-plan",
    "figures": "report-figures",
}
"""Type → code of its title."""

_ONE = (".pdf", ".docx", ".xlsx")
_FORMATS = {"figures": (".xlsx",)}
"""Several tables make one workbook; everything else is one paper."""


def _report(options: argparse.Namespace, program: Program, console: Console) -> int:
    if options.list:
        types = [
            {"type": name, "title": console.sentence(code), "formats": _formats(name)}
            for name, code in _TYPES.items()
        ]
        lines = (f"{row['type']}  {row['title']}  {' '.join(row['formats'])}" for row in types)
        console.answer(types, "\n".join(lines))
        return 0
    if not (options.ledger and options.type and options.out):
        raise UsageError("usage", detail="LEDGER --type --out", command="hubiao report")
    path = Path(options.out)
    if path.suffix.lower() not in _formats(options.type):
        formats = "|".join(_formats(options.type))
        raise UsageError("usage", detail=f"--out FILE{formats}", command="hubiao report")
    with open_office(options, program, console, read_only=True) as office:
        office.papers.save(_papers(office, options.type), path)
    document = {"type": options.type, "path": str(path)}
    console.answer(document, console.sentence("report-made", document))
    return 0


def _formats(name: str) -> list[str]:
    return list(_FORMATS.get(name, _ONE))


def _papers(office: Office, name: str) -> Paper | list[Paper]:
    reports = office.reports
    if name == "figures":
        return reports.national_figures()
    made = {
        "weekly": reports.weekly,
        "progress": reports.progress,
        "action-plan": reports.action_plan,
    }
    return made[name]()


COMMANDS = {"report": _report}
