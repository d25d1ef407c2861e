"""The forms of terms and cards: every problem at once, and no day that makes a rule stumble."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.jalali import FIRST_DAY, LAST_DAY
from aftersales_desktop.domain.warranty import Category, StartBasis, TermsSnapshot
from aftersales_desktop.domain.warranty_forms import (
    REGISTRY_TITLES,
    CardDevice,
    CardInput,
    ForeignCardInput,
    RegistryState,
    TermsDetails,
    card_problems,
    details_problems,
    device_problems,
    foreign_card_problems,
    reason_problems,
    registry_problems,
    unconfirmed,
)
from aftersales_desktop.i18n import Message

TODAY = date(2026, 11, 23)
DAYS = st.none() | st.dates()
TERMS = TermsDetails(code="W18", title_fa="طلایی", months_parts=18)


def fields(problems: list[FieldProblem]) -> list[str]:
    return [problem.field for problem in problems]


@given(st.sampled_from(list(StartBasis)), DAYS, DAYS, DAYS, DAYS)
def test_no_days_make_the_rules_stumble(basis, purchased, installed, activated, produced):
    form = CardInput(purchased_on=purchased, installed_on=installed, activated_on=activated, produced_on=produced)
    terms = replace(TERMS, start_basis=basis, cap_months=6).cleaned().snapshot(1)
    typed = {"purchased_on": purchased, "installed_on": installed, "activated_on": activated, "produced_on": produced}
    found = fields(card_problems(form, terms, TODAY))
    assert set(found) <= set(typed)
    assert {name for name, day in typed.items() if day and not FIRST_DAY <= day <= LAST_DAY} <= set(found)
    assert set(fields(card_problems(form, None, TODAY))) <= set(typed)


@given(DAYS, DAYS, DAYS)
def test_no_days_of_another_company_make_the_rules_stumble(start, parts, labour):
    form = ForeignCardInput(issuer_id=1, number="X", started_on=start, parts_until=parts, labour_until=labour)
    found = foreign_card_problems(form, TODAY)
    if not found and form.ends:
        assert FIRST_DAY <= start <= TODAY
        assert all(start <= day <= LAST_DAY for day in form.ends.values())


@given(st.builds(TermsDetails, st.text(), st.text(), st.text(), st.sampled_from(StartBasis), *[st.integers()] * 5))
def test_terms_without_problems_can_be_put_on_a_card(details):
    if not details_problems(details):
        copy = details.cleaned().snapshot(1)
        assert TermsSnapshot.from_json(copy.to_json()) == copy
        assert any(copy.months.values())


@given(st.builds(TermsDetails, st.text(), st.text(), st.text(), excluded_groups=st.lists(st.text()).map(tuple)))
def test_cleaning_twice_changes_nothing(details):
    assert details.cleaned().cleaned() == details.cleaned()


def test_months_are_given_for_every_category():
    assert TERMS.months == {
        Category.PARTS: 18, Category.LABOUR: 0, Category.TRAVEL: 0, Category.SHIPPING: 0,
    }  # fmt: skip


def test_a_device_is_known_by_its_row_a_serial_or_an_imei():
    assert device_problems(CardDevice(unit_id=1)) == []
    assert device_problems(CardDevice(serial="SN-1")) == []
    assert device_problems(CardDevice(imeis=("490154203237518",))) == []
    assert fields(device_problems(CardDevice(imeis=(" ",)))) == ["serial"]
    assert fields(device_problems(CardDevice(serial="!", imeis=("1",)))) == ["serial", "imei"]


@pytest.mark.parametrize("state", list(RegistryState))
def test_every_state_of_the_registry_has_a_title(state):
    assert REGISTRY_TITLES[state]
    assert fields(registry_problems(state, "")) == (["registry_code"] if state is RegistryState.REGISTERED else [])


def test_a_reason_is_a_word_at_least():
    assert fields(reason_problems(" a  ")) == ["reason"]
    assert fields(reason_problems("x" * 301, "note")) == ["note"]
    assert reason_problems("گم شد") == []


def test_only_doubts_are_confirmed():
    sure, doubt = FieldProblem("a", Message("x")), FieldProblem("b", Message("y"), doubtful=True)
    assert unconfirmed([sure, doubt], frozenset()) == [sure, doubt]
    assert unconfirmed([sure, doubt], frozenset({"a", "b"})) == [sure]
