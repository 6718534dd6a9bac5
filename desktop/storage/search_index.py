"""Keeps the names people search by, with their readings, current inside the operation."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.search import bigrams, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlcipher3.dbapi2 import Connection as Driver

SEARCHED: Mapping[str, tuple[str, ...]] = {
    "household": ("owner_name",),
    "quarter": ("name", "alias"),
}
"""Entity kind → the fields whose texts are found by part, pinyin and initials."""

_CHUNK = 5_000


@lru_cache(maxsize=16_384)
def syllable(character: str) -> str:
    """Return the reading of one character without its tone; others come back unchanged."""
    # Phrases cost 40 MB and most of the import; single characters are enough for names.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(character, style=Style.NORMAL)
    return str(found[0]).replace("ü", "v") if found else character


class SearchIndex:
    """Collects the new names of one operation and writes those not known before."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._texts: dict[str, set[str]] = {}

    def note(self, kind: str, texts: Iterable[object]) -> None:
        """Remember names that were written."""
        found = {text for text in texts if isinstance(text, str) and text}
        if found:
            self._texts.setdefault(kind, set()).update(found)

    def flush(self) -> None:
        """Write what was noted and is not known yet."""
        for kind, texts in self._texts.items():
            self._add(kind, sorted(texts - self._known(kind, texts)))
        self._texts.clear()

    def rebuild(self) -> None:
        """Forget every name and collect those in use: after migrations, erasure, by ``check``."""
        self._driver.execute("DELETE FROM search_text")
        self._driver.execute("INSERT INTO search_bigram(search_bigram) VALUES ('delete-all')")
        for kind, fields in SEARCHED.items():
            for field in fields:
                rows = self._driver.execute(
                    f"SELECT DISTINCT {field} FROM {kind} WHERE {field} IS NOT NULL AND deleted = 0"
                )
                self.note(kind, (row[0] for row in rows))
        self.flush()

    def _known(self, kind: str, texts: set[str]) -> set[str]:
        known: set[str] = set()
        wanted = list(texts)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._driver.execute(
                f"SELECT text FROM search_text WHERE text IN ({','.join('?' * len(chunk))}) "
                "AND kind = ?",
                (*chunk, kind),
            )
            known.update(row[0] for row in rows)
        return known

    def _add(self, kind: str, texts: list[str]) -> None:
        first = int(
            self._driver.execute("SELECT coalesce(max(number), 0) + 1 FROM search_text").fetchone()[
                0
            ]
        )
        self._driver.executemany(
            "INSERT INTO search_text (number, kind, text, pinyin, initials) VALUES (?, ?, ?, ?, ?)",
            [
                (number, kind, text, *reading(text, syllable))
                for number, text in enumerate(texts, first)
            ],
        )
        self._driver.executemany(
            "INSERT INTO search_bigram (rowid, grams) VALUES (?, ?)",
            [(number, " ".join(bigrams(text))) for number, text in enumerate(texts, first)],
        )
