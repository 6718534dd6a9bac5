"""The facts behind the verdicts of the whole ledger, in as few statements as there are tables."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.meters import MeterFacts

if TYPE_CHECKING:
    from sqlalchemy import Connection

_METER = "m.id, m.household_id, m.parent_id, m.role, m.position, m.state, m.account_no"
_MANY = 500
"""More changes than this are not followed one by one: everything is read again."""
_PLACES = frozenset({"unit_id", "building_id", "quarter_id", "household_id", "deleted", ""})
"""Fields that move a record elsewhere, and whole rows."""


class LedgerFacts(NamedTuple):
    """What the verdicts of some quarters need.

    Attributes:
        quarters: quarter id → (charged for water how, for electricity how).
        households: quarter id → (id, w_state, e_state, consent_w, consent_e, visit_state,
            arrears_w) of its households.
        water: quarter id → its meters, masters included; ``electricity`` likewise.
    """

    quarters: dict[str, tuple[int | None, int | None]]
    households: dict[str, list[tuple[Any, ...]]]
    water: dict[str, list[MeterFacts]]
    electricity: dict[str, list[MeterFacts]]


def ledger_facts(connection: Connection, quarter_id: str | None = None) -> LedgerFacts:
    """Return the facts of one quarter, or of all when no id is given."""
    one = () if quarter_id is None else (quarter_id,)
    run = _driver(connection).execute
    quarters = run(
        "SELECT id, water_charge_mode, elec_charge_mode FROM quarter WHERE deleted = 0"
        f"{'' if quarter_id is None else ' AND id = ?'}",
        one,
    ).fetchall()
    rows = run(
        "SELECT quarter_id, id, w_state, e_state, consent_w, consent_e, visit_state, arrears_w "
        "FROM household "
        f"WHERE deleted = 0{'' if quarter_id is None else ' AND quarter_id = ?'}",
        one,
    ).fetchall()
    households: dict[str, list[tuple[Any, ...]]] = {row[0]: [] for row in quarters}
    for row in rows:
        if row[0] in households:
            households[row[0]].append(row[1:])
    owners = {row[1]: row[0] for row in rows}
    return LedgerFacts(
        quarters={row[0]: (row[1], row[2]) for row in quarters},
        households=households,
        water=_meters(connection, "water_meter", "NULL", quarter_id, owners),
        electricity=_meters(connection, "electricity_meter", "m.crosscheck", quarter_id, owners),
    )


def newest_entry(connection: Connection) -> int:
    """Return the number of the journal's newest entry."""
    row = _driver(connection).execute("SELECT max(number) FROM journal_entry").fetchone()
    return int(row[0] or 0)


def size(connection: Connection) -> int:
    """Return how many households the ledger has, deleted ones included."""
    row = _driver(connection).execute("SELECT count(*) FROM household").fetchone()
    return int(row[0])


def quarter_ids(connection: Connection) -> list[str]:
    """Return the ids of all quarters."""
    rows = _driver(connection).execute("SELECT id FROM quarter WHERE deleted = 0").fetchall()
    return [str(row[0]) for row in rows]


def changed_quarters(connection: Connection, after: int, up_to: int) -> set[str] | None:
    """Return the quarters whose verdicts the entries since ``after`` can have changed.

    None means: too much has changed, or something moved from one quarter to another.
    """
    entries = (
        _driver(connection)
        .execute(
            "SELECT kind, entity_id, field, action FROM journal_entry WHERE number > ? AND "
            "number <= ? AND kind IN ('quarter', 'building', 'unit', 'household', 'water_meter', "
            f"'electricity_meter') LIMIT {_MANY + 1}",
            (after, up_to),
        )
        .fetchall()
    )
    if len(entries) > _MANY:
        return None
    found: set[str] = set()
    for kind, entity_id, field, action in entries:
        if kind in {"building", "unit"} or (action == "U" and field in _PLACES):
            return None
        quarter = _quarter_of(connection, kind, entity_id)
        if quarter is None:
            return None
        found.add(quarter)
    return found


def _quarter_of(connection: Connection, kind: str, entity_id: str) -> str | None:
    if kind == "quarter":
        return entity_id
    statement = (
        "SELECT quarter_id FROM household WHERE id = ?"
        if kind == "household"
        else "SELECT coalesce(h.quarter_id, b.quarter_id) "
        f"FROM {kind} m LEFT JOIN household h ON h.id = m.household_id "
        "LEFT JOIN building b ON b.id = m.building_id WHERE m.id = ?"
    )
    row = _driver(connection).execute(statement, (entity_id,)).fetchone()
    return None if row is None else row[0]


def _meters(
    connection: Connection,
    kind: str,
    crosscheck: str,
    quarter_id: str | None,
    owners: dict[str, str],
) -> dict[str, list[MeterFacts]]:
    """Return quarter id → its meters; ``owners`` is household id → quarter id."""
    columns = f"{_METER}, {crosscheck}"
    run = _driver(connection).execute
    one = () if quarter_id is None else (quarter_id,)
    own = (
        f"SELECT {columns} FROM {kind} m WHERE m.deleted = 0 AND m.household_id IS NOT NULL"
        if quarter_id is None
        else f"SELECT {columns} FROM household h JOIN {kind} m ON m.household_id = h.id "
        "WHERE h.quarter_id = ? AND h.deleted = 0 AND m.deleted = 0"
    )
    shared = (
        f"SELECT b.quarter_id, {columns} FROM building b JOIN {kind} m ON m.building_id = b.id "
        "WHERE m.deleted = 0 AND m.household_id IS NULL"
        f"{'' if quarter_id is None else ' AND b.quarter_id = ?'}"
    )
    found: dict[str, list[MeterFacts]] = defaultdict(list)
    for row in run(own, one).fetchall():
        quarter = owners.get(row[1])
        if quarter is not None:
            found[quarter].append(MeterFacts._make(row))
    for row in run(shared, one).fetchall():
        found[row[0]].append(MeterFacts._make(row[1:]))
    return found


def _driver(connection: Connection) -> Any:
    """Return the connection below SQLAlchemy: its rows cost a third."""
    plain = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return plain
    from desktop.storage.postgres.driver import ServerDriver

    return ServerDriver(plain)  # type: ignore[arg-type]
