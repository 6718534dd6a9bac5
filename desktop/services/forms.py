"""Forms of a quarter: drawn, issued, signed, verified and kept track of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError
from desktop.services.archive_package import ArchivePackage
from desktop.services.company_profiles import CompanyProfiles
from desktop.services.form_drawing import FormDrawing
from desktop.services.form_folder import FormFolder
from desktop.services.form_issuing import FormIssuing
from desktop.services.form_list import form_row
from desktop.services.form_returning import FormReturning
from desktop.services.form_returns import FormReturns
from desktop.services.form_scans import FormScans
from desktop.services.form_signing import FormSigning
from desktop.services.form_store import FormStore
from desktop.services.own_forms import OwnForms
from desktop.services.paper import form_types, verify_one
from desktop.storage.queries import form_files, quarter_paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.domain.changes import Changes
    from desktop.domain.stages import Missing
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.form_drawing import DrawnForm, FormOrder
    from desktop.services.form_makers.making import FormSubject
    from desktop.services.gates import Gates
    from desktop.storage.ledger import Ledger


class Forms:
    """Issues what the gates allow; the ledger knows every number, hash and signer."""

    def __init__(self, ledger: Ledger, clock: Clock, gates: Gates) -> None:
        self._ledger = ledger
        self._clock = clock
        self._store = FormStore(ledger)
        self._drawing = FormDrawing(ledger, clock, gates)
        self._issuing = FormIssuing(ledger, clock, self._drawing, self._store)
        self.own = OwnForms(ledger, clock)
        self.companies = CompanyProfiles(ledger, clock)
        self.returns = FormReturns(ledger, clock, self._store)
        self.signing = FormSigning(ledger, clock, self._store)
        self.folder = FormFolder(ledger, self._store, self.signing)
        self.scans = FormScans(ledger, clock, self.signing)
        self.packing = ArchivePackage(ledger, clock, self.issued)
        self.returning = FormReturning(self.signing, self.scans)

    def types(self) -> list[dict[str, Any]]:
        """Return every form type: type, title, per, fields, group, body, letter, printed_only."""
        return form_types()

    def subjects(self, quarter_code: str, form_name: str) -> list[FormSubject]:
        """Return what one document of this type may be about; none for one per quarter.

        Raises:
            InputError: unknown quarter.
            UsageError: unknown form type.
        """
        return self._drawing.subjects(quarter_code, form_name)

    def missing(self, order: FormOrder) -> Sequence[Missing]:
        """Return what keeps the form from being issued; nothing where it can be.

        Raises:
            InputError: unknown quarter, subject or building.
            UsageError: unknown form type.
        """
        return self._drawing.missing(order)

    def draw(self, order: FormOrder, progress: Progress | None = None) -> DrawnForm:
        """Return a draft in memory, to be looked at; nothing is recorded and no number given.

        Raises:
            InputError: unknown quarter or subject, or a character that no font has.
            UsageError: unknown form type.
        """
        return self._drawing.draw(order, progress=progress)

    def word(self, order: FormOrder) -> bytes:
        """Return a letter as .docx, for the office's own red head.

        Raises:
            InputError: ``form-no-letter``: the type is no letter.
        """
        return self._drawing.word(order)

    def issue(
        self,
        order: FormOrder,
        folder: Path,
        *,
        draft: bool = False,
        replaces: str = "",
        supplements: str = "",
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Issue a form where its gates pass, else say what is missing.

        Args:
            order: which form, of which quarter, about what.
            folder: where the PDF and its data file go.
            draft: make it all the same, marked 草稿 and without a number.
            replaces: number of the issued form that this one corrects.
            supplements: number of the list that this one completes.
            progress: told while pages are drawn.

        Returns:
            The contract's answer for ``form``, or ``{"type", "missing": […]}``.

        Raises:
            InputError: unknown quarter, subject or number, or a character that no font has;
                ``reference-…``: the 发文字号 is not written as one.
            RefusedError: ``form-replaced-already``, the other form is void or replaced.
            UsageError: unknown form type.
            MachineError: ``form-not-written``; no number was given then.
        """
        return self._issuing.issue(
            order,
            folder,
            draft=draft,
            replaces=replaces,
            supplements=supplements,
            progress=progress,
        )

    def issued(self, quarter_code: str | None = None) -> list[dict[str, Any]]:
        """Return the issued forms, oldest first, of one quarter or of all, with their state.

        Each is its record and ``state``, ``signed_by``, ``open`` (parties), ``signatures``,
        ``replaced_by``.

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
            rows = quarter_paper.issued_forms(connection, quarter_id)
            signatures = form_files.signatures(connection, [str(row["id"]) for row in rows])
            replaced = form_files.replacements(connection)
        return [form_row(row, signatures[str(row["id"])], replaced) for row in rows]

    def numbers(self) -> list[dict[str, Any]]:
        """Return every number that was ever given, oldest first, voided and undone ones included.

        An undone form has the state ``void`` and no reason: the journal says who took it back.
        """
        with self._ledger.reader() as connection:
            rows = form_files.forms_with_removed(connection)
            signatures = form_files.signatures(connection, [str(row["id"]) for row in rows])
            replaced = form_files.replacements(connection)
        return [form_row(row, signatures[str(row["id"])], replaced) for row in rows]

    def stored(self, document_no: str) -> bytes:
        """Return the newest revision of an issued form that the ledger keeps.

        Raises:
            InputError: ``form-unknown``, or ``form-not-kept``.
            LedgerError: the kept file is missing or damaged.
        """
        with self._ledger.reader() as connection:
            row = quarter_paper.form_by_number(connection, document_no)
        if row is None:
            raise InputError("form-unknown", number=document_no)
        return self._store.newest(str(row["id"]))

    def void(self, document_no: str, reason: str) -> Changes:
        """Void an issued form; its number stays listed.

        Raises:
            InputError: ``form-unknown``, or ``form-void-reason``: no reason was given.
            RefusedError: ``form-replaced-already``: it is void already.
        """
        return self._issuing.void(document_no, reason)

    def hand_over(self, document_no: str, day: date, note: str = "") -> Changes:
        """Note the day on which a signed form was handed over.

        Raises:
            InputError: ``form-unknown``.
            RefusedError: ``form-not-signed``: not every party has signed.
        """
        return self._issuing.hand_over(document_no, day, note)

    def sign(
        self,
        path: Path,
        field: str,
        key: Mapping[str, str | None],
        pin: str,
        *,
        signer: str | None = None,
        ink: Path | bytes | None = None,
        seal: Path | None = None,
    ) -> dict[str, Any]:
        """Sign one field and record signer and hash in the journal.

        Raises:
            InputError: the form, key, ink or seal cannot be used.
            RefusedError: out of order, signed already, changed since, certificate not valid,
                ``form-printed-only``, ``form-replaced-already``.
        """
        return self.signing.sign(path, field, key, pin, signer=signer, ink=ink, seal=seal)

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
