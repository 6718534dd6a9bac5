"""A hundred files that mean harm or are merely broken: each is read or refused in a moment.

Whatever is refused is refused by name before anything is written, for the returned workbook, the
household list, the bank's statement, the company's list and the district's own form alike.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.exchange.guard import guard
from desktop.exchange.reader import read_sheets
from desktop.kernel.errors import InputError
from tests.support.hostile_files import FILES, good
from tests.support.project_office import ProjectOffice

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTES = 200
_HOME = Path(__file__).parents[2]

READ = {
    "merge": "read",
    "roster": "read",
    "bank": "statement-no-header",
    "template": "read",
    "company": "read",
}
"""What the readers say of a district workbook that is odd, but one."""
NO_LIST = {
    "merge": "workbook-no-export-id",
    "roster": "roster-no-header",
    "bank": "statement-no-header",
    "template": "sheet-not-xlsx",
    "company": "company-no-header",
}
DAMAGED, HOSTILE, NO_BOOK = "file-damaged", "file-hostile", "file-not-a-workbook"
ENCRYPTED, TOO_WIDE, MEMORY = "file-encrypted", "file-sheet-too-wide", "file-needs-too-much-memory"

EXPECTED: dict[str, str | dict[str, str]] = {
    "nothing at all": "file-empty",
    "an empty zip": NO_BOOK,
    "a PDF": NO_BOOK,
    "a PDF called csv": NO_BOOK,
    "a picture": NO_BOOK,
    "a rar archive": NO_BOOK,
    "a list called xlsx": NO_BOOK,
    "a web page called xls": NO_BOOK,
    "an Excel 2003 XML": NO_BOOK,
    "an OpenDocument sheet": NO_BOOK,
    "a Word document": NO_BOOK,
    "an old Word document": NO_BOOK,
    "a binary workbook": DAMAGED,
    "an old workbook with nothing inside": DAMAGED,
    "an old workbook full of noise": DAMAGED,
    "an encrypted workbook": ENCRYPTED,
    "an encrypted old workbook": ENCRYPTED,
    "noise called csv": NO_BOOK,
    "a csv with noughts": NO_BOOK,
    "a csv of one endless line": TOO_WIDE,
    "a csv of one endless cell": DAMAGED,
    "cut after a moment": DAMAGED,
    "cut in the first quarter": DAMAGED,
    "cut in the middle": DAMAGED,
    "cut before the end": DAMAGED,
    "junk behind it": DAMAGED,
    "a program before it": NO_BOOK,
    "a wrong checksum": DAMAGED,
    "a broken stream": DAMAGED,
    "a size that is too small": DAMAGED,
    "a size that is too large": HOSTILE,
    "a size of four gigabytes": HOSTILE,
    "parts under a password": ENCRYPTED,
    "a part outside": HOSTILE,
    "a part at the root": HOSTILE,
    "a part on a drive": HOSTILE,
    "a part with backslashes": HOSTILE,
    "a sheet twice": HOSTILE,
    "a part twice but for case": HOSTILE,
    "a symbolic link": HOSTILE,
    "overlapping parts": HOSTILE,
    "five thousand parts": HOSTILE,
    "a bomb for a sheet": HOSTILE,
    "a bomb beside": HOSTILE,
    "a bomb in zips": READ,
    "another compression": HOSTILE,
    "a DTD in a sheet": HOSTILE,
    "a billion laughs": HOSTILE,
    "a quadratic entity": HOSTILE,
    "an outside entity": HOSTILE,
    "a DTD in the styles": HOSTILE,
    "a DTD in the properties": HOSTILE,
    "a DTD in the relations": HOSTILE,
    "a sheet in UTF-16": HOSTILE,
    "a workbook part in UTF-16": HOSTILE,
    "a sheet in UTF-7": READ,
    "bytes that are no UTF-8": DAMAGED,
    "no content types": NO_BOOK,
    "no relations": DAMAGED,
    "no sheet": DAMAGED,
    "no styles": READ,
    "styles that are gone": READ,
    "no shared strings": DAMAGED,
    "a string beyond the last": DAMAGED,
    "a string before the first": READ,
    "a lie about strings": MEMORY,
    "a long string seen 700,000 times": MEMORY,
    "a string of nineteen megabytes": MEMORY,
    "a cut sheet": DAMAGED,
    "a sheet cut between rows": DAMAGED,
    "a broken workbook part": DAMAGED,
    "relations in a ring": DAMAGED,
    "a sheet that is the workbook": {
        **READ,
        "roster": "roster-no-header",
        "template": "sheet-not-editable",
        "company": "company-no-header",
    },
    "a macro": READ,
    "a link to outside": READ,
    "a sheet from outside": DAMAGED,
    "strict names": READ,
    "a byte order mark": READ,
    "a thousand sheets": READ,
    "a hundred thousand nested elements": READ,
    "an attribute of four megabytes": READ,
    "cells merged over each other": {
        **READ,
        "roster": HOSTILE,
        "bank": HOSTILE,
        "template": HOSTILE,
        "company": HOSTILE,
    },
    "a lie about the size": READ,
    "a lie about how little there is": READ,
    "column 16,385": TOO_WIDE,
    "column 16,384": TOO_WIDE,
    "column 702 of the last row": TOO_WIDE,
    "the last row": TOO_WIDE,
    "one row more than there are": TOO_WIDE,
    "row four thousand million": TOO_WIDE,
    "row nought": DAMAGED,
    "a row that is no number": DAMAGED,
    "a cell that is nowhere": DAMAGED,
    "rows out of order": READ,
    "a row twice": READ,
    "a text of forty thousand letters": READ,
    "control characters": READ,
    "forbidden references": DAMAGED,
    "a formula for a text": READ,
    "not a number": READ,
    "infinity": READ,
    "a number too large": READ,
    "a number that is none": READ,
    "a day before days": READ,
    "a day after days": READ,
    "days from 1904": READ,
}
"""File → what every reader says, or what each of them does."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files, written a minute ago: the guard waits for what was written just now."""
    made = tmp_path_factory.mktemp("hostile")
    for number, (ending, content) in enumerate(FILES.values()):
        path = made / f"{number:03d}{ending}"
        path.write_bytes(content())
        old = path.stat().st_mtime - 60
        os.utime(path, (old, old))
    return made


