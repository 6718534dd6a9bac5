"""A list of readings as it is pasted: number and reading, perhaps a date, a line each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.values import ValueProblem, parse, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop.domain.fields import Field

_CELLS = re.compile(r"\t|[,，;；]| {1,}")


class ReadingListReason(StrEnum):
    """Why a line cannot be used; the values are message codes."""

    UNKNOWN_NUMBER = "readings-number-unknown"
    SEVERAL = "readings-number-several"
    NO_READING = "readings-no-reading"
    TWICE = "readings-twice"


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """One reading to be recorded.

    Attributes:
        meter_id: the meter.
        read_on: the day.
        reading: in m³ or kW·h.
    """

    meter_id: str
    read_on: date
    reading: Decimal


@dataclass(frozen=True, slots=True)
class ReadingLineProblem:
    """A line that was left out.

    Attributes:
        line: its number, from 1.
        text: the meter's number as it was pasted.
        reason: why.
    """

    line: int
    text: str
    reason: ReadingListReason


@dataclass(frozen=True, slots=True)
class ReadingList:
    """What a pasted list holds."""

    entries: tuple[ReadingEntry, ...]
    problems: tuple[ReadingLineProblem, ...]


def read_list(text: str, numbers: Mapping[str, Sequence[str]], day: date) -> ReadingList:
    """Return the readings of ``text``; the first line may be a heading.

    Args:
        text: as it stands on the clipboard; cells apart by tab, comma or space.
        numbers: meter number or account → ids of the meters that have it.
        day: the day for lines without one.
    """
    entries: dict[str, ReadingEntry] = {}
    problems: list[ReadingLineProblem] = []
    for line, raw in enumerate(text.splitlines(), start=1):
        cells = [cell for cell in (tidy(part) for part in _CELLS.split(raw)) if cell]
        if not cells:
            continue
        found = _entry(cells, numbers, day)
        if isinstance(found, ReadingListReason):
            if line > 1 or len(cells) == 1 or cells[0] in numbers:
                problems.append(ReadingLineProblem(line, cells[0], found))
            continue
        if found.meter_id in entries:
            problems.append(ReadingLineProblem(line, cells[0], ReadingListReason.TWICE))
        else:
            entries[found.meter_id] = found
    return ReadingList(tuple(entries.values()), tuple(problems))


def read_value(raw: object) -> Decimal:
    """Return a reading as people type it.

    Raises:
        ValueProblem: it is empty, no number, negative or finer than a litre.
    """
    value = parse(_field("reading"), raw)
    if not isinstance(value, Decimal) or value < 0:
        raise ValueProblem("value-not-a-number", str(raw or ""))
    return value


def _entry(
    cells: list[str], numbers: Mapping[str, Sequence[str]], day: date
) -> ReadingEntry | ReadingListReason:
    ids = numbers.get(cells[0], ())
    if not ids:
        return ReadingListReason.UNKNOWN_NUMBER
    if len(ids) > 1:
        return ReadingListReason.SEVERAL
    try:
        reading = read_value(cells[1] if len(cells) > 1 else None)
        given = parse(_field("read_on"), cells[2]) if len(cells) > 2 else day  # noqa: PLR2004
    except ValueProblem:
        return ReadingListReason.NO_READING
    return ReadingEntry(ids[0], given or day, reading)  # type: ignore[arg-type]


def _field(name: str) -> Field:
    found = ENTITIES["meter_reading"].field(name)
    assert found is not None, name  # noqa: S101 - declared in fields.py
    return found
