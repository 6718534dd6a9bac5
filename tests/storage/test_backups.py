from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desktop.kernel.errors import LedgerError, RefusedError
from desktop.services.backing_up import BackingUp
from desktop.storage import backups, doctor
from desktop.storage.attachments import Attachments
from desktop.storage.restore import restore

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger

Office = Any


def put_back(office: Office, backup: Path) -> dict[str, Any]:
    return restore(
        backup,
        office.path,
        operator="负责人",
        passphrase="open sesame",
        clock=office.clock,
        device_folder=office.folder / "machine",
    )


def test_a_backup_is_whole_encrypted_and_of_this_moment(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    info = backups.make(ledger)
    with ledger.unit_of_work("later") as work:
        work.update("household", households[0], {"remarks": "later"})
    proven, findings = backups.rehearse(ledger)
    assert proven.path == info.path
    assert all(found.ok for found in findings), findings
    assert {"cipher", "pages", "references", "journal", "anchor", "counts"} <= {
        found.name for found in findings
    }
    assert "翠湖".encode() not in info.path.read_bytes()
    names = sorted(path.name for path in info.path.parent.iterdir())
    assert names == [info.path.name, f"{info.path.name}.key"]


def test_restoring_keeps_what_was_there_and_journals_itself(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    info = backups.make(ledger)
    length = ledger.journal.length()
    with ledger.unit_of_work("mistake") as work:
        work.delete("household", households[0])
    ledger.close()
    answer = put_back(office, info.path)
    assert answer["operations"] >= length
    assert len(answer["set_aside"]) == 2
    with office.open() as again:
        with again.unit_of_work("look") as work:
            assert work.get("household", households[0]) is not None
        actions = [operation.action for operation in again.journal.latest(2)]
        assert actions == ["ledger.restore", "device.begin"]
        assert all(found.ok for found in doctor.check(again))


def test_a_restored_ledger_never_uses_a_sequence_number_twice(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    info = backups.make(ledger)
    with ledger.unit_of_work("after the backup") as work:
        work.update("household", households[0], {"floor": 8})
    old = {(o.device, o.sequence): o.seal for o in ledger.journal.operations()}
    ledger.close()
    put_back(office, info.path)
    with office.open() as again:
        with again.unit_of_work("after the restore") as work:
            work.update("household", households[0], {"floor": 9})
        new = {(o.device, o.sequence): o.seal for o in again.journal.operations()}
    assert all(old[name] == new[name] for name in old.keys() & new.keys())
    assert len(new.keys() - old.keys()) >= 3


def test_a_damaged_backup_is_not_put_back(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    info = backups.make(ledger)
    ledger.close()
    content = bytearray(info.path.read_bytes())
    content[len(content) // 2] ^= 1
    info.path.write_bytes(content)
    before = office.path.read_bytes()
    with pytest.raises(LedgerError):
        put_back(office, info.path)
    assert office.path.read_bytes() == before


def test_a_backup_that_does_not_pass_leaves_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = [doctor.Finding("pages", ok=False)]
    monkeypatch.setattr(doctor, "check_file", lambda *_: bad)
    with pytest.raises(LedgerError, match="backup-not-whole"):
        backups.make(ledger)
    assert list(ledger.paths.backups.iterdir()) == []
    with pytest.raises(RefusedError, match="backup-missing"):
        backups.rehearse(ledger)


def test_closing_backs_up_what_changed_and_only_that(office: Office, ledger: Ledger) -> None:
    office.fill(ledger)
    ledger.backup_at_close = True
    ledger.close()
    assert len(backups.listing(office.folder / "backups", "test")) == 1
    again = office.open()
    again.backup_at_close = True
    again.close()
    assert len(backups.listing(office.folder / "backups", "test")) == 1


def test_thinning_out_keeps_two_days_then_days_weeks_and_months(tmp_path: Path) -> None:
    now = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
    for hours in range(0, 24 * 150, 6):
        at = now - timedelta(hours=hours)
        (tmp_path / f"a-{at:%Y%m%d-%H%M%S}-close.hubiao").touch()
    (tmp_path / "a-20260101-000000-asked.hubiao").touch()
    (tmp_path / "b-20260101-000000-close.hubiao").touch()
    backups.thin_out(tmp_path, "a", now)
    kept = backups.listing(tmp_path, "a")
    ages = [(now - info.made_at).days for info in kept]
    assert sum(age < 2 for age in ages) == 8
    assert 12 <= sum(2 <= age < 14 for age in ages) <= 13
    assert 8 <= sum(14 <= age < 70 for age in ages) <= 10
    assert 3 <= sum(age >= 70 for age in ages) <= 5
    assert kept[-1].reason == "asked"
    assert len(backups.listing(tmp_path, "b")) == 1


def test_an_attachment_is_encrypted_checked_and_backed_up(
    ledger: Ledger, households: list[str]
) -> None:
    files = Attachments(ledger)
    with ledger.unit_of_work("photo") as work:
        row = files.add(
            work,
            owner_kind="household",
            owner_id=households[0],
            kind=1,
            content=b"picture of a meter",
            media_type="image/jpeg",
        )
        file_id = str(work.get("attachment", row)["file_id"])  # type: ignore[index]
    path = ledger.paths.attachments / file_id
    assert b"picture" not in path.read_bytes()
    assert files.read(file_id) == b"picture of a meter"
    info = backups.make(ledger)
    assert (info.path.with_name(f"{info.path.name}.files") / file_id).exists()
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="attachment-damaged"):
        files.read(file_id)
    path.unlink()
    with pytest.raises(LedgerError, match="attachment-missing"):
        files.read(file_id)
    assert [found.name for found in doctor.check(ledger) if not found.ok] == ["attachments"]


def test_the_doctor_counts_what_hangs_below_a_deleted_parent(
    ledger: Ledger, households: list[str]
) -> None:
    assert all(found.ok for found in doctor.check(ledger))
    with ledger.unit_of_work("delete") as work:
        work.delete("household", households[0])
    bad = [found for found in doctor.check(ledger) if not found.ok]
    assert [(found.name, found.detail) for found in bad] == [("orphans", "water_meter 1")]


def test_a_ledger_with_something_below_a_deleted_parent_is_backed_up_all_the_same(
    ledger: Ledger, households: list[str]
) -> None:
    with ledger.unit_of_work("delete") as work:
        work.delete("household", households[0])
    assert backups.make(ledger).path.exists()


def test_a_backup_beside_a_change_holds_what_was_before_it(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    beside = BackingUp(ledger, office.clock).beside
    with beside("merge"), ledger.unit_of_work("merge") as work:
        work.update("household", households[0], {"remarks": "after"})
    with beside("merge"), ledger.unit_of_work("merge") as work:
        work.update("household", households[0], {"remarks": "later"})
    ledger.close()
    made = backups.listing(office.folder / "backups", "test")
    assert [info.reason.removesuffix("-2") for info in made] == ["merge", "merge"]
    assert _remarks(office, made) == {None, "after"}
    assert not list((office.folder / "backups").glob("*.new"))


def test_a_change_that_fails_still_leaves_the_backup_beside_it(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    del households
    beside = BackingUp(ledger, office.clock).beside

    def fail() -> None:
        with beside("merge"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    ledger.close()
    assert len(backups.listing(office.folder / "backups", "test")) == 1


def _remarks(office: Office, made: list[backups.BackupInfo]) -> set[object]:
    found = set()
    for info in made:
        copy = office.open(path=info.path, read_only=True)
        with copy.reader() as connection:
            found.add(
                connection.exec_driver_sql(
                    "SELECT remarks FROM household ORDER BY id LIMIT 1"
                ).scalar()
            )
        copy.close()
    return found
