"""Which column of a sheet has a heading: read from its first rows, without reading the sheet."""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from typing import IO, TYPE_CHECKING

from desktop.domain.values import tidy
from desktop.exchange.sheet_cells import split_row
from desktop.exchange.sheet_stream import SheetNames, row_number

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Collection, Iterator, Mapping

_STRINGS = "xl/sharedstrings.xml"
_ROWS = 5
_LOOKED_AT = 4_000_000
_PREFIX = re.compile(rb"<((?:[\w.-]+:)?)worksheet\b")
_STRING = re.compile(rb"<((?:[\w.-]+:)?si)(?=[\s/>])(?:[^>]*/>|[^>]*>(.*?)</\1>)", re.DOTALL)
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
_INDEX = re.compile(rb"<(?:[\w.-]+:)?v>\s*(\d+)\s*<")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s([^>]*)>")
_RANGE = re.compile(rb"""\b(min|max|hidden)\s*=\s*["']([^"']*)["']""")


def columns_named(package: zipfile.ZipFile, part: str, labels: Collection[str]) -> dict[str, int]:
    """Return label → column (from 0) of those ``labels`` that stand in the sheet's first rows."""
    wanted = {tidy(label): label for label in labels}
    found: dict[str, int] = {}
    shared: dict[int, int] = {}
    for column, cell in _cells(_head(package, part)):
        index = _INDEX.search(cell) if _SHARED.search(cell.partition(b">")[0]) else None
        if index:
            shared.setdefault(int(index[1]), column)
        elif (text := tidy(_joined(cell))) in wanted:
            found.setdefault(wanted[text], column)
    for text, column in _shared_strings(package, shared):
        if tidy(text) in wanted:
            found.setdefault(wanted[tidy(text)], column)
    return found


def first_visible(package: zipfile.ZipFile, part: str) -> int:
    """Return the first column (from 0) that is not hidden."""
    head = _head(package, part).partition(b"<sheetData")[0]
    hidden: set[int] = set()
    for match in _COLUMN.finditer(head):
        told = dict(_RANGE.findall(match[1]))
        if told.get(b"hidden") in {b"1", b"true"}:
            hidden.update(range(int(told[b"min"]) - 1, min(int(told[b"max"]), 100)))
    return next(column for column in count() if column not in hidden)


def _head(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as stream:
        data = stream.read(_LOOKED_AT // 16)
        while data.count(b"<") and len(data) < _LOOKED_AT and data.count(b"row>") < _ROWS:
            piece = stream.read(_LOOKED_AT // 16)
            if not piece:
                break
            data += piece
    return data


def _cells(data: bytes) -> Iterator[tuple[int, bytes]]:
    found = _PREFIX.search(data)
    names = SheetNames(found[1] if found else b"")
    number, closing = 0, names.closing(b"row")
    for tag in names.opening(b"row").finditer(data):
        number = row_number(tag[0], number)
        end = data.find(closing, tag.end())
        if number > _ROWS or end < 0:
            return
        if not tag[0].endswith(b"/>"):
            yield from split_row(
                number, data[tag.start() : end + len(closing)], names
            ).cells.items()


def _shared_strings(
    package: zipfile.ZipFile, columns: Mapping[int, int]
) -> Iterator[tuple[str, int]]:
    """Yield the shared strings with the numbers in ``columns``, each with its column."""
    name = next((one for one in package.namelist() if one.lower() == _STRINGS), "")
    if not name or not columns:
        return
    last = max(columns)
    with package.open(name) as stream:
        for place, text in enumerate(_strings(stream)):
            if place in columns:
                yield _joined(text), columns[place]
            if place == last:
                return


def _strings(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while piece := stream.read(1 << 18):
        rest += piece
        done = 0
        for match in _STRING.finditer(rest):
            yield match[2] or b""
            done = match.end()
        rest = rest[done:]
        if len(rest) > _LOOKED_AT:
            return


def _joined(xml: bytes) -> str:
    text = b"".join(_TEXT.findall(xml)).decode("utf-8", "replace")
    return unescape(text)
