"""Comments of a sheet as every spreadsheet program shows them: the comments part and its drawing.

Excel, WPS and LibreOffice all read the old kind (ECMA-376 part 1, 18.7, and part 4, 19.1: VML).
Comments that the sheet has already stay; a cell that has one gets a further paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.exchange.escaping import check_length, escape_cell
from desktop.exchange.row_writer import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_AUTHOR = re.compile(rb"<(?:[\w.-]+:)?author(?=[\s/>])")
_COMMENT = re.compile(
    rb"""<((?:[\w.-]+:)?comment)\s[^>]*\bref\s*=\s*["']([A-Z]+\d+)["'].*?</\1>""", re.DOTALL
)
_SHAPE = re.compile(rb"_x0000_s(\d+)")
_DRAWING_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE_OF_CELL = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left},15,{top},2,{right},31,{bottom},1"
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_HIGH, _WIDE = 4, 3
"""Rows and columns that a comment covers when it is opened."""


def commented(
    present: bytes, texts: Mapping[tuple[int, int], str], author: str, *, strict: bool = False
) -> tuple[bytes, list[tuple[int, int]]]:
    """Return the comments part with ``texts`` added, and the cells whose comment is new.

    Args:
        present: the part as it is; ``b""`` when the sheet has none.
        texts: (row from 1, column from 0) → what to say.
        author: who says it.
        strict: whether a new part uses the names of ISO/IEC 29500 Strict.
    """
    if not present:
        name = _MAIN_STRICT if strict else _MAIN
        present = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{name}">'
            "<authors></authors><commentList></commentList></comments>"
        ).encode()
    present = _opened(present, b"authors")
    prefix = _prefix(present, b"commentList")
    number = len(_AUTHOR.findall(present))
    present = _before_end(present, b"authors", _tag(prefix, "author", _escaped(author)))
    waiting = {f"{column_letters(column)}{row}": (row, column) for row, column in sorted(texts)}
    present = _further(present, prefix, waiting, texts)
    new = list(waiting.values())
    made = "".join(
        f'<{prefix}comment ref="{reference}" authorId="{number}"><{prefix}text>'
        f"{_run(prefix, texts[place])}</{prefix}text></{prefix}comment>"
        for reference, place in waiting.items()
    )
    return _before_end(_opened(present, b"commentList"), b"commentList", made), new


def drawn(present: bytes, cells: Sequence[tuple[int, int]], block: int) -> bytes:
    """Return the drawing with a box for each of ``cells``; ``block`` keeps ids of sheets apart."""
    if not present:
        present = _DRAWING_HEAD.format(block=block).encode() + b"</xml>"
    first = max([block * 1024, *(int(found) for found in _SHAPE.findall(present))]) + 1
    shapes = "".join(
        _SHAPE_OF_CELL.format(
            number=first + place,
            left=column + 1,
            top=max(row - 2, 0),
            right=column + 1 + _WIDE,
            bottom=max(row - 2, 0) + _HIGH,
            row=row - 1,
            column=column,
        )
        for place, (row, column) in enumerate(cells)
    )
    end = present.rfind(b"</xml>")
    return present[:end] + shapes.encode() + present[end:] if end >= 0 else present


def _further(
    present: bytes,
    prefix: str,
    waiting: dict[str, tuple[int, int]],
    texts: Mapping[tuple[int, int], str],
) -> bytes:
    """Add a paragraph to comments that are there already, and take their cells off ``waiting``."""

    def more(match: re.Match[bytes]) -> bytes:
        place = waiting.pop(match[2].decode(), None)
        if place is None:
            return match[0]
        return _before_end(match[0], b"text", _run(prefix, "\n" + texts[place]))

    return _COMMENT.sub(more, present)


def _run(prefix: str, text: str) -> str:
    inside = f'<{prefix}t xml:space="preserve">{_escaped(text)}</{prefix}t>'
    return f"<{prefix}r>{inside}</{prefix}r>"


def _escaped(text: str) -> str:
    return escape_cell(check_length(text))


def _tag(prefix: str, name: str, inside: str) -> str:
    return f"<{prefix}{name}>{inside}</{prefix}{name}>"


def _prefix(data: bytes, name: bytes) -> str:
    found = re.search(rb"<((?:[\w.-]+:)?)%s(?=[\s/>])" % name, data)
    return found[1].decode() if found else ""


def _opened(data: bytes, name: bytes) -> bytes:
    """Return ``data`` in which an element written ``<a/>`` is written ``<a></a>``."""
    return re.sub(rb"<((?:[\w.-]+:)?%s)\s*/>" % name, rb"<\1></\1>", data)


def _before_end(data: bytes, name: bytes, added: str) -> bytes:
    found = re.search(rb"</(?:[\w.-]+:)?%s\s*>" % name, data)
    if found is None:
        return data
    return data[: found.start()] + added.encode() + data[found.start() :]
