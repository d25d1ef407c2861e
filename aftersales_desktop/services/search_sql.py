"""The queries of the search box. All are constant text; newest first means the highest row number first."""

from __future__ import annotations

from aftersales_desktop.services.query_parts import OPEN_STATE_LIST

_OPEN_FIRST = f"s.state NOT IN {OPEN_STATE_LIST}, s.id DESC"
_TEXT = "' ' || c.name_search || ' ' || c.phones_search"
_HELD = (
    f"AND (?2 = '' OR instr({_TEXT}, ?2) > 0) "
    f"AND (?3 = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(?3) WHERE instr({_TEXT}, value) = 0))"
)

CUSTOMER_BY_WORDS = f"""
    SELECT c.id FROM customer_names CROSS JOIN customer c ON c.id = customer_names.rowid
    WHERE customer_names MATCH ?1 AND c.archived_at IS NULL {_HELD}
    ORDER BY customer_names.rowid DESC LIMIT ?4"""
CUSTOMER_BY_PIECES = f"""
    SELECT c.id FROM customer_pieces CROSS JOIN customer c ON c.id = customer_pieces.rowid
    WHERE customer_pieces MATCH ?1 AND c.archived_at IS NULL {_HELD}
    ORDER BY customer_pieces.rowid DESC LIMIT ?4"""
# The plus keeps SQLite from walking an index of customers by kind for those that are not put away.
# The number of a customer who was merged finds the one who goes on.
_IN_USE = "(+archived_at IS NULL OR merged_into_id IS NOT NULL)"
CUSTOMER_BY_NUMBER = f"SELECT coalesce(merged_into_id, id) FROM customer WHERE subscriber_number = ? AND {_IN_USE}"
CUSTOMER_BY_SERIAL_OF_NUMBER = f"""
    SELECT coalesce(merged_into_id, id) FROM customer
    WHERE subscriber_number >= ? AND subscriber_number < ? AND {_IN_USE}"""
CUSTOMER_BY_NATIONAL_ID = """
    SELECT id FROM customer WHERE national_id = ? AND national_id <> '' AND +archived_at IS NULL
    ORDER BY id DESC LIMIT ?"""
CUSTOMER_BY_PHONE = """
    SELECT c.id FROM customer_phone p CROSS JOIN customer c ON c.id = p.customer_id
    WHERE p.number = ? AND p.removed_at IS NULL AND c.archived_at IS NULL ORDER BY c.id DESC LIMIT ?"""
CUSTOMER_BY_PHONE_START = """
    SELECT c.id FROM customer_phone p CROSS JOIN customer c ON c.id = p.customer_id
    WHERE p.number >= ? AND p.number < ? AND p.removed_at IS NULL AND c.archived_at IS NULL LIMIT ?"""
CUSTOMER_BY_PHONE_END = """
    SELECT c.id FROM customer_phone p CROSS JOIN customer c ON c.id = p.customer_id
    WHERE p.number_rev >= ? AND p.number_rev < ? AND p.removed_at IS NULL AND c.archived_at IS NULL LIMIT ?"""

UNIT_BY_CODE = """
    SELECT u.id FROM unit_identifier i CROSS JOIN unit u ON u.id = i.unit_id
    WHERE i.value_norm = ? AND i.removed_at IS NULL AND u.archived_at IS NULL ORDER BY u.id DESC LIMIT ?"""
UNIT_BY_START = """
    SELECT u.id FROM unit_identifier i CROSS JOIN unit u ON u.id = i.unit_id
    WHERE i.value_norm >= ? AND i.value_norm < ? AND i.removed_at IS NULL AND u.archived_at IS NULL LIMIT ?"""
UNIT_BY_END = """
    SELECT u.id FROM unit_identifier i CROSS JOIN unit u ON u.id = i.unit_id
    WHERE i.value_rev >= ? AND i.value_rev < ? AND i.removed_at IS NULL AND u.archived_at IS NULL LIMIT ?"""
UNIT_BY_PIECES = """
    SELECT u.id FROM identifier_pieces CROSS JOIN unit_identifier i ON i.id = identifier_pieces.rowid
    CROSS JOIN unit u ON u.id = i.unit_id
    WHERE identifier_pieces MATCH ? AND i.removed_at IS NULL AND u.archived_at IS NULL
    ORDER BY identifier_pieces.rowid DESC LIMIT ?"""
UNITS_OF_OWNERS = """
    SELECT u.id FROM json_each(?) k CROSS JOIN unit u ON u.owner_id = k.value
    WHERE u.archived_at IS NULL ORDER BY u.id DESC LIMIT ?"""

PART_BY_START = """
    SELECT id, code_norm = ?1 FROM part WHERE code_norm >= ?1 AND code_norm < ?2 AND +archived_at IS NULL
    ORDER BY code_norm LIMIT ?3"""
