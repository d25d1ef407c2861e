"""The daily work of the store: who saw what was scrapped, slips taken back, parts that orders wait for, what is on order."""

_RECORD = """
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    branch TEXT NOT NULL CHECK (length(branch) BETWEEN 1 AND 8),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    created_by TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    archived_at TEXT,"""

SQL = f"""
ALTER TABLE stock_document ADD COLUMN witnesses TEXT NOT NULL DEFAULT '' CHECK (length(witnesses) <= 240 AND instr(witnesses, char(0)) = 0);
ALTER TABLE stock_document ADD COLUMN taken_back_at TEXT CHECK (taken_back_at IS NULL OR taken_back_at GLOB '????-??-??T??:??:??.???Z');
ALTER TABLE stock_document ADD COLUMN taken_back_reason TEXT NOT NULL DEFAULT '' CHECK (length(taken_back_reason) <= 400 AND instr(taken_back_reason, char(0)) = 0);
CREATE INDEX stock_document_kind ON stock_document (kind, id);
CREATE INDEX part_minimum ON part (minimum, id) WHERE minimum > 0;
CREATE INDEX part_place ON part (place, id);

CREATE TABLE part_reservation ({_RECORD}
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    part_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'arrived', 'used', 'released')),
    document_id INTEGER REFERENCES stock_document (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400 AND instr(note, char(0)) = 0),
    CHECK (state <> 'waiting' OR document_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX part_reservation_open ON part_reservation (order_id, part_id) WHERE state IN ('waiting', 'arrived');
CREATE INDEX part_reservation_part ON part_reservation (part_id, state);
CREATE INDEX part_reservation_state ON part_reservation (state, part_id) WHERE state IN ('waiting', 'arrived');

CREATE TABLE part_order ({_RECORD}
    part_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    supplier_id INTEGER REFERENCES supplier (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    ordered_on TEXT NOT NULL CHECK (date(ordered_on, '+0 days') IS ordered_on),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400 AND instr(note, char(0)) = 0),
    closed_at TEXT
) STRICT;
CREATE INDEX part_order_open ON part_order (part_id, id) WHERE closed_at IS NULL;

CREATE TABLE part_delivery (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    part_order_id INTEGER NOT NULL REFERENCES part_order (id) ON DELETE RESTRICT,
    document_id INTEGER NOT NULL REFERENCES stock_document (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    UNIQUE (part_order_id, document_id)
) STRICT;
CREATE INDEX part_delivery_document ON part_delivery (document_id);
"""
