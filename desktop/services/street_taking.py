"""Writes a planned intake: new records, changes, questions and the street's own record, at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.domain.merge_decisions import decider_for
from desktop.domain.merge_resolution import resolve
from desktop.domain.street import Age
from desktop.exchange.street_workbook import open_street_workbook
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.district_apply import apply_prepared
from desktop.services.merge_preparing import prepare
from desktop.services.question_records import QuestionRecords
from desktop.services.street_memory import StreetMemory, differences
from desktop.services.street_planning import plan_intake
from desktop.services.street_questions import close_answered
from desktop.services.street_report import intake_document
from desktop.services.street_writing import StreetWriting
from desktop.storage.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.sheet_rows import SheetProblem
    from desktop.domain.values import Value
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
    from desktop.services.merge_preparing import Prepared
    from desktop.services.street_planning import PlannedIntake
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

ACTION = "take-street"
SOURCE = "street"
_SEEN = "SELECT device, max(sequence) FROM journal_operation GROUP BY device"


class StreetTaking:
    """One intake."""

    def __init__(
        self, ledger: Ledger, clock: Clock, make_id: IdFactory, backups: BackingUp
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id
        self._backups = backups

    def take(
        self,
        planned: PlannedIntake,
        *,
        name: str,
        decisions: str | Mapping[str, Any],
        accept_older: bool,
        progress: Progress | None,
    ) -> dict[str, Any]:
        """Write ``planned`` as one operation; return what was done.

        Raises:
            RefusedError: ``street-workbook-older``, ``street-workbook-apart``.
            InputError: ``street-unknown``, ``street-workbook-changed``.
        """
        if planned.merge.head != Journal(self._ledger).head():
            # The ledger moved on since: nothing is overwritten that nobody has looked at.
            planned = plan_intake(self._ledger, planned.path)
        _require_newer(planned, accept_older=accept_older)
        if planned.street is None and not name.strip():
            stamp = planned.stamp
            raise InputError("street-unknown", street=stamp.street_code, office=stamp.office)
        asked = decisions != "leave" and (isinstance(decisions, str) or any(decisions.values()))
        if planned.taken_before and not asked:
            return intake_document(planned, None, {}, [])
        resolution = resolve(planned.merge.plan, decider_for(decisions), ask_proposals=True)
        with self._ledger.reader() as connection:
            prepared = prepare(connection, resolution, self._make_id, once=False)
            questions = QuestionRecords(connection, SOURCE, self._clock.now())
        self._backups.automatic("merge")
        problems: list[SheetProblem] = []
        with self._ledger.unit_of_work(ACTION) as work:
            written = self._write(work, planned, problems, progress)
            apply_prepared(work, prepared, self._clock.today())
            for move in planned.compared.moves:
                work.update(move.kind, move.id, {move.field: move.theirs})
            self._remember(work, planned, prepared, questions, written, name.strip())
        return intake_document(planned, prepared, written, problems)

    def _write(
        self,
        work: UnitOfWork,
        planned: PlannedIntake,
        problems: list[SheetProblem],
        progress: Progress | None,
    ) -> dict[str, int]:
        """Write the records that are new; the file is read once more for them."""
        if not planned.new and not planned.revived:
            return {}
        writing = StreetWriting(work, planned)
        book = open_street_workbook(planned.path)
        if book.sha256 != planned.merge.sha256:
            raise InputError("street-workbook-changed", file=planned.path.name)
        for frame in book.rows(progress):
            writing.take(frame)
        problems += writing.problems
        return dict(writing.written)

    def _remember(
        self,
        work: UnitOfWork,
        planned: PlannedIntake,
        prepared: Prepared,
        questions: QuestionRecords,
        written: Mapping[str, int],
        name: str,
    ) -> None:
        stamp, now = planned.stamp, self._clock.now()
        resolution = prepared.resolution
        memory = StreetMemory(
            said=differences(
                planned.merge.workbook.returned.rows,
                planned.ledger,
                resolution.updates,
                planned.memory,
            ),
            missing=set(planned.missing),
            dead={one for one in planned.compared.dead if one not in planned.revived},
            counts=dict(written),
            costs=dict(planned.compared.costs),
            merged=sorted(stamp.merged),
        )
        known = planned.street or {}
        exchange: dict[str, Value] = {
            "direction": SOURCE,
            "export_id": stamp.export_id,
            "export_code": stamp.export_code,
            "street_code": stamp.street_code,
            "partner": name or str(known.get("name") or ""),
            "file_sha256": planned.merge.sha256,
            "vector": json.dumps(stamp.vector),
            "summary": memory.to_text(),
            "made_at": now,
        }
        (intake,) = work.insert("exchange", [exchange])
        questions.write(work, intake, resolution)
        close_answered(work, planned, resolution, memory, now)
        values: dict[str, Value] = {
            "export_id": stamp.export_id,
            "export_code": stamp.export_code,
            "vector": json.dumps(stamp.vector),
            "taken_vector": json.dumps(self._seen(work)),
            "made_at": stamp.made_at,
            "taken_at": now,
            "file_sha256": planned.merge.sha256,
        }
        if planned.street is None:
            work.insert("street", [{"code": stamp.street_code, "name": name, **values}])
        else:
            work.update("street", str(known["id"]), values)

    def _seen(self, work: UnitOfWork) -> dict[str, int]:
        """Return the vector as it will be once this very operation is sealed."""
        seen = {row[0]: int(row[1]) for row in work.connection.exec_driver_sql(_SEEN)}
        own = self._ledger.device_id
        seen[own] = seen.get(own, 0) + 1
        return seen


def _require_newer(planned: PlannedIntake, *, accept_older: bool) -> None:
    if planned.street is None or accept_older or planned.age not in {Age.OLDER, Age.APART}:
        return
    raise RefusedError(
        "street-workbook-older" if planned.age is Age.OLDER else "street-workbook-apart",
        street=planned.street["name"],
        made=_minute(planned.stamp.made_at),
        taken=_minute(planned.street["made_at"]),
    )


def _minute(moment: Any) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else ""
