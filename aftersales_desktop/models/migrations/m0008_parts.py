"""Staff, suppliers, the catalogue of parts, and the ledgers that say where each part is and how good it is."""

RECORD_COLUMNS = """
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,"""

SQL = f"""
CREATE TABLE staff_member ({RECORD_COLUMNS}
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120 AND instr(name, char(0)) = 0),
    name_fold TEXT NOT NULL CHECK (length(name_fold) <= 200),
    role TEXT NOT NULL CHECK (role IN ('reception', 'technician', 'storekeeper', 'cashier', 'manager', 'quality')),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 20),
    bench_id INTEGER NOT NULL UNIQUE REFERENCES location (id) ON DELETE RESTRICT
) STRICT;

CREATE TABLE supplier ({RECORD_COLUMNS}
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120 AND instr(name, char(0)) = 0),
    name_fold TEXT NOT NULL CHECK (length(name_fold) <= 200),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 20),
    address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 400 AND instr(address, char(0)) = 0),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000 AND instr(note, char(0)) = 0),
    warranty_months INTEGER NOT NULL DEFAULT 0 CHECK (warranty_months BETWEEN 0 AND 240),
    location_id INTEGER NOT NULL UNIQUE REFERENCES location (id) ON DELETE RESTRICT
) STRICT;

CREATE TABLE part ({RECORD_COLUMNS}
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40 AND instr(code, char(0)) = 0),
    code_norm TEXT NOT NULL UNIQUE CHECK (length(code_norm) BETWEEN 1 AND 40),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 160 AND instr(name, char(0)) = 0),
    search TEXT NOT NULL DEFAULT '' CHECK (length(search) <= 600),
    name_sort TEXT NOT NULL DEFAULT '' CHECK (length(name_sort) <= 600),
    unit_word TEXT NOT NULL DEFAULT '' CHECK (length(unit_word) <= 20),
    is_serialised INTEGER NOT NULL CHECK (is_serialised IN (0, 1)),
    part_group TEXT NOT NULL DEFAULT '' CHECK (length(part_group) <= 80 AND instr(part_group, char(0)) = 0),
    model_id INTEGER UNIQUE REFERENCES product_model (id) ON DELETE RESTRICT,
    minimum INTEGER NOT NULL DEFAULT 0 CHECK (minimum BETWEEN 0 AND 1000000),
    place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 40 AND instr(place, char(0)) = 0),
    serial_pattern TEXT NOT NULL DEFAULT '' CHECK (length(serial_pattern) <= 80),
    warranty_months INTEGER NOT NULL DEFAULT 0 CHECK (warranty_months BETWEEN 0 AND 240),
    supplier_id INTEGER REFERENCES supplier (id) ON DELETE RESTRICT,
    superseded_by_id INTEGER REFERENCES part (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000 AND instr(note, char(0)) = 0),
    CHECK ((is_serialised = 1) = (model_id IS NOT NULL)),
    CHECK (superseded_by_id IS NOT id)
) STRICT;
CREATE INDEX part_sort ON part (name_sort, id);
CREATE INDEX part_code ON part (code_norm, id);

CREATE TABLE part_equivalent (
    part_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    other_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    PRIMARY KEY (part_id, other_id),
    CHECK (part_id <> other_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE part_price (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    part_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    from_on TEXT NOT NULL CHECK (date(from_on, '+0 days') IS from_on),
    buy INTEGER NOT NULL CHECK (buy BETWEEN 0 AND 1000000000000),
    sell INTEGER NOT NULL CHECK (sell BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX part_price_day ON part_price (part_id, from_on, id);

CREATE TABLE stock_document ({RECORD_COLUMNS}
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 3 AND 30),
    request_key TEXT NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 60),
    kind TEXT NOT NULL CHECK (kind IN ('receipt', 'issue', 'return', 'faulty_receipt', 'scrap', 'count', 'claim', 'repair')),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    on_day TEXT NOT NULL CHECK (date(on_day, '+0 days') IS on_day),
    supplier_id INTEGER REFERENCES supplier (id) ON DELETE RESTRICT,
    staff_id INTEGER REFERENCES staff_member (id) ON DELETE RESTRICT,
    order_id INTEGER REFERENCES service_order (id) ON DELETE RESTRICT,
    their_number TEXT NOT NULL DEFAULT '' CHECK (length(their_number) <= 60 AND instr(their_number, char(0)) = 0),
    given_by TEXT NOT NULL DEFAULT '' CHECK (length(given_by) <= 120 AND instr(given_by, char(0)) = 0),
    received_by TEXT NOT NULL DEFAULT '' CHECK (length(received_by) <= 120 AND instr(received_by, char(0)) = 0),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000 AND instr(note, char(0)) = 0)
) STRICT;
CREATE INDEX stock_document_day ON stock_document (on_day, id);
CREATE INDEX stock_document_order ON stock_document (order_id) WHERE order_id IS NOT NULL;

ALTER TABLE unit ADD COLUMN part_id INTEGER REFERENCES part (id) ON DELETE RESTRICT;
ALTER TABLE unit ADD COLUMN parent_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT;
ALTER TABLE unit ADD COLUMN first_location_id INTEGER NOT NULL DEFAULT 1 REFERENCES location (id) ON DELETE RESTRICT;
ALTER TABLE unit ADD COLUMN first_parent_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT;
ALTER TABLE unit ADD COLUMN first_condition TEXT NOT NULL DEFAULT 'in_use';
ALTER TABLE unit ADD COLUMN cost INTEGER CHECK (cost IS NULL OR cost BETWEEN 0 AND 1000000000000);
ALTER TABLE unit ADD COLUMN supplier_id INTEGER REFERENCES supplier (id) ON DELETE RESTRICT;
ALTER TABLE unit ADD COLUMN supplier_warranty_until TEXT CHECK (supplier_warranty_until IS NULL OR date(supplier_warranty_until, '+0 days') IS supplier_warranty_until);
CREATE INDEX unit_part ON unit (part_id, location_id) WHERE part_id IS NOT NULL;
CREATE INDEX unit_parent ON unit (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX unit_first_parent ON unit (first_parent_id) WHERE first_parent_id IS NOT NULL;

ALTER TABLE unit_move ADD COLUMN device_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT;
ALTER TABLE unit_move ADD COLUMN order_id INTEGER REFERENCES service_order (id) ON DELETE RESTRICT;
ALTER TABLE unit_move ADD COLUMN note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400 AND instr(note, char(0)) = 0);
CREATE INDEX unit_move_device ON unit_move (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX unit_move_document ON unit_move (document) WHERE document <> '';

CREATE TABLE stock_move (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    part_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    from_location_id INTEGER NOT NULL REFERENCES location (id) ON DELETE RESTRICT,
    to_location_id INTEGER NOT NULL REFERENCES location (id) ON DELETE RESTRICT,
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 20),
    condition_before TEXT NOT NULL CHECK (length(condition_before) <= 20),
    condition_after TEXT NOT NULL CHECK (length(condition_after) <= 20),
    cost INTEGER NOT NULL DEFAULT 0 CHECK (cost BETWEEN 0 AND 1000000000000),
    document TEXT NOT NULL DEFAULT '' CHECK (length(document) <= 60 AND instr(document, char(0)) = 0),
    received_by TEXT NOT NULL DEFAULT '' CHECK (length(received_by) <= 120 AND instr(received_by, char(0)) = 0),
    device_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    order_id INTEGER REFERENCES service_order (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400 AND instr(note, char(0)) = 0),
    reverses_id INTEGER UNIQUE REFERENCES stock_move (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX stock_move_part ON stock_move (part_id, id);
CREATE INDEX stock_move_document ON stock_move (document) WHERE document <> '';
CREATE INDEX stock_move_order ON stock_move (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX stock_move_device ON stock_move (device_id) WHERE device_id IS NOT NULL;

CREATE TABLE stock_balance (
    part_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    location_id INTEGER NOT NULL REFERENCES location (id) ON DELETE RESTRICT,
    condition TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 0),
    PRIMARY KEY (part_id, location_id, condition)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_balance_location ON stock_balance (location_id);

INSERT INTO location (kind) VALUES
    ('good_store'), ('faulty_store'), ('quarantine'), ('delivery'), ('transit'), ('installed'), ('loaner_out'),
    ('head_office'), ('scrap'), ('lost');
"""
