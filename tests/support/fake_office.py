"""An invented office in memory: the services that the window calls, a few lines each."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from desktop.domain.changes import Changes
from desktop.domain.codes import OperatorRole
from desktop.domain.doors import DoorRow
from desktop.domain.fields import ENTITIES
from desktop.domain.meters import MeterFacts
from desktop.domain.rows import (
    BuildingRow,
    HouseholdCard,
    HouseholdRow,
    Progress,
    QuarterRow,
    Scope,
)
from desktop.domain.search import SearchHit
from desktop.domain.values import ValueProblem, parse
from desktop.domain.verdict import HouseholdFacts, MeterTree, Outcome, Verdict, verdict
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.bundle import SessionInfo
from desktop.services.history import HistoryRow
from tests.support.fake_tables import FakeTables

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from desktop.domain.door_answers import DoorAnswers

_NAMES = ("王秀兰", "李建国", "张春梅", "刘德胜", "陈桂英", "杨志强", "周小满", "吴国庆")
_QUARTERS = ("棉纺厂宿舍", "红旗机械厂一村", "翠湖小区")
_WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass
class Books:
    """Every record, by kind and id, and what was done to them."""

    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    log: list[tuple[str, str, str, Any, Any]] = field(default_factory=list)
    undone: list[tuple[str, str, str, Any, Any]] = field(default_factory=list)

    def add(self, kind: str, entity_id: str, /, **values: Any) -> str:
        blank = {f.name: None for f in ENTITIES[kind].fields}
        self.records.setdefault(kind, {})[entity_id] = {"id": entity_id, **blank, **values}
        return entity_id

    def of(self, kind: str, /, **having: object) -> list[dict[str, Any]]:
        rows = self.records.get(kind, {}).values()
        return [r for r in rows if all(r[name] == value for name, value in having.items())]


def invented_books(quarters: int = 3, buildings: int = 3, floors: int = 6) -> Books:
    """Return walk-ups of three units with two doors a landing, every state among them."""
    books = Books()
    number = 0
    for q in range(quarters):
        quarter = books.add(
            "quarter",
            f"{q:032x}",
            quarter_code=f"42011100{q:02d}",
            name=_QUARTERS[q % len(_QUARTERS)] + ("" if q < len(_QUARTERS) else str(q)),
            community="东湖社区",
            water_charge_mode=1,
            elec_charge_mode=1,
            committee_state=3,
        )
        for b in range(buildings):
            building = books.add(
                "building", f"{q:016x}{b:016x}", quarter_id=quarter, building_no=str(b + 1)
            )
            for u in range(3):
                unit = books.add(
                    "unit", f"{q:08x}{b:08x}{u:016x}", building_id=building, unit_no=str(u + 1)
                )
                for f in range(floors):
                    for d in range(2):
                        number += 1
                        _household(books, unit, number, f + 1, d + 1, done=(q, b) < (1, 2))
    return books


def _household(books: Books, unit: str, n: int, floor: int, door: int, *, done: bool) -> None:
    visited = done and n % 9 != 0
    refused = visited and n % 31 == 0
    state = 3 if refused else (1 if visited else (2 if n % 5 == 0 and done else 0))
    household = books.add(
        "household",
        f"{n:032x}",
        unit_id=unit,
        floor=floor,
        room_no=f"{floor}0{door}",
        owner_name=_NAMES[n % 8],
        phone=f"1387100{n:04d}",
        visit_state=state,
        w_state=None if state != 1 else (1 if n % 4 else 3),
        e_state=None if state != 1 else (1 if n % 6 else 2),
        consent_w=1 if state == 1 else None,
        consent_e=(1 if n % 7 else 2) if state == 1 else None,
    )
    if state == 1 and n % 4:
        books.add(
            "water_meter",
            f"{n + 10**6:032x}",
            household_id=household,
            body_no=f"W26{n:06d}",
            role=3,
            kind=3,
            position=2,
            state=1,
            account_no=f"08{n:06d}",
        )
    if state == 1:
        books.add(
            "electricity_meter",
            f"{n + 2 * 10**6:032x}",
            household_id=household,
            asset_no=f"4230009{n:08d}",
            role=3,
            kind=1,
            position=1 if n % 6 == 0 else 2,
            state=1,
            account_no=f"51{n:06d}",
        )


class FakeReading:
    """Lists, cards and search over the books."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.fetches = 0

    def _progress(self, households: list[dict[str, Any]]) -> Progress:
        return Progress(
            households=len(households),
            visited=sum(h["visit_state"] in {1, 4} for h in households),
            nobody=sum(h["visit_state"] == 2 for h in households),
            refused=sum(h["visit_state"] == 3 for h in households),
            water_done=sum(h["w_state"] == 1 for h in households),
            power_done=sum(h["e_state"] == 1 for h in households),
            consent_water=sum(h["consent_w"] == 1 for h in households),
            consent_power=sum(h["consent_e"] == 1 for h in households),
        )

    def _households(self, scope: Scope) -> list[dict[str, Any]]:
        found = []
        for household in self.books.of("household"):
            unit = self.books.records["unit"][household["unit_id"]]
            building = self.books.records["building"][unit["building_id"]]
            wanted = (scope.building_id, building["id"])
            if scope.building_id is None:
                wanted = (scope.quarter_id, building["quarter_id"])
            if wanted[0] in {None, wanted[1]}:
                found.append(household)
        return found

    def quarters(self) -> list[QuarterRow]:
        return [
            QuarterRow(
                q["id"],
                q["quarter_code"],
                q["name"],
                q["community"],
                len(self.books.of("building", quarter_id=q["id"])),
                self._progress(self._households(Scope(q["id"]))),
            )
            for q in self.books.of("quarter")
        ]

    def buildings(self, quarter_id: str) -> list[BuildingRow]:
        return [
            BuildingRow(
                b["id"],
                quarter_id,
                b["building_no"],
                6,
                len(self.books.of("unit", building_id=b["id"])),
                self._progress(self._households(Scope(quarter_id, b["id"]))),
            )
            for b in self.books.of("building", quarter_id=quarter_id)
        ]

    def household_numbers(
        self,
        scope: Scope,
        *,
        order: str = "address",
        descending: bool = False,
        filters: Mapping[str, Sequence[int | None]] | None = None,
    ) -> array[int]:
        rows = self._households(scope)
        for name, accepted in (filters or {}).items():
            rows = [row for row in rows if row[name] in accepted]
        key = {"owner": "owner_name", "visit": "visit_state"}.get(order)
        if key:
            rows = sorted(rows, key=lambda row: str(row[key]))
        numbers = [int(row["id"], 16) for row in rows]
        return array("q", reversed(numbers) if descending else numbers)

    def household_number(self, household_id: str) -> int | None:
        return int(household_id, 16) if household_id in self.books.records["household"] else None

    def household_rows(self, numbers: Sequence[int]) -> list[HouseholdRow]:
        self.fetches += 1
        return [self._row(self.books.records["household"][f"{n:032x}"]) for n in numbers]

    def doors(self, scope: Scope) -> list[HouseholdRow]:
        return self.household_rows(self.household_numbers(scope))

    def building_doors(self, building_id: str) -> list[DoorRow]:
        return [self._door(row) for row in self.doors(Scope(None, building_id))]

    def quarter_doors(self, quarter_id: str) -> list[DoorRow]:
        return [self._door(row) for row in self.doors(Scope(quarter_id))]

    def doors_behind(self, ids: Collection[str]) -> list[DoorRow]:
        households = set()
        for kind in ("water_meter", "electricity_meter", "visit"):
            known = self.books.records.get(kind, {})
            households |= {known[one]["household_id"] for one in ids if one in known}
        households |= set(ids) & self.books.records["household"].keys()
        return [self._door(self._row(self.books.records["household"][h])) for h in households]

    def _door(self, row: HouseholdRow) -> DoorRow:
        tried = self.books.of("visit", household_id=row.id, state=2)
        return DoorRow(
            row.id, row.building_id, row.quarter, row.label, row.building_no, row.unit_no,
            row.floor, row.room_no, row.owner_name, row.visit_state, row.consent_w, row.consent_e,
            self.books.records["household"][row.id]["use_kind"],
            tuple(visit["visited_at"] for visit in tried),
        )  # fmt: skip

    def _row(self, h: dict[str, Any]) -> HouseholdRow:
        unit = self.books.records["unit"][h["unit_id"]]
        building = self.books.records["building"][unit["building_id"]]
        quarter = self.books.records["quarter"][building["quarter_id"]]
        water = self.books.of("water_meter", household_id=h["id"])
        power = self.books.of("electricity_meter", household_id=h["id"])
        return HouseholdRow(
            number=int(h["id"], 16),
            id=h["id"],
            quarter_id=quarter["id"],
            building_id=building["id"],
            unit_id=unit["id"],
            quarter=quarter["name"],
            label=f"{building['building_no']}栋{unit['unit_no']}单元{h['room_no']}",
            building_no=building["building_no"],
            unit_no=unit["unit_no"],
            floor=h["floor"],
            room_no=h["room_no"],
            owner_name=h["owner_name"] or "",
            phone=h["phone"] or "",
            visit_state=h["visit_state"],
            w_state=h["w_state"],
            e_state=h["e_state"],
            consent_w=h["consent_w"],
            consent_e=h["consent_e"],
            water_meter=water[0]["body_no"] if water else "",
            electricity_meter=power[0]["asset_no"] if power else "",
            remarks=h["remarks"] or "",
        )

    def card(self, household_id: str) -> HouseholdCard:
        household = self.books.records["household"].get(household_id)
        if household is None:
            raise InputError("record-missing")
        unit = self.books.records["unit"][household["unit_id"]]
        building = self.books.records["building"][unit["building_id"]]
        quarter = self.books.records["quarter"][building["quarter_id"]]
        row = self._row(household)
        return HouseholdCard(
            f"{quarter['name']} {row.label}",
            dict(quarter),
            dict(building),
            dict(unit),
            dict(household),
            tuple(map(dict, self.books.of("water_meter", household_id=household_id))),
            tuple(map(dict, self.books.of("electricity_meter", household_id=household_id))),
            (),
        )

    def record(self, kind: str, entity_id: str) -> dict[str, Any]:
        found = self.books.records.get(kind, {}).get(entity_id)
        if found is None:
            raise InputError("record-missing")
        return dict(found)

    def search(self, text: str, limit: int = 50) -> list[SearchHit]:
        hits = []
        for household in self.books.of("household"):
            row = self._row(household)
            if text in f"{row.quarter}{row.label}{row.owner_name}{row.phone}{row.water_meter}":
                hits.append(
                    SearchHit("household", row.id, f"{row.quarter} {row.label}", row.owner_name)
                )
        return hits[:limit]

    def stats(self) -> dict[str, Any]:
        return {"households": len(self.books.of("household"))}


