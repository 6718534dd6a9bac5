"""The district's own work: the streets' workbooks in, approvals, plan and corrections out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.domain.profile import Profile
from desktop.domain.street import StreetLine
from desktop.kernel.errors import InputError, MachineError, RefusedError
from desktop.services.street_checking import street_findings
from desktop.services.street_differing import differing
from desktop.services.street_planning import plan_intake
from desktop.services.street_sending import send
from desktop.services.street_taking import StreetTaking
from desktop.storage.queries import street_checks
from desktop.storage.queries import streets as queries
from desktop.storage.queries.lists import quarter_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.merge_review import Review
    from desktop.domain.rows import QuarterRow
    from desktop.domain.street_checks import StreetFinding
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
    from desktop.services.street_differing import Differing
    from desktop.services.street_planning import PlannedIntake
    from desktop.storage.ledger import Ledger


class DistrictOffice:
    """What only a ledger of the district's profile does."""

    def __init__(
        self, ledger: Ledger, clock: Clock, make_id: IdFactory, backups: BackingUp
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id
        self._taking = StreetTaking(ledger, clock, make_id, backups)

    def streets(self) -> list[StreetLine]:
        """Return every street that is registered, with what the ledger holds of it, by code."""
        with self._ledger.reader() as connection:
            found = queries.streets(connection)
            open_questions = street_checks.open_by_street(connection)
            problems = Counter(
                one.street_code for one in street_findings(connection, self._clock.today())
            )
            rows = _by_street(connection)
        return [
            _line(
                record,
                rows.get(str(record["code"]), []),
                problems[str(record["code"])],
                open_questions.get(str(record["code"]), 0),
            )
            for record in found
        ]

    def street_names(self) -> dict[str, str]:
        """Return code → name of the streets."""
        with self._ledger.reader() as connection:
            return {str(s["code"]): str(s["name"] or "") for s in queries.streets(connection)}

    def street_of_quarters(self) -> dict[str, str]:
        """Return quarter id → code of its street."""
        with self._ledger.reader() as connection:
            return queries.street_of_quarters(connection)

    def rename(self, code: str, name: str) -> Changes:
        """Give a street another name.

        Raises:
            InputError: ``street-unknown``, ``street-name-missing``.
        """
        if not name.strip():
            raise InputError("street-name-missing")
        record = self._street(code)
        with self._ledger.unit_of_work("set-field") as work:
            work.update("street", str(record["id"]), {"name": name.strip()})
        return work.changes

    def plan(self, path: Path, progress: Progress | None = None) -> PlannedIntake:
        """Read a street's exported workbook and say what taking it would do; nothing is changed.

        Raises:
            RefusedError: ``district-only``: this is a street's ledger.
            InputError: it cannot be read, is no export of a street of this district
                (``street-workbook-unknown``, ``street-other-district``,
                ``street-workbook-returned``).
        """
        self._require_district()
        return plan_intake(self._ledger, path, progress)

    def review(self, planned: PlannedIntake) -> Review:
        """Return every change and question of ``planned`` for a person to look at."""
        from desktop.services.merge_review import review

        return review(self._ledger, planned.merge, self._make_id, once=False)

    def take(
        self,
        planned: PlannedIntake,
        *,
        name: str = "",
        decisions: str | Mapping[str, Any] = "leave",
        accept_older: bool = False,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Take a planned workbook as one operation; one undo takes it back.

        The street's columns are taken, the district's keep what the district says; where both
        changed, and for rows that are missing, a question stays open.

        Args:
            planned: from :meth:`plan`.
            name: of the street, the first time one of its workbooks comes.
            decisions: answers by record and field, as a merge takes them.
            accept_older: take a workbook that lacks what the last one had.
            progress: told of the rows.

        Raises:
            RefusedError: ``street-workbook-older``, ``street-workbook-apart``; the operator may
                only read.
            InputError: ``street-unknown``: its name is needed once; ``street-workbook-changed``.
        """
        self._require_district()
        return self._taking.take(
            planned,
            name=name,
            decisions=decisions,
            accept_older=accept_older,
            progress=progress,
        )

    def findings(self, street: str | None = None) -> list[StreetFinding]:
        """Return what the checks over all streets found, or over those of one."""
        with self._ledger.reader() as connection:
            found = street_findings(connection, self._clock.today())
        return [one for one in found if street in {None, one.street_code}]

    def differing(self, code: str) -> list[Differing]:
        """Return what the district says otherwise than the street: what goes back to it.

        Raises:
            InputError: ``street-unknown``.
        """
        return differing(self._ledger, self._street(code))

    def send(self, code: str, path: Path, progress: Progress | None = None) -> dict[str, Any]:
        """Write what goes back to one street to ``path``; the street merges it as returned.

        Raises:
            InputError: ``street-unknown``, ``street-nothing-taken``.
            RefusedError: ``district-only``; the operator may only read.
            MachineError: the disk refuses.
        """
        self._require_district()
        return send(self._ledger, self._clock, self._street(code), path, progress)

    def send_all(self, folder: Path, progress: Progress | None = None) -> list[dict[str, Any]]:
        """Write one workbook for every street into ``folder`` and return what each holds.

        Raises:
            RefusedError: ``district-only``.
            MachineError: the disk refuses.
        """
        self._require_district()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MachineError("street-folder-refused", file=folder.name) from error
        day = self._clock.today().isoformat()
        with self._ledger.reader() as connection:
            found = [s for s in queries.streets(connection) if s["export_id"]]
        return [
            send(
                self._ledger,
                self._clock,
                street,
                folder / f"{street['code']}-{_file_name(street['name'])}-下发-{day}.xlsx",
                progress,
            )
            for street in found
        ]

    def _street(self, code: str) -> Record:
        with self._ledger.reader() as connection:
            for street in queries.streets(connection):
                if street["code"] == code:
                    return street
        raise InputError("street-unknown", street=code, office="")

    def _require_district(self) -> None:
        if self._ledger.profile is not Profile.DISTRICT:
            raise RefusedError("district-only")


def _by_street(connection: Connection) -> dict[str, list[tuple[QuarterRow, bool]]]:
    """Return street code → its quarters, each with whether it is in an annual plan."""
    planned = {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT id FROM quarter WHERE plan_year IS NOT NULL AND deleted = 0"
        )
    }
    owner = queries.street_of_quarters(connection)
    found: dict[str, list[tuple[QuarterRow, bool]]] = {}
    for row in quarter_rows(connection):
        found.setdefault(owner.get(row.id, ""), []).append((row, row.id in planned))
    return found


def _line(
    record: Mapping[str, Value],
    rows: Iterable[tuple[QuarterRow, bool]],
    problems: int,
    questions: int,
) -> StreetLine:
    quarters = list(rows)
    progress = [row.progress for row, _ in quarters]
    return StreetLine(
        id=str(record["id"]),
        code=str(record["code"] or ""),
        name=str(record["name"] or ""),
        contact=str(record["contact"] or ""),
        phone=str(record["phone"] or ""),
        made_at=_moment(record["made_at"]),
        taken_at=_moment(record["taken_at"]),
        returned_at=_moment(record["returned_at"]),
        quarters=len(quarters),
        households=sum(one.households for one in progress),
        visited=sum(one.visited for one in progress),
        water_done=sum(one.water_done for one in progress),
        power_done=sum(one.power_done for one in progress),
        planned=sum(planned for _, planned in quarters),
        problems=problems,
        questions=questions,
    )


def _moment(value: Any) -> datetime | None:
    return value  # type: ignore[no-any-return]


def _file_name(name: Value) -> str:
    return "".join(c for c in str(name or "") if c.isalnum() or c in "-_") or "street"
