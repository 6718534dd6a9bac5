"""人民币大写: an amount in the characters that nobody can alter (支付结算办法 annex 1)."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_THOUSAND = 1_000
_GROUPS = ("", "万", "亿", "万亿")


def capital_amount(amount: Decimal) -> str:
    """Return yuan as 人民币壹仟贰佰叁拾肆元伍角整; fractions of a fen are rounded half up.

    Raises:
        ValueError: below nothing, or 10¹⁶ yuan and more.
    """
    fen = int((amount * 100).quantize(Decimal(1), "ROUND_HALF_UP"))
    if not 0 <= fen < 10**18:
        raise ValueError(amount)
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        text += "零"
    text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"人民币{text if yuan or jiao or fen else '零元整'}"


def _whole(number: int) -> str:
    text, gap = "", False
    for group in range(len(_GROUPS) - 1, -1, -1):
        part = number // 10_000**group % 10_000
        if not part:
            gap = bool(text)
            continue
        gap = gap or (bool(text) and part < _THOUSAND)
        text += ("零" if gap else "") + _thousands(part) + _GROUPS[group]
        gap = False
    return text


def _thousands(part: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = bool(text) and not digit
    return text
