"""Who changed one field and when, in a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from desktop.services.history import HistoryRow

_MOST = 3


def field_trail(rows: Iterable[HistoryRow], field: str, label: str) -> Sequence[str]:
    """Return the newest changes of ``field``, newest first.

    Args:
        rows: of the record, newest first.
        field: name; empty for the record as a whole.
        label: what people call the field: some rows know it by that only.
    """
    told = (row for row in rows if row.field and (row.old or row.new))
    fitting = [row for row in told if not field or field in {row.field_name, row.field}
               or row.field == label]  # fmt: skip
    return [_said(row, named=not field) for row in fitting[:_MOST]]


def last_change(who: str, at: datetime | None) -> Sequence[str]:
    """Return who changed something last, when that is all that is known."""
    if not who or at is None:
        return ()
    return (tr("{when}  {who}", when=f"{at.astimezone():%Y-%m-%d %H:%M}", who=who),)


def _said(row: HistoryRow, *, named: bool) -> str:
    who = f"{row.who} {row.field}" if named else row.who
    return tr(
        "{when}  {who}: {old} → {new}",
        when=f"{row.when.astimezone():%Y-%m-%d %H:%M}",
        who=who,
        old=row.old or tr("empty"),
        new=row.new or tr("empty"),
    )
