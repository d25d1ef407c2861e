"""Customers, their phones and their sites."""

SQL = """
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    subscriber_number TEXT NOT NULL UNIQUE CHECK (length(subscriber_number) BETWEEN 3 AND 20),
    kind TEXT NOT NULL CHECK (kind IN ('person', 'company')),
    form_of_address TEXT NOT NULL DEFAULT '' CHECK (form_of_address IN ('', 'mr', 'mrs', 'company')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120 AND instr(name, char(0)) = 0 AND name = trim(name)),
    name_search TEXT NOT NULL CHECK (length(name_search) <= 400 AND instr(name_search, char(0)) = 0),
    name_sort TEXT NOT NULL CHECK (length(name_sort) <= 400 AND instr(name_sort, char(0)) = 0),
    phones_search TEXT NOT NULL DEFAULT '' CHECK (length(phones_search) <= 400 AND instr(phones_search, char(0)) = 0),
    national_id TEXT NOT NULL DEFAULT '' CHECK (length(national_id) <= 20 AND instr(national_id, char(0)) = 0),
    economic_number TEXT NOT NULL DEFAULT '' CHECK (length(economic_number) <= 20 AND instr(economic_number, char(0)) = 0),
    contact_name TEXT NOT NULL DEFAULT '' CHECK (length(contact_name) <= 120 AND instr(contact_name, char(0)) = 0),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000 AND instr(note, char(0)) = 0),
    warning TEXT NOT NULL DEFAULT '' CHECK (length(warning) <= 300 AND instr(warning, char(0)) = 0),
    doubtful TEXT NOT NULL DEFAULT '[]' CHECK (substr(doubtful, 1, 1) IN ('[', '{')),
    is_placeholder INTEGER NOT NULL DEFAULT 0 CHECK (is_placeholder IN (0, 1)),
    merged_into_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX customer_name_sort ON customer (name_sort, id);
CREATE INDEX customer_national_id ON customer (national_id) WHERE national_id <> '';
CREATE INDEX customer_created ON customer (created_at);
CREATE INDEX customer_kind ON customer (kind, archived_at);

CREATE TABLE customer_phone (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 0),
    number TEXT NOT NULL CHECK (length(number) BETWEEN 3 AND 20),
    number_rev TEXT NOT NULL CHECK (length(number_rev) = length(number)),
    label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 60 AND instr(label, char(0)) = 0),
    removed_at TEXT,
    UNIQUE (customer_id, number)
) STRICT;
CREATE INDEX customer_phone_number ON customer_phone (number);
CREATE INDEX customer_phone_number_rev ON customer_phone (number_rev);

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    is_main INTEGER NOT NULL DEFAULT 0 CHECK (is_main IN (0, 1)),
    title TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 80 AND instr(title, char(0)) = 0),
    province TEXT NOT NULL DEFAULT '' CHECK (length(province) <= 60 AND instr(province, char(0)) = 0),
    city TEXT NOT NULL DEFAULT '' CHECK (length(city) <= 60 AND instr(city, char(0)) = 0),
    address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 400 AND instr(address, char(0)) = 0),
    postal_code TEXT NOT NULL DEFAULT '' CHECK (length(postal_code) <= 20 AND instr(postal_code, char(0)) = 0),
    contact_name TEXT NOT NULL DEFAULT '' CHECK (length(contact_name) <= 120 AND instr(contact_name, char(0)) = 0),
    contact_phone TEXT NOT NULL DEFAULT '' CHECK (length(contact_phone) <= 20 AND instr(contact_phone, char(0)) = 0),
    access_note TEXT NOT NULL DEFAULT '' CHECK (length(access_note) <= 300 AND instr(access_note, char(0)) = 0),
    environment TEXT NOT NULL DEFAULT '{}' CHECK (substr(environment, 1, 1) IN ('[', '{'))
) STRICT;
CREATE INDEX site_customer ON site (customer_id);
CREATE UNIQUE INDEX site_one_main ON site (customer_id) WHERE is_main = 1 AND archived_at IS NULL;
"""
