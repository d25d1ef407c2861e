"""Receptions, one service order a device, and their events."""

SQL = """
CREATE TABLE allowed_move (
    entity TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    PRIMARY KEY (entity, from_state, to_state)
) STRICT;

CREATE TABLE reception (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 3 AND 30),
    request_key TEXT NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 60),
    received_at TEXT NOT NULL CHECK (received_at GLOB '????-??-??T??:??:??.???Z'),
    received_on TEXT NOT NULL CHECK (date(received_on, '+0 days') IS received_on),
    origin TEXT NOT NULL DEFAULT 'counter' CHECK (origin IN ('counter', 'imported')),
    payer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    bringer_name TEXT NOT NULL DEFAULT '' CHECK (length(bringer_name) <= 120 AND instr(bringer_name, char(0)) = 0),
    bringer_phone TEXT NOT NULL DEFAULT '' CHECK (length(bringer_phone) <= 20 AND instr(bringer_phone, char(0)) = 0),
    bringer_relation TEXT NOT NULL DEFAULT '' CHECK (length(bringer_relation) <= 60 AND instr(bringer_relation, char(0)) = 0),
    channel TEXT NOT NULL DEFAULT 'in_person' CHECK (channel IN ('in_person', 'courier', 'post', 'on_site', 'unknown')),
    deposit INTEGER NOT NULL DEFAULT 0 CHECK (deposit BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    deposit_note TEXT NOT NULL DEFAULT '' CHECK (length(deposit_note) <= 200 AND instr(deposit_note, char(0)) = 0),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000 AND instr(note, char(0)) = 0)
) STRICT;
CREATE INDEX reception_received_on ON reception (received_on);

CREATE TABLE service_order (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 3 AND 30),
    number_norm TEXT NOT NULL CHECK (length(number_norm) BETWEEN 3 AND 30),
    number_rev TEXT NOT NULL CHECK (length(number_rev) = length(number_norm)),
    position INTEGER NOT NULL CHECK (position >= 1),
    reception_id INTEGER NOT NULL REFERENCES reception (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL DEFAULT 'repair' CHECK (kind IN ('repair', 'periodic', 'installation', 'visit', 'training', 'transport', 'upgrade', 'recall', 'refurbishment', 'end_of_life')),
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    owner_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    site_id INTEGER REFERENCES site (id) ON DELETE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('received', 'diagnosing', 'waiting_approval', 'waiting_part', 'in_repair', 'at_external', 'quality_control', 'ready', 'delivered', 'closed', 'cancelled', 'disposed')),
    outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'repaired', 'replaced', 'refunded', 'not_repairable', 'price_refused', 'no_fault_found', 'warranty_refused', 'part_unavailable', 'cancelled', 'unknown')),
    customer_words TEXT NOT NULL DEFAULT '' CHECK (length(customer_words) <= 4000 AND instr(customer_words, char(0)) = 0),
    symptoms TEXT NOT NULL DEFAULT '[]' CHECK (substr(symptoms, 1, 1) IN ('[', '{')),
    conditions TEXT NOT NULL DEFAULT '[]' CHECK (substr(conditions, 1, 1) IN ('[', '{')),
    accessories TEXT NOT NULL DEFAULT '[]' CHECK (substr(accessories, 1, 1) IN ('[', '{')),
    accessories_note TEXT NOT NULL DEFAULT '' CHECK (length(accessories_note) <= 300 AND instr(accessories_note, char(0)) = 0),
    seal_number TEXT NOT NULL DEFAULT '' CHECK (length(seal_number) <= 40 AND instr(seal_number, char(0)) = 0),
    promised_on TEXT CHECK (promised_on IS NULL OR date(promised_on, '+0 days') IS promised_on),
    cost_ceiling INTEGER CHECK (cost_ceiling IS NULL OR cost_ceiling BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    verdict TEXT NOT NULL DEFAULT '{}' CHECK (substr(verdict, 1, 1) IN ('[', '{')),
    verdict_tone TEXT NOT NULL DEFAULT 'unknown' CHECK (verdict_tone IN ('covered', 'doubtful', 'refused', 'unknown')),
    card_id INTEGER REFERENCES warranty_card (id) ON DELETE RESTRICT,
    parent_order_id INTEGER REFERENCES service_order (id) ON DELETE RESTRICT,
    shelf TEXT NOT NULL DEFAULT '' CHECK (length(shelf) <= 40 AND instr(shelf, char(0)) = 0),
    had_passcode INTEGER NOT NULL DEFAULT 0 CHECK (had_passcode IN (0, 1)),
    received_on TEXT NOT NULL CHECK (date(received_on, '+0 days') IS received_on),
    delivered_on TEXT CHECK (delivered_on IS NULL OR date(delivered_on, '+0 days') IS delivered_on),
    receiver_name TEXT NOT NULL DEFAULT '' CHECK (length(receiver_name) <= 120 AND instr(receiver_name, char(0)) = 0),
    cancel_reason TEXT NOT NULL DEFAULT '' CHECK (length(cancel_reason) <= 300 AND instr(cancel_reason, char(0)) = 0),
    origin TEXT NOT NULL DEFAULT 'counter' CHECK (origin IN ('counter', 'imported')),
    source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 120 AND instr(source, char(0)) = 0),
    source_id TEXT NOT NULL DEFAULT '' CHECK (length(source_id) <= 120 AND instr(source_id, char(0)) = 0),
    CHECK ((state IN ('delivered', 'closed')) = (delivered_on IS NOT NULL) OR origin = 'imported'),
    CHECK (state <> 'cancelled' OR cancel_reason <> ''),
    CHECK ((origin = 'imported') = (source <> ''))
) STRICT;
CREATE UNIQUE INDEX service_order_one_open ON service_order (unit_id) WHERE origin = 'counter' AND state IN ('received', 'diagnosing', 'waiting_approval', 'waiting_part', 'in_repair', 'at_external', 'quality_control', 'ready');
CREATE UNIQUE INDEX service_order_source ON service_order (source, source_id) WHERE source <> '';
CREATE INDEX service_order_norm ON service_order (number_norm);
CREATE INDEX service_order_rev ON service_order (number_rev);
CREATE INDEX service_order_unit ON service_order (unit_id);
CREATE INDEX service_order_owner ON service_order (owner_id);
CREATE INDEX service_order_reception ON service_order (reception_id);
CREATE INDEX service_order_state ON service_order (state, promised_on, archived_at);
CREATE INDEX service_order_received_on ON service_order (received_on);

CREATE TABLE order_event (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 30),
    from_state TEXT NOT NULL DEFAULT '',
    to_state TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400 AND instr(note, char(0)) = 0),
    detail TEXT NOT NULL DEFAULT '{}' CHECK (substr(detail, 1, 1) IN ('[', '{')),
    reverses_id INTEGER REFERENCES order_event (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX order_event_order ON order_event (order_id);

CREATE TABLE device_passcode (
    order_id INTEGER NOT NULL PRIMARY KEY REFERENCES service_order (id) ON DELETE RESTRICT,
    passcode TEXT NOT NULL CHECK (length(passcode) BETWEEN 1 AND 60)
) STRICT;
"""
