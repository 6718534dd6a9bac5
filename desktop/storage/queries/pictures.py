"""Photos, scans and ink: whose they are, which wait, which were here before."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from desktop.domain.pictures import PHOTO, SCAN, PictureRow
from desktop.storage.codec import decode
from desktop.storage.queries.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from sqlalchemy import Connection

_NAMES = (
    "id", "owner_kind", "owner_id", "kind", "subject", "taken_at", "media_type", "signer", "note",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_NAMES)}, file_id, batch FROM attachment WHERE deleted = 0"
_AT_A_TIME = 400


def pictures_of(connection: Connection, kind: str, owner_id: str) -> list[PictureRow]:
    """Return what belongs to one record, in the order it was taken."""
    rows = connection.exec_driver_sql(
        f"{_SELECT} AND owner_id = ? AND owner_kind = ? ORDER BY taken_at, id", (owner_id, kind)
    )
    return [_row(row) for row in rows]


def waiting_pictures(connection: Connection) -> list[PictureRow]:
    """Return the photos that no door has yet, oldest first, each with the door photographed before.

    The index on ``owner_id`` finds them: it holds those without an owner side by side.
    """
    rows = connection.exec_driver_sql(
        f"{_SELECT} AND owner_id IS NULL AND kind IN (?, ?) ORDER BY taken_at, id", (PHOTO, SCAN)
    ).all()
    doors = _doors_of(connection, {row[-1] for row in rows if row[-1]})
    near = [_door_before(doors.get(row[-1], []), row[5]) for row in rows]
    labels = labels_of(connection, {("household", one) for one in near if one})
    return [
        _row(row, one, labels.get(one, "") if one else "")
        for row, one in zip(rows, near, strict=True)
    ]


def picture(connection: Connection, attachment_id: str) -> tuple[PictureRow, str] | None:
    """Return one row with its file id, None when it is gone."""
    row = connection.exec_driver_sql(f"{_SELECT} AND id = ?", (attachment_id,)).first()
    return None if row is None else (_row(row), str(row[-2]))


def known_sources(
    connection: Connection, sources: Collection[str]
) -> dict[str, tuple[str, str | None, str | None]]:
    """Return SHA-256 of a file → (id, owner kind, owner id) of what was made of it before."""
    found: dict[str, tuple[str, str | None, str | None]] = {}
    wanted = sorted(sources)
    for start in range(0, len(wanted), _AT_A_TIME):
        some = wanted[start : start + _AT_A_TIME]
        for row in connection.exec_driver_sql(
            "SELECT source_sha256, id, owner_kind, owner_id FROM attachment "
            f"WHERE source_sha256 IN ({','.join('?' * len(some))}) AND deleted = 0",
            tuple(some),
        ):
            found[row[0]] = (row[1], row[2], row[3])
    return found


def recorded_numbers(connection: Connection, most: int = 1_000) -> tuple[list[str], list[str]]:
    """Return the numbers of the water and electricity meters recorded last."""
    found = []
    for kind, field in (("water_meter", "body_no"), ("electricity_meter", "asset_no")):
        rows = connection.exec_driver_sql(
            f"SELECT {field} FROM {kind} WHERE {field} IS NOT NULL AND deleted = 0 "
            "ORDER BY id DESC LIMIT ?",
            (most,),
        )
        found.append([row[0] for row in rows])
    return found[0], found[1]


def source_of_owner(connection: Connection, source: str, owner_id: str) -> str | None:
    """Return the attachment that this record already has of the file ``source``."""
    row = connection.exec_driver_sql(
        "SELECT id FROM attachment WHERE source_sha256 = ? AND owner_id = ? AND deleted = 0",
        (source, owner_id),
    ).first()
    return None if row is None else str(row[0])


def _doors_of(connection: Connection, batches: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return batch → (time, household) of its photos that have a door, in their order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for batch in batches:
        found[batch] = [
            (row[0], row[1])
            for row in connection.exec_driver_sql(
                "SELECT taken_at, owner_id FROM attachment WHERE batch = ? AND deleted = 0 "
                "AND owner_kind = 'household' AND taken_at IS NOT NULL ORDER BY taken_at",
                (batch,),
            )
        ]
    return found


def _door_before(doors: list[tuple[str, str]], taken: str | None) -> str | None:
    place = bisect_right(doors, taken or "", key=lambda door: door[0])
    return doors[place - 1][1] if place else None


def _row(row: Sequence[Any], near: str | None = None, label: str = "") -> PictureRow:
    values: dict[str, Any] = decode("attachment", _NAMES, row[: len(_NAMES)])
    values["media_type"] = values["media_type"] or ""
    return PictureRow(**values, near_id=near, near_label=label)
