"""Signing one field of a form (PAdES B-B), in order, without ever leaving half a file."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.documents.appearance import Appearance, signed_appearance
from desktop.documents.form_file import FormFile
from desktop.documents.signers import certificate_facts
from desktop.documents.verification import signature_holds, verify_bytes
from desktop.domain.handover import FormState
from desktop.kernel.errors import InputError, MachineError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.ink import Ink
    from desktop.documents.signers import CertificateFacts, Signer
    from desktop.domain.handover import VerificationReport

Admit: TypeAlias = "Callable[[str], tuple[str, ...]]"
"""What a ledger says to a form's number: fields signed on paper, or a refusal."""
BYTES_RESERVED = 16_384
"""Hexadecimal digits kept free for a signature: skips pyHanko's trial signature."""


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """What the journal keeps of a signature.

    Attributes:
        document_no: of the form.
        field: that was signed.
        signer: as shown in the field.
        certificate_name: common name of the certificate.
        organisation: of the certificate.
        serial: certificate serial number, hexadecimal.
        claimed_time: the signer's clock, aware.
        previous_sha256: of the file before.
        sha256: of the file now.
        remaining: fields that are still open, in order.
        trial: made with a demo certificate.
    """

    document_no: str
    field: str
    signer: str
    certificate_name: str
    organisation: str
    serial: str
    claimed_time: datetime
    previous_sha256: str
    sha256: str
    remaining: tuple[str, ...]
    trial: bool


def sign_form(
    path: Path,
    field: str,
    signer: Signer,
    *,
    ink: Ink | None = None,
    seal: bytes | None = None,
    signer_name: str = "",
    now: datetime | None = None,
    admit: Admit | None = None,
) -> SignatureRecord:
    """Sign ``field`` of the form at ``path``; a crash leaves the old or the new file, never a mix.

    Args:
        path: the form; replaced by its signed revision.
        field: name of the field.
        signer: from :func:`load_pkcs12` or :func:`load_pkcs11`.
        ink: handwriting to show.
        seal: PNG of the seal to show.
        signer_name: shown beside the ink; empty takes the name on the form, then
            the certificate's.
        now: the claimed time; None is the machine's clock.
        admit: asked with the form's number before anything is done; raises to refuse, and returns
            the fields that were signed on paper, so that a later one may follow (mixed form).

    Raises:
        InputError: ``form-file-unreadable``, ``form-file-broken``, ``sign-field-unknown``,
            ``ink-unusable``, ``seal-unusable``, ``form-character-missing``.
        RefusedError: ``form-is-draft``, ``sign-field-signed``, ``sign-out-of-order``,
            ``sign-earlier-changed``, ``certificate-not-valid-now``, ``certificate-may-not-sign``.
        MachineError: ``form-file-busy``, ``token-missing``, ``sign-result-wrong``.
    """
    moment = now or datetime.now(UTC)
    data = _read(path)
    form = FormFile(data)
    _may_sign(form, field, admit(form.document_no) if admit else ())
    _check_certificate(signer.certificate, moment)
    if form.signatures:
        _refuse_changed(verify_bytes(data))
    name = signer_name or form.named_signer(field) or signer.certificate.name
    look = Appearance(
        signer_name=name,
        signed_at=moment.astimezone(),
        certificate=f"数字证书 {signer.certificate.serial[-12:].upper()}",
        ink=ink,
        seal=seal,
        trial=signer.certificate.trial,
    )
    signed = _signed(form, field, signer, look, moment)
    _check_result(signed, data, field)
    _replace(path, data, signed)
    return _record(form, field, signer.certificate, name, moment, signed)


