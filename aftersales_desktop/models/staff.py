"""The people of the centre."""

from __future__ import annotations

from peewee import TextField

from aftersales_desktop.models.fields import reference
from aftersales_desktop.models.records import Record
from aftersales_desktop.models.units import Location


class StaffMember(Record):
    """Somebody who works here; the bench is where the parts in their hands are."""

    name = TextField()
    name_fold = TextField()
    role = TextField()
    phone = TextField(default="")
    bench = reference(Location, unique=True)
