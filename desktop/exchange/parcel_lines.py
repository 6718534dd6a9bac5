"""The journal as lines of a parcel: what stands in the database, word for word.

Values travel as the text that the journal stores, not as what it means, because the seals of the
chains are computed over that text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.exchange.parcel import ParcelFile

if TYPE_CHECKING:
    from collections.abc import Sequence

Parent: TypeAlias = "tuple[str, int, int]"
"""Global name of an entry: device, sequence, index inside its operation."""

_OPERATION, _ENTRY, _FILES = "o", "e", "f"
_TEXT = (str, NoneType)
_OPERATION_TYPES = (str, int, int, str, str, str, _TEXT, str, int)
_ENTRY_TYPES = (str, str, str, str, _TEXT, _TEXT, list)
_FILE_ID, _SHA256 = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class OperationLine:
    """One operation as it was sealed; its entries follow.

    Attributes:
        device, sequence: its name everywhere.
        lamport: logical time.
        operator: id of the operator.
        action: name of the use case.
        at: moment as the journal stores it.
        undoes: ``device:sequence``, or None.
        seal: hexadecimal HMAC.
        entries: how many follow.
    """

    device: str
    sequence: int
    lamport: int
    operator: str
    action: str
    at: str
    undoes: str | None
    seal: str
    entries: int


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the operation before it.

    Attributes:
        kind, entity_id, action, field, old, new: as the journal stores them.
        parents: the entries that it follows.
    """

    kind: str
    entity_id: str
    action: str
    field: str
    old: str | None
    new: str | None
    parents: tuple[Parent, ...]


def line_of(record: OperationLine | EntryLine) -> bytes:
    """Return one record as a line of JSON."""
    if isinstance(record, OperationLine):
        return _line(
            [
                _OPERATION,
                record.device,
                record.sequence,
                record.lamport,
                record.operator,
                record.action,
                record.at,
                record.undoes,
                record.seal,
                record.entries,
            ]
        )
    return _line(
        [
            _ENTRY,
            record.kind,
            record.entity_id,
            record.action,
            record.field,
            record.old,
            record.new,
            record.parents,
        ]
    )


def manifest_line(files: Sequence[ParcelFile]) -> bytes:
    """Return the first line: the files that follow the journal."""
    return _line([_FILES, [[one.file_id, one.size, one.sha256] for one in files]])


def record_of(line: bytes) -> OperationLine | EntryLine:
    """Return the record of a line.

    Raises:
        ValueError: the line is not one of ours.
    """
    found = _row(line)
    kind, *facts = found or [""]
    if kind == _OPERATION and _fits(facts, _OPERATION_TYPES):
        return OperationLine(*facts)
    if kind == _ENTRY and _fits(facts, _ENTRY_TYPES):
        entity_kind, entity_id, action, field, old, new, names = facts
        if all(isinstance(name, list) and _fits(name, (str, int, int)) for name in names):
            parents = tuple((device, sequence, index) for device, sequence, index in names)
            return EntryLine(entity_kind, entity_id, action, field, old, new, parents)
    raise ValueError(_ENTRY)


def manifest_of(line: bytes) -> tuple[ParcelFile, ...]:
    """Return the files of the first line.

    Raises:
        ValueError: it is none, or a name in it is no file of a ledger.
    """
    found = _row(line)
    try:
        kind, rows = found
        files = tuple(ParcelFile(str(name), int(size), str(sha)) for name, size, sha in rows)
    except (TypeError, ValueError):
        raise ValueError(_FILES) from None
    if kind != _FILES or not all(_is_sound(one) for one in files):
        raise ValueError(_FILES)
    return files


def _is_sound(file: ParcelFile) -> bool:
    """Whether a name is one of ours: it becomes a file name in the taker's folder."""
    named = _FILE_ID.fullmatch(file.file_id) and _SHA256.fullmatch(file.sha256)
    return named is not None and file.size > 0


def _fits(facts: list[Any], types: tuple[Any, ...]) -> bool:
    return len(facts) == len(types) and all(map(isinstance, facts, types))


def _line(row: list[Any]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _row(line: bytes) -> list[Any]:
    found = json.loads(line.decode("utf-8", "surrogatepass"))
    if not isinstance(found, list):
        raise ValueError(_ENTRY)  # noqa: TRY004 - one kind of failure for a line that is not ours
    return found
