"""The warranty of an order after intake: a card that comes later, one that goes, and what the history says of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.warranty_forms import CardInput, TermsDetails
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import check, warranty_changes, warranty_terms
from aftersales_desktop.services.biography import unit_biography
from aftersales_desktop.services.hand_over import hand_back, mark_ready, reopen_order
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.order_verdicts import current_verdict, noted_change, verdict_sentence
from aftersales_desktop.services.warranty_issue import issue_card
from tests.services.counter import Counter

WORDS = Words("en")


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def bring_card(counter: Counter, order: OrderRow):
    """The customer finds the card at home, bought ten days before the device came."""
    terms = warranty_terms.add_terms(
        counter.desk, TermsDetails(code="T", title_fa="۱۸ ماهه", title_en="18 months", months_parts=18)
    )
    bought = order.received_on - timedelta(days=10)
    return issue_card(
        counter.desk,
        CardInput(
            request_key=str(uuid4()), owner_id=counter.owner_id, unit_id=order.unit.id, terms_id=terms.id,
            purchased_on=bought,
        ),
    )  # fmt: skip


def told(counter: Counter, order_id: int) -> tuple[str, str]:
    """Tone and sentence as the order's page shows them."""
    order = get_order(counter.desk, order_id)
    current = current_verdict(counter.desk, order)
    return current.tone, WORDS.say(verdict_sentence(order, current))


def changes(order: OrderRow) -> list[str]:
    """What the history says of the warranty."""
    return [WORDS.say(noted_change(event.detail)) for event in order.events if event.kind == "verdict"]


def test_stays_as_it_was_said_while_nothing_changes(counter):
    order = counter.order()
    tone, sentence = told(counter, order.id)
    assert (tone, sentence) == (order.verdict.tone, WORDS.say(order.verdict.reason))
    assert changes(mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد")) == []


def test_a_card_that_comes_later_counts_from_the_day_the_device_came(counter, clock):
    order = counter.order()
    clock.move(days=3)
    bring_card(counter, order)
    tone, sentence = told(counter, order.id)
    assert tone == "covered"
    assert sentence.startswith("Was “Unknown”, is “Covered” now: ")
    assert get_order(counter.desk, order.id).verdict.tone == "unknown", "what the receipt said stays"


def test_each_other_answer_is_noted_once_on_the_way_out(counter, clock):
    order = counter.order()
    clock.move(hours=1)
    card = bring_card(counter, order)
    ready = mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد")
    assert len(changes(ready)) == 1
    reopen_order(counter.desk, order.id, "دوباره خاموش شد")
    assert len(changes(mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد"))) == 1
    warranty_changes.withdraw_card(counter.desk, card.id, "اشتباه")
    gone = hand_back(counter.desk, order.id)
    assert [change.split(":")[0] for change in changes(gone)] == [
        "Was “Unknown”, is “Covered” now", "Was “Covered”, is “Unknown” now",
    ]  # fmt: skip
    assert gone.events[-1].kind == "handed_back"
    assert check.first_broken_record(counter.desk) is None
    titles = [WORDS.say(entry.title) for entry in unit_biography(counter.desk, order.unit.id)]
    assert sum("looked at again" in title for title in titles) == 2


def test_what_left_keeps_its_last_answer(counter):
    order = counter.order()
    hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    bring_card(counter, order)
    assert told(counter, order.id)[0] == "unknown"
