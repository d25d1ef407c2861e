"""What the file itself refuses, and how its search indexes are kept.

Dropped and created again after every migration, because rebuilding a table drops its triggers without a word.
Only built-in SQL functions appear here, so that any SQLite tool can open the file.
"""

from __future__ import annotations

from peewee import SqliteDatabase

from aftersales_desktop.models.ledgers import ledger_triggers
from aftersales_desktop.models.order_guards import ORDER_GUARDS

APPEND_ONLY = (
    "audit", "print_log", "unit_owner_change", "unit_move", "warranty_event", "order_event", "part_price", "stock_move",
    "approval", "order_line_move", "part_delivery", "merge_event", "merge_move", "order_override", "quality_check",
    "call", "uncollected_letter",
)  # fmt: skip
NEVER_DELETED = (
    "number_series", "import_run", "stored_file", "customer", "customer_phone", "site", "category", "chip",
    "product_model", "location", "unit", "unit_identifier", "issuer", "warranty_terms", "card_batch",
    "warranty_card", "warranty_void", "reception", "service_order", "staff_member", "supplier", "part",
    "stock_document", "stock_balance", "fault_code", "diagnosis", "tariff", "order_line", "estimate",
    "supplier_claim", "supplier_claim_line", "loaner", "loan", "outside_job", "disposal",
    "part_reservation", "part_order", "attachment",
)  # fmt: skip
NEVER_CHANGED = (
    ("customer", "subscriber_number"),
    ("reception", "number"),
    ("service_order", "number"),
    ("warranty_card", "number"),
    ("warranty_terms", "start_basis"),
    ("stock_document", "number"),
    ("supplier_claim", "number"),
    ("disposal", "number"),
    ("attachment", "sha256"),
    ("attachment", "record_uuid"),
)
STATEFUL = ("service_order", "warranty_card", "estimate", "supplier_claim", "supplier_claim_line")
MERGED = ("customer", "unit")


def _append_only(table: str) -> dict[str, str]:
    return {
        f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        **_never_deleted(table),
    }


def _never_deleted(table: str) -> dict[str, str]:
    return {
        f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END"
    }


def _never_changed(table: str, column: str) -> dict[str, str]:
    name = f"{table}_{column}_fixed"
    return {
        name: f"CREATE TRIGGER {name} BEFORE UPDATE OF {column} ON {table} WHEN NEW.{column} IS NOT OLD.{column} "
        f"BEGIN SELECT RAISE(ABORT, '{table}.{column} never changes'); END"
    }


def _allowed_states(table: str) -> dict[str, str]:
    name = f"{table}_state_move"
    return {
        name: f"CREATE TRIGGER {name} BEFORE UPDATE OF state ON {table} WHEN NEW.state IS NOT OLD.state AND NOT EXISTS "
        f"(SELECT 1 FROM allowed_move WHERE entity = '{table}' AND from_state = OLD.state AND to_state = NEW.state) "
        f"BEGIN SELECT RAISE(ABORT, 'state of {table} cannot move that way'); END"
    }


def _merged_once(table: str) -> dict[str, str]:
    """Who is merged is put away, and always points straight at somebody who is not: no chain, no circle."""
    name = f"{table}_merged"
    return {
        name: f"CREATE TRIGGER {name} BEFORE UPDATE OF merged_into_id, archived_at ON {table} "
        "WHEN NEW.merged_into_id IS NOT NULL AND (NEW.archived_at IS NULL OR NEW.merged_into_id = NEW.id OR EXISTS "
        f"(SELECT 1 FROM {table} WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)) "
        f"BEGIN SELECT RAISE(ABORT, 'this {table} cannot be merged that way'); END"
    }


