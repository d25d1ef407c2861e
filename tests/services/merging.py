"""Two customers and two devices that are one, for the tests of merges."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.merging import MergeChoice, Side
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.warranty_forms import CardInput
from aftersales_desktop.services import (
    customer_merges,
    customers,
    reception,
    unit_merges,
    units,
    warranty_issue,
    warranty_terms,
)
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Desk

SHORT = CustomerDetails(
    name="کریمی", phones=("02144556677",), site=SiteDetails(city="تهران"), note="عصر زنگ بزنید", warning="بدهکار"
)
FULL = CustomerDetails(
    name="علی کریمی", phones=("09121112233", "02144556677"), national_id="0499370899",
    site=SiteDetails(city="تهران", address="ستارخان، پلاک ۲"), note="کارمند بانک",
)  # fmt: skip


def add(desk: Desk, details: CustomerDetails) -> CustomerRow:
    return customers.add_customer(desk, details)


def choice_of(desk: Desk, one_id: int, other_id: int, **sides: Side) -> MergeChoice:
    """Two customers as a person sees them, with what was chosen otherwise than suggested."""
    return customer_merges.compare_customers(desk, one_id, other_id).choice(sides)


def merge(desk: Desk, one_id: int, other_id: int, **sides: Side) -> int:
    return customer_merges.merge_customers(desk, choice_of(desk, one_id, other_id, **sides))


def merge_devices(desk: Desk, one_id: int, other_id: int, **sides: Side) -> int:
    return unit_merges.merge_units(desk, unit_merges.compare_units(desk, one_id, other_id).choice(sides))


def device(desk: Desk, model_id: int, serial: str, owner_id: int | None, **values: object) -> UnitRow:
    return units.add_unit(desk, model_id=model_id, serial=serial, owner_id=owner_id, **values)


def take_in(desk: Desk, unit_id: int, owner_id: int, payer_id: int | None = None) -> OrderRow:
    given = DeviceIntake(unit_id=unit_id, model_id=units.get_unit(desk, unit_id).model.id, customer_words="خراب")
    intake = Intake(str(uuid4()), (given,), owner_id=owner_id, payer_id=payer_id)
    return reception.register_intake(desk, intake).orders[0]


def issue(desk: Desk, unit_id: int, owner_id: int) -> CardRow:
    """A card that began this month."""
    terms = warranty_terms.list_terms(desk)[0]
    return warranty_issue.issue_card(
        desk,
        CardInput(
            request_key=str(uuid4()), owner_id=owner_id, unit_id=unit_id, terms_id=terms.id,
            purchased_on=date(2026, 11, 1), installed_on=date(2026, 11, 2), activated_on=date(2026, 11, 2),
        ),
    )  # fmt: skip
