"""One valid row for every table, so that a rule can be tried on each of them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from aftersales_desktop.models import tables

MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
MOMENT_TEXT = "2026-11-23T08:00:00.000Z"
GENESIS = "0" * 64
KEPT = {"condition_before": "in_use", "condition_after": "in_use"}


def some_hash() -> str:
    return sha256(uuid.uuid4().bytes).hexdigest()


def record(**values: Any) -> dict[str, Any]:
    return {"uuid": str(uuid.uuid4()), "branch": "01", "created_at": MOMENT, "created_by": "test", **values}


def happened(**values: Any) -> dict[str, Any]:
    return {"uuid": str(uuid.uuid4()), "at": MOMENT, "actor": "test", **values}


def customer(number: str = "000001-3", **values: Any) -> tables.Customer:
    named = {"kind": "person", "name": "رضا احمدی", "name_search": "رضا احمدی", "name_sort": "a", **values}
    return tables.Customer.create(**record(subscriber_number=number, **named))


def unit(model: tables.ProductModel, **values: Any) -> tables.Unit:
    return tables.Unit.create(**record(kind="device", model=model, location=1, **values))


def card(number: str, issuer: tables.Issuer, **values: Any) -> tables.WarrantyCard:
    named = {"number": number, "number_norm": number, "number_rev": number[::-1], "state": "raw", **values}
    return tables.WarrantyCard.create(**record(issuer=issuer, **named))


def order(
    number: str, reception: tables.Reception, of: tables.Unit, owner: tables.Customer, **values: Any
) -> tables.ServiceOrder:
    named = {"number": number, "number_norm": number, "number_rev": number[::-1], "position": 1, "state": "received"}
    return tables.ServiceOrder.create(
        **record(reception=reception, unit=of, owner=owner, received_on=DAY, **{**named, **values})
    )


def reception(number: str = "01-05-00001-0") -> tables.Reception:
    return tables.Reception.create(
        **record(number=number, request_key=f"key of {number}", received_at=MOMENT, received_on=DAY)
    )


def place(kind: str) -> tables.Location:
    return tables.Location.get(kind=kind)


def store_and_bench(work: tables.ServiceOrder) -> list[tables.Table]:
    """A row in every table of the store and the bench."""
    bench = tables.Location.create(kind="bench", code="1")
    member = tables.StaffMember.create(**record(name="رضا", name_fold="رضا", role="technician", bench=bench))
    there = tables.Location.create(kind="supplier", code="1")
    supplier = tables.Supplier.create(**record(name="پارس", name_fold="پارس", location=there))
    part = tables.Part.create(**record(code="C-1", code_norm="C1", name="خازن", is_serialised=False))
    other = tables.Part.create(**record(code="C-2", code_norm="C2", name="خازن دیگر", is_serialised=False))
    slip = tables.StockDocument.create(
        **record(number="RC-05-00001", request_key="slip", kind="receipt", at=MOMENT, on_day=DAY, supplier=supplier)
    )
    tables.StockMove.create(
        **happened(
            part=part, quantity=2, from_location=there, to_location=place("good_store"), reason="RCV",
            condition_before="new", condition_after="new", document=slip.number,
        )
    )  # fmt: skip
    ordered = tables.PartOrder.create(**record(part=other, supplier=supplier, quantity=5, ordered_on=DAY))
    estimate = tables.Estimate.create(**record(order=work, version=1, state="draft"))
    line = tables.OrderLine.create(
        **record(order=work, position=1, kind="labour", title="تعویض", coverage="pay", done_on=DAY)
    )
    second_bench = tables.Location.create(kind="bench", code="2")
    checker = tables.StaffMember.create(**record(name="نسرین", name_fold="نسرین", role="quality", bench=second_bench))
    return [
        member, supplier, part, slip, tables.StockMove.get(), tables.StockBalance.get(), estimate,
        tables.PartReservation.create(**record(order=work, part=part, quantity=1, state="waiting")),
        ordered, tables.PartDelivery.create(**happened(part_order=ordered, document=slip, quantity=2)),
        tables.PartEquivalent.create(part=part, other=other),
        tables.PartPrice.create(**happened(part=part, from_on=DAY, buy=1, sell=2)),
        tables.FaultCode.create(kind="area", code="test", name_fa="آزمون", name_en="Test"),
        tables.Diagnosis.create(**record(order=work, finding="خازن باد کرده")),
        tables.Tariff.create(**record(code="T-1", name="تعویض خازن", price=10)),
        line,
        tables.OrderLineMove.create(line=line, stock_move=tables.StockMove.get()),
        tables.EstimateLine.create(estimate=estimate, option=1, position=1, kind="labour", title="تعویض", price=10),
        tables.Approval.create(**happened(order=work, estimate=estimate, decision="refused", who="مشتری", how="phone")),
        tables.OrderOverride.create(
            **happened(order=work, blocker="unpaid", detail={"amount": 10}, reason="حساب جاری", allowed_by="مدیر")
        ),
        tables.QualityCheck.create(**happened(order=work, checker=checker, result="passed")),
    ]  # fmt: skip


def out_of_hand(work: tables.ServiceOrder, device: tables.Unit) -> list[tables.Table]:
    """A row in every table of what is out of the centre's hands."""
    supplier, part = tables.Supplier.get(), tables.Part.get()
    claim = tables.SupplierClaim.create(**record(number="K-05-0001-1", request_key="claim", supplier=supplier))
    loaner = tables.Loaner.create(**record(unit=device))
    return [
        claim, loaner,
        tables.SupplierClaimLine.create(**record(claim=claim, part=part, quantity=2)),
        tables.Loan.create(
            **record(order=work, loaner=loaner, unit=device, lent_on=DAY, due_on=DAY, condition_words="سالم")
        ),
        tables.OutsideJob.create(**record(order=work, kind="colleague", place="همکار", sent_on=DAY)),
        tables.Call.create(**happened(order=work, customer=work.owner_id, result="busy")),
        tables.UncollectedLetter.create(
            **happened(order=work, level=1, ready_on=DAY, written_on=DAY, answer_by=DAY)
        ),
        tables.Disposal.create(
            **record(
                number="M-05-0001-1", order=work, manager="مدیر", words="اسقاط شد", fate="scrap", disposed_on=DAY
            )
        ),
    ]  # fmt: skip


