"""The check list of an acceptance as data: read from a template that an office may replace.

No company's own form could be found in public, so the list is never code; every acceptance
keeps the text it began with (``acceptance_and_rules.md`` section 1).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.domain.parameters import PARAMETERS
from desktop.domain.project_codes import CheckScope, Trade
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ItemStage(StrEnum):
    """When an item is checked: 前, 中, 验, 移."""

    BEFORE = "before"
    DURING = "during"
    ACCEPTANCE = "acceptance"
    HANDOVER = "handover"


class Computed(StrEnum):
    """What the ledger itself knows of an item; the values stand in the templates."""

    SINGLE_METER = "single-meter"
    OUTSIDE = "outside"
    ACCOUNT = "account"
    VERIFICATION = "verification"
    CROSSCHECK = "crosscheck"
    SEALS = "seals"
    READINGS = "readings"
    ARREARS = "arrears"
    APPROVALS = "approvals"
    VOTE = "vote"
    NOTICES = "notices"
    COMPLETION = "completion"
    DEFECTS = "defects"
    SETTLEMENT = "settlement"


FACTS_ONLY = frozenset({Computed.NOTICES, Computed.DEFECTS})
"""What is recorded in the ledger or has not happened: nobody's word replaces it (R8, C05)."""


class Judge(StrEnum):
    """How measured values are judged; the values stand in the templates."""

    PRESSURE = "pressure"
    RANGE = "range"
    PARAMETER_LEAST = "parameter-least"
    PARAMETER_MOST = "parameter-most"
    BALANCE = "balance"


