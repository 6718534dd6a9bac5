"""Which export a workbook is: read from the parts of the package, without a spreadsheet library.

Excel, WPS and LibreOffice each keep some of the four places and lose others. A part with a DTD is
refused: no spreadsheet program writes one.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from desktop.exchange.shell_marks import EXPORT_KEYWORD, EXPORT_NAME, EXPORT_PROPERTY
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

_LARGEST_PART = 4_000_000
_EXPORT_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Stamps:
    """The export id as each place has it; ``""`` where the place lost it."""

    property: str = ""
    name: str = ""
    keyword: str = ""

    def found(self) -> tuple[str, ...]:
        """Return what was found, the most reliable place first."""
        return tuple(one for one in (self.property, self.name, self.keyword) if one)


def read_stamps(path: Path | IO[bytes]) -> Stamps:
    """Return the export ids that stand in the package's own parts.

    ``path`` may be an open file. A file that is no zip package, such as an .xls, has none.

    Raises:
        InputError: ``workbook-has-dtd``: a part declares a document type.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return Stamps(
                _property(_tree(package, "docProps/custom.xml")),
                _defined_name(_tree(package, "xl/workbook.xml")),
                _keyword(_tree(package, "docProps/core.xml")),
            )
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return Stamps()


def _tree(package: zipfile.ZipFile, name: str) -> Element | None:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        if package.getinfo(name).file_size > _LARGEST_PART:
            return None
        tree: Element = fromstring(package.read(name), forbid_dtd=True)
    except (KeyError, ParseError, ValueError) as error:
        if isinstance(error, DefusedXmlException):
            raise InputError("workbook-has-dtd", part=name) from None
        return None
    return tree


def _elements(tree: Element | None, name: str) -> Iterator[Element]:
    if tree is not None:
        yield from (one for one in tree.iter() if one.tag.rpartition("}")[2] == name)


def _first_id(text: str) -> str:
    match = _EXPORT_ID.search(text)
    return match[0] if match else ""


def _property(tree: Element | None) -> str:
    for element in _elements(tree, "property"):
        if element.get("name") == EXPORT_PROPERTY:
            return _first_id("".join(element.itertext()))
    return ""


def _defined_name(tree: Element | None) -> str:
    for element in _elements(tree, "definedName"):
        if (element.get("name") or "").lower() == EXPORT_NAME:
            return _first_id(element.text or "")
    return ""


def _keyword(tree: Element | None) -> str:
    for element in _elements(tree, "keywords"):
        before, found, after = "".join(element.itertext()).partition(EXPORT_KEYWORD)
        del before
        if found:
            return _first_id(after)
    return ""
