"""What can stand on a slip, found by a few letters: serials and counted parts at the place the slip takes from."""

from __future__ import annotations

import json

from aftersales_desktop.domain import text
from aftersales_desktop.domain.slips import SLIP_RULES, SlipKind
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.stock_slips import ScannedThing, source_id
from aftersales_desktop.services.work import Desk

_FITS = "NOT EXISTS (SELECT 1 FROM json_each(?2) w WHERE instr(p.search, w.value) = 0)"
_UNITS = f"""
    SELECT p.id, p.code, p.name, p.unit_word, u.id, {FIRST_CODE}, 1, u.condition, 1
    FROM unit u JOIN part p ON p.id = u.part_id WHERE u.location_id = ?1 AND u.archived_at IS NULL
    AND u.condition IN (SELECT value FROM json_each(?4)) AND ({_FITS} OR (?3 <> '' AND EXISTS
    (SELECT 1 FROM unit_identifier i WHERE i.unit_id = u.id AND i.removed_at IS NULL AND instr(i.value_norm, ?3) > 0)))
    ORDER BY p.name_sort, u.id LIMIT ?5"""
_COUNTED = f"""
    SELECT p.id, p.code, p.name, p.unit_word, NULL, '', 0, 'new', sum(b.quantity)
    FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.location_id = ?1 AND b.quantity > 0
    AND b.condition IN (SELECT value FROM json_each(?3)) AND {_FITS} GROUP BY p.id ORDER BY p.name_sort LIMIT ?4"""


def suggest_for_slip(
    desk: Desk, kind: SlipKind, typed: str, *, staff_id: int | None = None, place_id: int | None = None, limit: int = 8
) -> list[ScannedThing]:
    """Serials and counted parts that the slip could take, by name; none before it is known from where."""
    source, words = source_id(desk, kind, staff_id, place_id), text.fold(typed).split()
    if source is None or not words:
        return []
    fit = json.dumps([condition.value for condition in SLIP_RULES[kind].takes])
    asked = json.dumps(words)
    counted = desk.rows(_COUNTED, source, asked, fit, limit)
    found = desk.rows(_UNITS, source, asked, text.code_norm(typed), fit, limit)
    return [_thing(*row) for row in (*counted, *found)][:limit]


def _thing(*row: object) -> ScannedThing:
    *first, is_serialised, condition, at_hand = row
    return ScannedThing(*first, bool(is_serialised), Condition(condition), at_hand)
