"""Cards of other companies: noted as written, never answered for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aftersales_desktop.domain.own_numbers import card_number
from aftersales_desktop.domain.warranty import CardState, Category, Cause, StartEvidence, Tone
from aftersales_desktop.domain.warranty_forms import ForeignCardInput
from aftersales_desktop.services import audit, drafts, issuers, records, units, warranty
from aftersales_desktop.services.warranty_foreign import register_foreign_card
from aftersales_desktop.services.work import Area
from tests.services.warranty_samples import (
    TODAY,
    card,
    day,
    event_kinds,
    model,
    nothing_written,
    owner,
    problems_of,
    refusal_of,
    say,
)

START, END = day("1405/01/10"), day("1406/07/09")


@pytest.fixture
def pars(desk):
    return issuers.add_issuer(desk, "پارس")


def form(desk, pars, **changes) -> ForeignCardInput:
    values = {
        "issuer_id": pars.id, "number": "ab-12 / ۳۴", "serial": "F-1000", "started_on": START, "parts_until": END,
        "labour_until": END - timedelta(days=30), "model_id": model(desk).id, **changes,
    }  # fmt: skip
    return ForeignCardInput(**values)


def test_a_card_of_another_company_is_noted_as_written(desk, pars):
    heard = []
    filled = form(desk, pars, owner_id=owner(desk).id, seller="کاوه", evidence_kind=StartEvidence.CARD)
    desk.listeners.append(heard.append)
    saved = register_foreign_card(desk, filled)
    assert (saved.number, saved.issuer_name, saved.is_ours, saved.state) == (
        "AB-12/34", "پارس", False, CardState.ACTIVE,
    )  # fmt: skip
    assert (saved.terms, saved.terms_title("fa"), saved.started_on, saved.last_day) == (None, "", START, END)
    assert saved.ends == {Category.PARTS: END, Category.LABOUR: END - timedelta(days=30)}
    assert (saved.owner_name, saved.seller, saved.evidence_kind) == ("رضا احمدی", "کاوه", StartEvidence.CARD)
    assert event_kinds(saved) == ["registered_foreign"]
    assert heard == [frozenset({Area.WARRANTY, Area.UNITS})]
    assert audit.first_broken_row(desk) is None


def test_the_answer_sends_the_customer_to_the_other_company(desk, pars):
    saved = register_foreign_card(desk, form(desk, pars))
    parts = warranty.unit_verdict(desk, saved.unit.id, TODAY)
    assert (parts.tone, parts.cause) == (Tone.REFUSED, Cause.OTHER_ISSUER)
    assert say(parts.reason) == "This warranty is from پارس and runs until 2027-10-01; it is not ours."


def test_a_card_without_days_is_still_worth_noting(desk, pars):
    bare = {"started_on": None, "parts_until": None, "labour_until": None}
    saved = register_foreign_card(desk, form(desk, pars, **bare))
    assert (saved.ends, saved.last_day) == ({}, None)
    again = problems_of(desk, register_foreign_card, form(desk, pars, number="OTHER", unit_id=saved.unit.id))
    assert again == {"serial": "This device already has card AB-12/34. Open that card."}


def test_our_own_card_stands_beside_it(desk, pars):
    ours = card(desk)
    theirs = register_foreign_card(desk, form(desk, pars, unit_id=ours.unit.id))
    assert theirs.owner_name == ours.owner_name
    parts = warranty.unit_verdict(desk, ours.unit.id, TODAY)
    assert (parts.tone, parts.card_number) == (Tone.COVERED, ours.number)
    assert say(parts.note) == "A warranty of پارس also runs until 2027-10-01."


def test_the_owner_of_the_device_stays(desk, pars):
    ours = card(desk)
    other = owner(desk, "دیگری", "09120000009")
    theirs = register_foreign_card(desk, form(desk, pars, unit_id=ours.unit.id, owner_id=other.id))
    assert (theirs.owner_name, theirs.unit.owner_name) == ("دیگری", ours.owner_name)


def test_everything_missing_is_told_at_once(desk, pars):
    found = problems_of(desk, register_foreign_card, ForeignCardInput(parts_until=END, owner_id=77))
    assert list(found) == ["issuer", "number", "started_on", "serial", "model", "owner"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": " - "}, "number"),
        ({"number": "X" * 41}, "number"),
        ({"started_on": TODAY + timedelta(days=1)}, "started_on"),
        ({"started_on": None}, "started_on"),
        ({"parts_until": START - timedelta(days=1)}, "parts_until"),
        ({"travel_until": START - timedelta(days=1)}, "travel_until"),
        ({"shipping_until": day("1300/01/01") - timedelta(days=1)}, "shipping_until"),
        ({"serial": ""}, "serial"),
        ({"seller": "ن" * 121}, "seller"),
    ],
)
def test_wrong_input_is_refused(desk, pars, changes, field):
    assert field in problems_of(desk, register_foreign_card, form(desk, pars, **changes))


def test_a_number_is_noted_once_for_each_company(desk, pars):
    register_foreign_card(desk, form(desk, pars))
    assert problems_of(desk, register_foreign_card, form(desk, pars, number="AB1234", serial="F-2000")) == {
        "number": "Card AB1234 of پارس is already in the file. Open that card."
    }
    aria = issuers.add_issuer(desk, "آریا")
    other = register_foreign_card(desk, form(desk, aria, number="AB1234", serial="F-2000"))
    assert {found.issuer_name for found in warranty.find_cards(desk, "ab 12 34")} == {"پارس", "آریا"}
    assert warranty.find_card(desk, "ab1234", aria.id).id == other.id


def test_our_own_cards_are_issued_not_noted(desk):
    ours = issuers.our_issuer(desk)
    assert "issuer" in problems_of(desk, register_foreign_card, form(desk, ours))


def test_a_company_that_was_taken_back_is_refused(desk, pars):
    issuers.withdraw_issuer(desk, pars.id)
    assert "issuer" in problems_of(desk, register_foreign_card, form(desk, pars))
    refusal_of(desk, register_foreign_card, replace(form(desk, pars), issuer_id=99))


def test_a_running_card_of_the_same_company_stands_in_the_way(desk, pars, clock):
    first = register_foreign_card(desk, form(desk, pars))
    filled = form(desk, pars, unit_id=first.unit.id, number="SECOND")
    assert "valid until" in problems_of(desk, register_foreign_card, filled)["serial"]
    clock.move(days=400)
    register_foreign_card(desk, filled)
    assert warranty.get_card(desk, first.id).state is CardState.EXPIRED


def test_a_foreign_number_may_look_like_ours(desk, pars):
    ours = card(desk)
    theirs = register_foreign_card(desk, form(desk, pars, number=card_number(1)))
    assert theirs.number == card_number(1)
    assert warranty.find_card(desk, card_number(1)).id == ours.id


def test_saving_twice_makes_one_card_and_drops_the_draft(desk, pars):
    drafts.keep_draft(desk, "foreign", {"number": "x"})
    filled = form(desk, pars, request_key=records.new_uuid())
    first = register_foreign_card(desk, filled, draft="foreign")
    assert drafts.find_draft(desk, "foreign") is None
    with nothing_written(desk):
        assert register_foreign_card(desk, filled).id == first.id


def test_a_new_device_without_an_owner_is_opened(desk, pars):
    saved = register_foreign_card(desk, form(desk, pars))
    assert (saved.owner, units.get_unit(desk, saved.unit.id).owner_id) == (None, None)


def test_a_company_named_anew_comes_into_the_list_with_its_card(desk, pars):
    saved = register_foreign_card(desk, form(desk, pars, issuer_id=None, new_issuer=" کاوه  گارانتی "))
    assert saved.issuer_name == "کاوه گارانتی"
    assert {row.name for row in issuers.list_issuers(desk)} == {"پارس", "کاوه گارانتی"}


def test_a_refused_card_leaves_no_company_behind(desk, pars):
    wrong = form(desk, pars, issuer_id=None, new_issuer="کاوه", number="")
    assert problems_of(desk, register_foreign_card, wrong).keys() == {"number"}
    saved = register_foreign_card(desk, replace(wrong, number="K-1"))
    assert saved.issuer_name == "کاوه"


@pytest.mark.parametrize("is_chosen", [True, False])
def test_a_company_typed_again_is_the_one_in_the_list(desk, pars, is_chosen):
    other = issuers.add_issuer(desk, "کاوه")
    chosen = other.id if is_chosen else None
    assert register_foreign_card(desk, form(desk, pars, issuer_id=chosen, new_issuer="پارس")).issuer_name == "پارس"
    assert len(issuers.list_issuers(desk)) == 2


@pytest.mark.parametrize("name", ["=1+1", "م" * 10_000, "😀"])
def test_a_company_that_cannot_be_named_so_is_refused_at_its_input(desk, pars, name):
    wrong = form(desk, pars, issuer_id=None, new_issuer=name)
    assert problems_of(desk, register_foreign_card, wrong).keys() == {"new_issuer"}
