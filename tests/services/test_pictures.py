"""Photos and ink in a real encrypted ledger: filed, waiting, undone."""

from __future__ import annotations

import logging
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.documents.ink import Ink, InkPoint
from desktop.domain.door_code import door_code
from desktop.domain.meter_numbers import Scan
from desktop.domain.pictures import INK, SCAN, WaitingReason
from desktop.exchange.picture_stamp import read_stamp
from desktop.kernel.errors import CancelledError, InputError, LedgerError, RefusedError
from desktop.kernel.progress import CancellableProgress
from desktop.services.editing import Editing
from desktop.services.health import Health
from desktop.services.pictures import Pictures
from tests.support.photos import ASSET, TAKEN, code_image, photo, saved
from tests.support.small_office import households, ledger, office, value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.storage.ledger import Ledger
    from tests.support.small_office import Office

__all__ = ["households", "ledger", "office", "value_of"]
SMALL = (900, 700)


@pytest.fixture
def pictures(office: Office, ledger: Ledger) -> Pictures:
    return Pictures(ledger, office.clock)


@pytest.fixture
def editing(office: Office, ledger: Ledger) -> Editing:
    return Editing(ledger, office.clock)


def signature(size: float = 8.0) -> Ink:
    points = tuple(InkPoint(i * size, (i % 5) * size, 0.2 + i / 100, i * 9) for i in range(40))
    return Ink(strokes=(points,))


def door(household: str, page: int = 0) -> bytes:
    """A code filling the picture, as somebody photographs it on purpose."""
    return photo((code_image(door_code(household, page), square=True, scale=10),), size=SMALL)


