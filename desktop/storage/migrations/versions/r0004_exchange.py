"""The exchange: open questions, streets, templates of others, plan changes, joined journals."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE quarter ADD COLUMN street_code VARCHAR(12)",
    "ALTER TABLE electricity_meter ADD COLUMN transformer_area VARCHAR(40)",
    """CREATE TABLE exchange_0004 (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    direction VARCHAR(10),
    export_code VARCHAR(32),
    file_sha256 VARCHAR(64),
    vector TEXT,
    scope TEXT,
    summary TEXT,
    made_at VARCHAR(32),
    export_id VARCHAR(32),
    partner VARCHAR(60),
    street_code VARCHAR(12),
    file_name VARCHAR(200),
    CONSTRAINT pk_exchange PRIMARY KEY (id)
)""",
    """INSERT INTO exchange_0004
    (id, deleted, direction, export_code, file_sha256, vector, scope, summary, made_at)
    SELECT id, deleted, direction, export_code, file_sha256, vector, scope, summary, made_at
    FROM exchange""",
    "DROP TABLE exchange",
    "ALTER TABLE exchange_0004 RENAME TO exchange",
    """CREATE INDEX ix_exchange_export_code ON exchange (export_code)
WHERE export_code IS NOT NULL""",
    """CREATE TABLE merge_question (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    exchange_id VARCHAR(32),
    source VARCHAR(10),
    record_kind VARCHAR(30),
    record_id VARCHAR(32),
    field VARCHAR(60),
    base TEXT,
    ours TEXT,
    theirs TEXT,
    reason VARCHAR(40),
    sheet VARCHAR(60),
    row_no INTEGER,
    state SMALLINT,
    answer TEXT,
    decided_at VARCHAR(32),
    CONSTRAINT pk_merge_question PRIMARY KEY (id),
    CONSTRAINT fk_merge_question_exchange_id FOREIGN KEY(exchange_id) REFERENCES exchange (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_merge_question_exchange_id ON merge_question (exchange_id)",
    """CREATE INDEX ix_merge_question_record_id
ON merge_question (record_id)
WHERE record_id IS NOT NULL""",
    """CREATE TABLE street (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    code VARCHAR(12),
    name VARCHAR(60),
    contact VARCHAR(60),
    phone VARCHAR(20),
    export_id VARCHAR(32),
    export_code VARCHAR(32),
    vector TEXT,
    taken_vector TEXT,
    made_at VARCHAR(32),
    taken_at VARCHAR(32),
    returned_at VARCHAR(32),
    file_sha256 VARCHAR(64),
    note VARCHAR(200),
    CONSTRAINT pk_street PRIMARY KEY (id)
)""",
    "CREATE INDEX ix_street_code ON street (code) WHERE code IS NOT NULL",
    """CREATE TABLE sheet_template (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    name VARCHAR(60),
    fingerprint VARCHAR(64),
    sheet VARCHAR(60),
    header_row INTEGER,
    first_row INTEGER,
    rows_of VARCHAR(30),
    mapping TEXT,
    used_on DATE,
    CONSTRAINT pk_sheet_template PRIMARY KEY (id)
)""",
    """CREATE TABLE plan_change (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    from_year INTEGER,
    from_batch VARCHAR(20),
    to_year INTEGER,
    to_batch VARCHAR(20),
    document_no VARCHAR(60),
    decided_on DATE,
    reason VARCHAR(200),
    CONSTRAINT pk_plan_change PRIMARY KEY (id),
    CONSTRAINT fk_plan_change_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_plan_change_quarter_id ON plan_change (quarter_id)",
    """CREATE TABLE journal_parent (
    entry INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    CONSTRAINT pk_journal_parent PRIMARY KEY (entry, parent)
)""",
    """CREATE TABLE journal_head (
    entity_id VARCHAR(32) NOT NULL,
    field VARCHAR(30) NOT NULL,
    entry INTEGER NOT NULL,
    kind VARCHAR(30) NOT NULL,
    shown BOOLEAN NOT NULL,
    CONSTRAINT pk_journal_head PRIMARY KEY (entity_id, field, entry)
)""",
)


def upgrade() -> None:
    """Add what came new, and give vectors, scopes and summaries of exchanges their full length."""
    for statement in STATEMENTS:
        op.execute(statement)
