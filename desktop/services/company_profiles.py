"""Which import sheet each company gets: the shipped profile, or the office's own."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.company_profile import read_profile
from desktop.domain.handover import Utility
from desktop.kernel.errors import InputError
from desktop.kernel.resources import resource
from desktop.storage.failures import translated
from desktop.storage.files import replace_file
from desktop.storage.queries.registers import records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.documents.archive import Attachment
    from desktop.domain.changes import Changes
    from desktop.domain.company_profile import CompanyProfile
    from desktop.domain.handover import MeterLine
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger

KIND = "company"
"""Kind of an ``own_form`` that is a profile; its type is the file's name without ``.toml``."""
NAMES = {Utility.WATER: "water", Utility.ELECTRICITY: "power"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def import_sheets(
    connection: Connection, utilities: Sequence[str], lines: Sequence[MeterLine], day: date
) -> tuple[Attachment, ...]:
    """Return the import sheet of every utility that has meters in ``lines``, to travel in a form.

    Raises:
        InputError: ``company-profile-unusable``.
    """
    from desktop.documents.archive import Attachment
    from desktop.documents.characters import printable
    from desktop.exchange.company_sheet import company_xlsx

    made = []
    for utility, name in NAMES.items():
        if utility not in utilities:
            continue
        profile = profile_on(connection, name, day)
        rows = profile.rows(lines, printable)
        if rows:
            data = company_xlsx(profile.sheet, profile.headings, rows)
            made.append(Attachment(f"import-{name}.xlsx", _XLSX, data, profile.name))
    return tuple(made)


def profile_on(connection: Connection, name: str, day: date) -> CompanyProfile:
    """Return the profile ``water`` or ``power`` that holds on ``day``.

    Raises:
        InputError: ``company-profile-unusable``.
    """
    held = [row for row in _chosen(connection, name) if _from(row) <= day]
    if held and held[-1]["content"]:
        return read_profile(str(held[-1]["content"]), str(held[-1]["name"]))
    return read_profile(_shipped(name), f"{name}.toml")


class CompanyProfiles:
    """The office's own profiles: files in a folder beside the ledger, chosen ones in the ledger."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Return the folder beside the ledger; it need not be there."""
        return self._ledger.path.with_name(f"{self._ledger.path.name}.companies")

    def holding(self, name: str) -> CompanyProfile:
        """Return the profile that holds today."""
        with self._ledger.reader() as connection:
            return profile_on(connection, name, self._clock.today())

    def begin(self, name: str) -> Path:
        """Copy the shipped profile into the folder, to be rewritten there.

        Raises:
            InputError: ``own-form-there``: there is a file of that name already.
            MachineError: the disk refuses.
        """
        target = self._path(name)
        if target.exists():
            raise InputError("own-form-there", file=target.name)
        with translated():
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(target, _shipped(name).encode())
        return target

    def choose(self, name: str) -> Changes:
        """Let the file in the folder hold from today on, on every laptop of the office.

        Raises:
            InputError: ``company-profile-unusable``.
        """
        path = self._path(name)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            what = type(error).__name__
            raise InputError("company-profile-unusable", file=path.name, what=what) from error
        profile = read_profile(text, path.name)
        if NAMES[profile.utility] != name:
            raise InputError("company-profile-unusable", file=path.name, what=str(profile.utility))
        return self._add(name, text, profile.version)

    def withdraw(self, name: str) -> Changes:
        """Let the shipped profile hold again from today on."""
        return self._add(name, "", read_profile(_shipped(name), name).version)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.toml"

    def _add(self, name: str, text: str, version: int) -> Changes:
        record: Record = {
            "kind": KIND,
            "form_type": name,
            "name": f"{name}.toml",
            "version": version,
            "content": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "valid_from": self._clock.today(),
        }
        with self._ledger.unit_of_work("choose-profile") as work:
            work.insert("own_form", [record])
        return work.changes


def _shipped(name: str) -> str:
    return resource("company_profiles", f"{name}.toml").read_text(encoding="utf-8")


def _chosen(connection: Connection, name: str) -> list[Record]:
    rows = [
        row
        for row in records(connection, "own_form")
        if row["kind"] == KIND and row["form_type"] == name
    ]
    return sorted(rows, key=lambda row: (_from(row), str(row["id"])))


def _from(row: Record) -> date:
    found = row["valid_from"]
    return found if isinstance(found, date) else date.min