PART_BY_WORDS = """
    SELECT p.id FROM part_names CROSS JOIN part p ON p.id = part_names.rowid
    WHERE part_names MATCH ? AND p.archived_at IS NULL ORDER BY part_names.rowid DESC LIMIT ?"""
PARTS_OF_UNITS = """
    SELECT DISTINCT u.part_id FROM json_each(?) k CROSS JOIN unit u ON u.id = k.value
    WHERE u.part_id IS NOT NULL LIMIT ?"""

ORDER_BY_CODE = "SELECT id FROM service_order WHERE number_norm = ? AND archived_at IS NULL ORDER BY id DESC LIMIT ?"
ORDER_BY_SERIAL_OF_NUMBER = """
    SELECT s.id FROM number_series n CROSS JOIN service_order s
    ON s.number_norm >= substr(n.series, 11, 2) || substr(n.series, -2) || ?1
    AND s.number_norm < substr(n.series, 11, 2) || substr(n.series, -2) || ?1 || ':'
    WHERE n.series >= 'reception/' AND n.series < 'reception0' AND s.archived_at IS NULL ORDER BY s.id DESC LIMIT ?2"""
ORDER_BY_START = """
    SELECT id FROM service_order WHERE number_norm >= ? AND number_norm < ? AND archived_at IS NULL
    ORDER BY number_norm DESC LIMIT ?"""
ORDER_BY_END = """
    SELECT id FROM service_order WHERE number_rev >= ? AND number_rev < ? AND archived_at IS NULL LIMIT ?"""
ORDERS_OF_OWNERS = f"""
    SELECT s.id FROM json_each(?) k CROSS JOIN service_order s ON s.owner_id = k.value
    WHERE s.archived_at IS NULL ORDER BY {_OPEN_FIRST} LIMIT ?"""
ORDERS_OF_UNITS = f"""
    SELECT s.id FROM json_each(?) k CROSS JOIN service_order s ON s.unit_id = k.value
    WHERE s.archived_at IS NULL ORDER BY {_OPEN_FIRST} LIMIT ?"""

ORDERS_STILL_HERE = f"""
    SELECT s.id FROM json_each(?) k CROSS JOIN service_order s ON s.id = k.value WHERE s.state IN {OPEN_STATE_LIST}"""


def _with_words(joined: str, model: str = " || coalesce(m.search, '')") -> str:
    """Of some records, those whose owner and model hold every word."""
    text = f"' ' || coalesce(c.name_search, '') || ' '{model}"
    # names are constants
    return f"""
    SELECT k.value FROM json_each(?1) k CROSS JOIN {joined}
    WHERE NOT EXISTS (SELECT 1 FROM json_each(?2) n WHERE instr({text}, n.value) = 0)"""


CUSTOMERS_WITH_WORDS = _with_words("customer c ON c.id = k.value", model="")
ORDERS_WITH_WORDS = _with_words(
    """service_order s ON s.id = k.value CROSS JOIN customer c ON c.id = s.owner_id
    CROSS JOIN unit u ON u.id = s.unit_id CROSS JOIN product_model m ON m.id = u.model_id"""
)
CARDS_WITH_WORDS = _with_words(
    """warranty_card w ON w.id = k.value LEFT JOIN customer c ON c.id = w.owner_id
    LEFT JOIN unit u ON u.id = w.unit_id LEFT JOIN product_model m ON m.id = u.model_id"""
)
UNITS_WITH_WORDS = _with_words(
    """unit u ON u.id = k.value CROSS JOIN product_model m ON m.id = u.model_id
    LEFT JOIN customer c ON c.id = u.owner_id"""
)

CARD_BY_CODE = "SELECT id FROM warranty_card WHERE number_norm = ? AND archived_at IS NULL ORDER BY id DESC LIMIT ?"
CARD_BY_START = """
    SELECT id FROM warranty_card WHERE number_norm >= ? AND number_norm < ? AND archived_at IS NULL
    ORDER BY number_norm DESC LIMIT ?"""
CARD_BY_END = """
    SELECT id FROM warranty_card WHERE number_rev >= ? AND number_rev < ? AND archived_at IS NULL LIMIT ?"""
CARDS_OF_OWNERS = """
    SELECT w.id FROM json_each(?) k CROSS JOIN warranty_card w ON w.owner_id = k.value
    WHERE w.archived_at IS NULL ORDER BY w.id DESC LIMIT ?"""
CARDS_OF_UNITS = """
    SELECT w.id FROM json_each(?) k CROSS JOIN warranty_card w ON w.unit_id = k.value
    WHERE w.archived_at IS NULL ORDER BY w.id DESC LIMIT ?"""
