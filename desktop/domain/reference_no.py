"""发文字号 as it is typed from the register: 黄水改〔2026〕12号 (GB/T 9704 7.2.5)."""

from __future__ import annotations

import re
from enum import StrEnum

_SHAPE = re.compile(r"(?P<who>[^\W\d_]{1,20})〔(?P<year>[12]\d{3})〕(?P<number>[1-9]\d{0,5})号")
_WRONG_BRACKETS = re.compile(r"[\[【（(〈<{［｛]\s*\d{2,4}\s*[\]】）)〉>}］｝]")


class ReferenceReason(StrEnum):
    """What is wrong with a 发文字号; the values are message codes."""

    BRACKETS = "reference-brackets"
    ORDINAL = "reference-ordinal"
    LEADING_ZERO = "reference-leading-zero"
    SHAPE = "reference-shape"


def reference_fault(text: str) -> ReferenceReason | None:
    """Return what is wrong with a 发文字号 first of all; None if nothing is, or none was typed."""
    shown = text.strip()
    if not shown or _SHAPE.fullmatch(shown):
        return None
    if _WRONG_BRACKETS.search(shown):
        return ReferenceReason.BRACKETS
    if "第" in shown:
        return ReferenceReason.ORDINAL
    if re.search(r"〕\s*0", shown):
        return ReferenceReason.LEADING_ZERO
    return ReferenceReason.SHAPE
