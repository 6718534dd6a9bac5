"""Household sheets out and their scans in, as a script does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.sheet_number import sheet_number
from tests.documents.test_rendering import text_of
from tests.support.scanner import as_pdf, badly_scanned, sheets_as_pictures

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Script

SECOND = "421102001002"


def test_sheets_go_out_and_their_scans_come_back(run: Script, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheets.pdf"
    printed = run("sheets", ledger, "--quarter", SECOND, "--building", "1", "--out", out, "--json")
    assert printed.code == 0
    document = printed.document
    assert set(document) == {"path", "sheets", "pages", "households", "unknown", "seconds"}
    texts = text_of(out.read_bytes()).split("\f")[:-1]
    assert len(texts) == document["pages"] == document["sheets"] == len(document["households"])
    for household_id, text in zip(document["households"], texts, strict=True):
        assert sheet_number(household_id) in text

    pages = sheets_as_pictures(out.read_bytes(), 150)[:3]
    pages[1].paste(255, (pages[1].width // 2, 0, pages[1].width, pages[1].height // 8))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(as_pdf([badly_scanned(page, n) for n, page in enumerate(pages[::-1])]))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    taken = run("scans", ledger, scan, tmp_path / "broken.pdf", "--basis", "copy", "--json")
    assert taken.code == 1
    document_in = taken.document
    assert set(document_in) == {"pages", "filed", "tray", "known", "blank", "twice", "refused"}
    first, third = document["households"][0], document["households"][2]
    assert [row["household_id"] for row in document_in["filed"]] == [first, third]
    assert [(row["page"], row["code"]) for row in document_in["tray"]] == [(2, "scan-no-code")]
    assert [row["code"] for row in document_in["refused"]] == ["scan-damaged"]
    assert all(row["message"] for row in document_in["tray"] + document_in["refused"])
    again = run("scans", ledger, scan, "--json")
    assert (again.code, again.document["known"], again.document["filed"]) == (0, 3, [])
    assert run("check", ledger, "--json").code == 0


def test_what_cannot_be_done_is_said_with_the_contract_s_codes(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    assert run("sheets", ledger, "--quarter", "0", "--out", out).code == 3
    building = run("sheets", ledger, "--quarter", SECOND, "--building", "99", "--out", out)
    assert building.code == 3
    assert "99" in building.err
    assert not out.exists()
    (tmp_path / "list.txt").write_text("no scan", encoding="utf-8")
    refused = run("scans", ledger, tmp_path / "list.txt", "--json")
    assert refused.code == 3
    assert refused.document["error"]["code"] == "scan-unknown-kind"
