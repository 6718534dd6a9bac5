"""Forms as PDF/A: drawn, archived, signed and verified; knows domain records, no database."""
