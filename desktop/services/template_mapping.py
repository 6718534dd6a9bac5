"""How a form is mapped: kept with the ledger, and corrected by a mapping file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.values import Record, Value
    from desktop.exchange.template_sheet import TemplateSheet

_LONGEST_NAME = 60


def as_record(sheet: TemplateSheet, file: str) -> dict[str, Value]:
    """Return how ``sheet`` is mapped, as it is kept."""
    mapping = {
        "columns": {str(one.place): one.field for one in sheet.columns},
        "cells": {one.reference: list(one.fields) for one in sheet.cells},
    }
    return {
        "name": file.rpartition(".")[0][:_LONGEST_NAME] or file[:_LONGEST_NAME],
        "fingerprint": sheet.fingerprint,
        "sheet": sheet.name[:_LONGEST_NAME],
        "header_row": sheet.header_last,
        "first_row": sheet.first_row,
        "rows_of": sheet.rows_of,
        "mapping": json.dumps(mapping, ensure_ascii=False, sort_keys=True),
    }


def remembered(sheet: TemplateSheet, record: Record) -> TemplateSheet:
    """Return ``sheet`` mapped as it was last time; a field that is gone is left out."""
    from desktop.exchange.template_fields import ROWS_OF, fields_for, single_fields

    rows_of = str(record["rows_of"])
    if rows_of not in ROWS_OF:
        return sheet
    mapping = json.loads(str(record["mapping"] or "{}"))
    columns = mapping.get("columns", {})
    made = replace(
        sheet,
        rows_of=rows_of,
        known=True,
        columns=tuple(
            replace(one, field=field if field in fields_for(rows_of) else "")
            for one in sheet.columns
            for field in (columns.get(str(one.place), ""),)
        ),
    )
    cells = {
        reference: tuple(name for name in names if name in single_fields())
        for reference, names in mapping.get("cells", {}).items()
    }
    gone = {one.reference: () for one in sheet.cells if one.reference not in cells}
    made = made.with_cells({**gone, **cells})
    first, header = record["first_row"], record["header_row"]
    if isinstance(first, int) and isinstance(header, int) and first > header:
        made = made.starting(sheet.header_last + first - header)
    return made


def corrected(sheet: TemplateSheet, wanted: Mapping[str, Any]) -> TemplateSheet:
    """Return ``sheet`` as a mapping file wants it.

    Raises:
        UsageError: ``template-unknown-field``, ``template-unknown-column``.
    """
    made = sheet
    for named, field in dict(wanted.get("columns", {})).items():
        made = made.with_column(_place(sheet, named), _field(sheet.rows_of, field))
    cells = {
        str(reference).upper(): (_single(field),) if field else ()
        for reference, field in dict(wanted.get("cells", {})).items()
    }
    first = wanted.get("first_row")
    return made.with_cells(cells).starting(first if isinstance(first, int) else sheet.first_row)


def _place(sheet: TemplateSheet, named: str) -> int:
    for column in sheet.columns:
        if named in {column.header, column.letters}:
            return column.place
    raise UsageError("template-unknown-column", column=named)


def _field(rows_of: str, field: object) -> str:
    from desktop.exchange.template_fields import fields_for

    if not field:
        return ""
    if str(field) not in fields_for(rows_of):
        raise UsageError("template-unknown-field", field=field)
    return str(field)


def _single(field: object) -> str:
    from desktop.exchange.template_fields import single_fields

    if str(field) not in single_fields():
        raise UsageError("template-unknown-field", field=field)
    return str(field)
