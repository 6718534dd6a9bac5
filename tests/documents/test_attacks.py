"""What somebody may try on a signed form, and that none of it stays unseen.

Every attack here is made on a real signed file; poppler calls most incremental ones valid, and
pyHanko's own difference check let three of them pass (``signing.md``).
"""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic as pyhanko_objects
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from desktop.documents.revision_writer import RevisionWriter
from desktop.documents.verification import Trust, verify_bytes
from desktop.domain.handover import FormState, VerificationReport
from tests.documents.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.demo_authority import DemoAuthority

    Verify = Callable[[bytes], VerificationReport]

generic: Any = pyhanko_objects
SOON = NOW + timedelta(hours=1)
REJECTED = {FormState.CHANGED, FormState.BROKEN}


@pytest.fixture(scope="module")
def verify(authority: DemoAuthority) -> Verify:
    trust = Trust((authority.root,), moment=SOON)
    return lambda data: verify_bytes(data, trust)


@pytest.fixture(params=[1, 2, 3], ids=["after-first", "after-second", "after-last"])
def signed(request: pytest.FixtureRequest, signed_revisions: list[bytes]) -> bytes:
    revision: bytes = signed_revisions[request.param]
    return revision


def codes(report: VerificationReport) -> set[str]:
    return {finding.code for finding in report.findings}


def updated(data: bytes, change: Callable[[Any], None], writer: Any = RevisionWriter) -> bytes:
    """Append a revision, as a program does that knows nothing of signatures."""
    pen = writer(io.BytesIO(data))
    change(pen)
    output = io.BytesIO()
    pen.write(output)
    return output.getvalue()


def first_page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"][0]


def change_page(writer: Any) -> None:
    page = first_page(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 1 rg"))
    writer.update_container(page)


def change_attachment(writer: Any) -> None:
    file = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][3]["/EF"].raw_get("/F")
    stream = file.get_object()
    stream._data = b"forged"
    stream._encoded_data = None
    writer.mark_update(file)


def change_ink(writer: Any) -> None:
    look = writer.root["/AcroForm"]["/Fields"][0]["/AP"].raw_get("/N")
    stream = look.get_object()
    stream._data = b"0 0 50 50 re f"
    stream._encoded_data = None
    writer.mark_update(look)


def move_widget(writer: Any) -> None:
    widget = writer.root["/AcroForm"]["/Fields"][0]
    widget["/Rect"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 9, 9)])
    writer.update_container(widget)


def cover_a_number(writer: Any) -> None:
    page = first_page(writer)
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(n) for n in (100, 500, 300, 520)]
            ),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])


def add_page(writer: Any) -> None:
    from pyhanko.pdf_utils import writer as pages

    make: Any = pages.PageObject
    writer.insert_page(
        make(
            contents=writer.add_object(generic.StreamObject(stream_data=b"")),
            media_box=(0, 0, 200, 200),
        )
    )


def remove_names(writer: Any) -> None:
    del writer.root["/Names"]
    writer.update_root()


def touch_catalog(writer: Any) -> None:
    writer.root["/PageLayout"] = generic.pdf_name("/TwoColumnLeft")
    writer.update_root()


def rewrite_catalog_unchanged(writer: Any) -> None:
    writer.update_root()


def add_stray_object(writer: Any) -> None:
    writer.add_object(generic.StreamObject(stream_data=b"hidden"))


ATTACKS = [
    change_page,
    change_attachment,
    change_ink,
    move_widget,
    cover_a_number,
    add_page,
    remove_names,
    touch_catalog,
    rewrite_catalog_unchanged,
    add_stray_object,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_appended_revision_without_a_signature_is_a_change(
    attack: Callable[[Any], None], signed: bytes, verify: Verify
) -> None:
    report = verify(updated(signed, attack))
    assert report.state is FormState.CHANGED
    assert "revision-without-signature" in codes(report)
    assert "bytes-after-signature" in codes(report)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_change_slipped_in_between_two_signers_is_found(
    attack: Callable[[Any], None],
    signed_revisions: list[bytes],
    signers: dict[str, Any],
    verify: Verify,
) -> None:
    tampered = updated(signed_revisions[1], attack)
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

    # A second signer whose program checks nothing.
    output = io.BytesIO()
    PdfSigner(
        PdfSignatureMetadata(field_name="contractor"), signers["contractor"].backend
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(tampered)), output=output)
    assert verify(output.getvalue()).state is FormState.CHANGED


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_change_made_together_with_a_signature_is_found(
    attack: Callable[[Any], None],
    signed_revisions: list[bytes],
    signers: dict[str, Any],
    verify: Verify,
) -> None:
    """The signer is the attacker: one revision with a good signature and something more."""
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

    writer = RevisionWriter(io.BytesIO(signed_revisions[1]))
    attack(writer)
    output = io.BytesIO()
    PdfSigner(
        PdfSignatureMetadata(field_name="contractor"), signers["contractor"].backend
    ).sign_pdf(writer, output=output)
    report = verify(output.getvalue())
    if attack is rewrite_catalog_unchanged:
        # The same catalog again says nothing new and is no change.
        assert report.state is FormState.INCOMPLETE
        return
    assert report.state is FormState.CHANGED
    assert codes(report) & {
        "object-changed",
        "object-added",
        "catalog-changed",
        "field-changed",
        "object-removed",
    }


