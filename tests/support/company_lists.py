"""Companies' lists as companies write them, and the office that they are matched against."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from desktop.services.backing_up import BackingUp
from desktop.services.company import Company

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.storage.ledger import Ledger

EXCHANGE_HEAD = (
    "户号",
    "用户名称",
    "用水地址",
    "旧表号",
    "止度",
    "新表号",
    "起度",
    "封印号",
    "换表日期",
)


def company_of(ledger: Ledger) -> Company:
    """Return the use cases over ``ledger``."""
    return Company(ledger, ledger.clock, BackingUp(ledger, ledger.clock))


def workbook(
    path: Path,
    rows: Sequence[Sequence[Any]],
    merged: Sequence[str] = (),
    sheet: str = "供水公司",
) -> Path:
    """Write ``rows`` as a workbook of one sheet."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    book.save(path)
    return path


def accounts(ledger: Ledger, kind: str = "water_meter") -> None:
    """Give every meter an account: 0000001, 0000002, in the order they were recorded."""
    with ledger.unit_of_work("accounts") as work:
        ids = [
            row[0]
            for row in work.connection.exec_driver_sql(f"SELECT id FROM {kind} ORDER BY rowid")
        ]
        work.update_many(
            kind, [(one, {"account_no": f"{at + 1:07d}"}) for at, one in enumerate(ids)]
        )


def meters(ledger: Ledger, household: str, kind: str = "water_meter") -> list[dict[str, Any]]:
    """Return the household's meters as the file holds them, oldest first."""
    with ledger.reader() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT * FROM {kind} WHERE household_id = ? AND deleted = 0 ORDER BY rowid",
            (household,),
        )
        return [dict(row) for row in rows.mappings()]


def converted(source: Path, ending: str, folder: Path, take: str = "") -> Path:
    """Return ``source`` as LibreOffice writes it with ``ending``.

    Args:
        source: what it opens.
        ending: ``xlsx``, ``xls`` or ``csv``.
        folder: where the copy goes.
        take: options of the filter that reads, such as those of a .csv.
    """
    how = "csv:Text - txt - csv (StarCalc):44,34,76" if ending == "csv" else ending
    command = [
        "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
        *([f"--infilter={take}"] if take else []), "--convert-to", how, "--outdir", str(folder),
        str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{ending}"
