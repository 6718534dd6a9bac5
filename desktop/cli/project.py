"""verdict, gate, stats: what the ledger knows of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.opening import open_office

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.program import Program

_OUTCOMES = {"met": "outcome-met", "not_met": "outcome-not-met", "unknown": "outcome-unknown"}
_UTILITIES = {"water": "utility-water", "electricity": "utility-electricity"}


def _verdict(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        report = office.verdicts.report(options.quarter)
    lines = []
    for quarter in report["quarters"]:
        lines.append(f"{quarter['code']} {quarter['name']}  {quarter['households']}")
        for utility, name in _UTILITIES.items():
            counts = "  ".join(
                f"{console.sentence(_OUTCOMES[outcome])} {count}"
                for outcome, count in quarter[utility].items()
            )
            lines.append(f"  {console.sentence(name)}: {counts}")
    lines.extend(
        f"  {console.sentence(_UTILITIES[row['utility']])} {row['label']}: "
        + "; ".join(console.sentence(code) for code in row["reasons"])
        for row in report["failing"]
    )
    console.answer(report, "\n".join(lines))
    return 0


def _gate(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        report = office.gates.of(options.quarter)
    lines = [
        console.sentence("gate-stage", {"stage": report.stage.value}),
        *(f"- {console.sentence(missing.code, missing.details)}" for missing in report.missing),
    ]
    document = {
        "quarter": options.quarter,
        "stage": int(report.stage),
        "complete": report.complete,
        "missing": [
            {
                "code": str(missing.code),
                "details": dict(missing.details),
                "message": console.sentence(missing.code, missing.details),
            }
            for missing in report.missing
        ],
        "absent": [
            {"stage": int(stage), "code": str(missing.code), "details": dict(missing.details)}
            for stage, missing in report.absent
        ],
        "overrides": [
            {
                "stage": int(one.stage),
                "missing": sorted(one.keys),
                "reason": one.reason,
                "by": one.by,
                "at": one.at.isoformat() if one.at else None,
            }
            for one in report.overrides
        ],
    }
    console.answer(document, "\n".join(lines))
    return 0 if report.complete else 1


def _stats(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        stats = office.reading.stats()
    console.answer(
        stats, "\n".join(f"{name}: {value}" for name, value in stats.items() if name != "journal")
    )
    return 0


COMMANDS = {"verdict": _verdict, "gate": _gate, "stats": _stats}
