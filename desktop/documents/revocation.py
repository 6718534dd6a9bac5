"""What revocation lists say of a certificate and of those who issued it (RFC 5280 section 6.3)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from asn1crypto import x509


def revocation(path: Sequence[x509.Certificate], crls: Sequence[bytes], moment: datetime) -> str:
    """Return ``certificate-revoked``, ``revocation-unknown``, ``revocation-stale`` or nothing.

    A list counts when the certificate's own issuer signed it. An old list that names a certificate
    still revokes it; an old list that does not name it proves nothing any more.

    Args:
        path: from the trusted authority down to the signer.
        crls: lists at hand, DER; those of other authorities are passed over.
        moment: when to judge.
    """
    answers = [_of_one(one, issuer, crls, moment) for issuer, one in pairwise(path)]
    for worst in ("certificate-revoked", "revocation-unknown", "revocation-stale"):
        if worst in answers:
            return worst
    return ""


def _of_one(
    one: x509.Certificate, issuer: x509.Certificate, crls: Sequence[bytes], moment: datetime
) -> str:
    lists = [each for each in map(_loaded, crls) if _signed_by(each, issuer)]
    if any(each.get_revoked_certificate_by_serial_number(one.serial_number) for each in lists):
        return "certificate-revoked"
    if not lists:
        return "revocation-unknown"
    fresh = any(
        each.next_update_utc is not None and moment <= each.next_update_utc for each in lists
    )
    return "" if fresh else "revocation-stale"


def _loaded(der: bytes) -> Any:
    from cryptography.x509 import load_der_x509_crl

    return load_der_x509_crl(der)


def _signed_by(revoked: Any, issuer: x509.Certificate) -> bool:
    from cryptography.x509 import load_der_x509_certificate

    authority: Any = load_der_x509_certificate(issuer.dump())
    try:
        same = revoked.issuer == authority.subject
        return bool(same and revoked.is_signature_valid(authority.public_key()))
    except Exception:  # noqa: BLE001 - a list in an unknown algorithm proves nothing
        return False
