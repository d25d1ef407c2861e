"""What the file keeps so that nobody has to add up its ledgers: places, conditions, balances, states.

All of it follows from append-only rows; here it is compared with them, and made again from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aftersales_desktop.domain.stock import COUNTED_PLACES
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.database import database
from aftersales_desktop.models.triggers import ensure_triggers
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Area, Desk

_COUNTED = f"({', '.join(repr(str(place)) for place in COUNTED_PLACES)})"
_LEDGER_OF_UNITS = """
    WITH last AS (SELECT unit_id, max(id) AS id FROM unit_move WHERE unit_id BETWEEN ?1 AND ?2 GROUP BY unit_id),
    ledger AS (SELECT u.id, coalesce(m.to_location_id, u.first_location_id) AS place,
        coalesce(m.condition_after, u.first_condition) AS condition,
        CASE WHEN m.id IS NULL THEN u.first_parent_id
        WHEN m.to_location_id = (SELECT id FROM location WHERE kind = 'installed') THEN m.device_id END AS parent
        FROM unit u LEFT JOIN last ON last.unit_id = u.id LEFT JOIN unit_move m ON m.id = last.id
        WHERE u.id BETWEEN ?1 AND ?2)"""
_DIFFERS = "u.location_id IS NOT l.place OR u.condition IS NOT l.condition OR u.parent_id IS NOT l.parent"
_UNITS = f"""{_LEDGER_OF_UNITS}
    SELECT u.uuid FROM ledger l CROSS JOIN unit u ON u.id = l.id WHERE {_DIFFERS}"""
_REWRITE_UNITS = f"""
    UPDATE unit AS u SET location_id = l.place, condition = l.condition, parent_id = l.parent
    FROM ({_LEDGER_OF_UNITS} SELECT * FROM ledger) l WHERE u.id = l.id AND ({_DIFFERS})"""
_BALANCES = f"""
    WITH moved AS (SELECT part_id, to_location_id AS place, condition_after AS condition, quantity FROM stock_move
        UNION ALL SELECT part_id, from_location_id, condition_before, -quantity FROM stock_move),
    ledger AS (SELECT part_id, place, condition, sum(quantity) AS quantity FROM moved
        JOIN location l ON l.id = place WHERE l.kind IN {_COUNTED}
        GROUP BY part_id, place, condition)
    SELECT p.code, l.part_id, l.place, l.condition, l.quantity FROM ledger l JOIN part p ON p.id = l.part_id
    LEFT JOIN stock_balance b ON b.part_id = l.part_id AND b.location_id = l.place AND b.condition = l.condition
    WHERE coalesce(b.quantity, 0) <> l.quantity
    UNION ALL SELECT p.code, b.part_id, b.location_id, b.condition, 0 FROM stock_balance b
    JOIN part p ON p.id = b.part_id LEFT JOIN ledger l ON l.part_id = b.part_id AND l.place = b.location_id
    AND l.condition = b.condition WHERE b.quantity <> 0 AND l.quantity IS NULL"""
_LEDGER_OF_ORDERS = """
    WITH last AS (SELECT max(id) AS id FROM order_event WHERE order_id BETWEEN ?1 AND ?2 GROUP BY order_id)"""
_STATES = f"""{_LEDGER_OF_ORDERS}
    SELECT s.number FROM last CROSS JOIN order_event e ON e.id = last.id
    CROSS JOIN service_order s ON s.id = e.order_id WHERE s.origin = 'counter' AND s.state IS NOT e.to_state"""
_REWRITE_STATES = f"""
    UPDATE service_order AS s SET state = e.to_state FROM ({_LEDGER_OF_ORDERS}
    SELECT e.order_id, e.to_state FROM last CROSS JOIN order_event e ON e.id = last.id) e
    WHERE s.id = e.order_id AND s.origin = 'counter' AND s.state IS NOT e.to_state"""
_HIGHEST = {"unit": "SELECT max(id) FROM unit", "service_order": "SELECT max(id) FROM service_order"}
_CHUNK = 20_000


@dataclass(frozen=True)
class Rebuilt:
    """How many kept values were not what the ledgers say."""

    units: int
    balances: int
    orders: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.units + self.balances + self.orders


def misplaced_unit(desk: Rows) -> Message | None:
    """The first unit that is not where, or not as, its last movement left it."""
    for found in _chunks(desk, "unit", _UNITS):
        return Message("Device {record} is not where its last move took it.", record=found[0][0])
    return None


def wrong_balance(desk: Rows) -> Message | None:
    """The first balance of counted parts that is not the sum of its movements."""
    found = desk.rows(f"{_BALANCES} LIMIT 1")
    if not found:
        return None
    return Message("The balance of part {code} is not the sum of its movements.", code=Code(found[0][0]))


def wrong_state(desk: Rows) -> Message | None:
    """The first order that is not in the state of its last event."""
    for found in _chunks(desk, "service_order", _STATES):
        return Message("Order {number} is not in the state of its last event.", number=OwnNumber(found[0][0]))
    return None


def rebuild_caches(desk: Desk, watch: Watch | None = None) -> Rebuilt:
    """Make every kept value again from the ledgers, in one transaction; only what differs is written.

    The states of orders are set past the guard that allows one step at a time, so all guards are put back at the end.
    Raises Cancelled, and then nothing was changed.
    """
    watch = watch or Watch()
    with desk.work(Area.UNITS, Area.RECEPTION, Area.PARTS):
        database.execute_sql("DROP TRIGGER IF EXISTS service_order_state_move")
        rebuilt = Rebuilt(
            _rewrite(desk, "unit", _REWRITE_UNITS, watch.part(0, 500)),
            _rewrite_balances(desk),
            _rewrite(desk, "service_order", _REWRITE_STATES, watch.part(500, 1000)),
        )
        ensure_triggers(database)
    return rebuilt


def _rewrite(desk: Desk, table: str, statement: str, watch: Watch) -> int:
    """Run a statement that writes what differs over so many rows of a table at a time; gives how many did."""
    count = 0
    for first, last in _spans(desk, table, watch):
        count += database.execute_sql(statement, (first, last)).rowcount
    return count


def _rewrite_balances(desk: Desk) -> int:
    found = desk.rows(_BALANCES)
    for _code, *values in found:
        database.execute_sql(
            "INSERT INTO stock_balance (part_id, location_id, condition, quantity) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (part_id, location_id, condition) DO UPDATE SET quantity = excluded.quantity",
            values,
        )
    return len(found)


def _chunks(desk: Rows, table: str, query: str) -> Iterator[list[tuple[Any, ...]]]:
    """What a query finds wrong among so many rows of a table at a time."""
    for first, last in _spans(desk, table, Watch()):
        found = desk.rows(query, first, last)
        if found:
            yield found


def _spans(desk: Rows, table: str, watch: Watch) -> Iterator[tuple[int, int]]:
    """A table's row numbers, so many at a time."""
    highest = desk.rows(_HIGHEST[table])[0][0] or 0
    for first in range(1, highest + 1, _CHUNK):
        last = min(first + _CHUNK - 1, highest)
        yield first, last
        watch.step(last, highest)
