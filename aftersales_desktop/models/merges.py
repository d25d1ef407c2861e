"""Records that turned out to be one, and every row that went over from one to the other."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.fields import JsonField, MomentField, reference
from aftersales_desktop.models.records import Table
from aftersales_desktop.models.units import Unit


class MergeEvent(Table):
    """Two records became one, or (`reverses`) are two again. Append-only.

    `before` and `after` are what the kept record held; `last_order` and `last_card_event` the newest rows of then.
    """

    uuid = TextField(unique=True)
    at = MomentField()
    actor = TextField()
    entity = TextField()
    kept_customer = reference(Customer, null=True)
    merged_customer = reference(Customer, null=True)
    kept_unit = reference(Unit, null=True)
    merged_unit = reference(Unit, null=True)
    before = JsonField()
    after = JsonField()
    last_order = IntegerField()
    last_card_event = IntegerField()
    reverses = reference("self", null=True, unique=True)


class MergeMove(Table):
    """One row that was pointed from the merged record to the kept one, by table and column. Append-only."""

    merge = reference(MergeEvent)
    subject = TextField()
    row_id = IntegerField()
