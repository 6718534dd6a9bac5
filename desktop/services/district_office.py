"""The district's own work: the streets' workbooks in, approvals, plan and corrections out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.profile import Profile
from desktop.kernel.errors import RefusedError
from desktop.services.street_planning import plan_intake
from desktop.services.street_taking import StreetTaking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
    from desktop.services.street_planning import PlannedIntake
    from desktop.storage.ledger import Ledger


class DistrictOffice:
    """What only a ledger of the district's profile does."""

    def __init__(
        self, ledger: Ledger, clock: Clock, make_id: IdFactory, backups: BackingUp
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._taking = StreetTaking(ledger, clock, make_id, backups)

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

    def _require_district(self) -> None:
        if self._ledger.profile is not Profile.DISTRICT:
            raise RefusedError("district-only")
