"""Terms of warranty, in versions; a card keeps its own copy."""

from __future__ import annotations

from peewee import IntegerField, TextField

from aftersales_desktop.models.fields import FlagField, JsonField
from aftersales_desktop.models.records import Record


class WarrantyTerms(Record):
    """How long what is covered, from when, and what is not."""

    code = TextField()
    version = IntegerField()
    title_fa = TextField(default="")
    title_en = TextField(default="")
    start_basis = TextField()
    months_parts = IntegerField(default=0)
    months_labour = IntegerField(default=0)
    months_travel = IntegerField(default=0)
    months_shipping = IntegerField(default=0)
    cap_months = IntegerField(default=0)
    excluded_groups = JsonField(default=list)
    text_fa = TextField(default="")
    text_en = TextField(default="")
    is_transferable = FlagField(default=True)
    max_claims = IntegerField(default=0)
    max_same_part = IntegerField(default=0)
