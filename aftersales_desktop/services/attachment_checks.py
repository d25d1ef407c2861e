"""What must hold for photos and files: each belongs to a record, and its content is in the store, unchanged."""

from __future__ import annotations

from pathlib import Path

from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services.file_store import Condition, store_beside
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reading import Rows

_STRAY = (
    "SELECT a.name FROM attachment a WHERE NOT EXISTS (SELECT 1 FROM customer WHERE a.entity = 'customer' AND "
    "uuid = a.record_uuid) AND NOT EXISTS (SELECT 1 FROM unit WHERE a.entity = 'unit' AND uuid = a.record_uuid) AND "
    "NOT EXISTS (SELECT 1 FROM service_order WHERE a.entity = 'service_order' AND uuid = a.record_uuid) LIMIT 1"
)
_CONTENTS = "SELECT sha256, name, entity, record_uuid FROM attachment GROUP BY sha256 ORDER BY min(id)"
_TITLES = {
    "customer": "SELECT name FROM customer WHERE uuid = ?",
    "unit": f"SELECT {FIRST_CODE} FROM unit u WHERE uuid = ?",
    "service_order": "SELECT number FROM service_order WHERE uuid = ?",
}


def files_have_records(rows: Rows) -> Message | None:
    """The first file whose record does not exist."""
    found = rows.rows(_STRAY)
    return Message("{file} belongs to a record that does not exist.", file=Code(found[0][0])) if found else None


def files_are_whole(rows: Rows) -> Message | None:
    """The first file that is missing or was changed, with the record it belongs to. Reads every content."""
    store = store_beside(Path(rows.rows("PRAGMA database_list")[0][2]))
    for sha256, name, entity, record_uuid in rows.rows(_CONTENTS):
        condition = store.condition(sha256)
        if condition is Condition.MISSING:
            return Message(
                "{file} is missing from the data folder. It belongs to {record}.",
                file=Code(name),
                record=_record(rows, entity, record_uuid),
            )
        if condition is Condition.CHANGED:
            return Message(
                "{file} was changed or damaged in the data folder. It belongs to {record}.",
                file=Code(name),
                record=_record(rows, entity, record_uuid),
            )
    return None


def _record(rows: Rows, entity: str, record_uuid: str) -> Message:
    title = rows.rows(_TITLES[entity], record_uuid)[0][0]
    match entity:
        case "customer":
            return Message("customer {name}", name=title)
        case "unit":
            return Message("device {code}", code=Code(title))
        case _:
            return Message("order {number}", number=OwnNumber(title))


FILE_CHECKS = (files_have_records, files_are_whole)
