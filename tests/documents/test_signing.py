"""Signing in order, with the file whole at every moment."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.documents.ink import Ink, read_ink
from desktop.documents.renderer import render_form
from desktop.documents.signers import load_pkcs12
from desktop.documents.signing import sign_form
from desktop.documents.verification import Trust, verify_bytes, verify_form
from desktop.domain.handover import FormState
from desktop.kernel.errors import HubiaoError, InputError, MachineError, RefusedError
from tests.documents.conftest import NOW, content
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.documents.demo_authority import DemoAuthority
    from desktop.documents.signers import Signer

    WriteForm = Callable[[bytes], Path]

SOON = NOW + timedelta(hours=1)


def refused(action: Callable[[], object]) -> HubiaoError:
    with pytest.raises(HubiaoError) as caught:
        action()
    return caught.value


def test_a_form_goes_from_unsigned_through_incomplete_to_valid(
    signed_revisions: list[bytes], authority: DemoAuthority
) -> None:
    trust = Trust((authority.root,), moment=SOON)
    reports = [verify_bytes(data, trust) for data in signed_revisions]
    assert [report.state for report in reports] == [
        FormState.UNSIGNED,
        FormState.INCOMPLETE,
        FormState.INCOMPLETE,
        FormState.VALID,
    ]
    last = reports[-1]
    assert [each.field for each in last.signatures] == list(last.expected)
    assert {each.signer for each in last.signatures} == {"陈𬭎"}
    assert {each.claimed_time for each in last.signatures} == {NOW}
    assert all(each.trusted and each.trial for each in last.signatures)
    assert {finding.code for finding in last.findings} == {
        "revocation-unknown",
        "trial-signature",
    }


def test_each_signature_only_adds_to_the_file(signed_revisions: list[bytes]) -> None:
    for before, after in itertools.pairwise(signed_revisions):
        assert after.startswith(before)
        assert after.count(b"%%EOF") == before.count(b"%%EOF") + 1


def test_the_record_says_what_the_journal_needs(
    unsigned: bytes, signers: dict[str, Signer], form_file: WriteForm
) -> None:
    import hashlib

    path = form_file(unsigned)
    record = sign_form(path, "street_office", signers["street_office"], now=NOW)
    assert record.previous_sha256 == hashlib.sha256(unsigned).hexdigest()
    assert record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert record.remaining == ("contractor", "water_company")
    assert record.serial == signers["street_office"].certificate.serial
    assert record.document_no == "QJ-2026-000123"


def test_the_name_on_the_form_is_shown_unless_another_is_given(
    signers: dict[str, Signer], form_file: WriteForm
) -> None:
    form = content()
    named = tuple(replace(party, signer="䶮俊") for party in form.parties)
    path = form_file(render_form(replace(form, parties=named)).data)
    first = sign_form(path, "street_office", signers["street_office"], now=NOW)
    second = sign_form(path, "contractor", signers["contractor"], signer_name="欧阳修远", now=NOW)
    assert (first.signer, second.signer) == ("䶮俊", "欧阳修远")
    assert first.certificate_name == "陈𬭎"


def test_out_of_order_twice_and_unknown_fields_are_refused(
    signed_revisions: list[bytes], signers: dict[str, Signer], form_file: WriteForm
) -> None:
    path = form_file(signed_revisions[1])
    signer = signers["contractor"]
    early = refused(lambda: sign_form(path, "water_company", signer, now=NOW))
    assert early.code == "sign-out-of-order"
    assert early.details["following"] == "contractor"
    twice = refused(lambda: sign_form(path, "street_office", signer, now=NOW))
    assert twice.code == "sign-field-signed"
    unknown = refused(lambda: sign_form(path, "design", signer, now=NOW))
    assert unknown.code == "sign-field-unknown"
    assert path.read_bytes() == signed_revisions[1]


def test_a_party_that_signed_on_paper_lets_the_next_one_follow(
    signed_revisions: list[bytes], signers: dict[str, Signer], form_file: WriteForm
) -> None:
    path = form_file(signed_revisions[1])
    sign_form(
        path, "water_company", signers["water_company"], now=NOW, admit=lambda _: ("contractor",)
    )
    assert verify_form(path).signatures[-1].field == "water_company"


def test_a_draft_is_not_signed(signers: dict[str, Signer], form_file: WriteForm) -> None:
    draft = render_form(replace(content(), draft=True, document_no="")).data
    path = form_file(draft)
    error = refused(lambda: sign_form(path, "street_office", signers["street_office"], now=NOW))
    assert error.code == "form-is-draft"


def test_a_file_changed_after_a_signature_is_not_signed_again(
    signed_revisions: list[bytes], signers: dict[str, Signer], form_file: WriteForm
) -> None:
    path = form_file(signed_revisions[1] + b"\n% note\n")
    before = path.read_bytes()
    error = refused(lambda: sign_form(path, "contractor", signers["contractor"], now=NOW))
    assert error.code in {"sign-earlier-changed", "form-file-broken"}
    assert path.read_bytes() == before


@pytest.mark.parametrize("days", [-3, 4 * 365])
def test_a_certificate_outside_its_time_is_refused(
    days: int, unsigned: bytes, signers: dict[str, Signer], form_file: WriteForm
) -> None:
    path = form_file(unsigned)
    moment = NOW + timedelta(days=days)
    error = refused(lambda: sign_form(path, "street_office", signers["street_office"], now=moment))
    assert error.code == "certificate-not-valid-now"


def test_a_wrong_pin_and_a_file_that_is_no_certificate_are_told_apart(
    authority: DemoAuthority, tmp_path: Path
) -> None:
    with pytest.raises(RefusedError) as caught:
        load_pkcs12(authority.keys["contractor"], "wrong")
    assert caught.value.code == "certificate-wrong-pin"
    other = tmp_path / "letter.p12"
    other.write_bytes(b"no certificate")
    with pytest.raises(InputError) as unusable:
        load_pkcs12(other, "demo")
    assert unusable.value.code == "certificate-unusable"


def test_a_failing_write_leaves_the_old_file_and_no_rubbish(
    unsigned: bytes,
    signers: dict[str, Signer],
    form_file: WriteForm,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = form_file(unsigned)

    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.documents.signing.os.fsync", full_disk)
    with pytest.raises(MachineError) as caught:
        sign_form(path, "street_office", signers["street_office"], now=NOW)
    assert caught.value.code == "form-file-busy"
    assert path.read_bytes() == unsigned
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_ink_from_json_and_png_is_read_and_rubbish_refused(tmp_path: Path) -> None:
    strokes = tmp_path / "ink.json"
    strokes.write_text(json.dumps({"strokes": [[[0, 0, 0.5, 0], [10, 5, 0.7, 16]]]}))
    assert read_ink(strokes).strokes[0][1].pressure == 0.7
    assert json.loads(read_ink(strokes).to_json())["strokes"][0][1] == [10.0, 5.0, 0.7, 16]
    for rubbish in ("{}", "[[]]", '{"strokes": [[["a"]]]}', '{"strokes": [[[NaN, 1]]]}', "x"):
        strokes.write_text(rubbish)
        with pytest.raises(InputError):
            read_ink(strokes)


def test_pictures_of_ink_and_seal_are_shown_and_stay_pdf_a(
    unsigned: bytes, signers: dict[str, Signer], form_file: WriteForm
) -> None:
    import io

    from PIL import Image, ImageDraw

    from tests.documents.test_rendering import pdfa_complaints

    seal = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    ImageDraw.Draw(seal).ellipse((4, 4, 116, 116), outline=(200, 0, 0, 255), width=4)
    buffer = io.BytesIO()
    seal.save(buffer, "PNG")
    path = form_file(unsigned)
    sign_form(
        path,
        "street_office",
        signers["street_office"],
        ink=Ink(png=buffer.getvalue()),
        seal=buffer.getvalue(),
        now=NOW,
    )
    assert pdfa_complaints(path.read_bytes()) == []
    broken = refused(
        lambda: sign_form(
            path, "contractor", signers["contractor"], seal=b"\x89PNG\r\n\x1a\n", now=NOW
        )
    )
    assert broken.code == "seal-unusable"


@needs("pdftotext")
def test_the_signed_page_shows_name_date_and_trial_mark(signed_revisions: list[bytes]) -> None:
    program = shutil.which("pdftotext") or "pdftotext"
    shown = subprocess.run(
        [program, "-l", "1", "-", "-"], input=signed_revisions[-1], capture_output=True, check=True
    ).stdout.decode()
    assert shown.count("陈𬭎") == 3
    assert shown.count("试用证书签名，无法律效力") == 3
    day = NOW.astimezone()
    dates = f"{day.year}年{day.month}月{day.day}日"
    assert shown.count(dates) >= 3


@needs("pdfsig")
def test_poppler_reads_every_signature(signed_revisions: list[bytes], form_file: WriteForm) -> None:
    path = form_file(signed_revisions[-1])
    program = shutil.which("pdfsig") or "pdfsig"
    told = subprocess.run(
        [program, "-nocert", str(path)], capture_output=True, check=False
    ).stdout.decode()
    assert told.count("Signature is Valid") == 3
    assert told.count("ETSI.CAdES.detached") == 3
    assert told.count("Total document signed") == 1


def test_a_program_killed_between_signing_and_renaming_leaves_the_old_file(
    unsigned: bytes, authority: DemoAuthority, form_file: WriteForm
) -> None:
    path = form_file(unsigned)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from desktop.documents import signing\n"
        "from desktop.documents.signers import load_pkcs12\n"
        "Path.replace = lambda self, target: os.kill(os.getpid(), 9)\n"
        "signer = load_pkcs12(Path(sys.argv[2]), 'demo')\n"
        "signing.sign_form(Path(sys.argv[1]), 'street_office', signer,"
        " now=signer.certificate.not_before)\n"
    )
    key = authority.keys["street_office"]
    done = subprocess.run([sys.executable, "-c", script, str(path), str(key)], check=False)
    assert done.returncode == -9
    assert path.read_bytes() == unsigned
