"""Forward-only migrations of ledgers in the field."""
