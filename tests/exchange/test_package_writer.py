"""The packages that we write ourselves are packages to everybody else."""

from __future__ import annotations

import io
import zipfile

import pytest

from desktop.exchange import package_writer
from desktop.exchange.package_writer import PackageWriter
from desktop.kernel.errors import RefusedError

_PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "xl/worksheets/sheet1.xml": b"<row r='1'/>" * 400_000,
    "docProps/empty.xml": b"",
}


def _written() -> io.BytesIO:
    target = io.BytesIO()
    with PackageWriter(target) as package:
        for name, data in _PARTS.items():
            with package.part(name) as part:
                for start in range(0, len(data), 70_001):
                    part.write(data[start : start + 70_001])
    return target


def test_what_was_written_is_read_back_with_its_checksums() -> None:
    with zipfile.ZipFile(_written()) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == _PARTS
        assert package.namelist() == list(_PARTS)


def test_the_same_parts_make_the_same_package() -> None:
    assert _written().getvalue() == _written().getvalue()


def _fail(target: io.BytesIO) -> None:
    with PackageWriter(target) as package:
        package.write("one.xml", b"1")
        with package.part("two.xml") as part:
            part.write(b"2")
            raise OSError("full")


def test_a_package_that_failed_is_none() -> None:
    target = io.BytesIO()
    with pytest.raises(OSError, match="full"):
        _fail(target)
    assert not zipfile.is_zipfile(target)


def test_more_than_a_package_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_writer, "_LARGEST", 1_000_000)
    with pytest.raises(RefusedError) as refused:
        _written()
    assert refused.value.code == "workbook-too-large"
