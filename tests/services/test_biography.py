"""The life of one serial in time order: owners, addresses, cards, visits."""

from datetime import date

import pytest

from aftersales_desktop.domain.customers import SiteDetails
from aftersales_desktop.domain.leaving import HandOver
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.warranty_forms import CardInput, ForeignCardInput, TermsDetails
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.services import customers, issuers, records, staff, units, warranty_changes, warranty_terms
from aftersales_desktop.services.biography import EntryKind, unit_biography
from aftersales_desktop.services.hand_over import cancel_order, hand_back, mark_ready, reopen_order
from aftersales_desktop.services.leaving import complete_hand_over, take_hand_over_back
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_steps import advance, assign
from aftersales_desktop.services.reception import edit_order
from aftersales_desktop.services.warranty_foreign import register_foreign_card
from aftersales_desktop.services.warranty_issue import issue_card
from tests.services.counter import MARYAM, Counter

TODAY = date(2026, 11, 23)


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def said(counter, unit_id: int, language: str = "en") -> list[str]:
    words = Words(language)
    return [words.say(entry.title) for entry in unit_biography(counter.desk, unit_id)]


def shown(text: str) -> str:
    """A title without the marks that keep codes in order."""
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2068\u2069")))


def test_of_a_device_nobody_saw_before_is_its_first_owner(counter):
    unit = units.add_unit(counter.desk, model_id=counter.model_id, serial="SN-1", owner_id=counter.owner_id)
    assert said(counter, unit.id) == ["Owner: \u2068رضا احمدی\u2069"]
    assert unit_biography(counter.desk, 99) == []


def test_tells_a_whole_visit_with_its_words_and_outcome(counter, clock):
    order = counter.order(customer_words="صدا ندارد")
    clock.move(hours=1)
    edit_order(counter.desk, order.id, counter.device(customer_words="تصویر ندارد"))
    mark_ready(counter.desk, order.id, Outcome.REPAIRED, "برد عوض شد")
    reopen_order(counter.desk, order.id, "دوباره خاموش شد")
    hand_back(counter.desk, order.id, outcome=Outcome.NOT_REPAIRABLE)
    titles = [shown(title) for title in said(counter, order.unit.id)]
    number = order.number
    assert titles[1:] == [
        f"Taken in as {number}", f"{number} ready: Repaired", f"{number} reopened",
        f"{number} ready: Cannot be repaired", f"{number} handed back",
    ]  # fmt: skip
    entries = unit_biography(counter.desk, order.unit.id)
    assert entries[1].detail == "تصویر ندارد"
    assert entries[2].detail == "برد عوض شد"
    assert {entry.link for entry in entries[1:]} == {("order", order.id)}
    assert [entry.kind for entry in entries] == [EntryKind.OWNER] + [EntryKind.VISIT] * 5


def test_tells_a_cancelled_visit_with_its_reason(counter):
    order = counter.order()
    cancel_order(counter.desk, order.id, "منصرف شد")
    last = unit_biography(counter.desk, order.unit.id)[-1]
    assert shown(Words("en").say(last.title)) == f"{order.number} cancelled"
    assert last.detail == "منصرف شد"


def test_tells_owners_and_addresses_by_the_day_they_count_from(counter, clock):
    unit = units.add_unit(counter.desk, model_id=counter.model_id, serial="SN-1", owner_id=counter.owner_id)
    shop = customers.add_site(counter.desk, counter.owner_id, SiteDetails(city="کرج", address="گوهردشت")).id
    clock.move(days=10)
    units.move_to_site(counter.desk, unit.id, shop, since=date(2026, 11, 24))
    buyer = customers.add_customer(counter.desk, MARYAM).id
    units.change_owner(counter.desk, unit.id, buyer, since=None, reason="transfer")
    entries = unit_biography(counter.desk, unit.id)
    assert [entry.on for entry in entries] == [TODAY, date(2026, 11, 24), date(2026, 12, 3)]
    assert [entry.kind for entry in entries] == [EntryKind.OWNER, EntryKind.SITE, EntryKind.OWNER]
    assert entries[1].detail == "کرج، گوهردشت"
    assert "مریم نوری" in Words("fa").say(entries[2].title)


