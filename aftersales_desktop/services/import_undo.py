"""Taking a whole import back: its rows are archived under its number, nothing is deleted, and it is written down.

What the import made and later work came to use keeps it from being undone; kinds and models of device that others use
simply stay. The same file may be brought in again afterwards: its rows are then added anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aftersales_desktop.domain.errors import Cancelled, NotAllowed
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import moment_text
from aftersales_desktop.models.office import ImportRun
from aftersales_desktop.services import audit
from aftersales_desktop.services.import_list import ImportRunRow, get_import
from aftersales_desktop.services.work import Area, Desk

_UNITS = "SELECT id FROM unit WHERE import_id = ?1"
_CUSTOMERS = "SELECT id FROM customer WHERE import_id = ?1"

# Each statement gives the first record that needs the import, in words the receptionist can look up.
_BUILT_ON: tuple[tuple[str, Callable[[str], Message]], ...] = (
    (
        "SELECT r.file_name FROM import_run r WHERE r.id > ?1 AND r.undone_at IS NULL AND (EXISTS (SELECT 1 FROM "
        f"service_order s WHERE s.import_id = r.id AND s.archived_at IS NULL AND (s.unit_id IN ({_UNITS}) OR "
        f"s.owner_id IN ({_CUSTOMERS}))) OR EXISTS (SELECT 1 FROM unit u WHERE u.import_id = r.id AND "
        f"u.archived_at IS NULL AND u.owner_id IN ({_CUSTOMERS}))) LIMIT 1",
        lambda found: Message("The later import {file} builds on this one. Undo that one first.", file=Code(found)),
    ),
    (
        f"SELECT s.number FROM service_order s WHERE s.origin = 'counter' AND s.unit_id IN ({_UNITS}) UNION ALL "
        f"SELECT s.number FROM service_order s WHERE s.origin = 'counter' AND s.owner_id IN ({_CUSTOMERS}) UNION ALL "
        f"SELECT r.number FROM reception r WHERE r.origin = 'counter' AND r.payer_id IN ({_CUSTOMERS}) LIMIT 1",
        lambda found: Message(
            "Order {number} is for a device or a customer of this import, so the import stays.", number=OwnNumber(found)
        ),
    ),
    (
        f"SELECT number FROM warranty_card WHERE unit_id IN ({_UNITS}) UNION ALL "
        f"SELECT number FROM warranty_card WHERE owner_id IN ({_CUSTOMERS}) LIMIT 1",
        lambda found: Message(
            "Warranty card {number} is for a device or a customer of this import, so the import stays.",
            number=OwnNumber(found),
        ),
    ),
    (
        "SELECT i.value FROM unit u JOIN unit_identifier i ON i.unit_id = u.id "
        f"WHERE u.import_id IS NOT ?1 AND u.archived_at IS NULL AND u.owner_id IN ({_CUSTOMERS}) LIMIT 1",
        lambda found: Message(
            "Device {code} belongs to a customer of this import, so the import stays.", code=Code(found)
        ),
    ),
    (
        "SELECT coalesce(c.name, s.number, i.value) FROM audit a "
        "LEFT JOIN customer c ON c.uuid = a.record_uuid AND c.import_id = ?1 "
        "LEFT JOIN service_order s ON s.uuid = a.record_uuid AND s.import_id = ?1 "
        "LEFT JOIN unit u ON u.uuid = a.record_uuid AND u.import_id = ?1 "
        "LEFT JOIN unit_identifier i ON i.unit_id = u.id "
        "WHERE a.seq > (SELECT a2.seq FROM audit a2 JOIN import_run r ON r.uuid = a2.record_uuid "
        "WHERE r.id = ?1 AND a2.action = 'import') AND coalesce(c.id, s.id, u.id) IS NOT NULL LIMIT 1",
        lambda found: Message("“{name}” was changed after the import, so the import stays.", name=found),
    ),
    (
        f"SELECT c.name FROM site t JOIN customer c ON c.id = t.customer_id WHERE t.customer_id IN ({_CUSTOMERS}) "
        "AND t.import_id IS NOT ?1 LIMIT 1",
        lambda found: Message("“{name}” was changed after the import, so the import stays.", name=found),
    ),
    (
        "SELECT coalesce(c.name, s.number, i.value) FROM attachment a "
        "LEFT JOIN customer c ON c.uuid = a.record_uuid AND c.import_id = ?1 "
        "LEFT JOIN service_order s ON s.uuid = a.record_uuid AND s.import_id = ?1 "
        "LEFT JOIN unit u ON u.uuid = a.record_uuid AND u.import_id = ?1 "
        "LEFT JOIN unit_identifier i ON i.unit_id = u.id "
        "WHERE a.archived_at IS NULL AND coalesce(c.id, s.id, u.id) IS NOT NULL LIMIT 1",
        lambda found: Message("“{name}” has got photos or files since, so the import stays.", name=found),
    ),
)  # fmt: skip

_IN_USE = "archived_at IS NULL AND import_id = ?1"
_ARCHIVE = "UPDATE {table} SET archived_at = ?2, rev = rev + 1 WHERE " + _IN_USE
_STEPS = (
    ("orders", _ARCHIVE.format(table="service_order")),
    ("receptions", _ARCHIVE.format(table="reception")),
    # A serial must be free for the next device that bears it.
    ("identifiers", f"UPDATE unit_identifier SET removed_at = ?2 WHERE removed_at IS NULL AND unit_id IN ({_UNITS})"),
    ("units", _ARCHIVE.format(table="unit")),
    ("sites", _ARCHIVE.format(table="site")),
    ("customers", _ARCHIVE.format(table="customer")),
    (
        "models",
        _ARCHIVE.format(table="product_model")
        + " AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.model_id = product_model.id AND u.archived_at IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM card_batch b WHERE b.model_id = product_model.id)",
    ),
    (
        "categories",
        _ARCHIVE.format(table="category")
        + " AND NOT EXISTS (SELECT 1 FROM product_model m WHERE m.category_id = category.id "
        "AND m.archived_at IS NULL) AND NOT EXISTS (SELECT 1 FROM chip c WHERE c.category_id = category.id)",
    ),
)


def undo_import(
    desk: Desk,
    import_id: int,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportRunRow:
    """Take a whole import back, in one transaction. Gives the import as it is then.

    Raises NotFound; NotAllowed when it was undone before or when something later depends on it; Cancelled.
    """
    with desk.work(Area.CUSTOMERS, Area.UNITS, Area.RECEPTION) as now:
        run = get_import(desk, import_id)
        if run.undone_at is not None:
            raise NotAllowed(Message("The import {file} was already undone.", file=Code(run.file_name)))
        _refuse_what_is_built_on(desk, import_id)
        archived = _archive(import_id, now, progress, cancelled)
        ImportRun.update(undone_at=now).where(ImportRun.id == import_id).execute()
        audit.write(desk, now, "undo_import", "import_run", run.uuid, {"archived": archived})
        return get_import(desk, import_id)


def _refuse_what_is_built_on(desk: Desk, import_id: int) -> None:
    for query, sentence in _BUILT_ON:
        found = desk.rows(query, import_id)
        if found:
            raise NotAllowed(sentence(found[0][0]))


def _archive(
    import_id: int,
    now: datetime,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, int]:
    """How many rows of each kind were archived."""
    archived = {}
    for done, (kind, statement) in enumerate(_STEPS, start=1):
        if cancelled is not None and cancelled():
            raise Cancelled
        archived[kind] = database.execute_sql(statement, (import_id, moment_text(now))).rowcount
        if progress is not None:
            progress(done, len(_STEPS))
    return archived
