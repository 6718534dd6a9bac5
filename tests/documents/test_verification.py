"""Whom to believe: roots, expiry, revocation; with no network and no ledger."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID

from desktop.documents.renderer import render_form
from desktop.documents.signers import load_pkcs12
from desktop.documents.signing import sign_form
from desktop.documents.verification import Trust, verify_bytes, verify_form
from desktop.domain.handover import FormState
from desktop.kernel.errors import HubiaoError, InputError
from tests.documents.conftest import NOW, content

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.demo_authority import DemoAuthority
    from desktop.documents.signers import Signer

DAY = timedelta(days=1)


def codes(data: bytes, trust: Trust) -> tuple[FormState, set[str]]:
    report = verify_bytes(data, trust)
    return report.state, {finding.code for finding in report.findings}


def test_without_a_root_nobody_is_trusted(signed_revisions: list[bytes]) -> None:
    state, found = codes(signed_revisions[3], Trust(moment=NOW + DAY))
    assert state is FormState.UNTRUSTED
    assert "certificate-untrusted" in found


def test_another_authority_is_not_the_one(signed_revisions: list[bytes], office: Office) -> None:
    state, _ = codes(signed_revisions[3], Trust((office.root_pem,), moment=NOW + DAY))
    assert state is FormState.UNTRUSTED


def test_a_certificate_that_expired_since_is_judged_when_it_was_recorded(
    signed_revisions: list[bytes], authority: DemoAuthority
) -> None:
    later = NOW + 5 * 365 * DAY
    state, found = codes(signed_revisions[3], Trust((authority.root,), moment=later))
    assert (state, "certificate-expired-since" in found) == (FormState.VALID, True)
    recorded = Trust((authority.root,), moment=later, recorded_at=NOW + DAY)
    state, found = codes(signed_revisions[3], recorded)
    assert (state, "certificate-expired-since" in found) == (FormState.VALID, False)


def test_a_clock_set_back_is_told(signed_revisions: list[bytes], authority: DemoAuthority) -> None:
    before = Trust((authority.root,), moment=NOW - 100 * DAY)
    state, found = codes(signed_revisions[3], before)
    assert state is FormState.UNTRUSTED
    assert "certificate-not-yet-valid" in found


class Office:
    """A real-looking authority that can revoke."""

    def __init__(self, folder: Path) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "江城市认证中心")])
        self._root = self._certificate(self._name, self._key.public_key(), ca=True)
        self.root_pem = self._root.public_bytes(Encoding.PEM)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "清江街道办事处")])
        self._leaf = self._certificate(subject, key.public_key(), ca=False)
        path = folder / "office.p12"
        secret = pkcs12.serialize_key_and_certificates(
            b"office", key, self._leaf, None, _encrypted()
        )
        path.write_bytes(secret)
        self.signer: Signer = load_pkcs12(path, "pin")

    def crl(self, *, revoked: bool, at: datetime = NOW) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._name)
            .last_update(at - DAY)
            .next_update(at + 30 * DAY)
        )
        if revoked:
            entry = x509.RevokedCertificateBuilder(
                serial_number=self._leaf.serial_number, revocation_date=at - DAY
            )
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def _certificate(self, subject: x509.Name, key: Any, *, ca: bool) -> x509.Certificate:
        usage = x509.KeyUsage(
            digital_signature=not ca,
            content_commitment=not ca,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=ca,
            crl_sign=ca,
            encipher_only=False,
            decipher_only=False,
        )
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - 10 * DAY)
            .not_valid_after(NOW + 365 * DAY)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .sign(self._key, hashes.SHA256())
        )


def _encrypted() -> Any:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption

    return BestAvailableEncryption(b"pin")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def other_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make an authority of the same name with another key."""
    return Office(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module")
def by_office(office: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("signed") / "form.pdf"
    path.write_bytes(render_form(content()).data)
    sign_form(path, "street_office", office.signer, now=NOW)
    return path.read_bytes()


def test_a_revoked_certificate_is_rejected(by_office: bytes, office: Office) -> None:
    roots = (office.root_pem,)
    revoked = Trust(roots, (office.crl(revoked=True),), moment=NOW)
    state, found = codes(by_office, revoked)
    assert state is FormState.UNTRUSTED
    assert "certificate-revoked" in found
    clean = Trust(roots, (office.crl(revoked=False),), moment=NOW)
    state, found = codes(by_office, clean)
    assert (state, found) == (FormState.INCOMPLETE, set())


def test_without_a_list_of_the_issuer_revocation_is_unknown(
    by_office: bytes, office: Office, other_office: Office
) -> None:
    for lists in ((), (other_office.crl(revoked=True),)):
        state, found = codes(by_office, Trust((office.root_pem,), lists, moment=NOW))
        assert (state, found) == (FormState.INCOMPLETE, {"revocation-unknown"})


def test_a_list_that_is_too_old_says_so_but_still_revokes(by_office: bytes, office: Office) -> None:
    long_ago = NOW - 300 * DAY
    stale = Trust((office.root_pem,), (office.crl(revoked=False, at=long_ago),), moment=NOW)
    assert codes(by_office, stale) == (FormState.INCOMPLETE, {"revocation-stale"})
    named = Trust((office.root_pem,), (office.crl(revoked=True, at=long_ago),), moment=NOW)
    assert codes(by_office, named) == (FormState.UNTRUSTED, {"certificate-revoked"})
    fresh = Trust((office.root_pem,), (*stale.crls, office.crl(revoked=False)), moment=NOW)
    assert codes(by_office, fresh) == (FormState.INCOMPLETE, set())


def test_only_demo_signatures_are_marked_as_trial(
    by_office: bytes, signed_revisions: list[bytes]
) -> None:
    assert not verify_bytes(by_office).signatures[0].trial
    assert verify_bytes(signed_revisions[1]).signatures[0].trial


def test_the_ledger_may_expect_more_signers_than_the_file_says(
    signed_revisions: list[bytes], authority: DemoAuthority
) -> None:
    trust = Trust((authority.root,), moment=NOW)
    expected = ("street_office", "contractor", "witness", "water_company")
    report = verify_bytes(signed_revisions[3], trust, expected=expected)
    assert report.state is FormState.INCOMPLETE
    assert report.expected == expected


def test_a_missing_file_and_a_bad_root_are_told(
    tmp_path: Path, signed_revisions: list[bytes]
) -> None:
    def code(action: Callable[[], object]) -> str:
        with pytest.raises(HubiaoError) as caught:
            action()
        return caught.value.code

    assert code(lambda: verify_form(tmp_path / "none.pdf")) == "form-file-unreadable"
    assert code(lambda: verify_bytes(signed_revisions[1], [b"no root"])) == "trust-unusable"
    with pytest.raises(InputError):
        verify_bytes(signed_revisions[1], [tmp_path / "none.pem"])


def test_no_name_reaches_the_log(
    signed_revisions: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    verify_bytes(signed_revisions[3])
    assert "陈" not in caplog.text


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    from desktop.kernel.messages import catalogue

    root = Path(__file__).parents[2] / "desktop" / "documents"
    source = "".join(path.read_text(encoding="utf-8") for path in root.glob("*.py"))
    found = set(re.findall(r'Finding\(\s*"([a-z-]+)"', source))
    assert len(found) > 15
    for language in ("zh_CN", "en"):
        assert found <= catalogue(language).keys()
