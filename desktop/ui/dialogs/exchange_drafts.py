"""What was typed into the exchange dialog, kept while the window is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.widgets.field_editor import FieldEditor


class ExchangeDrafts:
    """The part of the desk's drafts that belongs to one household's exchange."""

    def __init__(
        self, drafts: dict[tuple[str, str, str], str], kind: str, household_id: str
    ) -> None:
        self._drafts = drafts
        self._owner = (f"exchange {kind}", household_id)
        self._wanted = True

    def keep(self, raws: Mapping[str, str]) -> None:
        """Keep what stands in the fields; nothing any more once it was forgotten.

        A dialog that closes takes the cursor from its field, and that tells of a change once more.
        """
        if self._wanted:
            self._clear()
            self._drafts.update({(*self._owner, name): raw for name, raw in raws.items()})

    def forget(self) -> None:
        """Forget it for good: it was stored, or is not wanted."""
        self._wanted = False
        self._clear()

    def _clear(self) -> None:
        for key in [key for key in self._drafts if key[:2] == self._owner]:
            del self._drafts[key]

    def put_back(self, editors: Mapping[str, FieldEditor]) -> None:
        """Put what was kept into the fields."""
        kept = {key[2]: raw for key, raw in self._drafts.items() if key[:2] == self._owner}
        for name, raw in kept.items():  # each one stored is told, and keeps everything anew
            if name in editors and raw != editors[name].raw:
                editors[name].enter(raw)
