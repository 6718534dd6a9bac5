"""Row tickets: identity and pointer to the base, in one hidden cell that travels with its row.

``letter code . id . id … . check letter``: the letter names the sheet, the code the export. A
ticket starts and ends with a letter because filling down counts up whatever starts or ends with a
digit. Ids stay hexadecimal: splitting them off costs nothing for 50,000 rows.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ID = re.compile(r"[0-9a-f]{32}|")
_CODE = re.compile(r"[0-9A-Z]{1,32}")
SEPARATOR = "\x1f"
FINGERPRINT_START = "f"
FINGERPRINT_BYTES = 8


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a row ticket says.

    Attributes:
        letter: which sheet the row was written on.
        export_code: which export it belongs to.
        ids: ids of the row's entities in the order of the sheet's kinds; None where there is none.
    """

    letter: str
    export_code: str
    ids: tuple[str | None, ...]


def make_ticket(letter: str, export_code: str, ids: Sequence[str | None]) -> str:
    """Return the ticket of a row; ``export_code`` is upper-case letters and digits."""
    body = ".".join((letter + export_code, *(one or "" for one in ids), ""))
    return body + check_letter(body)


def check_letter(body: str) -> str:
    """Return the letter that ends a ticket whose other characters are ``body``."""
    return CHECK_LETTERS[zlib.crc32(body.encode()) % len(CHECK_LETTERS)]


def read_ticket(text: str) -> Ticket | None:
    """Return what ``text`` says, or None when the check letter or the shape is wrong."""
    body, check = text[:-1], text[-1:]
    parts = body.split(".")
    head, ids, end = parts[0], parts[1:-1], parts[-1]
    if end or not ids or check_letter(body) != check:
        return None
    if not _CODE.fullmatch(head[1:]) or not all(_ID.fullmatch(one) for one in ids):
        return None
    return parse_ticket(text)


def parse_ticket(text: str) -> Ticket:
    """Return what ``text`` says, trusting that it is a ticket."""
    head, *ids, _ = text.split(".")
    return Ticket(head[0], head[1:], tuple([one or None for one in ids]))


def fits(ticket: Ticket, letter: str, ids: int) -> bool:
    """Return whether ``ticket`` was written on the sheet of that letter and number of ids."""
    return ticket.letter == letter and len(ticket.ids) == ids


def fingerprint(text: str) -> str:
    """Return the fingerprint of a row: its ticket and its cells joined by :data:`SEPARATOR`.

    Eight bytes find what a person changed; they do not stop anybody who wants to forge one.
    """
    data = text.encode("utf-8", "surrogatepass")
    return FINGERPRINT_START + blake2b(data, digest_size=FINGERPRINT_BYTES).hexdigest()
