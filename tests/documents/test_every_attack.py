"""Every attack of ``signing.md`` that a file shows, with the answer that a person is given.

One table: what was done, which of the six states follows, and what is named. How attacks hide at
other places of the file stands in ``test_attacks``.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from desktop.documents.revision_writer import RevisionWriter
from desktop.documents.verification import Trust, verify_bytes
from desktop.domain.handover import FormState
from tests.documents import test_attacks as made
from tests.documents.conftest import NOW
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.documents.demo_authority import DemoAuthority
    from desktop.domain.handover import VerificationReport

SOON = NOW + timedelta(hours=1)
STATES = {FormState.CHANGED, FormState.BROKEN}


@pytest.fixture(scope="module")
def verify(authority: DemoAuthority) -> Callable[[bytes], VerificationReport]:
    trust = Trust((authority.root,), moment=SOON)
    return lambda data: verify_bytes(data, trust)


def told(report: VerificationReport) -> set[tuple[str, int | None]]:
    return {(finding.code, finding.revision) for finding in report.findings}


def details(report: VerificationReport, code: str) -> str:
    return " ".join(
        " ".join(finding.details.values()) for finding in report.findings if finding.code == code
    )


APPENDED: list[tuple[Callable[[Any], None], str, str]] = [
    (made.change_page, "touched-page", "1"),
    (made.change_attachment, "touched-attachment", "meters.csv"),
    (made.change_ink, "touched-ink", "street_office"),
    (made.move_widget, "touched-field", "street_office"),
    (made.cover_a_number, "touched-note", "1"),
    (made.add_page, "touched-page-count", ""),
    (made.remove_names, "touched-catalog", "Names"),
    (made.touch_catalog, "touched-catalog", "PageLayout"),
]


@pytest.mark.parametrize(
    ("attack", "code", "detail"), APPENDED, ids=[attack.__name__ for attack, *_ in APPENDED]
)
def test_what_was_appended_is_named_with_its_revision(
    attack: Callable[[Any], None],
    code: str,
    detail: str,
    signed_revisions: list[bytes],
    verify: Callable[[bytes], VerificationReport],
) -> None:
    """Revision 4 follows the form itself and two signatures, and nobody signed it."""
    report = verify(made.updated(signed_revisions[2], attack))
    assert report.state is FormState.CHANGED
    assert [each.state for each in report.signatures] == [FormState.VALID] * 2
    assert {("revision-without-signature", 4), (code, 4)} <= told(report)
    assert detail in details(report, code)


@pytest.mark.parametrize(
    ("attack", "code", "detail"), APPENDED, ids=[attack.__name__ for attack, *_ in APPENDED]
)
def test_what_was_changed_between_two_signers_is_named_with_its_revision(
    attack: Callable[[Any], None],
    code: str,
    detail: str,
    signed_revisions: list[bytes],
    signers: dict[str, Any],
    verify: Callable[[bytes], VerificationReport],
) -> None:
    tampered, output = made.updated(signed_revisions[1], attack), io.BytesIO()
    PdfSigner(
        PdfSignatureMetadata(field_name="contractor"), signers["contractor"].backend
    ).sign_pdf(RevisionWriter(io.BytesIO(tampered)), output=output)
    report = verify(output.getvalue())
    assert report.state is FormState.CHANGED
    assert {("revision-without-signature", 3), (code, 3)} <= told(report)
    assert detail in details(report, code)
    assert {revision for each, revision in told(report) if each.startswith("touched")} == {3}


def flipped(data: bytes, place: int) -> bytes:
    forged = bytearray(data)
    forged[place] ^= 1
    return bytes(forged)


def stream_of(part: str, data: bytes) -> bytes:
    """Return the packed bytes of a part as they stand in the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root: Any = pdf.Root
        if part == "page":
            raw: Any = pdf.pages[1].Contents
        elif part == "ink":
            raw = root.AcroForm.Fields[0].AP.N
        else:
            names = list(root.Names.EmbeddedFiles.Names)
            raw = names[names.index(part) + 1].EF.F
        return bytes(raw.read_raw_bytes())


