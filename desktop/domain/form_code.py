"""The square code of an issued form: on its first page, found again on the signed paper's scan."""

from __future__ import annotations

import re

_CODE = re.compile(r"HB1;NO=([0-9A-Za-z-]{1,40});N=(\d{1,7});SHA256=([0-9a-f]{64})?")


def form_code(document_no: str, meters: int, csv_sha256: str) -> str:
    """Return what the code of a form says; it names nobody.

    Args:
        document_no: the form's own number.
        meters: number of meters listed in it.
        csv_sha256: of its ``meters.csv``; empty where it has none.
    """
    return f"HB1;NO={document_no};N={meters};SHA256={csv_sha256}"


def read_form_code(text: str) -> str | None:
    """Return the number of the form that a scanned code names, None when it is no form's code."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else found[1]
