"""Corrected headings of companies' lists, kept with the other choices made on pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.storage.queries.metering import page_setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from desktop.storage.unit_of_work import UnitOfWork

_PAGE = "company-list"


def remembered(connection: Connection, key: str) -> Mapping[str, Any]:
    """Return what the headings of lists with ``key`` were corrected to; empty for nothing."""
    stored = page_setting(connection, _PAGE, key)
    return json.loads(stored[1]) if stored is not None else {}


def remember(work: UnitOfWork, key: str, mapping: Mapping[str, Any]) -> None:
    """Keep corrections for the company's next list with the same headings."""
    text = json.dumps(dict(mapping), sort_keys=True)
    stored = page_setting(work.connection, _PAGE, key)
    if stored is not None:
        work.update("saved_filter", stored[0], {"definition": text})
    elif mapping:
        work.insert("saved_filter", [{"page": _PAGE, "name": key, "definition": text}])