class FakeEditing:
    """Writes into the books and can take back."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.calls: list[tuple[Any, ...]] = []
        self.fail_with: BaseException | None = None

    def _changes(self, action: str, kind: str, entity_id: str) -> Changes:
        number = str(len(self.books.log))
        return Changes(number, action, frozenset({kind}), frozenset({entity_id}))

    def set_field(self, kind: str, entity_id: str, field_name: str, raw: object) -> Changes:
        self.calls.append((kind, entity_id, field_name, raw))
        if self.fail_with is not None:
            raise self.fail_with
        declared = ENTITIES[kind].field(field_name)
        assert declared is not None
        try:
            value = parse(declared, raw)
        except ValueProblem as problem:
            raise InputError(problem.code, field=declared.label) from None
        record = self.books.records[kind][entity_id]
        self.books.log.append((kind, entity_id, field_name, record[field_name], value))
        record[field_name] = value
        return self._changes("set-field", kind, entity_id)

    def add(self, kind: str, values: Mapping[str, Any]) -> Changes:
        entity_id = self.books.add(kind, f"{len(self.books.log) + 9 * 10**6:032x}", **values)
        self.books.log.append((kind, entity_id, "", None, None))
        return self._changes("add", kind, entity_id)

    def undo(self, operation: str | None = None) -> Changes:
        del operation
        if not self.books.log:
            raise RefusedError("undo-nothing")
        kind, entity_id, name, old, new = self.books.log.pop()
        self.books.undone.append((kind, entity_id, name, old, new))
        if name:
            self.books.records[kind][entity_id][name] = old
        return self._changes("undo", kind, entity_id)

    def redo(self) -> Changes:
        if not self.books.undone:
            raise RefusedError("redo-nothing")
        kind, entity_id, name, old, new = self.books.undone.pop()
        self.books.log.append((kind, entity_id, name, old, new))
        self.books.records[kind][entity_id][name] = new
        return self._changes("redo", kind, entity_id)


class FakeVerdicts:
    """Judges by the real rule."""

    def __init__(self, reading: FakeReading) -> None:
        self.reading = reading

    def of_household(self, household_id: str) -> dict[str, Verdict]:
        card = self.reading.card(household_id)
        return {
            "water": self._judge(card, card.water_meters, "w_state"),
            "electricity": self._judge(card, card.electricity_meters, "e_state"),
        }

    def of_building(self, building_id: str) -> dict[tuple[str, str], Outcome]:
        return {
            (row.id, utility): answer.outcome
            for row in self.reading.doors(Scope(None, building_id))
            for utility, answer in self.of_household(row.id).items()
            if answer.outcome is not Outcome.MET
        }

    def report(self, quarter_code: str | None = None) -> dict[str, Any]:
        failing = []
        for quarter in self.reading.quarters():
            for row in self.reading.doors(Scope(quarter.id)):
                if quarter_code in {None, quarter.code}:
                    failing += [
                        {
                            "household_id": row.id,
                            "label": f"{row.quarter}{row.label}",
                            "utility": utility,
                            "verdict": str(answer.outcome),
                            "reasons": [str(reason) for reason in answer.reasons],
                        }
                        for utility, answer in self.of_household(row.id).items()
                        if answer.reasons
                    ]
        return {"standard": "", "quarters": [], "failing": failing}

    @staticmethod
    def _judge(card: HouseholdCard, meters: Sequence[Any], state: str) -> Verdict:
        facts = tuple(
            MeterFacts(
                m["id"],
                m["household_id"],
                m["parent_id"],
                m["role"],
                m["position"],
                m["state"],
                m["account_no"],
            )
            for m in meters
        )
        given: Any = card.household[state]
        return verdict(
            HouseholdFacts(str(card.household["id"]), given, 1, facts), MeterTree.of(facts)
        )


class FakeSurveying:
    """Records into the books; every door stands alone and everything fits."""

    def __init__(self, editing: FakeEditing) -> None:
        self.editing = editing

    def record(self, household_id: str, answers: DoorAnswers) -> Changes:
        changes = Changes("", "record-door", frozenset(), frozenset())
        books = self.editing.books
        for kind, given in (
            ("household", answers.household),
            ("water_meter", answers.water),
            ("electricity_meter", answers.electricity),
        ):
            own = books.of(kind, household_id=household_id) if kind != "household" else []
            entity_id = own[0]["id"] if own else household_id
            for name, raw in given.items():
                changes = self.editing.set_field(kind, entity_id, name, raw)
        return changes

    def neighbour(self, household_id: str) -> None:
        del household_id

    def checks(self, household_id: str, language: str) -> tuple[()]:
        del household_id, language
        return ()

    def readings_today(self, household_id: str) -> dict[str, Any]:
        del household_id
        return {}


class FakeHistory:
    def __init__(self, books: Books) -> None:
        self.books = books
        self.operations: list[SimpleNamespace] = []

    def did(self, action: str) -> None:
        """Remember an operation of another service."""
        number = len(self.operations) + 7
        self.operations.append(SimpleNamespace(number=number, action=action))

    def of(self, entity_id: str, language: str = "zh_CN") -> list[HistoryRow]:
        del language
        return [
            HistoryRow(_WHEN, "李敏", "set-field", name, str(old or ""), str(new or ""), number)
            for number, (_, changed, name, old, new) in enumerate(self.books.log)
            if changed == entity_id
        ][::-1]

    def of_household(self, entity_id: str, language: str = "zh_CN") -> list[HistoryRow]:
        return self.of(entity_id, language)

    def recent(self, limit: int = 100) -> list[SimpleNamespace]:
        return self.operations[-limit:][::-1]

    def undoable(self, language: str = "zh_CN") -> str:
        del language
        return str(self.books.log[-1][2]) if self.books.log else ""

    def redoable(self, language: str = "zh_CN") -> str:
        del language
        return str(self.books.undone[-1][2]) if self.books.undone else ""


class FakeBackups:
    elsewhere = False

    def __init__(self) -> None:
        self.second_place: Path | None = None
        self.made = 0

    def age(self) -> timedelta | None:
        return timedelta(minutes=12)

    def make(self, folder: Path | None = None) -> dict[str, Any]:
        del folder
        self.made += 1
        return {"path": "backups/demo.hubiao", "made_at": _WHEN.isoformat(), "reason": "asked"}


@dataclass
class FakeOffice:
    """Stands where :class:`desktop.services.bundle.Office` stands."""

    session: SessionInfo
    books: Books
    reading: FakeReading
    editing: FakeEditing
    verdicts: FakeVerdicts
    history: FakeHistory
    backups: FakeBackups
    news: Any = None
    gates: Any = None
    forms: Any = None
    roster: Any = None
    district: Any = None
    waiting: Any = None
    devices: Any = None
    parcels: Any = None
    exchange_log: Any = None
    operators: Any = None
    health: Any = None
    surveying: Any = None
    metering: Any = None
    pictures: Any = None
    tables: Any = None
    visit_paper: Any = None
    day: Any = None
    acceptances: Any = None
    closed: bool = False

    def others(self) -> Any:
        return self.news

    def close(self) -> None:
        self.closed = True


def fake_office(books: Books | None = None, *, read_only: bool = False) -> FakeOffice:
    """Return an office over ``books``, invented ones by default."""
    books = invented_books() if books is None else books
    reading, editing = FakeReading(books), FakeEditing(books)
    session = SessionInfo(
        "赤壁街道办事处", "420111001", "李敏", OperatorRole.LEADER, read_only, "demo.hubiao", ()
    )
    return FakeOffice(
        session,
        books,
        reading,
        editing,
        FakeVerdicts(reading),
        FakeHistory(books),
        FakeBackups(),
        tables=FakeTables(reading, editing),
        surveying=FakeSurveying(editing),
    )
