"""Sheets go out in walking order and come back from a bad scanner, each to its own door."""

from __future__ import annotations

import random
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from desktop.domain.codes import ConsentBasis
from desktop.domain.rows import Scope
from desktop.domain.scanning import basis_after
from desktop.domain.sheet_number import sheet_number
from desktop.domain.walk import Way
from desktop.kernel.errors import CancelledError, InputError, RefusedError
from desktop.kernel.progress import CancellableProgress
from desktop.services.visit_paper import PrintedSheets, VisitPaper
from desktop.storage.attachments import Attachments
from desktop.storage.journal import Journal
from desktop.ui.viewmodels.elevation import elevation
from desktop.ui.viewmodels.walk import Walk
from tests.support.scanner import as_pdf, as_picture, badly_scanned, sheets_as_pictures
from tests.support.small_office import LEADER, Office, households, ledger, office, value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office", "value_of"]
PAPER, SCREEN, COPY, SPOKEN = ConsentBasis


@pytest.fixture
def paper(office: Office, ledger: Ledger) -> VisitPaper:
    return VisitPaper(ledger, office.clock)


@pytest.fixture
def printed(paper: VisitPaper, households: list[str]) -> PrintedSheets:
    assert len(households) == 8
    return paper.print_sheets(Scope())


def rows(ledger: Ledger) -> list[tuple[str, str, str, str]]:
    with ledger.reader() as connection:
        return [
            tuple(row)
            for row in connection.exec_driver_sql(
                "SELECT owner_kind, owner_id, subject, file_id FROM attachment "
                "WHERE deleted = 0 ORDER BY id"
            )
        ]


def files(ledger: Ledger) -> set[str]:
    folder = ledger.paths.attachments
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def pile(printed: PrintedSheets, folder: Path) -> list[Path]:
    """Scan the sheets badly, shuffle them, and save some as one PDF and the rest as pictures."""
    pages = [
        badly_scanned(page, place) for place, page in enumerate(sheets_as_pictures(printed.data))
    ]
    random.Random(4).shuffle(pages)
    (folder / "a.pdf").write_bytes(as_pdf(pages[:4]))
    kinds = ("PNG", "JPEG", "TIFF", "PNG")
    for place, (page, kind) in enumerate(zip(pages[4:], kinds, strict=True)):
        (folder / f"p{place}.{kind.lower()}").write_bytes(as_picture(page, kind))
    return sorted(folder.glob("*.*"))


def test_the_pages_go_as_the_elevation_walks(
    paper: VisitPaper, ledger: Ledger, households: list[str]
) -> None:
    from desktop.services.reading import Reading

    with ledger.unit_of_work("test") as work:
        unit = (work.get("household", households[0]) or {})["unit_id"]
        rooms = [(floor, f"{floor}0{door}") for floor in (1, 2, 11) for door in (2, 3, 4)]
        work.insert(
            "household", [{"unit_id": unit, "floor": f, "room_no": room} for f, room in rooms]
        )
    reading = Reading(ledger)
    for building in reading.buildings(reading.quarters()[0].id):
        scope = Scope(building.quarter_id, building.id)
        house = elevation(reading.building_doors(building.id), {})
        for up, snake in product((False, True), repeat=2):
            walked = [door.id for door in Walk(up=up, snake=snake).order(house)]
            way = Way(up=up, snake=snake)
            assert list(paper.print_sheets(scope, way=way).ids) == walked
            assert list(paper.print_sheets(walked[::-1], way=way).ids) == walked


def test_a_sheet_is_written_only_where_a_person_says(
    paper: VisitPaper, households: list[str], tmp_path: Path
) -> None:
    before = {path.name for path in tmp_path.rglob("*")}
    paper.print_sheets(households[:2])
    assert {path.name for path in tmp_path.rglob("*")} == before
    printed = paper.print_sheets(households[:2], tmp_path / "out" / "sheets.pdf")
    assert printed.path is not None
    assert printed.path.read_bytes() == printed.data
    assert {path.name for path in tmp_path.rglob("*")} == before | {"out", "sheets.pdf"}


def test_nothing_to_print_is_said(paper: VisitPaper) -> None:
    with pytest.raises(RefusedError, match="sheets-none"):
        paper.print_sheets(Scope())


