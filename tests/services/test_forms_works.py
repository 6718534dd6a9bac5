"""Papers of the works, each issued from a small ledger and read back from its finished file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
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
    made = ProjectOffice(tmp_path_factory.mktemp("works"), date(2026, 3, 5))
    yield made
    made.close()


def _finding(place: ProjectOffice, what: str, by: str, severity: int = 1, **more: object) -> str:
    return place.office.findings.open(
        place.quarter_id,
        what=what,
        origin=FindingOrigin.INSPECTION,
        category=FindingCategory.QUALITY,
        severity=Severity(severity),
        responsible=by,
        **more,  # type: ignore[arg-type]
    )[0]


def test_a_rectification_order_goes_to_one_unit_with_what_it_must_mend(
    place: ProjectOffice, tmp_path: Path
) -> None:
    first = _finding(place, "箱门松", "整改甲公司")
    _finding(place, "未接地", "整改甲公司", 3)
    _finding(place, "竣工图不全", "设计乙院")
    offered = place.office.forms.subjects(CODE, "rectification-order")
    assert [one.label for one in offered] == ["整改甲公司（2）", "设计乙院（1）"]
    issued = issue(place, FormOrder(CODE, "rectification-order", first), tmp_path)
    assert issued.fields == ["street_office", "contractor"]
    assert issued.text.count("箱门松") == issued.text.count("未接地") == 2, "notice and reply"
    assert "立即停工" in issued.text
    assert "竣工图不全" not in issued.text


def test_a_rectification_order_with_nothing_to_mend_cannot_be_drawn(place: ProjectOffice) -> None:
    finding = _finding(place, "已修好", "丙公司")
    place.office.findings.fixed(finding)
    place.office.findings.reinspect(finding, passed=True)
    with pytest.raises(InputError, match="rectification-empty"):
        place.office.forms.draw(FormOrder(CODE, "rectification-order", finding))
