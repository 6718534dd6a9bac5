"""Forms of the other side: mapped once, known again next month, filled without being changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError, RefusedError, UsageError
from desktop.kernel.progress import NoProgress
from desktop.services.template_mapping import as_record, corrected, remembered
from desktop.services.template_rows import quarter_figures, template_rows
from desktop.storage.queries.exports import quarter_ids
from desktop.storage.queries.registers import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.domain.values import Record, Value
    from desktop.exchange.guard import GuardedFile
    from desktop.exchange.template_fill import FillOutcome
    from desktop.exchange.template_sheet import TemplateSheet
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.reports import Reports
    from desktop.storage.ledger import Ledger

_KIND = "sheet_template"


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """A form that was looked at; nothing is changed by it.

    Attributes:
        source: the form itself, as it was read.
        sheets: its sheets that have a header.
    """

    source: GuardedFile
    sheets: tuple[TemplateSheet, ...]

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.source.name

    def with_sheet(self, sheet: TemplateSheet) -> TemplateReading:
        """Return it with one sheet mapped otherwise."""
        found = tuple(sheet if one.name == sheet.name else one for one in self.sheets)
        return replace(self, sheets=found)


class Templates:
    """Looks at forms, remembers how they were mapped, and fills them."""

    def __init__(self, ledger: Ledger, clock: Clock, reports: Reports) -> None:
        self._ledger = ledger
        self._clock = clock
        self._reports = reports

    def read(self, path: Path, progress: Progress | None = None) -> TemplateReading:
        """Look at the form in ``path``; a form that was mapped before is known by its header.

        Raises:
            InputError: the file cannot be used, is no .xlsx (``sheet-not-xlsx``), or no sheet has
                a header (``template-no-header``).
        """
        from desktop.exchange.guard import guard
        from desktop.exchange.reader import read_sheets
        from desktop.exchange.template_fill import look_at_template

        source = guard(path, formulas=True)
        sheets = read_sheets(source, progress or NoProgress())
        known = {str(one["fingerprint"]): one for one in self.known()}
        found = look_at_template(source, sheets)
        return TemplateReading(
            source,
            tuple(
                remembered(sheet, known[sheet.fingerprint]) if sheet.fingerprint in known else sheet
                for sheet in found
            ),
        )

    def known(self) -> list[Record]:
        """Return the forms that were mapped, oldest first."""
        with self._ledger.reader() as connection:
            return list(records(connection, _KIND))

    def fields(self, rows_of: str, language: str = "zh_CN") -> list[tuple[str, str]]:
        """Return (name, label) of what a column may be filled with."""
        from desktop.exchange.template_fields import fields_for

        return [(name, _label(one, language)) for name, one in fields_for(rows_of).items()]

    def cell_fields(self, language: str = "zh_CN") -> list[tuple[str, str]]:
        """Return (name, label) of what a single cell may be filled with."""
        from desktop.exchange.template_fields import single_fields

        return [(name, _label(one, language)) for name, one in single_fields().items()]

    def as_rows_of(self, reading: TemplateReading, sheet: str, rows_of: str) -> TemplateReading:
        """Return ``reading`` with a sheet whose rows are something else; columns are proposed anew.

        Raises:
            UsageError: ``template-unknown-rows``.
        """
        from desktop.exchange.reader import read_sheets
        from desktop.exchange.sheet_patch import formulas_of
        from desktop.exchange.template_fields import ROWS_OF
        from desktop.exchange.template_look import look_at

        if rows_of not in ROWS_OF:
            raise UsageError("template-unknown-rows", rows=rows_of)
        raw = next(one for one in read_sheets(reading.source) if one.name == sheet)
        found = look_at(raw, formulas_of(reading.source).get(sheet, {}), rows_of)
        return reading if found is None else reading.with_sheet(found)

    def mapped(self, reading: TemplateReading, mapping: Mapping[str, Any]) -> TemplateReading:
        """Return ``reading`` corrected as a mapping file says.

        Args:
            reading: from :meth:`read`.
            mapping: ``columns``: heading or column letters → field or null; ``cells``: reference →
                field; ``rows_of``; ``first_row``. The whole may stand below the name of a sheet.

        Raises:
            UsageError: ``template-unknown-field``, ``template-unknown-column``,
                ``template-unknown-rows``.
        """
        made = reading
        for sheet in reading.sheets:
            own = mapping.get(sheet.name)
            wanted = own if isinstance(own, dict) else mapping
            if "rows_of" in wanted and wanted["rows_of"] != sheet.rows_of:
                made = self.as_rows_of(made, sheet.name, str(wanted["rows_of"]))
            present = next(one for one in made.sheets if one.name == sheet.name)
            made = made.with_sheet(corrected(present, wanted))
        return made

    def fill(
        self,
        reading: TemplateReading,
        target: Path,
        *,
        quarter_codes: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> FillOutcome:
        """Write the filled form to ``target`` and remember how it was mapped.

        The form itself stays untouched. Codes stand as labels, numbers and days as such.

        Args:
            reading: as it was mapped.
            target: another file than the form.
            quarter_codes: only these quarters; none for all.
            progress: told while rows are gathered.

        Raises:
            RefusedError: ``template-onto-itself``, ``template-no-room``, ``template-not-mapped``,
                ``template-rows-unknown``; nothing is written.
            InputError: there is no quarter with one of the codes; ``sheet-not-editable``.
            MachineError: ``workbook-not-written``.
        """
        from desktop.exchange.template_fill import SheetFill, fill_template

        if (
            target.exists()
            and hashlib.sha256(target.read_bytes()).digest()
            == hashlib.sha256(reading.source.data).digest()
        ):
            raise RefusedError("template-onto-itself", file=target.name)
        lines = dict(self._reports.lines())
        with self._ledger.reader() as connection:
            quarters = _chosen(connection, quarter_codes)
            chosen = [lines[one] for one in quarters if one in lines]
            singles: dict[str, Value] = {
                "office.name": self._ledger.office,
                "office.street_code": self._ledger.street_code,
                "office.today": self._clock.today(),
                "office.operator": self._ledger.operator.name,
                **_sums([quarter_figures(line) for line in chosen]),
            }
            fills = [
                SheetFill(
                    sheet,
                    list(template_rows(connection, sheet.rows_of, quarters, lines))
                    if sheet.mapped
                    else [],
                    singles,
                )
                for sheet in reading.sheets
            ]
        (progress or NoProgress()).step(1, 2, "writing")
        outcome = fill_template(reading.source, target, fills)
        if not self._ledger.read_only:
            self._remember(reading)
        return outcome

    def _remember(self, reading: TemplateReading) -> None:
        """Keep the mapping of every sheet that fills something, unless it is kept so already."""
        known = {str(one["fingerprint"]): one for one in self.known()}
        today = self._clock.today()
        with self._ledger.unit_of_work("map-template") as work:
            for sheet in reading.sheets:
                if not sheet.mapped and not sheet.cells:
                    continue
                record = as_record(sheet, reading.name)
                present = known.get(sheet.fingerprint)
                if present is None:
                    work.insert(_KIND, [{**record, "used_on": today}])
                    continue
                differing = {
                    name: value
                    for name, value in {**record, "used_on": today}.items()
                    if name != "name" and present[name] != value
                }
                if differing:
                    work.update_many(_KIND, [(str(present["id"]), differing)])

    def forget(self, template_id: str) -> None:
        """Forget how a form was mapped; undo brings it back.

        Raises:
            RefusedError: the operator may only read.
        """
        with self._ledger.unit_of_work("forget-template") as work:
            work.delete(_KIND, template_id)


def _label(field: Any, language: str) -> str:
    return str(field.label if language == "zh_CN" else field.label_en)


def _chosen(connection: Any, codes: Sequence[str]) -> list[str]:
    for code in codes:
        if not quarter_ids(connection, [code]):
            raise InputError("quarter-unknown", code=code)
    return quarter_ids(connection, codes or None)


def _sums(lines: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name in {name for line in lines for name in line}:
        numbers = [line[name] for line in lines if isinstance(line[name], (int, Decimal))]
        if numbers:
            total: Any = sum(numbers)
            found[f"total.{name}"] = found[f"total.{name}@10k"] = total
    return found