class Phone:
    """A folder of photos, each a minute after the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = TAKEN
        self._seed = 0

    def takes(self, *codes: str, close: bool = False, minutes: int = 1, kind: str = "jpg") -> str:
        self.now += timedelta(minutes=minutes)
        self._seed += 1
        images = tuple(
            code_image(c, square=c.startswith("HBD"), scale=10 if close else 3) for c in codes
        )
        name = f"IMG_{self._seed:04d}.{kind}"
        size = SMALL if close else (1600, 1200)
        saved(self.folder, name, photo(images, size=size, taken=self.now, seed=self._seed))
        return name


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(tmp_path / "DCIM" / "Camera")


def test_a_photo_is_kept_encrypted_and_its_code_is_offered(
    pictures: Pictures, households: list[str], ledger: Ledger
) -> None:
    data = photo((code_image(ASSET),), taken=TAKEN, camera="PhoneOfWang")
    added = pictures.attach_photo(households[0], data)
    assert added.codes == (ASSET,)
    assert pictures.recognise(added.codes[0]).scan is Scan.ELECTRICITY
    (row,) = pictures.of_household(households[0])
    assert (row.id, row.subject, row.kind) == (added.attachment_id, "meter", 1)
    assert row.taken_at == TAKEN.astimezone(row.taken_at.tzinfo) if row.taken_at else False
    kept = pictures.image(row.id)
    assert read_stamp(kept) == (TAKEN.strftime("%Y:%m:%d %H:%M:%S"), households[0])
    assert b"PhoneOfWang" not in kept
    (file,) = ledger.paths.attachments.iterdir()
    assert b"\xff\xd8\xff" not in file.read_bytes()
    assert kept[1000:1100] not in file.read_bytes()
    assert len(pictures.thumbnail(row.id, 96)) < len(kept)


def test_nothing_of_a_person_is_in_file_names_or_logs(
    pictures: Pictures, households: list[str], ledger: Ledger, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with caplog.at_level(logging.DEBUG):
        path = saved(tmp_path / "from", "王秀兰家水表.jpg", photo(size=SMALL))
        pictures.attach_photo(households[0], path)
        pictures.attach_ink("household", households[0], "consent", "王秀兰", signature())
        bad = saved(tmp_path / "from", "李建国.jpg", b"no picture")
        with pytest.raises(InputError) as refused:
            pictures.attach_photo(households[0], bad)
    assert "李建国" not in str(refused.value)
    assert "王秀兰" not in caplog.text
    names = [one.name for one in ledger.paths.attachments.iterdir()]
    assert len(names) == 2
    assert all(len(name) == 32 and int(name, 16) >= 0 for name in names)
    everything = b"".join(p.read_bytes() for p in tmp_path.rglob("*.hubiao*") if p.is_file())
    assert "王秀兰".encode() not in everything


def test_the_same_file_twice_is_one_photo(pictures: Pictures, households: list[str]) -> None:
    data = photo(size=SMALL)
    first = pictures.attach_photo(households[0], data)
    again = pictures.attach_photo(households[0], data)
    assert (again.known, again.attachment_id) == (True, first.attachment_id)
    assert again.changes.operation == ""
    assert not pictures.attach_photo(households[1], data).known
    assert len(pictures.of_household(households[0])) == 1


def test_many_photos_are_one_operation_and_one_refusal_adds_none(
    pictures: Pictures, households: list[str], editing: Editing
) -> None:
    good = [photo(size=SMALL, seed=n) for n in range(3)]
    with pytest.raises(InputError, match="picture-unknown-kind"):
        pictures.attach("household", households[0], [*good, b"no picture"])
    assert pictures.of_household(households[0]) == []
    pictures.attach("household", households[0], good)
    assert len(pictures.of_household(households[0])) == 3
    editing.undo()
    assert pictures.of_household(households[0]) == []


def test_taking_a_photo_away_is_undone_with_its_picture(
    pictures: Pictures, households: list[str], editing: Editing
) -> None:
    added = pictures.attach_photo(households[0], photo(size=SMALL))
    before = pictures.image(added.attachment_id)
    pictures.remove(added.attachment_id)
    with pytest.raises(InputError, match="record-missing"):
        pictures.image(added.attachment_id)
    editing.undo()
    assert pictures.image(added.attachment_id) == before


def test_a_signature_marks_consent_as_given_on_screen_in_one_step(
    pictures: Pictures,
    households: list[str],
    editing: Editing,
    office: Office,
    value_of: Callable[[str, str, str], object],
) -> None:
    changes = pictures.attach_ink("household", households[0], "consent", "王秀兰", signature())
    assert changes.kinds == {"attachment", "household"}
    assert value_of("household", households[0], "consent_basis") == 2
    assert value_of("household", households[0], "consented_on") == office.clock.today().isoformat()
    (row,) = pictures.of_household(households[0])
    assert (row.kind, row.signer, row.subject) == (INK, "王秀兰", "consent")
    assert pictures.image(row.id).startswith(b"\x89PNG")
    assert pictures.thumbnail(row.id).startswith(b"\x89PNG")
    editing.undo(changes.operation)
    assert value_of("household", households[0], "consent_basis") is None
    assert pictures.of_household(households[0]) == []


def test_another_signature_leaves_consent_alone(
    pictures: Pictures, households: list[str], value_of: Callable[[str, str, str], object]
) -> None:
    pictures.attach_ink("household", households[0], "exchange", "王秀兰", signature())
    assert value_of("household", households[0], "consent_basis") is None


def test_a_dot_is_no_signature(pictures: Pictures, households: list[str]) -> None:
    for ink in (signature(0.2), Ink(), Ink(strokes=((InkPoint(1, 1),),))):
        with pytest.raises(InputError, match="ink-too-small"):
            pictures.attach_ink("household", households[0], "consent", "王秀兰", ink)


def test_photos_go_to_the_door_whose_code_was_taken_before_them(
    pictures: Pictures, households: list[str], phone: Phone
) -> None:
    one, two = households[:2]
    phone.takes()  # before any code
    phone.takes(door_code(one), close=True)
    phone.takes(ASSET)
    phone.takes()
    phone.takes(door_code(two))  # the code beside the meter: kept, it shows more than a code
    phone.takes()
    phone.takes(minutes=45)  # a pause: nobody knows
    phone.takes(door_code("f" * 32), close=True)  # of another office
    phone.takes()
    report = pictures.import_folder(phone.folder)
    assert [(hid, count) for hid, _, count in report.filed] == [(one, 2), (two, 2)]
    assert report.filed[0][1].endswith("101")
    assert (report.found, report.placed, report.waiting) == (9, 4, 4)
    assert (report.codes_only, report.known, report.refused) == (1, 0, ())
    assert [row.subject for row in pictures.of_household(one)] == ["meter", "door"]
    reasons = [row.note for row in pictures.tray()]
    assert reasons == [
        WaitingReason.NO_DOOR,
        WaitingReason.GAP,
        WaitingReason.UNKNOWN_DOOR,
        WaitingReason.UNKNOWN_DOOR,
    ]
    assert [row.near_id for row in pictures.tray()] == [None, two, two, two]
    filed = pictures.of_household(two)[0]
    assert read_stamp(pictures.image(filed.id))[1] == two


def test_the_order_is_that_of_the_camera_not_of_the_names(
    pictures: Pictures, households: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "card"
    sign = code_image(door_code(households[0]), square=True, scale=10)
    first, then = TAKEN, TAKEN + timedelta(minutes=1)
    saved(folder, "b.jpg", photo((sign,), size=SMALL, taken=first))
    saved(folder / "100APPLE", "a.jpg", photo(size=SMALL, taken=then))
    saved(folder, "film.mp4", b"\0" * 100)
    report = pictures.import_folder(folder)
    assert (report.found, report.placed, report.waiting) == (2, 1, 0)


def test_without_a_camera_time_the_name_tells_the_order(
    pictures: Pictures, households: list[str], tmp_path: Path
) -> None:
    sign = code_image(door_code(households[0]), square=True, scale=10)
    saved(tmp_path / "wx", "b_20260305_090000.jpg", photo((sign,), size=SMALL))
    saved(tmp_path / "wx", "a_20260305_090100.jpg", photo(size=SMALL))
    assert pictures.import_folder(tmp_path / "wx").placed == 1


def test_a_photographed_household_sheet_is_filed_as_its_page(
    pictures: Pictures, households: list[str], phone: Phone
) -> None:
    phone.takes(door_code(households[3], 1), close=True)
    phone.takes()
    pictures.import_folder(phone.folder)
    rows = pictures.of_household(households[3])
    assert [(row.kind, row.subject) for row in rows] == [(SCAN, "survey"), (1, "door")]


def test_the_second_import_adds_only_what_is_new(
    pictures: Pictures, households: list[str], phone: Phone
) -> None:
    phone.takes(door_code(households[0]), close=True)
    phone.takes()
    phone.takes()
    pictures.import_folder(phone.folder)
    phone.takes()
    copied = phone.folder / "IMG_0002 (1).jpg"
    shutil.copy2(phone.folder / "IMG_0002.jpg", copied)
    report = pictures.import_folder(phone.folder)
    assert (report.known, report.placed, report.waiting) == (3, 1, 0)
    assert len(pictures.of_household(households[0])) == 3


def test_an_import_is_one_operation_and_undone_as_one(
    pictures: Pictures, households: list[str], phone: Phone, editing: Editing, ledger: Ledger
) -> None:
    phone.takes()
    phone.takes(door_code(households[0]), close=True)
    phone.takes()
    report = pictures.import_folder(phone.folder)
    editing.undo(report.changes.operation)
    assert pictures.tray() == []
    assert pictures.of_household(households[0]) == []
    assert pictures.import_folder(phone.folder).known == 0
    assert all(check["ok"] for check in Health(ledger).check()["checks"])


def test_bad_files_are_named_and_stop_nothing(
    pictures: Pictures, households: list[str], phone: Phone
) -> None:
    phone.takes(door_code(households[0]), close=True)
    whole = phone.folder / phone.takes()
    cut = saved(phone.folder, "cut.jpg", whole.read_bytes()[:9_000])
    saved(phone.folder, "IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(50))
    saved(phone.folder, "note.jpg", b"text")
    report = pictures.import_folder(phone.folder)
    assert dict(report.refused) == {
        cut.name: "picture-damaged",
        "IMG_1.HEIC": "picture-heic",
        "note.jpg": "picture-unknown-kind",
    }
    assert report.placed == 1


class StopAt(CancellableProgress):
    """Somebody presses stop at a step."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def step(self, done: int, total: int, what: str = "") -> None:
        if done >= self._at:
            self.cancel()
        super().step(done, total, what)


