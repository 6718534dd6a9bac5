"""Signing and verifying forms, with or without a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desktop.documents.ink import Ink
    from desktop.documents.signers import Signer
    from desktop.documents.signing import Admit, SignatureRecord
    from desktop.documents.verification import Trust
    from desktop.domain.handover import VerificationReport


def form_types() -> list[dict[str, Any]]:
    """Return every form type as the contract's ``form --list`` prints it."""
    from desktop.documents import registry

    return [
        {
            "type": form.type,
            "title": form.title,
            "per": form.per,
            "fields": list(form.fields),
            "group": form.group,
            "body": str(form.body),
            "letter": form.letter,
            "printed_only": form.printed_only,
        }
        for form in registry.form_types()
    ]


def sign_paper(
    path: Path,
    field: str,
    key: Mapping[str, str | None],
    pin: str,
    *,
    signer: str | None,
    ink: Path | bytes | None,
    seal: Path | None,
    now: datetime,
    admit: Admit | None = None,
) -> SignatureRecord:
    """Sign ``field`` of the form at ``path`` and return what was done.

    Args:
        path: the form; replaced by its signed revision.
        field: name of the signature field.
        key: ``p12`` with a file, or ``pkcs11`` with a driver and ``token`` with its label.
        pin: of the file or token; never stored.
        signer: name to show; None takes the certificate's.
        ink: handwriting: a file of JSON strokes or a PNG, or the strokes themselves.
        seal: PNG of the seal.
        now: the claimed time.
        admit: as :func:`desktop.documents.signing.sign_form` asks it.

    Raises:
        InputError: the form, key, ink or seal cannot be used.
        RefusedError: out of order, signed already, changed since, certificate not valid.
    """
    from desktop.documents.signing import sign_form

    return sign_form(
        path,
        field,
        load_signer(key, pin),
        ink=_ink(ink) if ink else None,
        seal=seal.read_bytes() if seal else None,
        signer_name=signer or "",
        now=now,
        admit=admit,
    )


def _ink(given: Path | bytes) -> Ink:
    from desktop.documents.ink import parse_ink, read_ink

    return parse_ink(given) if isinstance(given, bytes) else read_ink(given)


def signature_document(path: Path, record: SignatureRecord) -> dict[str, Any]:
    """Return a signature as the command line prints it."""
    return {
        "path": str(path),
        "document_no": record.document_no,
        "field": record.field,
        "signer": record.signer,
        "organisation": record.organisation,
        "claimed_time": record.claimed_time.isoformat(),
        "sha256": record.sha256,
        "remaining": list(record.remaining),
        "trial": record.trial,
    }


def verify_papers(paths: Sequence[Path], trust: Sequence[Path]) -> list[dict[str, Any]]:
    """Verify each of ``paths`` believing the authorities in ``trust``."""
    return [verify_one(path, tuple(trust)) for path in paths]


def verify_one(
    path: Path,
    trust: Trust | Sequence[Path | bytes],
    *,
    expected: Sequence[str] | None = None,
    expected_sha256: str | None = None,
) -> dict[str, Any]:
    """Return the contract's answer for one file.

    Raises:
        InputError: there is no such file, or a trusted certificate cannot be read.
    """
    from desktop.documents.verification import verify_form

    report = verify_form(path, trust, expected=expected, expected_sha256=expected_sha256)
    return _report_document(path, report)


def verify_data(name: str, data: bytes, trust: Sequence[Path]) -> dict[str, Any]:
    """Return the contract's answer for the bytes of one file, shown as ``name``."""
    from desktop.documents.verification import verify_bytes

    return _report_document(Path(name), verify_bytes(data, tuple(trust)))


def _report_document(path: Path, report: VerificationReport) -> dict[str, Any]:
    return {
        "path": str(path),
        "document_no": report.document_no,
        "state": str(report.state),
        "expected": list(report.expected),
        "signatures": [
            {
                "field": signature.field,
                "signer": signature.signer,
                "organisation": signature.organisation,
                "claimed_time": signature.claimed_time and signature.claimed_time.isoformat(),
                "state": str(signature.state),
                "trusted": signature.trusted,
            }
            for signature in report.signatures
        ],
        "findings": [
            {**finding.details, "code": finding.code, "message": "", "revision": finding.revision}
            for finding in report.findings
        ],
    }


def load_signer(key: Mapping[str, str | None], pin: str) -> Signer:
    """Return what signs: a certificate file (``p12``) or a token (``pkcs11`` and ``token``).

    Raises:
        InputError: the file, driver, token or PIN cannot be used.
        MachineError: the driver or token is missing.
    """
    from desktop.documents.signers import load_pkcs11, load_pkcs12

    if key.get("p12"):
        return load_pkcs12(Path(str(key["p12"])), pin)
    return load_pkcs11(Path(str(key["pkcs11"])), key.get("token") or "", pin)
