"""Numbers that people give: identity cards, business licences, telephones."""

from __future__ import annotations

import re
from datetime import date

_CARD = re.compile(r"\d{17}[\dX]").fullmatch
_CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_CHECKS = "10X98765432"
_FIRST_BIRTH_YEAR = 1880

_LICENCE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LICENCE_LENGTH, _OLD_LICENCE_LENGTH = 18, 15
_MODULUS = len(_LICENCE_LETTERS)

_BETWEEN_PHONES = re.compile(r"[、,;，；/]")
_PHONE = re.compile(
    r"(?:\+?86)?1[3-9]\d{9}"  # mobile
    r"|(?:0\d{2,3})?[2-9]\d{6,7}(?:(?:转|x|-)\d{1,6})?"  # fixed line, extension
    r"|400\d{7}"
).fullmatch


def is_identity_card(text: str, today: date) -> bool:
    """Return whether ``text`` can be a citizen identity number (GB 11643-1999).

    Seventeen digits and a check character by ISO 7064 MOD 11-2; digits 7 to 14 are a birthday
    that has been.
    """
    number = text.upper()
    if not _CARD(number):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _CARD_WEIGHTS, strict=False))
    right = _CARD_CHECKS[total % 11] == number[17]
    return right and born.year >= _FIRST_BIRTH_YEAR and born <= today


def is_licence(text: str) -> bool:
    """Return whether ``text`` can be a unified social credit code (GB 32100-2015).

    Eighteen characters, the last one a check character modulo 31. Old registration numbers of 15
    digits pass unchecked.
    """
    number = text.upper()
    if len(number) == _OLD_LICENCE_LENGTH and number.isdecimal():
        return True
    if len(number) != _LICENCE_LENGTH or any(sign not in _LICENCE_LETTERS for sign in number):
        return False
    total = sum(
        _LICENCE_LETTERS.index(sign) * pow(3, place, _MODULUS)
        for place, sign in enumerate(number[:-1])
    )
    return _LICENCE_LETTERS.index(number[-1]) == -total % _MODULUS


def is_phone(text: str) -> bool:
    """Return whether ``text`` can be dialled: a mobile or fixed line, or several of them."""
    found = [part.strip() for part in _BETWEEN_PHONES.split(text) if part.strip()]
    return bool(found) and all(_PHONE(re.sub(r"[ ()（）]|(?<=\d)-(?=\d{3})", "", p)) for p in found)
