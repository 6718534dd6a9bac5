"""An office's own wording of forms: files in the ledger's folder, chosen ones in the ledger.

A file can be written on any laptop; what was chosen from it stands in the ledger, so that every
laptop prints the same, and a form that was issued names the version it was printed with.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.form_type import check_own, parse_form_type
from desktop.documents.registry import form_type
from desktop.kernel.errors import HubiaoError, InputError
from desktop.storage.queries.registers import records

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.documents.form_type import FormType
    from desktop.domain.changes import Changes
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger

KIND = "form"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file in the folder: its name, the type it words, and why it cannot be used, if so."""

    name: str
    type: str
    problem: HubiaoError | None


def wording_on(connection: Connection, name: str, day: date) -> tuple[FormType, str]:
    """Return the wording of form ``name`` that holds on ``day``, and what it is called.

    Raises:
        UsageError: ``form-type-unknown``.
        InputError: ``form-wording-unusable``.
    """
    shipped = form_type(name)
    held = [row for row in _chosen(connection, name) if _from(row) <= day]
    if not held or not held[-1]["content"]:
        return shipped, f"{shipped.version}"
    newest = held[-1]
    form = parse_form_type(str(newest["content"]), str(newest["name"]))
    return form, f"{newest['name']} {newest['version']}"


class OwnForms:
    """What stands in the folder, and what of it is chosen."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Return the folder beside the ledger; it need not be there."""
        return self._ledger.path.with_name(f"{self._ledger.path.name}.forms")

    def files(self) -> list[OwnFile]:
        """Return the files of the folder, each checked against the shipped wording."""
        if not self.folder.is_dir():
            return []
        return [self._look(path) for path in sorted(self.folder.glob("*.toml"))]

    def begin(self, name: str) -> Path:
        """Copy the shipped wording of form ``name`` into the folder, to be rewritten there.

        Raises:
            UsageError: ``form-type-unknown``.
            InputError: ``own-form-there``: there is a file of that name already.
            MachineError: the disk refuses.
        """
        from desktop.kernel.resources import resource
        from desktop.storage.failures import translated
        from desktop.storage.files import replace_file

        form_type(name)
        target = self.folder / f"{name}.toml"
        if target.exists():
            raise InputError("own-form-there", file=target.name)
        with translated():
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(target, resource("forms", f"{name}.toml").read_bytes())
        return target

    def choose(self, file_name: str) -> Changes:
        """Let the wording in a file of the folder hold from today on.

        Raises:
            InputError: ``form-wording-unusable``.
            UsageError: ``form-type-unknown``.
        """
        text = self._text(self.folder / file_name)
        form = self._checked(text, file_name)
        return self._add(form.type, file_name, text, form.version)

    def withdraw(self, name: str) -> Changes:
        """Let the shipped wording of form ``name`` hold again from today on."""
        return self._add(name, "", "", form_type(name).version)

    def chosen(self) -> dict[str, Record]:
        """Return type → the row of the own wording that holds today."""
        today = self._clock.today()
        with self._ledger.reader() as connection:
            rows = [row for row in _chosen(connection) if _from(row) <= today]
        newest = {str(row["form_type"]): row for row in rows}
        return {name: row for name, row in newest.items() if row["content"]}

    def _add(self, name: str, file_name: str, text: str, version: int) -> Changes:
        record: Record = {
            "kind": KIND,
            "form_type": name,
            "name": file_name,
            "version": version,
            "content": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "valid_from": self._clock.today(),
        }
        with self._ledger.unit_of_work("choose-wording") as work:
            work.insert("own_form", [record])
        return work.changes

    def _look(self, path: Path) -> OwnFile:
        try:
            form = self._checked(self._text(path), path.name)
        except HubiaoError as problem:
            return OwnFile(path.name, "", problem)
        return OwnFile(path.name, form.type, None)

    def _text(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("form-wording-unusable", file=path.name) from error

    def _checked(self, text: str, file_name: str) -> FormType:
        form = parse_form_type(text, file_name)
        check_own(form, form_type(form.type))
        return form


def _chosen(connection: Connection, name: str = "") -> list[Record]:
    rows = [row for row in records(connection, "own_form") if row["kind"] == KIND]
    rows = [row for row in rows if not name or row["form_type"] == name]
    return sorted(rows, key=lambda row: (_from(row), str(row["id"])))


def _from(row: Record) -> date:
    from datetime import date

    found = row["valid_from"]
    return found if isinstance(found, date) else date.min
