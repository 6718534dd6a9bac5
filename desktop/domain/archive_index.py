"""The index of an archive package: what lies in it, with the hash of every file.

Basis: 电子文件归档 wants source, procedure and elements to be reliable (档案法 2020 art. 37); an
auditor compares each file with its SHA-256 here without any ledger.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FORMAT = "hubiao-archive"
INDEX_JSON, INDEX_CSV = "index.json", "index.csv"
_VERSION = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEADINGS = (
    "序号", "文件", "题名", "编号（文号）", "日期", "状态", "页数", "字节数", "SHA-256",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of a package.

    Attributes:
        path: inside the package, with ``/``; never a person's name.
        title: of the paper, for people.
        number: its form number or 文号; empty without one.
        dated_on: day in ISO form; empty where it is not known.
        state: where a form stood when the package was made; empty for other papers.
        pages: 0 where it is not known.
        size: bytes.
        sha256: hexadecimal.
    """

    path: str
    title: str
    number: str
    dated_on: str
    state: str
    pages: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchiveHead:
    """What a package is of: office, quarter, day of making."""

    office: str
    quarter_code: str
    quarter_name: str
    made_on: str


def is_package(path: Path) -> bool:
    """Return whether ``path`` is to be proven as a package: a folder or a zip."""
    return path.is_dir() or path.suffix.lower() == ".zip"


def index_json(head: ArchiveHead, files: Sequence[ArchivedFile]) -> bytes:
    """Return the index for programs."""
    document = {
        "format": FORMAT,
        "format_version": _VERSION,
        **asdict(head),
        "files": [asdict(one) for one in files],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


def index_csv(files: Sequence[ArchivedFile], states: Mapping[str, str]) -> bytes:
    """Return the index for people (卷内文件目录), UTF-8 with BOM; ``states``: state → word."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for number, one in enumerate(files, 1):
        state = states.get(one.state, one.state)
        writer.writerow(
            (number, one.path, one.title, one.number, one.dated_on, state, one.pages or "",
             one.size, one.sha256)
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def read_index(data: bytes) -> tuple[ArchiveHead, tuple[ArchivedFile, ...]]:
    """Return what :func:`index_json` wrote.

    Raises:
        InputError: ``archive-not-a-package``: it is something else, or damaged.
    """
    try:
        document: Any = json.loads(data)
        if document["format"] != FORMAT or document["format_version"] > _VERSION:
            raise InputError("archive-not-a-package")
        names = ArchiveHead.__slots__
        head = ArchiveHead(**{name: str(document[name]) for name in names})
        files = tuple(_file(one) for one in document["files"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("archive-not-a-package") from error
    if len({one.path for one in files}) != len(files):
        raise InputError("archive-not-a-package")
    return head, files


def _file(one: Mapping[str, Any]) -> ArchivedFile:
    found = ArchivedFile(**one)
    if not _SHA256.fullmatch(found.sha256):
        raise ValueError(found.sha256)
    return replace(found, path=str(found.path))
