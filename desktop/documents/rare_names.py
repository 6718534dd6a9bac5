"""Lets a certificate name a person whose name has a character younger than 2002.

asn1crypto compares names as RFC 4518 says, with the Unicode 3.2 tables of 2002, and refuses every
character added since: 𬭎 and thousands of others of GB 18030-2022. No certificate of such a person
could be verified. Characters that today's Unicode knows are compared as they are.
"""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def allow_rare_names() -> None:
    """Teach asn1crypto the characters that Python's Unicode tables know; once per process."""
    from asn1crypto.x509 import NameTypeAndValue

    strict = NameTypeAndValue._ldap_string_prep  # noqa: SLF001 - there is no public door

    def lenient(self: object, text: str) -> str:
        try:
            return str(strict(self, text))
        except ValueError:
            if any(unicodedata.category(character) in {"Cn", "Co", "Cs"} for character in text):
                raise
            folded = unicodedata.normalize("NFKC", text.casefold())
            return f" {'  '.join(folded.split())} "

    NameTypeAndValue._ldap_string_prep = lenient  # noqa: SLF001
