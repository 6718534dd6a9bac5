"""A clerk at LibreOffice: edits workbooks with its own commands, many in one run."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_XLSX = "Calc MS Excel 2007 XML"
_TIMEOUT = 240
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Clerk"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Clerk"
 script:language="StarBasic">{code}</script:module>
"""
_HELPERS = """
Dim Doc As Object
Dim Sheet As Object

Function Prop(sName, vValue) As Object
  Dim oMade As Object
  oMade = CreateUnoStruct("com.sun.star.beans.PropertyValue")
  oMade.Name = sName
  oMade.Value = vValue
  Set Prop = oMade
End Function

Sub Dispatch(command, args)
  Dim helper
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(Doc.CurrentController.Frame, command, "", 0, args)
End Sub

Sub GoTo_(address)
  Doc.CurrentController.setActiveSheet(Sheet)
  Dispatch(".uno:GoToCell", Array(Prop("ToPoint", address)))
End Sub

Sub OpenBook(path)
  Dim url
  url = ConvertToURL(path)
  Doc = StarDesktop.loadComponentFromURL(url, "_blank", 0, Array(Prop("Hidden", True)))
End Sub

Sub SaveBook(path, sFilter)
  Doc.storeToURL(ConvertToURL(path), Array(Prop("FilterName", sFilter)))
  Doc.close(True)
End Sub

Sub UseSheet(name)
  Sheet = Doc.Sheets.getByName(name)
End Sub

Sub TypeIn(address, text)
  GoTo_(address)
  Dispatch(".uno:EnterString", Array(Prop("StringName", text)))
End Sub

Sub Plain(address)
  Sheet.getCellRangeByName(address).NumberFormat = 0
End Sub

Sub Clear(address)
  Sheet.getCellRangeByName(address).clearContents(1 + 2 + 4 + 16)
End Sub

Sub SortBy(address, column, upwards)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = column
  fields(0).IsAscending = upwards
  Dim area As Object
  area = Sheet.getCellRangeByName(address)
  area.sort(Array(Prop("SortFields", fields()), Prop("ContainsHeader", False)))
End Sub

Sub InsertRow(index)
  Sheet.Rows.insertByIndex(index, 1)
End Sub

Sub DeleteRow(index)
  Sheet.Rows.removeByIndex(index, 1)
End Sub

Sub CopyRow(source, target)
  GoTo_(source)
  Dispatch(".uno:Copy", Array())
  GoTo_(target)
  Dispatch(".uno:Paste", Array())
End Sub

Sub DeleteColumns(index, count)
  Sheet.Columns.removeByIndex(index, count)
End Sub

Sub FillDown(address)
  GoTo_(address)
  Dispatch(".uno:FillDown", Array())
End Sub

Sub Say(text)
  Dim f
  f = FreeFile()
  Open "{log}" For Append As #f
  Print #f, text
  Close #f
End Sub
"""


@dataclass
class Edit:
    """One workbook to be opened, edited and saved.

    Attributes:
        name: of the file that is written.
        steps: calls of the helpers above, such as ``TypeIn "F3", "x"``.
        through_ods: save as .ods, open that again and save as .xlsx.
    """

    name: str
    steps: list[str] = field(default_factory=list)
    through_ods: bool = False

    def on(self, sheet: str) -> Edit:
        """Go to a sheet."""
        self.steps.append(f"UseSheet {_text(sheet)}")
        return self

    def do(self, helper: str, *arguments: str | int, **more: bool) -> Edit:
        """Call a helper; named arguments come last, in their order."""
        told = (*arguments, *more.values())
        shown = ", ".join(_text(a) if isinstance(a, str) else str(a) for a in told)
        self.steps.append(f"{helper} {shown}")
        return self


def run_edits(source: Path, folder: Path, edits: Sequence[Edit]) -> dict[str, Path]:
    """Make every edit of a copy of ``source`` in one run and return name → what was written."""
    profile, log = folder / "profile", folder / "log.txt"
    _soffice(profile, "--terminate_after_init")  # makes the profile
    basic = profile / "user" / "basic" / "Standard"
    (basic / "script.xlb").write_text(_LIBRARY)
    code = [_HELPERS.replace("{log}", str(log)), "Sub Work", "On Error GoTo Failed"]
    written = {edit.name: folder / f"{edit.name}.xlsx" for edit in edits}
    for edit in edits:
        code.append(f"OpenBook {_text(str(source))}")
        code += edit.steps
        if edit.through_ods:
            between = _text(str(folder / f"{edit.name}.ods"))
            code += [f'SaveBook {between}, "calc8"', f"OpenBook {between}"]
        code += [f'SaveBook {_text(str(written[edit.name]))}, "{_XLSX}"', f"Say {_text(edit.name)}"]
    code += ["StarDesktop.terminate()", "Exit Sub", "Failed:", 'Say "line " & Erl & ": " & Error$']
    code += ["StarDesktop.terminate()", "End Sub"]
    module = _MODULE.format(code=escape("\n".join(code)))
    (basic / "Clerk.xba").write_text(module, encoding="utf-8")
    _soffice(profile, "macro:///Standard.Clerk.Work")
    said = log.read_text() if log.exists() else "nothing was done"
    assert said.split() == [edit.name for edit in edits], said
    return written


def read_by_word(folder: Path) -> None:
    """Write what the office reads in every .docx of ``folder`` into .txt files beside them."""
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    target = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    _soffice(folder / "profile", *target, *files)


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _soffice(profile: Path, *arguments: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *arguments],
        check=True,
        capture_output=True,
        timeout=_TIMEOUT,
    )


def _text(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
