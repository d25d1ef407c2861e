"""Receptions and the service order of each device in them."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.customers import Customer, Site
from aftersales_desktop.models.fields import DayField, FlagField, JsonField, MomentField, MoneyColumn, reference
from aftersales_desktop.models.records import Record, Table
from aftersales_desktop.models.units import Unit
from aftersales_desktop.models.warranty import WarrantyCard


class Reception(Record):
    """One visit to the counter: who brought what, when and how."""

    number = TextField(unique=True)
    request_key = TextField(unique=True)
    received_at = MomentField()
    received_on = DayField()
    origin = TextField(default="counter")
    payer = reference(Customer, null=True)
    bringer_name = TextField(default="")
    bringer_phone = TextField(default="")
    bringer_relation = TextField(default="")
    channel = TextField(default="in_person")
    deposit = MoneyColumn(default=0)
    currency = TextField(default="IRR")
    deposit_note = TextField(default="")
    note = TextField(default="")


class ServiceOrder(Record):
    """The work on one device."""

    number = TextField(unique=True)
    number_norm = TextField()
    number_rev = TextField()
    position = IntegerField()
    reception = reference(Reception)
    kind = TextField(default="repair")
    unit = reference(Unit)
    owner = reference(Customer)
    site = reference(Site, null=True)
    state = TextField()
    outcome = TextField(default="")
    customer_words = TextField(default="")
    symptoms = JsonField(default=list)
    conditions = JsonField(default=list)
    accessories = JsonField(default=list)
    accessories_note = TextField(default="")
    seal_number = TextField(default="")
    promised_on = DayField(null=True)
    cost_ceiling = MoneyColumn(null=True)
    currency = TextField(default="IRR")
    verdict = JsonField(default=list)
    verdict_tone = TextField(default="unknown")
    card = reference(WarrantyCard, null=True)
    parent_order = reference("self", null=True)
    shelf = TextField(default="")
    had_passcode = FlagField(default=False)
    received_on = DayField()
    delivered_on = DayField(null=True)
    receiver_name = TextField(default="")
    cancel_reason = TextField(default="")
    origin = TextField(default="counter")
    source = TextField(default="")
    source_id = TextField(default="")
    technician_id = IntegerField(null=True)
    closing_seal = TextField(default="")
    bounce_cause = TextField(default="")
    failed_line_id = IntegerField(null=True)


class OrderEvent(Table):
    """What happened to an order; its state is the last one's `to_state`. Append-only."""

    uuid = TextField(unique=True)
    order = reference(ServiceOrder)
    at = MomentField()
    actor = TextField()
    kind = TextField()
    from_state = TextField(default="")
    to_state = TextField(default="")
    note = TextField(default="")
    detail = JsonField(default=dict)
    reverses = reference("self", null=True)


class DevicePasscode(Table):
    """The unlock code of a device in custody: in no audit row and no draft, and wiped at hand-back."""

    order = reference(ServiceOrder, primary_key=True)
    passcode = TextField()
