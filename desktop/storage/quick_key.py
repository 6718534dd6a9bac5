"""The ledger's key in memory while the window is locked, wrapped for a PIN and nowhere else.

A PIN has few digits: whoever can copy this program's memory may try them all. So the wrapped key
never touches the disk, and five wrong PINs, one hour, a sleep of the machine or a restart destroy
it; then the passphrase is asked as on the first day.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.domain.pin import ATTEMPTS, MINUTES, pin_problem
from desktop.kernel.errors import InputError, RefusedError
from desktop.storage.keyring import STRONG, Cost, stretched

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.kernel.clock import Clock
    from desktop.storage.open_ledger import OperatorInfo

_HOUR = timedelta(minutes=MINUTES)
_PAUSE = timedelta(minutes=2)
"""Longer without a beat, and the machine has slept."""


class QuickKey:
    """One operator's way back into one ledger; safe in any thread.

    Attributes:
        ledger: id of the ledger.
        operator: whose PIN it is.
        left: how many wrong PINs are still forgiven.
    """

    def __init__(
        self,
        ledger: str,
        operator: OperatorInfo,
        key: bytes,
        pin: str,
        *,
        clock: Clock,
        elapsed: Callable[[], float] = time.monotonic,
        cost: Cost = STRONG,
    ) -> None:
        """Wrap ``key`` for ``pin``.

        Raises:
            InputError: ``pin-form``, ``pin-plain``.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        problem = pin_problem(pin)
        if problem:
            raise InputError(problem)
        self.ledger, self.operator = ledger, replace(operator)
        self.left = ATTEMPTS
        self._clock, self._elapsed, self._cost = clock, elapsed, cost
        self._guard = threading.Lock()
        self._salt, self._nonce = os.urandom(16), os.urandom(12)
        cipher = AESGCM(stretched(pin, self._salt, cost))
        self._wrapped = cipher.encrypt(self._nonce, key, self._bound())
        self._locked_at: datetime | None = None
        self._beat = (clock.now(), elapsed())

    @property
    def alive(self) -> bool:
        """Whether the PIN is still taken; finding out that it is not destroys it."""
        if self._wrapped and self._expired():
            self.destroy()
        return bool(self._wrapped)

    def beat(self) -> bool:
        """Say that the program is running; return whether the machine has slept since the last.

        Called every few seconds. A machine that slept, or whose clock was set back, destroys it.
        """
        slept = self._slept()
        if slept:
            self.destroy()
        self._beat = (self._clock.now(), self._elapsed())
        return slept

    def lock(self) -> None:
        """Begin the hour: the window is locked now, and the ledger's own key is dropped."""
        self._locked_at = self._clock.now()

    def unlock(self, pin: str) -> bytes:
        """Return the ledger's key.

        Raises:
            RefusedError: ``pin-wrong`` (with ``left``), ``pin-gone``.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        with self._guard:
            if not self.alive:
                raise RefusedError("pin-gone")
            self.left -= 1  # counted before it is tried: a kill in between forgives nothing
            cipher = AESGCM(stretched(pin, self._salt, self._cost))
            try:
                key = cipher.decrypt(self._nonce, self._wrapped, self._bound())
            except InvalidTag:
                if not self.left:
                    self.destroy()
                    raise RefusedError("pin-gone") from None
                raise RefusedError("pin-wrong", left=self.left) from None
            self.left, self._locked_at = ATTEMPTS, None
            return key

    def destroy(self) -> None:
        """Forget the key; only the passphrase opens from now on."""
        self._wrapped = self._salt = self._nonce = b""
        self.left = 0

    def _expired(self) -> bool:
        late = self._locked_at is not None and self._clock.now() - self._locked_at > _HOUR
        return late or self._slept()

    def _slept(self) -> bool:
        """Compare the clock with the last beat, and with the time that stands still in sleep."""
        moment, counted = self._beat
        passed = self._clock.now() - moment
        running = timedelta(seconds=self._elapsed() - counted)
        return passed < -_PAUSE or passed > _PAUSE or passed - running > _PAUSE

    def _bound(self) -> bytes:
        return f"hubiao pin|{self.ledger}|{self.operator.id}".encode()
