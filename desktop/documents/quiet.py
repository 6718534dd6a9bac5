"""Keeps names out of the log: pyHanko writes the subject of a certificate that it cannot place."""

from __future__ import annotations

import logging
from functools import cache


@cache
def silence_engines() -> None:
    """Let the signing engines log nothing; every failure reaches a person as an error anyway."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
