"""What one committed operation touched: the only thing screens are told."""

from __future__ import annotations

from dataclasses import dataclass

MANY = 1_000
"""An operation that touched more records than this names kinds only."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed, not who changed it.

    Attributes:
        operation: number of the operation in the journal, as text; empty when nothing changed.
        action: name of the use case, such as ``survey.set``.
        kinds: entity kinds that were touched.
        ids: ids of the touched records, or None when there are more than :data:`MANY`.
    """

    operation: str
    action: str
    kinds: frozenset[str]
    ids: frozenset[str] | None

    def touches(self, kind: str, entity_id: str | None = None) -> bool:
        """Return whether ``kind`` (and, when given, that very record) may have changed."""
        if kind not in self.kinds:
            return False
        return entity_id is None or self.ids is None or entity_id in self.ids
