"""Suppliers, the catalogue of parts with its prices, and the ledger of counted parts."""

from __future__ import annotations

from peewee import CompositeKey, IntegerField, TextField

from aftersales_desktop.models.fields import DayField, FlagField, MomentField, MoneyColumn, reference
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.records import Record, Table
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.units import Location, ProductModel, Unit


class Supplier(Record):
    """Who parts come from; its location is where parts are while they are there."""

    name = TextField()
    name_fold = TextField()
    phone = TextField(default="")
    address = TextField(default="")
    note = TextField(default="")
    warranty_months = IntegerField(default=0)
    location = reference(Location, unique=True)


class Part(Record):
    """An article of the store. One with serials has a model, whose family keeps them apart from others."""

    code = TextField()
    code_norm = TextField(unique=True)
    name = TextField()
    search = TextField(default="")
    name_sort = TextField(default="")
    unit_word = TextField(default="")
    is_serialised = FlagField()
    part_group = TextField(default="")
    model = reference(ProductModel, null=True, unique=True)
    minimum = IntegerField(default=0)
    place = TextField(default="")
    serial_pattern = TextField(default="")
    warranty_months = IntegerField(default=0)
    supplier = reference(Supplier, null=True)
    superseded_by = reference("self", null=True)
    note = TextField(default="")


class PartEquivalent(Table):
    """Another part that does the same; kept in both directions."""

    part = reference(Part)
    other = reference(Part)

    class Meta:
        """No row number of its own."""

        primary_key = CompositeKey("part", "other")


class PartPrice(Table):
    """What a part costs and is sold for from a day on; the last one written for a day counts. Append-only."""

    uuid = TextField(unique=True)
    part = reference(Part)
    from_on = DayField()
    buy = MoneyColumn()
    sell = MoneyColumn()
    currency = TextField(default="IRR")
    at = MomentField()
    actor = TextField()


class StockDocument(Record):
    """A slip of the store: what came, went out, came back; the movements bear its number."""

    number = TextField(unique=True)
    request_key = TextField(unique=True)
    kind = TextField()
    at = MomentField()
    on_day = DayField()
    supplier = reference(Supplier, null=True)
    staff = reference(StaffMember, null=True)
    order = reference(ServiceOrder, null=True)
    their_number = TextField(default="")
    given_by = TextField(default="")
    received_by = TextField(default="")
    note = TextField(default="")
    witnesses = TextField(default="")
    taken_back_at = MomentField(null=True)
    taken_back_reason = TextField(default="")


class StockMove(Table):
    """One step of a number of counted parts; append-only. The balance of each place of ours follows from them."""

    uuid = TextField(unique=True)
    part = reference(Part)
    quantity = IntegerField()
    at = MomentField()
    actor = TextField()
    from_location = reference(Location)
    to_location = reference(Location)
    reason = TextField()
    condition_before = TextField()
    condition_after = TextField()
    cost = MoneyColumn(default=0)
    document = TextField(default="")
    received_by = TextField(default="")
    device = reference(Unit, null=True)
    order = reference(ServiceOrder, null=True)
    note = TextField(default="")
    reverses = reference("self", null=True, unique=True)


class StockBalance(Table):
    """How many counted parts of a condition are at a place of ours: kept by the ledger's trigger."""

    part = reference(Part)
    location = reference(Location)
    condition = TextField()
    quantity = IntegerField()

    class Meta:
        """No row number of its own."""

        primary_key = CompositeKey("part", "location", "condition")
