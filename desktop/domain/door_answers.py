"""What was said and seen at one door, as the card hands it over to be recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES, Field, Kind
from desktop.domain.values import Value, ValueProblem, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NUMBER, READING, SEAL, METER_ID = "number", "reading", "seal", "id"
"""Everyday names that :class:`DoorAnswers` takes for a meter besides the names of its fields."""

WATER, ELECTRICITY = "water_meter", "electricity_meter"
_EVERYDAY: Mapping[str, Mapping[str, str]] = {
    WATER: {NUMBER: "body_no", SEAL: "seal_plastic"},
    ELECTRICITY: {NUMBER: "asset_no", SEAL: "seal_meter"},
}
_READING_FIELD = {WATER: "first_reading", ELECTRICITY: "first_reading"}
_COMPUTED = frozenset({"expires_on"})
_PLACE = frozenset({"floor", "room_no"})
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DoorAnswers:
    """The answers of one door: field → what was typed or chosen, raw or already a value.

    A field that is not named stays as it is; one that is named with ``None`` or an empty text is
    emptied.

    Attributes:
        household: fields of the household, ``visit_state``, ``w_state``, ``e_state``,
            ``consent_w``, ``consent_e``, ``consent_basis`` among them.
        water: fields of its water meter. Besides these ``number`` (表身号), ``seal`` (塑封号),
            ``reading`` (what the meter shows today, kept as a reading of today, m³) and ``id``
            (which meter, where there are several).
        electricity: the same for the electricity meter: ``number`` 资产编号, ``seal`` 表封印,
            ``reading`` in kW·h.
        visit_note: a word about this visit, kept with it; None leaves it.
    """

    household: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    water: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    electricity: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    visit_note: str | None = None

    def __bool__(self) -> bool:
        """Return whether anything was answered."""
        return bool(self.household or self.water or self.electricity or self.visit_note)


NO_ANSWERS = DoorAnswers()


@dataclass(frozen=True, slots=True)
class MeterAnswers:
    """The answers about one meter, read by their fields.

    Attributes:
        meter_id: which meter, None for the household's own one.
        values: field → value.
        reading: what it shows today; None where nothing was said.
        reading_given: whether the reading was named at all: named and empty takes it away.
    """

    meter_id: str | None
    values: Mapping[str, Value]
    reading: Value
    reading_given: bool

    def __bool__(self) -> bool:
        """Return whether there is anything to be written."""
        return bool(self.values) or self.reading_given

    @property
    def says_something(self) -> bool:
        """Whether a meter that is not there yet has to be made: something is known of it."""
        given = (*self.values.values(), self.reading)
        return any(value is not None for value in given)


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """:class:`DoorAnswers` with every value read by its field.

    Attributes:
        household: field → value.
        meters: kind of meter → its answers; both kinds are always there.
        visit_note: as given.
    """

    household: Mapping[str, Value]
    meters: Mapping[str, MeterAnswers]
    visit_note: str | None


class AnswerProblem(ValueError):  # noqa: N818 - to be shown beside its field, not a failure
    """An answer that its field cannot take.

    Attributes:
        code: message code, such as ``value-not-a-date``.
        kind: entity kind of the field; ``field`` its name as the answers gave it.
        label: its Chinese label.
    """

    def __init__(self, code: str, kind: str, name: str, label: str) -> None:
        super().__init__(code)
        self.code, self.kind, self.field, self.label = code, kind, name, label


def read_answers(answers: DoorAnswers) -> ReadAnswers:
    """Read every answer by its field.

    Raises:
        AnswerProblem: the first answer that does not fit, or names no field that can be answered.
    """
    return ReadAnswers(
        household=_read("household", answers.household),
        meters={
            WATER: _read_meter(WATER, answers.water),
            ELECTRICITY: _read_meter(ELECTRICITY, answers.electricity),
        },
        visit_note=answers.visit_note,
    )


def answerable(kind: str) -> Iterator[Field]:
    """Yield the fields that may be answered at the door: no place, no link, nothing computed."""
    for declared in ENTITIES[kind].fields:
        if declared.kind is not Kind.REFERENCE and declared.name not in _COMPUTED | _PLACE:
            yield declared


def _read(kind: str, raw: Mapping[str, object]) -> dict[str, Value]:
    known = {declared.name: declared for declared in answerable(kind)}
    values: dict[str, Value] = {}
    for given, value in raw.items():
        name = _EVERYDAY.get(kind, {}).get(given, given)
        if name not in known:
            raise AnswerProblem("field-unknown", kind, given, given)
        values[name] = _value(kind, given, known[name], value)
    return values


def _read_meter(kind: str, raw: Mapping[str, object]) -> MeterAnswers:
    own = {name: value for name, value in raw.items() if name not in {READING, METER_ID}}
    meter_id = raw.get(METER_ID)
    reading = ENTITIES[kind].field(_READING_FIELD[kind])
    assert reading is not None  # noqa: S101 - declared with every meter
    return MeterAnswers(
        meter_id=str(meter_id) if meter_id else None,
        values=_read(kind, own),
        reading=_value(kind, READING, reading, raw.get(READING)),
        reading_given=READING in raw,
    )


def _value(kind: str, given: str, declared: Field, raw: object) -> Value:
    try:
        return parse(declared, raw)
    except ValueProblem as problem:
        raise AnswerProblem(problem.code, kind, given, declared.label) from None
