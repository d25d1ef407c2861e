"""A few records, put in as the counter does, for screens that must show something."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.slips import SlipKind, SlipLine
from aftersales_desktop.domain.warranty_forms import CardInput
from aftersales_desktop.services import customers, reception, reservations, warranty_issue, warranty_terms
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.order_rows import ReceptionRow
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.services.work import Desk
from tests.services.store import Store

LONG_NAME = "شرکت بازرگانی و خدمات پس از فروش پایا سامان آریا (سهامی خاص)"
SERIAL = "FD0470716432"


def add_customer(desk: Desk, name: str = "سمیه احمدی", *phones: str, **values: object) -> CustomerRow:
    """A customer with a mobile and an address."""
    site = SiteDetails(city="تهران", address="ستارخان، نبش کوچهٔ ۲")
    details = CustomerDetails(name=name, phones=phones or ("09182708734",), site=site, **values)
    return customers.add_customer(desk, details)


def take_in(desk: Desk, owner_id: int, serial: str = SERIAL, **values: object) -> ReceptionRow:
    """One device of the model the file knows."""
    model = model_suggestions(desk, "sms46")[0]
    device = DeviceIntake(model_id=model.id, serial=serial, customer_words="آب را تخلیه نمی‌کند", **values)
    return reception.register_intake(desk, Intake(str(uuid4()), (device,), owner_id=owner_id))


def issue_card(desk: Desk, owner_id: int, serial: str = SERIAL) -> CardRow:
    """A card from today on."""
    model = model_suggestions(desk, "sms46")[0]
    terms = warranty_terms.list_terms(desk)[0]
    return warranty_issue.issue_card(
        desk,
        CardInput(
            request_key=str(uuid4()), owner_id=owner_id, model_id=model.id, serial=serial, terms_id=terms.id,
            purchased_on=date(2026, 11, 1), installed_on=date(2026, 11, 2), activated_on=date(2026, 11, 2),
        ),
    )  # fmt: skip


def fill_store(desk: Desk) -> Store:
    """Parts in the store and on a bench, a slip of each kind, an order that waits."""
    store = Store(desk)
    store.receive_boards("B00001", "B00002", "B00003")
    store.receive_screws(40)
    store.issue("B00001")
    store.post(SlipKind.FAULTY_RECEIPT, SlipLine(unit_id=store.unit("B00001")))
    store.issue("B00002")
    reservations.reserve(desk, 1, store.pump.id)
    return store


def fill_small(desk: Desk) -> None:
    """Two customers, a device in the centre, a card, a little store."""
    owner = add_customer(desk)
    add_customer(desk, LONG_NAME, "02533324777")
    issue_card(desk, owner.id)
    take_in(desk, owner.id)
    fill_store(desk)
