"""The way back in by PIN, as the window holds it between a lock and the next sign-in."""

from __future__ import annotations

from desktop.storage.quick_key import QuickKey

__all__ = ["QuickKey"]
