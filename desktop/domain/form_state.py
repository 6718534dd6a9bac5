"""Where an issued form stands: computed from what was signed, handed over, replaced or voided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.values import Record

ON_PAPER = 1
"""Code of :data:`SIGNING_WAY` for a form signed and sealed by hand."""


class FormStanding(StrEnum):
    """The states that people see, from the first to the last."""

    DRAFT = "draft"
    ISSUED = "issued"
    PARTLY = "partly"
    SIGNED = "signed"
    ON_PAPER = "on-paper"
    HANDED_OVER = "handed-over"
    REPLACED = "replaced"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one issued form.

    Attributes:
        state: where it stands.
        signed: parties that have signed, in any way.
        expected: parties that must sign, in order.
    """

    state: FormStanding
    signed: tuple[str, ...]
    expected: tuple[str, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """Return the parties that have not signed yet, in order."""
        return tuple(party for party in self.expected if party not in self.signed)


def standing(form: Record, signatures: Iterable[Record], replaced_by: str = "") -> Standing:
    """Return where ``form`` stands.

    A form that nobody has to sign is done when it is issued. Signed by all, at least one of them
    by hand, is "signed on paper": the paper is then the original that the archive keeps.

    Args:
        form: the ``handover_form``.
        signatures: its ``form_signature`` records.
        replaced_by: number of a form that names this one as replaced.
    """
    expected = _names(form.get("expected"))
    ways = {str(one["party"]): one["way"] for one in signatures}
    signed = tuple(dict.fromkeys((*_names(form.get("signed")), *ways)))
    return Standing(_state(form, ways, signed, expected, replaced_by), signed, expected)


def _state(
    form: Record,
    ways: Mapping[str, object],
    signed: tuple[str, ...],
    expected: tuple[str, ...],
    replaced_by: str,
) -> FormStanding:
    if form.get("voided_at") is not None:
        return FormStanding.VOID
    if replaced_by:
        return FormStanding.REPLACED
    if form.get("handed_over_on") is not None:
        return FormStanding.HANDED_OVER
    if not set(expected) <= set(signed):
        return FormStanding.PARTLY if signed else FormStanding.ISSUED
    if ON_PAPER in ways.values():
        return FormStanding.ON_PAPER
    return FormStanding.SIGNED if expected else FormStanding.ISSUED


def _names(value: object) -> tuple[str, ...]:
    return tuple(name for name in str(value or "").split(",") if name)
