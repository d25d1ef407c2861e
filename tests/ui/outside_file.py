"""Records of what is out of our hands, for the screens that show it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from aftersales_desktop.domain.loaners import LoanDetails
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.outside_repair import OutsideDetails, OutsideKind
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.stock import Condition, Place
from aftersales_desktop.domain.uncollected import CallResult
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services import (
    calls,
    hand_over,
    loaners,
    outside_repair,
    parts,
    records,
    stock_moves,
    supplier_claims,
    suppliers,
    units,
)
from aftersales_desktop.services.loaners import LoanerDetails
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.services.suppliers import SupplierDetails
from aftersales_desktop.services.work import Desk
from tests.ui.small_file import add_customer, take_in


def add_faulty_board(desk: Desk, serial: str, supplier_id: int) -> int:
    """A board with a serial in the store of faulty parts."""
    part = parts.find_part(desk, "BRD-1") or parts.add_part(
        desk, PartDetails("BRD-1", "برد اصلی ماشین ظرفشویی", is_serialised=True, buy=9_000_000, sell=12_000_000)
    )
    with desk.work() as now:
        where = stock_moves.the_place(Place.FAULTY_STORE)
        faulty = Condition.FAULTY.value
        unit = records.create(
            desk, Unit, now, kind="part", model=first_where(Part, id=part.id).model_id, part_id=part.id,
            location=where.id, first_location=where.id, condition=faulty, first_condition=faulty, cost=9_500_000,
            supplier_id=supplier_id, supplier_warranty_until=desk.today() + timedelta(days=90),
        )  # fmt: skip
        units.add_identifier(desk, unit.id, "serial", serial)
        return unit.id


def add_loaner(desk: Desk, serial: str = "LOAN-1") -> loaners.LoanerRow:
    """A loaner of the model the file knows."""
    model = model_suggestions(desk, "sms46")[0]
    return loaners.add_loaner(desk, model.id, serial, LoanerDetails(80_000_000, 10_000_000, "سالم، با شلنگ"))


def ready_order(desk: Desk, number: int, days: int = 10) -> int:
    """An order that waits for its customer for so many days."""
    owner = add_customer(desk, f"مشتری {number}", f"0935000{number:04}")
    order = take_in(desk, owner.id, f"FDREADY{number:03}").orders[0]
    now, desk.clock = desk.clock, lambda: now() - timedelta(days=days)
    hand_over.mark_ready(desk, order.id, Outcome.NO_FAULT_FOUND)
    desk.clock = now
    return order.id


def fill_outside(desk: Desk) -> dict[str, int]:
    """An order to call, one with a loaner, one outside, a claim being gathered and one that was sent."""
    supplier = suppliers.add_supplier(desk, SupplierDetails("پخش قطعهٔ پارس", "02133900000"))
    owner = add_customer(desk, "نسترن رضایی", "09121110022")
    lent = take_in(desk, owner.id, "FDLENT").orders[0]
    outside = take_in(desk, owner.id, "FDOUT").orders[0]
    loaner = add_loaner(desk)
    due = desk.today() + timedelta(days=5)
    loaners.lend(desk, lent.id, loaner.id, LoanDetails(due, "سالم، با شلنگ", 80_000_000, 10_000_000))
    details = OutsideDetails(OutsideKind.COLLEAGUE, place="میکروسولدرینگ آرمان", promised_on=due)
    outside_repair.send_outside(desk, [outside.id], details)
    ready = ready_order(desk, 1)
    calls.note_call(desk, ready, CallResult.NO_ANSWER)
    claims = [supplier_claims.open_claim(desk, supplier.id, str(uuid4())).id for _count in range(2)]
    for claim, serial in zip(claims, ("B-OPEN", "B-SENT"), strict=True):
        add_faulty_board(desk, serial, supplier.id)
        supplier_claims.add_serial(desk, claim, serial, "روشن نمی‌شود")
    supplier_claims.send_claim(desk, claims[1])
    return {"lent": lent.id, "outside": outside.id, "ready": ready, "open": claims[0], "sent": claims[1]}