_SINGLE = {
    "number_series_forward": """CREATE TRIGGER number_series_forward BEFORE UPDATE ON number_series
        WHEN NEW.last <= OLD.last BEGIN SELECT RAISE(ABORT, 'numbers only go forward'); END""",
    "audit_chain": """CREATE TRIGGER audit_chain BEFORE INSERT ON audit
        WHEN NEW.prev_hash IS NOT coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1),
            '0000000000000000000000000000000000000000000000000000000000000000')
        BEGIN SELECT RAISE(ABORT, 'audit row does not follow the last one'); END""",
    "customer_search_insert": """CREATE TRIGGER customer_search_insert AFTER INSERT ON customer BEGIN
        INSERT INTO customer_names (rowid, name_search) VALUES (NEW.id, NEW.name_search);
        INSERT INTO customer_pieces (rowid, name_search, phones_search)
            VALUES (NEW.id, NEW.name_search, NEW.phones_search); END""",
    "customer_search_update": """CREATE TRIGGER customer_search_update AFTER UPDATE OF name_search, phones_search ON customer
        WHEN OLD.name_search IS NOT NEW.name_search OR OLD.phones_search IS NOT NEW.phones_search BEGIN
        INSERT INTO customer_names (customer_names, rowid, name_search) VALUES ('delete', OLD.id, OLD.name_search);
        INSERT INTO customer_names (rowid, name_search) VALUES (NEW.id, NEW.name_search);
        INSERT INTO customer_pieces (customer_pieces, rowid, name_search, phones_search)
            VALUES ('delete', OLD.id, OLD.name_search, OLD.phones_search);
        INSERT INTO customer_pieces (rowid, name_search, phones_search)
            VALUES (NEW.id, NEW.name_search, NEW.phones_search); END""",
    "identifier_search_insert": """CREATE TRIGGER identifier_search_insert AFTER INSERT ON unit_identifier BEGIN
        INSERT INTO identifier_pieces (rowid, value_norm) VALUES (NEW.id, NEW.value_norm); END""",
    "identifier_search_update": """CREATE TRIGGER identifier_search_update AFTER UPDATE OF value_norm ON unit_identifier
        WHEN OLD.value_norm IS NOT NEW.value_norm BEGIN
        INSERT INTO identifier_pieces (identifier_pieces, rowid, value_norm) VALUES ('delete', OLD.id, OLD.value_norm);
        INSERT INTO identifier_pieces (rowid, value_norm) VALUES (NEW.id, NEW.value_norm); END""",
    "part_search_insert": """CREATE TRIGGER part_search_insert AFTER INSERT ON part BEGIN
        INSERT INTO part_names (rowid, search) VALUES (NEW.id, NEW.search); END""",
    "part_search_update": """CREATE TRIGGER part_search_update AFTER UPDATE OF search ON part
        WHEN OLD.search IS NOT NEW.search BEGIN
        INSERT INTO part_names (part_names, rowid, search) VALUES ('delete', OLD.id, OLD.search);
        INSERT INTO part_names (rowid, search) VALUES (NEW.id, NEW.search); END""",
}


def all_triggers() -> dict[str, str]:
    """Name and SQL of every trigger the file must have."""
    triggers = _SINGLE | ledger_triggers() | ORDER_GUARDS
    for table in APPEND_ONLY:
        triggers |= _append_only(table)
    for table in NEVER_DELETED:
        triggers |= _never_deleted(table)
    for table, column in NEVER_CHANGED:
        triggers |= _never_changed(table, column)
    for table in STATEFUL:
        triggers |= _allowed_states(table)
    for table in MERGED:
        triggers |= _merged_once(table)
    return triggers


def ensure_triggers(database: SqliteDatabase) -> None:
    """Give the file exactly these triggers, inside the caller's transaction; free when they are already there."""
    wanted = all_triggers()
    found = dict(database.execute_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())
    for name in found.keys() - wanted.keys():
        database.execute_sql(f'DROP TRIGGER "{name}"')
    for name, sql in wanted.items():
        if found.get(name) != sql:
            database.execute_sql(f'DROP TRIGGER IF EXISTS "{name}"')
            database.execute_sql(sql)
