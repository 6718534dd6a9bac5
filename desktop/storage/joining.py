"""Joins operations of other laptops with this journal, inside one open unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.storage import operation
from desktop.storage.brought import Bringing, Brought
from desktop.storage.keyring import derived
from desktop.storage.replay import Replay, Written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.join_plan import ForeignEntry, ForeignOperation
    from desktop.domain.journal import Vector
    from desktop.storage.open_ledger import OpenLedger
    from desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Joined:
    """What was new in the journal, and what that changed in the tables."""

    written: Written
    brought: Brought


def join(
    ledger: OpenLedger,
    work: UnitOfWork,
    records: Iterable[ForeignOperation | ForeignEntry],
    since: Vector,
) -> Joined:
    """Write what is new and bring the tables up to date; before anything else in ``work``.

    Args:
        ledger: whose journal key seals every chain of the office.
        work: of this operation, which is sealed behind those taken over.
        records: each operation before its entries.
        since: device → sequence after which they begin.

    Raises:
        InputError: ``parcel-gap``, ``parcel-chain``, ``parcel-fork``; roll back.
    """
    written = Replay(work.driver, derived(ledger.key, "journal")).write(records, since)
    if not written.operations:
        return Joined(written, Brought())
    found = Bringing(work, written).run()
    work.number = str(operation.begin(work.driver).number)
    return Joined(written, found)
