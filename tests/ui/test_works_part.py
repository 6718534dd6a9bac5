"""The tabs of works, records and what comes after, on the real services."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.project_codes import FindingCategory, FindingOrigin, FindingState, Severity
from desktop.ui.pages.project.after_part import AfterPart, cover_words
from desktop.ui.pages.project.records_meetings import MeetingsView
from desktop.ui.pages.project.records_part import RecordsPart
from desktop.ui.pages.project.records_registers import VoicesView
from desktop.ui.pages.project.works_findings import FindingsView
from desktop.ui.pages.project.works_part import WorksPart
from desktop.ui.pages.project.works_registers import InspectionsView, OutagesView, PartsView
from desktop.ui.pages.project.works_schedule import ScheduleView
from tests.support.accessible import nameless
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

P = TypeVar("P", WorksPart, RecordsPart, AfterPart)
KINDS = (
    *("work_item", "finding", "inspection", "outage", "participation", "voice", "meeting"),
    *("meeting_decision", "upkeep"),
)


class Site:
    """One quarter whose works nobody has recorded, and the tabs that look at it."""

    def __init__(self, real: MainWindow, qtbot: QtBot) -> None:
        self.real, self.qtbot = real, qtbot
        self.office = real.desk.office
        self.quarter = self.office.reading.quarters()[0]
        self.today = self.office.works.today()
        for kind in KINDS:
            below = None if kind in {"meeting", "meeting_decision"} else self.quarter.id
            parent = "quarter_id" if below else ""
            for row in self.office.registers.rows(kind, below, parent=parent):
                self.office.registers.remove(kind, str(row["id"]))

    def show(self, made: type[P]) -> P:
        part = made(self.real.desk)
        self.qtbot.addWidget(part)
        part.resize(1240, 640)
        part.show()
        part.show_quarter(self.quarter.id, self.quarter.code)
        self.settle()
        return part

    def settle(self) -> None:
        idle(self.real, self.qtbot)

    def press(self, button: QWidget) -> None:
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
        self.settle()

    def rows(self, kind: str) -> list[Any]:
        return self.office.registers.rows(kind, self.quarter.id, parent="quarter_id")


@pytest.fixture
def site(real: MainWindow, qtbot: QtBot) -> Site:
    return Site(real, qtbot)


def test_late_works_show_where_they_are(site: Site) -> None:
    part = site.show(WorksPart)
    schedule = part.section("schedule")
    assert isinstance(schedule, ScheduleView)
    assert schedule.empty.isVisible()
    building = site.office.reading.buildings(site.quarter.id)[0]
    site.office.registers.add(
        "work_item",
        {
            "quarter_id": site.quarter.id, "building_id": building.id, "kind": 1, "percent": 40,
            "plan_from": site.today - timedelta(days=20),
            "plan_to": site.today - timedelta(days=3),
        },
    )  # fmt: skip
    part.refresh()
    site.settle()
    assert not schedule.empty.isVisible()
    assert [bar.cell.late_days for bar in schedule.bars] == [3, 3]
    assert building.building_no in schedule.says.text()
    assert not nameless(part)


def test_a_finding_goes_from_wrong_to_mended_to_failed_to_passed(site: Site) -> None:
    part = site.show(WorksPart)
    part.open("findings")
    site.settle()
    view = part.section("findings")
    assert isinstance(view, FindingsView)
    view.what.setText("表箱未接地")
    site.press(view.add)
    (found,) = site.rows("finding")
    assert (found["what"], found["origin"]) == ("表箱未接地", FindingOrigin.INSPECTION)
    assert not view.passed.isEnabled()
    site.press(view.fixed)
    site.press(view.failed)
    assert site.rows("finding")[0]["state"] == FindingState.FAILED_AGAIN
    assert not view.passed.isEnabled()
    site.press(view.fixed)
    site.press(view.passed)
    assert site.rows("finding")[0]["state"] == FindingState.PASSED
    assert not view.fixed.isEnabled()
    assert not nameless(part)


def test_what_an_inspection_found_is_filed_with_it(site: Site) -> None:
    inspection, _ = site.office.registers.add(
        "inspection", {"quarter_id": site.quarter.id, "kind": 2, "held_on": site.today}
    )
    part = site.show(WorksPart)
    part.open("inspections")
    site.settle()
    view = part.section("inspections")
    assert isinstance(view, InspectionsView)
    view.what.setText("无安全网")
    site.press(view.add)
    (found,) = site.rows("finding")
    assert (found["inspection_id"], found["category"]) == (inspection, FindingCategory.SAFETY)
    assert view.count.text().count("1") == 2


def test_a_finding_keeps_photos_from_before_after_and_the_re_inspection(site: Site) -> None:
    finding, _ = site.office.findings.open(
        site.quarter.id, what="表箱锈蚀", origin=FindingOrigin.INSPECTION,
        category=FindingCategory.QUALITY, severity=Severity.ORDINARY,
    )  # fmt: skip
    part = site.show(WorksPart)
    part.open("findings")
    site.settle()
    view = part.section("findings")
    assert isinstance(view, FindingsView)
    for number, subject in enumerate(("before", "after", "verify")):
        pressed = next(b for b in view.subjects.buttons if b.property("value") == subject)
        pressed.click()
        site.office.pictures.attach("finding", finding, [_photo(number)], view.photos.subject)
    view.photos.show_owner("finding", finding)
    site.settle()
    assert {picture.subject for picture in view.photos.pictures} == {"before", "after", "verify"}


def _photo(shade: int) -> bytes:
    content = BytesIO()
    Image.new("RGB", (64, 48), (40 * shade, 90, 120)).save(content, "JPEG")
    return content.getvalue()


def test_works_that_stand_still_say_so_above_every_section(site: Site) -> None:
    site.office.findings.open(
        site.quarter.id, what="脚手架松动", origin=FindingOrigin.INSPECTION,
        category=FindingCategory.SAFETY, severity=Severity.STOP_WORK,
    )  # fmt: skip
    part = site.show(WorksPart)
    assert "脚手架松动" in part.stopped.text()
    assert part.stopped.isVisible()


def test_who_is_missing_is_said_until_a_qualified_unit_takes_part(site: Site) -> None:
    part = site.show(WorksPart)
    before = part.problems.text().count("\n")
    part.open("parts")
    view = part.section("parts")
    assert isinstance(view, PartsView)
    view.make_organisation("诚信监理公司")
    site.settle()
    firms = site.office.registers.rows("organisation")
    firm = next(str(row["id"]) for row in firms if row["name"] == "诚信监理公司")
    site.office.registers.add(
        "participation", {"quarter_id": site.quarter.id, "organisation_id": firm, "part": 4}
    )
    site.office.registers.add(
        "qualification", {"organisation_id": firm, "valid_to": site.today + timedelta(days=400)}
    )
    part.refresh()
    site.settle()
    assert part.problems.text().count("\n") == before - 1
    assert [row["organisation_id"] for row in view.certificates.records] == [firm]


def test_an_outage_notice_is_saved_as_paper(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = site.today
    site.office.registers.add(
        "outage", {"quarter_id": site.quarter.id, "utility": "W", "place": "1栋",
                   "announced_on": today},
    )  # fmt: skip
    (row,) = site.rows("outage")
    day = (today + timedelta(days=3)).isoformat()
    for name, hour in (("starts_at", "08:00"), ("ends_at", "17:00")):
        site.office.editing.set_field("outage", str(row["id"]), name, f"{day} {hour}")
    part = site.show(WorksPart)
    part.open("outages")
    site.settle()
    view = part.section("outages")
    assert isinstance(view, OutagesView)
    assert not view.late.isVisible()
    target = tmp_path / "notice.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "PDF (*.pdf)"))
    site.press(view.print)
    assert target.read_bytes().startswith(b"%PDF")


def test_voices_that_wait_are_counted(site: Site) -> None:
    site.office.registers.add(
        "voice",
        {"quarter_id": site.quarter.id, "received_on": site.today - timedelta(days=40)},
    )
    part = site.show(RecordsPart)
    view = part.section("voices")
    assert isinstance(view, VoicesView)
    assert view.totals.text().count("1") == 3  # received, waiting, late
    assert (site.today - timedelta(days=25)).isoformat() in view.due.text()
    assert not nameless(part)


def test_a_decision_belongs_to_its_meeting_and_to_the_quarter(site: Site) -> None:
    part = site.show(RecordsPart)
    part.open("meetings")
    site.settle()
    view = part.section("meetings")
    assert isinstance(view, MeetingsView)
    assert not view.decisions.isEnabled()
    site.press(view.meetings.add_button)
    site.press(view.decisions.add_button)
    (decision,) = site.office.registers.rows("meeting_decision")
    assert decision["quarter_id"] == site.quarter.id
    assert decision["meeting_id"] == view.meetings.records[-1]["id"]


@pytest.mark.parametrize("name", ["publicity", "orders", "summary", "privacy"])
def test_every_register_takes_a_record(site: Site, name: str) -> None:
    part = site.show(RecordsPart)
    part.open(name)
    site.settle()
    register = part.section(name).register  # type: ignore[attr-defined]
    before = len(register.records)
    site.press(register.add_button)
    assert len(register.records) == before + 1
    assert not nameless(part)


def test_a_defect_in_warranty_is_one_of_its_own(site: Site) -> None:
    part = site.show(AfterPart)
    assert part.report is not None
    households = site.quarter.progress.households
    assert part.report.water.households == part.report.electricity.households == households > 0
    part.defects.what.setText("阀门渗水")
    site.press(part.defects.add)
    (found,) = site.rows("finding")
    assert found["origin"] == FindingOrigin.WARRANTY
    assert "在质保期内" in part.defects.state.text()
    late = {**found, "found_on": date(2099, 1, 1)}
    assert "2099-01-01发现，质保期已于" in cover_words(part.report, late)
    early = {**found, "found_on": date(2020, 1, 1)}
    assert "早于" in cover_words(part.report, early)
    assert "尚不清楚" in cover_words(part.report, {**found, "found_on": None})
    assert not nameless(part)
