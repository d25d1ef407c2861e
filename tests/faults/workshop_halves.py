"""What the file of a killed workshop must show: nothing by half, and everything that was acknowledged, whole."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.services.work import Desk

_LINKED = "EXISTS (SELECT 1 FROM order_line_move k WHERE k.{column} = m.id)"
_MOVES = (
    "(SELECT count(*) FROM unit_move m WHERE m.document = d.number{more}) "
    "+ (SELECT count(*) FROM stock_move m WHERE m.document = d.number{more})"
)
_OUT = "(SELECT count(*) FROM unit_move m WHERE m.document = s.number AND m.unit_id = s.unit_id AND m.reason = '{}')"
_EVENTS = "(SELECT count(*) FROM order_event e WHERE e.order_id = s.id AND e.kind IN ({}))"
_BACK = (
    "(SELECT count(*) FROM unit_move m JOIN unit_move o ON o.id = m.reverses_id WHERE o.document = s.number "
    "AND o.unit_id = s.unit_id AND o.reason = 'COUT')"
)

HALVES = {
    "a swap without the part that went in": """
        SELECT l.uuid FROM order_line l WHERE l.unit_in_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM order_line_move k
        JOIN unit_move m ON m.id = k.unit_move_id WHERE k.line_id = l.id AND m.reason = 'INS'
        AND m.unit_id = l.unit_in_id)""",
    "a swap without the part that came out": """
        SELECT l.uuid FROM order_line l WHERE l.unit_out_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM order_line_move k
        JOIN unit_move m ON m.id = k.unit_move_id WHERE k.line_id = l.id AND m.reason = 'REM'
        AND m.unit_id = l.unit_out_id)""",
    "counted parts that did not go in": """
        SELECT l.uuid FROM order_line l WHERE l.kind = 'part' AND l.unit_in_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM order_line_move k JOIN stock_move m ON m.id = k.stock_move_id WHERE k.line_id = l.id
        AND m.reason = 'INS' AND m.quantity = l.quantity)""",
    "a line without its event": """
        SELECT l.uuid FROM order_line l WHERE NOT EXISTS (SELECT 1 FROM order_event e WHERE e.order_id = l.order_id
        AND e.kind = 'swapped' AND json_extract(e.detail, '$.line') = l.uuid)""",
    "an event without its line": """
        SELECT e.uuid FROM order_event e WHERE e.kind IN ('swapped', 'line_removed') AND NOT EXISTS (
        SELECT 1 FROM order_line l WHERE l.uuid = json_extract(e.detail, '$.line'))""",
    "a part that went in without a line": f"""
        SELECT m.uuid FROM unit_move m WHERE m.reason = 'INS' AND NOT {_LINKED.format(column="unit_move_id")}
        UNION ALL
        SELECT m.uuid FROM stock_move m WHERE m.reason = 'INS' AND NOT {_LINKED.format(column="stock_move_id")}""",
    "a line that was taken away by half": """
        SELECT l.uuid FROM order_line l JOIN service_order s ON s.id = l.order_id JOIN order_line_move k
        ON k.line_id = l.id LEFT JOIN unit_move m ON m.id = k.unit_move_id LEFT JOIN stock_move c
        ON c.id = k.stock_move_id WHERE s.state <> 'cancelled' AND (l.state = 'removed') <> (CASE WHEN m.id IS NULL
        THEN EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = c.id)
        ELSE EXISTS (SELECT 1 FROM unit_move r WHERE r.reverses_id = m.id) END)
        UNION ALL SELECT l.uuid FROM order_line l JOIN service_order s ON s.id = l.order_id
        WHERE s.state <> 'cancelled' AND (l.state = 'removed') <> EXISTS (SELECT 1 FROM order_event e
        WHERE e.order_id = l.order_id AND e.kind = 'line_removed' AND json_extract(e.detail, '$.line') = l.uuid)""",
    "a slip with more or fewer movements than lines": f"""
        SELECT d.number FROM stock_document d
        WHERE {_MOVES.format(more=" AND m.reverses_id IS NULL")} <> CAST(d.note AS INTEGER)""",
    "a slip that was taken back by half": f"""
        SELECT d.number FROM stock_document d WHERE {_MOVES.format(more=" AND m.reverses_id IS NOT NULL")}
        <> CASE WHEN d.taken_back_at IS NULL THEN 0 ELSE CAST(d.note AS INTEGER) END""",
    "a hand-over without its movement, its event or its slip": f"""
        SELECT s.number FROM service_order s WHERE {_EVENTS.format("'handed_back'")} <> {_EVENTS.format("'exit'")}
        OR {_EVENTS.format("'handed_back', 'cancelled'")} <> {_OUT.format("COUT")}
        OR {_EVENTS.format("'exit_undone'")} <> {_BACK}
        OR {_EVENTS.format("'exit'")} - {_EVENTS.format("'exit_undone'")} <> (s.state = 'delivered')
        OR {_EVENTS.format("'cancelled'")} <> (s.state = 'cancelled')""",
    "a device that came in by half": f"""
        SELECT s.number FROM service_order s WHERE {_OUT.format("CIN")} <> 1 OR {_EVENTS.format("'received'")} <> 1""",
    "a record without a line of the audit": """
        SELECT uuid FROM (SELECT uuid FROM service_order UNION ALL SELECT uuid FROM order_line UNION ALL
        SELECT uuid FROM stock_document UNION ALL SELECT uuid FROM unit) EXCEPT
        SELECT record_uuid FROM audit WHERE action = 'create'""",
}
"""What there would be if only a part of a use case had reached the disk; each gives the numbers of the broken ones."""

KEPT = {
    "take_in": "SELECT r.number, count(*) FROM reception r JOIN service_order s ON s.reception_id = r.id GROUP BY r.id",
    "step": "SELECT uuid, to_state FROM order_event WHERE kind IN ('step', 'ready', 'reopened')",
    "hand_over": """
        SELECT uuid, json_array_length(detail, '$.old_parts') FROM order_event WHERE kind = 'exit'""",
    "take_hand_over_back": "SELECT uuid, kind FROM order_event WHERE kind = 'exit_undone'",
    "cancel": "SELECT uuid, kind FROM order_event WHERE kind = 'cancelled'",
    "swap": """
        SELECT l.uuid, count(*) FROM order_line l JOIN order_line_move k ON k.line_id = l.id
        WHERE l.unit_in_id IS NOT NULL GROUP BY l.id""",
    "use_screws": """
        SELECT l.uuid, count(*) FROM order_line l JOIN order_line_move k ON k.line_id = l.id
        WHERE l.unit_in_id IS NULL GROUP BY l.id""",
    "remove_line": """
        SELECT l.uuid, count(*) FROM order_line l JOIN order_line_move k ON k.line_id = l.id
        JOIN order_event e ON e.order_id = l.order_id AND e.kind = 'line_removed'
        AND json_extract(e.detail, '$.line') = l.uuid WHERE l.state = 'removed' GROUP BY l.id""",
    **{
        deed: f"SELECT d.number, CAST(d.note AS INTEGER) FROM stock_document d WHERE d.kind = '{kind}'"
        for deed, kind in (
            ("receive", "receipt"), ("issue", "issue"), ("give_back", "return"), ("put_aside", "faulty_receipt"),
            ("scrap", "scrap"),
        )
    },
    "take_slip_back": f"""
        SELECT d.number, {_MOVES.format(more="")} FROM stock_document d WHERE d.taken_back_at IS NOT NULL""",
}  # fmt: skip
"""By kind of use case: what the file holds of it, by the name that was acknowledged, and how much of it."""

_SAID = {
    "take_in": ("number", "orders"), "step": ("event", "state"), "hand_over": ("event", "old"),
    "swap": ("line", "moves"), "use_screws": ("line", "moves"), "remove_line": ("line", "moves"),
}  # fmt: skip


def found_by_half(desk: Desk) -> dict[str, list[Any]]:
    """What is there only in part, by what it is."""
    found = {name: [row[0] for row in desk.rows(sql)] for name, sql in HALVES.items()}
    return {name: rows for name, rows in found.items() if rows}


def kept_of(desk: Desk) -> dict[str, dict[str, Any]]:
    """What the file holds, by kind."""
    return {kind: dict(desk.rows(sql)) for kind, sql in KEPT.items()}


def lost_of(kept: dict[str, dict[str, Any]], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was acknowledged and is not there, or not as much of it."""
    return [one for one in said if not _is_whole(kept[one["kind"]], one)]


def _is_whole(kept: dict[str, Any], one: dict[str, Any]) -> bool:
    if "slip" in one:
        return kept.get(one["slip"]) == one["moves"]
    name, much = _SAID.get(one["kind"], ("event", ""))
    return one[name] in kept and (not much or kept[one[name]] == one[much])
