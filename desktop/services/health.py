"""Whether the ledger is sound: file, references, journal, anchor, attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from desktop.storage.doctor import Finding
    from desktop.storage.ledger import Ledger
    from desktop.storage.postgres.ledger import ServerLedger


class Health:
    """Checks the open ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def check(self) -> dict[str, Any]:
        """Return the contract's answer for ``check``."""
        findings = self._findings()
        return {
            "ok": all(finding.ok for finding in findings),
            "checks": [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in findings],
        }

    def _findings(self) -> list[Finding]:
        if self._ledger.on_server:
            from desktop.storage.postgres import doctor as server

            return server.check(cast("ServerLedger", self._ledger))
        from desktop.storage.doctor import check

        return check(self._ledger)
