"""Whether the ledger is sound: file, references, journal, anchor, attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger


class Health:
    """Checks the open ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def check(self) -> dict[str, Any]:
        """Return the contract's answer for ``check``."""
        from desktop.storage.doctor import check

        findings = check(self._ledger)
        return {
            "ok": all(finding.ok for finding in findings),
            "checks": [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in findings],
        }
