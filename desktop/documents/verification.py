"""May I rely on this file: one of six answers, with findings, without network or ledger.

Two independent looks: pyHanko checks the cryptography of each signature, :mod:`audit` the structure
of the file. Neither alone is believed (``signing.md``, verification).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.documents.audit import audit
from desktop.documents.damaged import damaged
from desktop.documents.form_file import FormFile
from desktop.documents.judging import check, trusted_by
from desktop.documents.signature_bytes import nothing_exchanged
from desktop.documents.signers import certificate_facts
from desktop.documents.trust import Trust
from desktop.documents.trust_material import read_certificates, read_revocation_lists
from desktop.domain.handover import Finding, FormState, SignatureReport, VerificationReport
from desktop.kernel.errors import InputError

__all__ = ["Trust", "signature_holds", "verify_bytes", "verify_form"]

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asn1crypto import x509


def verify_form(
    path: Path,
    trust: Trust | Sequence[Path | bytes] = (),
    *,
    expected: Sequence[str] | None = None,
    expected_sha256: str | None = None,
) -> VerificationReport:
    """Return what can be said of the file at ``path``.

    Args:
        path: a PDF.
        trust: whom to believe; a sequence names the root certificates.
        expected: fields that must be signed, as a ledger knows them; None takes the form's word.
        expected_sha256: latest hash that a ledger knows: tells a rollback to an earlier revision.

    Raises:
        InputError: ``form-file-unreadable``, there is no such file; ``trust-unusable``, a root or
            revocation list cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("form-file-unreadable", file=path.name) from error
    return verify_bytes(data, trust, expected=expected, expected_sha256=expected_sha256)


def verify_bytes(
    data: bytes,
    trust: Trust | Sequence[Path | bytes] = (),
    *,
    expected: Sequence[str] | None = None,
    expected_sha256: str | None = None,
) -> VerificationReport:
    """Return what can be said of ``data``; as :func:`verify_form`."""
    believed = trust if isinstance(trust, Trust) else Trust(tuple(trust))
    roots, crls = read_certificates(believed.roots), read_revocation_lists(believed.crls)
    digest = hashlib.sha256(data).hexdigest()
    try:
        form = FormFile(data)
    except InputError:
        return VerificationReport(
            "", FormState.BROKEN, tuple(expected or ()), (), (Finding("file-broken"),), digest
        )
    must_sign = tuple(expected) if expected is not None else form.expected
    structure = _structure(form)
    findings = _about(form, must_sign, expected_sha256, digest)
    judged = [_judge(signature, believed, roots, crls) for signature in form.signatures]
    reports = tuple(report for report, _ in judged)
    findings += structure + [finding for _, found in judged for finding in found]
    if any(report.state is FormState.CHANGED for report in reports) and form.signatures:
        findings += damaged(form)
    if any(report.trial for report in reports):
        findings.append(Finding("trial-signature"))
    state = _overall(reports, must_sign, form, findings, changed=bool(structure))
    return VerificationReport(form.document_no, state, must_sign, reports, tuple(findings), digest)


def signature_holds(data: bytes, field: str) -> bool:
    """Return whether ``field`` is signed, intact and the last thing in a sound structure.

    Says nothing of trust, nor of earlier signatures: for the moment between signing and writing.
    """
    try:
        form = FormFile(data)
    except InputError:
        return False
    if form.signed[-1:] != (field,) or _structure(form):
        return False
    status = check(form.signatures[-1], datetime.now(UTC), [])
    return bool(status.intact and status.valid)


def _structure(form: FormFile) -> list[Finding]:
    try:
        return _attached(form) + audit(form)
    except Exception:  # noqa: BLE001 - a structure that cannot even be walked is no whole file
        return [Finding("file-broken")]


