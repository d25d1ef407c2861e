"""One valid row for every table, so that a rule can be tried on each of them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from aftersales_desktop import models

MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
MOMENT_TEXT = "2026-11-23T08:00:00.000Z"
GENESIS = "0" * 64


def some_hash() -> str:
    return sha256(uuid.uuid4().bytes).hexdigest()


def record(**values: Any) -> dict[str, Any]:
    return {"uuid": str(uuid.uuid4()), "branch": "01", "created_at": MOMENT, "created_by": "test", **values}


def happened(**values: Any) -> dict[str, Any]:
    return {"uuid": str(uuid.uuid4()), "at": MOMENT, "actor": "test", **values}


def customer(number: str = "000001-3", **values: Any) -> models.Customer:
    named = {"kind": "person", "name": "رضا احمدی", "name_search": "رضا احمدی", "name_sort": "a", **values}
    return models.Customer.create(**record(subscriber_number=number, **named))


def unit(model: models.ProductModel, **values: Any) -> models.Unit:
    return models.Unit.create(**record(kind="device", model=model, location=1, **values))


def card(number: str, issuer: models.Issuer, **values: Any) -> models.WarrantyCard:
    named = {"number": number, "number_norm": number, "number_rev": number[::-1], "state": "raw", **values}
    return models.WarrantyCard.create(**record(issuer=issuer, **named))


def order(
    number: str, reception: models.Reception, of: models.Unit, owner: models.Customer, **values: Any
) -> models.ServiceOrder:
    named = {"number": number, "number_norm": number, "number_rev": number[::-1], "position": 1, "state": "received"}
    return models.ServiceOrder.create(
        **record(reception=reception, unit=of, owner=owner, received_on=DAY, **{**named, **values})
    )


def reception(number: str = "01-05-00001-0") -> models.Reception:
    return models.Reception.create(
        **record(number=number, request_key=f"key of {number}", received_at=MOMENT, received_on=DAY)
    )


def fill() -> dict[str, Any]:
    """A row in every table, by the table's name."""
    owner = customer()
    site = models.Site.create(**record(customer=owner, is_main=True, city="تهران"))
    category = models.Category.create(**record(code="tv", name_fa="تلویزیون", name_en="TV"))
    model = models.ProductModel.create(**record(category=category, brand="Aral", name="X-1", family="aral"))
    shelf = models.Location.create(kind="shelf", code="A-01")
    device = unit(model, owner=owner)
    terms = models.WarrantyTerms.create(**record(code="home", version=1, start_basis="purchase"))
    issuer = models.Issuer.create(**record(name="مرکز ما", is_ours=True))
    batch = models.CardBatch.create(
        **record(issuer=issuer, terms=terms, first_number="G1", last_number="G2", quantity=2)
    )
    raw = card("G1", issuer, batch=batch)
    visit = reception()
    work = order("01-05-00001-0", visit, device, owner)
    rows = [
        models.Setting.create(key="centre_name", value="مرکز"),
        models.NumberSeries.create(series="subscriber", last=1),
        models.Audit.create(
            at=MOMENT, actor="test", action="create", entity="customer", record_uuid=owner.uuid, change={},
            prev_hash=GENESIS, hash=some_hash(),
        ),
        models.Draft.create(form="intake", content={}, saved_at=MOMENT),
        models.PrintLog.create(
            **happened(
                document="intake-receipt", record_uuid=visit.uuid, number=visit.number, copy=0, paper="A5",
                target="printer", result="done",
            )
        ),
        models.ImportRun.create(**happened(source="old program", file_name="old.csv")),
        models.StoredFile.create(
            uuid=str(uuid.uuid4()), sha256=some_hash(), name="logo.png", media_type="image/png", content=b"x",
            created_at=MOMENT, created_by="test",
        ),
        models.CustomerPhone.create(customer=owner, position=0, number="09120000000", number_rev="00000002190"),
        models.Chip.create(kind="symptom", code="dead", name_fa="روشن نمی‌شود", name_en="Does not start"),
        models.UnitIdentifier.create(unit=device, kind="serial", value="S-1", value_norm="S1", value_rev="1S"),
        models.UnitOwnerChange.create(**happened(unit=device, customer=owner, site=site)),
        models.UnitMove.create(**happened(unit=device, from_location=1, to_location=shelf, reason="CIN")),
        models.WarrantyVoid.create(
            **record(card=raw, scope="device", reasons=["liquid"], evidence="عکس", voided_on=DAY)
        ),
        models.WarrantyEvent.create(**happened(card=raw, kind="issued")),
        models.OrderEvent.create(**happened(order=work, kind="received", to_state="received")),
        models.DevicePasscode.create(order=work, passcode="1397"),
        models.AllowedMove.get(),
        owner, site, category, model, shelf, device, terms, issuer, batch, raw, visit, work,
    ]  # fmt: skip
    return {row._meta.table_name: row for row in rows}
