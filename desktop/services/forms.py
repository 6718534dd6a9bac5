"""Forms of a quarter: issued, signed, verified and kept track of."""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError, MachineError
from desktop.services.form_content import form_content
from desktop.services.paper import form_types, sign_paper, verify_one
from desktop.services.quarter_facts import quarter_file
from desktop.storage.journal import Journal
from desktop.storage.queries import quarter_paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.documents.renderer import RenderedForm
    from desktop.domain.handover import FormContent
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.gates import Gates
    from desktop.services.quarter_facts import QuarterFile
    from desktop.storage.ledger import Ledger


class Forms:
    """Issues what the gates allow; the ledger knows every number, hash and signer."""

    def __init__(self, ledger: Ledger, clock: Clock, gates: Gates) -> None:
        self._ledger = ledger
        self._clock = clock
        self._gates = gates

    def types(self) -> list[dict[str, Any]]:
        """Return every form type with its title and fields."""
        return form_types()

    def issued(self, quarter_code: str | None = None) -> list[dict[str, Any]]:
        """Return the issued forms, oldest first, of one quarter or of all.

        Raises:
            InputError: there is no such quarter.
        """
        with self._ledger.reader() as connection:
            quarter_id = None
            if quarter_code is not None:
                quarter = quarter_paper.quarter_by_code(connection, quarter_code)
                if quarter is None:
                    raise InputError("quarter-unknown", code=quarter_code)
                quarter_id = str(quarter["id"])
            return [dict(row) for row in quarter_paper.issued_forms(connection, quarter_id)]

    def issue(
        self,
        quarter_code: str,
        form_name: str,
        folder: Path,
        *,
        draft: bool = False,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Issue a form where its gates pass, else say what is missing.

        Args:
            quarter_code: the district's code.
            form_name: type, such as ``handover-water``.
            folder: where the PDF and its data file go.
            draft: make it all the same, marked 草稿 and without a number.
            progress: told while pages are drawn.

        Returns:
            The contract's answer for ``form``, or ``{"type", "missing": […]}``.

        Raises:
            InputError: unknown quarter, or a character that no font has.
            UsageError: unknown form type.
        """
        from desktop.documents.registry import form_type
        from desktop.documents.renderer import render_form

        form = form_type(form_name)
        with self._ledger.reader() as connection:
            file = quarter_file(connection, quarter_code)
            organisations = quarter_paper.quarter_organisations(connection, str(file.quarter["id"]))
            number = self._next_number(connection)
        missing = () if draft else self._gates.missing_for_form(quarter_code, form_name)
        if missing:
            return {
                "type": form_name,
                "missing": [
                    {"code": str(entry.code), "details": dict(entry.details)} for entry in missing
                ],
            }
        content = form_content(
            file,
            form,
            organisations=organisations,
            office_name=self._ledger.office,
            document_no=number,
            day=self._clock.today(),
            draft=draft,
            anchor=self._anchor(),
        )
        rendered = render_form(content, progress=progress)
        path = self._write(folder, form_name, content, rendered)
        if not draft:
            self._record(file, content, rendered, path)
        return {
            "type": form_name,
            "document_no": content.document_no,
            "path": str(path),
            "sha256": rendered.sha256,
            "fields": list(rendered.fields),
            "households": content.households,
            "pages": rendered.pages,
        }

    def sign(
        self,
        path: Path,
        field: str,
        key: Mapping[str, str | None],
        pin: str,
        *,
        signer: str | None = None,
        ink: Path | None = None,
        seal: Path | None = None,
    ) -> dict[str, Any]:
        """Sign one field and record signer and hash in the journal.

        Raises:
            InputError: the form, key, ink or seal cannot be used.
            RefusedError: out of order, signed already, changed since, certificate not valid.
        """
        document = sign_paper(
            path, field, key, pin, signer=signer, ink=ink, seal=seal, now=self._clock.now()
        )
        with self._ledger.reader() as connection:
            row = quarter_paper.form_by_number(connection, document["document_no"])
        if row is not None:
            signed = [name for name in (row["signed"] or "").split(",") if name]
            values = {"signed": ",".join([*signed, field]), "sha256": document["sha256"]}
            with self._ledger.unit_of_work("sign-form") as work:
                work.update("handover_form", row["id"], values)
        return document

    def verify(self, paths: Sequence[Path], trust: Sequence[Path]) -> list[dict[str, Any]]:
        """Verify files with what the ledger knows: whom to trust, who signs, the latest hash."""
        with self._ledger.reader() as connection:
            own = quarter_paper.trusted_certificates(connection)
        return [self._verify(path, (*trust, *own)) for path in paths]

    def _verify(self, path: Path, trust: Sequence[Path | bytes]) -> dict[str, Any]:
        report = verify_one(path, trust)
        with self._ledger.reader() as connection:
            row = quarter_paper.form_by_number(connection, report["document_no"])
        if row is None:
            return report
        expected = tuple(name for name in (row["expected"] or "").split(",") if name)
        return verify_one(path, trust, expected=expected, expected_sha256=row["sha256"])

    def _next_number(self, connection: Any) -> str:
        """Return a number no other laptop can give: office, year, device mark, running number."""
        count = len(quarter_paper.issued_forms(connection))
        mark = hashlib.sha256(self._ledger.device_id.encode()).hexdigest()[:4].upper()
        year = self._clock.today().year
        return f"{self._ledger.street_code}-{year}-{mark}-{count + 1:04d}"

    def _anchor(self) -> str:
        journal = Journal(self._ledger)
        return f"{journal.length()}:{journal.head()}"

    def _write(
        self, folder: Path, form_name: str, content: FormContent, rendered: RenderedForm
    ) -> Path:
        name = content.document_no or f"{content.quarter_code}-draft"
        path = folder / f"{form_name}-{name}.pdf"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write_whole(path, rendered.data)
            _write_whole(path.with_suffix(".csv"), rendered.csv)
        except OSError as error:
            raise MachineError("form-not-written", file=path.name) from error
        return path

    def _record(
        self, file: QuarterFile, content: FormContent, rendered: RenderedForm, path: Path
    ) -> None:
        with self._ledger.unit_of_work("issue-form") as work:
            work.insert(
                "handover_form",
                [
                    {
                        "quarter_id": file.quarter["id"],
                        "form_type": content.form_type,
                        "document_no": content.document_no,
                        "file_name": path.name,
                        "sha256": rendered.sha256,
                        "expected": ",".join(rendered.fields),
                        "signed": "",
                        "issued_at": self._clock.now(),
                    }
                ],
            )


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file that is either whole or not there."""
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
