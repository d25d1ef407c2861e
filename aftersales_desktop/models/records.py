"""What every table has in common."""

from __future__ import annotations

from peewee import IntegerField, Model, TextField

from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import MomentField


class Table(Model):
    """Lives in the one database."""

    class Meta:
        """Table names are the class names in snake_case."""

        database = database
        legacy_table_names = False


class Record(Table):
    """A row with an identity of its own across branches, a revision and an origin; archived, never deleted."""

    uuid = TextField(unique=True)
    branch = TextField()
    rev = IntegerField(default=1)
    created_at = MomentField()
    created_by = TextField()
    import_id = IntegerField(null=True)
    archived_at = MomentField(null=True)
