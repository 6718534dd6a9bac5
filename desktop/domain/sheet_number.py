"""The short number printed under a sheet's square code: typed where the code is torn."""

from __future__ import annotations

import hashlib
import unicodedata

_DIGITS = 9
_MODULUS = 10


def sheet_number(household_id: str) -> str:
    """Return ten digits in groups, such as ``123 456 7893``, made from the household's id.

    The last digit checks the others (ISO 7064 MOD 11,10): a slip of one digit or two neighbouring
    digits exchanged is seen. Two doors of a large ledger may share a number; whoever looks one up
    gets both and sees the address.
    """
    seed = int.from_bytes(hashlib.sha256(household_id.encode()).digest()[:8])
    digits = f"{seed % 10**_DIGITS:0{_DIGITS}d}"
    digits += str(_check_digit(digits))
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def read_sheet_number(text: str) -> str | None:
    """Return a typed number as :func:`sheet_number` writes it, None when it cannot be one.

    Full-width digits, blanks and dashes are what people type.
    """
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(c for c in plain if c not in " -—–·\t")
    if len(digits) != _DIGITS + 1 or not (digits.isascii() and digits.isdecimal()):
        return None
    if int(digits[-1]) != _check_digit(digits[:-1]):
        return None
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def _check_digit(digits: str) -> int:
    product = _MODULUS
    for digit in digits:
        total = (int(digit) + product) % _MODULUS or _MODULUS
        product = total * 2 % (_MODULUS + 1)
    return (_MODULUS + 1 - product) % _MODULUS
