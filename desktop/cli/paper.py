"""form, sign, verify, sheets, scans: what ends as paper or PDF."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.opening import open_office
from desktop.domain.archive_index import is_package
from desktop.domain.codes import ConsentBasis
from desktop.kernel.errors import InputError, UsageError
from desktop.services.form_drawing import FormOrder

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.domain.scanning import ScanReport
    from desktop.services.program import Program

_STATES = {
    "valid": "form-state-valid",
    "incomplete": "form-state-incomplete",
    "changed": "form-state-changed",
    "untrusted": "form-state-untrusted",
    "broken": "form-state-broken",
    "unsigned": "form-state-unsigned",
}


def _form(options: argparse.Namespace, program: Program, console: Console) -> int:
    if options.list:
        types = program.form_types()
        text = "\n".join(f"{row['type']}  {row['title']}" for row in types)
        console.answer(types, text)
        return 0
    if not (options.ledger and options.quarter and options.type and options.out):
        raise UsageError("usage", detail="LEDGER --quarter --type --out", command="hubiao form")
    with open_office(options, program, console, read_only=options.draft) as office:
        document = office.forms.issue(
            _order(options),
            Path(options.out),
            draft=options.draft,
            replaces=options.replaces,
            supplements=options.supplements,
        )
    if "missing" in document:
        for missing in document["missing"]:
            missing["message"] = console.sentence(missing["code"], missing["details"])
        text = "\n".join(
            [
                console.sentence("form-not-ready"),
                *(f"- {m['message']}" for m in document["missing"]),
            ]
        )
        console.answer(document, text)
        return 1
    code = "form-drafted" if options.draft else "form-issued"
    console.answer(document, console.sentence(code, document))
    return 0


def _order(options: argparse.Namespace) -> FormOrder:
    return FormOrder(
        options.quarter,
        options.type,
        subject_id=options.subject,
        buildings=tuple(options.building),
        reference_no=options.reference,
    )


def _sign(options: argparse.Namespace, program: Program, console: Console) -> int:
    if bool(options.p12) == bool(options.pkcs11):
        raise UsageError("usage", detail="--p12 | --pkcs11", command="hubiao sign")
    pin = console.secret("ask-pin", options.pin_file)
    key = {"p12": options.p12, "pkcs11": options.pkcs11, "token": options.token}
    optional = {
        name: Path(value) if value else None
        for name, value in (("ink", options.ink), ("seal", options.seal))
    }
    if options.ledger:
        with open_office(options, program, console) as office:
            document = office.forms.sign(
                Path(options.file), options.field, key, pin, signer=options.signer, **optional
            )
    else:
        document = program.sign(
            Path(options.file), options.field, key, pin, signer=options.signer, **optional
        )
    console.answer(document, console.sentence("form-signed", document))
    return 0


def _verify(options: argparse.Namespace, program: Program, console: Console) -> int:
    paths = [Path(name) for name in options.files]
    trust = [Path(name) for name in options.trust]
    if len(paths) == 1 and is_package(paths[0]):
        from desktop.cli.archive import prove

        return prove(paths[0], trust, program, console)
    if options.ledger:
        with open_office(options, program, console, read_only=True) as office:
            reports = office.forms.verify(paths, trust)
    else:
        reports = program.verify(paths, trust)
    lines = []
    for report in reports:
        for finding in report["findings"]:
            finding["message"] = console.sentence(finding["code"], finding)
        lines.append(f"{report['path']}: {console.sentence(_STATES[report['state']])}")
        lines.extend(
            f"  {s['field']}  {s['signer']}  {s['claimed_time']}" for s in report["signatures"]
        )
        unique = dict.fromkeys(finding["message"] for finding in report["findings"])
        lines.extend(f"  - {sentence}" for sentence in unique)
    console.answer(reports, "\n".join(lines))
    return 0 if all(report["state"] == "valid" for report in reports) else 1


def _sheets(options: argparse.Namespace, program: Program, console: Console) -> int:
    started = time.perf_counter()
    with open_office(options, program, console, read_only=True) as office:
        scope = office.visit_paper.scope_of(options.quarter, options.building)
        printed = office.visit_paper.print_sheets(scope, Path(options.out), console)
    document = {
        "path": str(printed.path),
        "sheets": printed.sheets,
        "pages": printed.pages,
        "households": list(printed.ids),
        "unknown": list(printed.unknown),
        "seconds": round(time.perf_counter() - started, 3),
    }
    console.answer(document, console.sentence("sheets-printed", document))
    return 0


def _scans(options: argparse.Namespace, program: Program, console: Console) -> int:
    basis = {"paper": ConsentBasis.PAPER, "copy": ConsentBasis.COPY}.get(options.basis)
    paths = [Path(name) for name in options.files]
    with open_office(options, program, console) as office:
        report = office.visit_paper.take_scans(paths, console, basis=basis)
    if len(report.refused) == len(paths) and not report.pages:
        first = report.refused[0]
        raise InputError(first.code, **first.details)
    document = _scan_document(report, console)
    counts = {name: len(document[name]) for name in ("filed", "tray", "refused")}
    lines = [console.sentence("scans-taken", {**document, **counts})]
    lines += [f"- {row['source']} {row['page']}: {row['message']}" for row in document["tray"]]
    lines += [f"- {row['message']}" for row in document["refused"]]
    console.answer(document, "\n".join(lines))
    return 1 if report.tray or report.refused else 0


def _scan_document(report: ScanReport, console: Console) -> dict[str, Any]:
    return {
        "pages": report.pages,
        "filed": [
            {
                "household_id": page.household_id,
                "label": page.label,
                "source": page.source,
                "page": page.number,
            }
            for page in report.filed
        ],
        "tray": [
            {
                "source": page.source,
                "page": page.number,
                "code": page.reason,
                "message": console.sentence(page.reason),
            }
            for page in report.tray
        ],
        "known": report.known,
        "blank": report.blank,
        "twice": list(report.twice),
        "refused": [
            {
                "source": scan.source,
                "code": scan.code,
                "message": console.sentence(scan.code, scan.details),
            }
            for scan in report.refused
        ],
    }


COMMANDS = {"form": _form, "sign": _sign, "verify": _verify, "sheets": _sheets, "scans": _scans}
