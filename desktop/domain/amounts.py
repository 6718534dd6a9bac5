"""Amounts of money: exact to the fen, never a float.

Every sum in the program is a ``Decimal`` of yuan with two places, or a whole number of fen where
the ledger stores it. What is divided adds up again: see :func:`split`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from desktop.domain.project_fields import PAYMENT
from desktop.domain.values import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEN = Decimal("0.01")
NOTHING = Decimal("0.00")
_FIELD = PAYMENT.field("amount")


def to_fen(amount: Decimal) -> Decimal:
    """Return ``amount`` in yuan rounded to the fen, half a fen up."""
    return amount.quantize(FEN, ROUND_HALF_UP) + 0


def from_fen(fen: int | None) -> Decimal | None:
    """Return yuan for a stored number of fen; None for None."""
    return None if fen is None else Decimal(fen).scaleb(-2).quantize(FEN)


def added(amounts: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of what is there, 0.00 for nothing."""
    return sum((amount for amount in amounts if amount is not None), NOTHING)


def shown(amount: Decimal | None) -> str:
    """Return ``amount`` as people read it, ``12,345.60``; empty for None."""
    return "" if amount is None else f"{amount:,.2f}"


def read_amount(text: str) -> Decimal | None:
    """Return the amount that ``text`` means (``12,345.6``, ``１２元``); None for empty.

    Raises:
        ValueProblem: it is no number, or has more places than the fen.
    """
    assert _FIELD is not None  # noqa: S101 - declared in the same program
    found = parse(_FIELD, text.strip().removesuffix("元").removeprefix("￥").removeprefix("¥"))
    return found if isinstance(found, Decimal) else None


def split(total: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """Return ``total`` divided by ``weights``, to the fen, adding up to ``total`` exactly.

    Every part is first cut down to the fen; the fen that are left go one each to the parts that
    lost most by it, the earlier one first where two lost the same (最大余额法). Which household
    pays the odd fen so depends on nothing but the order of the doors.

    Args:
        total: yuan, exact to the fen.
        weights: not negative; all nought divide evenly.

    Returns:
        One part for each weight, in their order; empty for no weights.
    """
    if not weights:
        return []
    fen = int(to_fen(abs(total)).scaleb(2))
    exact = [Decimal(weight) for weight in weights]
    if not any(exact):
        exact = [Decimal(1)] * len(exact)
    whole = [int(weight.scaleb(6)) for weight in exact]
    all_weights = sum(whole)
    parts = [fen * weight // all_weights for weight in whole]
    lost = [fen * weight % all_weights for weight in whole]
    order = sorted(range(len(parts)), key=lambda place: (-lost[place], place))
    for place in order[: fen - sum(parts)]:
        parts[place] += 1
    sign = -1 if total < 0 else 1
    return [Decimal(sign * part).scaleb(-2).quantize(FEN) for part in parts]
