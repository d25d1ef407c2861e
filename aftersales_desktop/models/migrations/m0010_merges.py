"""Records that were found to be one: who stays, what went over to it, and what was taken back."""

SQL = """
CREATE TABLE merge_event (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    entity TEXT NOT NULL CHECK (entity IN ('customer', 'unit')),
    kept_customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    merged_customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    kept_unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    merged_unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    before TEXT NOT NULL CHECK (substr(before, 1, 1) = '{'),
    after TEXT NOT NULL CHECK (substr(after, 1, 1) = '{'),
    last_order INTEGER NOT NULL CHECK (last_order >= 0),
    last_card_event INTEGER NOT NULL CHECK (last_card_event >= 0),
    reverses_id INTEGER UNIQUE REFERENCES merge_event (id) ON DELETE RESTRICT,
    CHECK ((entity = 'customer') = (kept_customer_id IS NOT NULL)),
    CHECK ((entity = 'customer') = (merged_customer_id IS NOT NULL)),
    CHECK ((entity = 'unit') = (kept_unit_id IS NOT NULL)),
    CHECK ((entity = 'unit') = (merged_unit_id IS NOT NULL)),
    CHECK (kept_customer_id IS NULL OR kept_customer_id <> merged_customer_id),
    CHECK (kept_unit_id IS NULL OR kept_unit_id <> merged_unit_id)
) STRICT;
CREATE INDEX merge_event_customer ON merge_event (kept_customer_id) WHERE kept_customer_id IS NOT NULL;
CREATE INDEX merge_event_merged_customer ON merge_event (merged_customer_id) WHERE merged_customer_id IS NOT NULL;
CREATE INDEX merge_event_unit ON merge_event (kept_unit_id) WHERE kept_unit_id IS NOT NULL;
CREATE INDEX merge_event_merged_unit ON merge_event (merged_unit_id) WHERE merged_unit_id IS NOT NULL;

CREATE TABLE merge_move (
    id INTEGER PRIMARY KEY,
    merge_id INTEGER NOT NULL REFERENCES merge_event (id) ON DELETE RESTRICT,
    subject TEXT NOT NULL CHECK (subject GLOB '?*.?*' AND length(subject) <= 60),
    row_id INTEGER NOT NULL CHECK (row_id >= 1),
    UNIQUE (merge_id, subject, row_id)
) STRICT;

CREATE INDEX customer_merged ON customer (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX unit_merged ON unit (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX reception_payer ON reception (payer_id) WHERE payer_id IS NOT NULL;
"""
