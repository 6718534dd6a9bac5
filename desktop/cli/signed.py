"""signed, returned: what was signed or checked comes back, as files or as scans of paper."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.opening import open_office
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.form_returning import SignedPile
    from desktop.services.program import Program


def _signed(options: argparse.Namespace, program: Program, console: Console) -> int:
    if bool(options.files) == bool(options.number):
        raise UsageError("usage", detail="FILE… | --number NO", command="hubiao signed")
    moment = _moment(options.on)
    with open_office(options, program, console) as office:
        if options.number:
            office.forms.signing.on_paper(
                options.number, options.party, signed_at=moment, note=options.note
            )
            row = next(r for r in office.forms.issued() if r["document_no"] == options.number)
            document = {
                "document_no": options.number,
                "state": row["state"],
                "remaining": list(row["open"]),
            }
            console.answer(document, console.sentence("signed-on-paper", document))
            return 0
        pile = office.forms.returning.take(
            [Path(name) for name in options.files],
            console,
            parties=options.party,
            signed_at=moment,
        )
    return _answer(pile, console)


def _answer(pile: SignedPile, console: Console) -> int:
    document: dict[str, Any] = {
        "files": list(pile.files),
        "scans": [asdict(one) for one in pile.scans.filed],
        "known": pile.scans.known,
        "refused": [
            {
                "source": one.source,
                "page": one.page,
                "code": one.code,
                "message": console.sentence(one.code, one.details),
            }
            for one in pile.scans.unfiled
        ],
    }
    counts = {name: len(document[name]) for name in ("files", "scans", "refused")}
    lines = [console.sentence("signed-taken", {**counts, "known": pile.scans.known})]
    lines += [
        f"- {row['source']} {row['page'] or ''}: {row['message']}" for row in document["refused"]
    ]
    console.answer(document, "\n".join(lines))
    return 1 if document["refused"] else 0


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("usage", detail="--on YYYY-MM-DD", command="hubiao signed") from error
    return datetime.combine(day, time(12), UTC)


def _returned(options: argparse.Namespace, program: Program, console: Console) -> int:
    moment = _moment(options.on)
    with open_office(options, program, console) as office:
        document = office.forms.returns.record(
            options.number,
            office.forms.returns.read(Path(options.file)),
            decided_on=moment.date() if moment else None,
            responsible=options.responsible,
        )
    counts = {**document, "findings": len(document["findings"])}
    console.answer(document, console.sentence("lines-returned", counts))
    return 0


COMMANDS = {"signed": _signed, "returned": _returned}
