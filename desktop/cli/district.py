"""street, plan: what the command line does in the district's ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.merge_lines import decisions, explain, problem_lines, question_lines
from desktop.cli.opening import open_office
from desktop.domain.annual_plan import Adjustment
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from desktop.cli.console import Console
    from desktop.services.bundle import Office
    from desktop.services.program import Program


def _street(options: argparse.Namespace, program: Program, console: Console) -> int:
    reading = options.action in {"list", "check"}
    with open_office(options, program, console, read_only=reading) as office:
        return _STREET[options.action](options, office, console)


def _list(options: argparse.Namespace, office: Office, console: Console) -> int:
    del options
    lines = office.district_office.streets()
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "made_at": one.made_at,
            "taken_at": one.taken_at,
            "returned_at": one.returned_at,
            "quarters": one.quarters,
            "households": one.households,
            "visited": one.visited,
            "water_done": one.water_done,
            "power_done": one.power_done,
            "planned": one.planned,
            "problems": one.problems,
            "questions": one.questions,
        }
        for one in lines
    ]
    text = "\n".join(
        f"{one.code}  {one.name}  {one.quarters}  {one.households}  {one.taken_at or ''}"
        for one in lines
    )
    console.answer(rows, text)
    return 0


def _take(options: argparse.Namespace, office: Office, console: Console) -> int:
    if not options.file:
        raise UsageError("street-file-missing")
    district = office.district_office
    planned = district.plan(Path(options.file), console)
    if options.dry_run:
        document: dict[str, Any] = {
            "street": planned.stamp.street_code,
            "office": planned.stamp.office,
            "age": str(planned.age),
            "new": planned.new,
            "fields": len(planned.merge.plan.updates),
            "conflicts": len(planned.merge.plan.conflicts),
            "missing": len(planned.missing),
            "problems": len(planned.merge.plan.problems),
        }
        told = {**document, "new": sum(planned.new.values())}
        console.answer(document, console.sentence("street-looked-at", told))
        return 0
    document = district.take(
        planned,
        name=options.name or "",
        decisions=decisions(options.conflicts),
        accept_older=options.accept_older,
        progress=console,
    )
    explain(document["problems"], console)
    lines = [console.sentence("street-taken", {**document["applied"], "rows": document["rows"]})]
    lines += question_lines((*document["conflicts"], *document["proposals"]), console)
    lines += problem_lines(document["problems"], console)
    console.answer(document, "\n".join(lines))
    return 1 if document["conflicts"] else 0


def _send(options: argparse.Namespace, office: Office, console: Console) -> int:
    if not options.file:
        raise UsageError("street-file-missing")
    district, target = office.district_office, Path(options.file)
    if options.street:
        rows = [district.send(options.street, target, console)]
    elif target.is_dir() or not target.suffix:
        rows = district.send_all(target, console)
    else:
        raise UsageError("street-folder-missing")
    console.answer(rows, "\n".join(console.sentence("street-sent", row) for row in rows))
    return 0


def _check(options: argparse.Namespace, office: Office, console: Console) -> int:
    found = office.district_office.findings(options.street)
    rows = [
        {
            "code": str(one.check),
            "street": one.street_code,
            "name": one.street,
            "quarter": one.quarter,
            "quarter_id": one.quarter_id,
            "household_id": one.household_id,
            "message": console.sentence(str(one.check), one.details),
        }
        for one in found
    ]
    console.answer(rows, "\n".join(f"{r['name']} {r['quarter']}: {r['message']}" for r in rows))
    return 1 if rows else 0


_STREET: dict[str, Callable[[argparse.Namespace, Office, Console], int]] = {
    "list": _list,
    "take": _take,
    "send": _send,
    "check": _check,
}


def _plan(options: argparse.Namespace, program: Program, console: Console) -> int:
    reading = options.action in {"list", "paper", "notice"}
    with open_office(options, program, console, read_only=reading) as office:
        if options.action == "set":
            office.annual_plan.assign(
                _quarters(options, office),
                year=options.year or "",
                batch=options.batch or "",
                approval_no=options.approval or "",
                approved_on=options.date or "",
            )
        elif options.action in set(Adjustment):
            office.annual_plan.adjust(
                _quarters(options, office),
                Adjustment(options.action),
                document_no=options.document or "",
                reason=options.reason or "",
                year=options.year or "",
                batch=options.batch or "",
                decided_on=options.date or "",
            )
        elif options.action in {"paper", "notice"}:
            return _paper(options, office, console)
        return _plan_list(options, office, console)


def _quarters(options: argparse.Namespace, office: Office) -> list[str]:
    """Return the ids of the quarters that are named as CODE or STREET/CODE."""
    rows = office.annual_plan.rows(street=options.street)
    found = []
    for word in options.quarter:
        street, _, code = word.rpartition("/")
        named = [r for r in rows if r.code == code and street in {"", r.street_code}]
        if len(named) != 1:
            problem = "plan-quarter-ambiguous" if named else "plan-quarter-unknown"
            raise UsageError(problem, quarter=word)
        found.append(named[0].quarter_id)
    return found


def _plan_list(options: argparse.Namespace, office: Office, console: Console) -> int:
    year = int(options.year) if options.year and options.year.isdigit() else None
    wanted = None if options.action != "list" else year
    rows = [
        {
            "street": one.street_code,
            "code": one.code,
            "name": one.name,
            "households": one.households,
            "own_batch": one.own_batch,
            "plan_year": one.plan_year,
            "plan_batch": one.plan_batch,
            "approval_no": one.approval_no,
            "approved_on": one.approved_on,
            "plan_note": one.plan_note,
            "cost": one.cost,
        }
        for one in office.annual_plan.rows(year=wanted, street=options.street)
    ]
    sums = [
        {
            "year": one.year,
            "batch": one.batch,
            "quarters": one.quarters,
            "households": one.households,
            "cost": one.cost,
        }
        for one in office.annual_plan.sums()
    ]
    text = "\n".join(
        f"{one['year']} {one['batch']}: {one['quarters']} / {one['households']}" for one in sums
    )
    console.answer({"quarters": rows, "sums": sums}, text)
    return 0


def _paper(options: argparse.Namespace, office: Office, console: Console) -> int:
    if not options.out:
        raise UsageError("plan-out-missing")
    if options.action == "notice":
        paper = office.annual_plan.notice(options.document or "")
    else:
        if not (options.year or "").isdigit():
            raise UsageError("plan-year-missing")
        paper = office.annual_plan.paper(int(options.year))
    path = office.papers.save(paper, Path(options.out))
    console.answer({"path": str(path), "title": paper.title}, str(path))
    return 0


COMMANDS = {"street": _street, "plan": _plan}
