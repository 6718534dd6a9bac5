"""Forms of the invented office: drawn from one small list, kept in memory."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.documents.renderer import render_form
from desktop.domain.changes import Changes
from desktop.domain.form_state import FormStanding
from desktop.domain.returned_lines import RETURNED, CheckedLine
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.form_drawing import DrawnForm
from desktop.services.form_makers.making import FormSubject
from desktop.services.form_returns import ListLine
from desktop.services.own_forms import OwnFile
from tests.documents.conftest import content

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from desktop.domain.stages import Missing
    from desktop.kernel.progress import Progress
    from desktop.services.form_drawing import FormOrder
    from desktop.services.reading import Reading

_WHEN = datetime(2026, 3, 5, 2, 30, tzinfo=UTC)
_PREFIX = "420117001-2026-A1B2"


def _type(name: str, title: str, group: str, per: str, **more: Any) -> dict[str, Any]:
    usual = {"body": "paper", "letter": False, "printed_only": False, "fields": ["street_office"]}
    return {"type": name, "title": title, "group": group, "per": per, **usual, **more}


TYPES = [
    _type("household-sheet", "入户调查表", "household", "household", body="drawn", fields=[]),
    _type("outage-notice", "停水停电通知", "works", "outage", printed_only=True),
    _type("acceptance-certificate", "验收证书", "acceptance", "quarter", body="list"),
    _type("meeting-minutes", "会议纪要", "letters", "meeting", letter=True),
]
SUBJECTS = {
    "outage-notice": [FormSubject("o1", "3月6日 停水"), FormSubject("o2", "3月9日 停电")],
    "meeting-minutes": [],
}


@cache
def _paper(count: int) -> bytes:
    return render_form(content(count=count)).data


class FakeOwn:
    """Wordings of the office's own: files by name, the chosen ones by type."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held: dict[str, dict[str, Any]] = {}
        self.broken: set[str] = set()

    def files(self) -> list[OwnFile]:
        return [self._look(path) for path in sorted(self.folder.glob("*.toml"))]

    def begin(self, name: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / f"{name}.toml"
        target.write_text("title = '本办'\n", encoding="utf-8")
        return target

    def choose(self, file_name: str) -> None:
        kind = file_name.removesuffix(".toml")
        self.held[kind] = {"name": file_name, "valid_from": _WHEN.date()}

    def withdraw(self, name: str) -> None:
        del self.held[name]

    def chosen(self) -> dict[str, dict[str, Any]]:
        return dict(self.held)

    def _look(self, path: Path) -> OwnFile:
        if path.stem in self.broken:
            return OwnFile(path.name, "", InputError("form-wording-unusable", file=path.name))
        return OwnFile(path.name, path.stem, None)


class FakeReturns:
    """What receivers said of the lines of three households."""

    def __init__(self) -> None:
        self.told: dict[int, CheckedLine] = {}

    def lines(self, document_no: str) -> list[ListLine]:
        del document_no
        return [
            ListLine(n, "水", f"1栋1单元{n}01", f"2026{n:04d}", *self._said(n)) for n in (1, 2, 3)
        ]

    def read(self, path: Path) -> list[CheckedLine]:
        if path.suffix != ".csv":
            raise InputError("returned-no-header")
        return [CheckedLine(3, RETURNED, "表号不符")]

    def record(self, document_no: str, checked: Sequence[CheckedLine]) -> dict[str, Any]:
        self.told = {line.line_no: line for line in checked}
        returned = sum(line.result == RETURNED for line in checked)
        return {"document_no": document_no, "returned": returned}

    def _said(self, number: int) -> tuple[int | None, str]:
        told = self.told.get(number)
        return (None, "") if told is None else (told.result, told.reason)


class FakeForms:
    """Stands where :class:`desktop.services.forms.Forms` stands."""

    def __init__(self, reading: Reading, folder: Path) -> None:
        self.reading = reading
        self.own = FakeOwn(folder)
        self.rows: list[dict[str, Any]] = []
        self.lacking: Sequence[Missing] = ()
        self.orders: list[FormOrder] = []
        self.trouble: InputError | None = None
        self.returns = FakeReturns()
        self.slow = False

    def types(self) -> list[dict[str, Any]]:
        return TYPES

    def subjects(self, quarter_code: str, form_name: str) -> list[FormSubject]:
        del quarter_code
        return list(SUBJECTS.get(form_name, []))

    def missing(self, order: FormOrder) -> Sequence[Missing]:
        del order
        return self.lacking

    def draw(self, order: FormOrder, progress: Progress | None = None) -> DrawnForm:
        self.orders.append(order)
        if self.trouble is not None:
            raise self.trouble
        while self.slow and progress is not None:
            time.sleep(0.005)
            progress.step(1, 2)
        kind = next(one for one in TYPES if one["type"] == order.type)
        data = _paper(30)
        return DrawnForm(
            data, b"", 3, (), "", 0, 0, str(kind["title"]), self._quarter(order), (), "1"
        )

    def word(self, order: FormOrder) -> bytes:
        return f"word of {order.type}".encode()

    def issue(self, order: FormOrder, folder: Path, **options: Any) -> dict[str, Any]:
        del folder
        number = f"{_PREFIX}-{len(self.rows) + 1:04d}"
        kind = next(one for one in TYPES if one["type"] == order.type)
        ids = {b.building_no: b.id for b in self.reading.buildings(self._quarter(order))}
        for row in self.rows:
            if row["document_no"] == options["replaces"]:
                row.update(state=FormStanding.REPLACED, replaced_by=number)
        self.rows.append(
            {
                "quarter_id": self._quarter(order),
                "form_type": order.type,
                "title": kind["title"],
                "document_no": number,
                "file_name": f"{order.type}-{number}.pdf",
                "sha256": number,
                "issued_at": _WHEN,
                "state": FormStanding.ISSUED,
                "signed_by": (),
                "open": ("street_office", "water_company"),
                "signatures": [],
                "replaces": options["replaces"],
                "supplements": options["supplements"],
                "replaced_by": "",
                "subject_id": order.subject_id,
                "buildings": ",".join(ids[no] for no in order.buildings),
                "reference_no": order.reference_no,
                "households": 30,
                "meters": 30,
                "pages": 3,
            }
        )
        return {"type": order.type, "document_no": number, "pages": 3}

    def numbers(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self.rows]

    def stored(self, document_no: str) -> bytes:
        del document_no
        return _paper(8)

    def void(self, document_no: str, reason: str) -> Changes:
        if not reason:
            raise InputError("form-void-reason")
        self.row(document_no).update(state=FormStanding.VOID, voided_at=_WHEN, void_reason=reason)
        return _changed()

    def hand_over(self, document_no: str, day: date, note: str = "") -> Changes:
        row = self.row(document_no)
        if row["state"] not in {FormStanding.SIGNED, FormStanding.ON_PAPER}:
            raise RefusedError("form-not-signed", number=document_no)
        row.update(state=FormStanding.HANDED_OVER, handed_over_on=day, handover_note=note)
        return _changed()

    def row(self, document_no: str) -> dict[str, Any]:
        return next(row for row in self.rows if row["document_no"] == document_no)

    def _quarter(self, order: FormOrder) -> str:
        return next(q.id for q in self.reading.quarters() if q.code == order.quarter_code)


def _changed() -> Changes:
    return Changes("", "form", frozenset({"handover_form"}), None)
