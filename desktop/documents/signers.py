"""Where a signature comes from: a certificate file or a USB token.

Neither the private key nor its PIN is ever stored. pyHanko knows no SM2; a :class:`Signer` whose
``backend`` is another implementation of pyHanko's signing interface is the place for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from desktop.kernel.errors import HubiaoError, InputError, MachineError, RefusedError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from asn1crypto import x509

TRIAL_ORGANISATION = "户表试用签发机构"
"""Issuer of demo certificates; a signature by one is marked as trial."""


class Signer(Protocol):
    """Something that can sign."""

    @property
    def certificate(self) -> CertificateFacts:
        """Return what the certificate says."""

    @property
    def backend(self) -> Any:
        """Return the pyHanko signer."""

    def close(self) -> None:
        """Log out of a token; the signer signs no more."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a person and the journal need of a certificate.

    Attributes:
        name: common name.
        organisation: organisation, empty if it names none.
        serial: serial number, hexadecimal.
        not_before: valid from, aware.
        not_after: valid until, aware.
        may_sign: key usage allows signatures (digitalSignature or contentCommitment).
        trial: issued by a demo authority.
        sha256: fingerprint, hexadecimal.
    """

    name: str
    organisation: str
    serial: str
    not_before: datetime
    not_after: datetime
    may_sign: bool
    trial: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class CertificateSigner:
    """A loaded certificate with its key."""

    certificate: CertificateFacts
    backend: Any
    session: Any = None

    def close(self) -> None:
        """Log out of a token; a certificate file needs nothing."""
        if self.session is not None:
            self.session.close()


def certificate_facts(certificate: x509.Certificate) -> CertificateFacts:
    """Return the facts of a certificate."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    usage = certificate.key_usage_value
    allowed = usage is None or bool({"digital_signature", "non_repudiation"} & usage.native)
    return CertificateFacts(
        name=_text(subject, "common_name"),
        organisation=_text(subject, "organization_name"),
        serial=f"{certificate.serial_number:x}",
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        may_sign=allowed,
        trial=_text(issuer, "organization_name") == TRIAL_ORGANISATION,
        sha256=hashlib.sha256(certificate.dump()).hexdigest(),
    )


def _text(name: dict[str, Any], key: str) -> str:
    value = name.get(key, "")
    return value if isinstance(value, str) else "、".join(map(str, value))


def load_pkcs12(path: Path, pin: str) -> Signer:
    """Load a certificate file (``.p12`` or ``.pfx``).

    Raises:
        InputError: ``certificate-unusable``, the file is no PKCS#12 or holds no key and
            certificate.
        RefusedError: ``certificate-wrong-pin``.
    """
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("certificate-unusable", file=path.name) from error
    if not _is_pkcs12(data):
        raise InputError("certificate-unusable", file=path.name)
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, pin.encode("utf-8"))
    except ValueError as error:
        raise RefusedError("certificate-wrong-pin") from error
    if key is None or certificate is None:
        raise InputError("certificate-unusable", file=path.name)
    return _software_signer(key, certificate, others)


def _is_pkcs12(data: bytes) -> bool:
    from asn1crypto import pkcs12

    try:
        return bool(pkcs12.Pfx.load(data, strict=True)["version"].native == "v3")
    except (ValueError, TypeError):
        return False


def _software_signer(key: Any, certificate: Any, others: Any) -> CertificateSigner:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from desktop.documents.cached_key import CachedKeySigner

    def parsed(thing: Any) -> x509.Certificate:
        return x509.Certificate.load(thing.public_bytes(Encoding.DER))

    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([parsed(other) for other in others])
    own = parsed(certificate)
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    backend = CachedKeySigner(own, keys.PrivateKeyInfo.load(raw), store)
    backend.remember(key)
    return CertificateSigner(certificate_facts(own), backend)


def load_pkcs11(library: Path, token: str, pin: str, *, label: str | None = None) -> Signer:
    """Open a USB token through its PKCS#11 library; ``label`` chooses among its certificates.

    Raises:
        MachineError: ``token-driver-missing``, ``token-missing``.
        RefusedError: ``certificate-wrong-pin``, ``token-locked``, ``token-busy``: a token knows one
            login per program, so close the signer that has it.
        InputError: ``token-no-certificate``.
    """
    try:
        session = _login(library, token, pin)
    except ImportError as error:
        raise MachineError("token-driver-missing") from error
    try:
        return _token_signer(session, label)
    except HubiaoError:
        session.close()
        raise
    except Exception as error:
        session.close()
        raise MachineError("token-missing") from error


def _login(library: Path, token: str, pin: str) -> Any:
    import pkcs11
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import open_pkcs11_session

    if not library.is_file():
        raise MachineError("token-driver-missing")
    try:
        return open_pkcs11_session(
            str(library), token_criteria=TokenCriteria(label=token), user_pin=pin
        )
    except (pkcs11.exceptions.PinIncorrect, pkcs11.exceptions.PinLenRange) as error:
        raise RefusedError("certificate-wrong-pin") from error
    except pkcs11.exceptions.UserAlreadyLoggedIn as error:
        raise RefusedError("token-busy") from error
    except pkcs11.exceptions.PinLocked as error:
        raise RefusedError("token-locked") from error
    except Exception as error:
        raise MachineError("token-missing") from error


def _token_signer(session: Any, label: str | None) -> CertificateSigner:
    from pyhanko.sign.pkcs11 import PKCS11Signer

    chosen = label or _only_certificate(session)
    backend = PKCS11Signer(session, cert_label=chosen, embed_roots=False)
    certificate = backend.signing_cert
    if certificate is None:
        raise InputError("token-no-certificate")
    return CertificateSigner(certificate_facts(certificate), backend, session)


def _only_certificate(session: Any) -> str:
    from pkcs11 import Attribute, ObjectClass

    keys = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    labels = [key[Attribute.LABEL] for key in keys]
    if not labels:
        raise InputError("token-no-certificate")
    return str(labels[0])
