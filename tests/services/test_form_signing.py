"""Forms signed by hand, ink and certificate: what is recorded, what is refused, what comes back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from desktop.documents.demo_authority import (
    DEMO_PIN,
    DemoAuthority,
    DemoPerson,
    make_demo_authority,
)
from desktop.documents.signers import load_pkcs12
from desktop.documents.signing import sign_form
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
from desktop.kernel.errors import CancelledError, InputError, RefusedError
from desktop.kernel.progress import CancellableProgress, NoProgress
from desktop.services.form_drawing import FormOrder
from tests.support.project_office import CODE, ProjectOffice
from tests.support.scanned import scanned

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTIES = ("street_office", "contractor")
NAMES = {"street_office": "赤壁街道办事处", "contractor": "鄂东安装公司"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> DemoAuthority:
    people = {field: DemoPerson("王建国", organisation) for field, organisation in NAMES.items()}
    return make_demo_authority(tmp_path_factory.mktemp("keys"), people)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path, date.today())  # noqa: DTZ011 - certificates are valid from today
    yield made
    made.close()


def _form(place: ProjectOffice, unit: str = "鄂东安装公司") -> Path:
    finding = place.office.findings.open(
        place.quarter_id,
        what="箱门松",
        origin=FindingOrigin.INSPECTION,
        category=FindingCategory.QUALITY,
        severity=Severity(1),
        responsible=unit,
    )[0]
    order = FormOrder(CODE, "rectification-order", finding)
    return Path(place.office.forms.issue(order, place.folder / "out")["path"])


def _sign(place: ProjectOffice, path: Path, keys: DemoAuthority, field: str, **more: Any) -> Any:
    return place.office.forms.sign(path, field, {"p12": str(keys.keys[field])}, DEMO_PIN, **more)


def _elsewhere(path: Path, keys: DemoAuthority, field: str) -> None:
    sign_form(path, field, load_pkcs12(keys.keys[field], DEMO_PIN))


def _row(place: ProjectOffice, path: Path) -> dict[str, Any]:
    number = path.stem.partition("-order-")[2]
    return next(r for r in place.office.forms.issued() if r["document_no"] == number)


def test_a_certificate_is_recorded_with_everything_an_auditor_asks(
    place: ProjectOffice, keys: DemoAuthority
) -> None:
    path = _form(place)
    answer = _sign(place, path, keys, "street_office")
    row = _row(place, path)
    (signature,) = row["signatures"]
    assert (row["state"], row["open"]) == ("partly", ("contractor",))
    assert (signature["party"], signature["way"], signature["trial"]) == ("street_office", 3, True)
    assert signature["sha256"] == row["sha256"] == answer["sha256"]
    assert signature["organisation"] == "赤壁街道办事处"
    assert signature["serial"]
    assert place.office.forms.stored(row["document_no"]) == path.read_bytes()


def test_one_party_by_hand_and_the_other_by_certificate(
    place: ProjectOffice, keys: DemoAuthority
) -> None:
    path = _form(place)
    with pytest.raises(RefusedError, match="sign-out-of-order"):
        _sign(place, path, keys, "contractor")
    number = _row(place, path)["document_no"]
    place.office.forms.signing.on_paper(number, ["street_office"], note="原件存档案室")
    _sign(place, path, keys, "contractor")
    row = _row(place, path)
    assert (row["state"], row["signed_by"]) == ("on-paper", PARTIES)
    assert [one["way"] for one in row["signatures"]] == [1, 3]
    with pytest.raises(RefusedError, match="form-signed-by-all"):
        place.office.forms.signing.on_paper(number)
    place.office.editing.undo()
    assert _row(place, path)["open"] == ("contractor",)


def test_a_party_signs_once_and_only_where_it_has_a_place(
    place: ProjectOffice, keys: DemoAuthority
) -> None:
    path = _form(place)
    signing, number = place.office.forms.signing, _row(place, path)["document_no"]
    with pytest.raises(InputError, match="sign-field-unknown"):
        signing.on_paper(number, ["water_company"])
    with pytest.raises(InputError, match="form-unknown"):
        signing.on_paper("no such number")
    _sign(place, path, keys, "street_office")
    with pytest.raises(RefusedError, match="sign-field-signed"):
        signing.on_paper(number, ["street_office"])
    place.office.forms.void(number, "写错")
    for act in (
        lambda: signing.on_paper(number),
        lambda: signing.take_back(path),
        lambda: _sign(place, path, keys, "contractor"),
    ):
        with pytest.raises(RefusedError, match="form-replaced-already"):
            act()


def test_a_file_signed_elsewhere_is_taken_back_once(
    place: ProjectOffice, keys: DemoAuthority, tmp_path: Path
) -> None:
    path = _form(place)
    unsigned = shutil.copyfile(path, tmp_path / "unsigned.pdf")
    _sign(place, path, keys, "street_office")
    stick = shutil.copyfile(path, tmp_path / "stick.pdf")
    _elsewhere(stick, keys, "contractor")
    signing = place.office.forms.signing
    answer = signing.take_back(stick)
    assert (answer["added"], answer["remaining"]) == (["contractor"], [])
    assert _row(place, path)["state"] == "signed"
    assert place.office.forms.stored(answer["document_no"]) == stick.read_bytes()
    assert signing.take_back(stick)["added"] == []
    with pytest.raises(RefusedError, match="form-rollback"):
        signing.take_back(path)
    _elsewhere(unsigned, keys, "street_office")
    with pytest.raises(RefusedError, match="form-branched"):
        signing.take_back(unsigned)


def test_a_batch_records_each_file_and_goes_on_after_one_that_fails(
    place: ProjectOffice, keys: DemoAuthority
) -> None:
    paths = [_form(place, unit) for unit in ("甲公司", "乙公司", "丙公司")]
    place.office.forms.void(_row(place, paths[1])["document_no"], "写错")
    key = {"p12": str(keys.keys["street_office"])}
    done = list(
        place.office.forms.signing.sign_many(paths, "street_office", key, DEMO_PIN, NoProgress())
    )
    assert [one["error"] and one["error"].code for one in done] == [
        None, "form-replaced-already", None
    ]  # fmt: skip
    assert [_row(place, path)["state"] for path in paths] == ["partly", "void", "partly"]


def test_a_cancelled_batch_leaves_whole_files_that_the_ledger_knows(
    place: ProjectOffice, keys: DemoAuthority
) -> None:
    paths = [_form(place, unit) for unit in ("甲公司", "乙公司")]
    progress = CancellableProgress()
    key = {"p12": str(keys.keys["street_office"])}
    batch = place.office.forms.signing.sign_many(paths, "street_office", key, DEMO_PIN, progress)
    next(batch)
    progress.cancel()
    with pytest.raises(CancelledError):
        next(batch)
    assert [_row(place, path)["state"] for path in paths] == ["partly", "issued"]
    assert [r["state"] for r in place.office.forms.verify(paths, [])] == ["untrusted", "unsigned"]


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_a_signed_paper_is_known_by_its_code_whichever_way_it_lies(
    place: ProjectOffice, tmp_path: Path, turned: int
) -> None:
    path = _form(place)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scanned(path, turned))
    report = place.office.forms.scans.take([scan])
    (filed,) = report.filed
    assert (filed.document_no, filed.parties) == (_row(place, path)["document_no"], PARTIES)
    assert filed.pages == _row(place, path)["pages"]
    assert _row(place, path)["state"] == "on-paper"
    again = place.office.forms.scans.take([scan])
    assert (again.filed, again.known) == ((), filed.pages)


def test_a_pile_is_parted_by_its_codes_and_what_is_not_known_stays_outside(
    place: ProjectOffice, tmp_path: Path
) -> None:
    first, second = _form(place, "甲公司"), _form(place, "乙公司")
    blank = tmp_path / "letter.png"
    Image.effect_noise((900, 1200), 90).save(blank)
    pile = [tmp_path / "1.pdf", tmp_path / "2.pdf", blank, tmp_path / "notes.txt"]
    pile[0].write_bytes(scanned(first))
    pile[1].write_bytes(scanned(second))
    pile[3].write_text("x")
    report = place.office.forms.scans.take(pile, parties=["street_office"])
    assert [one.parties for one in report.filed] == [("street_office",), ("street_office",)]
    assert [(one.source, one.code) for one in report.unfiled] == [
        ("letter.png", "scan-no-form-code"),
        ("notes.txt", "scan-unknown-kind"),
    ]
    better = tmp_path / "better.pdf"
    better.write_bytes(scanned(first, pages=1) + b"\n")
    report = place.office.forms.scans.take([better], parties=["street_office"])
    assert [(one.source[-4:], one.code) for one in report.unfiled] == [
        (_row(place, first)["document_no"][-4:], "sign-field-signed")
    ]


def test_a_form_among_household_sheets_is_named(place: ProjectOffice, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scanned(_form(place), pages=1))
    report = place.office.visit_paper.take_scans([scan])
    assert [page.reason for page in report.tray] == ["scan-is-form"]
