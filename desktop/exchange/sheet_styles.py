"""The cell styles of a workbook: looked at, and copied with another format or fill.

A copy is appended, so that every style that is in use stays what it was.
"""

from __future__ import annotations

import re

STYLES = "xl/styles.xml"
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_ISO_DATE = "yyyy\\-mm\\-dd"
_FIRST_CUSTOM = 164
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_NUMBER_FORMAT = re.compile(rb"<(?:[\w.-]+:)?numFmt\s([^>]*)/?>")


class SheetStyles:
    """The styles part of one workbook, as it grows.

    Attributes:
        data: the part's bytes, with the copies appended.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        root = re.search(rb"<(?:([\w.-]+):)?styleSheet\b", data)
        self._prefix = (root[1] + b":") if root and root[1] else b""
        self._made: dict[tuple[int, str], int] = {}
        self._formats = {
            int(_attribute(tag, "numFmtId") or "0"): _attribute(tag, "formatCode")
            for tag in _NUMBER_FORMAT.findall(data)
        }
        self._styles = [self._entry(xml) for xml in self._list("cellXfs", "xf")]

    @property
    def known(self) -> bool:
        """Whether there is a list of cell styles at all."""
        return bool(self._styles)

    def is_date(self, style: int | None) -> bool:
        """Return whether cells of ``style`` show numbers as days."""
        number = self._number_format(style)
        if number in _DATE_FORMATS:
            return True
        pattern = _QUOTED.sub("", self._formats.get(number, "")).lower()
        return any(letter in pattern for letter in "ymd")

    def with_date(self, style: int | None) -> int | None:
        """Return ``style``, or its copy that shows a day as 2024-03-05."""
        if not self.known or self.is_date(style):
            return style
        key = (style or 0, "date")
        if key not in self._made:
            number = self._date_format()
            changes = {"numFmtId": str(number), "applyNumberFormat": "1"}
            self._made[key] = self._copy(style or 0, changes)
        return self._made[key]

    def with_fill(self, style: int | None, colour: str) -> int | None:
        """Return the copy of ``style`` that is filled with ``colour`` (``FFRRGGBB``)."""
        if not self.known:
            return style
        key = (style or 0, colour)
        if key not in self._made:
            fill = self._made.get((-1, colour))
            if fill is None:
                fill = self._made[-1, colour] = self._add_fill(colour)
            self._made[key] = self._copy(style or 0, {"fillId": str(fill), "applyFill": "1"})
        return self._made[key]

    def _number_format(self, style: int | None) -> int:
        place = style or 0
        if place >= len(self._styles):
            return 0
        return int(_attribute(self._styles[place], "numFmtId") or "0")

    def _date_format(self) -> int:
        for number, pattern in self._formats.items():
            if pattern == _ISO_DATE:
                return number
        number = max([*self._formats, _FIRST_CUSTOM - 1]) + 1
        p = self._prefix.decode()
        entry = f'<{p}numFmt numFmtId="{number}" formatCode="{_ISO_DATE}"/>'.encode()
        if not self._append("numFmts", entry):
            first = re.search(rb"<%sstyleSheet\b[^>]*>" % self._prefix, self.data)
            place = first.end() if first else 0
            whole = f'<{p}numFmts count="1">'.encode() + entry + f"</{p}numFmts>".encode()
            self.data = self.data[:place] + whole + self.data[place:]
        self._formats[number] = _ISO_DATE
        return number

    def _add_fill(self, colour: str) -> int:
        count = len(self._list("fills", "fill"))
        p = self._prefix.decode()
        self._append(
            "fills",
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/>'
            f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'.encode(),
        )
        return count

    def _copy(self, style: int, changes: dict[str, str]) -> int:
        entries = self._list("cellXfs", "xf")
        entry = entries[style] if style < len(entries) else entries[0]
        tag, end, rest = entry.partition(b">")
        for name, value in changes.items():
            tag = _with_attribute(tag, name, value)
        self._append("cellXfs", tag + end + rest)
        self._styles.append(self._entry(tag + end))
        return len(self._styles) - 1

    def _list(self, plural: str, single: str) -> list[bytes]:
        p = self._prefix
        whole = re.search(
            rb"<%s%s\b[^>]*>(.*?)</%s%s>" % (p, plural.encode(), p, plural.encode()),
            self.data,
            re.DOTALL,
        )
        if whole is None:
            return []
        name = p + single.encode()
        return re.findall(
            rb"<%s(?=[\s/>])(?:[^>]*/>|[^>]*>.*?</%s>)" % (name, name), whole[1], re.DOTALL
        )

    def _append(self, plural: str, entry: bytes) -> bool:
        """Put ``entry`` at the end of a list and count it."""
        name = self._prefix + plural.encode()
        empty = re.search(rb"<%s\b([^>]*)/>" % name, self.data)
        if empty:
            opened = b"<" + name + empty[1] + b"></" + name + b">"
            self.data = self.data[: empty.start()] + opened + self.data[empty.end() :]
        place = self.data.find(b"</" + name + b">")
        if place < 0:
            return False
        self.data = self.data[:place] + entry + self.data[place:]
        opening = re.search(rb"<%s\b[^>]*>" % name, self.data)
        counted = _attribute(opening[0], "count") if opening else ""
        if opening and counted.isdigit():
            tag = _with_attribute(opening[0][:-1], "count", str(int(counted) + 1)) + b">"
            self.data = self.data[: opening.start()] + tag + self.data[opening.end() :]
        return True

    @staticmethod
    def _entry(xml: bytes) -> bytes:
        return xml.partition(b">")[0]


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"""(?:^|\s)%s\s*=\s*(?:"([^"]*)"|'([^']*)')""" % name.encode(), tag)
    return (found[1] or found[2] or b"").decode("utf-8", "replace") if found else ""


def _with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return an opening tag (without its ``>``) whose attribute has a value."""
    closed = tag.endswith(b"/")
    bare = tag[:-1] if closed else tag
    word = f' {name}="{value}"'.encode()
    pattern = rb"""\s%s\s*=\s*(?:"[^"]*"|'[^']*')""" % name.encode()
    bare, found = re.subn(pattern, word, bare, count=1)
    return bare + (b"" if found else word) + (b"/" if closed else b"")
