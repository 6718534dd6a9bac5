"""The project: votes, stages, money, works, acceptance, voices, and what comes after."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE quarter ADD COLUMN area_group VARCHAR(40)",
    "ALTER TABLE quarter ADD COLUMN sa_retrofitted BOOLEAN",
    "ALTER TABLE quarter ADD COLUMN pilot BOOLEAN",
    "ALTER TABLE quarter ADD COLUMN own_batch VARCHAR(20)",
    "ALTER TABLE quarter ADD COLUMN entered_stage SMALLINT",
    "ALTER TABLE quarter ADD COLUMN entered_on DATE",
    "ALTER TABLE quarter ADD COLUMN plan_note VARCHAR(200)",
    "ALTER TABLE household ADD COLUMN area_basis SMALLINT",
    "ALTER TABLE household ADD COLUMN area_survey BIGINT",
    "ALTER TABLE household ADD COLUMN area_contract BIGINT",
    "ALTER TABLE stage_paper ADD COLUMN issued_by VARCHAR(80)",
    "ALTER TABLE stage_paper ADD COLUMN answered_by VARCHAR(60)",
    "ALTER TABLE stage_paper ADD COLUMN due_on DATE",
    "ALTER TABLE stage_paper ADD COLUMN refused BOOLEAN",
    """CREATE TABLE committee (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    state SMALLINT,
    name VARCHAR(80),
    elected_on DATE,
    filed_on DATE,
    filing_no VARCHAR(60),
    term_from DATE,
    term_to DATE,
    acting_body VARCHAR(80),
    party_branch BOOLEAN,
    property_help VARCHAR(200),
    note VARCHAR(200),
    CONSTRAINT pk_committee PRIMARY KEY (id),
    CONSTRAINT fk_committee_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_committee_quarter_id ON committee (quarter_id)",
    """CREATE TABLE committee_member (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    committee_id VARCHAR(32),
    name VARCHAR(60),
    duty VARCHAR(20),
    party_member BOOLEAN,
    phone VARCHAR(20),
    note VARCHAR(200),
    CONSTRAINT pk_committee_member PRIMARY KEY (id),
    CONSTRAINT fk_committee_member_committee_id FOREIGN KEY(committee_id) REFERENCES committee
    (id) DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_committee_member_committee_id ON committee_member (committee_id)",
    """CREATE TABLE fund_application (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    step SMALLINT,
    done_on DATE,
    document_no VARCHAR(60),
    amount BIGINT,
    note VARCHAR(200),
    CONSTRAINT pk_fund_application PRIMARY KEY (id),
    CONSTRAINT fk_fund_application_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_fund_application_quarter_id ON fund_application (quarter_id)",
    """CREATE TABLE vote (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    title VARCHAR(200),
    matter SMALLINT,
    rule_set VARCHAR(8),
    scope SMALLINT,
    scope_ids VARCHAR(4000),
    scheme_share BIGINT,
    scheme_document VARCHAR(60),
    body VARCHAR(80),
    announced_on DATE,
    vote_from DATE,
    vote_to DATE,
    closed_at VARCHAR(32),
    closed_by VARCHAR(60),
    note VARCHAR(200),
    CONSTRAINT pk_vote PRIMARY KEY (id),
    CONSTRAINT fk_vote_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_vote_quarter_id ON vote (quarter_id)",
    """CREATE TABLE ballot (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    vote_id VARCHAR(32),
    household_id VARCHAR(32),
    choice SMALLINT,
    water_yes BOOLEAN,
    elec_yes BOOLEAN,
    basis SMALLINT,
    signer_kind SMALLINT,
    signer VARCHAR(60),
    proxy_document VARCHAR(60),
    cast_on DATE,
    note VARCHAR(200),
    CONSTRAINT pk_ballot PRIMARY KEY (id),
    CONSTRAINT fk_ballot_vote_id FOREIGN KEY(vote_id) REFERENCES vote (id) DEFERRABLE INITIALLY
    DEFERRED,
    CONSTRAINT fk_ballot_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_ballot_household_id
ON ballot (household_id)
WHERE household_id IS NOT NULL""",
    "CREATE INDEX ix_ballot_vote_id ON ballot (vote_id)",
    """CREATE TABLE vote_count (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    vote_id VARCHAR(32),
    final BOOLEAN,
    counted_at VARCHAR(32),
    counted_by VARCHAR(60),
    result VARCHAR(4000),
    rule_text VARCHAR(2000),
    inputs TEXT,
    inputs_sha256 VARCHAR(64),
    CONSTRAINT pk_vote_count PRIMARY KEY (id),
    CONSTRAINT fk_vote_count_vote_id FOREIGN KEY(vote_id) REFERENCES vote (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_vote_count_vote_id ON vote_count (vote_id)",
    """CREATE TABLE stage_record (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    stage SMALLINT,
    started_on DATE,
    due_on DATE,
    ended_on DATE,
    answered_by VARCHAR(60),
    note VARCHAR(200),
    CONSTRAINT pk_stage_record PRIMARY KEY (id),
    CONSTRAINT fk_stage_record_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_stage_record_quarter_id ON stage_record (quarter_id)",
    """CREATE TABLE stage_override (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    stage SMALLINT,
    missing VARCHAR(2000),
    reason VARCHAR(500),
    decided_by VARCHAR(60),
    decided_at VARCHAR(32),
    withdrawn_at VARCHAR(32),
    withdrawn_by VARCHAR(60),
    CONSTRAINT pk_stage_override PRIMARY KEY (id),
    CONSTRAINT fk_stage_override_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_stage_override_quarter_id ON stage_override (quarter_id)",
    """CREATE TABLE participation (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    organisation_id VARCHAR(32),
    part SMALLINT,
    person VARCHAR(60),
    phone VARCHAR(20),
    valid_from DATE,
    valid_to DATE,
    note VARCHAR(200),
    CONSTRAINT pk_participation PRIMARY KEY (id),
    CONSTRAINT fk_participation_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_participation_organisation_id FOREIGN KEY(organisation_id) REFERENCES
    organisation (id) DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_participation_organisation_id
ON participation (organisation_id)
WHERE organisation_id IS NOT NULL""",
    "CREATE INDEX ix_participation_quarter_id ON participation (quarter_id)",
    """CREATE TABLE qualification (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    organisation_id VARCHAR(32),
    name VARCHAR(80),
    grade VARCHAR(20),
    certificate_no VARCHAR(60),
    valid_to DATE,
    note VARCHAR(200),
    CONSTRAINT pk_qualification PRIMARY KEY (id),
    CONSTRAINT fk_qualification_organisation_id FOREIGN KEY(organisation_id) REFERENCES
    organisation (id) DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_qualification_organisation_id ON qualification (organisation_id)",
    """CREATE TABLE meeting (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    held_on DATE,
    title VARCHAR(80),
    minutes_no VARCHAR(60),
    place VARCHAR(60),
    chair VARCHAR(60),
    attended_by VARCHAR(500),
    note VARCHAR(500),
    CONSTRAINT pk_meeting PRIMARY KEY (id)
)""",
    """CREATE TABLE meeting_decision (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    meeting_id VARCHAR(32),
    quarter_id VARCHAR(32),
    decision VARCHAR(500),
    responsible VARCHAR(80),
    due_on DATE,
    done_on DATE,
    reply VARCHAR(500),
    CONSTRAINT pk_meeting_decision PRIMARY KEY (id),
    CONSTRAINT fk_meeting_decision_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_decision_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_meeting_decision_meeting_id
ON meeting_decision (meeting_id)
WHERE meeting_id IS NOT NULL""",
    """CREATE INDEX ix_meeting_decision_quarter_id
ON meeting_decision (quarter_id)
WHERE quarter_id IS NOT NULL""",
    """CREATE TABLE cost_item (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    utility VARCHAR(8),
    est_kind SMALLINT,
    item VARCHAR(80),
    quantity BIGINT,
    unit VARCHAR(10),
    unit_price BIGINT,
    amount BIGINT,
    reviewed BIGINT,
    prepared_by VARCHAR(80),
    document_no VARCHAR(60),
    dated_on DATE,
    note VARCHAR(200),
    CONSTRAINT pk_cost_item PRIMARY KEY (id),
    CONSTRAINT fk_cost_item_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_cost_item_quarter_id ON cost_item (quarter_id)",
    """CREATE TABLE cost_price (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    utility VARCHAR(8),
    price BIGINT,
    share BIGINT,
    cap BIGINT,
    document_no VARCHAR(60),
    decided_on DATE,
    note VARCHAR(200),
    CONSTRAINT pk_cost_price PRIMARY KEY (id),
    CONSTRAINT fk_cost_price_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_cost_price_quarter_id ON cost_price (quarter_id)",
    """CREATE TABLE fund_entry (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    source SMALLINT,
    step SMALLINT,
    amount BIGINT,
    booked_on DATE,
    document_no VARCHAR(60),
    other_side VARCHAR(80),
    note VARCHAR(200),
    CONSTRAINT pk_fund_entry PRIMARY KEY (id),
    CONSTRAINT fk_fund_entry_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_fund_entry_quarter_id ON fund_entry (quarter_id)",
    """CREATE TABLE share (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    household_id VARCHAR(32),
    utility VARCHAR(8),
    due BIGINT,
    due_on DATE,
    waived BIGINT,
    waiver_reason SMALLINT,
    waiver_no VARCHAR(60),
    waiver_by VARCHAR(60),
    waiver_on DATE,
    note VARCHAR(200),
    CONSTRAINT pk_share PRIMARY KEY (id),
    CONSTRAINT fk_share_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_share_household_id ON share (household_id)",
    """CREATE TABLE payment (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    household_id VARCHAR(32),
    utility VARCHAR(8),
    kind SMALLINT,
    amount BIGINT,
    paid_on DATE,
    way SMALLINT,
    receipt_no VARCHAR(40),
    payer VARCHAR(60),
    bank_line VARCHAR(80),
    note VARCHAR(200),
    CONSTRAINT pk_payment PRIMARY KEY (id),
    CONSTRAINT fk_payment_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_payment_bank_line ON payment (bank_line) WHERE bank_line IS NOT NULL",
    "CREATE INDEX ix_payment_household_id ON payment (household_id)",
    """CREATE TABLE audit (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    kind SMALLINT,
    auditor VARCHAR(80),
    document_no VARCHAR(60),
    submitted BIGINT,
    approved BIGINT,
    reported_on DATE,
    closed_on DATE,
    note VARCHAR(500),
    CONSTRAINT pk_audit PRIMARY KEY (id),
    CONSTRAINT fk_audit_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_audit_quarter_id ON audit (quarter_id)",
    """CREATE TABLE work_item (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    building_id VARCHAR(32),
    kind SMALLINT,
    plan_from DATE,
    plan_to DATE,
    done_from DATE,
    done_to DATE,
    percent INTEGER,
    note VARCHAR(200),
    CONSTRAINT pk_work_item PRIMARY KEY (id),
    CONSTRAINT fk_work_item_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_work_item_building_id FOREIGN KEY(building_id) REFERENCES building (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_work_item_building_id
ON work_item (building_id)
WHERE building_id IS NOT NULL""",
    "CREATE INDEX ix_work_item_quarter_id ON work_item (quarter_id)",
    """CREATE TABLE outage (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    utility VARCHAR(8),
    place VARCHAR(200),
    starts_at VARCHAR(32),
    ends_at VARCHAR(32),
    reason VARCHAR(200),
    announced_on DATE,
    announced_by VARCHAR(80),
    note VARCHAR(200),
    CONSTRAINT pk_outage PRIMARY KEY (id),
    CONSTRAINT fk_outage_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_outage_quarter_id ON outage (quarter_id)",
    """CREATE TABLE inspection (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    building_id VARCHAR(32),
    kind SMALLINT,
    held_on DATE,
    inspector VARCHAR(60),
    conclusion VARCHAR(500),
    CONSTRAINT pk_inspection PRIMARY KEY (id),
    CONSTRAINT fk_inspection_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_inspection_building_id FOREIGN KEY(building_id) REFERENCES building (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_inspection_building_id
ON inspection (building_id)
WHERE building_id IS NOT NULL""",
    "CREATE INDEX ix_inspection_quarter_id ON inspection (quarter_id)",
    """CREATE TABLE acceptance (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    utility VARCHAR(8),
    template VARCHAR(80),
    template_version VARCHAR(20),
    template_text TEXT,
    opened_on DATE,
    led_by VARCHAR(80),
    outcome SMALLINT,
    decided_at VARCHAR(32),
    decided_by VARCHAR(60),
    result VARCHAR(4000),
    inputs TEXT,
    inputs_sha256 VARCHAR(64),
    note VARCHAR(500),
    CONSTRAINT pk_acceptance PRIMARY KEY (id),
    CONSTRAINT fk_acceptance_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_acceptance_quarter_id ON acceptance (quarter_id)",
    """CREATE TABLE finding (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    building_id VARCHAR(32),
    household_id VARCHAR(32),
    inspection_id VARCHAR(32),
    acceptance_id VARCHAR(32),
    audit_id VARCHAR(32),
    origin SMALLINT,
    utility VARCHAR(8),
    category SMALLINT,
    severity SMALLINT,
    item_code VARCHAR(10),
    what VARCHAR(500),
    responsible VARCHAR(80),
    responsible_person VARCHAR(60),
    found_on DATE,
    due_on DATE,
    fixed_on DATE,
    reinspected_on DATE,
    reinspected_by VARCHAR(60),
    state SMALLINT,
    note VARCHAR(200),
    CONSTRAINT pk_finding PRIMARY KEY (id),
    CONSTRAINT fk_finding_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id) DEFERRABLE
    INITIALLY DEFERRED,
    CONSTRAINT fk_finding_building_id FOREIGN KEY(building_id) REFERENCES building (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_finding_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_finding_inspection_id FOREIGN KEY(inspection_id) REFERENCES inspection (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_finding_acceptance_id FOREIGN KEY(acceptance_id) REFERENCES acceptance (id)
    DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_finding_audit_id FOREIGN KEY(audit_id) REFERENCES audit (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_finding_acceptance_id
ON finding (acceptance_id)
WHERE acceptance_id IS NOT NULL""",
    "CREATE INDEX ix_finding_audit_id ON finding (audit_id) WHERE audit_id IS NOT NULL",
    """CREATE INDEX ix_finding_building_id
ON finding (building_id)
WHERE building_id IS NOT NULL""",
    """CREATE INDEX ix_finding_household_id
ON finding (household_id)
WHERE household_id IS NOT NULL""",
    """CREATE INDEX ix_finding_inspection_id
ON finding (inspection_id)
WHERE inspection_id IS NOT NULL""",
    "CREATE INDEX ix_finding_quarter_id ON finding (quarter_id)",
    """CREATE TABLE acceptance_check (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    acceptance_id VARCHAR(32),
    item_code VARCHAR(10),
    scope SMALLINT,
    place_id VARCHAR(32),
    place VARCHAR(80),
    result SMALLINT,
    measured VARCHAR(1000),
    confirms_computed BOOLEAN,
    sampled INTEGER,
    inspector VARCHAR(60),
    checked_on DATE,
    evidence VARCHAR(200),
    note VARCHAR(200),
    CONSTRAINT pk_acceptance_check PRIMARY KEY (id),
    CONSTRAINT fk_acceptance_check_acceptance_id FOREIGN KEY(acceptance_id) REFERENCES
    acceptance (id) DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_acceptance_check_acceptance_id ON acceptance_check (acceptance_id)",
    """CREATE TABLE acceptance_notice (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    acceptance_id VARCHAR(32),
    party SMALLINT,
    sent_on DATE,
    document_no VARCHAR(60),
    replied_on DATE,
    reply VARCHAR(500),
    attended BOOLEAN,
    attended_by VARCHAR(60),
    attended_on DATE,
    CONSTRAINT pk_acceptance_notice PRIMARY KEY (id),
    CONSTRAINT fk_acceptance_notice_acceptance_id FOREIGN KEY(acceptance_id) REFERENCES
    acceptance (id) DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_acceptance_notice_acceptance_id ON acceptance_notice (acceptance_id)",
    """CREATE TABLE voice (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    household_id VARCHAR(32),
    channel SMALLINT,
    number VARCHAR(40),
    received_on DATE,
    person VARCHAR(60),
    phone VARCHAR(20),
    content VARCHAR(1000),
    due_on DATE,
    answered_on DATE,
    answer VARCHAR(1000),
    answered_by VARCHAR(60),
    satisfied SMALLINT,
    CONSTRAINT pk_voice PRIMARY KEY (id),
    CONSTRAINT fk_voice_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id) DEFERRABLE
    INITIALLY DEFERRED,
    CONSTRAINT fk_voice_household_id FOREIGN KEY(household_id) REFERENCES household (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_voice_household_id
ON voice (household_id)
WHERE household_id IS NOT NULL""",
    "CREATE INDEX ix_voice_quarter_id ON voice (quarter_id)",
    """CREATE TABLE publicity (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    kind SMALLINT,
    content VARCHAR(500),
    place VARCHAR(80),
    shown_from DATE,
    shown_to DATE,
    note VARCHAR(200),
    CONSTRAINT pk_publicity PRIMARY KEY (id),
    CONSTRAINT fk_publicity_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_publicity_quarter_id ON publicity (quarter_id)",
    """CREATE TABLE supervision_order (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    number VARCHAR(60),
    issued_by VARCHAR(80),
    issued_on DATE,
    task VARCHAR(500),
    responsible VARCHAR(80),
    due_on DATE,
    replied_on DATE,
    reply VARCHAR(1000),
    CONSTRAINT pk_supervision_order PRIMARY KEY (id),
    CONSTRAINT fk_supervision_order_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_supervision_order_quarter_id ON supervision_order (quarter_id)",
    """CREATE TABLE pilot_summary (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    written_on DATE,
    author VARCHAR(60),
    done VARCHAR(2000),
    problems VARCHAR(2000),
    advice VARCHAR(2000),
    CONSTRAINT pk_pilot_summary PRIMARY KEY (id),
    CONSTRAINT fk_pilot_summary_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id)
    DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_pilot_summary_quarter_id ON pilot_summary (quarter_id)",
    """CREATE TABLE privacy_record (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    subject VARCHAR(200),
    receiver VARCHAR(80),
    purpose VARCHAR(500),
    kinds VARCHAR(500),
    risk VARCHAR(1000),
    measures VARCHAR(1000),
    notice_on DATE,
    keep_until DATE,
    assessed_on DATE,
    assessor VARCHAR(60),
    CONSTRAINT pk_privacy_record PRIMARY KEY (id)
)""",
    """CREATE TABLE upkeep (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    quarter_id VARCHAR(32),
    kind SMALLINT,
    done_on DATE,
    content VARCHAR(500),
    done_by VARCHAR(60),
    CONSTRAINT pk_upkeep PRIMARY KEY (id),
    CONSTRAINT fk_upkeep_quarter_id FOREIGN KEY(quarter_id) REFERENCES quarter (id) DEFERRABLE
    INITIALLY DEFERRED
)""",
    "CREATE INDEX ix_upkeep_quarter_id ON upkeep (quarter_id)",
    """CREATE TABLE parameter (
    id VARCHAR(32) NOT NULL,
    deleted BOOLEAN DEFAULT '0' NOT NULL,
    name VARCHAR(60),
    value VARCHAR(2000),
    valid_from DATE,
    document_no VARCHAR(60),
    note VARCHAR(200),
    CONSTRAINT pk_parameter PRIMARY KEY (id)
)""",
)


def upgrade() -> None:
    """Add what came new; nothing that was there is touched."""
    for statement in STATEMENTS:
        op.execute(statement)
