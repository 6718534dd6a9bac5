"""Numbers that were scanned or read from a photo find their meter wherever the focus is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.meter_numbers import Scan
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.meter_numbers import Recognised
    from desktop.ui.pages.visit_card.offer_bar import OfferBar
    from desktop.ui.pages.visit_card.utility_section import UtilitySection
    from desktop.ui.shell.desk import Desk


class Numbers(QObject):
    """Writes a number that can only be one meter's, and asks about any other.

    Signals:
        door_scanned: id of a household whose square code it was.
    """

    door_scanned = Signal(str)

    def __init__(self, desk: Desk, sections: Sequence[UtilitySection], offer: OfferBar) -> None:
        super().__init__(offer)
        self._desk = desk
        self._sections: Mapping[str, UtilitySection] = {one.kind: one for one in sections}
        self._offer = offer
        self._household_id = ""
        offer.taken.connect(self._take)

    def show_household(self, household_id: str) -> None:
        """Numbers are this household's from now on."""
        self._household_id = household_id
        self._offer.clear()

    def scanned(self, text: str) -> None:
        """Find out what was scanned and put it where it belongs."""
        household, pictures = self._household_id, self._desk.office.pictures
        if household and not self._desk.read_only:
            self._desk.ask(
                lambda: pictures.recognise(text), partial(self._recognised, household), owner=self
            )

    def found(self, codes: Sequence[str]) -> None:
        """Take what was read from a photo."""
        for text in codes:
            self.scanned(text)

    def _recognised(self, household: str, found: Recognised) -> None:
        if found.scan is Scan.DOOR:
            self.door_scanned.emit(found.text)
            return
        if household != self._household_id:
            self._desk.messages.notice(tr("Scanned too late: {number}", number=found.text))
            return
        kind = str(found.scan)
        known = {name: section.number.raw for name, section in self._sections.items()}
        if found.sure and kind in known and known[kind] in {"", found.text}:
            self._take(kind, found.text)
        else:
            self._offer.offer(found.text, known, kind)

    def _take(self, kind: str, number: str) -> None:
        self._sections[kind].number.enter(number)
