"""What is on order at suppliers: noted from the reorder list, filled by receipts, oldest order first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, refuse
from aftersales_desktop.domain.parts import MOST_PARTS
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.models.parts import Part, Supplier
from aftersales_desktop.models.statements import insert_row
from aftersales_desktop.models.store import PartDelivery, PartOrder
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Area, Desk

_CAME = (
    "coalesce((SELECT sum(v.quantity) FROM part_delivery v JOIN stock_document d ON d.id = v.document_id "
    "WHERE v.part_order_id = o.id AND d.taken_back_at IS NULL), 0)"
)
_OPEN = f"""
    SELECT o.id, o.part_id, coalesce(s.name, ''), o.quantity, {_CAME}, o.ordered_on, o.note FROM part_order o
    LEFT JOIN supplier s ON s.id = o.supplier_id WHERE o.closed_at IS NULL AND o.part_id = ?
    AND o.quantity > {_CAME} ORDER BY o.id"""


@dataclass(frozen=True)
class PartOrderRow:
    """What was ordered at a supplier, and how much of it has come."""

    id: int
    part_id: int
    supplier_name: str
    quantity: int
    came: int
    ordered_on: date
    note: str

    @property
    def left(self) -> int:
        """What is still to come."""
        return self.quantity - self.came


def note_ordered(
    desk: Desk, part_id: int, quantity: int, supplier_id: int | None = None, note: str = ""
) -> PartOrderRow:
    """Note that parts were ordered today. Raises ValidationError."""
    problems = []
    if not 1 <= quantity <= MOST_PARTS:
        message = Message("Enter a number from {low} to {high}.", low=1, high=MOST_PARTS)
        problems.append(FieldProblem("quantity", message))
    wrong = text.text_problem(note, longest=400)
    refuse([*problems, *([FieldProblem("note", wrong)] if wrong else [])])
    with desk.work(Area.PARTS) as now:
        part = records.find(Part, part_id)
        supplier = records.find(Supplier, supplier_id) if supplier_id else None
        order = records.create(
            desk, PartOrder, now, part=part, supplier=supplier, quantity=quantity, ordered_on=desk.today(),
            note=text.clean(note),
        )  # fmt: skip
        return next(row for row in on_order(desk, part_id) if row.id == order.id)


def close_order(desk: Desk, part_order_id: int, reason: str = "") -> None:
    """The rest of what was ordered will not come."""
    with desk.work(Area.PARTS) as now:
        records.change(desk, records.find(PartOrder, part_order_id), now, reason=reason, action="close", closed_at=now)


def on_order(desk: Desk, part_id: int) -> list[PartOrderRow]:
    """What is still to come of a part, oldest order first."""
    rows = desk.rows(_OPEN, part_id)
    return [PartOrderRow(*row[:5], ordered_on=day_value(row[5]), note=row[6]) for row in rows]


def note_delivery(desk: Desk, now: datetime, part_id: int, quantity: int, document_id: int) -> None:
    """Goods came: they fill what was ordered, the oldest first; inside a unit of work."""
    for order in on_order(desk, part_id):
        filled = min(quantity, order.left)
        if filled > 0:
            insert_row(
                PartDelivery, uuid=records.new_uuid(), at=now, actor=desk.actor, part_order=order.id,
                document=document_id, quantity=filled,
            )  # fmt: skip
            quantity -= filled
