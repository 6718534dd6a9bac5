"""Functions that the queries use and PostgreSQL lacks, made in the ledger's own schema."""

from __future__ import annotations

FUNCTIONS = (
    """CREATE FUNCTION quote(value text) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT coalesce('''' || replace(value, '''', '''''') || '''', 'NULL') $$""",
    """CREATE FUNCTION instr(whole text, part text) RETURNS integer IMMUTABLE LANGUAGE sql AS
$$ SELECT strpos(whole, part) $$""",
    """CREATE FUNCTION max(one bigint, other bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS
$$ SELECT CASE WHEN one IS NULL OR other IS NULL THEN NULL ELSE greatest(one, other) END $$""",
    """CREATE FUNCTION min(one bigint, other bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS
$$ SELECT CASE WHEN one IS NULL OR other IS NULL THEN NULL ELSE least(one, other) END $$""",
    """CREATE FUNCTION max(one text, other text) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT CASE WHEN one IS NULL OR other IS NULL THEN NULL ELSE greatest(one, other) END $$""",
    """CREATE FUNCTION number_of(value boolean) RETURNS integer IMMUTABLE LANGUAGE sql AS
$$ SELECT value::integer $$""",
    """CREATE FUNCTION add_truth(total bigint, value boolean) RETURNS bigint IMMUTABLE
LANGUAGE sql AS $$ SELECT CASE WHEN value IS NULL THEN total
ELSE coalesce(total, 0) + value::integer END $$""",
    """CREATE FUNCTION date(day text, shift text) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT (day::date + shift::interval)::date::text $$""",
    """CREATE FUNCTION date(day text) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT day::date::text $$""",
    "CREATE AGGREGATE sum(boolean) (SFUNC = add_truth, STYPE = bigint)",
    """CREATE FUNCTION add_all(so_far bigint, value bigint) RETURNS bigint IMMUTABLE
LANGUAGE sql AS $$ SELECT so_far + coalesce(value, 0) $$""",
    "CREATE AGGREGATE total(bigint) (SFUNC = add_all, STYPE = bigint, INITCOND = '0')",
    """CREATE FUNCTION joined(parts text[]) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT nullif(array_to_string(parts, ','), '') $$""",
    """CREATE AGGREGATE group_concat(text)
(SFUNC = array_append, STYPE = text[], FINALFUNC = joined)""",
    """CREATE FUNCTION joined(parts bigint[]) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT nullif(array_to_string(parts, ','), '') $$""",
    """CREATE AGGREGATE group_concat(bigint)
(SFUNC = array_append, STYPE = bigint[], FINALFUNC = joined)""",
)
"""In the order in which they are made. A text is never NULL-safe by accident: SQLite's rules."""
