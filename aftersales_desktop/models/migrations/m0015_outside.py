"""Claims at suppliers, loaners, devices at other workshops, calls and letters to customers, disposals."""

from aftersales_desktop.models.migrations.m0008_parts import RECORD_COLUMNS

SQL = f"""
CREATE TABLE supplier_claim ({RECORD_COLUMNS}
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 3 AND 30),
    request_key TEXT NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 60),
    supplier_id INTEGER NOT NULL REFERENCES supplier (id) ON DELETE RESTRICT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'settled')),
    their_number TEXT NOT NULL DEFAULT '' CHECK (length(their_number) <= 60 AND instr(their_number, char(0)) = 0),
    waybill TEXT NOT NULL DEFAULT '' CHECK (length(waybill) <= 60 AND instr(waybill, char(0)) = 0),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000 AND instr(note, char(0)) = 0),
    sent_on TEXT CHECK (sent_on IS NULL OR date(sent_on, '+0 days') IS sent_on),
    arrived_on TEXT CHECK (arrived_on IS NULL OR date(arrived_on, '+0 days') IS arrived_on),
    settled_on TEXT CHECK (settled_on IS NULL OR date(settled_on, '+0 days') IS settled_on),
    CHECK ((state = 'open') = (sent_on IS NULL)),
    CHECK ((state = 'settled') = (settled_on IS NOT NULL)),
    CHECK (arrived_on IS NULL OR sent_on IS NOT NULL)
) STRICT;
CREATE INDEX supplier_claim_state ON supplier_claim (state, sent_on);

CREATE TABLE supplier_claim_line ({RECORD_COLUMNS}
    claim_id INTEGER NOT NULL REFERENCES supplier_claim (id) ON DELETE RESTRICT,
    part_id INTEGER NOT NULL REFERENCES part (id) ON DELETE RESTRICT,
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity BETWEEN 1 AND 1000000),
    condition TEXT NOT NULL DEFAULT 'faulty' CHECK (condition IN ('faulty', 'suspect')),
    fault TEXT NOT NULL DEFAULT '' CHECK (length(fault) <= 300 AND instr(fault, char(0)) = 0),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'repaired', 'replaced', 'credited', 'rejected')),
    expected INTEGER NOT NULL DEFAULT 0 CHECK (expected BETWEEN 0 AND 1000000000000),
    received INTEGER NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    answered_on TEXT CHECK (answered_on IS NULL OR date(answered_on, '+0 days') IS answered_on),
    answer_note TEXT NOT NULL DEFAULT '' CHECK (length(answer_note) <= 300 AND instr(answer_note, char(0)) = 0),
    replacement_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    previous_id INTEGER REFERENCES supplier_claim_line (id) ON DELETE RESTRICT,
    CHECK (unit_id IS NULL OR quantity = 1),
    CHECK ((state IN ('open', 'sent')) = (answered_on IS NULL)),
    CHECK (unit_id IS NULL OR (state = 'replaced') = (replacement_id IS NOT NULL)),
    CHECK (replacement_id IS NULL OR (unit_id IS NOT NULL AND replacement_id <> unit_id)),
    CHECK (state = 'credited' OR received = 0)
) STRICT;
CREATE INDEX supplier_claim_line_claim ON supplier_claim_line (claim_id);
CREATE UNIQUE INDEX supplier_claim_line_unit ON supplier_claim_line (unit_id)
    WHERE unit_id IS NOT NULL AND state IN ('open', 'sent') AND archived_at IS NULL;
CREATE INDEX supplier_claim_line_of_unit ON supplier_claim_line (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX supplier_claim_line_replacement ON supplier_claim_line (replacement_id) WHERE replacement_id IS NOT NULL;

CREATE TABLE loaner ({RECORD_COLUMNS}
    unit_id INTEGER NOT NULL UNIQUE REFERENCES unit (id) ON DELETE RESTRICT,
    value INTEGER NOT NULL DEFAULT 0 CHECK (value BETWEEN 0 AND 1000000000000),
    deposit INTEGER NOT NULL DEFAULT 0 CHECK (deposit BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    condition_words TEXT NOT NULL DEFAULT '' CHECK (length(condition_words) <= 300 AND instr(condition_words, char(0)) = 0)
) STRICT;

CREATE TABLE loan ({RECORD_COLUMNS}
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    loaner_id INTEGER NOT NULL REFERENCES loaner (id) ON DELETE RESTRICT,
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    lent_on TEXT NOT NULL CHECK (date(lent_on, '+0 days') IS lent_on),
    due_on TEXT NOT NULL CHECK (date(due_on, '+0 days') IS due_on AND due_on >= lent_on),
    value INTEGER NOT NULL DEFAULT 0 CHECK (value BETWEEN 0 AND 1000000000000),
    deposit INTEGER NOT NULL DEFAULT 0 CHECK (deposit BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    condition_words TEXT NOT NULL CHECK (length(condition_words) BETWEEN 1 AND 300 AND instr(condition_words, char(0)) = 0),
    returned_on TEXT CHECK (returned_on IS NULL OR date(returned_on, '+0 days') IS returned_on),
    condition_back TEXT NOT NULL DEFAULT '' CHECK (condition_back IN ('', 'healthy_used', 'suspect', 'faulty')),
    back_words TEXT NOT NULL DEFAULT '' CHECK (length(back_words) <= 300 AND instr(back_words, char(0)) = 0),
    CHECK ((returned_on IS NULL) = (condition_back = ''))
) STRICT;
CREATE UNIQUE INDEX loan_unit_open ON loan (unit_id) WHERE returned_on IS NULL;
CREATE INDEX loan_order ON loan (order_id, returned_on);

CREATE TABLE outside_job ({RECORD_COLUMNS}
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('supplier', 'head_office', 'colleague')),
    supplier_id INTEGER REFERENCES supplier (id) ON DELETE RESTRICT,
    place TEXT NOT NULL CHECK (length(place) BETWEEN 1 AND 120 AND instr(place, char(0)) = 0),
    reference_number TEXT NOT NULL DEFAULT '' CHECK (length(reference_number) <= 60 AND instr(reference_number, char(0)) = 0),
    promised_on TEXT CHECK (promised_on IS NULL OR date(promised_on, '+0 days') IS promised_on),
    expected_cost INTEGER NOT NULL DEFAULT 0 CHECK (expected_cost BETWEEN 0 AND 1000000000000),
    cost INTEGER CHECK (cost IS NULL OR cost BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000 AND instr(note, char(0)) = 0),
    sent_on TEXT NOT NULL CHECK (date(sent_on, '+0 days') IS sent_on),
    back_on TEXT CHECK (back_on IS NULL OR date(back_on, '+0 days') IS back_on),
    result TEXT NOT NULL DEFAULT '' CHECK (length(result) <= 300 AND instr(result, char(0)) = 0),
    CHECK ((kind = 'supplier') = (supplier_id IS NOT NULL)),
    CHECK (back_on IS NOT NULL OR cost IS NULL)
) STRICT;
CREATE UNIQUE INDEX outside_job_open ON outside_job (order_id) WHERE back_on IS NULL;
CREATE INDEX outside_job_order ON outside_job (order_id);

CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 20),
    result TEXT NOT NULL CHECK (result IN ('answered', 'no_answer', 'busy', 'will_come', 'wrong_number')),
    comes_on TEXT CHECK (comes_on IS NULL OR date(comes_on, '+0 days') IS comes_on),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400 AND instr(note, char(0)) = 0),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    CHECK ((result = 'will_come') = (comes_on IS NOT NULL))
) STRICT;
CREATE INDEX call_order ON call (order_id, id);

CREATE TABLE uncollected_letter (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    order_id INTEGER NOT NULL REFERENCES service_order (id) ON DELETE RESTRICT,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    ready_on TEXT NOT NULL CHECK (date(ready_on, '+0 days') IS ready_on),
    written_on TEXT NOT NULL CHECK (date(written_on, '+0 days') IS written_on),
    answer_by TEXT NOT NULL CHECK (date(answer_by, '+0 days') IS answer_by AND answer_by >= written_on),
    fee INTEGER NOT NULL DEFAULT 0 CHECK (fee BETWEEN 0 AND 1000000000000),
    currency TEXT NOT NULL DEFAULT 'IRR' CHECK (length(currency) = 3),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
    actor TEXT NOT NULL,
    UNIQUE (order_id, ready_on, level)
) STRICT;

CREATE TABLE disposal ({RECORD_COLUMNS}
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 3 AND 30),
    order_id INTEGER NOT NULL UNIQUE REFERENCES service_order (id) ON DELETE RESTRICT,
    manager TEXT NOT NULL CHECK (length(manager) BETWEEN 1 AND 120 AND instr(manager, char(0)) = 0),
    witness TEXT NOT NULL DEFAULT '' CHECK (length(witness) <= 120 AND instr(witness, char(0)) = 0),
    words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 1000 AND instr(words, char(0)) = 0),
    fate TEXT NOT NULL CHECK (fate IN ('scrap', 'kept_healthy', 'kept_faulty')),
    disposed_on TEXT NOT NULL CHECK (date(disposed_on, '+0 days') IS disposed_on)
) STRICT;
"""