@dataclass(frozen=True, slots=True)
class Measure:
    """One value that is measured.

    Attributes:
        name: stable name; ``label`` and ``label_en`` what a person reads.
        unit: unit of measure; empty for a choice or a day.
        kind: ``number``, ``date`` or ``choice``.
        choices: value → (Chinese, English).
        only: other measure → value it must have for this one to be asked at all.
        filled: the program can fill it in from the ledger.
    """

    name: str
    label: str
    label_en: str
    unit: str = ""
    kind: str = "number"
    choices: Mapping[str, tuple[str, str]] | None = None
    only: Mapping[str, str] | None = None
    filled: bool = False

    def asked(self, values: Mapping[str, str]) -> bool:
        """Whether the value is asked for beside ``values``."""
        return all(values.get(name) == value for name, value in (self.only or {}).items())


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an item may be checked by sample: ``share`` per cent, but at least ``least`` places."""

    share: Decimal
    least: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a check list.

    Attributes:
        code: such as ``W06``; ``name`` and ``criterion`` in Chinese, ``…_en`` in English.
        stages: when it is checked.
        level: what it is checked at.
        key: any fail blocks the certificate.
        basis: keys of the documents it rests on.
        computed: what the ledger knows of it; None where a person looks.
        judge: how measured values are judged; None where nothing is measured.
        measures: the values measured.
        least, most: limits of :attr:`Judge.RANGE`.
        parameter: the office's own limit.
        sampling: None where every place is checked.
    """

    code: str
    name: str
    name_en: str
    criterion: str
    criterion_en: str
    stages: tuple[ItemStage, ...]
    level: CheckScope
    key: bool
    basis: str
    computed: Computed | None = None
    judge: Judge | None = None
    measures: tuple[Measure, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    parameter: str = ""
    sampling: Sampling | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A check list.

    Attributes:
        name: of the part for the utility, as the template says.
        version: versions of all parts, such as ``1+1``.
        items: in the order of the template.
        text: the text it was read from, whole.
    """

    name: str
    name_en: str
    version: str
    items: tuple[Item, ...]
    text: str

    def item(self, code: str) -> Item:
        """Return the item with ``code``.

        Raises:
            InputError: ``checklist-no-item``.
        """
        found = next((item for item in self.items if item.code == code), None)
        if found is None:
            raise InputError("checklist-no-item", item=code)
        return found


PARTS = {Trade.WATER: "water", Trade.ELECTRICITY: "electricity", Trade.COMMON: "common"}
"""Trade → first part of the file names of its templates."""


def read_checklist(*texts: str) -> Checklist:
    """Read a check list out of its parts, the utility's first, or out of a frozen text.

    Raises:
        InputError: ``checklist-unreadable``, ``checklist-item-wrong``, ``checklist-item-twice``,
            ``checklist-empty``.
    """
    text = "\n".join(texts)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("checklist-unreadable", why=str(error)) from None
    items = tuple(_item(entry) for entry in _tables(content.get("item")))
    parts = [part for part in content.get("checklist", {}).values() if isinstance(part, dict)]
    if not items or not parts:
        raise InputError("checklist-empty")
    codes = [item.code for item in items]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise InputError("checklist-item-twice", item=twice)
    return Checklist(
        name=str(parts[0].get("name", "")),
        name_en=str(parts[0].get("name_en", "") or parts[0].get("name", "")),
        version="+".join(str(part.get("version", "")) for part in parts),
        items=items,
        text=text,
    )


def _tables(found: object) -> Sequence[Mapping[str, Any]]:
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _item(entry: Mapping[str, Any]) -> Item:
    code = str(entry.get("code", "?"))
    try:
        item = _built(code, entry)
    except (KeyError, ValueError, TypeError, AttributeError, InvalidOperation) as error:
        raise InputError("checklist-item-wrong", item=code, why=str(error)) from None
    _require(item)
    return item


def _built(code: str, entry: Mapping[str, Any]) -> Item:
    name, criterion = str(entry["name"]), str(entry["criterion"])
    return Item(
        code=code,
        name=name,
        name_en=str(entry.get("name_en", "") or name),
        criterion=criterion,
        criterion_en=str(entry.get("criterion_en", "") or criterion),
        stages=tuple(ItemStage(found) for found in entry.get("stage", ())),
        level=CheckScope[str(entry["level"]).upper()],
        key=bool(entry.get("key", False)),
        basis=str(entry.get("basis", "")),
        computed=Computed(entry["computed"]) if "computed" in entry else None,
        judge=Judge(entry["judge"]) if "judge" in entry else None,
        measures=tuple(_measure(found) for found in entry.get("measures", ())),
        least=_number(entry.get("least")),
        most=_number(entry.get("most")),
        parameter=str(entry.get("parameter", "")),
        sampling=_sampling(entry.get("sampling")),
    )


def _measure(entry: Mapping[str, Any]) -> Measure:
    label = str(entry["label"])
    choices = {
        str(choice["value"]): (str(choice["label"]), str(choice.get("label_en", choice["label"])))
        for choice in entry.get("choices", ())
    }
    return Measure(
        name=str(entry["name"]),
        label=label,
        label_en=str(entry.get("label_en", "") or label),
        unit=str(entry.get("unit", "")),
        kind="choice" if choices else str(entry.get("kind", "number")),
        choices=choices or None,
        only={str(k): str(v) for k, v in entry.get("only", {}).items()} or None,
        filled=bool(entry.get("filled", False)),
    )


def _sampling(entry: Mapping[str, Any] | None) -> Sampling | None:
    if not entry:
        return None
    return Sampling(Decimal(str(entry["share"])), int(entry["least"]))


def _number(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def _require(item: Item) -> None:
    """Refuse what could never be judged: a judge without the values or limits it needs."""
    needs = {
        Judge.PRESSURE: {"pipe", "working", "test", "start", "end", "minutes"},
        Judge.RANGE: {"value"},
        Judge.PARAMETER_LEAST: {"value"},
        Judge.PARAMETER_MOST: {"value"},
        Judge.BALANCE: {"master", "total"},
    }
    if item.judge is None:
        return
    missing = needs[item.judge] - {measure.name for measure in item.measures}
    if missing:
        raise InputError("checklist-item-wrong", item=item.code, why=", ".join(sorted(missing)))
    if item.judge is Judge.RANGE and item.least is None and item.most is None:
        raise InputError("checklist-item-wrong", item=item.code, why="least, most")
    if item.judge not in {Judge.PRESSURE, Judge.RANGE} and item.parameter not in PARAMETERS:
        raise InputError("checklist-item-wrong", item=item.code, why="parameter")
