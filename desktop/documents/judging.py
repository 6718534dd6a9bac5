"""Whether one signature can be trusted: cryptography, time and revocation of its certificate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.documents.revocation import revocation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto import x509

    from desktop.documents.trust import Trust


def check(signature: Any, moment: datetime, roots: Sequence[x509.Certificate]) -> Any:
    """Return what pyHanko finds of a signature at ``moment``, revocation and differences aside."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=moment
    )
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    return validate_pdf_signature(signature, context, key_usage_settings=usage, skip_diff=True)


def trusted_by(
    signature: Any,
    trust: Trust,
    roots: Sequence[x509.Certificate],
    crls: Sequence[bytes],
    status: Any,
) -> tuple[bool, list[str]]:
    """Return whether the signer is trusted, with the codes of what is to be said of it.

    Args:
        signature: of the file.
        trust: at which time to judge.
        roots: authorities that are believed.
        crls: revocation lists, DER.
        status: what :func:`check` found.

    Finding codes: ``certificate-not-yet-valid``, ``certificate-expired``,
    ``certificate-expired-since``, ``certificate-untrusted``, ``certificate-revoked``,
    ``revocation-unknown``, ``revocation-stale``.
    """
    findings: list[str] = []
    moment = trust.moment or datetime.now(UTC)
    certificate = signature.signer_cert
    if moment < certificate.not_valid_before:
        return False, ["certificate-not-yet-valid"]
    if moment > certificate.not_valid_after:
        since = trust.recorded_at or signature.self_reported_timestamp
        if since is None or not (
            certificate.not_valid_before <= since <= certificate.not_valid_after
        ):
            return False, ["certificate-expired"]
        moment = since
        status = check(signature, moment, roots)
        if trust.recorded_at is None:
            findings.append("certificate-expired-since")
    if not status.trusted:
        return False, [*findings, "certificate-untrusted"]
    found = revocation(_path(signature, status), crls, moment)
    findings += [found] if found else []
    return found != "certificate-revoked", findings


def _path(signature: Any, status: Any) -> list[x509.Certificate]:
    """Return the certificates from the authority down to the signer, the authority first."""
    path = status.validation_path
    if path is None:
        return [signature.signer_cert]
    return list(path.iter_certs(include_root=True))
