"""What the file itself refuses about orders: an issued estimate stays as it is, a return names an earlier order."""

from __future__ import annotations

_IS_LOCKED = "(SELECT state FROM estimate WHERE id = {row}.estimate_id) <> 'draft'"
_ESTIMATE_COLUMNS = ("order_id", "version", "issued_at", "valid_until", "note")


def order_guards() -> dict[str, str]:
    """Name and SQL of these triggers."""
    return _locked_lines() | {
        "estimate_locked": "CREATE TRIGGER estimate_locked BEFORE UPDATE ON estimate WHEN OLD.state <> 'draft' AND ("
        + " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _ESTIMATE_COLUMNS)
        + ") BEGIN SELECT RAISE(ABORT, 'an issued estimate never changes'); END",
        "service_order_return_insert": _return_guard("service_order_return_insert", "AFTER INSERT"),
        "service_order_return_update": _return_guard("service_order_return_update", "AFTER UPDATE OF parent_order_id"),
        "quality_check_other_person": "CREATE TRIGGER quality_check_other_person BEFORE INSERT ON quality_check "
        "WHEN NEW.checker_id = (SELECT technician_id FROM service_order WHERE id = NEW.order_id) "
        "BEGIN SELECT RAISE(ABORT, 'nobody checks their own work'); END",
    }


def _locked_lines() -> dict[str, str]:
    """Lines belong to the paper that was given out."""
    triggers = {}
    for change, rows in (("INSERT", ("NEW",)), ("UPDATE", ("NEW", "OLD")), ("DELETE", ("OLD",))):
        name = f"estimate_line_locked_{change.lower()}"
        locked = " OR ".join(_IS_LOCKED.format(row=row) for row in rows)
        triggers[name] = (
            f"CREATE TRIGGER {name} BEFORE {change} ON estimate_line WHEN {locked} "
            "BEGIN SELECT RAISE(ABORT, 'the lines of an issued estimate never change'); END"
        )
    return triggers


def _return_guard(name: str, moment: str) -> str:
    """Of the same device, handed back, and older: so a chain of returns never bites its own tail."""
    return (
        f"CREATE TRIGGER {name} {moment} ON service_order WHEN NEW.parent_order_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM service_order p WHERE p.id = NEW.parent_order_id AND p.unit_id = NEW.unit_id "
        "AND p.state IN ('delivered', 'closed') AND p.id < NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'a return names an earlier order of the same device that was handed back'); END"
    )
