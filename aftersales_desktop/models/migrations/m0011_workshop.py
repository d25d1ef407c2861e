"""The bench: what was found, what was done and put in, what the customer agreed to."""

from aftersales_desktop.models.migrations.m0008_parts import RECORD_COLUMNS

SQL = f"""
ALTER TABLE service_order ADD COLUMN technician_id INTEGER REFERENCES staff_member (id) ON DELETE RESTRICT;
ALTER TABLE service_order ADD COLUMN closing_seal TEXT NOT NULL DEFAULT '' CHECK (length(closing_seal) <= 40 AND instr(closing_seal, char(0)) = 0);
ALTER TABLE service_order ADD COLUMN bounce_cause TEXT NOT NULL DEFAULT '' CHECK (bounce_cause IN ('', 'same_fault', 'new_fault', 'workmanship', 'part'));
CREATE INDEX service_order_technician ON service_order (technician_id, state) WHERE technician_id IS NOT NULL;
CREATE INDEX service_order_parent ON service_order (parent_order_id) WHERE parent_order_id IS NOT NULL;

CREATE TABLE fault_code (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('area', 'cause', 'action')),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
    name_fa TEXT NOT NULL CHECK (length(name_fa) BETWEEN 1 AND 80),
    name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
    position INTEGER NOT NULL DEFAULT 0,
    archived_at TEXT,
    UNIQUE (kind, code)
) STRICT;

CREATE TABLE diagnosis ({RECORD_COLUMNS}
    order_id INTEGER NOT NULL UNIQUE REFERENCES service_order (id) ON DELETE RESTRICT,
    technician_id INTEGER REFERENCES staff_member (id) ON DELETE RESTRICT,
    finding TEXT NOT NULL DEFAULT '' CHECK (length(finding) <= 4000 AND instr(finding, char(0)) = 0),
    areas TEXT NOT NULL DEFAULT '[]' CHECK (substr(areas, 1, 1) = '['),
    causes TEXT NOT NULL DEFAULT '[]' CHECK (substr(causes, 1, 1) = '['),
    actions TEXT NOT NULL DEFAULT '[]' CHECK (substr(actions, 1, 1) = '['),
    causal_part_id INTEGER REFERENCES part (id) ON DELETE RESTRICT,
    responsibility TEXT NOT NULL DEFAULT '' CHECK (responsibility IN ('', 'manufacturer', 'supplier', 'workmanship', 'transport', 'customer', 'unknown'))
) STRICT;

CREATE TABLE tariff ({RECORD_COLUMNS}
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40 AND instr(code, char(0)) = 0),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 160 AND instr(name, char(0)) = 0),
    search TEXT NOT NULL DEFAULT '' CHECK (length(search) <= 600),
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 100000),
    price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
    cost INTEGER NOT NULL DEFAULT 0 CHECK (cost BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3)
) STRICT;

CREATE TABLE order_line ({RECORD_COLUMNS}
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('labour', 'part', 'travel', 'shipping', 'fee', 'storage', 'discount')),
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('planned', 'done', 'removed')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200 AND instr(title, char(0)) = 0),
    tariff_id INTEGER REFERENCES tariff (id) ON DELETE RESTRICT,
    part_id INTEGER REFERENCES part (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity BETWEEN 1 AND 1000000),
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 100000),
    technician_id INTEGER REFERENCES staff_member (id) ON DELETE RESTRICT,
    done_on TEXT CHECK (done_on IS NULL OR date(done_on, '+0 days') IS done_on),
    cost INTEGER NOT NULL DEFAULT 0 CHECK (cost BETWEEN 0 AND 1000000000000),
    list_price INTEGER NOT NULL DEFAULT 0 CHECK (list_price BETWEEN 0 AND 1000000000000),
    price INTEGER NOT NULL DEFAULT 0 CHECK (price BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    coverage TEXT NOT NULL CHECK (coverage IN ('warranty', 'contract', 'supplier', 'goodwill', 'bounce', 'pay')),
    covered_pct INTEGER NOT NULL DEFAULT 0 CHECK (covered_pct BETWEEN 0 AND 100),
    payer TEXT NOT NULL DEFAULT 'customer' CHECK (payer IN ('customer', 'brand', 'insurer', 'contract', 'centre')),
    reason TEXT NOT NULL DEFAULT '{{}}' CHECK (substr(reason, 1, 1) = '{{'),
    goodwill_reason TEXT NOT NULL DEFAULT '' CHECK (length(goodwill_reason) <= 300 AND instr(goodwill_reason, char(0)) = 0),
    approved_by TEXT NOT NULL DEFAULT '' CHECK (length(approved_by) <= 120 AND instr(approved_by, char(0)) = 0),
    unit_in_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    unit_out_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    old_part TEXT NOT NULL DEFAULT '' CHECK (old_part IN ('', 'faulty_store', 'customer', 'stays_on_bench', 'none')),
    no_old_reason TEXT NOT NULL DEFAULT '' CHECK (length(no_old_reason) <= 200 AND instr(no_old_reason, char(0)) = 0),
    warranty_until TEXT CHECK (warranty_until IS NULL OR date(warranty_until, '+0 days') IS warranty_until),
    removed_reason TEXT NOT NULL DEFAULT '' CHECK (length(removed_reason) <= 300 AND instr(removed_reason, char(0)) = 0),
    CHECK ((kind = 'part') = (part_id IS NOT NULL)),
    CHECK (price <= list_price OR kind = 'discount'),
    CHECK (coverage = 'pay' OR price = list_price - list_price * covered_pct / 100),
    CHECK (coverage <> 'pay' OR covered_pct = 0),
    CHECK (coverage <> 'goodwill' OR (goodwill_reason <> '' AND approved_by <> '')),
    CHECK (state <> 'done' OR done_on IS NOT NULL),
    CHECK (state <> 'removed' OR removed_reason <> ''),
    CHECK (state <> 'done' OR unit_in_id IS NULL OR unit_out_id IS NOT NULL OR no_old_reason <> ''),
    CHECK (unit_out_id IS NULL OR old_part <> '')
) STRICT;
CREATE INDEX order_line_order ON order_line (order_id, position);
CREATE INDEX order_line_unit_in ON order_line (unit_in_id) WHERE unit_in_id IS NOT NULL;
CREATE INDEX order_line_unit_out ON order_line (unit_out_id) WHERE unit_out_id IS NOT NULL;
CREATE INDEX order_line_part ON order_line (part_id, done_on) WHERE part_id IS NOT NULL;

CREATE TABLE estimate ({RECORD_COLUMNS}
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL CHECK (version >= 1),
    state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'approved', 'refused', 'replaced')),
    issued_at TEXT CHECK (issued_at IS NULL OR issued_at GLOB '????-??-??T??:??:??.???Z'),
    valid_until TEXT CHECK (valid_until IS NULL OR date(valid_until, '+0 days') IS valid_until),
    chosen_option INTEGER CHECK (chosen_option IS NULL OR chosen_option BETWEEN 1 AND 3),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000 AND instr(note, char(0)) = 0),
    UNIQUE (order_id, version),
    CHECK ((state = 'draft') = (issued_at IS NULL)),
    CHECK (state <> 'approved' OR chosen_option IS NOT NULL)
) STRICT;

CREATE TABLE estimate_line (
    id INTEGER PRIMARY KEY,
    estimate_id INTEGER NOT NULL REFERENCES estimate (id) ON DELETE RESTRICT,
    option INTEGER NOT NULL CHECK (option BETWEEN 1 AND 3),
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('labour', 'part', 'travel', 'shipping', 'fee')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200 AND instr(title, char(0)) = 0),
    tariff_id INTEGER REFERENCES tariff (id) ON DELETE RESTRICT,
    part_id INTEGER REFERENCES part (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity BETWEEN 1 AND 1000000),
    price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
    covered INTEGER NOT NULL DEFAULT 0 CHECK (covered BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    UNIQUE (estimate_id, option, position)
) STRICT;

CREATE TABLE approval (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    estimate_id INTEGER NOT NULL REFERENCES estimate (id) ON DELETE RESTRICT,
    decision TEXT NOT NULL CHECK (decision IN ('approved', 'refused')),
    option INTEGER CHECK (option IS NULL OR option BETWEEN 1 AND 3),
    amount INTEGER NOT NULL DEFAULT 0 CHECK (amount BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    who TEXT NOT NULL CHECK (length(who) BETWEEN 1 AND 120 AND instr(who, char(0)) = 0),
    how TEXT NOT NULL CHECK (how IN ('phone', 'in_person', 'message')),
    words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 1000 AND instr(words, char(0)) = 0),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX approval_order ON approval (order_id);
"""
