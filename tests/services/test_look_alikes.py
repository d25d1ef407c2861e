"""Customers like the one being typed: other spellings, other order, one word more at the same place."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import customers
from aftersales_desktop.services.look_alikes import MOST_SHOWN, TypedPerson, look_alikes
from aftersales_desktop.services.search_words import NameWords


@pytest.fixture
def known(desk) -> dict[str, int]:
    people = {
        "reza": CustomerDetails("رضا احمدی", ("09121234567",), site=SiteDetails(city="تهران", address="ستارخان")),
        "sara": CustomerDetails("سارا کریمی نژاد", ("09350000000",), site=SiteDetails(city="کرج")),
        "sadegh": CustomerDetails("صادق طاهری", ("09360000000",)),
        "other": CustomerDetails("رضا احدی", ("09370000000",), site=SiteDetails(city="شیراز")),
    }
    return {key: customers.add_customer(desk, person).id for key, person in people.items()}


def reasons(desk, *typed: str, besides: int | None = None) -> dict[int, Message]:
    found = look_alikes(desk, TypedPerson(*typed), NameWords(), besides)
    return {one.id: one.reason for one in found}


def test_other_spellings_and_orders_are_found(desk, known):
    assert reasons(desk, "سادق تاهری") == {known["sadegh"]: Message("Similar name")}
    assert reasons(desk, "احمدی رضا") == {known["reza"]: Message("Same name"), known["other"]: Message("Similar name")}
    assert list(reasons(desk, "رضا احمدی", "تهران"))[0] == known["reza"]
    assert reasons(desk, "رضا احمدپی", "تهران", "ستارخان کوچه دوم") == {known["reza"]: Message("Similar name")}


def test_who_lives_at_the_same_place_comes_first(desk, known):
    assert list(reasons(desk, "رضا احمی", "شیراز")) == [known["other"], known["reza"]]
    assert reasons(desk, "رضا احمی", "شیراز")[known["other"]] == Message("Similar name, same place")


def test_one_word_more_or_less_only_counts_at_the_same_place(desk, known):
    assert reasons(desk, "سارا کریمی") == {}
    assert reasons(desk, "سارا کریمی", "تهران") == {}
    assert reasons(desk, "سارا کریمی", "کرج") == {known["sara"]: Message("Similar name, same place")}
    assert reasons(desk, "سارا بانو کریمی نژاد", "کرج") == {known["sara"]: Message("Similar name, same place")}


@pytest.mark.parametrize("typed", ["", "رضا", "   ", '" OR *', "NEAR(", "رضا ناشناس", "a b c d e f g h i j"])
def test_too_little_or_nonsense_is_like_nobody(desk, known, typed):
    assert reasons(desk, typed, "تهران") == {}


def test_the_customer_being_changed_and_those_put_away_are_left_out(desk, known):
    assert reasons(desk, "صادق طاهری", besides=known["sadegh"]) == {}
    customers.withdraw_customer(desk, known["sadegh"])
    assert reasons(desk, "صادق طاهری") == {}


def test_at_most_a_few_are_shown(desk):
    for number in range(9):
        customers.add_customer(desk, CustomerDetails("رضا احمدی", (f"0912000000{number}",)))
    assert len(reasons(desk, "رضا احمدی")) == MOST_SHOWN
