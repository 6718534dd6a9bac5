"""An official paper as content: title, number and blocks, for PDF, Word and Excel alike.

Letters, reports, ballots and public notices are papers; certificates and handover lists, which
carry signature fields, are forms (``handover.py``). Lengths and type follow GB/T 9704.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date


class Align(StrEnum):
    """How the lines of a paragraph stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is 一、, level 2 (一)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        text: what it says; a line break begins a new line without indent.
        align: how its lines stand.
        indent: whether the first line stands in by two characters.
        bold: whether it is set in bold.
        lead: stands before the text, such as 附件：1. ; further lines begin below the text.
    """

    text: str
    align: Align = Align.LEFT
    indent: bool = True
    bold: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A ruled table; its head is repeated on every page.

    Attributes:
        headings: one per column.
        rows: cells as printed; a line break begins a new line in the cell.
        widths: relative widths, one per column; empty shares the page evenly.
        numbers: columns whose cells stand at the right edge.
        caption: stands above the table; empty for none.
        totals: how many of the last rows are totals, set in bold.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    numbers: frozenset[int] = frozenset()
    caption: str = ""
    totals: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of name and value in a ruled table of ``pairs`` pairs a row, as forms begin."""

    entries: tuple[tuple[str, str], ...]
    pairs: int = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """Few big numbers side by side: (name, number, what stands below it)."""

    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: done out of whole, in ``BarChart.unit``."""

    name: str
    done: float
    whole: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars that print in black and white: done filled, the rest outlined."""

    caption: str
    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """A question with boxes to tick on paper, such as □ 同意 □ 不同意 □ 弃权."""

    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignPlaces:
    """Places to sign, seal and date.

    Attributes:
        parties: what the party is, and its name where known.
        fields: names of their signature fields, in the same order; empty where the paper is
            signed by hand alone.
    """

    parties: tuple[tuple[str, str], ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues it and the day, where the seal presses both: above a slip or an annex.

    A paper that ends with them and is never a form has ``Paper.issuer`` and ``Paper.dated_on``.

    Attributes:
        name: who issues it.
        day: when.
        field: name of the field for an electronic signature, left of them; empty for none.
    """

    name: str
    day: date
    field: str = ""

    @property
    def parties(self) -> tuple[tuple[str, str], ...]:
        """Return what :class:`SignPlaces` has, for the one who signs here."""
        return (("", self.name),) if self.field else ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the name of its field."""
        return (self.field,) if self.field else ()


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line to cut along, such as between a letter and its reply slip (回执)."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | PaperTable
    | Facts
    | Figures
    | BarChart
    | Ticks
    | SignPlaces
    | Issuer
    | CutLine
    | NewPage
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    Attributes:
        title: in the middle above everything.
        blocks: what it says, from top to bottom.
        number: its own number or 发文字号, below the title; empty for none.
        addressee: 主送, at the left above the text; empty for none.
        issuer: who issues it, at the right below the text; empty for none.
        dated_on: the day, below the issuer; the only date that enters the bytes.
        landscape: whether the page lies on its long side.
        one_page: whether it must fit one A4 page; type is set smaller down to a limit.
        qr: content of a square code in the corner; empty for none.
        footer: small text at the foot of every page, such as where to complain.
        letter: whether it is set as a letter (GB/T 9704); one with an addressee always is.
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    addressee: str = ""
    issuer: str = ""
    dated_on: date | None = None
    landscape: bool = False
    one_page: bool = False
    qr: str = ""
    footer: str = ""
    letter: bool = False

    @property
    def as_letter(self) -> bool:
        """Return whether it is set as a letter."""
        return self.letter or bool(self.addressee)