def fill() -> dict[str, Any]:
    """A row in every table, by the table's name."""
    owner = customer()
    site = tables.Site.create(**record(customer=owner, is_main=True, city="تهران"))
    category = tables.Category.create(**record(code="tv", name_fa="تلویزیون", name_en="TV"))
    model = tables.ProductModel.create(**record(category=category, brand="Aral", name="X-1", family="aral"))
    shelf = tables.Location.create(kind="shelf", code="A-01")
    device = unit(model, owner=owner)
    terms = tables.WarrantyTerms.create(**record(code="home", version=1, start_basis="purchase"))
    issuer = tables.Issuer.create(**record(name="مرکز ما", is_ours=True))
    batch = tables.CardBatch.create(
        **record(issuer=issuer, terms=terms, first_number="G1", last_number="G2", quantity=2)
    )
    raw = card("G1", issuer, batch=batch)
    visit = reception()
    work = order("01-05-00001-0", visit, device, owner)
    other = unit(model, owner=owner, archived_at=MOMENT, merged_into=device)
    merge = tables.MergeEvent.create(
        **happened(
            entity="unit", kept_unit=device, merged_unit=other, before={}, after={}, last_order=0,
            last_card_event=0,
        )
    )  # fmt: skip
    rows = [
        tables.Setting.create(key="centre_name", value="مرکز"),
        tables.NumberSeries.create(series="subscriber", last=1),
        tables.Audit.create(
            at=MOMENT, actor="test", action="create", entity="customer", record_uuid=owner.uuid, change={},
            prev_hash=GENESIS, hash=some_hash(),
        ),
        tables.Draft.create(form="intake", content={}, saved_at=MOMENT),
        tables.PrintLog.create(
            **happened(
                document="intake-receipt", record_uuid=visit.uuid, number=visit.number, copy=0, paper="A5",
                target="printer", result="done",
            )
        ),
        tables.ImportRun.create(**happened(source="old program", file_name="old.csv")),
        tables.StoredFile.create(
            uuid=str(uuid.uuid4()), sha256=some_hash(), name="logo.png", media_type="image/png", content=b"x",
            created_at=MOMENT, created_by="test",
        ),
        tables.CustomerPhone.create(customer=owner, position=0, number="09120000000", number_rev="00000002190"),
        tables.Chip.create(kind="symptom", code="dead", name_fa="روشن نمی‌شود", name_en="Does not start"),
        tables.UnitIdentifier.create(unit=device, kind="serial", value="S-1", value_norm="S1", value_rev="1S"),
        tables.UnitOwnerChange.create(**happened(unit=device, customer=owner, site=site)),
        tables.UnitMove.create(**happened(unit=device, from_location=1, to_location=shelf, reason="CIN", **KEPT)),
        tables.WarrantyVoid.create(
            **record(card=raw, scope="device", reasons=["liquid"], evidence="عکس", voided_on=DAY)
        ),
        tables.WarrantyEvent.create(**happened(card=raw, kind="issued")),
        tables.OrderEvent.create(**happened(order=work, kind="received", to_state="received")),
        tables.DevicePasscode.create(order=work, passcode="1397"),
        tables.Attachment.create(
            **record(
                entity="service_order", record_uuid=work.uuid, sha256=some_hash(), name="photo.jpg", kind="photo",
                media_type="image/jpeg", size=1,
            )
        ),
        tables.AllowedMove.get(),
        *store_and_bench(work),
        *out_of_hand(work, device),
        tables.MergeMove.create(merge=merge, subject="service_order.unit_id", row_id=1),
        owner, site, category, model, shelf, device, terms, issuer, batch, raw, visit, work, merge,
    ]  # fmt: skip
    return {row._meta.table_name: row for row in rows}
