"""Approvals, plan and corrections back to a street, under the street's own export."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import Side
from desktop.exchange.workbook_content import WorkbookContent
from desktop.exchange.writer import write_workbook
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress
from desktop.services.district_rows import WorkbookRows
from desktop.services.street_differing import Differing, differing
from desktop.storage.queries import streets as queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.domain.values import Value
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger

ACTION = "send-street"
SENT = "sent"
_PIECE = 1 << 20


def send(
    ledger: Ledger,
    clock: Clock,
    street: Mapping[str, Value],
    path: Path,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write what goes back to ``street`` to ``path`` and journal it.

    The tickets point to the street's own export, so that the street merges the file as any other
    that came back. Rows that differ from what the street said carry no fingerprint: the street
    looks at them. What it has already seen and declined is not sent again.

    Raises:
        InputError: ``street-nothing-taken``: no workbook of it was taken yet.
        MachineError: the disk refuses.
        CancelledError: a person stopped it; no file is left.
    """
    if not street["export_id"]:
        raise InputError("street-nothing-taken", street=street["name"])
    found = differing(ledger, street)
    asked = [one for one in found if not one.declined]
    with ledger.reader() as connection:
        quarters = queries.quarters_of(connection, str(street["code"]))
        rows = WorkbookRows(connection, quarters)
        content = WorkbookContent(
            export_id=str(street["export_id"]),
            export_code=str(street["export_code"]),
            office=ledger.office,
            street_code=str(street["code"]),
            made_at=clock.now(),
            vector=json.loads(str(street["vector"] or "{}")),
            rows=rows.sheets(),
            editor=Side.STREET,
            looked_at={one.lead for one in asked},
        )
        write_workbook(path, content, progress or NoProgress())
    digest = _sha256(path)
    _remember(ledger, clock, street, asked, digest)
    fields: dict[str, int] = defaultdict(int)
    for one in asked:
        fields[one.field] += 1
    return {
        "street": street["code"],
        "name": street["name"],
        "path": str(path),
        "rows": len({one.lead for one in asked}),
        "cells": len(asked),
        "fields": dict(sorted(fields.items())),
        "declined": len(found) - len(asked),
        "households": rows.counts["households"],
        "sha256": digest,
    }


def _remember(
    ledger: Ledger,
    clock: Clock,
    street: Mapping[str, Value],
    asked: list[Differing],
    digest: str,
) -> None:
    now = clock.now()
    exchange: dict[str, Value] = {
        "direction": SENT,
        "export_id": street["export_id"],
        "export_code": street["export_code"],
        "street_code": street["code"],
        "partner": street["name"],
        "file_sha256": digest,
        "summary": json.dumps(
            {"sent": [[one.id, one.field, one.ours] for one in asked]}, ensure_ascii=False
        ),
        "made_at": now,
    }
    with ledger.unit_of_work(ACTION) as work:
        work.insert("exchange", [exchange])
        work.update("street", str(street["id"]), {"returned_at": now})


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
