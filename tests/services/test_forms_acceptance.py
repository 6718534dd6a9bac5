"""Papers of the acceptance and the notice of progress, issued from a small ledger and read back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.domain.project_codes import AcceptanceOutcome, Trade
from desktop.services.form_drawing import FormOrder
from tests.support.issued import issue, missing, read
from tests.support.project_office import CODE, REFUSES, ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needs("pdftotext", "qpdf")
UNITS = ("黄州自来水公司", "黄州供电公司", "鄂东安装公司", "诚信监理公司")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path_factory.mktemp("acceptance"), date(2026, 3, 5))
    for kind, name in enumerate(UNITS, 3):
        made.office.registers.add("organisation", {"kind": kind, "name": name})
    made.survey()
    yield made
    made.close()


def test_the_group_signs_by_unit_with_lines_to_spare(place: ProjectOffice, tmp_path: Path) -> None:
    order = FormOrder(CODE, "acceptance-group-signatures")
    issued = issue(place, order, tmp_path)
    assert issued.fields == ["street_office"]
    for unit in UNITS:
        assert issued.text.count(unit) == 2
    assert "序号姓名单位职务（职称）签名" in issued.text
    assert issued.answer["pages"] == 1


def test_a_report_waits_until_every_acceptance_is_passed(
    place: ProjectOffice, tmp_path: Path
) -> None:
    order = FormOrder(CODE, "completion-acceptance-report")
    assert missing(place, order, tmp_path) == ["form-not-accepted"]
    place.add("work_item", kind=1, done_from=date(2026, 2, 1), done_to=date(2026, 2, 20))
    place.add("work_item", kind=1, percent=40, done_from=date(2026, 2, 3))
    begun = place.office.acceptances.begin(place.quarter_id, Trade.WATER)[0]
    assert missing(place, order, tmp_path) == ["form-acceptance-not-passed"]
    place.office.acceptances.decide(begun, AcceptanceOutcome.FAILED)
    assert missing(place, order, tmp_path) == ["form-acceptance-not-passed"]
    text = read(place.office.forms.draw(order).data)
    assert "供水立管22026年2月1日70%" in text
    assert "验收尚未全部通过" in text
    assert "同意验收" not in text


def test_a_public_notice_masks_names_and_says_nobody_s_reason(
    place: ProjectOffice, tmp_path: Path
) -> None:
    text = issue(place, FormOrder(CODE, "progress-notice"), tmp_path).text
    doors = place.doors
    for door in doors:
        if len(door.owner_name) > 1:
            assert door.owner_name not in text
        if door.phone:
            assert door.phone not in text
        assert door.label.replace(" ", "") in text
    refusing = doors[REFUSES]
    assert f"{refusing.label}{refusing.owner_name[:1]}**——" in text
    assert "共12户" in text
