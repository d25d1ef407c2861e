"""Which photo or file belongs to which record; the content lies in the store beside the database."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.fields import MomentField
from aftersales_desktop.models.records import Record


class Attachment(Record):
    """One file on one record, named by the record's table and uuid. Put away by `archived_at`, never deleted."""

    entity = TextField()
    record_uuid = TextField()
    sha256 = TextField()
    name = TextField()
    title = TextField(default="")
    kind = TextField()
    media_type = TextField()
    size = IntegerField()
    taken_at = MomentField(null=True)
