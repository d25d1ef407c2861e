"""Issuers, card batches, cards, voids and what happened to each card."""

from __future__ import annotations

from peewee import DeferredForeignKey, IntegerField, TextField

from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.fields import DayField, FlagField, JsonField, MomentField, reference
from aftersales_desktop.models.office import StoredFile
from aftersales_desktop.models.records import Record, Table
from aftersales_desktop.models.units import ProductModel, Unit
from aftersales_desktop.models.warranty_terms import WarrantyTerms


class Issuer(Record):
    """Who stands behind a card: this centre, or another warranty company or importer."""

    name = TextField(unique=True)
    name_search = TextField(default="")
    is_ours = FlagField(default=False)
    phone = TextField(default="")
    address = TextField(default="")


class CardBatch(Record):
    """Raw numbered cards made at once, activated one by one later."""

    issuer = reference(Issuer)
    terms = reference(WarrantyTerms)
    model = reference(ProductModel, null=True)
    first_number = TextField()
    last_number = TextField()
    quantity = IntegerField()
    note = TextField(default="")


class WarrantyCard(Record):
    """One registration of warranty; the terms are a copy made when it was activated."""

    number = TextField()
    number_norm = TextField()
    number_rev = TextField()
    issuer = reference(Issuer)
    batch = reference(CardBatch, null=True)
    unit = reference(Unit, null=True)
    owner = reference(Customer, null=True)
    order = DeferredForeignKey("ServiceOrder", null=True, on_delete="RESTRICT", backref="+")
    state = TextField()
    terms = JsonField(default=dict)
    started_on = DayField(null=True)
    parts_until = DayField(null=True)
    labour_until = DayField(null=True)
    travel_until = DayField(null=True)
    shipping_until = DayField(null=True)
    last_day = DayField(null=True)
    purchased_on = DayField(null=True)
    installed_on = DayField(null=True)
    activated_on = DayField(null=True)
    produced_on = DayField(null=True)
    seller = TextField(default="")
    invoice_number = TextField(default="")
    evidence_kind = TextField(default="")
    evidence_note = TextField(default="")
    registry_state = TextField(default="")
    registry_code = TextField(default="")
    issued_on = DayField(null=True)
    replaced_by = reference("self", null=True)


class WarrantyVoid(Record):
    """A reasoned end of cover, whole or in part; revoked with a reason, never erased."""

    card = reference(WarrantyCard)
    scope = TextField()
    reasons = JsonField(default=list)
    part_groups = JsonField(default=list)
    sentence = TextField(default="")
    evidence = TextField(default="")
    evidence_file = reference(StoredFile, null=True)
    voided_on = DayField()
    order_number = TextField(default="")
    revoked_at = MomentField(null=True)
    revoked_by = TextField(default="")
    revoked_reason = TextField(default="")


class WarrantyEvent(Table):
    """Issued, activated, voided, transferred, printed again ...; append-only."""

    uuid = TextField(unique=True)
    card = reference(WarrantyCard)
    at = MomentField()
    actor = TextField()
    kind = TextField()
    note = TextField(default="")
    detail = JsonField(default=dict)
