"""A parcel arrives whole and from one of us, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.domain.journal import Entry, Operation
from desktop.exchange.parcel import MAGIC, ParcelHeader, read_header, read_parcel, write_parcel
from desktop.kernel.errors import InputError, MachineError

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
DEVICE = "d" * 32
SIGNER = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
PUBLIC = SIGNER.public_key().public_bytes_raw()


def _records(count: int) -> list[Operation | Entry | dict[str, Any]]:
    made: list[Operation | Entry | dict[str, Any]] = []
    for n in range(1, count + 1):
        at = datetime(2026, 3, 1, 8, n % 60, tzinfo=UTC)
        made.append(
            Operation(n, DEVICE, n, n, "o" * 32, "负责人", "survey.set", at, None, False, 1, "ab")
        )
        made.append(
            Entry(
                n, n, "household", f"{n:032x}", "U", "title_area", None, Decimal("81.50"), {}, None
            )
        )
        image: dict[str, Any] = {
            "room_no": f"{n}",
            "verified_on": date(2024, 2, 29),
            "sa": True,
            "note": None,
        }
        made.append(Entry(n, n, "household", f"{n:032x}", "I", "", None, None, image, None))
    return [*made, {"type": "storage", "context": [1, "二", {"moment": date(2020, 1, 1)}]}]


def _header(records: int) -> ParcelHeader:
    return ParcelHeader(
        "e" * 32, DEVICE, "", 1, "2026-03-01T08:30:00+00:00", {}, {DEVICE: records}, records
    )


def _write(path: Path, count: int = 3) -> list[Any]:
    records = _records(count)
    write_parcel(path, _header(len(records)), records, office_key=KEY, sign=SIGNER.sign)
    return records


def _read(path: Path, **other: Any) -> tuple[ParcelHeader, list[Any]]:
    with_defaults: dict[str, Any] = {
        "office_key": KEY,
        "public_key": lambda device: PUBLIC if device == DEVICE else None,
        "newest_schema": 1,
    }
    return read_parcel(path, **(with_defaults | other))


def _code(path: Path, **other: Any) -> str:
    with pytest.raises(InputError) as refused:
        _read(path, **other)
    assert refused.value.exit_code == 3
    return refused.value.code


@pytest.mark.parametrize("count", [0, 3, 2000])
def test_what_goes_in_comes_out(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.hbp"
    records = _write(path, count)
    header, read = _read(path)
    assert read == records
    assert header == read_header(path) == _header(len(records))


def test_nothing_of_the_content_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path)
    data = path.read_bytes()
    assert data.startswith(MAGIC)
    for secret in ("负责人".encode(), b"household", b"survey.set"):
        assert secret not in data


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, 600)
    data = path.read_bytes()
    for size in [*range(0, 400, 7), *range(len(data) - 200, len(data), 3), len(data) // 2]:
        path.write_bytes(data[:size])
        assert _code(path) in {"parcel-not-a-parcel", "parcel-truncated", "parcel-damaged"}


def test_a_parcel_without_its_last_chunk_is_called_incomplete(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path, 600)
    data = path.read_bytes()
    path.write_bytes(data[: -(4 + 64 + 16)])
    assert _code(path) == "parcel-truncated"


def test_every_flipped_bit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path)
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(InputError):
            _read(path)


def test_another_offices_parcel_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path)
    assert _code(path, office_key=bytes(32)) == "parcel-foreign"


def test_a_lost_laptops_parcel_and_a_borrowed_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    _write(path)
    assert _code(path, public_key=lambda _: None) == "parcel-unknown-device"
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert _code(path, public_key=lambda _: other) == "parcel-signature-wrong"


def test_a_newer_ledger_and_a_newer_format_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    records = _records(1)
    header = replace(_header(len(records)), schema=9)
    write_parcel(path, header, records, office_key=KEY, sign=SIGNER.sign)
    assert _code(path) == "parcel-newer-schema"
    data = bytearray(path.read_bytes())
    data[len(MAGIC) + 1] = 2
    path.write_bytes(data)
    assert _code(path) == "parcel-newer-format"


def test_a_foreign_file_is_no_parcel(tmp_path: Path) -> None:
    path = tmp_path / "a.hbp"
    path.write_bytes(b"PK\x03\x04 anything")
    assert _code(path) == "parcel-not-a-parcel"


def test_a_failed_write_leaves_no_parcel(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        write_parcel(
            tmp_path / "missing" / "a.hbp", _header(0), [], office_key=KEY, sign=SIGNER.sign
        )
    assert not list(tmp_path.iterdir())