def added_signatures(before: bytes, after: bytes) -> list[SignatureRecord]:
    """Return the signatures that ``after`` has beyond ``before``, with which it begins.

    Raises:
        InputError: ``form-file-broken``.
        RefusedError: ``sign-earlier-changed``: something else was changed as well.
    """
    _refuse_changed(verify_bytes(after))
    known, form = len(FormFile(before).signatures), FormFile(after)
    return [
        _record(
            form,
            str(signature.field_name),
            (facts := certificate_facts(signature.signer_cert)),
            facts.name,
            signature.self_reported_timestamp or datetime.now(UTC),
            after,
        )
        for signature in form.signatures[known:]
    ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("form-file-unreadable", file=path.name) from error


def _may_sign(form: FormFile, field: str, on_paper: tuple[str, ...]) -> None:
    if form.description.get("draft"):
        raise RefusedError("form-is-draft")
    if field not in form.fields:
        raise InputError("sign-field-unknown", field=field, known=", ".join(form.fields))
    if field in form.signed:
        raise RefusedError("sign-field-signed", field=field)
    order = form.expected or form.fields
    done = {*form.signed, *on_paper}
    following = next((name for name in order if name not in done), field)
    if field != following:
        raise RefusedError("sign-out-of-order", field=field, following=following)


def _check_certificate(facts: CertificateFacts, moment: datetime) -> None:
    if not facts.not_before <= moment <= facts.not_after:
        raise RefusedError(
            "certificate-not-valid-now",
            since=facts.not_before.date().isoformat(),
            until=facts.not_after.date().isoformat(),
        )
    if not facts.may_sign:
        raise RefusedError("certificate-may-not-sign")


def _refuse_changed(report: VerificationReport) -> None:
    if report.state in {FormState.CHANGED, FormState.BROKEN}:
        raise RefusedError("sign-earlier-changed")


def _signed(
    form: FormFile, field: str, signer: Signer, look: Appearance, moment: datetime
) -> bytes:
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

    from desktop.documents.revision_writer import RevisionWriter
    from desktop.documents.stamp import DrawnStyle

    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        name=look.signer_name,
        certify=not form.signed,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=_pades(),
    )
    # The width and height stand in the field; pyHanko hands them to the stamp.
    style = DrawnStyle(draw=lambda width, height: signed_appearance(width, height, look))
    writer = RevisionWriter(io.BytesIO(form.data))
    output = io.BytesIO()
    worker = PdfSigner(metadata, signer=signer.backend, stamp_style=style)
    _at_moment(worker, moment)
    try:
        worker.sign_pdf(
            writer, existing_fields_only=True, bytes_reserved=BYTES_RESERVED, output=output
        )
    except (InputError, MachineError):
        raise
    except Exception as error:
        if type(error).__module__.startswith("pkcs11"):
            raise MachineError("token-missing") from error
        raise MachineError("sign-result-wrong") from error
    return output.getvalue()


def _pades() -> Any:
    from pyhanko.sign.fields import SigSeedSubFilter

    return SigSeedSubFilter.PADES


def _at_moment(worker: Any, moment: datetime) -> None:
    begin = worker.init_signing_session

    def begin_at(*args: Any, **kwargs: Any) -> Any:
        session = begin(*args, **kwargs)
        session.system_time = moment
        return session

    worker.init_signing_session = begin_at


def _check_result(signed: bytes, before: bytes, field: str) -> None:
    # The earlier signatures were verified a moment ago and their bytes stand unchanged in front.
    if not signed.startswith(before) or not signature_holds(signed, field):
        raise MachineError("sign-result-wrong")


def _replace(path: Path, before: bytes, after: bytes) -> None:
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".signing")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != after or path.read_bytes() != before:
            raise MachineError("form-file-busy", file=path.name)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise MachineError("form-file-busy", file=path.name) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename is durable with the next flush of the volume.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _record(
    form: FormFile,
    field: str,
    facts: CertificateFacts,
    name: str,
    moment: datetime,
    signed: bytes,
) -> SignatureRecord:
    done = {*form.signed, field}
    return SignatureRecord(
        document_no=form.document_no,
        field=field,
        signer=name,
        certificate_name=facts.name,
        organisation=facts.organisation,
        serial=facts.serial,
        claimed_time=moment,
        previous_sha256=hashlib.sha256(form.data).hexdigest(),
        sha256=hashlib.sha256(signed).hexdigest(),
        remaining=tuple(each for each in form.expected if each not in done),
        trial=facts.trial,
    )
