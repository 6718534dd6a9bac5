"""Reads what trust is built on: root certificates and revocation lists from files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto import x509


def read_certificates(sources: Sequence[Path | bytes]) -> list[x509.Certificate]:
    """Read certificates of authorities, PEM (several in one file too) or DER.

    Raises:
        InputError: ``trust-unusable``.
    """
    from asn1crypto import pem, x509

    certificates = []
    for source in sources:
        data = _read(source)
        try:
            if pem.detect(data):
                certificates += [
                    x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True)
                ]
            else:
                certificates.append(x509.Certificate.load(data))
            for certificate in certificates:
                _ = certificate.subject.native
        except (ValueError, TypeError) as error:
            raise InputError("trust-unusable", file=_name(source)) from error
    return certificates


def read_revocation_lists(sources: Sequence[Path | bytes]) -> list[bytes]:
    """Read revocation lists, PEM or DER, and return them as DER.

    Raises:
        InputError: ``trust-unusable``.
    """
    from asn1crypto import crl, pem

    lists = []
    for source in sources:
        data = _read(source)
        try:
            der = pem.unarmor(data)[2] if pem.detect(data) else data
            _ = crl.CertificateList.load(der, strict=True)["tbs_cert_list"].native
        except (ValueError, TypeError) as error:
            raise InputError("trust-unusable", file=_name(source)) from error
        lists.append(der)
    return lists


def _read(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise InputError("trust-unusable", file=source.name) from error


def _name(source: Path | bytes) -> str:
    return source.name if isinstance(source, Path) else "PEM"
