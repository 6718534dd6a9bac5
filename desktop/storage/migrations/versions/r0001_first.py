"""The first ledger: every table, index and the bigram table of the search.

The statements are frozen here. Later changes of the models come as later revisions; a test
compares what all revisions together build with the models.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE quarter (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_code VARCHAR(20),
    name VARCHAR(60),
    alias VARCHAR(60),
    district VARCHAR(30),
    street VARCHAR(30),
    community VARCHAR(30),
    address VARCHAR(120),
    lon BIGINT,
    lat BIGINT,
    built_from INTEGER,
    built_to INTEGER,
    title_kind SMALLINT,
    former_owner_unit VARCHAR(60),
    n_building INTEGER,
    n_unit INTEGER,
    n_household INTEGER,
    floor_area BIGINT,
    pm_mode SMALLINT,
    committee_state SMALLINT,
    committee_filed_on DATE,
    water_charge_mode SMALLINT,
    elec_charge_mode SMALLINT,
    elec_class SMALLINT,
    water_supply_mode SMALLINT,
    n_low_supply_w INTEGER,
    n_low_pressure INTEGER,
    n_low_supply_e INTEGER,
    pipe_damaged_len BIGINT,
    line_aged_len BIGINT,
    transformer_kva BIGINT,
    transformer_owner VARCHAR(60),
    plan_year INTEGER,
    plan_batch VARCHAR(20),
    approval_no VARCHAR(40),
    approved_on DATE,
    sa_demolition BOOLEAN,
    remarks VARCHAR(500),
    CONSTRAINT pk_quarter PRIMARY KEY (id)
)""",
    "CREATE INDEX ix_quarter_name ON quarter (name)",
    "CREATE INDEX ix_quarter_quarter_code ON quarter (quarter_code)",
    """CREATE TABLE building (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    building_no VARCHAR(10),
    year INTEGER,
    structure SMALLINT,
    n_floor_up INTEGER,
    n_floor_down INTEGER,
    n_unit INTEGER,
    n_household INTEGER,
    floor_area BIGINT,
    riser_material_old SMALLINT,
    riser_material_new SMALLINT,
    install_form_w SMALLINT,
    boundary_rule_w VARCHAR(8),
    boundary_rule_e VARCHAR(8),
    elec_entry VARCHAR(60),
    hazard VARCHAR(120),
    remarks VARCHAR(500),
    CONSTRAINT pk_building PRIMARY KEY (id),
    CONSTRAINT fk_building_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_building_building_no ON building (building_no)",
    "CREATE INDEX ix_building_quarter_id ON building (quarter_id)",
    """CREATE TABLE unit (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    building_id VARCHAR(32),
    unit_no VARCHAR(6),
    n_floor INTEGER,
    per_floor INTEGER,
    w_box_pos VARCHAR(40),
    e_box_pos VARCHAR(40),
    riser_id VARCHAR(20),
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT fk_unit_building_id FOREIGN KEY(building_id) REFERENCES building (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_unit_building_id ON unit (building_id)",
    """CREATE TABLE household (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    unit_id VARCHAR(32),
    floor INTEGER,
    room_no VARCHAR(10),
    owner_name VARCHAR(60),
    phone VARCHAR(20),
    visit_state SMALLINT,
    w_state SMALLINT,
    e_state SMALLINT,
    consent_w SMALLINT,
    consent_e SMALLINT,
    occupant SMALLINT,
    n_person INTEGER,
    hardship SMALLINT,
    use_kind SMALLINT,
    title_no VARCHAR(40),
    title_area BIGINT,
    owner_group_id VARCHAR(32),
    co_owners VARCHAR(120),
    id_type SMALLINT,
    id_no VARCHAR(20),
    transformer_area VARCHAR(40),
    arrears_w BIGINT,
    arrears_e BIGINT,
    remarks VARCHAR(500),
    quarter_id VARCHAR(32),
    building_id VARCHAR(32),
    place VARCHAR(60),
    CONSTRAINT pk_household PRIMARY KEY (id),
    CONSTRAINT fk_household_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_household_building_id_place ON household (building_id, place)",
    """CREATE INDEX ix_household_owner_name
ON household (owner_name)
WHERE owner_name IS NOT NULL""",
    "CREATE INDEX ix_household_phone ON household (phone) WHERE phone IS NOT NULL",
    """CREATE INDEX ix_household_phone_end
ON household (substr(phone, -4), phone)
WHERE phone IS NOT NULL""",
    """CREATE INDEX ix_household_progress
ON household (quarter_id, building_id, visit_state, w_state, e_state, consent_w, consent_e,
    deleted)""",
    "CREATE INDEX ix_household_room_no_quarter_id ON household (room_no, quarter_id)",
    "CREATE INDEX ix_household_unit_id ON household (unit_id)",
    """CREATE TABLE water_meter (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    household_id VARCHAR(32),
    building_id VARCHAR(32),
    parent_id VARCHAR(32),
    replaced_by_id VARCHAR(32),
    body_no VARCHAR(20),
    barcode VARCHAR(40),
    rfid VARCHAR(40),
    role SMALLINT,
    kind SMALLINT,
    position SMALLINT,
    state SMALLINT,
    fault VARCHAR(8),
    dn INTEGER,
    q3 BIGINT,
    maker VARCHAR(60),
    model VARCHAR(40),
    verified_on DATE,
    cert_no VARCHAR(40),
    expires_on DATE,
    installed_on DATE,
    removed_on DATE,
    installer VARCHAR(60),
    first_reading BIGINT,
    last_reading BIGINT,
    seal_plastic VARCHAR(30),
    seal_steel VARCHAR(30),
    seal_lead VARCHAR(30),
    seal_audit VARCHAR(30),
    account_no VARCHAR(20),
    book_no VARCHAR(20),
    seq_in_book INTEGER,
    charge_way VARCHAR(8),
    contract_no VARCHAR(40),
    remarks VARCHAR(200),
    CONSTRAINT pk_water_meter PRIMARY KEY (id),
    CONSTRAINT fk_water_meter_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_water_meter_building_id FOREIGN KEY(building_id) REFERENCES building (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_water_meter_parent_id FOREIGN KEY(parent_id) REFERENCES water_meter (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_water_meter_replaced_by_id FOREIGN KEY(replaced_by_id) REFERENCES water_meter
    (id) DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_water_meter_account_no
ON water_meter (account_no)
WHERE account_no IS NOT NULL""",
    "CREATE INDEX ix_water_meter_barcode ON water_meter (barcode) WHERE barcode IS NOT NULL",
    "CREATE INDEX ix_water_meter_body_no ON water_meter (body_no) WHERE body_no IS NOT NULL",
    """CREATE INDEX ix_water_meter_body_no_end
ON water_meter (substr(body_no, -4), body_no)
WHERE body_no IS NOT NULL""",
    """CREATE INDEX ix_water_meter_building_id
ON water_meter (building_id)
WHERE building_id IS NOT NULL""",
    """CREATE INDEX ix_water_meter_household_id
ON water_meter (household_id)
WHERE household_id IS NOT NULL""",
    """CREATE INDEX ix_water_meter_parent_id
ON water_meter (parent_id)
WHERE parent_id IS NOT NULL""",
    """CREATE INDEX ix_water_meter_replaced_by_id
ON water_meter (replaced_by_id)
WHERE replaced_by_id IS NOT NULL""",
    """CREATE TABLE electricity_meter (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    household_id VARCHAR(32),
    building_id VARCHAR(32),
    parent_id VARCHAR(32),
    replaced_by_id VARCHAR(32),
    asset_no VARCHAR(24),
    comm_addr VARCHAR(12),
    account_no VARCHAR(16),
    role SMALLINT,
    kind SMALLINT,
    position SMALLINT,
    state SMALLINT,
    phase SMALLINT,
    current_spec VARCHAR(20),
    accuracy VARCHAR(10),
    maker VARCHAR(60),
    model VARCHAR(40),
    verified_on DATE,
    cert_no VARCHAR(40),
    expires_on DATE,
    installed_on DATE,
    removed_on DATE,
    installer VARCHAR(60),
    first_reading BIGINT,
    last_reading BIGINT,
    box_no VARCHAR(30),
    box_slot VARCHAR(10),
    box_pos VARCHAR(40),
    breaker_a INTEGER,
    wire_mm2 BIGINT,
    capacity_kw BIGINT,
    seal_box VARCHAR(30),
    seal_meter VARCHAR(30),
    crosscheck SMALLINT,
    crosschecked_on DATE,
    contract_no VARCHAR(40),
    remarks VARCHAR(200),
    CONSTRAINT pk_electricity_meter PRIMARY KEY (id),
    CONSTRAINT fk_electricity_meter_household_id FOREIGN KEY(household_id) REFERENCES household
    (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_electricity_meter_building_id FOREIGN KEY(building_id) REFERENCES building
    (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_electricity_meter_parent_id FOREIGN KEY(parent_id) REFERENCES
    electricity_meter (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_electricity_meter_replaced_by_id FOREIGN KEY(replaced_by_id) REFERENCES
    electricity_meter (id) DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_electricity_meter_account_no
ON electricity_meter (account_no)
WHERE account_no IS NOT NULL""",
    """CREATE INDEX ix_electricity_meter_asset_no
ON electricity_meter (asset_no)
WHERE asset_no IS NOT NULL""",
    """CREATE INDEX ix_electricity_meter_asset_no_end
ON electricity_meter (substr(asset_no, -4), asset_no)
WHERE asset_no IS NOT NULL""",
    """CREATE INDEX ix_electricity_meter_building_id
ON electricity_meter (building_id)
WHERE building_id IS NOT NULL""",
    """CREATE INDEX ix_electricity_meter_comm_addr
ON electricity_meter (comm_addr)
WHERE comm_addr IS NOT NULL""",
    """CREATE INDEX ix_electricity_meter_household_id
ON electricity_meter (household_id)
WHERE household_id IS NOT NULL""",
    """CREATE INDEX ix_electricity_meter_parent_id
ON electricity_meter (parent_id)
WHERE parent_id IS NOT NULL""",
    """CREATE INDEX ix_electricity_meter_replaced_by_id
ON electricity_meter (replaced_by_id)
WHERE replaced_by_id IS NOT NULL""",
    """CREATE TABLE visit (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    household_id VARCHAR(32),
    visited_at VARCHAR(32),
    state SMALLINT,
    visitor VARCHAR(60),
    note VARCHAR(200),
    CONSTRAINT pk_visit PRIMARY KEY (id),
    CONSTRAINT fk_visit_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_visit_household_id ON visit (household_id)",
    """CREATE TABLE organisation (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    kind SMALLINT,
    name VARCHAR(80),
    quarter_id VARCHAR(32),
    valid_from DATE,
    valid_to DATE,
    contact VARCHAR(60),
    phone VARCHAR(20),
    trust_pem VARCHAR(8000),
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT fk_organisation_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_organisation_quarter_id
ON organisation (quarter_id)
WHERE quarter_id IS NOT NULL""",
    """CREATE TABLE stage_paper (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    stage SMALLINT,
    paper VARCHAR(40),
    document_no VARCHAR(60),
    dated_on DATE,
    note VARCHAR(200),
    CONSTRAINT pk_stage_paper PRIMARY KEY (id),
    CONSTRAINT fk_stage_paper_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_stage_paper_quarter_id ON stage_paper (quarter_id)",
    """CREATE TABLE handover_form (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    form_type VARCHAR(40),
    document_no VARCHAR(40),
    file_name VARCHAR(120),
    sha256 VARCHAR(64),
    expected VARCHAR(300),
    signed VARCHAR(300),
    issued_at VARCHAR(32),
    replaces VARCHAR(40),
    CONSTRAINT pk_handover_form PRIMARY KEY (id),
    CONSTRAINT fk_handover_form_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_handover_form_document_no
ON handover_form (document_no)
WHERE document_no IS NOT NULL""",
    "CREATE INDEX ix_handover_form_quarter_id ON handover_form (quarter_id)",
    """CREATE TABLE attachment (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    owner_kind VARCHAR(30),
    owner_id VARCHAR(32),
    kind SMALLINT,
    file_id VARCHAR(32),
    size INTEGER,
    sha256 VARCHAR(64),
    media_type VARCHAR(40),
    taken_at VARCHAR(32),
    CONSTRAINT pk_attachment PRIMARY KEY (id)
)""",
    "CREATE INDEX ix_attachment_owner_id ON attachment (owner_id)",
    """CREATE TABLE exchange (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    direction VARCHAR(10),
    export_code VARCHAR(32),
    file_sha256 VARCHAR(64),
    vector VARCHAR(2000),
    scope VARCHAR(2000),
    summary VARCHAR(2000),
    made_at VARCHAR(32),
    CONSTRAINT pk_exchange PRIMARY KEY (id)
)""",
    """CREATE INDEX ix_exchange_export_code
ON exchange (export_code)
WHERE export_code IS NOT NULL""",
    """CREATE TABLE operator (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    name VARCHAR(60),
    role SMALLINT,
    disabled BOOLEAN,
    CONSTRAINT pk_operator PRIMARY KEY (id)
)""",
    """CREATE TABLE device (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    name VARCHAR(60),
    public_key VARCHAR(64),
    revoked BOOLEAN,
    CONSTRAINT pk_device PRIMARY KEY (id)
)""",
    """CREATE TABLE journal_operation (
    number INTEGER NOT NULL,
    device VARCHAR(32) NOT NULL,
    sequence INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    operator VARCHAR(32) NOT NULL,
    action VARCHAR(60) NOT NULL,
    at VARCHAR(32) NOT NULL,
    undoes VARCHAR(60),
    first_entry INTEGER NOT NULL,
    last_entry INTEGER NOT NULL,
    seal VARCHAR(64) NOT NULL,
    CONSTRAINT pk_journal_operation PRIMARY KEY (number),
    CONSTRAINT uq_journal_operation_device_sequence UNIQUE (device, sequence)
)""",
    "CREATE INDEX ix_journal_operation_lamport ON journal_operation (lamport)",
    "CREATE INDEX ix_journal_operation_undoes ON journal_operation (undoes)",
    """CREATE TABLE journal_entry (
    number INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    kind VARCHAR(30) NOT NULL,
    entity_id VARCHAR(32) NOT NULL,
    action VARCHAR(1) NOT NULL,
    field VARCHAR(30) NOT NULL,
    old TEXT,
    new TEXT,
    parent INTEGER,
    CONSTRAINT pk_journal_entry PRIMARY KEY (number)
)""",
    "CREATE INDEX ix_journal_entry_entity_id ON journal_entry (entity_id)",
    """CREATE TABLE journal_context (
    id INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    CONSTRAINT pk_journal_context PRIMARY KEY (id),
    CONSTRAINT ck_journal_context_one CHECK (id = 1)
)""",
    """CREATE TABLE meta (
    "key" VARCHAR(40) NOT NULL,
    value VARCHAR(400),
    CONSTRAINT pk_meta PRIMARY KEY ("key")
)""",
    """CREATE TABLE search_text (
    number INTEGER NOT NULL,
    kind VARCHAR(20) NOT NULL,
    text VARCHAR(120) NOT NULL,
    pinyin VARCHAR(400) NOT NULL,
    initials VARCHAR(120) NOT NULL,
    CONSTRAINT pk_search_text PRIMARY KEY (number),
    CONSTRAINT uq_search_text_text_kind UNIQUE (text, kind)
)""",
    "CREATE INDEX ix_search_text_initials ON search_text (initials)",
    "CREATE INDEX ix_search_text_pinyin ON search_text (pinyin)",
    """CREATE VIRTUAL TABLE search_bigram USING fts5(
    grams, content='', columnsize=0, detail=none, tokenize='unicode61'
)""",
)


def upgrade() -> None:
    """Create everything."""
    for statement in STATEMENTS:
        op.execute(statement)