def _attached(form: FormFile) -> list[Finding]:
    listed = form.description.get("attached")
    promised = [form.description.get("meters_csv"), *(listed if isinstance(listed, list) else ())]
    for one in promised:
        said = one if isinstance(one, dict) else {}
        data = form.attachment(str(said.get("name") or "meters.csv"))
        if data is not None and hashlib.sha256(data).hexdigest() != said.get("sha256"):
            return [Finding("attachment-differs")]
    return []


def _about(
    form: FormFile, must_sign: tuple[str, ...], expected_sha256: str | None, digest: str
) -> list[Finding]:
    findings = []
    if not form.ours:
        findings.append(Finding("not-a-hubiao-form"))
    elif form.description.get("draft"):
        findings.append(Finding("form-is-draft"))
    if expected_sha256 not in {None, digest} and not _continues(form, expected_sha256):
        findings.append(Finding("not-the-recorded-file"))
    order = [field for field in must_sign if field in form.signed]
    if order != [field for field in form.signed if field in must_sign]:
        findings.append(Finding("signed-out-of-order"))
    return findings


def _continues(form: FormFile, recorded: str | None) -> bool:
    # A file that came back with one more signature begins with the one that was recorded.
    xrefs = form.reader.xrefs
    for revision in range(xrefs.total_revisions - 1):
        end = form.data.find(b"%%EOF", xrefs.get_startxref_for_revision(revision)) + len("%%EOF")
        for line_end in (b"", b"\n", b"\r\n"):
            if form.data[end : end + len(line_end)] == line_end:
                prefix = form.data[: end + len(line_end)]
                if hashlib.sha256(prefix).hexdigest() == recorded:
                    return True
    return False


def _overall(
    reports: tuple[SignatureReport, ...],
    must_sign: tuple[str, ...],
    form: FormFile,
    findings: list[Finding],
    *,
    changed: bool,
) -> FormState:
    states = {report.state for report in reports}
    signed = set(form.signed)
    changed = changed or any(finding.code == "not-the-recorded-file" for finding in findings)
    if FormState.BROKEN in states:
        return FormState.BROKEN
    if changed or FormState.CHANGED in states:
        return FormState.CHANGED
    if not reports:
        return FormState.UNSIGNED
    if FormState.UNTRUSTED in states:
        return FormState.UNTRUSTED
    complete = bool(must_sign) and set(must_sign) <= signed
    # A form that names nobody is complete when all the fields it has are signed.
    complete = complete or (not must_sign and set(form.fields) <= signed)
    return FormState.VALID if complete else FormState.INCOMPLETE


def _judge(
    signature: Any,
    trust: Trust,
    roots: list[x509.Certificate],
    crls: list[bytes],
) -> tuple[SignatureReport, list[Finding]]:
    revision = signature.signed_revision + 1
    try:
        facts = certificate_facts(signature.signer_cert)
        status = check(signature, trust.moment or datetime.now(UTC), roots)
    except Exception:  # noqa: BLE001 - whatever a hostile signature breaks, the answer is broken
        return _broken(signature, revision), [Finding("signature-broken", revision)]
    claimed = signature.self_reported_timestamp
    findings: list[Finding] = []
    if not status.intact:
        state = FormState.CHANGED
        findings.append(Finding("content-changed", revision))
    elif not status.valid or not nothing_exchanged(signature, roots, trusted=status.trusted):
        state = FormState.BROKEN
        findings.append(Finding("signature-broken", revision))
    else:
        trusted, why = trusted_by(signature, trust, roots, crls, status)
        state = FormState.VALID if trusted else FormState.UNTRUSTED
        findings += [Finding(code, revision) for code in why]
    return (
        SignatureReport(
            field=str(signature.field_name),
            signer=facts.name,
            organisation=facts.organisation,
            claimed_time=claimed,
            state=state,
            trusted=state is FormState.VALID,
            serial=facts.serial,
            revision=revision,
            trial=facts.trial,
        ),
        findings,
    )


def _broken(signature: Any, revision: int) -> SignatureReport:
    return SignatureReport(
        str(signature.field_name), "", "", None, FormState.BROKEN, trusted=False, revision=revision
    )