@pytest.mark.parametrize("at", [0, 2, 5, 6])
def test_stopping_an_import_leaves_nothing_behind(
    pictures: Pictures, phone: Phone, ledger: Ledger, households: list[str], at: int
) -> None:
    for _ in range(3):
        phone.takes()
    with pytest.raises(CancelledError):
        pictures.import_folder(phone.folder, StopAt(at))
    assert pictures.tray() == []
    folder = ledger.paths.attachments
    assert not folder.exists() or not list(folder.iterdir())


def test_a_missing_or_empty_folder_is_told(pictures: Pictures, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="picture-folder-missing"):
        pictures.import_folder(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="picture-folder-empty"):
        pictures.import_folder(tmp_path / "empty")


def test_a_photo_moves_from_the_tray_to_a_door_and_back_with_its_stamp(
    pictures: Pictures, households: list[str], phone: Phone, editing: Editing
) -> None:
    phone.takes()
    pictures.import_folder(phone.folder)
    (waiting,) = pictures.tray()
    pictures.file(waiting.id, households[2], "old_meter")
    assert pictures.tray() == []
    (row,) = pictures.of_household(households[2])
    assert (row.subject, row.note) == ("old_meter", None)
    assert read_stamp(pictures.image(row.id))[1] == households[2]
    pictures.to_tray(row.id)
    (again,) = pictures.tray()
    assert again.note == WaitingReason.TAKEN_BACK
    assert read_stamp(pictures.image(again.id))[1] is None
    editing.undo()
    editing.undo()
    assert [one.id for one in pictures.tray()] == [waiting.id]
    with pytest.raises(InputError, match="record-missing"):
        pictures.file(waiting.id, "f" * 32)


