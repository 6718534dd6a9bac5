"""What acceptance asks of the ledger: outcomes, places, and the meters that stand there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.meters import OUT_OF_USE
from desktop.domain.rows import address_label
from desktop.storage.codec import decode
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Value

_COLUMNS = {
    "water_meter": ("consent_w", "arrears_w"),
    "electricity_meter": ("consent_e", "arrears_e"),
}
_METER_BASE = (
    "id", "household_id", "role", "state", "position", "verified_on", "expires_on",
    "installed_on", "first_reading", "last_reading",
)  # fmt: skip
_METER_FACTS = {
    "water_meter": (
        *_METER_BASE, "dn", "q3", "seal_plastic", "seal_steel", "seal_lead", "seal_audit",
    ),
    "electricity_meter": (*_METER_BASE, "crosscheck", "box_no", "seal_box", "seal_meter"),
}  # fmt: skip
_CLOSED = ", ".join(str(int(state)) for state in sorted(OUT_OF_USE))

_NEWEST_OUTCOMES = """
SELECT quarter_id, utility, outcome FROM acceptance
WHERE deleted = 0 AND outcome IS NOT NULL AND inputs_sha256 IS NOT NULL
  AND quarter_id IS NOT NULL
ORDER BY decided_at, id
"""
_REPLIES_DUE = """
SELECT 'acceptance-reply', a.quarter_id, date(n.sent_on, ?),
       CASE n.party WHEN 5 THEN '供水企业' ELSE '供电企业' END
FROM acceptance_notice n JOIN acceptance a ON a.id = n.acceptance_id AND a.deleted = 0
WHERE n.deleted = 0 AND a.inputs_sha256 IS NULL AND n.sent_on IS NOT NULL
  AND n.replied_on IS NULL AND n.attended IS NOT 1