def test_tells_cards_of_ours_and_of_others(counter, clock):
    terms = warranty_terms.add_terms(
        counter.desk, TermsDetails(code="x", title_fa="دوازده ماه", months_parts=12, months_labour=12)
    )
    card = issue_card(
        counter.desk,
        CardInput(
            model_id=counter.model_id, serial="SN-1", owner_id=counter.owner_id, terms_id=terms.id, purchased_on=TODAY
        ),
    )
    other = issuers.add_issuer(counter.desk, "گارانتی دیگر").id
    register_foreign_card(
        counter.desk, ForeignCardInput(issuer_id=other, number="AB-77", unit_id=card.unit.id, started_on=TODAY)
    )
    clock.move(days=3)
    buyer = customers.add_customer(counter.desk, MARYAM).id
    warranty_changes.transfer_card(counter.desk, card.id, buyer, counter.desk.today())
    titles = [shown(title) for title in said(counter, card.unit.id)]
    assert f"Warranty card {card.number} issued" in titles
    assert "Warranty card AB-77 of another company noted" in titles
    assert f"Warranty card {card.number} transferred" in titles
    cards = [entry for entry in unit_biography(counter.desk, card.unit.id) if entry.kind is EntryKind.CARD]
    assert cards[0].link == ("card", card.id)


def test_is_in_time_order_over_several_visits(counter, clock):
    order = counter.order()
    hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    clock.move(days=20)
    counter.order(unit_id=order.unit.id)
    entries = unit_biography(counter.desk, order.unit.id)
    assert [(entry.on, entry.at) for entry in entries] == sorted((entry.on, entry.at) for entry in entries)
    assert len([entry for entry in entries if entry.kind is EntryKind.VISIT]) == 4


def test_everything_is_said_in_persian_too(counter):
    order = counter.order()
    mark_ready(counter.desk, order.id, Outcome.NO_FAULT_FOUND)
    persian = said(counter, order.unit.id, "fa")
    assert all(not part.isascii() for part in persian)
    assert shown(persian[1]) != shown(said(counter, order.unit.id)[1])


def test_a_hand_over_is_no_reopening_and_its_taking_back_is_told(counter):
    order = counter.order()
    mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد")
    complete_hand_over(counter.desk, order.id, HandOver(receiver_name="رضا"))
    take_hand_over_back(counter.desk, order.id, "اشتباه")
    number = order.number
    assert [shown(title) for title in said(counter, order.unit.id)][1:] == [
        f"Taken in as {number}", f"{number} ready: Repaired", f"{number} handed back",
        f"{number}: Hand-over taken back", "Stood at: Shelf A-01, With the customer, Shelf A-01",
    ]  # fmt: skip


def test_tells_when_it_was_sold_and_by_whom_and_when_it_was_installed(counter):
    unit = units.add_unit(
        counter.desk, model_id=counter.model_id, serial="SN-1", owner_id=counter.owner_id, sold_on=date(2026, 3, 1),
        seller="فروشگاه نور",
    )  # fmt: skip
    assert said(counter, unit.id)[0] == "Sold"
    terms = warranty_terms.add_terms(
        counter.desk, TermsDetails(code="x", title_fa="دوازده ماه", months_parts=12, months_labour=12)
    )
    dates = {"purchased_on": date(2026, 3, 2), "installed_on": date(2026, 3, 9)}
    issue_card(counter.desk, CardInput(unit_id=unit.id, owner_id=counter.owner_id, terms_id=terms.id, **dates))
    entries = unit_biography(counter.desk, unit.id)
    assert [(entry.on, entry.kind, entry.detail) for entry in entries[:2]] == [
        (date(2026, 3, 1), EntryKind.SOLD, "فروشگاه نور"), (date(2026, 3, 9), EntryKind.INSTALLED, ""),
    ]  # fmt: skip


def test_tells_the_places_of_a_day_in_one_entry(counter, clock):
    member = staff.add_member(counter.desk, "آرش", Role.TECHNICIAN)
    order = counter.order()
    assign(counter.desk, order.id, member.id)
    advance(counter.desk, order.id, OrderState.DIAGNOSING)
    clock.move(days=2)
    mark_ready(counter.desk, order.id, Outcome.NO_FAULT_FOUND, "سالم بود")
    clock.move(days=1)
    hand_back(counter.desk, order.id)
    moved = [entry for entry in unit_biography(counter.desk, order.unit.id) if entry.kind is EntryKind.MOVE]
    assert [shown(Words("en").say(entry.title)) for entry in moved] == [
        "Stood at: Shelf A-01, On the bench of آرش", "Put elsewhere: Shelf A-01",
    ]  # fmt: skip


def test_a_kind_of_event_without_words_is_not_written(counter):
    order = counter.order()
    with pytest.raises(ValueError, match="unheard of"), counter.desk.work() as now:
        add_event(counter.desk, now, records.find(ServiceOrder, order.id), "unheard of")
