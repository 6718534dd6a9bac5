"""Whether every byte of a signature's container has its one meaning.

The last signature of a file is covered by nothing: certificates of authorities, version numbers and
unsigned attributes inside it could be exchanged while the cryptographic check still holds (RFC 5652
section 5; ``signing.md``, byte flips in the signature).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto import x509

_UNSIGNED = frozenset({"signature_time_stamp_token"})


def nothing_exchanged(signature: Any, roots: Sequence[x509.Certificate], *, trusted: bool) -> bool:
    """Return whether the container holds what its signer put there.

    Args:
        signature: of the file, as pyHanko reads it.
        roots: authorities that are believed.
        trusted: whether the signer's certificate leads to one of them. Where it does not, an
            authority's certificate whose own issuer is unknown cannot be checked and is let be.
    """
    try:
        return _container_holds(signature) and _certificates_hold(signature, roots, trusted=trusted)
    except Exception:  # noqa: BLE001 - what cannot even be walked is not what a signer wrote
        return False


def _container_holds(signature: Any) -> bool:
    container, signer = signature.signed_data, signature.signer_info
    named = "v1" if signer["sid"].name == "issuer_and_serial_number" else "v3"
    kinds = {attribute["type"].native for attribute in signer["unsigned_attrs"]}
    digests = container["digest_algorithms"]
    return bool(
        signer["version"].native == container["version"].native == named
        and len(digests) == 1
        and digests[0].dump() == signer["digest_algorithm"].dump()
        and kinds <= _UNSIGNED
    )


def _certificates_hold(signature: Any, roots: Sequence[x509.Certificate], *, trusted: bool) -> bool:
    held = [choice.chosen for choice in signature.signed_data["certificates"]]
    known = [*held, *roots]
    own = signature.signer_cert.dump()
    for one in held:
        if one.dump() == own:
            continue  # its hash stands among the signed attributes
        above = [issuer for issuer in known if issuer.subject == one.issuer]
        if not above and trusted:
            return False
        if above and not any(_issued(one, issuer) for issuer in above):
            return False
    return True


def _issued(one: x509.Certificate, issuer: x509.Certificate) -> bool:
    from cryptography.x509 import load_der_x509_certificate

    try:
        load_der_x509_certificate(one.dump()).verify_directly_issued_by(
            load_der_x509_certificate(issuer.dump())
        )
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it was not issued like that
        return False
    return True
