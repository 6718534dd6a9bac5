"""The exclusive parts of a vote: whose they are and how large (L2 art. 8 and 9; R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.project_codes import AreaBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Part(NamedTuple):
    """One exclusive part as the count sees it.

    Attributes:
        id: household id.
        label: door, such as 3-1-502.
        owner: the same text for every part of one owner: the smallest id among them.
        area: in 0.01 m²; 0 when none is on record.
        basis: what proves the area; None without area.
    """

    id: str
    label: str
    owner: str
    area: int
    basis: AreaBasis | None


def area_of(
    title_area: int | None,
    title_basis: int | None,
    survey: int | None,
    contract: int | None,
) -> tuple[int, AreaBasis | None]:
    """Return the area that counts and its proof: register, else survey, else contract (L2 art. 8).

    ``title_area`` without a stated proof is that of the register, as its name says.

    Args:
        title_area: area of the exclusive part in 0.01 m².
        title_basis: code of :class:`AreaBasis` that it rests on.
        survey: surveyed area in 0.01 m².
        contract: area of the sales contract in 0.01 m².
    """
    register = int(AreaBasis.REGISTER)
    if title_area and title_area > 0 and (title_basis or register) == register:
        return title_area, AreaBasis.REGISTER
    known = [
        (AreaBasis(title_basis or register), title_area),
        (AreaBasis.SURVEY, survey),
        (AreaBasis.CONTRACT, contract),
    ]
    proven = [(basis, area) for basis, area in known if area is not None and area > 0]
    if not proven:
        return 0, None
    basis, area = min(proven, key=lambda one: one[0])
    return area, basis


def owners(parts: Iterable[tuple[str, str | None, str | None]]) -> Mapping[str, str]:
    """Return part → its owner, each owner named by the smallest of their parts.

    One exclusive part is one head; several parts of one buyer, and the builder's unsold parts
    together, are one (L2 art. 9). The same owner is whoever was put into one group or gave the same
    identity number; never the same name, which two people may bear.

    Args:
        parts: (id, owner group or None, identity number or None).
    """
    above: dict[str, str] = {}
    first: dict[str, str] = {}

    def top(part: str) -> str:
        while part in above:
            part = above[part]
        return part

    ids = []
    for part, group, number in parts:
        ids.append(part)
        mark = _identity(number) if number else ""
        for key in (f"g{group}" if group else "", f"n{mark}" if mark else ""):
            if not key:
                continue
            one, other = top(first.setdefault(key, part)), top(part)
            if one != other:
                above[max(one, other)] = min(one, other)
    return {part: top(part) if above else part for part in ids}


def _identity(number: str) -> str:
    return "".join(number.split()).upper()
