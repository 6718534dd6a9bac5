"""Signing with a USB token: SoftHSM stands in for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.documents.signers import load_pkcs11
from desktop.documents.signing import sign_form
from desktop.documents.verification import Trust, verify_form
from desktop.domain.handover import FormState
from desktop.kernel.errors import HubiaoError
from tests.documents.conftest import NOW
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.demo_authority import DemoAuthority

pytestmark = needs("softhsm2-util")

TOKEN, PIN = "hubiao-test", "123456"
LIBRARIES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/local/lib/softhsm/libsofthsm2.so"),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    # The library reads it once, when the process first opens it.
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    program = shutil.which("softhsm2-util") or "softhsm2-util"
    command = [program, "--init-token", "--free", "--label", TOKEN, "--pin", PIN]
    subprocess.run([*command, "--so-pin", "12345678"], check=True, capture_output=True)
    return next(path for path in LIBRARIES if path.is_file())


@pytest.fixture(scope="module")
def filled(library: Path, authority: DemoAuthority) -> Path:
    """Put the street office's key and certificate on the token."""
    import pkcs11
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    data = authority.keys["street_office"].read_bytes()
    key, certificate, _ = pkcs12.load_key_and_certificates(data, b"demo")
    assert key is not None
    assert certificate is not None
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat

    raw = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    token: Any = pkcs11.lib(str(library)).get_token(token_label=TOKEN)
    with token.open(user_pin=PIN, rw=True) as session:
        attributes: dict[Any, Any] = decode_rsa_private_key(raw)
        attributes |= {
            pkcs11.Attribute.LABEL: "office",
            pkcs11.Attribute.ID: b"1",
            pkcs11.Attribute.TOKEN: True,
        }
        session.create_object(attributes)
        stored: dict[Any, Any] = decode_x509_certificate(certificate.public_bytes(Encoding.DER))
        stored |= {
            pkcs11.Attribute.LABEL: "office",
            pkcs11.Attribute.ID: b"1",
            pkcs11.Attribute.TOKEN: True,
        }
        session.create_object(stored)
    return library


def test_a_token_signs_like_a_certificate_file(
    filled: Path,
    unsigned: bytes,
    authority: DemoAuthority,
    form_file: Callable[[bytes], Path],
) -> None:
    path = form_file(unsigned)
    signer = load_pkcs11(filled, TOKEN, PIN)
    assert signer.certificate.name == "陈𬭎"
    sign_form(path, "street_office", signer, now=NOW)
    report = verify_form(path, Trust((authority.root,), moment=NOW))
    assert report.state is FormState.INCOMPLETE
    assert report.signatures[0].trusted
    assert code(lambda: load_pkcs11(filled, TOKEN, PIN)) == "token-busy"
    signer.close()


def code(action: Callable[[], object]) -> str:
    with pytest.raises(HubiaoError) as caught:
        action()
    return caught.value.code


def test_a_wrong_pin_a_missing_token_and_a_missing_driver_are_told_apart(
    filled: Path, tmp_path: Path
) -> None:
    assert code(lambda: load_pkcs11(filled, TOKEN, "999999")) == "certificate-wrong-pin"
    assert code(lambda: load_pkcs11(filled, "another", PIN)) == "token-missing"
    assert code(lambda: load_pkcs11(tmp_path / "none.so", TOKEN, PIN)) == "token-driver-missing"
