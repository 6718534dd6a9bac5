"""The survey at the door: readings, confirmed warnings, saved filters, what a consent rests on."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE household ADD COLUMN consent_basis SMALLINT",
    "ALTER TABLE household ADD COLUMN consented_on DATE",
    "ALTER TABLE household ADD COLUMN noticed_on DATE",
    "ALTER TABLE attachment ADD COLUMN subject VARCHAR(20)",
    "ALTER TABLE attachment ADD COLUMN signer VARCHAR(60)",
    "ALTER TABLE attachment ADD COLUMN note VARCHAR(200)",
    "ALTER TABLE attachment ADD COLUMN source_sha256 VARCHAR(64)",
    "ALTER TABLE attachment ADD COLUMN batch VARCHAR(32)",
    """CREATE INDEX ix_attachment_source_sha256
ON attachment (source_sha256)
WHERE source_sha256 IS NOT NULL""",
    """CREATE TABLE meter_reading (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    water_meter_id VARCHAR(32),
    electricity_meter_id VARCHAR(32),
    read_on DATE,
    reading BIGINT,
    source SMALLINT,
    reader VARCHAR(60),
    note VARCHAR(200),
    CONSTRAINT pk_meter_reading PRIMARY KEY (id),
    CONSTRAINT fk_meter_reading_water_meter_id FOREIGN KEY(water_meter_id) REFERENCES
    water_meter (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meter_reading_electricity_meter_id FOREIGN KEY(electricity_meter_id)
    REFERENCES electricity_meter (id) DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_meter_reading_electricity_meter_id ON meter_reading (electricity_meter_id)",
    "CREATE INDEX ix_meter_reading_water_meter_id ON meter_reading (water_meter_id)",
    """CREATE TABLE confirmation (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    household_id VARCHAR(32),
    warning VARCHAR(60),
    subject VARCHAR(200),
    reason VARCHAR(200),
    confirmed_at VARCHAR(32),
    confirmed_by VARCHAR(60),
    CONSTRAINT pk_confirmation PRIMARY KEY (id),
    CONSTRAINT fk_confirmation_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_confirmation_household_id ON confirmation (household_id)",
    """CREATE TABLE saved_filter (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    page VARCHAR(30),
    name VARCHAR(40),
    definition VARCHAR(4000),
    CONSTRAINT pk_saved_filter PRIMARY KEY (id)
)""",
)


def upgrade() -> None:
    """Add what came new; nothing that was there is touched."""
    for statement in STATEMENTS:
        op.execute(statement)
