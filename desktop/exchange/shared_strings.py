"""The strings that cells share: labels and addresses come again on every row."""

from __future__ import annotations

from desktop.exchange.escaping import check_length, escape_cell

PART = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


class SharedStrings(dict[str, str]):
    """Text → its place in the table, given out at the first asking."""

    def __missing__(self, text: str) -> str:
        place = self[check_length(text)] = str(len(self))
        return place

    def part(self) -> bytes:
        """Return the table; its counts are optional and left out."""
        texts = "".join(
            f'<si><t xml:space="preserve">{escape_cell(text)}</t></si>' for text in self
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        return f'{head}<sst xmlns="{_MAIN}">{texts}</sst>'.encode()


def announced(name: str, part: bytes) -> bytes:
    """Return a part of the shell so that it tells of the table; openpyxl writes none."""
    if name == TYPES:
        told = f'<Override PartName="/{PART}" ContentType="{_TYPE}"/></Types>'
        return part.replace(b"</Types>", told.encode())
    if name == RELATIONS:
        told = f'<Relationship Id="hbStrings" Type="{_RELATION}" Target="sharedStrings.xml"/>'
        return part.replace(b"</Relationships>", told.encode() + b"</Relationships>")
    return part