def test_bytes_behind_the_end_are_found(signed: bytes, verify: Verify) -> None:
    for tail in (b"\n", b"%", b"\0" * 100, b"\n%%EOF\n"):
        assert verify(signed + tail).state in REJECTED


def last_gap(data: bytes) -> tuple[int, int]:
    numbers = [int(n) for n in re.findall(rb"/ByteRange \[([\d ]+)\]", data)[-1].split()]
    return numbers[1], numbers[2]


def test_junk_in_the_padding_is_found(signed: bytes, verify: Verify) -> None:
    start, end = last_gap(signed)
    for place, junk in ((end - 10, b"41"), (end - 9, b"4"), (end - 400, b"<<>>")):
        forged = signed[:place] + junk + signed[place + len(junk) :]
        assert len(forged) == len(signed)
        assert verify(forged).state in REJECTED
    assert start < end


def test_a_file_cut_short_is_never_valid(signed: bytes, verify: Verify) -> None:
    for left in (len(signed) - 1, len(signed) - 7, len(signed) // 2, 1000, 5, 0):
        assert verify(signed[:left]).state in REJECTED


def test_a_file_saved_anew_by_another_program_is_never_valid(signed: bytes, verify: Verify) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.save(output)
    assert verify(output.getvalue()).state in REJECTED


def test_a_rollback_is_seen_by_the_recorded_hash_alone(
    signed_revisions: list[bytes], authority: DemoAuthority
) -> None:
    import hashlib

    trust = Trust((authority.root,), moment=SOON)
    recorded = hashlib.sha256(signed_revisions[3]).hexdigest()
    assert verify_bytes(signed_revisions[2], trust).state is FormState.INCOMPLETE
    rolled_back = verify_bytes(signed_revisions[2], trust, expected_sha256=recorded)
    assert rolled_back.state is FormState.CHANGED
    assert "not-the-recorded-file" in codes(rolled_back)
    assert verify_bytes(signed_revisions[3], trust, expected_sha256=recorded).state is (
        FormState.VALID
    )


def test_a_file_that_came_back_with_more_signatures_is_no_rollback(
    signed_revisions: list[bytes], authority: DemoAuthority
) -> None:
    import hashlib

    trust = Trust((authority.root,), moment=SOON)
    for earlier in signed_revisions[:3]:
        recorded = hashlib.sha256(earlier).hexdigest()
        report = verify_bytes(signed_revisions[3], trust, expected_sha256=recorded)
        assert report.state is FormState.VALID


def test_a_signature_after_the_final_lock_is_found(
    signed_revisions: list[bytes], signers: dict[str, Any], verify: Verify
) -> None:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

    writer = IncrementalPdfFileWriter(io.BytesIO(signed_revisions[3]))
    append_signature_field(writer, SigFieldSpec("late"))
    output = io.BytesIO()
    PdfSigner(PdfSignatureMetadata(field_name="late"), signers["contractor"].backend).sign_pdf(
        writer, output=output
    )
    report = verify(output.getvalue())
    assert report.state is FormState.CHANGED
    assert "signed-after-final-lock" in codes(report)


class Target:
    """A signed file with a short repr: hypothesis prints what a test is given."""

    def __init__(self, data: bytes, verify: Verify) -> None:
        self.data = data
        self.verify = verify


@pytest.fixture(scope="module")
def target(signed_revisions: list[bytes], verify: Verify) -> Target:
    return Target(signed_revisions[3], verify)


@given(where=st.integers(0, 10**9), bit=st.integers(0, 7))
@settings(max_examples=60)
def test_no_flipped_bit_leaves_a_file_valid(where: int, bit: int, target: Target) -> None:
    signed = target.data
    place = where % len(signed)
    forged = bytearray(signed)
    forged[place] ^= 1 << bit
    start, end = last_gap(signed)
    if start < place < end and bytes(forged).lower() == signed.lower():
        return  # the same hexadecimal digit in the other case
    assert target.verify(bytes(forged)).state is not FormState.VALID


@given(rubbish=st.binary(max_size=400))
def test_rubbish_is_broken_and_raises_nothing(rubbish: bytes) -> None:
    assert verify_bytes(rubbish).state is FormState.BROKEN
    assert verify_bytes(b"%PDF-1.7\n" + rubbish).state is FormState.BROKEN
