"""Whether every byte of an appended revision belongs to an object that its own table names.

Bytes that no table names are invisible to one reader and shown by another that rebuilds the table:
the shadow attacks hide and replace in such places (``signing.md``, verification).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.documents.form_file import FormFile

_HEADER = re.compile(rb"(\d{1,10}) (\d{1,5}) obj\b")
_CLOSING = re.compile(rb"startxref\s+\d+\s+%%EOF[\r\n]*\Z")
_TABLE = frozenset(b"xref0123456789 nf\r\n\t")
_LINE_ENDS = 2


def nothing_hidden(form: FormFile, revision: int, start: int, end: int) -> bool:
    """Return whether the bytes from ``start`` to ``end`` are the objects of ``revision`` alone.

    Args:
        form: the file.
        revision: counted from 0; must not be the first.
        start: where the revision before it ended.
        end: where this revision ends.
    """
    xrefs = form.reader.xrefs
    section, about = xrefs.get_xref_data(revision), xrefs.get_xref_container_info(revision)
    objects = {
        place: (number, generation)
        for number, (generation, place) in section.standard_xrefs.items()
    }
    if len(objects) != len(section.standard_xrefs) or not _streams_whole(form, revision, section):
        return False
    table = about.declared_startxref
    if about.stream_ref is not None:
        objects[table] = (about.stream_ref.idnum, about.stream_ref.generation)
    places = sorted(objects)
    tail = _tail(form.data, table, end, is_stream=about.stream_ref is not None)
    if tail < 0 or not places or places[0] < start or places[-1] >= tail:
        return False
    if form.data[start : places[0]].strip():
        return False
    view = form.reader.get_historical_resolver(revision)
    return all(
        _one_object(form.data[place:following], objects[place], view)
        for place, following in pairwise([*places, tail])
    )


def end_of_first(form: FormFile) -> int:
    """Return where the first revision ends, its line end included."""
    end = form.data.find(b"%%EOF", form.reader.xrefs.get_startxref_for_revision(0)) + len(b"%%EOF")
    for line_end in (b"\r\n", b"\n", b"\r"):
        if form.data.startswith(line_end, end):
            return end + len(line_end)
    return end


def _streams_whole(form: FormFile, revision: int, section: Any) -> bool:
    # An object stream of an earlier revision holds what was signed then, and nothing newer.
    named: dict[int, int] = {}
    for place in section.xrefs_in_objstm.values():
        named[place.obj_stream_id] = named.get(place.obj_stream_id, 0) + 1
    if not named.keys() <= section.standard_xrefs.keys():
        return False
    view = form.reader.get_historical_resolver(revision)
    return all(int(_stream(view, number)["/N"]) == count for number, count in named.items())


def _stream(view: Any, number: int) -> Any:
    from pyhanko.pdf_utils.generic import Reference

    return view(Reference(number, 0, view.reader))


def _tail(data: bytes, table: int, end: int, *, is_stream: bool) -> int:
    """Return where the objects end, -1 where the table or what follows it is not as it must be."""
    closing = _CLOSING.search(data[max(table, end - 64) : end])
    if closing is None:
        return -1
    closes = max(table, end - 64) + closing.start()
    if is_stream:
        return closes
    trailer = data.find(b"trailer", table, closes)
    clean = set(data[table:trailer]) <= _TABLE and data.startswith(b"xref", table)
    lone = not any(word in data[trailer:closes] for word in (b" obj", b"stream", b"%%EOF"))
    return table if trailer > 0 and clean and lone else -1


def _one_object(piece: bytes, name: tuple[int, int], view: Any) -> bool:
    from pyhanko.pdf_utils.generic import Reference

    header, body = _HEADER.match(piece), piece.rstrip()
    if header is None or (int(header[1]), int(header[2])) != name or not body.endswith(b"endobj"):
        return False
    thing = view(Reference(name[0], name[1], view.reader))
    if not hasattr(thing, "encoded_data"):
        return body.count(b"endobj") == 1
    begin = piece.find(b"stream", header.end())
    if begin < 0 or b"endobj" in piece[:begin]:
        return False
    inner = body[: -len(b"endobj")].rstrip()
    content = inner[begin + len(b"stream") : -len(b"endstream")]
    extra = len(content) - len(thing.encoded_data)
    return inner.endswith(b"endstream") and 1 <= extra <= 2 * _LINE_ENDS