ORDER BY 3, n.id
"""


class DueItem(NamedTuple):
    """Something dated that waits: a reply to a notice of acceptance.

    Attributes:
        kind: what kind of thing it is.
        quarter_id: whose.
        due_on: ISO day.
        subject: what is waited for, without personal data.
    """

    kind: str
    quarter_id: str
    due_on: str
    subject: str


def outcomes(connection: Connection) -> dict[str, dict[str, int]]:
    """Return quarter id → trade (``W``, ``E``) → code 验收结论 of its newest decided acceptance.

    An acceptance that is still open changes nothing: what was decided before it holds until the
    new one is decided. An outcome that somebody typed, with nothing frozen behind it, is none.
    """
    found: dict[str, dict[str, int]] = {}
    for quarter_id, trade, outcome in connection.exec_driver_sql(_NEWEST_OUTCOMES):
        found.setdefault(quarter_id, {})[trade] = outcome
    return found


def due_items(connection: Connection, reply_days: int = 15) -> list[DueItem]:
    """Return the replies of companies to notices of acceptance that are still out (C03, R8).

    A company that came needs no reply.

    Args:
        connection: a reader.
        reply_days: days for the reply, parameter ``acceptance-reply-days``; fifteen are our own
            proposal, no source gives a term.
    """
    rows = connection.exec_driver_sql(_REPLIES_DUE, (f"+{reply_days} days",))
    return [DueItem(*row) for row in rows]


class JoiningDoor(NamedTuple):
    """One household that takes part in the works, in walking order.

    Attributes:
        arrears: what is owed for the utility, in 元; None when nobody asked.
    """

    id: str
    building_id: str
    building_no: str | None
    unit_id: str
    unit_no: str | None
    room_no: str | None
    arrears: Decimal | None


def joining_doors(connection: Connection, kind: str, quarter_id: str) -> list[JoiningDoor]:
    """Return the households of a quarter that agreed to the works of ``kind``."""
    consent, arrears = _COLUMNS[kind]
    rows = connection.exec_driver_sql(
        "SELECT h.id, h.building_id, b.building_no, h.unit_id, u.unit_no, h.room_no, "
        f"h.{arrears} FROM household h LEFT JOIN unit u ON u.id = h.unit_id "
        "LEFT JOIN building b ON b.id = h.building_id "
        f"WHERE h.quarter_id = ? AND h.deleted = 0 AND h.{consent} = 1 ORDER BY h.place, h.id",
        (quarter_id,),
    ).all()
    doors = [JoiningDoor._make((*row[:-1], _amount(arrears, row[-1]))) for row in rows]
    return sorted(doors, key=lambda door: (natural(door.building_no), door.building_id or ""))


def moved_households(
    connection: Connection, kind: str, quarter_id: str, check_id: str
) -> dict[str, str]:
    """Return id → address of the households that joined or left since a check was recorded."""
    consent, _ = _COLUMNS[kind]
    rows = connection.exec_driver_sql(
        "SELECT h.id, b.building_no, u.unit_no, h.room_no FROM journal_entry e "
        "JOIN household h ON h.id = e.entity_id LEFT JOIN unit u ON u.id = h.unit_id "
        "LEFT JOIN building b ON b.id = h.building_id WHERE e.kind = 'household' "
        "AND e.number > (SELECT min(number) FROM journal_entry WHERE entity_id = ?) "
        f"AND h.quarter_id = ? AND ((e.field = '{consent}' AND (e.old IS '1') <> (e.new IS '1')) "
        f"OR (e.field = 'deleted' AND h.{consent} = 1) "
        f"OR (e.action = 'I' AND h.{consent} = 1)) GROUP BY h.id ORDER BY h.place, h.id",
        (check_id, quarter_id),
    )
    return {row[0]: address_label(*row[1:]) for row in rows}


def household_meters(
    connection: Connection, kind: str, quarter_id: str
) -> dict[str, list[dict[str, Value]]]:
    """Return household id → its meters of ``kind`` with what acceptance looks at."""
    names = _METER_FACTS[kind]
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(f'm.{name}' for name in names)} FROM household h "
        f"JOIN {kind} m ON m.household_id = h.id "
        "WHERE h.quarter_id = ? AND h.deleted = 0 AND m.deleted = 0 ORDER BY m.id",
        (quarter_id,),
    )
    found: dict[str, list[dict[str, Value]]] = {}
    for row in rows:
        meter = decode(kind, names, row)
        found.setdefault(str(meter["household_id"]), []).append(meter)
    return found


def photographed(connection: Connection, kind: str, quarter_id: str) -> frozenset[str]:
    """Return the households of a quarter with a photo of an exchange, by door or by meter."""
    subjects = "a.deleted = 0 AND a.subject IN ('exchange', 'old_meter', 'new_meter', 'meter')"
    rows = connection.exec_driver_sql(
        "SELECT h.id FROM household h JOIN attachment a ON a.owner_id = h.id "
        f"AND a.owner_kind = 'household' WHERE h.quarter_id = ? AND {subjects} UNION "
        f"SELECT h.id FROM household h JOIN {kind} m ON m.household_id = h.id AND m.deleted = 0 "
        f"JOIN attachment a ON a.owner_id = m.id AND a.owner_kind = '{kind}' "
        f"WHERE h.quarter_id = ? AND {subjects}",
        (quarter_id, quarter_id),
    )
    return frozenset(rows.scalars())


def joining_counts(connection: Connection, quarter_id: str) -> tuple[int, int]:
    """Return how many households of a quarter join for water and for electricity."""
    row = connection.exec_driver_sql(
        "SELECT coalesce(sum(consent_w = 1), 0), coalesce(sum(consent_e = 1), 0) FROM household "
        "WHERE quarter_id = ? AND deleted = 0",
        (quarter_id,),
    ).one()
    return int(row[0]), int(row[1])


def masters_of(connection: Connection, kind: str, quarter_id: str) -> list[str]:
    """Return the master meters in use of a quarter, for the balance (W17)."""
    return list(
        connection.exec_driver_sql(
            f"SELECT m.id FROM {kind} m JOIN building b ON b.id = m.building_id "
            "WHERE b.quarter_id = ? AND m.deleted = 0 AND b.deleted = 0 AND m.role = 1 "
            f"AND coalesce(m.state, 0) NOT IN ({_CLOSED}) AND m.parent_id IS NULL ORDER BY m.id",
            (quarter_id,),
        ).scalars()
    )


def open_siblings(connection: Connection, quarter_id: str) -> list[str]:
    """Return the acceptances of a quarter that are not decided yet, oldest first."""
    return list(
        connection.exec_driver_sql(
            "SELECT id FROM acceptance WHERE quarter_id = ? AND deleted = 0 "
            "AND inputs_sha256 IS NULL ORDER BY id",
            (quarter_id,),
        ).scalars()
    )


def _amount(column: str, stored: object) -> Decimal | None:
    value = decode("household", (column,), (stored,))[column]
    return value if isinstance(value, Decimal) else None
