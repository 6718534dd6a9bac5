"""street and plan on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Script


def test_a_district_takes_plans_and_sends(run: Script, ledger: Path, tmp_path: Path) -> None:
    district, book = tmp_path / "district.hubiao", tmp_path / "street.xlsx"
    words = ("--office", "区住建局", "--street-code", "421102", "--profile", "district")
    assert run("new", district, *words, "--json").code == 0
    assert run("export", ledger, book, "--json").code == 0
    looked = run("street", "take", district, book, "--dry-run", "--json")
    assert (looked.code, looked.document["age"]) == (0, "first")
    unnamed = run("street", "take", district, book, "--json")
    assert (unnamed.code, unnamed.document["error"]["code"]) == (3, "street-unknown")
    taken = run("street", "take", district, book, "--name", "赤壁街道", "--json")
    assert taken.document["inserted"]["household"] == 60
    (street,) = run("street", "list", district, "--json").document
    assert (street["name"], street["households"]) == ("赤壁街道", 60)
    quarters = run("plan", "list", district, "--json").document["quarters"]
    code = quarters[0]["code"]
    planned = ("--quarter", f"421102001/{code}", "--year", "2030", "--batch", "第一批")
    assert run("plan", "set", district, *planned, "--approval", "区建1号", "--json").code == 0
    refused = run("plan", "set", district, "--quarter", code, "--year", "2031", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (1, "plan-issued")
    moved = ("--quarter", code, "--document", "区建2号", "--reason", "资金未到位")
    assert run("plan", "move", district, *moved, "--json").code == 0
    (row,) = run("plan", "list", district, "--year", "2031", "--json").document["quarters"]
    assert row["code"] == code
    notice = tmp_path / "notice.docx"
    named = ("--document", "区建2号", "--out", str(notice))
    assert run("plan", "notice", district, *named, "--json").code == 0
    assert notice.stat().st_size > 1000
    (sent,) = run("street", "send", district, tmp_path / "sent" / "to", "--json").document
    gate = run("gate", district, "--quarter", f"421102001/{code}", "--json")
    assert gate.document["quarter"].endswith(code)
    clash = run("street", "send", district, book / "below", "--json")
    assert clash.document["error"]["code"] == "street-folder-refused"
    merged = run("merge", ledger, sent["path"], "--json")
    assert merged.code == 0
    assert merged.document["applied"]["fields"] >= 3


def test_a_streets_ledger_takes_no_workbooks_of_streets(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    assert run("export", ledger, tmp_path / "a.xlsx", "--json").code == 0
    answer = run("street", "take", ledger, tmp_path / "a.xlsx", "--name", "x", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, "district-only")
