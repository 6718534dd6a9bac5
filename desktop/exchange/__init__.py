"""Excel in and out; knows domain records, no database."""
