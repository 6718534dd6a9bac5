"""The same tables on a PostgreSQL server, for a district with several clerks at once."""
