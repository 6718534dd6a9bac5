"""Signing issued forms by certificate, ink or hand, and what the ledger records of each.

Law: 电子签名法 (2019) art. 3 (what may not be signed electronically) and art. 13.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from desktop.domain.form_state import ON_PAPER, FormStanding, Standing, standing
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.paper import load_signer, sign_paper, signature_document
from desktop.storage.queries import form_files, quarter_paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from desktop.documents.signing import SignatureRecord
    from desktop.domain.changes import Changes
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.form_store import FormStore
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

INK, CERTIFICATE = 2, 3
"""Codes of ``SIGNING_WAY``; a signature that shows handwriting is ink, whoever's key carries it."""
_CLOSED = frozenset({FormStanding.VOID, FormStanding.REPLACED})


class FormSigning:
    """Signs files and records who signed what, when, and which bytes came of it."""

    def __init__(self, ledger: Ledger, clock: Clock, store: FormStore) -> None:
        self._ledger = ledger
        self._clock = clock
        self._store = store

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
        """Sign one field of a file; see :meth:`desktop.services.forms.Forms.sign`."""
        record = sign_paper(
            path,
            field,
            key,
            pin,
            signer=signer,
            ink=ink,
            seal=seal,
            now=self._clock.now(),
            admit=self._admit,
        )
        self._record(record, path, ink=ink is not None)
        return signature_document(path, record)

    def sign_many(
        self,
        paths: Sequence[Path],
        field: str,
        key: Mapping[str, str | None],
        pin: str,
        progress: Progress,
    ) -> Iterator[dict[str, Any]]:
        """Sign one field of each file with one PIN and yield what became of each at once.

        A file that cannot be signed is yielded with ``error`` (a failure with its code), the rest
        go on. Every file is whole and in the journal before the next one is touched.

        Raises:
            InputError: the key or its PIN cannot be used.
            CancelledError: through ``progress``, between two files.
        """
        from desktop.documents.batch import sign_batch

        worker = load_signer(key, pin)
        for item in sign_batch(
            paths, field, worker, progress=progress, now=self._clock.now(), admit=self._admit
        ):
            if item.record is None:
                yield {"path": str(item.path), "error": item.error}
                continue
            self._record(item.record, item.path, ink=False)
            yield {**signature_document(item.path, item.record), "error": None}

    def take_back(self, path: Path) -> dict[str, Any]:
        """Take in a form that somebody else signed and returned, by USB or mail.

        The file must be what the ledger keeps with signatures added, nothing else.

        Returns:
            ``document_no``, ``added`` (parties that signed since), ``sha256``, ``remaining``.

        Raises:
            InputError: ``form-file-unreadable``, ``form-unknown``, ``form-not-kept``.
            RefusedError: ``form-rollback``, it is an earlier revision; ``form-branched``, it was
                signed from an earlier one; ``sign-earlier-changed``; ``form-replaced-already``.
        """
        from desktop.documents.form_file import FormFile
        from desktop.documents.signing import added_signatures

        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError("form-file-unreadable", file=path.name) from error
        row = self._by_number(claimed := FormFile(data).document_no)
        if row is None:
            raise InputError("form-unknown", number=claimed)
        self._require_open(row)
        number, kept = str(row["document_no"]), self._store.newest(str(row["id"]))
        if data != kept and kept.startswith(data):
            raise RefusedError("form-rollback", number=number)
        if not data.startswith(kept):
            raise RefusedError("form-branched", number=number)
        added = added_signatures(kept, data)
        if added:
            digest = hashlib.sha256(data).hexdigest()
            with self._ledger.unit_of_work("take-back-form") as work:
                work.insert(
                    "form_signature",
                    [{**_signed(row, one, CERTIFICATE), "sha256": digest} for one in added],
                )
                self._update(work, row, [one.field for one in added], digest, data)
        signed = {*_names(row["signed"]), *(one.field for one in added)}
        return {
            "document_no": number,
            "added": [one.field for one in added],
            "sha256": hashlib.sha256(data).hexdigest(),
            "remaining": [name for name in _names(row["expected"]) if name not in signed],
        }

    def on_paper(
        self,
        document_no: str,
        parties: Sequence[str] = (),
        *,
        signed_at: datetime | None = None,
        scan: str = "",
        note: str = "",
    ) -> Changes:
        """Record that parties signed and sealed the printed form by hand.

        Args:
            document_no: of the form.
            parties: who signed; all that are still open when none is named.
            signed_at: when, as the paper says; None for now.
            scan: id of the attachment that shows it.
            note: anything to be said about it.

        Raises:
            InputError: ``form-unknown``; ``sign-field-unknown``.
            RefusedError: ``sign-field-signed``; ``form-replaced-already``; ``form-signed-by-all``.
        """
        row = self._by_number(document_no)
        if row is None:
            raise InputError("form-unknown", number=document_no)
        with self._ledger.unit_of_work("sign-on-paper") as work:
            self.record_paper(work, row, parties, signed_at=signed_at, scan=scan, note=note)
        return work.changes

    def record_paper(
        self,
        work: UnitOfWork,
        row: Record,
        parties: Sequence[str] = (),
        *,
        signed_at: datetime | None = None,
        scan: str = "",
        note: str = "",
    ) -> tuple[str, ...]:
        """Do :meth:`on_paper` within an operation; return the parties that were recorded."""
        state = self._require_open(row)
        for name in parties:
            if name not in state.expected:
                raise InputError("sign-field-unknown", field=name, known=", ".join(state.expected))
            if name in state.signed:
                raise RefusedError("sign-field-signed", field=name)
        named = tuple(parties) or state.open
        if not named:
            raise RefusedError("form-signed-by-all", number=str(row["document_no"]))
        facts = {
            "form_id": row["id"],
            "way": ON_PAPER,
            "signed_at": signed_at or self._clock.now(),
            "sha256": row["sha256"],
            "attachment_id": scan or None,
            "note": note.strip() or None,
        }
        work.insert("form_signature", [{**facts, "party": name} for name in named])
        signed = ",".join((*_names(row["signed"]), *named))
        work.update("handover_form", str(row["id"]), {"signed": signed})
        return named

    def open_parties(self, row: Record) -> tuple[str, ...]:
        """Return who has not signed yet.

        Raises:
            RefusedError: ``form-replaced-already``.
        """
        return tuple(self._require_open(row).open)

    def _require_open(self, row: Record) -> Standing:
        form_id = str(row["id"])
        with self._ledger.reader() as connection:
            signatures = form_files.signatures(connection, [form_id])[form_id]
            replaced = form_files.replacements(connection)
        found = standing(row, signatures, replaced.get(str(row["document_no"]), ""))
        if found.state in _CLOSED:
            raise RefusedError("form-replaced-already", number=str(row["document_no"]))
        return found

    def _admit(self, number: str) -> tuple[str, ...]:
        """Return the parties of a form that signed by hand; none of a form that is not known.

        Raises:
            RefusedError: ``form-printed-only`` (电子签名法 art. 3); ``form-replaced-already``.
        """
        from desktop.documents.registry import is_printed_only

        row = self._by_number(number)
        if row is None:
            return ()
        if is_printed_only(str(row["form_type"])):
            raise RefusedError("form-printed-only")
        self._require_open(row)
        return self._by_hand(row)

    def _by_number(self, number: str) -> Record | None:
        with self._ledger.reader() as connection:
            return quarter_paper.form_by_number(connection, number)

    def _by_hand(self, row: Record) -> tuple[str, ...]:
        form_id = str(row["id"])
        with self._ledger.reader() as connection:
            signatures = form_files.signatures(connection, [form_id])[form_id]
        return tuple(str(one["party"]) for one in signatures if one["way"] == ON_PAPER)

    def _record(self, record: SignatureRecord, path: Path, *, ink: bool) -> None:
        row = self._by_number(record.document_no)
        if row is None:
            return
        with self._ledger.unit_of_work("sign-form") as work:
            work.insert("form_signature", [_signed(row, record, INK if ink else CERTIFICATE)])
            self._update(work, row, [record.field], record.sha256, path.read_bytes())

    def _update(
        self, work: UnitOfWork, row: Record, fields: Sequence[str], digest: str, data: bytes
    ) -> None:
        signed = ",".join((*_names(row["signed"]), *fields))
        work.update("handover_form", str(row["id"]), {"signed": signed, "sha256": digest})
        self._store.keep(work, str(row["id"]), data)


def _signed(row: Record, record: SignatureRecord, way: int) -> Record:
    return {
        "form_id": row["id"],
        "party": record.field,
        "way": way,
        "organisation": record.organisation or None,
        "signer": record.signer or None,
        "serial": record.serial or None,
        "signed_at": record.claimed_time,
        "sha256": record.sha256,
        "trial": record.trial,
    }


def _names(value: object) -> tuple[str, ...]:
    return tuple(name for name in str(value or "").split(",") if name)
