"""What is out of the centre's hands for a while: claims at suppliers, loaners, devices elsewhere, customers to call."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.fields import DayField, MomentField, MoneyColumn, reference
from aftersales_desktop.models.parts import Part, Supplier
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.records import Record, Table
from aftersales_desktop.models.units import Unit


class SupplierClaim(Record):
    """Faulty parts that a supplier has to make good, sent together."""

    number = TextField(unique=True)
    request_key = TextField(unique=True)
    supplier = reference(Supplier)
    state = TextField(default="open")
    their_number = TextField(default="")
    waybill = TextField(default="")
    note = TextField(default="")
    sent_on = DayField(null=True)
    arrived_on = DayField(null=True)
    settled_on = DayField(null=True)


class SupplierClaimLine(Record):
    """One serial, or some counted parts, of a claim; `replacement` came back instead of `unit`.

    `previous` is the line under which the same thing, or what it replaced, was claimed before. Money is for the line.
    """

    claim = reference(SupplierClaim)
    part = reference(Part)
    unit = reference(Unit, null=True)
    quantity = IntegerField(default=1)
    condition = TextField(default="faulty")
    fault = TextField(default="")
    state = TextField(default="open")
    expected = MoneyColumn(default=0)
    received = MoneyColumn(default=0)
    currency = TextField(default="IRR")
    answered_on = DayField(null=True)
    answer_note = TextField(default="")
    replacement = reference(Unit, null=True)
    previous = reference("self", null=True)


class Loaner(Record):
    """A device or part of the centre's own that is kept to be lent; what is usual for it fills the loan."""

    unit = reference(Unit, unique=True)
    value = MoneyColumn(default=0)
    deposit = MoneyColumn(default=0)
    currency = TextField(default="IRR")
    condition_words = TextField(default="")


class Loan(Record):
    """A loaner in a customer's hands while their device is here; open until `returned_on`."""

    order = reference(ServiceOrder)
    loaner = reference(Loaner)
    unit = reference(Unit)
    lent_on = DayField()
    due_on = DayField()
    value = MoneyColumn(default=0)
    deposit = MoneyColumn(default=0)
    day_cost = MoneyColumn(default=0)
    currency = TextField(default="IRR")
    condition_words = TextField(default="")
    returned_on = DayField(null=True)
    condition_back = TextField(default="")
    back_words = TextField(default="")


class OutsideJob(Record):
    """A device that somebody else works on: who, their reference, what they promised, what it costs."""

    order = reference(ServiceOrder)
    kind = TextField()
    supplier = reference(Supplier, null=True)
    place = TextField()
    reference_number = TextField(default="")
    promised_on = DayField(null=True)
    expected_cost = MoneyColumn(default=0)
    cost = MoneyColumn(null=True)
    currency = TextField(default="IRR")
    note = TextField(default="")
    sent_on = DayField()
    back_on = DayField(null=True)
    result = TextField(default="")


class Call(Table):
    """Somebody was called about an order, and what came of it; append-only."""

    uuid = TextField(unique=True)
    order = reference(ServiceOrder)
    customer = reference(Customer)
    phone = TextField(default="")
    result = TextField()
    comes_on = DayField(null=True)
    note = TextField(default="")
    at = MomentField()
    actor = TextField()


class UncollectedLetter(Table):
    """A letter about a device that nobody collects, with the fee that was computed then; append-only."""

    uuid = TextField(unique=True)
    order = reference(ServiceOrder)
    level = IntegerField()
    ready_on = DayField()
    written_on = DayField()
    answer_by = DayField()
    fee = MoneyColumn(default=0)
    currency = TextField(default="IRR")
    at = MomentField()
    actor = TextField()


class Disposal(Record):
    """The minutes by which an uncollected device was scrapped or became the centre's."""

    number = TextField(unique=True)
    order = reference(ServiceOrder, unique=True)
    manager = TextField()
    witness = TextField(default="")
    words = TextField()
    fate = TextField()
    disposed_on = DayField()
