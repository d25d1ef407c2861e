"""Issuers, terms, cards, voids and what happened to each card."""

SQL = """
CREATE TABLE issuer (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    name_search TEXT NOT NULL DEFAULT '' CHECK (length(name_search) <= 400 AND instr(name_search, char(0)) = 0),
    is_ours INTEGER NOT NULL DEFAULT 0 CHECK (is_ours IN (0, 1)),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 20 AND instr(phone, char(0)) = 0),
    address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 400 AND instr(address, char(0)) = 0)
) STRICT;
CREATE UNIQUE INDEX issuer_one_ours ON issuer (is_ours) WHERE is_ours = 1;
CREATE UNIQUE INDEX issuer_name ON issuer (name);

CREATE TABLE warranty_terms (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
    version INTEGER NOT NULL CHECK (version >= 1),
    title_fa TEXT NOT NULL DEFAULT '' CHECK (length(title_fa) <= 120 AND instr(title_fa, char(0)) = 0),
    title_en TEXT NOT NULL DEFAULT '' CHECK (length(title_en) <= 120 AND instr(title_en, char(0)) = 0),
    start_basis TEXT NOT NULL CHECK (length(start_basis) BETWEEN 1 AND 20),
    months_parts INTEGER NOT NULL DEFAULT 0 CHECK (months_parts BETWEEN 0 AND 240),
    months_labour INTEGER NOT NULL DEFAULT 0 CHECK (months_labour BETWEEN 0 AND 240),
    months_travel INTEGER NOT NULL DEFAULT 0 CHECK (months_travel BETWEEN 0 AND 240),
    months_shipping INTEGER NOT NULL DEFAULT 0 CHECK (months_shipping BETWEEN 0 AND 240),
    cap_months INTEGER NOT NULL DEFAULT 0 CHECK (cap_months BETWEEN 0 AND 60),
    excluded_groups TEXT NOT NULL DEFAULT '[]' CHECK (substr(excluded_groups, 1, 1) IN ('[', '{')),
    text_fa TEXT NOT NULL DEFAULT '' CHECK (length(text_fa) <= 4000 AND instr(text_fa, char(0)) = 0),
    text_en TEXT NOT NULL DEFAULT '' CHECK (length(text_en) <= 4000 AND instr(text_en, char(0)) = 0),
    is_transferable INTEGER NOT NULL DEFAULT 1 CHECK (is_transferable IN (0, 1)),
    UNIQUE (code, version)
) STRICT;

CREATE TABLE card_batch (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    issuer_id INTEGER NOT NULL REFERENCES issuer (id) ON DELETE RESTRICT,
    terms_id INTEGER NOT NULL REFERENCES warranty_terms (id) ON DELETE RESTRICT,
    model_id INTEGER REFERENCES product_model (id) ON DELETE RESTRICT,
    first_number TEXT NOT NULL,
    last_number TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 300 AND instr(note, char(0)) = 0)
) STRICT;

CREATE TABLE warranty_card (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 40 AND instr(number, char(0)) = 0),
    number_norm TEXT NOT NULL CHECK (length(number_norm) BETWEEN 1 AND 40),
    number_rev TEXT NOT NULL CHECK (length(number_rev) = length(number_norm)),
    issuer_id INTEGER NOT NULL REFERENCES issuer (id) ON DELETE RESTRICT,
    batch_id INTEGER REFERENCES card_batch (id) ON DELETE RESTRICT,
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    owner_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    order_id INTEGER REFERENCES service_order (id) ON DELETE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('raw', 'at_dealer', 'active', 'void', 'replaced', 'expired')),
    terms TEXT NOT NULL DEFAULT '{}' CHECK (substr(terms, 1, 1) IN ('[', '{')),
    started_on TEXT CHECK (started_on IS NULL OR date(started_on, '+0 days') IS started_on),
    parts_until TEXT CHECK (parts_until IS NULL OR date(parts_until, '+0 days') IS parts_until),
    labour_until TEXT CHECK (labour_until IS NULL OR date(labour_until, '+0 days') IS labour_until),
    travel_until TEXT CHECK (travel_until IS NULL OR date(travel_until, '+0 days') IS travel_until),
    shipping_until TEXT CHECK (shipping_until IS NULL OR date(shipping_until, '+0 days') IS shipping_until),
    last_day TEXT CHECK (last_day IS NULL OR date(last_day, '+0 days') IS last_day),
    purchased_on TEXT CHECK (purchased_on IS NULL OR date(purchased_on, '+0 days') IS purchased_on),
    installed_on TEXT CHECK (installed_on IS NULL OR date(installed_on, '+0 days') IS installed_on),
    activated_on TEXT CHECK (activated_on IS NULL OR date(activated_on, '+0 days') IS activated_on),
    produced_on TEXT CHECK (produced_on IS NULL OR date(produced_on, '+0 days') IS produced_on),
    seller TEXT NOT NULL DEFAULT '' CHECK (length(seller) <= 120 AND instr(seller, char(0)) = 0),
    invoice_number TEXT NOT NULL DEFAULT '' CHECK (length(invoice_number) <= 40 AND instr(invoice_number, char(0)) = 0),
    evidence_kind TEXT NOT NULL DEFAULT '' CHECK (length(evidence_kind) <= 20),
    evidence_note TEXT NOT NULL DEFAULT '' CHECK (length(evidence_note) <= 300 AND instr(evidence_note, char(0)) = 0),
    registry_state TEXT NOT NULL DEFAULT '' CHECK (registry_state IN ('', 'needed', 'registered', 'not_needed', 'refused')),
    registry_code TEXT NOT NULL DEFAULT '' CHECK (length(registry_code) <= 40 AND instr(registry_code, char(0)) = 0),
    issued_on TEXT CHECK (issued_on IS NULL OR date(issued_on, '+0 days') IS issued_on),
    replaced_by_id INTEGER REFERENCES warranty_card (id) ON DELETE RESTRICT,
    CHECK (state IN ('raw', 'at_dealer') OR unit_id IS NOT NULL),
    CHECK (last_day IS NULL OR (started_on IS NOT NULL AND last_day >= started_on)),
    CHECK (state <> 'replaced' OR replaced_by_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX warranty_card_number ON warranty_card (issuer_id, number_norm);
CREATE INDEX warranty_card_norm ON warranty_card (number_norm);
CREATE INDEX warranty_card_rev ON warranty_card (number_rev);
CREATE UNIQUE INDEX warranty_card_one_active ON warranty_card (unit_id, issuer_id) WHERE state = 'active';
CREATE INDEX warranty_card_unit ON warranty_card (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX warranty_card_owner ON warranty_card (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX warranty_card_last_day ON warranty_card (state, last_day, archived_at);
CREATE INDEX warranty_card_issued ON warranty_card (issued_on) WHERE issued_on IS NOT NULL;

CREATE TABLE warranty_void (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    card_id INTEGER NOT NULL REFERENCES warranty_card (id) ON DELETE RESTRICT,
    scope TEXT NOT NULL CHECK (scope IN ('device', 'parts', 'visit')),
    reasons TEXT NOT NULL DEFAULT '[]' CHECK (substr(reasons, 1, 1) IN ('[', '{')),
    part_groups TEXT NOT NULL DEFAULT '[]' CHECK (substr(part_groups, 1, 1) IN ('[', '{')),
    sentence TEXT NOT NULL DEFAULT '' CHECK (length(sentence) <= 400 AND instr(sentence, char(0)) = 0),
    evidence TEXT NOT NULL DEFAULT '' CHECK (length(evidence) <= 400 AND instr(evidence, char(0)) = 0),
    evidence_file_id INTEGER REFERENCES stored_file (id) ON DELETE RESTRICT,
    voided_on TEXT NOT NULL CHECK (date(voided_on, '+0 days') IS voided_on),
    order_number TEXT NOT NULL DEFAULT '' CHECK (length(order_number) <= 30 AND instr(order_number, char(0)) = 0),
    revoked_at TEXT,
    revoked_by TEXT NOT NULL DEFAULT '' CHECK (length(revoked_by) <= 60 AND instr(revoked_by, char(0)) = 0),
    revoked_reason TEXT NOT NULL DEFAULT '' CHECK (length(revoked_reason) <= 300 AND instr(revoked_reason, char(0)) = 0),
    CHECK (reasons <> '[]'),
    CHECK (evidence <> '' OR evidence_file_id IS NOT NULL),
    CHECK (revoked_at IS NULL OR revoked_reason <> '')
) STRICT;
CREATE INDEX warranty_void_card ON warranty_void (card_id);

CREATE TABLE warranty_event (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    card_id INTEGER NOT NULL REFERENCES warranty_card (id) ON DELETE RESTRICT,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 30),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400 AND instr(note, char(0)) = 0),
    detail TEXT NOT NULL DEFAULT '{}' CHECK (substr(detail, 1, 1) IN ('[', '{'))
) STRICT;
CREATE INDEX warranty_event_card ON warranty_event (card_id);
"""
