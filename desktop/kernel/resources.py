"""Where the files that ship with the program are: the same from source, wheel and installer."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resource_root() -> Path:
    """Return the folder that holds ``fonts``, ``forms``, ``messages`` and the rest.

    In a wheel and in the frozen program it lies inside the package, in a checkout beside it.
    """
    package = Path(__file__).resolve().parent.parent
    packaged = package / "resources"
    return packaged if packaged.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one shipped file or folder, such as ``resource("fonts", "a.ttf")``."""
    return resource_root().joinpath(*parts)
