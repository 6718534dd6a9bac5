"""Giving a form its number: what was drawn is frozen, recorded, kept and written in that order."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.form_state import FormStanding, standing
from desktop.domain.reference_no import reference_fault
from desktop.kernel.errors import InputError, MachineError, RefusedError
from desktop.storage.queries import form_files, quarter_paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from desktop.domain.changes import Changes
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.form_drawing import DrawnForm, FormDrawing, FormOrder
    from desktop.services.form_store import FormStore
    from desktop.storage.ledger import Ledger

_GONE = frozenset({FormStanding.VOID, FormStanding.REPLACED})
_DONE = frozenset({FormStanding.SIGNED, FormStanding.ON_PAPER})


class FormIssuing:
    """Issues, voids and hands over forms."""

    def __init__(
        self, ledger: Ledger, clock: Clock, drawing: FormDrawing, store: FormStore
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._drawing = drawing
        self._store = store

    def issue(
        self,
        order: FormOrder,
        folder: Path,
        *,
        draft: bool,
        replaces: str,
        supplements: str,
        progress: Progress | None,
    ) -> dict[str, Any]:
        """Issue a form; see :meth:`desktop.services.forms.Forms.issue`."""
        order = replace(order, replaces=replaces, supplements=supplements)
        if not draft:
            _require_reference(order.reference_no)
        missing = () if draft else self._drawing.missing(order)
        if missing:
            return {
                "type": order.type,
                "missing": [
                    {"code": str(entry.code), "details": dict(entry.details)} for entry in missing
                ],
            }
        named = {
            name: self._standing_form(number)
            for name, number in (("replaces", replaces), ("supplements", supplements))
            if number
        }
        drawn = self._drawing.draw(order, draft=draft, progress=progress)
        path = folder / f"{order.type}-{_stem(order, drawn)}.pdf"
        numbered = bool(drawn.document_no)
        beside = {f"-{name}": data for name, data in drawn.sheets.items()}
        with _written(path, {".pdf": drawn.data, ".csv": drawn.csv, **beside}):
            if numbered:
                self._record(order, drawn, path.name, named)
        return {
            "type": order.type,
            "document_no": drawn.document_no,
            "path": str(path),
            "sha256": drawn.sha256,
            "fields": list(drawn.fields),
            "households": drawn.households,
            "pages": drawn.pages,
        }

    def void(self, document_no: str, reason: str) -> Changes:
        """Void a form; see :meth:`desktop.services.forms.Forms.void`."""
        row = self._standing_form(document_no)
        if not reason.strip():
            raise InputError("form-void-reason")
        values: Record = {"voided_at": self._clock.now(), "void_reason": reason.strip()}
        with self._ledger.unit_of_work("void-form") as work:
            work.update("handover_form", str(row["id"]), values)
        return work.changes

    def hand_over(self, document_no: str, day: date, note: str) -> Changes:
        """Note the handover; see :meth:`desktop.services.forms.Forms.hand_over`."""
        row = self._standing_form(document_no)
        if self._state(row) not in _DONE:
            raise RefusedError("form-not-signed", number=document_no)
        with self._ledger.unit_of_work("hand-over-form") as work:
            values = {"handed_over_on": day, "handover_note": note.strip() or None}
            work.update("handover_form", str(row["id"]), values)
        return work.changes

    def _standing_form(self, number: str) -> Record:
        """Return a form that is neither void nor replaced."""
        with self._ledger.reader() as connection:
            row = quarter_paper.form_by_number(connection, number)
        if row is None:
            raise InputError("form-unknown", number=number)
        if self._state(row) in _GONE:
            raise RefusedError("form-replaced-already", number=number)
        return row

    def _state(self, row: Record) -> FormStanding:
        form_id = str(row["id"])
        with self._ledger.reader() as connection:
            signatures = form_files.signatures(connection, [form_id])[form_id]
            replaced = form_files.replacements(connection)
        return standing(row, signatures, replaced.get(str(row["document_no"]), "")).state

    def _record(
        self, order: FormOrder, drawn: DrawnForm, file_name: str, named: dict[str, Record]
    ) -> None:
        record: dict[str, Any] = {
            "quarter_id": drawn.quarter_id,
            "form_type": order.type,
            "document_no": drawn.document_no,
            "file_name": file_name,
            "sha256": drawn.sha256,
            "expected": ",".join(drawn.fields),
            "signed": "",
            "issued_at": self._clock.now(),
            "title": drawn.title,
            "subject_id": order.subject_id or None,
            "buildings": ",".join(drawn.buildings) or None,
            "reference_no": order.reference_no or None,
            "wording": drawn.wording,
            "households": drawn.households,
            "meters": drawn.meters,
            "pages": drawn.pages,
            "csv_sha256": hashlib.sha256(drawn.csv).hexdigest() if drawn.csv else None,
            **{name: row["document_no"] for name, row in named.items()},
        }
        with self._ledger.unit_of_work("issue-form") as work:
            self._store.keep(work, work.insert("handover_form", [record])[0], drawn.data)


def _require_reference(number: str) -> None:
    fault = reference_fault(number)
    if fault is not None:
        raise InputError(fault, number=number.strip())


def _stem(order: FormOrder, drawn: DrawnForm) -> str:
    return drawn.document_no or f"{order.quarter_code}-draft"


@contextlib.contextmanager
def _written(path: Path, contents: dict[str, bytes]) -> Iterator[None]:
    """Write files beside ``path`` that appear only when what stands inside has succeeded.

    They are on the disk before a number is recorded: a full disk costs no number.
    """
    drafts = {
        path.with_name(f".{path.stem}{ending}.new"): (path.with_name(f"{path.stem}{ending}"), data)
        for ending, data in contents.items()
        if data
    }
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for draft, (_, data) in drafts.items():
                _write(draft, data)
            yield
            for draft, (target, _) in drafts.items():
                draft.replace(target)
        except OSError as error:
            raise MachineError("form-not-written", file=path.name) from error
    finally:
        for draft in drafts:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
