"""What was found on the bench, what was done and put in, and what the customer agreed to."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.fields import DayField, JsonField, MomentField, MoneyColumn, reference
from aftersales_desktop.models.parts import Part, StockMove
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.records import Record, Table
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.units import Unit, UnitMove


class FaultCode(Table):
    """A ready-made word for where a fault was, why, and what was done about it."""

    kind = TextField()
    code = TextField()
    name_fa = TextField()
    name_en = TextField()
    position = IntegerField(default=0)
    archived_at = MomentField(null=True)


class Diagnosis(Record):
    """What the technician found; one for each order, its changes in the audit."""

    order = reference(ServiceOrder, unique=True)
    technician = reference(StaffMember, null=True)
    finding = TextField(default="")
    areas = JsonField(default=list)
    causes = JsonField(default=list)
    actions = JsonField(default=list)
    causal_part = reference(Part, null=True)
    responsibility = TextField(default="")


class Tariff(Record):
    """An operation with its usual minutes, price and cost."""

    code = TextField(unique=True)
    name = TextField()
    search = TextField(default="")
    minutes = IntegerField(default=0)
    price = MoneyColumn()
    cost = MoneyColumn(default=0)
    currency = TextField(default="IRR")


class OrderLine(Record):
    """An operation or a part of an order, priced and covered on its own. Money is for the whole line.

    `unit_in` went in, `unit_out` came out; `old_part` says where that one stays.
    """

    order = reference(ServiceOrder)
    position = IntegerField()
    kind = TextField()
    state = TextField(default="done")
    title = TextField()
    tariff = reference(Tariff, null=True)
    part = reference(Part, null=True)
    quantity = IntegerField(default=1)
    minutes = IntegerField(default=0)
    technician = reference(StaffMember, null=True)
    done_on = DayField(null=True)
    cost = MoneyColumn(default=0)
    list_price = MoneyColumn(default=0)
    price = MoneyColumn(default=0)
    currency = TextField(default="IRR")
    coverage = TextField()
    covered_pct = IntegerField(default=0)
    payer = TextField(default="customer")
    why = JsonField(default=dict, column_name="reason")
    goodwill_reason = TextField(default="")
    approved_by = TextField(default="")
    unit_in = reference(Unit, null=True)
    unit_out = reference(Unit, null=True)
    old_part = TextField(default="")
    no_old_reason = TextField(default="")
    warranty_until = DayField(null=True)
    removed_reason = TextField(default="")


class OrderLineMove(Table):
    """A movement that belongs to a line: taking the line away takes these back."""

    line = reference(OrderLine)
    unit_move = reference(UnitMove, null=True, unique=True)
    stock_move = reference(StockMove, null=True, unique=True)


class Estimate(Record):
    """One version of what a repair would cost."""

    order = reference(ServiceOrder)
    version = IntegerField()
    state = TextField()
    issued_at = MomentField(null=True)
    valid_until = DayField(null=True)
    chosen_option = IntegerField(null=True)
    note = TextField(default="")


class EstimateLine(Table):
    """One line of one option; `covered` is what the customer does not pay of `price`."""

    estimate = reference(Estimate)
    option = IntegerField()
    position = IntegerField()
    kind = TextField()
    title = TextField()
    tariff = reference(Tariff, null=True)
    part = reference(Part, null=True)
    quantity = IntegerField(default=1)
    price = MoneyColumn()
    covered = MoneyColumn(default=0)
    currency = TextField(default="IRR")


class Approval(Table):
    """What the customer said to an estimate: who, when, how, in which words; append-only."""

    uuid = TextField(unique=True)
    order = reference(ServiceOrder)
    estimate = reference(Estimate)
    decision = TextField()
    option = IntegerField(null=True)
    amount = MoneyColumn(default=0)
    currency = TextField(default="IRR")
    who = TextField()
    how = TextField()
    words = TextField(default="")
    at = MomentField()
    actor = TextField()
