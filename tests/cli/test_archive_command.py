"""Everything on paper of a quarter goes into a package that proves itself without a ledger."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.scanned import scanned
from tests.support.tools import needs

if TYPE_CHECKING:
    from tests.cli.conftest import Script

FIRST = "421102001001"


def pack(run: Script, ledger: Path, out: Path) -> dict[str, Any]:
    done = run("archive", ledger, "--quarter", FIRST, "--out", out, "--json")
    assert done.code == 0, done.err
    made: dict[str, Any] = done.document
    return made


@needs("unzip")
def test_a_zip_holds_every_form_and_scan_with_its_hash(
    run: Script, ledger: Path, demo: Path, tmp_path: Path
) -> None:
    words = ("form", ledger, "--quarter", FIRST, "--type", "handover-water", "--out", tmp_path)
    form = run(*words, "--json").document
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(scanned(Path(form["path"]), pages=1))
    assert run("signed", ledger, paper, "--json").code == 0
    package = tmp_path / "棉纺厂.zip"
    made = pack(run, ledger, package)
    subprocess.run(["unzip", "-q", package, "-d", tmp_path / "out"], check=True)
    index = json.loads((tmp_path / "out" / "index.json").read_text("utf-8"))
    assert made["files"] == len(index["files"]) == made["forms"] + made["scans"]
    assert made["scans"] >= 1
    for one in index["files"]:
        data = (tmp_path / "out" / one["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one["size"], one["sha256"])
    numbers = {one["number"] for one in index["files"]}
    assert form["document_no"] in numbers
    rows = list(csv.reader(io.StringIO((tmp_path / "out" / "index.csv").read_text("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == [one["path"] for one in index["files"]]
    assert {row[5] for row in rows[1:]} >= {"已签齐", "纸质签章"}
    trusting = ("--trust", demo / "keys" / "demo-ca.pem", "--json")
    proven = run("verify", package, *trusting)
    assert (proven.code, proven.document["ok"]) == (0, True)
    assert proven.document["index_sha256"] == made["index_sha256"]
    assert run("verify", tmp_path / "out", *trusting).code == 0
    alone = run("verify", package, "--json")
    assert alone.code == 1, "nobody is trusted by itself"
    assert {one["state"] for one in alone.document["forms"]} <= {"untrusted", "unsigned"}


def test_whatever_is_missing_changed_or_added_is_named(
    run: Script, ledger: Path, demo: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "package"
    pack(run, ledger, folder)
    names = sorted((folder / "forms").iterdir())
    names[0].unlink()
    with names[1].open("ab") as stream:
        stream.write(b"\n")
    shutil.copyfile(names[2], folder / "forms" / "another.pdf")
    trust = demo / "keys" / "demo-ca.pem"
    found = run("verify", folder, "--trust", trust, "--json")
    assert found.code == 1
    assert found.document["missing"] == [f"forms/{names[0].name}"]
    assert found.document["changed"] == [f"forms/{names[1].name}"]
    assert found.document["extra"] == ["forms/another.pdf"]
    told = run("verify", folder, "--trust", trust)
    for name in (names[0].name, names[1].name, "another.pdf"):
        assert name in told.out


def test_a_package_is_never_written_over_something(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    (folder / "letter.txt").write_text("x")
    words = ("archive", ledger, "--quarter", FIRST, "--json", "--out")
    assert run(*words, folder).document["error"]["code"] == "archive-target-there"
    assert [one.name for one in tmp_path.joinpath("there").iterdir()] == ["letter.txt"]
    unknown = ("archive", ledger, "--quarter", "none", "--json", "--out", tmp_path / "x")
    assert run(*unknown).document["error"]["code"] == "quarter-unknown"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "index",
    [
        b"",
        b"[]",
        b'{"format": "hubiao-archive", "format_version": 9}',
        b'{"format": "other", "format_version": 1, "files": []}',
    ],
)
def test_what_is_no_package_is_said_in_words(run: Script, tmp_path: Path, index: bytes) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("index.json", index)
    assert run("verify", path, "--json").document["error"]["code"] == "archive-not-a-package"
    path.write_bytes(b"PK no zip")
    assert run("verify", path, "--json").document["error"]["code"] == "archive-not-a-package"
    assert run("verify", tmp_path, "--json").document["error"]["code"] == "archive-not-a-package"


def test_an_index_that_names_a_file_outside_reads_nothing_there(
    run: Script, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("x")
    digest = hashlib.sha256(b"x").hexdigest()
    entry = {
        "path": "../secret.txt", "title": "", "number": "", "dated_on": "", "state": "",
        "pages": 0, "size": 1, "sha256": digest,
    }  # fmt: skip
    folder = tmp_path / "p"
    folder.mkdir()
    head = {"office": "", "quarter_code": "", "quarter_name": "", "made_on": ""}
    document = {"format": "hubiao-archive", "format_version": 1, **head, "files": [entry]}
    (folder / "index.json").write_text(json.dumps(document))
    assert run("verify", folder, "--json").document["missing"] == ["../secret.txt"]


def test_scans_of_other_papers_come_along_once_and_without_names(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    pack(run, ledger, tmp_path / "p")
    index = json.loads((tmp_path / "p" / "index.json").read_text("utf-8"))
    paths = [one["path"] for one in index["files"]]
    assert len(set(paths)) == len(paths)
    assert {path.split("/")[0] for path in paths} <= {"forms", "signed", "papers"}
    for path in paths:
        assert path.isascii(), "nobody's name, and any zip program can open it"
