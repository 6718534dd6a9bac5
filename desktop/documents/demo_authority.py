"""A trial authority with a certificate for each party: to try signing, never to rely on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.documents.signers import TRIAL_ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DEMO_PIN = "demo"
CA_FILE = "demo-ca.pem"
_VALID = timedelta(days=3 * 365)
_KEY_BITS = 2048


@dataclass(frozen=True, slots=True)
class DemoAuthority:
    """What was made.

    Attributes:
        root: certificate of the authority, PEM; trusted only where a person says so.
        keys: field → PKCS#12 file.
    """

    root: Path
    keys: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Whom a demo certificate names."""

    name: str
    organisation: str


def make_demo_authority(
    folder: Path,
    people: Mapping[str, DemoPerson],
    *,
    now: datetime | None = None,
    pin: str = DEMO_PIN,
) -> DemoAuthority:
    """Make a trial authority and one PKCS#12 file per field in ``folder``.

    The authority's own key is thrown away: nobody can issue another certificate with it.
    """
    from cryptography.hazmat.primitives.serialization import Encoding

    folder.mkdir(parents=True, exist_ok=True)
    moment = now or datetime.now(UTC)
    key = _new_key()
    root = _root_certificate(key, moment)
    root_path = folder / CA_FILE
    root_path.write_bytes(root.public_bytes(Encoding.PEM))
    paths = {}
    for field, person in people.items():
        paths[field] = folder / f"{field}.p12"
        paths[field].write_bytes(_party_p12(key, root, person, moment, pin))
    return DemoAuthority(root_path, paths)


def _new_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)


def _name(common: str, organisation: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _root_certificate(key: Any, moment: datetime) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    name = _name("户表试用根证书", TRIAL_ORGANISATION)
    return (
        _builder(name, name, key.public_key(), moment)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _builder(subject: Any, issuer: Any, public_key: Any, moment: datetime) -> Any:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + _VALID)
    )


def _usage(*, signs_certificates: bool) -> Any:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _party_p12(
    authority_key: Any,
    root: Any,
    person: DemoPerson,
    moment: datetime,
    pin: str,
) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    key = _new_key()
    subject = _name(person.name, person.organisation)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        _builder(subject, root.subject, key.public_key(), moment)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"hubiao-demo", key, certificate, [root], BestAvailableEncryption(pin.encode("utf-8"))
    )
