"""Sets the journal's triggers of some tables aside while operations taken over are replayed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.storage.triggers import triggers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlcipher3.dbapi2 import Connection as Driver


@contextmanager
def triggers_aside(driver: Driver, kinds: Iterable[str]) -> Iterator[None]:
    """Change rows of ``kinds`` inside without journalling them: their entries stand already.

    The triggers go and come back inside the transaction that is open; when anything in it fails,
    it is rolled back, and they are as they were.
    """
    found = [trigger for kind in sorted(kinds) for trigger in triggers_of(kind)]
    for name, _ in found:
        driver.execute(f"DROP TRIGGER {name}")
    yield
    for _, statement in found:
        driver.execute(statement)
