"""Questions that lists and counts ask of the database."""
