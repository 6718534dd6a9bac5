"""The file in the folder of forms is what the ledger knows, before anybody signs it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.documents.demo_authority import (
    DEMO_PIN,
    DemoAuthority,
    DemoPerson,
    make_demo_authority,
)
from desktop.documents.signers import load_pkcs12
from desktop.documents.signing import sign_form
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.form_drawing import FormOrder
from tests.support.project_office import CODE, ProjectOffice

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICE, BUILDER = "street_office", "contractor"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> DemoAuthority:
    people = {field: DemoPerson("王建国", "赤壁街道办事处") for field in (OFFICE, BUILDER)}
    return make_demo_authority(tmp_path_factory.mktemp("keys"), people)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path, date.today())  # noqa: DTZ011 - certificates are valid from today
    yield made
    made.close()


@pytest.fixture
def made(place: ProjectOffice) -> dict[str, Any]:
    finding = place.office.findings.open(
        place.quarter_id,
        what="箱门松",
        origin=FindingOrigin.INSPECTION,
        category=FindingCategory.QUALITY,
        severity=Severity(1),
        responsible="鄂东安装公司",
    )[0]
    order = FormOrder(CODE, "rectification-order", finding)
    return place.office.forms.issue(order, place.folder / "out")


def _signed(path: Path, keys: DemoAuthority, field: str) -> bytes:
    sign_form(path, field, load_pkcs12(keys.keys[field], DEMO_PIN))
    return path.read_bytes()


def test_a_file_that_is_gone_or_old_is_written_anew(
    place: ProjectOffice, made: dict[str, Any], keys: DemoAuthority, tmp_path: Path
) -> None:
    path, number = Path(made["path"]), made["document_no"]
    folder, forms = place.office.forms.folder, place.office.forms
    unsigned = path.read_bytes()
    forms.sign(path, OFFICE, {"p12": str(keys.keys[OFFICE])}, DEMO_PIN)
    newest = path.read_bytes()
    path.unlink()
    assert folder.file(number, path.parent).read_bytes() == newest
    path.write_bytes(unsigned)
    assert folder.file(number, path.parent).read_bytes() == newest
    assert folder.file(number, tmp_path / "another" / "folder").read_bytes() == newest


def test_what_was_signed_in_the_folder_is_taken_in_first(
    place: ProjectOffice, made: dict[str, Any], keys: DemoAuthority
) -> None:
    path = Path(made["path"])
    signed = _signed(path, keys, OFFICE)
    assert place.office.forms.folder.file(made["document_no"], path.parent).read_bytes() == signed
    (row,) = (r for r in place.office.forms.issued() if r["document_no"] == made["document_no"])
    assert row["signed_by"] == (OFFICE,)
    assert place.office.forms.stored(made["document_no"]) == signed


def test_another_file_under_the_name_is_refused_and_left_alone(
    place: ProjectOffice, made: dict[str, Any], keys: DemoAuthority, tmp_path: Path
) -> None:
    path = Path(made["path"])
    branch = shutil.copyfile(path, tmp_path / "branch.pdf")
    place.office.forms.sign(path, OFFICE, {"p12": str(keys.keys[OFFICE])}, DEMO_PIN)
    other = _signed(branch, keys, OFFICE)
    path.write_bytes(other)
    with pytest.raises(RefusedError, match="form-branched"):
        place.office.forms.folder.file(made["document_no"], path.parent)
    assert path.read_bytes() == other
    path.write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(InputError):
        place.office.forms.folder.file(made["document_no"], path.parent)


def test_a_number_that_was_never_given_has_no_file(place: ProjectOffice, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="form-unknown"):
        place.office.forms.folder.file("no such number", tmp_path)
