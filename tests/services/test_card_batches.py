"""Raw cards in runs: fast, without gaps, all or nothing."""

import time

import pytest

from aftersales_desktop.domain.own_numbers import card_number
from aftersales_desktop.domain.warranty import CardState
from aftersales_desktop.models.database import database
from aftersales_desktop.models.warranty import WarrantyCard
from aftersales_desktop.services import audit, warranty
from aftersales_desktop.services.card_batches import (
    LARGEST_BATCH,
    get_batch,
    list_batches,
    make_batch,
    send_to_dealer,
    take_back_from_dealer,
    withdraw_batch,
)
from aftersales_desktop.services.warranty_issue import issue_card
from aftersales_desktop.services.work import Area
from tests.services.warranty_samples import (
    card,
    event_kinds,
    form,
    model,
    nothing_written,
    problems_of,
    refusal_of,
    terms,
)


def test_a_thousand_cards_are_one_transaction_and_one_audit_row(desk):
    chosen, of = terms(desk), model(desk)
    heard, statements = [], []
    desk.listeners.append(heard.append)
    before = desk.rows("SELECT count(*) FROM audit")[0][0]
    database.connection().set_trace_callback(statements.append)
    batch = make_batch(desk, chosen.id, 1000, of.id, " سری  اول ")
    database.connection().set_trace_callback(None)
    assert (batch.quantity, batch.blank, batch.note, batch.model_id) == (1000, 1000, "سری اول", of.id)
    assert (batch.first_number, batch.last_number) == (card_number(1), card_number(1000))
    numbers = [row[0] for row in desk.rows("SELECT number FROM warranty_card ORDER BY id")]
    assert numbers == [card_number(n) for n in range(1, 1001)]
    assert {row.state for row in WarrantyCard.select()} == {"raw"}
    assert sum(text.startswith("BEGIN") for text in statements) == 1
    assert sum(text.startswith("COMMIT") for text in statements) == 1
    # the batch, and the issuer that was made on first use
    assert desk.rows("SELECT count(*) FROM audit")[0][0] == before + 2
    assert heard == [frozenset({Area.WARRANTY})]
    assert audit.first_broken_row(desk) is None


def test_the_largest_batch_takes_seconds_at_most(desk):
    chosen = terms(desk)
    began = time.perf_counter()
    make_batch(desk, chosen.id, LARGEST_BATCH)
    assert time.perf_counter() - began < 10
    assert desk.rows("SELECT count(DISTINCT number_norm) FROM warranty_card") == [(LARGEST_BATCH,)]


def test_batches_and_single_cards_share_one_series(desk):
    chosen = terms(desk)
    assert card(desk).number == card_number(1)
    assert make_batch(desk, chosen.id, 2).last_number == card_number(3)
    assert card(desk).number == card_number(4)
    assert [batch.first_number for batch in list_batches(desk)] == [card_number(2)]


@pytest.mark.parametrize("quantity", [0, -1, LARGEST_BATCH + 1])
def test_a_batch_has_a_sensible_size(desk, quantity):
    chosen = terms(desk)
    assert list(problems_of(desk, make_batch, chosen.id, quantity, None, "x" * 301)) == ["quantity", "note"]


def test_a_batch_needs_terms_and_a_model_that_exist(desk):
    chosen = terms(desk)
    refusal_of(desk, make_batch, 99, 5)
    refusal_of(desk, make_batch, chosen.id, 5, 99)


def test_a_broken_batch_gives_its_numbers_back(desk):
    chosen = terms(desk)
    with nothing_written(desk), pytest.raises(RuntimeError), desk.work():
        make_batch(desk, chosen.id, 700)
        raise RuntimeError("power cut")
    assert make_batch(desk, chosen.id, 1).first_number == card_number(1)


def test_a_run_goes_to_a_dealer_and_comes_back(desk):
    batch = make_batch(desk, terms(desk).id, 600)
    heard = []
    desk.listeners.append(heard.append)
    first, last = card_number(3), card_number(550)
    assert send_to_dealer(desk, first.replace("-", ""), last, " فروشگاه  كاوه ") == 548
    sent = warranty.find_card(desk, first)
    assert (sent.state, sent.seller, event_kinds(sent)) == (CardState.AT_DEALER, "فروشگاه کاوه", ["sent_to_dealer"])
    assert warranty.find_card(desk, card_number(2)).state is CardState.RAW
    assert warranty.find_card(desk, card_number(551)).state is CardState.RAW
    assert take_back_from_dealer(desk, first, first) == 1
    back = warranty.find_card(desk, first)
    assert (back.state, back.seller, event_kinds(back)) == (CardState.RAW, "", ["sent_to_dealer", "taken_back"])
    assert heard == [frozenset({Area.WARRANTY})] * 2
    assert get_batch(desk, batch.id).blank == 600
    row = desk.rows("SELECT action, entity, change FROM audit WHERE action = 'sent_to_dealer'")
    assert len(row) == 1
    assert audit.first_broken_row(desk) is None


def test_a_run_is_moved_whole_or_not_at_all(desk):
    batch = make_batch(desk, terms(desk).id, 5)
    issue_card(desk, form(desk, number=card_number(4)))
    assert refusal_of(desk, send_to_dealer, batch.first_number, batch.last_number, "کاوه") == (
        f"Card {card_number(4)} is “Active”. Choose a run of cards that are all “Raw card”."
    )
    assert "never made" in refusal_of(desk, send_to_dealer, card_number(5), card_number(6), "کاوه")
    assert "“With a dealer”" in refusal_of(desk, take_back_from_dealer, card_number(1), card_number(2))
    assert get_batch(desk, batch.id).blank == 4


def test_a_wrong_run_is_refused(desk):
    make_batch(desk, terms(desk).id, 5)
    wrong = card_number(1)[:-1] + str((int(card_number(1)[-1]) + 1) % 10)
    assert list(problems_of(desk, send_to_dealer, wrong, "x", "")) == ["first_number", "last_number", "dealer"]
    assert list(problems_of(desk, send_to_dealer, card_number(2), card_number(1), "x" * 121)) == [
        "last_number", "dealer",
    ]  # fmt: skip
    assert list(problems_of(desk, take_back_from_dealer, "", card_number(1))) == ["first_number"]


def test_a_batch_made_by_mistake_is_taken_back(desk):
    chosen = terms(desk)
    batch = make_batch(desk, chosen.id, 3)
    withdraw_batch(desk, batch.id)
    assert list_batches(desk) == []
    assert desk.rows("SELECT DISTINCT rev, state FROM warranty_card") == [(2, "raw")]
    assert (get_batch(desk, batch.id).is_withdrawn, get_batch(desk, batch.id).blank) == (True, 0)
    assert "withdrawn" in refusal_of(desk, send_to_dealer, batch.first_number, batch.last_number, "کاوه")
    assert make_batch(desk, chosen.id, 1).first_number == card_number(4)
    used = make_batch(desk, chosen.id, 2)
    issue_card(desk, form(desk, number=used.first_number))
    assert refusal_of(desk, withdraw_batch, used.id) == (
        "Cards of this batch are already in use. It cannot be withdrawn."
    )
