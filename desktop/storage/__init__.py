"""The encrypted ledger: opening, unit of work, journal, backups, migrations, queries."""
