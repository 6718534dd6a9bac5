"""How records are found and kept."""
