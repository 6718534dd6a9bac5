"""What taking a street's workbook would do: counted, compared, and what a person must decide."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.fields import Side
from desktop.domain.merge import plan_merge
from desktop.domain.merge_basis import MergeBasis, MergeOptions
from desktop.domain.sheet_rows import ReturnedRows
from desktop.domain.street import Age, age_of, in_district
from desktop.exchange.street_workbook import open_street_workbook
from desktop.exchange.workbook import ReturnedWorkbook
from desktop.kernel.errors import InputError
from desktop.services.planned_merge import PlannedMerge
from desktop.services.street_comparing import Comparing
from desktop.services.street_memory import StreetMemory
from desktop.storage.journal import Journal
from desktop.storage.queries import streets as queries
from desktop.storage.queries.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.sheet_rows import SheetRow
    from desktop.domain.values import Record, Value
    from desktop.exchange.street_workbook import StreetStamp
    from desktop.kernel.progress import Progress
    from desktop.services.street_comparing import Compared
    from desktop.storage.ledger import Ledger

_OF_ANOTHER = "street-row-of-another"
_QUARTERLY = ("building", "household", "water_meter", "electricity_meter")


@dataclass(frozen=True, slots=True)
class PlannedIntake:
    """What taking a street's workbook would do; nothing is changed yet.

    Attributes:
        path: the file; ``stamp`` which export it is.
        merge: what differs, as the review page takes it.
        compared: what the pass over the file found.
        street: the street's record; None while it is not registered.
        age: what the workbook is to the one taken last.
        taken_before: whether this very file was taken last.
        revived: ids of deleted records that come back.
        ledger: id → record of the rows that differ.
        memory: of the last intake.
        missing: ids of records that are on no row.
    """

    path: Path
    stamp: StreetStamp
    merge: PlannedMerge
    compared: Compared
    street: Mapping[str, Value] | None
    age: Age
    taken_before: bool
    revived: frozenset[str]
    ledger: Mapping[str, Record]
    memory: StreetMemory
    missing: frozenset[str]

    @property
    def new(self) -> dict[str, int]:
        """Entity kind → records that the district does not know yet."""
        return dict(self.compared.new)


def plan_intake(ledger: Ledger, path: Path, progress: Progress | None = None) -> PlannedIntake:
    """Read a street's workbook and say what taking it would do.

    Raises:
        InputError: it cannot be read, is no export, or not of a street of this district
            (``street-other-district``, ``street-workbook-returned``).
    """
    workbook = open_street_workbook(path)
    with ledger.reader() as connection:
        comparing: Comparing | None = None
        for frame in workbook.rows(progress):
            if comparing is None:
                stamp = workbook.stamp
                _require_ours(stamp, ledger.street_code)
                comparing = Comparing(connection, stamp.street_code, stamp.export_code)
            comparing.take(frame)
        if comparing is None:
            raise InputError("street-workbook-unknown", file=path.name)
        compared = comparing.end()
        _require_own(compared, workbook.stamp)
        compared.problems[:0] = workbook.problems
        quarters = compared.places.quarters
        compared.costs |= {
            quarters[key]: cost for key, cost in workbook.costs.items() if key in quarters
        }
        planning = _Planning(ledger, connection, compared, workbook.stamp)
        return planning.planned(path, workbook.sha256)


def _require_ours(stamp: StreetStamp, district: str) -> None:
    if stamp.returned:
        raise InputError("street-workbook-returned")
    if not in_district(stamp.street_code, district) or stamp.street_code == district:
        raise InputError("street-other-district", street=stamp.street_code, district=district)


def _require_own(compared: Compared, stamp: StreetStamp) -> None:
    """Refuse a workbook of which every row is another street's: a copied ledger."""
    foreign = any(one.code == _OF_ANOTHER for one in compared.problems)
    if foreign and not any(compared.seen.values()):
        raise InputError("street-workbook-of-another", street=stamp.street_code)


