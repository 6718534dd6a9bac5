"""A parcel arrives whole and from one of us, or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.exchange.parcel import MAGIC, ParcelFile, ParcelHeader, read_header
from desktop.exchange.parcel_lines import EntryLine, OperationLine, line_of, manifest_of, record_of
from desktop.exchange.parcel_reader import open_parcel
from desktop.exchange.parcel_writer import ParcelContent, Written, write_parcel
from desktop.kernel.errors import CancelledError, InputError, MachineError
from desktop.kernel.progress import CancellableProgress, NoProgress

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
DEVICE = "d" * 32
SIGNER = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
PUBLIC = SIGNER.public_key().public_bytes_raw().hex()
SIZES = (28, 300_000, 262_144, 700_001)


def _records(count: int) -> list[OperationLine | EntryLine]:
    made: list[OperationLine | EntryLine] = []
    for n in range(1, count + 1):
        at = f"2026-03-01T08:{n % 60:02}:00+00:00"
        made.append(
            OperationLine(
                DEVICE, n, n, "o" * 32, "survey.set", at, f"{DEVICE}:1" if n % 3 else None, "ab", 2
            )
        )
        made.append(
            EntryLine("household", f"{n:032x}", "U", "remarks", None, "门锁着", ((DEVICE, n, 0),))
        )
        made.append(EntryLine("household", f"{n:032x}", "I", "", None, '["1","二"]', ()))
    return made


def _files(sizes: tuple[int, ...] = SIZES) -> dict[str, bytes]:
    return {f"{n:032x}": bytes([n % 251]) * size for n, size in enumerate(sizes, 1)}


def _content(count: int, files: dict[str, bytes], opened: list[str] | None = None) -> ParcelContent:
    records = _records(count)
    named = [ParcelFile(n, len(c), hashlib.sha256(c).hexdigest()) for n, c in files.items()]
    operations = sum(isinstance(one, OperationLine) for one in records)
    header = ParcelHeader(
        parcel_id="e" * 32,
        device=DEVICE,
        public_key=PUBLIC,
        recipient="",
        schema=1,
        made_at="2026-03-01T08:30:00+00:00",
        since={},
        vector={DEVICE: count},
        operations=operations,
        entries=len(records) - operations,
        files=len(named),
        file_bytes=sum(one.size for one in named),
    )

    def open_file(name: str) -> io.BytesIO:
        if opened is not None:
            opened.append(name)
        return io.BytesIO(files[name])

    return ParcelContent(header, lambda: map(line_of, records), named, open_file)


def _write(path: Path, content: ParcelContent, progress: Any = None) -> Written:
    return write_parcel(
        path, content, office_key=KEY, sign=SIGNER.sign, progress=progress or NoProgress()
    )


def _admit(header: ParcelHeader) -> None:
    if header.public_key != PUBLIC:
        raise InputError("parcel-unknown-device", file="", device="")


def _read(path: Path, **other: Any) -> tuple[ParcelHeader, list[Any], dict[str, bytes]]:
    given: dict[str, Any] = {"office_key": KEY, "newest_schema": 1, "admit": _admit}
    with open_parcel(path, **(given | other)) as parcel:
        files = {file.file_id: b"".join(pieces) for file, pieces in parcel.contents(lambda _: True)}
        return parcel.header, list(parcel.records()), files


def _code(path: Path, **other: Any) -> str:
    with pytest.raises(InputError) as refused:
        _read(path, **other)
    assert refused.value.exit_code == 3
    return refused.value.code


@pytest.mark.parametrize("count", [0, 3, 20_000])
def test_what_goes_in_comes_out(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.hbp"
    content = _content(count, _files())
    written = _write(path, content)
    assert _read(path) == (content.header, _records(count), _files())
    assert read_header(path) == content.header
    assert (written.size, written.resumed) == (path.stat().st_size, 0)
    assert [one.name for one in tmp_path.iterdir()] == ["a.hbp"]


def test_only_the_wanted_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(2, _files()))
    with open_parcel(path, office_key=KEY, newest_schema=1, admit=_admit) as parcel:
        assert [one.size for one in parcel.files] == list(SIZES)
        second = parcel.files[1]
        found = {f.file_id: b"".join(p) for f, p in parcel.contents(lambda f: f == second)}
    assert found == {second.file_id: _files()[second.file_id]}


def test_nothing_of_the_content_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(3, {"f" * 32: b"sealed bytes of a photo" * 9}))
    data = path.read_bytes()
    assert data.startswith(MAGIC)
    for secret in ("门锁着".encode(), b"household", b"survey.set", b"sealed bytes", b"f" * 32):
        assert secret not in data


def test_every_truncation_is_refused_before_anything_is_handed_out(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(200, _files((500,))))
    data = path.read_bytes()
    for size in [*range(1, len(data), 97), *range(len(data) - 60, len(data))]:
        path.write_bytes(data[:size])
        with (
            pytest.raises(InputError) as refused,
            open_parcel(path, office_key=KEY, newest_schema=1, admit=_admit),
        ):
            pytest.fail("a parcel that was cut off was opened")
        assert refused.value.code == "parcel-truncated"


def test_what_was_added_at_the_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(3, _files((500,))))
    with path.open("ab") as stream:
        stream.write(b"\0")
    assert _code(path) == "parcel-damaged"


def test_every_flipped_bit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(3, _files((40,))))
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(InputError):
            _read(path)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path, other = tmp_path / "a.hbp", tmp_path / "b.hbp"
    _write(path, _content(3, {}))
    _write(other, _content(4, {}))
    with open_parcel(path, office_key=KEY, newest_schema=1, admit=_admit) as parcel:
        path.write_bytes(other.read_bytes())
        with pytest.raises(InputError):
            list(parcel.records())


def test_another_offices_parcel_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(3, {}))
    assert _code(path, office_key=bytes(32)) == "parcel-foreign"


def test_a_borrowed_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    mine = _content(3, {})
    _write(path, replace(mine, header=replace(mine.header, public_key="ab" * 32)))
    assert _code(path) == "parcel-unknown-device"
    assert _code(path, admit=lambda _: None) == "parcel-signature-wrong"


@pytest.mark.parametrize(
    ("version", "code"), [(1, "parcel-older-format"), (3, "parcel-newer-format")]
)
def test_another_format_is_refused_in_words(tmp_path: Path, version: int, code: str) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(1, {}))
    data = bytearray(path.read_bytes())
    data[len(MAGIC) + 1] = version
    path.write_bytes(data)
    assert _code(path) == code


def test_a_newer_ledger_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    content = _content(1, {})
    _write(path, replace(content, header=replace(content.header, schema=9)))
    assert _code(path) == "parcel-newer-schema"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 anything", b"\0" * 500])
def test_a_foreign_file_is_no_parcel(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.hbp"
    path.write_bytes(content)
    assert _code(path) == "parcel-not-a-parcel"


def test_a_failed_write_leaves_no_parcel(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as refused:
        _write(tmp_path / "missing" / "a.hbp", _content(0, {}))
    assert refused.value.code == "parcel-not-written"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "parcel-no-room"),
        (errno.EDQUOT, "parcel-no-room"),
        (errno.EFBIG, "parcel-too-large"),
    ],
)
def test_a_full_stick_keeps_the_parcel_before_and_no_half_file(
    tmp_path: Path, number: int, code: str
) -> None:
    path = tmp_path / "a.hbp"
    _write(path, _content(1, {}))
    before = path.read_bytes()

    def fails(_: str) -> io.BytesIO:
        raise OSError(number, "stick")

    with pytest.raises(MachineError) as refused:
        _write(path, replace(_content(2, _files()), open_file=fails))
    assert refused.value.code == code
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.hbp"]


def test_no_byte_is_written_where_the_files_do_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    monkeypatch.setattr(
        "desktop.exchange.parcel_writer.shutil.disk_usage",
        lambda _: shutil._ntuple_diskusage(10**9, 10**9, 900_000),
    )
    opened: list[str] = []
    with pytest.raises(MachineError, match="parcel-no-room"):
        _write(tmp_path / "a.hbp", _content(1, _files(), opened))
    assert (opened, list(tmp_path.iterdir())) == ([], [])


def _interrupted(path: Path, content: ParcelContent, at: int) -> bytes:
    """Write a parcel whose stick is pulled out at the ``at``-th file; return what is left."""
    names: list[str] = []

    def pulled_out(name: str) -> Any:
        names.append(name)
        if len(names) == at:
            raise OSError(errno.EIO, "pulled out")
        return content.open_file(name)

    with pytest.raises(MachineError, match="parcel-not-written"):
        _write(path, replace(content, open_file=pulled_out))
    return path.with_name(path.name + ".part").read_bytes()


def test_an_interrupted_parcel_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    content = _content(30, _files())
    left = _interrupted(path, content, 4)
    # The program came back as a new incarnation, at another minute.
    header = replace(content.header, parcel_id="a" * 32, device="c" * 32, made_at="2026-03-02")
    written = _write(path, replace(content, header=header))
    assert written.resumed == len(left)
    assert written.header == content.header
    assert path.read_bytes()[: len(left)] == left
    assert _read(path) == (content.header, _records(30), _files())


@pytest.mark.parametrize("cut", [1, 5, 200_000, 562_000])
def test_a_torn_end_of_an_interrupted_parcel_is_written_again(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.hbp"
    content = _content(3, _files())
    left = _interrupted(path, content, 4)
    path.with_name("a.hbp.part").write_bytes(left[:-cut] + b"\0" * (cut // 2))
    written = _write(path, content)
    assert 0 < written.resumed < len(left)
    assert _read(path) == (content.header, _records(3), _files())


@pytest.mark.parametrize("other", ["grown", "files", "rubbish", "recipient"])
def test_a_beginning_that_holds_something_else_is_not_used(tmp_path: Path, other: str) -> None:
    path = tmp_path / "a.hbp"
    content = _content(3, _files())
    _interrupted(path, content, 4)
    if other == "grown":
        content = _content(4, _files())
    elif other == "files":
        content = _content(3, dict(reversed(_files().items())))
    elif other == "rubbish":
        path.with_name("a.hbp.part").write_bytes(b"\0" * 1000)
    else:
        content = replace(content, header=replace(content.header, recipient="ab" * 16))
    assert _write(path, content).resumed == 0
    assert _read(path)[0] == content.header


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    class _Stops(CancellableProgress):
        def step(self, done: int, total: int, what: str = "") -> None:
            if done:
                self.cancel()
            super().step(done, total, what)

    progress = _Stops()
    with pytest.raises(CancelledError):
        _write(tmp_path / "a.hbp", _content(3, _files()), progress)
    assert not list(tmp_path.iterdir())
    assert progress.total == sum(SIZES) // 1024


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"{}",
        b"1",
        b'["x"]',
        b'["o","d"]',
        b'["e","k","i","U","f",1,null,[]]',
        b'["e","k","i","U","f",null,null,[["d",1]]]',
        b'["o","d","1",1,"o","a","t",null,"s",1]',
        b"[",
        b"\xff",
    ],
)
def test_a_line_that_is_not_ours_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of its kind
        record_of(line)


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 32, "a" * 31, ""])
def test_a_file_name_that_is_none_of_ours_is_refused(name: str) -> None:
    good = f'["f",[["{"a" * 32}",30,"{"0" * 64}"]]]'
    assert len(manifest_of(good.encode())) == 1
    with pytest.raises(ValueError):  # noqa: PT011 - any of its kind
        manifest_of(good.replace("a" * 32, name).encode())
