"""What happens to the ledger's files, and what the person hears."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from desktop.kernel.errors import HubiaoError, LedgerError, MachineError
from desktop.storage import cipher, doctor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.storage.ledger import Ledger

Office = Any


def told(call: Callable[[], object]) -> str:
    with pytest.raises(HubiaoError) as caught:
        call()
    return caught.value.code


def write(ledger: Ledger, household: str, text: str) -> None:
    with ledger.unit_of_work("survey.set") as work:
        work.update("household", household, {"remarks": text})


@pytest.fixture
def closed(office: Office, ledger: Ledger, households: list[str]) -> Path:
    """A ledger with eight households, properly closed."""
    assert households
    ledger.close()
    path: Path = office.path
    return path


def test_a_missing_file_is_named_and_not_made(office: Office) -> None:
    assert told(office.open) == "ledger-missing"
    assert list(office.folder.iterdir()) == []


def test_an_empty_file_is_no_new_ledger(office: Office, closed: Path) -> None:
    closed.write_bytes(b"")
    assert told(office.open) == "ledger-empty"
    assert closed.read_bytes() == b""


def test_a_plain_database_is_told_apart(office: Office, closed: Path) -> None:
    closed.unlink()
    plain = sqlite3.connect(closed)
    plain.execute("CREATE TABLE household (id)")
    plain.commit()
    plain.close()
    assert told(office.open) == "ledger-not-encrypted"


@pytest.mark.parametrize("content", [b"PK\x03\x04 workbook", os.urandom(20_000)])
def test_another_kind_of_file_is_damaged(office: Office, closed: Path, content: bytes) -> None:
    closed.write_bytes(content)
    assert told(office.open) == "ledger-damaged"
    assert closed.read_bytes() == content


def test_a_damaged_first_page_is_no_wrong_password(office: Office, closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[100] ^= 1
    closed.write_bytes(content)
    assert told(office.open) == "ledger-damaged"
    assert told(lambda: office.open("负责人", "wrong")) == "ledger-wrong-passphrase"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.97])
def test_a_truncated_file_is_seen(office: Office, closed: Path, keep: float) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: int(len(content) * keep)])
    assert _damage(closed, _key(office))


def test_every_flipped_bit_is_seen(office: Office, closed: Path) -> None:
    content = closed.read_bytes()
    key = _key(office)
    chance = random.Random(7)
    damaged = closed.with_name("flipped.hubiao")
    for _ in range(40):
        place = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        damaged.write_bytes(flipped)
        assert _damage(damaged, key), place


def _damage(path: Path, key: bytes) -> bool:
    """Return whether the file refuses to open, or opens and is found wanting."""
    try:
        driver = cipher.connect(path, key, "immutable")
    except LedgerError as error:
        return error.code == "ledger-damaged"
    try:
        found = driver.execute("PRAGMA cipher_integrity_check").fetchall()
        return bool(found) or driver.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    except Exception as error:  # noqa: BLE001 - the driver has several
        return "malformed" in str(error) or "disk image" in str(error)
    finally:
        driver.close()


def _key(office: Office) -> bytes:
    from desktop.storage.keyring import Keyring

    ring = Keyring.load(office.path.with_name("test.hubiao.key"))
    return ring.unlock("负责人", "open sesame")[1]


def test_a_newer_ledger_is_refused_and_untouched(office: Office, closed: Path) -> None:
    driver = cipher.connect(closed, _key(office), "rw")
    driver.execute("PRAGMA user_version=999")
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    driver.close()
    before = closed.read_bytes()
    assert told(office.open) == "ledger-newer"
    assert closed.read_bytes() == before


def test_a_copy_without_its_write_ahead_log_has_fewer_records(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    ledger.checkpoint()
    shutil.copy(office.path, office.folder / "copy")
    write(ledger, households[0], "only in the log, then closed")
    length = ledger.journal.length()
    ledger.close()
    shutil.copy(office.folder / "copy", office.path)
    with pytest.raises(LedgerError) as caught:
        office.open()
    assert caught.value.code == "ledger-fewer-records"
    assert caught.value.details == {"now": length - 1, "before": length}


@pytest.mark.parametrize("what", ["", "-wal"])
def test_a_file_deleted_under_the_program_stops_it(
    office: Office, ledger: Ledger, households: list[str], what: str
) -> None:
    write(ledger, households[0], "before")
    office.path.with_name(office.path.name + what).unlink()
    assert told(lambda: write(ledger, households[0], "lost")) == "ledger-replaced"
    assert told(lambda: write(ledger, households[0], "lost again")) == "ledger-replaced"
    copy = office.folder / "copy.hubiao"
    ledger.save_copy(copy)
    with office.open(path=copy) as saved, saved.unit_of_work("look") as work:
        assert work.get("household", households[0])["remarks"] == "before"


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced on Windows")
def test_a_file_replaced_under_the_program_stops_it(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    ledger.checkpoint()
    shutil.copy(office.path, office.folder / "other")
    (office.folder / "other").replace(office.path)
    assert told(lambda: write(ledger, households[0], "lost")) == "ledger-replaced"


def test_a_file_cut_short_under_the_program_stops_it(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    ledger.checkpoint()
    os.truncate(office.path, office.path.stat().st_size - 4096)
    assert told(lambda: write(ledger, households[0], "lost")) in {
        "ledger-replaced",
        "ledger-damaged",
    }


def test_a_read_only_place_opens_for_reading_with_a_badge(
    office: Office, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = sorted(path.name for path in office.folder.iterdir())
    ledger = office.open()
    assert ledger.read_only
    assert ledger.warnings == ("ledger-read-only",)
    assert told(lambda: ledger.unit_of_work("x").__enter__()) == "ledger-read-only"
    with ledger.reader() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM household").scalar_one() == 8
    ledger.close()
    assert sorted(path.name for path in office.folder.iterdir()) == before
    closed.with_name(closed.name + "-wal").write_bytes(b"not empty")
    assert told(office.open) == "ledger-read-only-unclosed"


def test_a_copied_ledger_starts_a_device_of_its_own(
    office: Office, ledger: Ledger, closed: Path
) -> None:
    with office.open() as again:
        assert again.device_id == ledger.device_id
    with office.open(machine="another machine") as elsewhere:
        assert elsewhere.device_id != ledger.device_id
    copy = office.folder / "copy.hubiao"
    shutil.copy(closed, copy)
    shutil.copy(f"{closed}.key", f"{copy}.key")
    with office.open(path=copy) as copied:
        assert copied.device_id != ledger.device_id


def test_a_full_disk_keeps_what_was_there(office: Office, tmp_path: Path, small_disk: Path) -> None:
    office.path = small_disk / "test.hubiao"
    ledger = office.create()
    households = office.fill(ledger)
    (small_disk / "filler").write_bytes(b"x" * (_free(small_disk) - 30_000))
    length = ledger.journal.length()

    def much() -> None:
        with ledger.unit_of_work("much") as work:
            work.insert("visit", [{"note": "n" * 200} for _ in range(5_000)])

    assert told(much) == "disk-full"
    assert ledger.journal.length() == length
    (small_disk / "filler").unlink()
    write(ledger, households[0], "room again")
    assert ledger.journal.verify() is None
    assert all(found.ok for found in doctor.check(ledger))


def test_a_password_change_on_a_full_disk_keeps_the_old_one(
    office: Office, small_disk: Path
) -> None:
    from desktop.storage import operators

    office.path = small_disk / "test.hubiao"
    ledger = office.create()
    ledger.checkpoint()
    (small_disk / "filler").write_bytes(b"x" * _free(small_disk))
    with pytest.raises(MachineError, match="disk-full"):
        operators.reset(ledger, "负责人", "new")
    (small_disk / "filler").unlink()
    ledger.close()
    assert office.open().operator.name == "负责人"


def test_a_ledger_is_not_half_made_on_a_full_disk(office: Office, small_disk: Path) -> None:
    office.path = small_disk / "test.hubiao"
    (small_disk / "filler").write_bytes(b"x" * (_free(small_disk) - 60_000))
    assert told(office.create) == "disk-full"
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
