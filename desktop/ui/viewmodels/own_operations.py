"""Which operations of the journal came out of one thing that was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.history import History

T = TypeVar("T")
_MOST = 50


def with_operations(history: History, act: Callable[[], T], *actions: str) -> tuple[T, list[str]]:
    """Do something and return its answer and the numbers of its operations, newest first.

    An undo that is offered afterwards must take back just these, whatever is done meanwhile.

    Args:
        history: the journal.
        act: what is done.
        actions: names of the use cases that its operations bear.
    """
    before = max((found.number for found in history.recent(1)), default=0)
    answer = act()
    numbers = [
        str(found.number)
        for found in history.recent(_MOST)
        if found.number > before and found.action in actions
    ]
    return answer, numbers
