"""Options that stand in a .json file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop.kernel.errors import InputError


def json_file(name: str) -> dict[str, Any]:
    """Return the object in the file ``name``.

    Raises:
        InputError: ``json-file-unusable``: it cannot be read, or holds something else.
    """
    try:
        content = json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        raise InputError("json-file-unusable", file=Path(name).name) from None
    if not isinstance(content, dict):
        raise InputError("json-file-unusable", file=Path(name).name)
    return content
