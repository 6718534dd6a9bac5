"""Where the export id stands in a workbook: Excel, WPS and LibreOffice each keep some places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.exchange.workbook_content import FORMAT_VERSION

if TYPE_CHECKING:
    from desktop.exchange.workbook_content import WorkbookContent

EXPORT_NAME = "hb_export"
EXPORT_PROPERTY = "hubiao_export_id"
EXPORT_KEYWORD = "hubiao-export:"


def fill_meta(page: Any, content: WorkbookContent) -> None:
    """Write the hidden sheet that says what the workbook is."""
    entries = {
        "format": str(FORMAT_VERSION),
        "export_id": content.export_id,
        "export_code": content.export_code,
        "street_code": content.street_code,
        "editor": content.editor.value,
        "made_at": content.made_at.isoformat(timespec="seconds"),
        "return_by": content.return_by.isoformat() if content.return_by else "",
        "vector": json.dumps(dict(content.vector), sort_keys=True, separators=(",", ":")),
        "merged": " ".join(content.merged),
    }
    for number, (key, value) in enumerate(entries.items(), start=1):
        page.cell(number, 1, key)
        page.cell(number, 2, value or None).number_format = "@"
    page.sheet_state = "veryHidden"


def stamp(book: Any, content: WorkbookContent) -> None:
    """Write the export id into a property, a defined name and the keywords."""
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.workbook.defined_name import DefinedName

    book.custom_doc_props.append(StringProperty(name=EXPORT_PROPERTY, value=content.export_id))
    name = DefinedName(EXPORT_NAME, attr_text=f'"{content.export_id}"', hidden=True)
    book.defined_names[EXPORT_NAME] = name
    book.properties.keywords = EXPORT_KEYWORD + content.export_id
    book.properties.title = f"{content.office} 户表改造台账"
    book.properties.creator = content.office
    # openpyxl writes naive times and calls them UTC
    book.properties.created = book.properties.modified = content.made_at.replace(tzinfo=None)
