"""Laptops of one office, each a folder with a machine of its own, and the stick between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.kernel.paths import LedgerPaths
from desktop.services.environment import Environment
from desktop.services.program import Program
from desktop.storage.keyring import CHEAP, Keyring

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.bundle import Office

OPERATOR = "负责人"
WHO: dict[str, Any] = {"operator": OPERATOR, "passphrase": "passphrase"}


@dataclass(frozen=True, slots=True)
class LaptopPlace:
    """One laptop: its folder, its machine's identity, its copy of the ledger."""

    folder: Path

    @property
    def path(self) -> Path:
        """Its ledger."""
        return self.folder / "office.hubiao"

    @property
    def program(self) -> Program:
        """The program as it is installed there."""
        world = Environment(SystemClock(), time_ordered_ids(), self.folder / "machine")
        return Program(world, language="zh_CN")

    def open(self) -> Office:
        """Sign in as the leader."""
        office = self.program.open(self.path, **WHO)
        office._ledger.backup_at_close = False
        return office


def first_laptop(folder: Path) -> LaptopPlace:
    """Make an office on its first laptop; what is derived from passphrases costs little."""
    laptop = LaptopPlace(folder)
    folder.mkdir(parents=True)
    laptop.program.create(laptop.path, office_name="某某街道", street_code="421102001", **WHO)
    _open_cheaply(laptop.path)
    return laptop


def another_laptop(folder: Path, first: LaptopPlace, stick: Path) -> tuple[LaptopPlace, str]:
    """Set a further laptop up by the steps of the handbook; return it with its check number."""
    with first.open() as office:
        backup = office.backups.make(stick)["path"]
    laptop = LaptopPlace(folder)
    from pathlib import Path

    laptop.program.restore(Path(backup), laptop.path, **WHO)
    with laptop.open() as office:
        own = next(one for one in office.devices.laptops() if one.own)
        (stick / f"{folder.name}.txt").write_text(f"{own.code}\n", encoding="utf-8")
    with first.open() as office:
        check = office.devices.enrol(office.devices.code_in(stick / f"{folder.name}.txt"))
    return laptop, check


def _open_cheaply(ledger: Path) -> None:
    path = LedgerPaths(ledger).key_file
    strong = Keyring.load(path)
    operator_id, key = strong.unlock(OPERATOR, WHO["passphrase"])
    anchor = strong.anchor(key)
    cheap = Keyring.create(path, strong.ledger, CHEAP)
    cheap.add(operator_id, OPERATOR, WHO["passphrase"], key)
    if anchor is not None:
        cheap.set_anchor(anchor, key)
    cheap.save()
