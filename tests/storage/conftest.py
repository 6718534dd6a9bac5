"""Fixtures of the storage tests."""

from tests.support.small_office import households, ledger, office, value_of

__all__ = ["households", "ledger", "office", "value_of"]
