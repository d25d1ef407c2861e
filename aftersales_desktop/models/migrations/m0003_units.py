"""Categories, models, devices by serial, and where each one is."""

SQL = """
CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name_fa TEXT NOT NULL DEFAULT '' CHECK (length(name_fa) <= 80 AND instr(name_fa, char(0)) = 0),
    name_en TEXT NOT NULL DEFAULT '' CHECK (length(name_en) <= 80 AND instr(name_en, char(0)) = 0),
    position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE chip (
    id INTEGER PRIMARY KEY,
    category_id INTEGER REFERENCES category (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('symptom', 'condition', 'accessory')),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
    name_fa TEXT NOT NULL CHECK (length(name_fa) BETWEEN 1 AND 60),
    name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 60),
    position INTEGER NOT NULL DEFAULT 0,
    is_exclusive INTEGER NOT NULL DEFAULT 0 CHECK (is_exclusive IN (0, 1)),
    archived_at TEXT
) STRICT;
CREATE UNIQUE INDEX chip_code ON chip (kind, code, coalesce(category_id, 0));

CREATE TABLE product_model (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE RESTRICT,
    brand TEXT NOT NULL DEFAULT '' CHECK (length(brand) <= 80 AND instr(brand, char(0)) = 0),
    name TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 120 AND instr(name, char(0)) = 0),
    family TEXT NOT NULL DEFAULT '' CHECK (length(family) <= 80 AND instr(family, char(0)) = 0),
    search TEXT NOT NULL DEFAULT '' CHECK (length(search) <= 400 AND instr(search, char(0)) = 0),
    name_sort TEXT NOT NULL DEFAULT '' CHECK (length(name_sort) <= 400 AND instr(name_sort, char(0)) = 0),
    terms_id INTEGER REFERENCES warranty_terms (id) ON DELETE RESTRICT,
    needs_registry INTEGER NOT NULL DEFAULT 0 CHECK (needs_registry IN (0, 1)),
    bulletin TEXT NOT NULL DEFAULT '' CHECK (length(bulletin) <= 500 AND instr(bulletin, char(0)) = 0)
) STRICT;
CREATE UNIQUE INDEX product_model_name ON product_model (category_id, brand, name);
CREATE INDEX product_model_sort ON product_model (name_sort, id);

CREATE TABLE location (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'shelf', 'bench', 'good_store', 'faulty_store', 'quarantine', 'delivery', 'supplier', 'head_office', 'agency', 'transit', 'installed', 'loaner_out', 'scrap', 'lost')),
    code TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 40 AND instr(code, char(0)) = 0),
    name TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 80),
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT,
    UNIQUE (kind, code)
) STRICT;

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('device', 'part')),
    model_id INTEGER NOT NULL REFERENCES product_model (id) ON DELETE RESTRICT,
    condition TEXT NOT NULL DEFAULT 'in_use' CHECK (condition IN ('new', 'repaired', 'healthy_used', 'in_use', 'suspect', 'faulty', 'scrap')),
    owner_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    site_id INTEGER REFERENCES site (id) ON DELETE RESTRICT,
    location_id INTEGER NOT NULL REFERENCES location (id) ON DELETE RESTRICT,
    sold_on TEXT CHECK (sold_on IS NULL OR date(sold_on, '+0 days') IS sold_on),
    installed_on TEXT CHECK (installed_on IS NULL OR date(installed_on, '+0 days') IS installed_on),
    produced_on TEXT CHECK (produced_on IS NULL OR date(produced_on, '+0 days') IS produced_on),
    seller TEXT NOT NULL DEFAULT '' CHECK (length(seller) <= 120 AND instr(seller, char(0)) = 0),
    invoice_number TEXT NOT NULL DEFAULT '' CHECK (length(invoice_number) <= 40 AND instr(invoice_number, char(0)) = 0),
    color TEXT NOT NULL DEFAULT '' CHECK (length(color) <= 40 AND instr(color, char(0)) = 0),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000 AND instr(note, char(0)) = 0),
    merged_into_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX unit_owner ON unit (owner_id);
CREATE INDEX unit_location ON unit (location_id) WHERE location_id > 1;
CREATE INDEX unit_model ON unit (model_id);

CREATE TABLE unit_identifier (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('serial', 'imei', 'mac', 'tag', 'registry')),
    position INTEGER NOT NULL DEFAULT 0,
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 60 AND instr(value, char(0)) = 0),
    value_norm TEXT NOT NULL CHECK (length(value_norm) BETWEEN 1 AND 60),
    value_rev TEXT NOT NULL CHECK (length(value_rev) = length(value_norm)),
    family TEXT NOT NULL DEFAULT '' CHECK (length(family) <= 80 AND instr(family, char(0)) = 0),
    is_doubtful INTEGER NOT NULL DEFAULT 0 CHECK (is_doubtful IN (0, 1)),
    removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX unit_identifier_serial ON unit_identifier (family, value_norm) WHERE kind = 'serial' AND removed_at IS NULL;
CREATE UNIQUE INDEX unit_identifier_single ON unit_identifier (kind, value_norm) WHERE kind IN ('imei', 'tag') AND removed_at IS NULL;
CREATE INDEX unit_identifier_norm ON unit_identifier (value_norm);
CREATE INDEX unit_identifier_rev ON unit_identifier (value_rev);
CREATE INDEX unit_identifier_unit ON unit_identifier (unit_id);

CREATE TABLE unit_owner_change (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    site_id INTEGER REFERENCES site (id) ON DELETE RESTRICT,
    since TEXT CHECK (since IS NULL OR date(since, '+0 days') IS since),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200 AND instr(reason, char(0)) = 0),
    document TEXT NOT NULL DEFAULT '' CHECK (length(document) <= 60 AND instr(document, char(0)) = 0)
) STRICT;
CREATE INDEX unit_owner_change_unit ON unit_owner_change (unit_id);

CREATE TABLE unit_move (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    from_location_id INTEGER NOT NULL REFERENCES location (id) ON DELETE RESTRICT,
    to_location_id INTEGER NOT NULL REFERENCES location (id) ON DELETE RESTRICT,
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 20),
    condition_before TEXT NOT NULL DEFAULT '' CHECK (length(condition_before) <= 20 AND instr(condition_before, char(0)) = 0),
    condition_after TEXT NOT NULL DEFAULT '' CHECK (length(condition_after) <= 20 AND instr(condition_after, char(0)) = 0),
    document TEXT NOT NULL DEFAULT '' CHECK (length(document) <= 60 AND instr(document, char(0)) = 0),
    received_by TEXT NOT NULL DEFAULT '' CHECK (length(received_by) <= 120 AND instr(received_by, char(0)) = 0),
    reverses_id INTEGER REFERENCES unit_move (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX unit_move_unit ON unit_move (unit_id);

INSERT INTO location (id, kind, code, name) VALUES (1, 'customer', '', '');
"""
