"""Journal records as canonical JSON lines: what a parcel carries from laptop to laptop."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.journal import Entry, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

JournalRecord: TypeAlias = "Operation | Entry | Mapping[str, Any]"

_TYPES: Mapping[str, type[Operation | Entry]] = {"operation": Operation, "entry": Entry}
_TYPE, _TAG = "type", "$"


def to_line(record: JournalRecord) -> bytes:
    """Return one record as a line: keys sorted, no spaces, numbers, dates and moments tagged.

    A mapping is carried as it is (its own ``type`` included), for what storage adds of its own.
    """
    if isinstance(record, (Operation, Entry)):
        plain: dict[str, Any] = {one.name: getattr(record, one.name) for one in fields(record)}
        plain[_TYPE] = "operation" if isinstance(record, Operation) else "entry"
    else:
        plain = dict(record)
    text = json.dumps(
        _packed(plain), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8", "surrogatepass") + b"\n"


def from_line(line: bytes) -> Operation | Entry | dict[str, Any]:
    """Return the record of a line.

    Raises:
        ValueError: the line is not one of ours.
    """
    plain = _unpacked(json.loads(line.decode("utf-8", "surrogatepass")))
    if not isinstance(plain, dict):
        raise ValueError(_TYPE)  # noqa: TRY004 - one kind of failure for a line that is not ours
    kind = _TYPES.get(plain.get(_TYPE, ""))
    if kind is None:
        return plain
    del plain[_TYPE]
    try:
        return kind(**plain)
    except TypeError as error:
        raise ValueError(_TYPE) from error


def _packed(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {_TAG: "n", "v": str(value)}
    if isinstance(value, datetime):
        return {_TAG: "t", "v": value.isoformat()}
    if isinstance(value, date):
        return {_TAG: "d", "v": value.isoformat()}
    if isinstance(value, dict):
        return {str(key): _packed(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_packed(one) for one in value]
    return value


_READERS: Mapping[str, Callable[[str], Any]] = {
    "n": Decimal,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
}


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        if _TAG in value:
            return _READERS[value[_TAG]](value["v"])
        return {key: _unpacked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    return value
