"""What has to be bought: below the minimum, or waited for by orders, less what is in the store and on order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aftersales_desktop.services import deliveries
from aftersales_desktop.services.part_list import IN_STORE, OF_OPEN_ORDER
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Area, Desk

_ORDERED = """
    coalesce((SELECT sum(o.quantity) FROM part_order o WHERE o.part_id = p.id AND o.closed_at IS NULL), 0)
    - coalesce((SELECT sum(v.quantity) FROM part_delivery v JOIN part_order o ON o.id = v.part_order_id
    JOIN stock_document d ON d.id = v.document_id
    WHERE o.part_id = p.id AND o.closed_at IS NULL AND d.taken_back_at IS NULL), 0)"""
_WANTED_BY_ORDERS = (
    "coalesce((SELECT sum(r.quantity) FROM part_reservation r WHERE r.part_id = p.id "
    f"AND r.state IN ('waiting', 'arrived') AND {OF_OPEN_ORDER}), 0)"
)
_ROWS = f"""
    WITH found AS MATERIALIZED (
    SELECT p.id AS part_id, p.code, p.name, p.unit_word, s.id, coalesce(s.name, '') AS supplier, p.minimum,
    {_WANTED_BY_ORDERS} AS waiting, {IN_STORE} AS in_store, {_ORDERED} AS on_order,
    coalesce((SELECT e.buy FROM part_price e WHERE e.part_id = p.id AND e.from_on <= ? ORDER BY e.from_on DESC,
    e.id DESC LIMIT 1), 0) AS buy, p.name_sort
    FROM part p LEFT JOIN supplier s ON s.id = p.supplier_id WHERE p.archived_at IS NULL AND p.superseded_by_id IS NULL
    AND (p.minimum > 0 OR p.id IN (SELECT part_id FROM part_reservation WHERE state IN ('waiting', 'arrived'))))
    SELECT * FROM found WHERE minimum + waiting > in_store + on_order ORDER BY supplier = '', supplier, name_sort"""


@dataclass(frozen=True)
class ReorderRow:
    """An article to be bought; `waiting` is what orders need, `buy` the last price of one, in rials."""

    part_id: int
    part_code: str
    part_name: str
    unit_word: str
    supplier_id: int | None
    supplier_name: str
    minimum: int
    waiting: int
    in_store: int
    on_order: int
    buy: int

    @property
    def wanted(self) -> int:
        """How many to buy."""
        return self.minimum + self.waiting - self.in_store - self.on_order


def reorder_list(desk: Rows, today: date) -> list[ReorderRow]:
    """Everything that has to be bought, by supplier, those without one last. One that was superseded never is."""
    return [ReorderRow(*row[:-1]) for row in desk.rows(_ROWS, today.isoformat())]


def order_all(desk: Desk, rows: Iterable[ReorderRow]) -> int:
    """Note that everything on the list was ordered; gives how many articles that were."""
    count = 0
    with desk.work(Area.PARTS):
        for row in rows:
            deliveries.note_ordered(desk, row.part_id, row.wanted, row.supplier_id)
            count += 1
    return count
