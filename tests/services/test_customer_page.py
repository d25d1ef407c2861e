"""One customer at a glance: devices with their warranty, orders, cards."""

from datetime import date, timedelta

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.warranty import Tone
from aftersales_desktop.domain.warranty_forms import CardInput, TermsDetails
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.services import customers, warranty_terms
from aftersales_desktop.services.customer_page import customer_page
from aftersales_desktop.services.hand_over import hand_back
from aftersales_desktop.services.warranty_issue import issue_card
from tests.services.counter import MARYAM, Counter

TODAY = date(2026, 11, 23)


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def issue(counter, serial: str, purchased: date = TODAY):
    known = warranty_terms.list_terms(counter.desk)
    details = TermsDetails(code="x", title_fa="دوازده ماه", months_parts=12)
    terms = known[0] if known else warranty_terms.add_terms(counter.desk, details)
    return issue_card(
        counter.desk,
        CardInput(
            model_id=counter.model_id, serial=serial, owner_id=counter.owner_id, terms_id=terms.id,
            purchased_on=purchased, confirmed=frozenset({"purchased_on"}),
        ),
    )  # fmt: skip


def test_of_somebody_new_is_empty(counter):
    page = customer_page(counter.desk, counter.owner_id)
    assert page.customer.name == "رضا احمدی"
    assert (page.devices, page.orders, page.cards) == ((), (), ())


def test_shows_each_device_with_its_warranty_today_and_its_open_order(counter):
    card = issue(counter, "SN-COVERED")
    issue(counter, "SN-OVER", TODAY - timedelta(days=500))
    order = counter.order(unit_id=card.unit.id)
    devices = {owned.unit.serial: owned for owned in customer_page(counter.desk, counter.owner_id).devices}
    assert devices["SN-COVERED"].verdict.tone is Tone.COVERED
    assert devices["SN-OVER"].verdict.tone is Tone.REFUSED
    assert (devices["SN-COVERED"].open_order, devices["SN-OVER"].open_order) == (order.number, "")


def test_shows_orders_and_cards_newest_first(counter):
    first = counter.order(promised_on=TODAY)
    hand_back(counter.desk, first.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    second = counter.order()
    card = issue(counter, "SN-9")
    page = customer_page(counter.desk, counter.owner_id)
    assert [line.number for line in page.orders] == [second.number, first.number]
    assert (page.orders[1].state, page.orders[1].promised_on) == ("delivered", TODAY)
    assert page.orders[0].title == "سامسونگ A55" and page.orders[0].serial == second.unit.serial
    [line] = page.cards
    assert (line.number, line.is_ours, line.state, line.last_day) == (card.number, True, "active", card.last_day)


def test_shows_what_is_theirs_only(counter):
    counter.order()
    other = customers.add_customer(counter.desk, MARYAM).id
    page = customer_page(counter.desk, other)
    assert (page.devices, page.orders) == ((), ())


def test_a_sold_device_moves_to_its_new_owner_and_its_visits_stay(counter):
    order = counter.order()
    hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    counter.receive(counter.device(unit_id=order.unit.id), owner_id=None, owner=MARYAM)
    before = customer_page(counter.desk, counter.owner_id)
    assert (len(before.devices), len(before.orders)) == (0, 1)


def test_is_cut_at_fifty_of_each(counter):
    for _visit in range(2):
        counter.receive(*[counter.device() for _count in range(30)])
    page = customer_page(counter.desk, counter.owner_id)
    assert len(page.devices) == len(page.orders) == 50
    assert page.orders[0].id == 60


def test_a_placeholder_for_unknown_owners_lists_no_devices(counter):
    counter.order()
    Customer.update(is_placeholder=True).execute()
    assert customer_page(counter.desk, counter.owner_id).devices == ()


def test_of_a_missing_customer_says_so(counter):
    with pytest.raises(NotFound):
        customer_page(counter.desk, 99)


def test_any_name_is_shown_as_stored(counter):
    row = customers.add_customer(counter.desk, CustomerDetails(name="O'Brien; DROP TABLE", phones=("09121234567",)))
    assert customer_page(counter.desk, row.id).customer.name == "O'Brien; DROP TABLE"
