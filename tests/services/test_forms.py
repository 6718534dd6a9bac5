"""Forms of every body: drafts in memory, numbers, corrections, voids, own wording."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.documents.registry import form_types
from desktop.kernel.errors import HubiaoError, InputError, MachineError, RefusedError
from desktop.kernel.resources import resource
from desktop.services.form_drawing import FormOrder
from desktop.services.form_makers.all_makers import makers
from tests.support.printed import pdf_text
from tests.support.project_office import CODE, ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path, date(2026, 3, 2))
    yield made
    made.close()


@pytest.fixture
def order(place: ProjectOffice) -> FormOrder:
    now = place.calendar.now()
    outage = place.add(
        "outage", utility="W", place="1栋", starts_at=now, ends_at=now.replace(hour=23)
    )
    return FormOrder(CODE, "outage-notice", subject_id=outage)


def test_every_type_that_is_no_list_has_a_maker() -> None:
    assert {form.type for form in form_types() if form.body != "list"} == set(makers())


def test_a_draft_is_drawn_in_memory_and_gets_no_number(
    place: ProjectOffice, order: FormOrder
) -> None:
    drawn = place.office.forms.draw(order)
    assert (drawn.document_no, drawn.fields) == ("", ())
    assert place.office.forms.numbers() == []
    assert drawn.data.startswith(b"%PDF-")


def test_an_issued_form_is_kept_and_written(
    place: ProjectOffice, order: FormOrder, tmp_path: Path
) -> None:
    issued = place.office.forms.issue(order, tmp_path / "out")
    (row,) = place.office.forms.issued(CODE)
    assert (row["state"], row["document_no"]) == ("issued", issued["document_no"])
    written = (tmp_path / "out").glob("*")
    assert [path.read_bytes() for path in written] == [
        place.office.forms.stored(issued["document_no"])
    ]


def test_numbers_run_on_and_an_undone_one_is_not_given_again(
    place: ProjectOffice, order: FormOrder, tmp_path: Path
) -> None:
    forms = place.office.forms
    first = forms.issue(order, tmp_path)["document_no"]
    place.office.editing.undo()
    second = forms.issue(order, tmp_path)["document_no"]
    assert (first[-4:], second[-4:]) == ("0001", "0002")
    assert [(row["document_no"], row["state"]) for row in forms.numbers()] == [
        (first, "void"),
        (second, "issued"),
    ]


def test_a_correction_has_its_own_number_and_names_the_old_one(
    place: ProjectOffice, order: FormOrder, tmp_path: Path
) -> None:
    forms = place.office.forms
    old = forms.issue(order, tmp_path)["document_no"]
    new = forms.issue(order, tmp_path, replaces=old)["document_no"]
    states = {row["document_no"]: row["state"] for row in forms.issued(CODE)}
    assert states == {old: "replaced", new: "issued"}
    with pytest.raises(RefusedError, match="form-replaced-already"):
        forms.issue(order, tmp_path, replaces=old)


def test_a_voided_form_stays_listed_with_its_reason(
    place: ProjectOffice, order: FormOrder, tmp_path: Path
) -> None:
    forms = place.office.forms
    number = forms.issue(order, tmp_path)["document_no"]
    with pytest.raises(InputError, match="form-void-reason"):
        forms.void(number, "  ")
    forms.void(number, "时间写错")
    (row,) = forms.numbers()
    assert (row["state"], row["void_reason"]) == ("void", "时间写错")
    with pytest.raises(RefusedError, match="form-replaced-already"):
        forms.hand_over(number, date(2026, 3, 3))


def test_a_folder_that_cannot_be_written_costs_no_number(
    place: ProjectOffice, order: FormOrder, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(MachineError, match="form-not-written"):
        place.office.forms.issue(order, blocked / "out")
    assert place.office.forms.numbers() == []


def test_a_form_about_one_record_asks_which(place: ProjectOffice) -> None:
    with pytest.raises(InputError, match="form-subject-missing"):
        place.office.forms.draw(FormOrder(CODE, "outage-notice"))


def test_what_must_stay_on_paper_has_no_signature_field(
    place: ProjectOffice, order: FormOrder, tmp_path: Path
) -> None:
    assert place.office.forms.issue(order, tmp_path)["fields"] == []


@needs("pdftotext")
def test_own_wording_is_chosen_from_the_folder_and_withdrawn(
    place: ProjectOffice, order: FormOrder, tmp_path: Path
) -> None:
    forms = place.office.forms
    path = forms.own.begin("outage-notice")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("敬请谅解", "请多包涵"), encoding="utf-8")
    forms.own.choose(path.name)
    issued = forms.issue(order, tmp_path / "out")
    assert "请多包涵" in pdf_text(issued["path"])
    assert forms.issued(CODE)[0]["wording"] == "outage-notice.toml 1"
    forms.own.withdraw("outage-notice")
    again = forms.issue(order, tmp_path / "out")
    assert "请多包涵" not in pdf_text(again["path"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{reason}", "{phone}"),
        ("early =", "late ="),
        ("version = 1", "version = "),
        ('per = "outage"', 'per = "quarter"'),
        ("{off}通知", "{off.__class__"),
    ],
)
def test_own_wording_that_could_not_print_is_refused(
    place: ProjectOffice, old: str, new: str
) -> None:
    own = place.office.forms.own
    own.folder.mkdir()
    text = resource("forms", "outage-notice.toml").read_text(encoding="utf-8")
    (own.folder / "ours.toml").write_text(text.replace(old, new), encoding="utf-8")
    (found,) = own.files()
    assert isinstance(found.problem, HubiaoError)
    with pytest.raises(InputError, match="form-wording-unusable"):
        own.choose("ours.toml")
    assert own.chosen() == {}


def test_household_sheets_are_printed_without_a_number(
    place: ProjectOffice, tmp_path: Path
) -> None:
    assert place.doors
    answer = place.office.forms.issue(FormOrder(CODE, "household-sheet"), tmp_path)
    assert answer["document_no"] == ""
    assert answer["pages"] > 0
    assert place.office.forms.numbers() == []