def test_who_may_only_read_adds_nothing(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    (household, *_) = office.fill(ledger)
    ledger.close()
    reader = office.open(read_only=True)
    pictures = Pictures(reader, office.clock)
    saved(tmp_path / "card", "a.jpg", photo(size=SMALL))
    with pytest.raises(RefusedError):
        pictures.attach_photo(household, photo(size=SMALL))
    with pytest.raises(RefusedError):
        pictures.import_folder(tmp_path / "card")
    with pytest.raises(RefusedError):
        pictures.attach_ink("household", household, "consent", "王秀兰", signature())
    folder = reader.paths.attachments
    assert not folder.exists() or not list(folder.iterdir())


def test_a_lost_or_changed_file_is_told(
    pictures: Pictures, households: list[str], ledger: Ledger
) -> None:
    added = pictures.attach_photo(households[0], photo(size=SMALL))
    (file,) = ledger.paths.attachments.iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    with pytest.raises(LedgerError, match="attachment-damaged"):
        pictures.image(added.attachment_id)
    file.unlink()
    with pytest.raises(LedgerError, match="attachment-missing"):
        pictures.thumbnail(added.attachment_id)


def test_thumbnails_are_remembered_in_memory(
    pictures: Pictures, households: list[str], ledger: Ledger
) -> None:
    added = pictures.attach_photo(households[0], photo(size=SMALL))
    small = pictures.thumbnail(added.attachment_id)
    (file,) = ledger.paths.attachments.iterdir()
    file.unlink()
    assert pictures.thumbnail(added.attachment_id) == small


def test_numbers_of_this_office_teach_what_a_code_is(
    pictures: Pictures, households: list[str]
) -> None:
    del households  # whose eight meters are called W000000 and so on
    assert pictures.recognise("W000099").scan is Scan.WATER
    assert pictures.recognise("X000099").scan is Scan.WATER
    assert pictures.recognise("99").scan is Scan.UNKNOWN


def test_a_photographed_ballot_waits_for_its_original(
    pictures: Pictures, households: list[str], value_of: Callable[[str, str, str], object]
) -> None:
    one, two, three = households[:3]
    pictures.attach_photo(one, photo(size=SMALL), "ballot")
    assert value_of("household", one, "consent_basis") == 3
    added = pictures.attach_photo(two, photo(size=SMALL, seed=1), "door")
    assert value_of("household", two, "consent_basis") is None
    pictures.name(added.attachment_id, "consent")
    assert value_of("household", two, "consent_basis") == 3
    pictures.attach_ink("household", three, "consent", "王秀兰", signature())
    pictures.attach_photo(three, photo(size=SMALL, seed=2), "ballot")
    assert value_of("household", three, "consent_basis") == 2


def test_a_signature_goes_to_no_other_door(pictures: Pictures, households: list[str]) -> None:
    pictures.attach_ink("household", households[0], "consent", "王秀兰", signature())
    (row,) = pictures.of_household(households[0])
    with pytest.raises(RefusedError, match="signature-stays"):
        pictures.file(row.id, households[1])
    with pytest.raises(RefusedError, match="signature-stays"):
        pictures.to_tray(row.id)
    assert pictures.of_household(households[0]) == [row]
