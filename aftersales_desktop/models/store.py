"""Parts that orders wait for, and what is on order at suppliers."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.fields import DayField, MomentField, reference
from aftersales_desktop.models.parts import Part, StockDocument, Supplier
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.records import Record, Table


class PartReservation(Record):
    """An order waits for a part, or one that arrived is kept for it; `document` is the receipt that brought it."""

    order = reference(ServiceOrder)
    part = reference(Part)
    quantity = IntegerField()
    state = TextField()
    document = reference(StockDocument, null=True)
    note = TextField(default="")


class PartOrder(Record):
    """What was ordered at a supplier; closed by hand when the rest will not come."""

    part = reference(Part)
    supplier = reference(Supplier, null=True)
    quantity = IntegerField()
    ordered_on = DayField()
    note = TextField(default="")
    closed_at = MomentField(null=True)


class PartDelivery(Table):
    """How many pieces of what was ordered came with a receipt; append-only. One taken back does not count."""

    uuid = TextField(unique=True)
    at = MomentField()
    actor = TextField()
    part_order = reference(PartOrder)
    document = reference(StockDocument)
    quantity = IntegerField()
