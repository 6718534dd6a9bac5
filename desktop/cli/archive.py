"""archive: everything on paper of a quarter, packed for the archive; and such a package proven."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.opening import open_office

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from desktop.cli.console import Console
    from desktop.services.program import Program

_SHOWN = 50
_FILES = {
    "missing": "archive-file-missing",
    "changed": "archive-file-changed",
    "extra": "archive-file-extra",
}
_STATES = {
    "changed": "form-state-changed",
    "untrusted": "form-state-untrusted",
    "broken": "form-state-broken",
}
"""What an auditor must hear of; a form that nobody has signed by certificate is no fault."""


def _archive(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        document = office.forms.packing.make(options.quarter, Path(options.out), console)
    console.answer(document, console.sentence("archive-made", document))
    return 0


def prove(path: Path, trust: Sequence[Path], program: Program, console: Console) -> int:
    """Prove one package and say what was found; 1 where it is not what was packed."""
    document = program.check_archive(path, trust, console)
    for form in document["forms"]:
        for finding in form["findings"]:
            finding["message"] = console.sentence(finding["code"], finding)
    console.answer(document, "\n".join(_lines(document, console)))
    return 0 if document["ok"] else 1


def _lines(document: dict[str, Any], console: Console) -> list[str]:
    said = "archive-sound" if document["ok"] else "archive-not-sound"
    lines = [console.sentence(said, {**document, "forms": len(document["forms"])})]
    for name, code in _FILES.items():
        lines += [f"- {console.sentence(code, {'file': path})}" for path in document[name][:_SHOWN]]
    lines += [
        f"- {form['path']}: {console.sentence(_STATES[form['state']])}"
        for form in document["forms"]
        if form["state"] in _STATES
    ]
    return lines


COMMANDS = {"archive": _archive}
