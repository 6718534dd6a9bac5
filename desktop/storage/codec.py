"""Domain values to what a column stores and back, without the cost of mapped objects."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Boolean, Date, Integer

from desktop.models.base import Moment, Scaled
from desktop.models.catalogue import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.values import Record, Value

Stored: TypeAlias = str | int | None


def _boolean(value: Any) -> Stored:
    return None if value is None else int(bool(value))


def _date(value: Any) -> Stored:
    return None if value is None else str(value.isoformat())


def _moment(value: Any) -> Stored:
    return None if value is None else str(value.astimezone(UTC).isoformat(timespec="seconds"))


def _scaler(places: int) -> Callable[[Any], Stored]:
    def scale(value: Any) -> Stored:
        return None if value is None else int(Decimal(value).scaleb(places).to_integral_exact())

    return scale


def _unscaler(places: int) -> Callable[[Any], Value]:
    return lambda stored: None if stored is None else Decimal(int(stored)).scaleb(-places)


@cache
def encoders(kind: str) -> Mapping[str, Callable[[Any], Stored] | None]:
    """Return column → how its value is stored; None where it is stored as it is."""
    found: dict[str, Callable[[Any], Stored] | None] = {}
    for column in tables()[kind].columns:
        if isinstance(column.type, Scaled):
            found[column.name] = _scaler(column.type.places)
        elif isinstance(column.type, Moment):
            found[column.name] = _moment
        elif isinstance(column.type, Date):
            found[column.name] = _date
        elif isinstance(column.type, Boolean):
            found[column.name] = _boolean
        else:
            found[column.name] = None
    return found


@cache
def decoders(kind: str) -> Mapping[str, Callable[[Any], Value] | None]:
    """Return column → how its stored value is read; None where it is read as it is.

    They also read the journal's texts, in which a number stands as its digits.
    """
    found: dict[str, Callable[[Any], Value] | None] = {}
    for column in tables()[kind].columns:
        if isinstance(column.type, Scaled):
            found[column.name] = _unscaler(column.type.places)
        elif isinstance(column.type, Moment):
            found[column.name] = lambda s: None if s is None else datetime.fromisoformat(s)
        elif isinstance(column.type, Date):
            found[column.name] = lambda s: None if s is None else date.fromisoformat(s)
        elif isinstance(column.type, Boolean):
            found[column.name] = lambda s: None if s is None else bool(int(s))
        elif isinstance(column.type, Integer):
            found[column.name] = lambda s: None if s is None else int(s)
        else:
            found[column.name] = None
    return found


def decode(kind: str, names: Sequence[str], stored: Sequence[Any]) -> dict[str, Value]:
    """Return the record of one row, selected as ``names``."""
    known = decoders(kind)
    record: dict[str, Value] = {}
    for name, value in zip(names, stored, strict=False):
        reader = known.get(name)
        record[name] = value if reader is None else reader(value)
    return record


def encode(kind: str, values: Record) -> dict[str, Stored]:
    """Return what the columns named in ``values`` store.

    Raises:
        KeyError: ``kind`` has no such column: our own mistake.
    """
    known = encoders(kind)
    result: dict[str, Stored] = {}
    for name, value in values.items():
        writer = known[name]
        result[name] = value if writer is None else writer(value)  # type: ignore[assignment]
    return result
