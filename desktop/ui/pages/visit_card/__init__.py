"""The household card at the door: keys, taps, scanner; every answer stored when it is given."""

from desktop.ui.pages.visit_card.visit_card import VisitCard

__all__ = ["VisitCard"]
