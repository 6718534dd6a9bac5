"""Every command answers as the contract says, and leaves things as it says."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Script

FIRST = "421102001001"
SECOND = "421102001002"


def test_stats_counts_what_the_roster_brought(run: Script, ledger: Path) -> None:
    answer = run("stats", ledger, "--json")
    assert answer.code == 0
    stats = answer.document
    assert (stats["quarters"], stats["households"]) == (4, 60)
    assert set(stats) == {
        "quarters", "buildings", "units", "households", "water_meters", "electricity_meters",
        "surveyed", "consented", "journal",
    }  # fmt: skip
    assert stats["journal"]["length"] > 0


def test_the_demo_roster_read_again_changes_nothing(run: Script, ledger: Path, demo: Path) -> None:
    before = run("stats", ledger, "--json").document
    answer = run("roster", ledger, demo / "roster.xlsx", "--json")
    assert answer.code == 0
    assert not any(answer.document["created"].values())
    after = run("stats", ledger, "--json").document
    assert {**after, "journal": 0} == {**before, "journal": 0}


def test_a_dry_run_of_a_roster_says_what_it_would_do_and_does_not(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["新村住户花名册"])
    sheet.append(["楼栋", "单元", "室号", "户主", "电话", "水表号", "面积"])
    sheet.append(["1栋", "1单元", "101", "丁一", "139-0000-0001", "SB900001", "六十"])
    book.save(tmp_path / "list.xlsx")
    before = run("stats", ledger, "--json").document
    answer = run("roster", ledger, tmp_path / "list.xlsx", "--dry-run", "--json")
    assert answer.document["created"]["households"] == 1
    assert answer.document["dry_run"] is True
    problem = answer.document["problems"][0]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "面积", "六十")
    assert problem["message"]
    assert run("stats", ledger, "--json").document == before
    run("roster", ledger, tmp_path / "list.xlsx")
    assert run("stats", ledger, "--json").document["households"] == before["households"] + 1


def test_verdicts_are_given_for_both_utilities_with_reasons(run: Script, ledger: Path) -> None:
    document = run("verdict", ledger, "--quarter", FIRST, "--json").document
    quarter = document["quarters"][0]
    assert quarter["code"] == FIRST
    for utility in ("water", "electricity"):
        assert sum(quarter[utility].values()) == quarter["households"]
    assert quarter["water"]["met"] > 0
    assert all(row["reasons"] for row in document["failing"])


def test_the_gate_says_yes_for_the_finished_quarter_and_no_for_the_next(
    run: Script, ledger: Path
) -> None:
    assert run("gate", ledger, "--quarter", FIRST, "--json").code == 0
    answer = run("gate", ledger, "--quarter", SECOND, "--json")
    assert answer.code == 1
    assert answer.document["missing"]


def test_a_form_is_not_issued_before_its_gate_but_drafted(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    words = ("form", ledger, "--quarter", SECOND, "--type", "handover-water", "--out", tmp_path)
    refused = run(*words, "--json")
    assert refused.code == 1
    assert refused.document["missing"]
    assert not list(tmp_path.glob("*.pdf"))
    drafted = run(*words, "--draft", "--json")
    assert drafted.code == 0
    assert drafted.document["document_no"] == ""
    assert drafted.document["fields"] == []


def test_the_three_forms_are_named(run: Script) -> None:
    types = {row["type"]: row for row in run("form", "--list", "--json").document}
    assert {"acceptance-certificate", "handover-water", "handover-power"} <= types.keys()
    assert "street_office" in types["handover-water"]["fields"]


def test_a_form_is_issued_signed_in_order_and_verified(
    run: Script, ledger: Path, demo: Path, tmp_path: Path
) -> None:
    issued = run(
        "form", ledger, "--quarter", FIRST, "--type", "handover-water", "--out", tmp_path, "--json"
    ).document
    pin = tmp_path / "pin"
    pin.write_text("demo\n")
    path, fields = issued["path"], issued["fields"]
    key = ("--pin-file", pin, "--ledger", ledger)
    out_of_order = run("sign", path, "--as", fields[-1], "--p12",
                       demo / "keys" / f"{fields[-1]}.p12", *key)  # fmt: skip
    assert out_of_order.code == 1
    for field in fields:
        signed = run("sign", path, "--as", field, "--p12", demo / "keys" / f"{field}.p12", *key)
        assert signed.code == 0, signed.err
    verified = run("verify", path, "--ledger", ledger, "--json")
    assert verified.code == 0
    assert verified.document[0]["state"] == "valid"
    assert [s["field"] for s in verified.document[0]["signatures"]] == fields


def test_demo_forms_are_trusted_only_by_name_or_by_the_demo_ledger(
    run: Script, ledger: Path, demo: Path
) -> None:
    forms = sorted((demo / "forms").glob("*.pdf"))
    assert len(forms) == 3
    assert {row["state"] for row in run("verify", *forms, "--json").document} == {"untrusted"}
    assert run("verify", *forms, "--trust", demo / "keys" / "demo-ca.pem").code == 0
    assert run("verify", *forms, "--ledger", ledger).code == 0


def test_an_export_is_merged_back_field_by_field(run: Script, ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "district.xlsx"
    export = run("export", ledger, path, "--return-by", "2026-12-20", "--json").document
    assert export["households"] == 60
    assert run("export", ledger, path, "--return-by", "下周").code == 2
    book = load_workbook(path)
    guide = [cell for row in book["说明"].iter_rows(values_only=True) for cell in row]
    assert "请于 2026 年 12 月 20 日前填好返回" in guide
    sheet = book["住户"]
    keys = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, keys["household.remarks"]).value = "区里核实"
    sheet.cell(4, keys["household.remarks"]).value = "两边都改"
    ticket = str(sheet.cell(4, 1).value)
    entity = ticket.split(".")[1]
    book.save(path)
    assert run("set", ledger, entity, "remarks", "街道先改").code == 0
    dry = run("merge", ledger, path, "--dry-run", "--json")
    assert dry.code == 1
    merged = run("merge", ledger, path, "--json")
    assert merged.code == 1
    assert merged.document["applied"]["fields"] == 1
    conflict = merged.document["conflicts"][0]
    assert (conflict["entity_id"], conflict["ours"], conflict["theirs"]) == (
        entity, "街道先改", "两边都改",
    )  # fmt: skip
    sheet.delete_rows(6)
    sheet.cell(5, keys["household.remarks"]).value = "长" * 501
    book.save(path)
    told = run("merge", ledger, path).out.splitlines()
    assert [line for line in told if line.endswith(f" 备注:  |  | {'长' * 40}…")]
    assert [line for line in told if "备注:  | 街道先改 | 两边都改" in line]
    assert [line for line in told if ": 表格中没有这一行了" in line]
    again = run("merge", ledger, path, "--json").document
    assert again["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
    settled = run("merge", ledger, path, "--conflicts", "ours", "--json")
    assert (settled.code, settled.document["conflicts"]) == (0, [])
    assert run("merge", ledger, path, "--json").document["conflicts"] == []


def test_a_field_is_set_and_taken_back(run: Script, ledger: Path) -> None:
    household = run("verdict", ledger, "--json").document["failing"][0]["household_id"]
    assert run("set", ledger, household, "remarks", "试一试").code == 0
    entries = run("journal", ledger, "--entity", household, "--json").document
    assert (entries[-1]["field"], entries[-1]["new"]) == ("remarks", "试一试")
    assert run("undo", ledger).code == 0
    entries = run("journal", ledger, "--entity", household, "--json").document
    assert entries[-1]["new"] != "试一试"


@pytest.mark.parametrize(
    ("field", "value"), [("floor", "很高"), ("no_such_field", "1"), ("w_state", "99")]
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_changes(
    run: Script, ledger: Path, field: str, value: str
) -> None:
    household = run("verdict", ledger, "--json").document["failing"][0]["household_id"]
    before = run("stats", ledger, "--json").document["journal"]["length"]
    answer = run("set", ledger, household, field, value, "--json")
    assert answer.code == 3
    assert answer.document["error"]["message"]
    assert run("stats", ledger, "--json").document["journal"]["length"] == before


def test_the_ledger_is_checked_backed_up_rehearsed_and_restored(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    assert run("check", ledger, "--json").document["ok"] is True
    backup = run("backup", ledger, "--to", tmp_path / "stick", "--json").document["path"]
    assert run("backup", ledger).code == 0
    assert run("rehearse", ledger).code == 0
    restored = tmp_path / "again" / "office.hubiao"
    assert run("restore", backup, restored).code == 0
    assert run("stats", restored, "--json").document["households"] == 60
    assert run("check", restored, "--json").document["ok"] is True


def test_operators_are_added_by_the_leader_and_an_auditor_may_not_write(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("another\n")
    added = run("operator", "add", ledger, "王芳", "--new-passphrase-file", secret)
    assert added.code == 0
    people = {row["name"]: row for row in run("operator", "list", ledger, "--json").document}
    assert people["王芳"]["role"] == "surveyor"
    household = run("verdict", ledger, "--json").document["failing"][0]["household_id"]
    words = ("set", ledger, household, "remarks", "x", "--operator", "区审计", "--json")
    assert run(*words).code == 1
    assert run("operator", "disable", ledger, "王芳").code == 0
    refused = run("stats", ledger, "--operator", "王芳", "--passphrase-file", secret)
    assert refused.code == 4


def test_a_forgotten_passphrase_is_recovered_with_the_printed_key(
    run: Script, tmp_path: Path
) -> None:
    path = tmp_path / "new.hubiao"
    key = run("new", path, "--office", "试验街道", "--street-code", "420000001", "--json")
    (tmp_path / "key").write_text(key.document["recovery_key"])
    (tmp_path / "new-secret").write_text("fresh")
    recovered = run(
        "recover", path, "--recovery-key-file", tmp_path / "key",
        "--new-passphrase-file", tmp_path / "new-secret",
    )  # fmt: skip
    assert recovered.code == 0, recovered.err
    assert run("stats", path).code == 4
    assert run("stats", path, "--passphrase-file", tmp_path / "new-secret").code == 0


def test_a_parcel_carries_a_change_to_another_laptop(
    run: Script, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other" / "office.hubiao"
    backup = run("backup", ledger, "--to", tmp_path / "stick", "--json").document["path"]
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "second-machine"))
    assert run("restore", backup, other).code == 0
    household = run("verdict", other, "--json").document["failing"][0]["household_id"]
    assert run("set", other, household, "remarks", "第二台电脑").code == 0
    devices = run("device", "list", other, "--json").document
    parcel = tmp_path / "one.hbp"
    assert run("parcel", "make", other, parcel).code == 0
    monkeypatch.undo()
    monkeypatch.setenv("HUBIAO_PASSPHRASE", "demo")
    assert run("parcel", "take", ledger, parcel).code == 3
    for device in devices:
        assert run("device", "enrol", ledger, device["code"]).code == 0
    taken = run("parcel", "take", ledger, parcel, "--json")
    assert taken.code == 0, taken.out
    assert taken.document["applied"]["fields"] == 1
    entries = run("journal", ledger, "--entity", household, "--json").document
    assert entries[-1]["new"] == "第二台电脑"
    again = run("parcel", "take", ledger, parcel, "--json").document
    assert again["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_wrong_words_are_wrong_usage(run: Script) -> None:
    assert run("roster").code == 2
    assert run("form", "--quarter", "x").code == 2
    document = run("roster", "--json").document
    assert document["error"]["code"] == "usage"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("passphrase", "ledger-wrong-passphrase"),
        ("empty", "ledger-empty"),
        ("missing", "ledger-missing"),
        ("plain", "ledger-not-encrypted"),
        ("truncated", "ledger-damaged"),
        ("flipped", "ledger-damaged"),
        ("no-key", "key-file-missing"),
    ],
)
def test_a_ledger_that_cannot_be_opened_is_told_in_words_and_left_alone(
    run: Script, ledger: Path, monkeypatch: pytest.MonkeyPatch, damage: str, code: str
) -> None:
    data = bytearray(ledger.read_bytes())
    if damage == "passphrase":
        monkeypatch.setenv("HUBIAO_PASSPHRASE", "wrong")
    elif damage == "missing":
        ledger.unlink()
    elif damage == "no-key":
        ledger.with_name("demo.hubiao.key").unlink()
    else:
        data[100] ^= 1
        content = {
            "empty": b"",
            "plain": b"SQLite format 3\0" + bytes(4080),
            "truncated": bytes(ledger.read_bytes()[: len(data) // 2 // 4096 * 4096]),
            "flipped": bytes(data),
        }
        ledger.write_bytes(content[damage])
    before = _fingerprint(ledger) if ledger.exists() else ""
    answer = run("stats", ledger, "--json")
    assert answer.code == 4
    error = answer.document["error"]
    assert error["code"] == code
    assert error["message"]
    assert error["hint"]
    assert (_fingerprint(ledger) if ledger.exists() else "") == before


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04 torn", b"a,b\n1,2\n", "只有一行".encode("gb18030")],
)
def test_a_roster_that_cannot_be_used_is_refused_and_nothing_changes(
    run: Script, ledger: Path, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    before = run("stats", ledger, "--json").document
    answer = run("roster", ledger, path, "--json")
    assert answer.code == 3
    assert answer.document["error"]["hint"]
    assert run("stats", ledger, "--json").document == before


def test_a_csv_of_either_encoding_is_a_roster(run: Script, ledger: Path, tmp_path: Path) -> None:
    text = "小区,楼栋,单元,室号,业主\r\n新村,1栋,1,101,甲乙\r\n"
    for number, encoding in enumerate(("utf-8-sig", "gb18030"), start=1):
        path = tmp_path / f"list{number}.csv"
        path.write_bytes(text.replace("101", f"{number}01").encode(encoding))
        assert run("roster", ledger, path, "--json").document["created"]["households"] == 1


def test_a_workbook_without_an_export_id_is_refused(run: Script, ledger: Path, demo: Path) -> None:
    answer = run("merge", ledger, demo / "roster.xlsx", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (3, "workbook-no-export-id")


def test_a_demo_folder_that_is_not_empty_is_refused(run: Script, demo: Path) -> None:
    before = sorted(path.name for path in demo.iterdir())
    assert run("demo", "--dir", demo, "--no-window").code == 3
    assert sorted(path.name for path in demo.iterdir()) == before


def test_english_is_spoken_when_asked_for(run: Script, tmp_path: Path) -> None:
    answer = run("stats", tmp_path / "nowhere.hubiao", "--lang", "en")
    assert answer.code == 4
    assert answer.err.isascii()


def test_every_answer_with_json_is_one_document(run: Script, ledger: Path) -> None:
    for words in (["stats", ledger], ["check", ledger], ["operator", "list", ledger]):
        assert json.loads(run(*words, "--json").out) is not None


def test_a_building_is_generated_from_floors_and_doors(run: Script, ledger: Path) -> None:
    before = run("stats", ledger, "--json").document
    words = (
        "grid", ledger, "--quarter", SECOND, "--building", "九号楼", "--floors", 6, "--doors", 2,
        "--units", 3, "--first-floor", 2, "--shops", 4, "--missing", "2-602", "--json",
    )  # fmt: skip
    answer = run(*words)
    assert answer.code == 0, answer.out
    assert answer.document["households"] == 3 * 5 * 2 - 1 + 4
    after = run("stats", ledger, "--json").document
    assert after["households"] == before["households"] + 33
    assert after["buildings"] == before["buildings"] + 1
    again = run(*words)
    assert (again.code, again.document["error"]["code"]) == (1, "grid-building-exists")
    assert run("undo", ledger).code == 0
    undone = run("stats", ledger, "--json").document
    assert {**undone, "journal": 0} == {**before, "journal": 0}


def test_help_names_every_command_in_the_persons_language(
    run: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, line in ((["--help"], "导入住户名册"), (["--lang", "en", "--help"], "read a list")):
        with pytest.raises(SystemExit, match="0"):
            run(*words)
        assert line in capsys.readouterr().out


def test_without_a_display_the_window_says_so_instead_of_aborting(
    run: Script, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    answer = run(ledger, "--json")
    assert (answer.code, answer.document["error"]["code"]) == (5, "no-display")


def test_a_damaged_ledger_is_salvaged_from_its_backup_and_its_journal(
    run: Script, ledger: Path
) -> None:
    assert run("backup", ledger).code == 0
    household = run("verdict", ledger, "--json").document["failing"][0]["household_id"]
    assert run("set", ledger, household, "remarks", "楼梯左侧").code == 0
    for younger in sorted((ledger.parent / "backups").glob("*-close.hubiao"))[-1:]:
        younger.unlink()  # as if the battery had died before the backup of the close
    content = bytearray(ledger.read_bytes())
    content[4096 * 3 + 50] ^= 255
    ledger.write_bytes(content)
    salvaged = run("salvage", ledger, "--json")
    assert (salvaged.code, salvaged.document["lost"]) == (0, 0)
    assert salvaged.document["recovered"] >= 1
    history = run("journal", ledger, "--entity", household, "--json").document
    assert "楼梯左侧" in [row["new"] for row in history]