@pytest.mark.parametrize(
    ("part", "code", "detail", "revision"),
    [
        ("page", "touched-page", "2", 1),
        ("meters.csv", "touched-attachment", "meters.csv", 1),
        ("document.json", "touched-attachment", "document.json", 1),
        ("ink", "touched-ink", "street_office", 2),
    ],
)
def test_a_flipped_bit_is_a_change_and_its_place_is_named(
    part: str,
    code: str,
    detail: str,
    revision: int,
    signed_revisions: list[bytes],
    verify: Callable[[bytes], VerificationReport],
) -> None:
    signed = signed_revisions[3]
    packed = stream_of(part, signed)
    report = verify(flipped(signed, signed.index(packed) + len(packed) // 2))
    assert report.state is FormState.CHANGED
    assert [each.field for each in report.signatures] == [
        "street_office",
        "contractor",
        "water_company",
    ]
    assert all(each.state is FormState.CHANGED for each in report.signatures)
    assert (code, revision) in told(report)
    assert detail in details(report, code)


def test_no_flipped_byte_of_the_last_signature_is_let_pass(
    signed_revisions: list[bytes], verify: Callable[[bytes], VerificationReport]
) -> None:
    """Nothing covers the last one: certificates of authorities and versions in it count too."""
    signed = signed_revisions[1]
    start, end = made.last_gap(signed)
    contents = bytes.fromhex(signed[start + 1 : end - 1].decode())
    length = len(contents.rstrip(b"\0"))
    for place in {*range(0, length, 97), 36, 60, 945}:  # digest algorithm, root's begin and end
        forged = signed[: start + 1] + flipped(contents, place).hex().encode() + signed[end - 1 :]
        report = verify(forged)
        assert report.state in STATES, place
        assert {code for code, _ in told(report)} & {
            "file-broken",
            "signature-broken",
            "content-changed",
            "padding-not-clean",
        }


def test_junk_in_the_padding_names_the_signature_that_hides_it(
    signed_revisions: list[bytes], verify: Callable[[bytes], VerificationReport]
) -> None:
    signed = signed_revisions[2]
    _, end = made.last_gap(signed)
    report = verify(signed[: end - 10] + b"41" + signed[end - 8 :])
    assert report.state is FormState.CHANGED
    assert ("padding-not-clean", 3) in told(report)


def test_bytes_behind_the_end_are_a_change(
    signed_revisions: list[bytes], verify: Callable[[bytes], VerificationReport]
) -> None:
    report = verify(signed_revisions[3] + b"\n% 2026")
    assert report.state is FormState.CHANGED
    assert ("bytes-after-signature", None) in told(report)


def test_a_file_cut_short_is_broken_or_changed(
    signed_revisions: list[bytes], verify: Callable[[bytes], VerificationReport]
) -> None:
    signed = signed_revisions[2]
    for left, state, code in (
        (len(signed) - 1, FormState.CHANGED, "byte-range-wrong"),
        (len(signed) - 7, FormState.BROKEN, "file-broken"),
        (len(signed) // 2, FormState.BROKEN, "file-broken"),
    ):
        report = verify(signed[:left])
        assert report.state is state
        assert code in {each for each, _ in told(report)}


def test_a_signature_after_the_final_lock_names_its_revision(
    signed_revisions: list[bytes],
    signers: dict[str, Any],
    verify: Callable[[bytes], VerificationReport],
) -> None:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer, output = IncrementalPdfFileWriter(io.BytesIO(signed_revisions[3])), io.BytesIO()
    append_signature_field(writer, SigFieldSpec("late"))
    PdfSigner(PdfSignatureMetadata(field_name="late"), signers["contractor"].backend).sign_pdf(
        writer, output=output
    )
    report = verify(output.getvalue())
    assert report.state is FormState.CHANGED
    assert "signed-after-final-lock" in {code for code, _ in told(report)}
    assert max(revision or 0 for _, revision in told(report)) >= 5


@needs("qpdf")
@pytest.mark.parametrize("how", [[], ["--object-streams=generate"], ["--linearize"]], ids=str)
def test_qpdf_writes_no_valid_file(
    how: list[str],
    signed_revisions: list[bytes],
    verify: Callable[[bytes], VerificationReport],
    tmp_path: Path,
) -> None:
    given, written = tmp_path / "given.pdf", tmp_path / "written.pdf"
    given.write_bytes(signed_revisions[2])
    subprocess.run(["qpdf", *how, str(given), str(written)], check=True, capture_output=True)
    report = verify(written.read_bytes())
    assert report.state is FormState.CHANGED
    assert ("saved-anew", None) in told(report)


def test_pikepdf_writes_no_valid_file(
    signed_revisions: list[bytes], verify: Callable[[bytes], VerificationReport]
) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed_revisions[3])) as pdf:
        pdf.save(output)
    report = verify(output.getvalue())
    assert report.state is FormState.CHANGED
    assert ("saved-anew", None) in told(report)


def test_the_six_answers_of_honest_files(
    signed_revisions: list[bytes],
    authority: DemoAuthority,
    verify: Callable[[bytes], VerificationReport],
) -> None:
    states = [verify(revision).state for revision in signed_revisions]
    assert states == [
        FormState.UNSIGNED,
        FormState.INCOMPLETE,
        FormState.INCOMPLETE,
        FormState.VALID,
    ]
    assert verify_bytes(signed_revisions[3], Trust(moment=SOON)).state is FormState.UNTRUSTED
    recorded = hashlib.sha256(signed_revisions[3]).hexdigest()
    rolled_back = verify_bytes(
        signed_revisions[2], Trust((authority.root,), moment=SOON), expected_sha256=recorded
    )
    assert rolled_back.state is FormState.CHANGED
