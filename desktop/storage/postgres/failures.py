"""What a failure of the server means for a person."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import DBAPIError

from desktop.kernel.errors import HubiaoError, LedgerError, MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_MEANINGS: Mapping[str, Callable[[], HubiaoError]] = {
    "23503": lambda: LedgerError("record-still-used"),  # foreign_key_violation
    "25006": lambda: LedgerError("server-no-right"),  # read_only_sql_transaction
    "28000": lambda: LedgerError("server-refused"),  # invalid_authorization_specification
    "28P01": lambda: LedgerError("server-refused"),  # invalid_password
    "40001": lambda: LedgerError("ledger-busy"),  # serialization_failure
    "40P01": lambda: LedgerError("ledger-busy"),  # deadlock_detected
    "42501": lambda: LedgerError("server-no-right"),  # insufficient_privilege
    "53100": lambda: MachineError("disk-full"),  # disk_full
    "55P03": lambda: LedgerError("ledger-busy"),  # lock_not_available
}
"""By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


_ANSWERED = ("FATAL:", "致命错误:")
"""A refusal to sign in comes without a state, but with the server's own word."""


@contextmanager
def translated() -> Iterator[None]:
    """Let the server's failures leave the block as sentences, our own mistakes as they are."""
    try:
        yield
    except (psycopg.Error, DBAPIError) as error:
        meaning = of_server(error)
        if meaning is None:
            raise
        raise meaning from error


def of_server(error: BaseException) -> HubiaoError | None:
    """Return what ``error`` means for a person, or None when it is our own mistake."""
    original = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(original, "sqlstate", None)
    if any(word in str(original) for word in _ANSWERED):
        return LedgerError("server-refused")
    make = _MEANINGS.get(state or "")
    if make is not None:
        return make()
    if isinstance(original, psycopg.OperationalError | psycopg.InterfaceError):
        return MachineError("server-not-reached")
    return None
