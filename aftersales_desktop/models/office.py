"""Settings, number series, audit, drafts, prints, imports and files."""

from __future__ import annotations

from peewee import BlobField, CompositeKey, IntegerField, TextField

from aftersales_desktop.models.fields import JsonField, MomentField
from aftersales_desktop.models.records import Table


class Setting(Table):
    """One setting of the centre; the value is JSON."""

    key = TextField(primary_key=True)
    value = JsonField()


class NumberSeries(Table):
    """Last number given out in a series, such as ``reception/01/1405``."""

    series = TextField(primary_key=True)
    last = IntegerField()


class Audit(Table):
    """Who changed what; each row holds the hash of the one before. Append-only."""

    seq = IntegerField(primary_key=True)
    at = MomentField()
    actor = TextField()
    action = TextField()
    entity = TextField()
    record_uuid = TextField()
    change = JsonField()
    reason = TextField(default="")
    prev_hash = TextField()
    hash = TextField(unique=True)


class Draft(Table):
    """What stood in a form that was not saved yet."""

    form = TextField(primary_key=True)
    content = JsonField()
    saved_at = MomentField()


class PrintLog(Table):
    """Every attempt to put a paper out; copy 0 is the original. Append-only."""

    uuid = TextField(unique=True)
    at = MomentField()
    actor = TextField()
    document = TextField()
    record_uuid = TextField()
    number = TextField()
    copy = IntegerField()
    paper = TextField()
    target = TextField()
    result = TextField()
    problem = TextField(default="")


class ImportRun(Table):
    """One file of old records that was brought in."""

    uuid = TextField(unique=True)
    at = MomentField()
    actor = TextField()
    source = TextField()
    file_name = TextField()
    added = IntegerField(default=0)
    same = IntegerField(default=0)
    refused = IntegerField(default=0)
    undone_at = MomentField(null=True)


class StoredFile(Table):
    """A file kept inside the database, such as the centre's logo."""

    uuid = TextField(unique=True)
    sha256 = TextField(unique=True)
    name = TextField()
    media_type = TextField()
    content = BlobField()
    created_at = MomentField()
    created_by = TextField()


class AllowedMove(Table):
    """Which state may follow which; written from the domain's tables at start."""

    entity = TextField()
    from_state = TextField()
    to_state = TextField()

    class Meta:
        """No row id."""

        primary_key = CompositeKey("entity", "from_state", "to_state")
