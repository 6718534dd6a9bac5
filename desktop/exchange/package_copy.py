"""A copy of an .xlsx in which only named parts differ; every other part stays byte for byte."""

from __future__ import annotations

import os
import posixpath
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import ParseError

from desktop.kernel.errors import InputError, MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

WORKBOOK = "xl/workbook.xml"
CONTENT_TYPES = "[Content_Types].xml"
_LARGE = 1_000_000
_PIECE = 1 << 20
_LARGEST_SMALL_PART = 30_000_000

NewPart: TypeAlias = "bytes | Callable[[IO[bytes]], Iterable[bytes]]"
"""The bytes of a part, or what makes them from the old ones as they stream by."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet of a package.

    Attributes:
        name: on its tab.
        part: name of its part, such as ``xl/worksheets/sheet1.xml``.
        visible: False for a hidden sheet.
    """

    name: str
    part: str
    visible: bool = True


def sheet_parts(package: zipfile.ZipFile) -> list[SheetPart]:
    """Return the worksheets of ``package`` in the order of their tabs.

    Raises:
        InputError: ``sheet-not-editable``: the workbook's own parts cannot be understood.
    """
    targets = relations(package, WORKBOOK)
    found = []
    for element in _tree(package, WORKBOOK).iter():
        if _local(element.tag) != "sheet":
            continue
        relation = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        part = targets.get(relation, "")
        if part.startswith("xl/worksheets/") and part in package.namelist():
            visible = element.get("state", "visible") == "visible"
            found.append(SheetPart(element.get("name", ""), part, visible))
    if not found:
        raise InputError("sheet-not-editable")
    return found


def relations(package: zipfile.ZipFile, part: str, kind: str = "") -> dict[str, str]:
    """Return relation id → part, for the relations of ``part`` inside the package.

    ``kind`` takes only those whose type ends so, such as ``comments``.
    """
    name = relations_name(part)
    if name not in package.namelist():
        return {}
    folder = posixpath.dirname(part)
    return {
        element.get("Id", ""): _resolved(folder, element.get("Target", ""))
        for element in _tree(package, name).iter()
        if _local(element.tag) == "Relationship"
        and element.get("TargetMode") != "External"
        and element.get("Type", "").endswith(f"/{kind}" if kind else "")
    }


def relations_name(part: str) -> str:
    """Return the name of the part that holds the relations of ``part``."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def small_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a part that has to fit into memory; ``b""`` when there is none.

    Raises:
        InputError: ``sheet-not-editable``: it is too large or not UTF-8.
    """
    try:
        info = package.getinfo(name)
    except KeyError:
        return b""
    if info.file_size > _LARGEST_SMALL_PART:
        raise InputError("sheet-not-editable")
    return package.read(info)


def copy_package(
    package: zipfile.ZipFile, target: Path, changed: Mapping[str, NewPart], *, last: str = ""
) -> None:
    """Write ``package`` to ``target`` with the parts of ``changed`` new or replaced.

    The part ``last`` is made when all others are done, because it depends on them.
    A draft is written beside ``target`` and moved into place, so that nothing stays half-written.

    Raises:
        MachineError: ``workbook-not-written``: the disk refuses.
    """
    draft = target.with_name(target.name + ".part")
    try:
        with draft.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
                for info in sorted(package.infolist(), key=lambda one: one.filename == last):
                    _copy_part(package, copy, info, changed.get(info.filename))
                present = set(package.namelist())
                for name, made in changed.items():
                    if name not in present and isinstance(made, bytes):
                        copy.writestr(name, made)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, target)
    except OSError as failure:
        raise MachineError("workbook-not-written", file=target.name) from failure
    finally:
        draft.unlink(missing_ok=True)


def _copy_part(
    package: zipfile.ZipFile, copy: zipfile.ZipFile, info: zipfile.ZipInfo, made: NewPart | None
) -> None:
    if isinstance(made, bytes):
        copy.writestr(info.filename, made)
        return
    # the lowest level of zlib takes half the time for a tenth more bytes
    copy.compresslevel = 1 if info.file_size > _LARGE else None
    with package.open(info) as old, copy.open(info.filename, "w") as out:
        pieces = made(old) if made is not None else iter(lambda: old.read(_PIECE), b"")
        for piece in pieces:
            out.write(piece)
    copy.compresslevel = None


def _tree(package: zipfile.ZipFile, name: str) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        tree: Element = fromstring(small_part(package, name), forbid_dtd=True)
    except (ParseError, ValueError, DefusedXmlException):
        raise InputError("sheet-not-editable") from None
    return tree


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(folder, target))
