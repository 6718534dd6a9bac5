"""Writing many exchanges of a company's list at once: few statements, one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import MeterState, WaterRole
from desktop.domain.company_exchange import BY_THE_LIST
from desktop.domain.company_proposals import CompanyReason, Standing
from desktop.domain.exchange_checks import exchange_findings
from desktop.domain.meter_exchange import NUMBERS, exchange_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.company_exchange import Judged
    from desktop.domain.values import Record, Value
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

_MORE = ("book_no", "contract_no", "transformer_area", "box_no", "box_slot", "remarks")
"""Fields of a list that a single exchange does not ask for."""

_BY_THE_LIST = "按企业装拆表清单登记，第{row}行"


_CONFIRMED = frozenset(
    {
        CompanyReason.FIRST_ASSUMED,
        CompanyReason.OLD_DIFFERS,
        CompanyReason.ACCOUNT_DIFFERS,
        CompanyReason.ACCOUNT_ELSEWHERE,
        CompanyReason.ACCOUNT_TWICE,
        CompanyReason.NUMBER_DIFFERS,
        CompanyReason.NUMBER_ELSEWHERE,
        CompanyReason.CELL_UNREADABLE,
        CompanyReason.DOOR_TWICE,
    }
)


class ListWriter:
    """Gathers lines that were judged and chosen, and writes them.

    Args:
        ledger: where; its operator confirms.
        kind: ``water_meter`` or ``electricity_meter``.
        reason: why what is odd about some of them is right.
    """

    def __init__(self, ledger: Ledger, kind: str, reason: str) -> None:
        self._ledger = ledger
        self._kind = kind
        self._reason = reason
        self._meters: list[Record] = []
        self._changed: list[tuple[str, Record]] = []
        self._households: list[tuple[str, Record]] = []
        self._confirmations: list[Record] = []

    def add(self, judged: Judged) -> None:
        """Take one line."""
        raise NotImplementedError

    def write(self, work: UnitOfWork) -> None:
        """Write everything into the operation under way."""
        work.insert(self._kind, uniform(self._meters))
        work.update_many(self._kind, self._changed)
        work.update_many("household", self._households)
        work.insert("confirmation", self._confirmations)

    def _confirm(self, judged: Judged, code: str, *, listed: bool = False) -> None:
        line = judged.proposal.line
        reason = _BY_THE_LIST.format(row=line.row) if listed else self._reason
        self._confirmations.append(
            {
                "household_id": judged.proposal.household_id,
                "warning": code,
                "subject": line.new_number or line.account_no,
                "reason": reason,
                "confirmed_at": self._ledger.clock.now(),
                "confirmed_by": self._ledger.operator.name,
            }
        )

    def _confirm_asked(self, judged: Judged) -> None:
        """Keep the reason with everything that a person had to say yes to."""
        if judged.proposal.standing is Standing.ASK:
            for reason in judged.proposal.reasons:
                if reason.code in _CONFIRMED:
                    self._confirm(judged, reason.code)


class AccountWriter(ListWriter):
    """Writes accounts."""

    def add(self, judged: Judged) -> None:
        """Take one account; a household without a meter gets one in use."""
        proposal = judged.proposal
        if proposal.meter_id:
            self._changed.append((proposal.meter_id, proposal.values))
        else:
            new: Record = {"household_id": proposal.household_id, "role": int(WaterRole.HOUSEHOLD)}
            state = int(MeterState.ACTIVE)
            self._meters.append({"id": self._ledger.ids(), **new, "state": state,
                                 **proposal.values})  # fmt: skip
        self._confirm_asked(judged)


class ExchangeWriter(ListWriter):
    """Writes exchanges."""

    def add(self, judged: Judged) -> None:
        """Take one exchange; one that cannot be carried out is our own mistake."""
        exchange, facts = judged.exchange, judged.facts
        assert exchange is not None and facts is not None  # noqa: S101, PT018 - it was applicable
        plan = exchange_plan(exchange, facts, self._ledger.ids())
        line = judged.proposal.line
        more = {name: line.details[name] for name in _MORE if name in line.details}
        self._meters.append({**plan.new, **more})
        for meter_id, fields in plan.old:
            closing = {**fields, **(judged.old_fields or {})}
            if judged.old_is_new_to_us:
                closing[NUMBERS[self._kind]] = line.old_number
                self._meters.append(_old_record(meter_id, facts.household_id, closing))
            else:
                self._changed.append((meter_id, closing))
        new_id = plan.new["id"]
        self._changed += [(one, {"parent_id": new_id}) for one in plan.below]
        if plan.household:
            self._households.append((facts.household_id, plan.household))
        for finding in exchange_findings(exchange, facts):
            listed = finding.reason in BY_THE_LIST
            self._confirm(judged, str(finding.reason), listed=listed)
        self._confirm_asked(judged)


def _old_record(meter_id: str, household_id: str, closing: Record) -> Record:
    return {
        "id": meter_id,
        "household_id": household_id,
        "role": int(WaterRole.HOUSEHOLD),
        **closing,
        "state": int(MeterState.CLOSED),
    }


def uniform(records: Sequence[Record]) -> list[Record]:
    """Give all records the same fields, which is how the ledger writes many rows fastest."""
    names = dict.fromkeys(name for record in records for name in record)
    blank: dict[str, Value] = dict.fromkeys(names)
    return [{**blank, **record} for record in records]
