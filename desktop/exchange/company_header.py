"""The headings of a company's list: found on every sheet, known again next month."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from desktop.exchange.company_words import CompanyWords
from desktop.exchange.roster_fields import normal
from desktop.exchange.roster_header import find_header, flat_override
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.exchange.reader import RawSheet
    from desktop.exchange.roster_header import Header

_WORDS = CompanyWords()
_KEY_LENGTH = 24


def with_header(
    sheets: Sequence[RawSheet],
    mapping: Mapping[str, Any] | None,
    skipped: list[tuple[str, int, str]],
) -> Iterator[tuple[RawSheet, Header]]:
    """Yield every usable sheet with its header; the others go to ``skipped`` with the reason.

    Raises:
        UsageError: ``mapping`` names a field that does not exist.
    """
    for sheet in sheets:
        said = flat_override(mapping, sheet.name, _WORDS)
        header = find_header(sheet, said, _WORDS)
        if header is not None and _only_seal_is_old(sheet, header):
            header = find_header(sheet, {normal(header.mapped["old_seal"].header): "seal", **said},
                                 _WORDS)  # fmt: skip
        if not sheet.rows:
            skipped.append((sheet.name, 0, "roster-sheet-empty"))
        elif not sheet.visible:
            skipped.append((sheet.name, 0, "roster-sheet-hidden"))
        elif header is None:
            skipped.append((sheet.name, 0, "roster-sheet-without-header"))
        else:
            yield sheet, header


def _only_seal_is_old(sheet: RawSheet, header: Header) -> bool:
    """Whether a plain 封印 was taken for the old meter's only because of its neighbour.

    Where there is one such column, it is the seal that was put on with the new meter.
    """
    found = header.mapped.get("old_seal")
    above = [cell for cell in sheet.rows[header.first] if cell not in {"", None}]
    two_lines = header.first != header.last and len(above) > 1
    if found is None or "seal" in header.mapped or two_lines:
        return False
    return _WORDS.field_of(found.header, "", "") == "seal"


def titles(found: Sequence[tuple[RawSheet, Header]]) -> list[str]:
    """Return names of sheets and what stands above the headings.

    A title that was not merged looks like the first line of a two-line header: it stands alone.
    """
    texts = [sheet.name for sheet, _ in found]
    for sheet, header in found:
        for number, row in enumerate(sheet.rows[: header.last]):
            cells = [cell for cell in row if isinstance(cell, str) and cell]
            if number < header.first or len(cells) == 1:
                texts += cells
    return texts


def headings(found: Sequence[tuple[RawSheet, Header]]) -> list[str]:
    """Return the texts of the headings as they stand."""
    return [
        str(cell)
        for sheet, header in found
        for row in sheet.rows[header.first : header.last + 1]
        for cell in row
        if isinstance(cell, str)
    ]


def heading_key(found: Sequence[tuple[RawSheet, Header]]) -> str:
    """Return a mark of the headings, whatever their order: the same company's list next month."""
    names = sorted({normal(column.header) for _, header in found for column in header.columns})
    text = "\n".join(names)
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY_LENGTH]


def check_mapping_used(
    mapping: Mapping[str, Any] | None, found: Sequence[tuple[RawSheet, Header]]
) -> None:
    """Refuse a correction that corrects nothing: a mistyped heading would pass unseen.

    Raises:
        UsageError: a heading of ``mapping`` stands in no sheet.
    """
    seen = {
        normal(part)
        for _, header in found
        for column in header.columns
        for part in (column.header, column.header.rpartition("/")[2])
    }
    for heading, value in (mapping or {}).items():
        if not isinstance(value, dict) and normal(heading) not in seen:
            raise UsageError("roster-map-unknown-header", header=heading)
