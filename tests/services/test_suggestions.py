"""What pickers offer while somebody types."""

from __future__ import annotations

import pytest

from aftersales_desktop.i18n import OwnNumber, Phone
from aftersales_desktop.services import catalogue
from aftersales_desktop.services.suggestions import model_suggestions, owner_suggestions
from tests.services.factories import add_category, add_customer, add_model, add_site


@pytest.fixture
def people(desk):
    add_customer(1, "رضا احمدی", ["09121234567", "02188776655"])
    add_site(1, "تهران")
    add_customer(2, "سارا احمدی", ["09359990000"])
    add_customer(3, "احمدی بایگانی", ["09121230000"], archived_at="2026-11-23T08:00:00.000Z")
    return desk


@pytest.fixture
def models(desk):
    tv, phone = add_category("tv"), add_category("phone")
    names = [(tv, "Bosch", "SMS-46 MI01"), (tv, "LG", "OLED 55"), (tv, "ال‌جی", "تلویزیون ۵۵"), (phone, "Aral", "SMS 5")]
    return desk, [add_model(*name) for name in names]


def test_an_owner_in_one_line(people):
    (offered,) = owner_suggestions(people, "رضا")
    assert offered.name == "رضا احمدی"
    assert offered.subscriber_number == OwnNumber("000001-3")
    assert offered.phone == Phone("09121234567")
    assert offered.city == "تهران"


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("احمدی", [2, 1]),
        ("احمدي", [2, 1]),
        ("احمدی سا", [2]),
        ("4567", [1]),
        ("۰۹۳۵", [2]),
        ("02188776655", [1]),
        ("000002-1", [2]),
        ("000001", [1]),
        ("احمدی 6655", [1]),
        ("بایگانی", []),
        ("", []),
        ('"*', []),
    ],
)
def test_owners_by_name_phone_and_number(people, typed, ids):
    assert [offered.id for offered in owner_suggestions(people, typed)] == ids


def test_the_phone_that_was_typed_is_offered(people):
    assert owner_suggestions(people, "6655")[0].phone == Phone("02188776655")


def test_owners_are_few(people):
    for number in range(10, 40):
        add_customer(number, "رضا احمدی")
    assert len(owner_suggestions(people, "احمدی")) == 10
    assert len(owner_suggestions(people, "احمدی", limit=3)) == 3


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("sms46", [0]),
        ("SMS-46", [0]),
        ("sms 46", [0]),
        ("46mi", [0]),
        ("46 mi bosch", [0]),
        ("sms", [3, 0]),
        ("الجی", [2]),
        ("ال جي", [2]),
        ("۵۵", [1, 2]),
        ("55", [1, 2]),
        ("lg", [1]),
        ("b", [0]),
        ("بوش", []),
        ("", []),
        ("***", []),
    ],
)
def test_models_by_any_part(models, typed, places):
    desk, ids = models
    assert [offered.id for offered in model_suggestions(desk, typed)] == [ids[place] for place in places]


def test_models_that_begin_with_it_come_first(desk):
    category = add_category()
    ids = [
        add_model(category, *name) for name in (("Zeta", "Mars"), ("Xamar", "1"), ("Mar", "Zenith"), ("Abc", "Marvel"))
    ]
    offered = [one.id for one in model_suggestions(desk, "mar")]
    assert offered == [ids[2], ids[3], ids[0], ids[1]]


def test_models_of_one_category(models):
    desk, ids = models
    category = desk.rows("SELECT id FROM category WHERE code = 'phone'")[0][0]
    (offered,) = model_suggestions(desk, "sms", category_id=category)
    assert offered.id == ids[3]
    assert (offered.category_id, offered.category_en, offered.title) == (category, "Television", "Aral SMS 5")


def test_models_made_by_the_desk_are_offered(desk):
    category = catalogue.add_category(desk, "tv", "تلویزیون", "Television")
    model = catalogue.add_model(desk, category_id=category.id, brand="ایکس‌ویژن", name="XV-55")
    for typed in ("ایکس ویژن", "ایکسویژن", "xv55", "ويژن 55"):
        assert [offered.id for offered in model_suggestions(desk, typed)] == [model.id]


def test_suggestions_work_over_a_reader(people):
    with people.reader() as reader:
        assert owner_suggestions(reader, "احمدی") == owner_suggestions(people, "احمدی")
        assert model_suggestions(reader, "sms") == []
