"""管道水压试验记录: what was measured at a pressure test, judged by W06 (GB 50242 4.2.1)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from desktop.domain.checklist import Judge, read_checklist
from desktop.domain.form_reasons import FormReason
from desktop.domain.measurement import MeasureReason, judge, plain
from desktop.domain.paper import Facts, Heading, Paper, PaperTable, Paragraph
from desktop.domain.pressure import Pipe, least_test_pressure, phase_limits
from desktop.domain.project_codes import CheckResult
from desktop.domain.stages import Missing
from desktop.kernel.errors import InputError
from desktop.kernel.messages import message_for
from desktop.services.form_makers.making import FormSubject
from desktop.services.form_makers.parties import missing_parties, party_names, sign_places
from desktop.services.paper_words import chinese_day, said
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from desktop.domain.checklist import Item
    from desktop.domain.measurement import Judgement
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_SIGNING = ("contractor", "supervision", "water_company", "street_office")
_PREFIXES = ("", "second_")


@dataclass(frozen=True, slots=True)
class _Test:
    """One test: the record, what was typed, and what the rule makes of it."""

    item: Item
    check: Record
    values: Mapping[str, str]
    judged: Judgement

    @property
    def place(self) -> str:
        """Where it was made."""
        return said(self.check["place"])

    def shown(self, name: str) -> str:
        """Return a measured value as it is printed; a choice by its label."""
        measure = next((one for one in self.item.measures if one.name == name), None)
        value = self.values.get(name, "").strip()
        choices = (measure.choices or {}) if measure is not None else {}
        return choices[value][0] if value in choices else value


def pressure_tests(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the tests on record, newest acceptance first."""
    return [
        FormSubject(str(test.check["id"]), f"{test.place} {test.check['checked_on'] or ''}".strip())
        for test in _tests(connection, quarter_id)
    ]


def pressure_record(source: FormSource) -> Paper:
    """Return the record of one test."""
    test, form = _of(source), source.form
    names = party_names(source)
    working = _number(test.values.get("working"))
    needed = "" if working is None else plain(least_test_pressure(working))
    values = (
        form.text("project", quarter=source.quarter_name),
        test.place,
        test.shown("pipe"),
        chinese_day(test.check["checked_on"]),
        *(
            form.text("pressure", value=value) if value else ""
            for value in (test.shown("working"), needed)
        ),
        said(test.check["inspector"]),
        said(test.check["evidence"]),
    )
    return Paper(
        title=form.title,
        blocks=(
            Facts(tuple(zip(form.headings("facts"), values, strict=True))),
            PaperTable(
                form.headings("headings"),
                tuple(_phases(source, test)),
                form.widths("phases"),
                frozenset(range(1, 7)),
            ),
            Heading(form.text("rule_heading")),
            Paragraph(form.text("rule")),
            Heading(form.text("leak_heading")),
            Paragraph(test.shown("leak")),
            Heading(form.text("result_heading")),
            Paragraph(_result(source, test)),
            sign_places(source, names, _SIGNING),
        ),
        one_page=True,
    )


def missing_for_pressure_record(source: FormSource) -> list[Missing]:
    """Return what keeps the record from being issued: values that were not measured."""
    test = _of(source)
    found = missing_parties(source, party_names(source), _SIGNING)
    if test.judged.result is None:
        lacking = [
            str(reason.details.get("field", ""))
            for reason in test.judged.reasons
            if reason.code == MeasureReason.MISSING
        ]
        found.append(Missing(FormReason.MEASURED, {"fields": "、".join(lacking)}))
    return found


def _tests(connection: Connection, quarter_id: str) -> Iterator[_Test]:
    for acceptance in reversed(records_below(connection, "acceptance", "quarter_id", quarter_id)):
        items = {
            item.code: item
            for item in read_checklist(str(acceptance["template_text"])).items
            if item.judge is Judge.PRESSURE
        }
        for check in records_below(
            connection, "acceptance_check", "acceptance_id", str(acceptance["id"])
        ):
            item = items.get(str(check["item_code"]))
            values = json.loads(str(check["measured"] or "{}")).get("values", {})
            if item is not None and values:
                yield _Test(item, check, values, judge(item, values, {}))


def _of(source: FormSource) -> _Test:
    for test in _tests(source.connection, source.quarter_id):
        if test.check["id"] == source.subject_id:
            return test
    raise InputError("record-missing")


def _phases(source: FormSource, test: _Test) -> Iterator[tuple[str, ...]]:
    pipe = test.values.get("pipe", "")
    if pipe not in set(Pipe):
        return
    names = (source.form.text("first"), source.form.text("second"))
    for name, prefix, (minutes, drop) in zip(
        names, _PREFIXES, phase_limits(Pipe(pipe)), strict=False
    ):
        start, end = (_number(test.values.get(f"{prefix}{one}")) for one in ("start", "end"))
        yield (
            name,
            test.shown(f"{prefix}start"),
            test.shown(f"{prefix}end"),
            test.shown(f"{prefix}minutes"),
            f"≥{plain(minutes)}",
            "" if start is None or end is None else plain(start - end),
            f"≤{plain(drop)}",
        )


def _result(source: FormSource, test: _Test) -> str:
    if test.judged.result is None:
        return source.form.text("open")
    if test.judged.result is CheckResult.PASS:
        return source.form.text("passed")
    reasons = [
        message_for(reason.code, reason.details, "zh_CN").text.rstrip("。")
        for reason in test.judged.reasons
    ]
    return source.form.text("failed", reasons="；".join(reasons) + "。")


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal((text or "").strip())
    except InvalidOperation:
        return None