def test_what_the_notice_lacks_is_told_until_it_is_known(
    paper: VisitPaper, ledger: Ledger, households: list[str]
) -> None:
    assert paper.print_sheets(households[:1]).unknown == (
        "contact", "phone", "water_company", "power_company",
    )  # fmt: skip
    with ledger.unit_of_work("test") as work:
        work.insert(
            "organisation",
            [
                {"kind": 1, "name": "试验街道办事处", "contact": "丁一", "phone": "0700-1"},
                {"kind": 3, "name": "旧水厂", "valid_to": date(2020, 1, 1)},
                {"kind": 3, "name": "江城水务"},
            ],
        )
    assert paper.print_sheets(households[:1]).unknown == ("power_company",)


def test_every_page_of_a_bad_pile_is_filed_at_its_door_as_one_step(
    paper: VisitPaper,
    printed: PrintedSheets,
    ledger: Ledger,
    tmp_path: Path,
    value_of: Callable[[str, str, str], object],
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    paths = pile(printed, folder)
    length = Journal(ledger).length()
    report = paper.take_scans(paths, basis=PAPER)
    assert [page.household_id for page in report.filed] == list(printed.ids)
    assert (report.pages, report.tray, report.known, report.refused) == (8, (), 0, ())
    assert {row[:3] for row in rows(ledger)} == {
        ("household", key, "consent") for key in printed.ids
    }
    assert Journal(ledger).length() > length
    for key in printed.ids:
        assert value_of("household", key, "consent_basis") == PAPER
        # What was agreed to is a person's to type, never a scan's to say.
        assert value_of("household", key, "consent_w") is None
        assert value_of("household", key, "consent_e") is None
    again = paper.take_scans(paths, basis=PAPER)
    assert (again.known, again.filed, again.changes.operation) == (8, (), "")
    Journal(ledger).undo(None)
    assert rows(ledger) == []
    assert value_of("household", printed.ids[0], "consent_basis") is None
    assert len(paper.take_scans(paths).filed) == 8


def test_the_blank_backs_of_a_pile_are_counted_and_not_kept(
    paper: VisitPaper, printed: PrintedSheets, ledger: Ledger, tmp_path: Path
) -> None:
    front = sheets_as_pictures(printed.data)[0]
    back = badly_scanned(Image.new("L", front.size, 255), 0)
    signed = Image.new("L", front.size, 255)
    ImageDraw.Draw(signed).line([(600, 900), (680, 980), (760, 890)], fill=40, width=7)
    (tmp_path / "a.pdf").write_bytes(as_pdf([front, back, badly_scanned(signed, 2)]))
    report = paper.take_scans([tmp_path / "a.pdf"])
    assert (report.pages, report.blank, len(report.filed)) == (3, 1, 1)
    # A signature on an otherwise empty page is no blank page.
    assert [page.number for page in report.tray] == [3]
    assert len(files(ledger)) == 2


def test_a_scan_lies_encrypted_and_is_given_back_whole(
    paper: VisitPaper, printed: PrintedSheets, ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(as_picture(sheets_as_pictures(printed.data)[0], "PNG"))
    paper.take_scans([tmp_path / "a.png"])
    (scan,) = paper.scans()
    assert (scan.household_id, scan.typed, scan.basis) == (printed.ids[0], False, None)
    assert paper.picture(scan.file_id).startswith(b"\xff\xd8\xff")
    sealed = (ledger.paths.attachments / scan.file_id).read_bytes()
    assert b"\xff\xd8\xff" not in sealed[:64]


def test_what_names_no_door_waits_in_the_tray_and_is_filed_by_its_number(
    paper: VisitPaper, printed: PrintedSheets, ledger: Ledger, office: Office, tmp_path: Path
) -> None:
    pages = sheets_as_pictures(printed.data)
    torn = pages[2].copy()
    torn.paste(255, (torn.width // 2, 0, torn.width, torn.height // 8))
    (tmp_path / "torn.png").write_bytes(as_picture(torn, "PNG"))
    foreign = VisitPaper(ledger, office.clock).print_sheets(printed.ids[:1])
    with ledger.unit_of_work("test") as work:
        work.delete("household", printed.ids[0])
    (tmp_path / "gone.png").write_bytes(as_picture(sheets_as_pictures(foreign.data)[0], "PNG"))
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 and no more")
    report = paper.take_scans(
        [tmp_path / "torn.png", tmp_path / "gone.png", tmp_path / "bad.pdf"], basis=COPY
    )
    assert {page.source: page.reason for page in report.tray} == {
        "torn.png": "scan-no-code",
        "gone.png": "scan-door-unknown",
    }
    assert [(scan.source, scan.code) for scan in report.refused] == [("bad.pdf", "scan-damaged")]
    assert {row[:2] for row in rows(ledger)} == {("tray", "")}
    (door,) = paper.doors_by_number(sheet_number(printed.ids[2]).replace(" ", ""))
    assert door.id == printed.ids[2]
    assert door.label.startswith("翠湖小区")
    with pytest.raises(InputError, match="sheet-number-wrong"):
        paper.doors_by_number("1234567890")
    waiting = paper.tray()[0]
    assert waiting.basis == COPY
    paper.file_scan(waiting.attachment_id, door.id)
    assert [scan.household_id for scan in paper.scans()] == [door.id]
    assert [row.household_id for row in paper.awaited_originals()] == [door.id]
    assert len(paper.tray()) == 1


def test_a_stopped_pile_leaves_nothing_behind(
    paper: VisitPaper, printed: PrintedSheets, ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(as_pdf(sheets_as_pictures(printed.data)[:3]))

    class AfterOne(CancellableProgress):
        def step(self, done: int, total: int, what: str = "") -> None:
            if files(ledger):
                self.cancel()
            super().step(done, total, what)

    with pytest.raises(CancelledError):
        paper.take_scans([tmp_path / "a.pdf"], AfterOne())
    assert files(ledger) == set()
    assert rows(ledger) == []


def test_an_original_that_comes_later_ends_the_waiting(
    paper: VisitPaper,
    printed: PrintedSheets,
    ledger: Ledger,
    tmp_path: Path,
    value_of: Callable[[str, str, str], object],
) -> None:
    (tmp_path / "a.pdf").write_bytes(as_pdf(sheets_as_pictures(printed.data)[:3]))
    with ledger.unit_of_work("test") as work:
        work.update("household", printed.ids[1], {"consent_basis": int(SCREEN)})
    paper.take_scans([tmp_path / "a.pdf"], basis=COPY)
    awaited = paper.awaited_originals()
    assert [row.household_id for row in awaited] == [printed.ids[0], printed.ids[2]]
    assert all(row.since is not None for row in awaited)
    paper.typed_back([paper.scans()[0].attachment_id])
    paper.original_came(printed.ids[:2], date(2026, 3, 9))
    assert value_of("household", printed.ids[0], "consent_basis") == PAPER
    assert value_of("household", printed.ids[1], "consent_basis") == SCREEN
    assert [row.household_id for row in paper.awaited_originals()] == [printed.ids[2]]
    note = str(value_of("attachment", paper.scans()[0].attachment_id, "note"))
    assert "原件2026年3月9日收到" in note
    assert paper.scans()[0].typed
    with pytest.raises(RefusedError, match="original-not-awaited"):
        paper.original_came([printed.ids[0]])
    Journal(ledger).undo(None)
    assert len(paper.awaited_originals()) == 2
    assert paper.awaited_originals(Scope(building_id="0" * 32)) == []


def test_a_page_is_marked_as_typed_back_by_name_and_unmarked_again(
    paper: VisitPaper,
    printed: PrintedSheets,
    tmp_path: Path,
    value_of: Callable[[str, str, str], object],
) -> None:
    (tmp_path / "a.pdf").write_bytes(as_pdf(sheets_as_pictures(printed.data)[:2]))
    report = paper.take_scans([tmp_path / "a.pdf"])
    first = report.filed[0].attachment_id
    paper.typed_back([first])
    assert [scan.typed for scan in paper.scans(report.batch)] == [True, False]
    assert LEADER in str(value_of("attachment", first, "note"))
    paper.typed_back([first], done=False)
    assert [scan.typed for scan in paper.scans(report.batch)] == [False, False]
    assert paper.scans("0" * 32) == []


@pytest.mark.parametrize(
    ("before", "came", "after"),
    [
        (None, COPY, COPY), (SPOKEN, COPY, COPY), (COPY, COPY, COPY), (PAPER, COPY, PAPER),
        (SCREEN, COPY, SCREEN), (None, PAPER, PAPER), (COPY, PAPER, PAPER), (SPOKEN, PAPER, PAPER),
    ],
)  # fmt: skip
def test_a_copy_never_takes_the_place_of_something_better(
    before: int | None, came: ConsentBasis, after: int
) -> None:
    assert basis_after(before, came) == after


def test_a_read_only_operator_files_nothing(
    office: Office, ledger: Ledger, printed: PrintedSheets, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(as_picture(sheets_as_pictures(printed.data)[0], "PNG"))
    ledger.close()
    reader = office.open(read_only=True)
    with pytest.raises(RefusedError):
        VisitPaper(reader, office.clock).take_scans([tmp_path / "a.png"])
    assert files(reader) == set()
    assert Attachments(reader) is not None
