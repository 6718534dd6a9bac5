"""Breaks what a paper says into pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands on one page: a line, a row of a table, a bar.

    Attributes:
        height: in millimetres.
        draw: draws it with its top at the given height.
        gap: clear space above it, unless it begins a page.
        keep: whether it stays on the page of the next piece.
        head: what is drawn again above it where it begins a page.
        breaks: whether it begins a new page.
    """

    height: float
    draw: Callable[[Sheet, float], None]
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None
    breaks: bool = False


Placed = list[tuple[Piece, float]]


def paginate(pieces: Sequence[Piece], height: float) -> list[Placed]:
    """Return the pages, each with its pieces and their tops from the top of the text.

    A run of pieces that keep together moves to the next page as a whole where it fits one.
    """
    pages: list[Placed] = [[]]
    y = 0.0
    for run in _runs(pieces):
        if pages[-1] and (run[0].breaks or y + _height(run) > height):
            pages.append([])
            y = 0.0
        for piece in run:
            if pages[-1] and y + piece.gap + piece.height > height:
                pages.append([])
                y = 0.0
            if not pages[-1] and piece.head is not None:
                pages[-1].append((piece.head, 0.0))
                y = piece.head.height
            if pages[-1]:
                y += piece.gap
            pages[-1].append((piece, y))
            y += piece.height
    return pages


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in pieces:
        if piece.breaks and run:
            yield run
            run = []
        run.append(piece)
        if not piece.keep:
            yield run
            run = []
    if run:
        yield run


def _height(run: list[Piece]) -> float:
    return sum(piece.gap + piece.height for piece in run)
