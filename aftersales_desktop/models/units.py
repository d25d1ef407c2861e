"""Categories, models, devices and where each one is."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.customers import Customer, Site
from aftersales_desktop.models.fields import DayField, FlagField, MomentField, MoneyColumn, reference
from aftersales_desktop.models.records import Record, Table
from aftersales_desktop.models.warranty_terms import WarrantyTerms


class Category(Record):
    """A kind of device: refrigerator, mobile phone ..."""

    code = TextField(unique=True)
    name_fa = TextField(default="")
    name_en = TextField(default="")
    position = IntegerField(default=0)


class Chip(Table):
    """A ready-made word for symptoms, condition or accessories, of one category or of all."""

    category = reference(Category, null=True)
    kind = TextField()
    code = TextField()
    name_fa = TextField()
    name_en = TextField()
    position = IntegerField(default=0)
    is_exclusive = FlagField(default=False)
    archived_at = MomentField(null=True)


class ProductModel(Record):
    """A model of device; `family` is the space in which its serials are unique."""

    category = reference(Category)
    brand = TextField(default="")
    name = TextField(default="")
    family = TextField(default="")
    search = TextField(default="")
    name_sort = TextField(default="")
    terms = reference(WarrantyTerms, null=True)
    needs_registry = FlagField(default=False)
    bulletin = TextField(default="")
    needs_quality = FlagField(default=False)


class Location(Table):
    """A place a unit can be in; row 1 is "with its customer"."""

    kind = TextField()
    code = TextField(default="")
    name = TextField(default="")
    position = IntegerField(default=0)
    archived_at = MomentField(null=True)


class Unit(Record):
    """One physical thing with a life of its own: a device, or a part with a serial.

    Location, parent (the device it is in) and condition are what its last move says; the `first_...` columns are where
    it was when it became known. `part_id` and `supplier_id` name rows of the parts' tables.
    """

    kind = TextField()
    model = reference(ProductModel)
    condition = TextField(default="in_use")
    owner = reference(Customer, null=True)
    site = reference(Site, null=True)
    location = reference(Location)
    sold_on = DayField(null=True)
    installed_on = DayField(null=True)
    produced_on = DayField(null=True)
    seller = TextField(default="")
    invoice_number = TextField(default="")
    color = TextField(default="")
    note = TextField(default="")
    merged_into = reference("self", null=True)
    part_id = IntegerField(null=True)
    parent = reference("self", null=True)
    first_location = reference(Location, default=1)
    first_parent = reference("self", null=True)
    first_condition = TextField(default="in_use")
    cost = MoneyColumn(null=True)
    supplier_id = IntegerField(null=True)
    supplier_warranty_until = DayField(null=True)


class UnitIdentifier(Table):
    """A serial, IMEI, MAC, registry id, or a tag of ours for a thing without a legible serial."""

    unit = reference(Unit)
    kind = TextField()
    position = IntegerField(default=0)
    value = TextField()
    value_norm = TextField()
    value_rev = TextField()
    family = TextField(default="")
    is_doubtful = FlagField(default=False)
    removed_at = MomentField(null=True)


class UnitOwnerChange(Table):
    """Whose the unit became, and where it stands; append-only."""

    uuid = TextField(unique=True)
    unit = reference(Unit)
    customer = reference(Customer, null=True)
    site = reference(Site, null=True)
    since = DayField(null=True)
    at = MomentField()
    actor = TextField()
    reason = TextField(default="")
    document = TextField(default="")


class UnitMove(Table):
    """One step of a unit from place to place: the ledger behind `Unit.location`; append-only.

    `device` is what a part was put into or taken out of.
    """

    uuid = TextField(unique=True)
    unit = reference(Unit)
    at = MomentField()
    actor = TextField()
    from_location = reference(Location)
    to_location = reference(Location)
    reason = TextField()
    condition_before = TextField(default="")
    condition_after = TextField(default="")
    document = TextField(default="")
    received_by = TextField(default="")
    reverses = reference("self", null=True)
    device = reference(Unit, null=True)
    order_id = IntegerField(null=True)
    note = TextField(default="")
