"""Customers, their phones and their sites."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.fields import FlagField, JsonField, MomentField, reference
from aftersales_desktop.models.records import Record, Table


class Customer(Record):
    """A person or company; owner, payer or bringer of devices."""

    subscriber_number = TextField(unique=True)
    kind = TextField()
    form_of_address = TextField(default="")
    name = TextField()
    name_search = TextField()
    name_sort = TextField()
    phones_search = TextField(default="")
    national_id = TextField(default="")
    economic_number = TextField(default="")
    contact_name = TextField(default="")
    note = TextField(default="")
    warning = TextField(default="")
    doubtful = JsonField(default=list)
    is_placeholder = FlagField(default=False)
    merged_into = reference("self", null=True)


class CustomerPhone(Table):
    """A phone of a customer; the first one is printed. The same number may serve several customers."""

    customer = reference(Customer)
    position = IntegerField()
    number = TextField()
    number_rev = TextField()
    label = TextField(default="")
    removed_at = MomentField(null=True)


class Site(Record):
    """A place where devices stand, with its address and surroundings."""

    customer = reference(Customer)
    is_main = FlagField(default=False)
    title = TextField(default="")
    province = TextField(default="")
    city = TextField(default="")
    address = TextField(default="")
    postal_code = TextField(default="")
    contact_name = TextField(default="")
    contact_phone = TextField(default="")
    access_note = TextField(default="")
    environment = JsonField(default=dict)
