"""What the file itself refuses about orders: an issued estimate stays as it is, a return names an earlier order."""

from __future__ import annotations

_EARLIER = """NEW.parent_order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM service_order p
    WHERE p.id = NEW.parent_order_id AND p.unit_id = NEW.unit_id AND p.state IN ('delivered', 'closed')
    AND p.id < NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a return names an earlier order of the same device that was handed back'); END"""
"""Of the same device, handed back, and older: so a chain of returns never bites its own tail."""

_LOCKED = "BEGIN SELECT RAISE(ABORT, 'the lines of an issued estimate never change'); END"
_NEW_LINE = "(SELECT state FROM estimate WHERE id = NEW.estimate_id) <> 'draft'"
_OLD_LINE = "(SELECT state FROM estimate WHERE id = OLD.estimate_id) <> 'draft'"

ORDER_GUARDS = {
    "estimate_locked": """CREATE TRIGGER estimate_locked BEFORE UPDATE ON estimate WHEN OLD.state <> 'draft' AND (
        NEW.order_id IS NOT OLD.order_id OR NEW.version IS NOT OLD.version OR NEW.issued_at IS NOT OLD.issued_at
        OR NEW.valid_until IS NOT OLD.valid_until OR NEW.note IS NOT OLD.note)
        BEGIN SELECT RAISE(ABORT, 'an issued estimate never changes'); END""",
    "estimate_line_locked_insert": "CREATE TRIGGER estimate_line_locked_insert BEFORE INSERT ON estimate_line "
    f"WHEN {_NEW_LINE} {_LOCKED}",
    "estimate_line_locked_update": "CREATE TRIGGER estimate_line_locked_update BEFORE UPDATE ON estimate_line "
    f"WHEN {_NEW_LINE} OR {_OLD_LINE} {_LOCKED}",
    "estimate_line_locked_delete": "CREATE TRIGGER estimate_line_locked_delete BEFORE DELETE ON estimate_line "
    f"WHEN {_OLD_LINE} {_LOCKED}",
    "service_order_return_insert": "CREATE TRIGGER service_order_return_insert AFTER INSERT ON service_order "
    f"WHEN {_EARLIER}",
    "service_order_return_update": "CREATE TRIGGER service_order_return_update AFTER UPDATE OF parent_order_id "
    f"ON service_order WHEN {_EARLIER}",
    "quality_check_other_person": """CREATE TRIGGER quality_check_other_person BEFORE INSERT ON quality_check
        WHEN NEW.checker_id = (SELECT technician_id FROM service_order WHERE id = NEW.order_id)
        BEGIN SELECT RAISE(ABORT, 'nobody checks their own work'); END""",
}
"""Name and SQL of these triggers."""
