"""Names as they may hang in public: the surname stays, the rest does not (PIPL art. 51; D30)."""

from __future__ import annotations

_TWO_CHARACTERS = frozenset(
    {
        "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
        "长孙", "宇文", "司徒", "端木", "百里", "南宫", "闻人",
    }
)  # fmt: skip
_SHORT = 4
_PHONE = 11


def masked_name(name: str | None) -> str:
    """Return 王**, 欧阳** or, for an organisation, its first two characters and stars.

    As many stars whatever the length, so that it tells nothing. Empty stays empty.
    """
    text = "".join((name or "").split())
    if not text:
        return ""
    two = len(text) > 2 and text[:2] in _TWO_CHARACTERS  # noqa: PLR2004 - 欧阳 alone is 欧 and 阳
    kept = 2 if two or len(text) > _SHORT else 1
    return f"{text[:kept]}**"


def masked_phone(phone: str | None) -> str:
    """Return 138****1234; another number keeps its last four figures alone."""
    digits = "".join(sign for sign in phone or "" if sign.isdigit())
    if len(digits) == _PHONE:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-4:]}" if len(digits) > _SHORT else ("****" if digits else "")
