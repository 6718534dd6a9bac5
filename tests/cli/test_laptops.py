"""Laptops by the command line: set up, listed, enrolled from a file, refused when lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Script


def test_a_second_laptop_is_set_up_listed_and_refused_when_lost(
    run: Script, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = str(tmp_path / "machine-1"), str(tmp_path / "machine-2")
    other, stick = tmp_path / "other" / "office.hubiao", tmp_path / "stick"
    monkeypatch.setenv("XDG_DATA_HOME", first)
    backup = run("backup", ledger, "--to", stick, "--json").document["path"]
    monkeypatch.setenv("XDG_DATA_HOME", second)
    assert run("restore", backup, other).code == 0
    own = next(r for r in run("device", "list", other, "--json").document if r["state"] == "this")
    (stick / "code.txt").write_text(f"登记码\n{own['code']}\n", encoding="utf-8")
    shown = run("device", "list", other).out
    assert "本机" in shown
    assert own["check"] in shown
    monkeypatch.setenv("XDG_DATA_HOME", first)
    enrolled = run("device", "enrol", ledger, stick / "code.txt")
    assert (enrolled.code, own["check"] in enrolled.err) == (0, True)
    listed = run("device", "list", ledger, "--json").document
    added = next(row for row in listed if row["check"] == own["check"])
    assert (added["state"], added["name"], added["last_seen"]) == ("enrolled", own["name"], None)
    monkeypatch.setenv("XDG_DATA_HOME", second)
    household = run("verdict", other, "--json").document["failing"][0]["household_id"]
    assert run("set", other, household, "remarks", "第二台电脑").code == 0
    nobody = run("parcel", "make", other, stick / "a.hbp", "--for", "f" * 32, "--json")
    assert (nobody.code, nobody.document["error"]["code"]) == (3, "device-id-wrong")
    made = run("parcel", "make", other, stick / "a.hbp", "--json")
    assert made.document["bytes"] == (stick / "a.hbp").stat().st_size
    monkeypatch.setenv("XDG_DATA_HOME", first)
    looked = run("parcel", "take", ledger, stick / "a.hbp", "--dry-run", "--json").document
    taken = run("parcel", "take", ledger, stick / "a.hbp", "--json").document
    assert taken["applied"] == looked["applied"]
    assert (taken["applied"]["fields"], taken["from_revoked"]) == (1, {})
    listed = run("device", "list", ledger, "--json").document
    seen = next(row for row in listed if row["check"] == own["check"])
    assert seen["last_seen"] is not None
    assert f"尚未看到 {seen['behind']} 项操作" in run("device", "list", ledger).out
    assert run("device", "revoke", ledger, seen["device"]).code == 0
    refused = run("parcel", "take", ledger, stick / "a.hbp", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (3, "parcel-revoked-device")
    assert "已停用" in run("device", "list", ledger).out


def test_a_code_that_is_none_and_a_file_without_one_are_told_apart(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("没有登记码", encoding="utf-8")
    nothing = run("device", "enrol", ledger, tmp_path / "letter.txt", "--json")
    assert (nothing.code, nothing.document["error"]["code"]) == (3, "device-code-none")
    wrong = run("device", "enrol", ledger, "abc", "--json")
    assert (wrong.code, wrong.document["error"]["code"]) == (3, "device-id-wrong")
