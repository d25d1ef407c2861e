"""Asking about cards: by number, by device, as of a day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aftersales_desktop.domain.own_numbers import card_number
from aftersales_desktop.domain.warranty import CardState, Category, Cause, Tone
from aftersales_desktop.domain.warranty_forms import ForeignCardInput
from aftersales_desktop.i18n import Code, OwnNumber
from aftersales_desktop.services import (
    card_batches,
    issuers,
    lists,
    units,
    warranty,
    warranty_changes,
    warranty_foreign,
    warranty_voids,
)
from aftersales_desktop.services.biography import unit_biography
from aftersales_desktop.services.card_rows import shown_number
from tests.services.warranty_samples import (
    BOUGHT,
    LAST_DAY,
    TODAY,
    card,
    model,
    nothing_written,
    owner,
    refusal_of,
    say,
    terms,
    void,
)


@pytest.mark.parametrize(
    "typed", ["G-00000001-{}", "g00000001{}", "G ۰۰۰۰۰۰۰۱ {}", "00000001{}", "ل00000001{}", "٠٠٠٠٠٠٠١-{}"]
)
def test_a_card_is_found_however_its_number_is_typed(desk, typed):
    saved = card(desk)
    assert warranty.find_card(desk, typed.format(saved.number[-1])).id == saved.id


def test_a_wrong_check_digit_is_told_as_such(desk):
    saved = card(desk)
    wrong = saved.number[:-1] + str((int(saved.number[-1]) + 3) % 10)
    assert refusal_of(desk, warranty.find_card, wrong) == (
        f"The check digit of {wrong} is wrong; read the number again."
    )


@pytest.mark.parametrize("typed", ["", "  ", "XYZ-1", card_number(77), "123456789"])
def test_an_unknown_number_is_not_found(desk, typed):
    card(desk)
    assert refusal_of(desk, warranty.find_card, typed).startswith("There is no warranty card")
    assert warranty.find_cards(desk, typed) == []


def test_a_card_is_asked_for_by_its_row(desk):
    saved = card(desk)
    assert warranty.get_card(desk, saved.id) == saved
    refusal_of(desk, warranty.get_card, 99)


def test_asking_writes_nothing(desk):
    saved = card(desk)
    with nothing_written(desk):
        warranty.find_cards(desk, saved.number)
        warranty.card_facts(desk, saved.unit.id)
        warranty.unit_summary(desk, saved.unit.id, TODAY)


def test_the_answer_is_as_of_the_day_asked_about(desk):
    unit_id = card(desk).unit.id
    assert warranty.unit_verdict(desk, unit_id, LAST_DAY).covered
    assert warranty.unit_verdict(desk, unit_id, LAST_DAY + timedelta(days=1)).cause is Cause.ENDED
    assert warranty.unit_verdict(desk, unit_id, BOUGHT).covered
    assert warranty.unit_verdict(desk, unit_id, BOUGHT - timedelta(days=1)).cause is Cause.NOT_STARTED
    assert warranty.unit_verdict(desk, unit_id, TODAY, part_group="باتری").cause is Cause.GROUP_EXCLUDED


def test_every_category_has_its_own_answer(desk):
    saved = card(desk)
    on = saved.ends[Category.LABOUR] + timedelta(days=1)
    found = warranty.unit_summary(desk, saved.unit.id, on)
    assert [verdict.category for verdict in found] == list(Category)
    assert [verdict.cause for verdict in found] == [
        Cause.RUNNING, Cause.ENDED, Cause.CATEGORY_NOT_COVERED, Cause.CATEGORY_NOT_COVERED,
    ]  # fmt: skip


def test_a_device_without_a_card_is_judged_by_its_purchase(desk):
    of = model(desk, terms(desk).id)
    bare = units.add_unit(desk, model_id=of.id, serial="N-1")
    bought = units.add_unit(desk, model_id=of.id, serial="N-2", sold_on=BOUGHT)
    without_terms = units.add_unit(desk, model_id=model(desk, name="N").id, serial="N-3", sold_on=BOUGHT)
    assert warranty.unit_verdict(desk, bare.id, TODAY).cause is Cause.NO_CARD
    assert warranty.unit_verdict(desk, without_terms.id, TODAY).tone is Tone.UNKNOWN
    parts, *others = warranty.unit_summary(desk, bought.id, TODAY)
    assert (parts.tone, parts.cause, len(others)) == (Tone.DOUBTFUL, Cause.WITHOUT_CARD, 3)


def test_of_two_cards_the_one_that_covers_the_day_answers(desk, clock):
    first = card(desk)
    clock.now = datetime(2029, 1, 1, tzinfo=UTC)
    second = card(desk, unit_id=first.unit.id, owner_id=first.owner.id, purchased_on=desk.today())
    assert [facts.number for facts in warranty.card_facts(desk, first.unit.id)] == [first.number, second.number]
    assert warranty.unit_verdict(desk, first.unit.id, TODAY).card_number == first.number
    assert warranty.unit_verdict(desk, first.unit.id, desk.today()).card_number == second.number


def test_a_card_is_not_recomputed_from_what_is_stored(desk):
    """The days in the list are a copy: a wrong copy must not change the answer."""
    saved = card(desk)
    with desk.work():
        desk.rows("UPDATE warranty_card SET parts_until = '2030-01-01', last_day = '2030-01-01' WHERE id = ?", saved.id)
    assert warranty.unit_verdict(desk, saved.unit.id, TODAY).ends_on == LAST_DAY


def test_cards_are_counted_as_of_a_day(desk, clock):
    running, ending = card(desk), card(desk, terms_id=terms(desk, code="M2", months_parts=2, months_labour=1).id)
    refused, mistaken = card(desk), card(desk)
    warranty_voids.void_card(desk, refused.id, void(), evidence="photo")
    warranty_changes.withdraw_card(desk, mistaken.id)
    batch = card_batches.make_batch(desk, terms(desk, code="B").id, 3)
    card_batches.send_to_dealer(desk, batch.first_number, batch.first_number, "کاوه")
    card_batches.withdraw_batch(desk, card_batches.make_batch(desk, terms(desk, code="C").id, 2).id)
    pars = issuers.add_issuer(desk, "پارس")
    theirs = ForeignCardInput(issuer_id=pars.id, number="P1", unit_id=running.unit.id)
    warranty_foreign.register_foreign_card(desk, theirs)
    end = ending.last_day
    stand = lists.counts(desk, "cards", end)
    assert stand == {"active": 3, "expiring": 1, "expired": 0, "void": 1, "raw": 3, "all": 7}
    assert lists.counts(desk, "cards", end - timedelta(days=30))["expiring"] == 1
    assert lists.counts(desk, "cards", end - timedelta(days=31))["expiring"] == 0
    after = end + timedelta(days=1)
    assert lists.counts(desk, "cards", after) == stand | {"active": 2, "expiring": 0, "expired": 1}
    clock.now = datetime(2027, 6, 1, tzinfo=UTC)
    card(desk, unit_id=ending.unit.id, owner_id=ending.owner.id, purchased_on=desk.today())
    assert warranty.get_card(desk, ending.id).state is CardState.EXPIRED
    assert lists.counts(desk, "cards", after) == stand | {"active": 3, "expiring": 0, "expired": 1, "all": 8}


def test_a_number_is_shown_the_way_it_is_written():
    assert isinstance(shown_number(card_number(1)), OwnNumber)
    assert type(shown_number("AB-1")) is Code
    assert type(shown_number("G-00000001-0")) is Code


def test_everything_about_a_card_stands_in_the_biography(desk):
    buyer, heir = owner(desk), owner(desk, "وارث", "09120000005")
    saved = card(desk, owner_id=buyer.id)
    warranty_changes.transfer_card(desk, saved.id, heir.id, TODAY, "فروش")
    voided = warranty_voids.void_card(desk, saved.id, void(), evidence="photo")
    warranty_voids.revoke_void(desk, voided.voids[0].id, "اشتباه بود")
    told = [say(entry.title) for entry in unit_biography(desk, saved.unit.id)]
    for kind in ("issued", "transferred", "voided"):
        assert f"Warranty card {saved.number} {kind}" in told
    assert f"Void of warranty card {saved.number} revoked" in told


def test_facts_keep_only_standing_voids(desk):
    saved = card(desk)
    voided = warranty_voids.void_card(desk, saved.id, void(), evidence="photo")
    assert len(voided.facts.voids) == 1
    revoked = warranty_voids.revoke_void(desk, voided.voids[0].id, "اشتباه بود")
    assert (revoked.facts.voids, len(revoked.voids)) == ((), 1)
    assert replace(revoked.facts) == warranty.card_facts(desk, saved.unit.id)[0]