class _Planning:
    """Puts the plan together once the file was read."""

    def __init__(
        self, ledger: Ledger, connection: Connection, compared: Compared, stamp: StreetStamp
    ) -> None:
        self._ledger = ledger
        self._connection = connection
        self._compared = compared
        self._stamp = stamp
        found = [s for s in queries.streets(connection) if s["code"] == stamp.street_code]
        self._street = found[0] if found else None
        taken = queries.intakes(connection, stamp.street_code) if found else []
        summary = str(taken[0]["summary"]) if taken else None
        self._memory = StreetMemory.from_text(summary)
        self._taken_vector = self._loads("taken_vector")

    def planned(self, path: Path, sha256: str) -> PlannedIntake:
        """Return the plan."""
        rows, revived = self._living()
        records = self._records(rows)
        expected, missing = self._expected()
        returned = ReturnedRows(
            tuple(rows),
            {place: tuple(ids) for place, ids in self._compared.untouched.items()},
            self._compared.columns,
            tuple(self._compared.problems),
            self._compared.letters,
        )
        basis = MergeBasis(records, {self._stamp.export_code: self._base(rows)}, expected)
        plan = plan_merge(returned, basis, MergeOptions(editor=Side.STREET))
        plan = replace(plan, deletions=(*plan.deletions, *self._compared.replaced))
        labels = labels_of(self._connection, {(c.kind, c.id) for c in plan.conflicts})
        workbook = ReturnedWorkbook(
            self._stamp.export_id,
            self._stamp.export_code,
            {self._stamp.export_code: returned.count},
            returned,
            self._stamp.street_code,
        )
        seen = self._loads("vector")
        return PlannedIntake(
            path=path,
            stamp=self._stamp,
            merge=PlannedMerge(
                workbook,
                plan,
                labels,
                sha256,
                head=Journal(self._ledger).head(),
                problems=plan.problems,
            ),
            compared=self._compared,
            street=self._street,
            age=age_of(self._stamp.vector, seen),
            taken_before=self._street is not None and self._street["file_sha256"] == sha256,
            revived=frozenset(revived),
            ledger=records,
            memory=self._memory,
            missing=frozenset(missing),
        )

    def _loads(self, name: str) -> dict[str, int] | None:
        text = None if self._street is None else self._street[name]
        return None if not text else {k: int(v) for k, v in json.loads(str(text)).items()}

    def _living(self) -> tuple[list[SheetRow], set[str]]:
        """Return the rows to compare, and the ids of deleted records that come back.

        A record comes back unless the district deleted it while the street still had it.
        """
        rows = list(self._compared.kept)
        revived: set[str] = set()
        if not self._compared.dead:
            return rows, revived
        deleted_here = self._deleted_since(set(self._compared.dead))
        for one, row in self._compared.dead.items():
            kept_away = one in deleted_here or one in self._memory.dead
            if kept_away and one not in self._memory.missing:
                rows.append(row)
            else:
                revived.add(one)
        return rows, revived

    def _deleted_since(self, ids: set[str]) -> set[str]:
        if self._taken_vector is None:
            return set()
        found: set[str] = set()
        for kind in ("quarter", *_QUARTERLY):
            base = Journal(self._ledger).base_values(kind, ids, self._taken_vector)
            found |= {one for one, name in base if name == "deleted"}
        return found

    def _records(self, rows: list[SheetRow]) -> dict[str, Record]:
        by_kind: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for kind, one in zip(row.kinds, row.ids, strict=True):
                if one is not None:
                    by_kind[kind].add(one)
        found: dict[str, Record] = {}
        for kind, ids in by_kind.items():
            found |= queries.records(self._connection, kind, sorted(ids))
        return found

    def _base(self, rows: list[SheetRow]) -> dict[tuple[str, str], Value]:
        """Return (id, field) → what the street said last, where the ledger says otherwise now."""
        ids: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for kind, one in zip(row.kinds, row.ids, strict=True):
                if one is not None:
                    ids[kind].add(one)
        base: dict[tuple[str, str], Value] = {}
        for kind, some in ids.items():
            dead = sorted(some & self._compared.dead.keys())
            for one, record in queries.records(self._connection, kind, dead, deleted=True).items():
                base |= {(one, name): value for name, value in record.items()}
            if self._taken_vector is not None:
                base |= Journal(self._ledger).base_values(kind, some, self._taken_vector)
        return base | self._memory.values()

    def _expected(self) -> tuple[dict[str, list[str]], set[str]]:
        """Return what the workbook must show, and what of it is on no row.

        Of a quarter that is not in the workbook at all only the quarter itself is missed.
        """
        own = queries.quarters_of(self._connection, self._stamp.street_code)
        seen = self._compared.seen
        shown = [one for one in own if one in seen["quarter"]]
        expected = {"quarter": own}
        for kind in _QUARTERLY:
            expected[kind] = list(queries.leading(self._connection, kind, shown))
        missing = {one for kind, ids in expected.items() for one in ids if one not in seen[kind]}
        return expected, missing
