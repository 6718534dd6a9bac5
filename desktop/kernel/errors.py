"""What can go wrong, as a person must hear it.

Every failure that reaches a person is a :class:`HubiaoError` with a stable code. The sentence and
the hint that belong to the code live in ``resources/messages`` (one TOML file per room and
language); a test walks the code and the catalogue and compares them.
"""

from __future__ import annotations


class HubiaoError(Exception):
    """A failure that is told in one sentence with what to do next.

    Attributes:
        code: stable name in the message catalogue, such as ``ledger-wrong-passphrase``.
        details: values for the placeholders of the sentence; never personal data.
        exit_code: what the command line ends with (``contract.md``).
    """

    exit_code = 1

    def __init__(self, code: str, /, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        """Name the code and details, for logs and tests; people are shown the catalogue's text."""
        return f"{self.code} {self.details}" if self.details else self.code


class RefusedError(HubiaoError):
    """The request was understood and the answer is no: a gate, a role, a conflict."""

    exit_code = 1


class UsageError(HubiaoError):
    """The command or its options cannot be understood."""

    exit_code = 2


class InputError(HubiaoError):
    """The input file cannot be used; nothing of it was applied."""

    exit_code = 3


class LedgerError(HubiaoError):
    """The ledger cannot be opened or can no longer be trusted."""

    exit_code = 4


class MachineError(HubiaoError):
    """The machine refuses: disk full, read-only, no permission, a missing program."""

    exit_code = 5


class CancelledError(HubiaoError):
    """A person cancelled; nothing is half-done."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("cancelled")
