"""The ledgers of a file and what it keeps of them: added up by hand, damaged from outside, and made again."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from aftersales_desktop.domain.stock import COUNTED_PLACES
from aftersales_desktop.models.triggers import all_triggers
from aftersales_desktop.services.caches import rebuild_caches
from aftersales_desktop.services.work import Desk, close_desk, open_desk

_WIPED = (
    "UPDATE unit SET location_id = 1, condition = 'suspect', parent_id = NULL",
    "DELETE FROM stock_balance",
    "UPDATE service_order SET state = 'closed'",
)


def kept(desk: Desk) -> list[list[tuple[Any, ...]]]:
    """Everything that follows from the ledgers."""
    return [
        desk.rows("SELECT id, location_id, condition, parent_id FROM unit ORDER BY id"),
        desk.rows(
            "SELECT part_id, location_id, condition, quantity FROM stock_balance WHERE quantity > 0 ORDER BY 1, 2, 3"
        ),
        desk.rows("SELECT id, state FROM service_order ORDER BY id"),
    ]


def added_up(desk: Desk) -> list[list[tuple[Any, ...]]]:
    """The same from the ledgers alone, event by event, without a query of the program."""
    places = dict(desk.rows("SELECT id, kind FROM location"))
    units = {row[0]: row[1:] for row in desk.rows(
        "SELECT id, first_location_id, first_condition, first_parent_id FROM unit ORDER BY id"
    )}  # fmt: skip
    for unit, target, condition, device in desk.rows(
        "SELECT unit_id, to_location_id, condition_after, device_id FROM unit_move ORDER BY id"
    ):
        units[unit] = (target, condition, device if places[target] == "installed" else None)
    balances: Counter[tuple[int, int, str]] = Counter()
    for part, source, before, target, after, quantity in desk.rows(
        "SELECT part_id, from_location_id, condition_before, to_location_id, condition_after, quantity FROM stock_move"
    ):
        balances[part, source, before] -= quantity
        balances[part, target, after] += quantity
    counted = [(*key, many) for key, many in sorted(balances.items()) if many and places[key[1]] in COUNTED_PLACES]
    states = dict(desk.rows("SELECT order_id, to_state FROM order_event ORDER BY id"))
    return [[(unit, *values) for unit, values in units.items()], counted, sorted(states.items())]


def tampered(desk: Desk, *statements: str) -> Desk:
    """The file after somebody changed it with a tool, its guards put back."""
    close_desk()
    tool = sqlite3.connect(desk.path, isolation_level=None)
    for (name,) in tool.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        tool.execute(f'DROP TRIGGER "{name}"')
    tool.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        assert tool.execute(statement).rowcount > 0
    for sql in all_triggers().values():
        tool.execute(sql)
    tool.close()
    return open_desk(desk.path, desk.actor, desk.clock)


def lost_and_rebuilt(desk: Desk) -> Desk:
    """The file after everything it keeps of its ledgers was lost and made again by the program."""
    filled = [statement for statement in _WIPED if desk.rows(f"SELECT 1 FROM {_table(statement)} LIMIT 1")]
    desk = tampered(desk, *filled)
    rebuild_caches(desk)
    return desk


def _table(statement: str) -> str:
    return next(word for word in statement.split() if word not in ("UPDATE", "DELETE", "FROM"))
