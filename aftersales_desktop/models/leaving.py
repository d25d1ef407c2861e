"""What stands between an order and its end: who looked at the work, and what was let pass at the hand-over."""

from __future__ import annotations

from peewee import TextField

from aftersales_desktop.models.fields import JsonField, MomentField, reference
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.records import Table
from aftersales_desktop.models.staff import StaffMember


class OrderOverride(Table):
    """Something that should have kept a device here, and who let it go all the same; append-only."""

    uuid = TextField(unique=True)
    order = reference(ServiceOrder)
    at = MomentField()
    actor = TextField()
    blocker = TextField()
    detail = JsonField(default=dict)
    reason = TextField()
    allowed_by = TextField()


class QualityCheck(Table):
    """Another person than the technician looked at the work; append-only. `checked` are the points found good."""

    uuid = TextField(unique=True)
    order = reference(ServiceOrder)
    at = MomentField()
    actor = TextField()
    checker = reference(StaffMember)
    result = TextField()
    checked = JsonField(default=list)
    reason = TextField(default="")
