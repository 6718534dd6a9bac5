"""profile: the import sheet of a company's billing system, looked at, rewritten, chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.cli.opening import open_office

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.program import Program


def _profile(options: argparse.Namespace, program: Program, console: Console) -> int:
    look = options.deed in {None, "copy"}
    with open_office(options, program, console, read_only=look) as office:
        companies = office.forms.companies
        document: dict[str, Any] = {"company": options.company, "path": ""}
        if options.deed == "copy":
            document["path"] = str(companies.begin(options.company))
        elif options.deed == "use":
            companies.choose(options.company)
        elif options.deed == "reset":
            companies.withdraw(options.company)
        profile = companies.holding(options.company)
    document |= {
        "name": profile.name,
        "version": profile.version,
        "sheet": profile.sheet,
        "columns": list(profile.headings),
    }
    said = "profile-copied" if document["path"] else "profile-holds"
    shown = {**document, "columns": "、".join(profile.headings)}
    console.answer(document, console.sentence(said, shown))
    return 0


COMMANDS = {"profile": _profile}
