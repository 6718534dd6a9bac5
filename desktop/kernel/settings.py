"""What a person set on this machine, kept as one small JSON file outside every ledger."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Settings:
    """Settings of one machine and user.

    Attributes:
        language: ``zh_CN``, ``en`` or empty for the system's.
        theme: ``light``, ``dark`` or empty for the system's.
        font_scale: percent, 100 to 250.
        second_backup: folder of the second place for backups, such as a USB stick; may be empty.
        idle_minutes: minutes without a key or tap after which the program locks; 0 never.
        scanner: catch bar code scanners wherever the focus is.
        recent: ledgers opened last, newest first.
        ledger_columns: columns of the household table as ``key:width``; empty for the usual ones.
        ledger_form: whether the household form stands beside the table.
        walk_up: survey a staircase from the bottom up instead of from the top down.
        walk_snake: walk every second landing the other way round.
        certificate_file: certificate that signed last; never its PIN.
        token_driver: PKCS#11 library of the USB token that signed last.
        token_label: name of that token.
    """

    language: str = ""
    theme: str = ""
    font_scale: int = 100
    second_backup: str = ""
    idle_minutes: int = 15
    scanner: bool = True
    recent: list[str] = field(default_factory=list)
    ledger_columns: list[str] = field(default_factory=list)
    ledger_form: bool = True
    walk_up: bool = False
    walk_snake: bool = False
    certificate_file: str = ""
    token_driver: str = ""
    token_label: str = ""


def load_settings(path: Path) -> Settings:
    """Return the settings in ``path``; unreadable or unknown entries fall back to the defaults."""
    try:
        stored: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    default = Settings()
    known = {
        entry.name: stored[entry.name]
        for entry in fields(Settings)
        if isinstance(stored.get(entry.name), type(getattr(default, entry.name)))
    }
    return Settings(**known)


def save_settings(path: Path, settings: Settings) -> None:
    """Write ``settings`` so that a crash leaves either the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(draft, path)
