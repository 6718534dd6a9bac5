"""company: lists of the water and power companies, applied or checked against."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.json_file import json_file
from desktop.cli.opening import open_office
from desktop.domain.company_lines import ListKind
from desktop.domain.company_proposals import Standing
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.domain.company_proposals import Proposal
    from desktop.services.bundle import Office
    from desktop.services.company import CompanyReview
    from desktop.services.program import Program

_UTILITIES = {"water": "water_meter", "electricity": "electricity_meter"}
_SHOWN = 50


def _company(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console) as office:
        review = office.company.plan(
            Path(options.file),
            kind=ListKind(options.kind) if options.kind else None,
            utility=_UTILITIES.get(options.utility or "", ""),
            quarter_id=_quarter(office, options.quarter) if options.quarter else None,
            mapping=json_file(options.map) if options.map else None,
            progress=console,
        )
        if review.check is not None:
            return _checked(office, review, options, console)
        operation = ""
        if review.ready and not options.dry_run:
            operation = office.company.apply(review, review.ready).operation
    document = _document(review, operation, options.dry_run, console)
    lines = [console.sentence("company-lines", {**document["lines"], **document["counts"]})]
    left = [one for one in document["left"] if one["standing"] != Standing.DONE]
    lines += [
        f"{one['sheet']}!{one['row']} {one['label']}: {one['message']}" for one in left[:_SHOWN]
    ]
    console.answer(document, "\n".join(lines))
    return 1 if left else 0


def _document(
    review: CompanyReview, operation: str, dry_run: bool, console: Console
) -> dict[str, Any]:
    standings = [one.standing for one in review.proposals]
    reading = review.reading
    return {
        "kind": str(reading.kind),
        "utility": _utility_word(reading.utility),
        "sheets": [
            {
                "sheet": sheet.sheet,
                "header_row": sheet.header_row,
                "mapping": dict(sheet.mapping),
                "unmapped": list(sheet.unmapped),
            }
            for sheet in reading.sheets
        ],
        "lines": {"lines": len(reading.lines), "skipped": len(reading.skipped)},
        "counts": {str(standing): standings.count(standing) for standing in Standing},
        "operation": operation,
        "left": [
            _left(one, review, console)
            for one in review.proposals
            if one.standing is not Standing.READY
        ],
        "problems": [
            {**problem._asdict(), "message": console.sentence(problem.code, problem._asdict())}
            for problem in reading.problems
        ],
        "dry_run": dry_run,
    }


def _left(one: Proposal, review: CompanyReview, console: Console) -> dict[str, Any]:
    return {
        "sheet": one.line.sheet,
        "row": one.line.row,
        "standing": str(one.standing),
        "codes": [str(reason.code) for reason in one.reasons],
        "household_id": one.household_id,
        "label": review.doors.get(one.household_id, "") or one.line.address,
        "ours": one.ours,
        "theirs": one.theirs,
        "message": "".join(console.sentence(r.code, r.details) for r in one.reasons),
    }


def _checked(
    office: Office, review: CompanyReview, options: argparse.Namespace, console: Console
) -> int:
    """Answer with what a pre-check found, and write it where ``--out`` says."""
    found = review.check
    assert found is not None  # noqa: S101 - the caller asked
    if options.out:
        office.papers.save(office.company.check_paper(review), Path(options.out))
    document = {
        "kind": str(ListKind.CHECK),
        "utility": _utility_word(review.reading.utility),
        "ours": found.ours,
        "theirs": found.theirs,
        "agreeing": found.agreeing,
        "counts": dict(found.counts),
        "findings": [
            {
                "code": str(row.reason),
                "row": row.row,
                "household_id": row.household_id,
                "label": row.address,
                "our_number": row.our_number,
                "their_number": row.their_number,
                "our_account": row.our_account,
                "their_account": row.their_account,
                "where": row.where,
                "message": console.sentence(str(row.reason), {"where": row.where}),
            }
            for row in found.rows
        ],
        "path": options.out or "",
    }
    head = {"ours": found.ours, "theirs": found.theirs, "agreeing": found.agreeing}
    lines = [console.sentence("company-checked", {**head, "count": len(found.rows)})]
    lines += [
        f"{row.row or '—'} {row.address} {row.our_number} | {row.their_number}: "
        + console.sentence(str(row.reason), {"where": row.where})
        for row in found.rows[:_SHOWN]
    ]
    console.answer(document, "\n".join(lines))
    return 1 if found.rows else 0


def _utility_word(utility: str) -> str:
    return next(word for word, kind in _UTILITIES.items() if kind == utility)


def _quarter(office: Office, code: str) -> str:
    for quarter in office.reading.quarters():
        if quarter.code == code:
            return quarter.id
    raise InputError("quarter-unknown", code=code)


COMMANDS = {"company": _company}
