"""Letters: to the companies, to the district, minutes, each read back from its finished file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.kernel.errors import InputError
from desktop.services.form_drawing import FormOrder
from tests.support.issued import issue
from tests.support.project_office import CODE, ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needs("pdftotext", "qpdf")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path_factory.mktemp("letters"), date(2026, 3, 5))
    yield made
    made.close()


def _meeting(place: ProjectOffice, *decisions: str, **values: object) -> FormOrder:
    record = {"held_on": date(2026, 3, 3), "title": "第二次联席会议", **values}
    meeting = place.office.registers.add("meeting", record)[0]  # type: ignore[arg-type]
    for decision in decisions:
        place.add("meeting_decision", meeting_id=meeting, decision=decision, responsible="甲公司")
    return FormOrder(CODE, "meeting-minutes", meeting)


def test_minutes_list_every_decision_with_its_unit(place: ProjectOffice, tmp_path: Path) -> None:
    text = issue(place, _meeting(place, "先停水后换管", "公示七天"), tmp_path).text
    assert "第二次联席会议纪要" in text
    assert text.index("先停水后换管") < text.index("公示七天")
    assert text.count("甲公司") == 2


def test_minutes_without_a_decision_say_so(place: ProjectOffice, tmp_path: Path) -> None:
    assert "没有议定事项" in issue(place, _meeting(place), tmp_path).text


def test_long_minutes_with_rare_names_go_over_several_pages(
    place: ProjectOffice, tmp_path: Path
) -> None:
    many = [f"第{number}项：𠮷家巷、䶮泉里分段施工" for number in range(1, 61)]
    issued = issue(place, _meeting(place, *many, chair="𬭎主任", note="说明。" * 160), tmp_path)
    assert issued.answer["pages"] > 2
    assert all(decision in issued.text for decision in many)
    assert issued.text.count("责任单位") == issued.answer["pages"] - 1, "the head is repeated"
    assert "𬭎主任" in issued.text


def test_a_reference_number_that_no_register_has_is_refused_in_words(
    place: ProjectOffice, tmp_path: Path
) -> None:
    order = _meeting(place, "先停水后换管")
    before = len(place.office.forms.numbers())
    wrong = FormOrder(CODE, order.type, order.subject_id, reference_no="黄水改[2026]12号")
    with pytest.raises(InputError, match="reference-brackets"):
        place.office.forms.issue(wrong, tmp_path)
    assert len(place.office.forms.numbers()) == before
    assert place.office.forms.draw(wrong).pages == 1
    right = FormOrder(CODE, order.type, order.subject_id, reference_no="黄水改〔2026〕12号")
    assert "黄水改〔2026〕12号" in issue(place, right, tmp_path).text
