"""The laptops of an invented office, and a parcel of one of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.merge_review import Review, ReviewGroup, ReviewRow
from desktop.exchange.parcel import ParcelHeader
from desktop.services.devices import Laptop, check_number
from desktop.services.parcel_plan import Brought, ParcelPlan

if TYPE_CHECKING:
    from collections.abc import Callable

_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def a_laptop(name: str, letter: str, *, state: str = "enrolled", **more: Any) -> Laptop:
    """Return a laptop whose ids and key are made of one letter."""
    device, key = letter * 32, letter * 64
    usual: dict[str, Any] = {
        "device": device,
        "devices": (device,),
        "key": key,
        "name": name,
        "state": state,
        "own": state == "this",
        "code": f"{device}:{key}",
        "check": check_number(key),
        "operations": 12,
        "last_at": _AT,
        "parcel_at": None if state == "this" else _AT,
        "behind": None if state == "this" else 7,
    }
    return Laptop(**(usual | more))


def some_laptops() -> tuple[Laptop, ...]:
    """Return this laptop, one that is behind, one that is new, one that was lost."""
    return (
        a_laptop("办公室", "a", state="this"),
        a_laptop("走访一组", "b"),
        a_laptop("走访二组", "c", parcel_at=None, last_at=None, behind=None),
        a_laptop("走访三组", "d", state="revoked"),
    )


def a_conflict(number: int) -> ReviewRow:
    """Return a field that two laptops changed differently."""
    return ReviewRow(
        key=f"{number:032x}.phone",
        group=ReviewGroup.CONFLICT,
        kind="household",
        id=f"{number:032x}",
        field="phone",
        quarter="棉纺厂宿舍",
        label=f"棉纺厂宿舍1栋1单元{number}01",
        base="13871000000",
        ours="13871000001",
        theirs="13999000002",
        reason="conflict-two-laptops",
        who="李敏",
        at=_AT,
        can_type=True,
    )


def a_plan(conflicts: int = 2, **more: Any) -> ParcelPlan:
    """Return a looked-at parcel with some conflicts."""
    header = ParcelHeader(
        parcel_id="e" * 32,
        device="b" * 32,
        public_key="b" * 64,
        recipient="",
        schema=4,
        made_at=_AT.isoformat(),
        since={},
        vector={"b" * 32: 40},
        operations=40,
        entries=160,
        files=3,
        file_bytes=700_000,
    )
    usual: dict[str, Any] = {
        "path": Path("stick/a.hbp"),
        "header": header,
        "sender": "走访一组",
        "check": check_number("b" * 64),
        "recipient": "",
        "operations": 31,
        "known": 9,
        "brought": (
            Brought("棉纺厂宿舍", "household", 0, 28, 0),
            Brought("棉纺厂宿舍", "visit", 28, 0, 0),
            Brought("", "organisation", 1, 0, 1),
        ),
        "review": Review(tuple(a_conflict(n + 1) for n in range(conflicts))),
        "problems": (),
        "revoked": (),
        "files": 3,
        "file_bytes": 700_000,
        "unchanged": 4,
    }
    return ParcelPlan(**(usual | more))


def an_answer(left: int = 0) -> dict[str, Any]:
    """Return what taking a parcel says."""
    return {
        "applied": {"fields": 30, "inserted": 29, "deleted": 1},
        "conflicts": [{}] * left,
        "files": 3,
    }


@dataclass
class FakeDevices:
    """Remembers who was enrolled and revoked."""

    rows: tuple[Laptop, ...] = field(default_factory=some_laptops)
    enrolled: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    failure: Exception | None = None

    def laptops(self) -> tuple[Laptop, ...]:
        return self.rows

    def enrol(self, code: str) -> str:
        if self.failure is not None:
            raise self.failure
        self.enrolled.append(code)
        return "1a2b-3c4d-5e6f"

    def revoke(self, code: str) -> str:
        self.revoked.append(code)
        self.rows = tuple(
            replace(one, state="revoked") if one.code == code else one for one in self.rows
        )
        return "1a2b-3c4d-5e6f"

    def code_in(self, path: Path) -> str:
        return path.read_text(encoding="utf-8").strip()


@dataclass
class FakeParcels:
    """Remembers what was made and taken."""

    planned: ParcelPlan = field(default_factory=a_plan)
    made: list[tuple[Path, str | None]] = field(default_factory=list)
    taken: list[Any] = field(default_factory=list)
    failure: Exception | None = None
    during: Callable[[Any], None] | None = None

    def make(self, path: Path, *, recipient: str | None, progress: Any) -> dict[str, Any]:
        self._run(progress)
        self.made.append((path, recipient))
        return {"path": str(path), "operations": 40, "files": 3, "bytes": 900_000,
                "files_missing": 1}  # fmt: skip

    def plan(self, path: Path, *, progress: Any) -> ParcelPlan:
        self._run(progress)
        return replace(self.planned, path=path)

    def take(self, plan: ParcelPlan, *, decisions: Any, progress: Any) -> dict[str, Any]:
        self._run(progress)
        self.taken.append(decisions)
        return an_answer(len(plan.review.rows) - len(decisions))

    def _run(self, progress: Any) -> None:
        if self.during is not None:
            self.during(progress)
        if self.failure is not None:
            raise self.failure
