"""What was signed comes back: by USB as a file, from the scanner, or by word of mouth."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.support.scanned import scanned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Script

FIRST = "421102001001"


def test_files_and_scans_come_back_in_one_pile(
    run: Script, ledger: Path, demo: Path, tmp_path: Path
) -> None:
    words = ("form", ledger, "--quarter", FIRST, "--out", tmp_path, "--json")
    water = run(*words, "--type", "handover-water").document
    power = run(*words, "--type", "handover-power").document
    pin = tmp_path / "pin"
    pin.write_text("demo\n")
    stick = shutil.copyfile(water["path"], tmp_path / "stick.pdf")
    first = water["fields"][0]
    key = demo / "keys" / f"{first}.p12"
    assert run("sign", stick, "--as", first, "--p12", key, "--pin-file", pin).code == 0
    paper, other = tmp_path / "paper.pdf", tmp_path / "other.png"
    paper.write_bytes(scanned(power["path"], pages=2))
    other.write_bytes(b"x")
    taken = run("signed", ledger, stick, paper, other, "--json")
    assert taken.code == 1
    (file,), (scan,), (refused,) = (taken.document[name] for name in ("files", "scans", "refused"))
    assert (file["document_no"], file["added"]) == (water["document_no"], [first])
    assert (scan["document_no"], scan["pages"]) == (power["document_no"], 2)
    assert scan["parties"] == power["fields"]
    assert (refused["source"], refused["code"]) == ("other.png", "scan-unknown-kind")
    again = run("signed", ledger, stick, paper, "--json")
    assert (again.code, again.document["known"]) == (0, 2)

    second = water["fields"][1]
    by_number = ("signed", ledger, "--number", water["document_no"], "--party", second)
    noted = run(*by_number, "--on", "2026-03-05", "--note", "原件在档案室", "--json").document
    assert noted["remaining"] == water["fields"][2:]
    assert run(*by_number, "--json").document["error"]["code"] == "sign-field-signed"


def test_a_pile_and_a_number_at_once_are_refused(run: Script, ledger: Path, tmp_path: Path) -> None:
    assert run("signed", ledger).code == 2
    assert run("signed", ledger, tmp_path / "a.pdf", "--number", "1").code == 2
    assert run("signed", ledger, "--number", "1", "--on", "三月").code == 2
