"""Names with a slip or a homophone in them are still found, and only what found nothing is corrected."""

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.services import customers
from aftersales_desktop.services.search import search
from aftersales_desktop.services.search_words import NameWords
from tests.services.factories import add_customer, start_series


@pytest.fixture
def names() -> NameWords:
    return NameWords()


def found(desk, names, typed):
    results = search(desk, typed, names=names)
    return [hit.title[0] for hit in results.hits], results.meant


@pytest.fixture
def filled(desk):
    for number, name in enumerate(("رضا صادقی", "سارا صادقی", "غلام‌حسین ذوالفقاری", "شرکت تباتک"), start=1):
        add_customer(number, name, [f"0912000000{number}"])
    start_series("subscriber", 4)
    return desk


def test_a_homophone_is_understood(filled, names):
    assert found(filled, names, "سادقی") == (["سارا صادقی", "رضا صادقی"], ("صادقی",))


def test_the_words_that_are_right_stay(filled, names):
    assert found(filled, names, "زوالفغاری غلام") == (["غلام‌حسین ذوالفقاری"], ("ذوالفقاری غلام",))
    assert found(filled, names, "رضی سادقی") == (["رضا صادقی"], ("رضا صادقی",))


def test_both_words_may_be_wrong(filled, names):
    assert found(filled, names, "ثارا سادقی") == (["سارا صادقی"], ("سارا صادقی",))


def test_digits_of_the_phone_beside_a_wrong_name(filled, names):
    assert found(filled, names, "سادقی 0002") == (["سارا صادقی"], ("صادقی 0002",))


def test_what_is_found_is_not_corrected(filled, names):
    add_customer(5, "مینا سادقی")
    assert found(filled, names, "سادقی") == (["مینا سادقی"], ())
    assert names._vocabulary.likely("سادقی", 1) == []  # not even read


@pytest.mark.parametrize("typed", ["", "0912999", "qqqq", "خخخخخ", "۱۲۳۴۵۶۷۸۹", '"', "ص" * 100, "س ا د ق ی"])
def test_nothing_likely_is_nothing(filled, names, typed):
    assert found(filled, names, typed) == ([], ())


def test_without_names_nothing_is_corrected(filled):
    assert search(filled, "سادقی").hits == ()


def test_new_and_changed_names_are_known_at_once(filled, names):
    assert found(filled, names, "خسروشاهس") == ([], ())
    added = customers.add_customer(filled, CustomerDetails(name="پری خسروشاهی", phones=("09121110000",)))
    assert found(filled, names, "خسروشاهس")[0] == ["پری خسروشاهی"]
    customers.change_customer(filled, added.id, CustomerDetails(name="پری گوهرشاد", phones=("09121110000",)))
    assert found(filled, names, "گوهرشاذ")[0] == ["پری گوهرشاد"]
    assert found(filled, names, "خسروشاهس") == ([], ())


def test_several_likely_readings_are_shown_together(desk, names):
    add_customer(1, "علی نوری")
    add_customer(2, "علی نورا")
    hits, meant = found(desk, names, "علی نورت")
    assert sorted(hits) == ["علی نورا", "علی نوری"]
    assert meant == ("علی نورا", "علی نوری")


def test_a_page_is_a_page(desk, names):
    for number in range(1, 40):
        add_customer(number, f"علی {'نوری' if number % 2 else 'نورا'}")
    results = search(desk, "نورت", limit=8, names=names)
    assert len(results.hits) == 8
    assert results.groups[0].may_be_more
