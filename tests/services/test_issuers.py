"""The companies behind warranty cards."""

import pytest

from aftersales_desktop.services import audit, settings
from aftersales_desktop.services.issuers import (
    add_issuer,
    change_issuer,
    list_issuers,
    our_issuer,
    withdraw_issuer,
)
from aftersales_desktop.services.work import Area
from tests.services.warranty_samples import card, nothing_written, problems_of, refusal_of


def test_our_issuer_is_made_once_from_the_name_of_the_centre(desk):
    settings.save_settings(desk, centre_name="خدمات  كاوه")
    ours = our_issuer(desk)
    assert (ours.name, ours.is_ours) == ("خدمات کاوه", True)
    with nothing_written(desk):
        assert our_issuer(desk) == ours


def test_our_issuer_follows_the_settings(desk):
    assert our_issuer(desk).name == "—"
    settings.save_settings(desk, centre_name="کاوه")
    assert our_issuer(desk).name == "کاوه"
    settings.save_settings(desk, centre_name="کاوه نو")
    assert our_issuer(desk).name == "کاوه نو"
    settings.save_settings(desk, centre_name="")
    assert our_issuer(desk).name == "کاوه نو"
    assert len(list_issuers(desk)) == 1


def test_a_centre_named_like_another_company_still_has_cards(desk):
    add_issuer(desk, "کاوه")
    settings.save_settings(desk, centre_name="کاوه")
    assert our_issuer(desk).name == "کاوه 2"
    settings.save_settings(desk, centre_name="پارس")
    assert our_issuer(desk).name == "پارس"
    settings.save_settings(desk, centre_name="کاوه")
    assert our_issuer(desk).name == "پارس"


def test_companies_are_listed_by_name_ours_first(desk):
    for name in ("یاس", "آریا", "پارس"):
        add_issuer(desk, name)
    settings.save_settings(desk, centre_name="مرکز ما")
    our_issuer(desk)
    assert [row.name for row in list_issuers(desk)] == ["مرکز ما", "آریا", "پارس", "یاس"]


def test_a_company_keeps_its_phone_and_address(desk):
    heard = []
    desk.listeners.append(heard.append)
    row = add_issuer(desk, " پارس  خدمت ", phone="۸۸۸۸۱۱۱۱", address="تهران")
    assert (row.name, row.phone, row.address) == ("پارس خدمت", "02188881111", "تهران")
    assert list_issuers(desk) == [row]
    assert heard == [frozenset({Area.WARRANTY})]
    assert change_issuer(desk, row.id, "پارس", phone="", address="کرج").phone == ""
    assert list_issuers(desk)[0].address == "کرج"
    assert audit.first_broken_row(desk) is None


@pytest.mark.parametrize("name", ["", "  ", "—", "ن" * 121, "=پارس", "\u0007پارس"])
def test_a_name_that_cannot_be_printed_is_refused(desk, name):
    assert list(problems_of(desk, add_issuer, name)) == ["name"]


def test_a_name_is_known_in_any_spelling(desk):
    row = add_issuer(desk, "کیان‌سرویس")
    assert list(problems_of(desk, add_issuer, "كيان سرويس")) == ["name"]
    other = add_issuer(desk, "پارس")
    assert list(problems_of(desk, change_issuer, other.id, "کیان سرویس")) == ["name"]
    assert change_issuer(desk, row.id, "کیان سرویس").name == "کیان سرویس"


def test_all_problems_are_told_at_once(desk):
    settings.save_settings(desk, centre_name="مرکز ما")
    found = problems_of(desk, add_issuer, "مركز ما", phone="12", address="x" * 401)
    assert list(found) == ["name", "phone", "address"]
    assert found["name"] == "This is the name of your own centre."


def test_our_own_name_is_changed_in_the_settings(desk):
    ours = our_issuer(desk)
    assert refusal_of(desk, change_issuer, ours.id, "x") == (
        "This is your own centre. Change its name in the settings."
    )
    refusal_of(desk, change_issuer, 99, "x")


def test_a_company_added_by_mistake_is_taken_back(desk):
    row = add_issuer(desk, "پارس")
    withdraw_issuer(desk, row.id)
    assert list_issuers(desk) == []
    assert list(problems_of(desk, add_issuer, "پارس")) == ["name"]


def test_a_company_with_cards_stays(desk):
    ours = card(desk).issuer_id
    assert "stays in the list" in refusal_of(desk, withdraw_issuer, ours)