@pytest.fixture(scope="module")
def measured(folder: Path) -> dict[str, dict[str, list[Any]]]:
    """File → reader → [code, seconds, megabytes of the reader, megabytes of its child]."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.hostile_reading", str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=_HOME,
    )
    found = json.loads(done.stdout)
    return {name: found[_file(name)] for name in FILES}


def _file(name: str) -> str:
    number = list(FILES).index(name)
    return f"{number:03d}{FILES[name][0]}"


def _expected(name: str) -> dict[str, str]:
    found = EXPECTED[name]
    return found if isinstance(found, dict) else dict.fromkeys(READ, found)


_SAME = (
    "strict names", "a byte order mark", "a lie about the size", "a lie about how little there is",
    "a macro", "a link to outside", "a bomb in zips", "a hundred thousand nested elements",
    "a sheet in UTF-7", "a thousand sheets",
)  # fmt: skip
"""Odd, but nothing in it that people typed differs."""


@pytest.mark.parametrize("name", _SAME)
def test_what_is_odd_and_harmless_loses_no_cell(name: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "good.xlsx"
    path.write_bytes(good())
    whole, odd = (
        {sheet.name: sheet.rows for sheet in read_sheets(guard(one))}
        for one in (path, folder / _file(name))
    )
    assert whole.items() <= odd.items()


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="measures memory through /proc")


def test_every_file_has_an_answer_and_there_are_more_than_sixty() -> None:
    assert set(EXPECTED) == set(FILES)
    assert len(FILES) >= 60


@needs_proc
@pytest.mark.parametrize("name", FILES)
def test_the_file_is_read_or_refused_by_the_right_name(
    name: str, measured: dict[str, dict[str, list[Any]]]
) -> None:
    told, expected = measured[name], _expected(name)
    assert {"merge", "roster"} <= told.keys()
    assert {one: said[0] for one, said in told.items()} == {one: expected[one] for one in told}


@needs_proc
@pytest.mark.parametrize("name", FILES)
def test_it_takes_little_memory(name: str, measured: dict[str, dict[str, list[Any]]]) -> None:
    for reader, (_, _, own, child) in measured[name].items():
        assert max(own, child) <= MEGABYTES, reader


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path_factory.mktemp("office"), date(2026, 3, 2))
    yield made
    made.close()


def _state(project: ProjectOffice) -> list[tuple[Any, ...]]:
    with project.ledger.reader() as connection:
        return [
            tuple(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").one())
            for table in ("journal_operation", "household", "exchange", "water_meter")
        ]


def test_nothing_of_a_refused_file_is_applied(project: ProjectOffice, folder: Path) -> None:
    office, before = project.office, _state(project)
    for name in FILES:
        path, expected = folder / _file(name), _expected(name)
        if expected["roster"] != "read":
            with pytest.raises(InputError, match=expected["roster"]):
                office.roster.import_file(path)
        if expected["merge"] != "read":
            with pytest.raises(InputError, match=expected["merge"]):
                office.district.merge(path)
    assert _state(project) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe, endless, gone = (tmp_path / f"{name}.xlsx" for name in ("pipe", "endless", "gone"))
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    gone.symlink_to(tmp_path / "nowhere")
    for path, code in ((pipe, NO_BOOK), (endless, NO_BOOK), (gone, "file-missing")):
        with pytest.raises(InputError, match=code):
            guard(path)
