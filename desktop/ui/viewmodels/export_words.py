"""What goes out to the district and what came back, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.services.exchange_log import ExportRow


def export_text(quarters: int, households: int, *, every: bool) -> str:
    """Return what the workbook will hold, and what to mind about it."""
    what = tr("All {quarters} quarters", quarters=quarters) if every else tr(
        "{quarters} quarters", quarters=quarters
    )  # fmt: skip
    said = tr(
        "{what}, {households} households with both meters on one row, and buildings, master "
        "meters, plan and funding. The district fills its own columns; a change in ours comes back "
        "as a proposal.",
        what=what,
        households=households,
    )
    mind = tr("Names and telephone numbers are in it: hand it over in person or encrypted.")
    return f"{said}\n{mind}"


def scope_text(found: ExportRow) -> str:
    """Return which quarters went out, the first of them by name."""
    names = found.quarters
    shown = names[0] if names else ""
    if len(names) > 1:
        shown = tr("{name} and others, {count} quarters", name=shown, count=len(names))
    return tr("{names}, {count} households", names=shown, count=found.households)


def back_text(found: ExportRow) -> str:
    """Return whether something came back, and when."""
    if found.returned_at is None:
        return tr("not yet")
    day = f"{found.returned_at.astimezone():%Y-%m-%d}"
    return tr("{day}, {count} times", day=day, count=found.returns) if found.returns > 1 else day
