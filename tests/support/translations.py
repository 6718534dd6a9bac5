"""Collect the window's texts into ``resources/translations`` and compile them.

``python tests/support/translations.py`` adds what is new (unfinished), drops what is gone and
writes the ``.qm`` beside the ``.ts``. A test fails while anything is unfinished or out of date.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "translations" / "hubiao_zh_CN.ts"
CONTEXT = "hubiao"


def texts() -> list[str]:
    """Return every literal that the window hands to ``tr``, in the order of their first use."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "desktop" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id == "tr" and isinstance(node.args[0], ast.Constant):
                found[str(node.args[0].value)] = None
    return list(found)


def translations() -> dict[str, str]:
    """Return text → translation of the present ``.ts``; an empty one is unfinished."""
    if not TS.exists():
        return {}
    messages = ET.parse(TS).getroot().iter("message")  # noqa: S314 - our own file
    return {m.findtext("source", ""): m.findtext("translation", "") or "" for m in messages}


def write(known: dict[str, str]) -> list[str]:
    """Write the ``.ts`` and return the texts that have no translation yet."""
    root = ET.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    open_texts = []
    for text in texts():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        translation.text = known.get(text, "")
        if not translation.text:
            translation.set("type", "unfinished")
            open_texts.append(text)
    ET.indent(root, " ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    body = ET.tostring(root, encoding="unicode")
    TS.write_text(head + body + "\n", encoding="utf-8")
    return open_texts


def main() -> int:
    """Write, compile, and say what is still to be translated."""
    open_texts = write(translations())
    release = Path(sys.executable).with_name("pyside6-lrelease")
    compiled = TS.with_suffix(".qm")
    subprocess.run([str(release), "-silent", str(TS), "-qm", str(compiled)], check=True)
    for text in open_texts:
        print("not translated:", text)
    return 1 if open_texts else 0


if __name__ == "__main__":
    sys.exit(main())
