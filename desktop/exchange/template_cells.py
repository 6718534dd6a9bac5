"""Single cells of a form, such as ``填报单位：____  填报日期：  年 月 日``, and their blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.exchange.roster_fields import normal
from desktop.exchange.template_fields import cell_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABEL = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{2,10}(?:[(（][^)）]{1,6}[)）])?)\s*(?P<colon>[:：])"
    r"(?P<blank>[\s_＿—]*(?:\d{0,4}\s*年[\s_]*月[\s_]*日)?[\s_＿]*)"
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One blank of a cell.

    Attributes:
        field: what belongs there.
        start, end: the blank in the cell's text.
        whole: whether the cell is a label alone, its value standing to its right.
    """

    field: str
    start: int
    end: int
    whole: bool = False


def asked_for(text: str) -> tuple[Asked, ...]:
    """Return the blanks of a cell that are understood, from left to right."""
    if not text or len(text) > _LONGEST:
        return ()
    alone = cell_words().get(normal(text))
    if alone and ":" not in text and "：" not in text:
        return (Asked(alone, len(text), len(text), whole=True),)
    found = []
    for match in _LABEL.finditer(text):
        field = _field(match["label"])
        following = text[match.end() : match.end() + 1]
        if field and (not following or match["blank"] or following in "　 "):
            found.append(Asked(field, match.start("blank"), match.end("blank")))
    return tuple(found)


def filled_in(text: str, values: Mapping[str, str], fields: tuple[str, ...]) -> str:
    """Return ``text`` with the values of ``fields`` in its blanks, or behind it."""
    asked = [one for one in asked_for(text) if not one.whole and one.field in fields]
    if not asked:
        return text + "".join(values.get(name, "") for name in fields)
    made = text
    for one in reversed(asked):
        gap = "　" if one.end < len(text) else ""
        made = made[: one.start] + values.get(one.field, "") + gap + made[one.end :]
    return made


def _field(label: str) -> str | None:
    words = cell_words()
    plain = normal(re.sub(r"[(（].*", "", label))
    return words.get(normal(label)) or words.get(plain)
