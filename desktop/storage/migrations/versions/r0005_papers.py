"""Papers: their signatures, returned lines, revocation lists and an office's own wording."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE handover_form ADD COLUMN title VARCHAR(120)",
    "ALTER TABLE handover_form ADD COLUMN subject_kind VARCHAR(30)",
    "ALTER TABLE handover_form ADD COLUMN subject_id VARCHAR(32)",
    "ALTER TABLE handover_form ADD COLUMN buildings TEXT",
    "ALTER TABLE handover_form ADD COLUMN reference_no VARCHAR(60)",
    "ALTER TABLE handover_form ADD COLUMN wording VARCHAR(40)",
    "ALTER TABLE handover_form ADD COLUMN households INTEGER",
    "ALTER TABLE handover_form ADD COLUMN meters INTEGER",
    "ALTER TABLE handover_form ADD COLUMN pages INTEGER",
    "ALTER TABLE handover_form ADD COLUMN csv_sha256 VARCHAR(64)",
    "ALTER TABLE handover_form ADD COLUMN supplements VARCHAR(40)",
    "ALTER TABLE handover_form ADD COLUMN voided_at VARCHAR(32)",
    "ALTER TABLE handover_form ADD COLUMN void_reason VARCHAR(200)",
    "ALTER TABLE handover_form ADD COLUMN handed_over_on DATE",
    "ALTER TABLE handover_form ADD COLUMN handover_note VARCHAR(200)",
    """CREATE TABLE form_signature (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    form_id VARCHAR(32),
    party VARCHAR(30),
    way SMALLINT,
    organisation VARCHAR(100),
    signer VARCHAR(60),
    serial VARCHAR(64),
    signed_at VARCHAR(32),
    sha256 VARCHAR(64),
    attachment_id VARCHAR(32),
    trial BOOLEAN,
    note VARCHAR(200),
    CONSTRAINT pk_form_signature PRIMARY KEY (id),
    CONSTRAINT fk_form_signature_form_id FOREIGN KEY(form_id) REFERENCES handover_form (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_form_signature_form_id ON form_signature (form_id)",
    """CREATE TABLE form_line (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    form_id VARCHAR(32),
    line_no INTEGER,
    household_id VARCHAR(32),
    meter_kind VARCHAR(30),
    meter_id VARCHAR(32),
    result SMALLINT,
    reason VARCHAR(300),
    finding_id VARCHAR(32),
    decided_on DATE,
    CONSTRAINT pk_form_line PRIMARY KEY (id),
    CONSTRAINT fk_form_line_form_id FOREIGN KEY(form_id) REFERENCES handover_form (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_form_line_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_form_line_finding_id FOREIGN KEY(finding_id) REFERENCES finding (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_form_line_finding_id ON form_line (finding_id)",
    "CREATE INDEX ix_form_line_form_id ON form_line (form_id)",
    "CREATE INDEX ix_form_line_household_id ON form_line (household_id)",
    """CREATE TABLE revocation_list (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    issuer VARCHAR(200),
    content TEXT,
    this_update VARCHAR(32),
    next_update VARCHAR(32),
    sha256 VARCHAR(64),
    CONSTRAINT pk_revocation_list PRIMARY KEY (id)
)""",
    """CREATE TABLE own_form (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    kind VARCHAR(20),
    form_type VARCHAR(40),
    name VARCHAR(60),
    version INTEGER,
    content TEXT,
    sha256 VARCHAR(64),
    valid_from DATE,
    CONSTRAINT pk_own_form PRIMARY KEY (id)
)""",
)


def upgrade() -> None:
    """Add what came new; nothing that was there is touched."""
    for statement in STATEMENTS:
        op.execute(statement)
