"""How devices leave: what was let pass and why, who looked at the work, and what a returned device came back for."""

SQL = """
ALTER TABLE service_order ADD COLUMN failed_line_id INTEGER REFERENCES order_line (id) ON DELETE RESTRICT;
ALTER TABLE product_model ADD COLUMN needs_quality INTEGER NOT NULL DEFAULT 0 CHECK (needs_quality IN (0, 1));
CREATE INDEX service_order_bounce ON service_order (bounce_cause) WHERE bounce_cause <> '';
CREATE INDEX order_line_goodwill ON order_line (order_id) WHERE coverage = 'goodwill';

CREATE TABLE order_override (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    blocker TEXT NOT NULL CHECK (length(blocker) BETWEEN 1 AND 30),
    detail TEXT NOT NULL DEFAULT '{}' CHECK (substr(detail, 1, 1) = '{'),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 3 AND 300 AND instr(reason, char(0)) = 0),
    allowed_by TEXT NOT NULL CHECK (length(allowed_by) BETWEEN 1 AND 120 AND instr(allowed_by, char(0)) = 0)
) STRICT;
CREATE INDEX order_override_order ON order_override (order_id);

CREATE TABLE quality_check (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    checker_id INTEGER NOT NULL REFERENCES staff_member (id) ON DELETE RESTRICT,
    result TEXT NOT NULL CHECK (result IN ('passed', 'failed')),
    checked TEXT NOT NULL DEFAULT '[]' CHECK (substr(checked, 1, 1) = '['),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 300 AND instr(reason, char(0)) = 0),
    CHECK (result <> 'failed' OR length(reason) >= 3)
) STRICT;
CREATE INDEX quality_check_order ON quality_check (order_id);
"""
