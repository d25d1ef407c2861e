"""Terms in versions: what is offered changes, what was issued does not."""

from dataclasses import replace

import pytest

from aftersales_desktop.domain.warranty import Category, StartBasis
from aftersales_desktop.services import audit, catalogue
from aftersales_desktop.services.warranty_terms import (
    add_terms,
    change_terms,
    find_version,
    get_terms,
    list_terms,
    list_versions,
    set_model_terms,
    snapshot,
    withdraw_terms,
)
from aftersales_desktop.services.work import Area
from tests.services.warranty_samples import (
    FULL_TERMS,
    card,
    model,
    nothing_written,
    problems_of,
    refusal_of,
    terms,
)


def test_terms_are_stored_in_one_spelling(desk):
    row = add_terms(
        desk,
        replace(
            FULL_TERMS, code="w ۱۸", title_fa=" گارانتي  طلايي ", excluded_groups=("باتري", " باتری ", ""),
            cap_months=6, text_fa="خط ۱\r\nخط ۲",
        ),
    )  # fmt: skip
    details = row.details
    assert (row.version, row.code, details.title_fa, details.excluded_groups, details.text_fa) == (
        1, "W18", "گارانتی طلایی", ("باتری",), "خط ۱\nخط ۲",
    )  # fmt: skip
    assert details.cap_months == 0
    assert get_terms(desk, row.id) == row


def test_the_copy_for_a_card_holds_every_term(desk):
    row = terms(desk, start_basis=StartBasis.PRODUCTION_CAP, cap_months=6, is_transferable=False)
    copy = snapshot(row)
    assert (copy.code, copy.version, copy.title, copy.start_basis, copy.cap_months) == (
        "W18", 1, "گارانتی ۱۸ ماهه", StartBasis.PRODUCTION_CAP, 6,
    )  # fmt: skip
    assert dict(copy.months) == {
        Category.PARTS: 18, Category.LABOUR: 12, Category.TRAVEL: 0, Category.SHIPPING: 0,
    }  # fmt: skip
    assert (copy.excluded_groups, copy.transferable) == (("باتری", "کنترل"), False)
    assert (copy.text_fa, copy.text_en) == (FULL_TERMS.text_fa, FULL_TERMS.text_en)


def test_a_change_makes_a_new_version_and_keeps_the_old_one(desk):
    first = terms(desk)
    second = change_terms(desk, first.id, replace(FULL_TERMS, months_parts=24))
    assert (second.version, second.details.months_parts, second.id != first.id) == (2, 24, True)
    assert get_terms(desk, first.id) == first
    assert list_terms(desk) == [second]
    assert list_versions(desk, "W18") == [second, first]
    assert find_version(desk, "W18", 1) == first
    assert find_version(desk, "W18", 3) is None
    assert audit.first_broken_row(desk) is None


def test_a_change_that_changes_nothing_writes_nothing(desk):
    first = terms(desk)
    with nothing_written(desk):
        assert change_terms(desk, first.id, replace(FULL_TERMS, title_fa="گارانتي ۱۸ ماهه ")) == first


def test_the_code_never_changes(desk):
    first = terms(desk)
    assert change_terms(desk, first.id, replace(FULL_TERMS, code="OTHER", months_parts=6)).code == "W18"


def test_only_the_newest_version_is_changed(desk):
    first = terms(desk)
    change_terms(desk, first.id, replace(FULL_TERMS, months_parts=24))
    said = refusal_of(desk, change_terms, first.id, replace(FULL_TERMS, months_parts=30))
    assert said == "These terms were changed meanwhile. Open them again and repeat your change."


def test_models_follow_the_new_version(desk):
    first = terms(desk)
    of = model(desk, first.id)
    heard = []
    desk.listeners.append(heard.append)
    second = change_terms(desk, first.id, replace(FULL_TERMS, months_parts=24))
    assert catalogue.get_model(desk, of.id).terms_id == second.id
    assert heard == [frozenset({Area.WARRANTY, Area.UNITS})]


def test_a_code_is_given_once(desk):
    terms(desk)
    found = problems_of(desk, add_terms, replace(FULL_TERMS, code="w-18", title_fa="", title_en=""))
    assert list(found) == ["title_fa"]
    found = problems_of(desk, add_terms, replace(FULL_TERMS, code=" w18 ", months_parts=-1))
    assert found["code"] == "Terms with the code W18 exist already; choose another code."
    assert list(found) == ["code", "months_parts"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"code": " "}, ["code"]),
        ({"code": "X" * 41}, ["code"]),
        ({"title_fa": "", "title_en": " "}, ["title_fa"]),
        ({"title_en": "x" * 121}, ["title_en"]),
        ({"months_parts": 0, "months_labour": 0}, ["months_parts"]),
        ({"months_parts": 241, "months_shipping": -1}, ["months_parts", "months_shipping"]),
        ({"start_basis": StartBasis.PRODUCTION_CAP}, ["cap_months"]),
        ({"start_basis": StartBasis.PRODUCTION_CAP, "cap_months": 61}, ["cap_months"]),
        ({"excluded_groups": ("ق" * 61,)}, ["excluded_groups"]),
        ({"text_fa": "ن" * 4001}, ["text_fa"]),
        ({"text_en": "\u4e00"}, ["text_en"]),
        ({"code": "", "title_fa": "", "title_en": "", "months_parts": 500}, ["code", "title_fa", "months_parts"]),
    ],
)
def test_wrong_terms_are_refused(desk, changes, fields):
    assert list(problems_of(desk, add_terms, replace(FULL_TERMS, **changes))) == fields
    first = terms(desk)
    expected = [field for field in fields if field != "code"]
    if expected:
        assert list(problems_of(desk, change_terms, first.id, replace(FULL_TERMS, **changes))) == expected


def test_terms_are_listed_by_persian_title(desk):
    for code, title in (("A", "یک"), ("B", "آبی"), ("C", "پایه ۱۲"), ("D", "پایه ۶")):
        terms(desk, code=code, title_fa=title)
    assert [row.title("fa") for row in list_terms(desk)] == ["آبی", "پایه ۶", "پایه ۱۲", "یک"]


def test_a_title_that_is_missing_is_told_in_the_other_language(desk):
    assert terms(desk, code="A", title_fa="").title("fa") == "18 months"
    assert terms(desk, code="B", title_en="").title("en") == "گارانتی ۱۸ ماهه"


def test_a_model_gets_and_loses_its_terms(desk):
    of, chosen = model(desk), terms(desk)
    assert set_model_terms(desk, of.id, chosen.id).terms_id == chosen.id
    assert set_model_terms(desk, of.id, None).terms_id is None
    refusal_of(desk, set_model_terms, of.id, 99)
    refusal_of(desk, set_model_terms, 99, chosen.id)


def test_terms_of_a_model_stay_in_the_list(desk):
    first = terms(desk)
    of = model(desk, first.id)
    assert refusal_of(desk, withdraw_terms, first.id) == (
        "Some models still have these terms. Give those models other terms first."
    )
    second = change_terms(desk, first.id, replace(FULL_TERMS, months_parts=24))
    set_model_terms(desk, of.id, None)
    withdraw_terms(desk, second.id)
    assert list_terms(desk) == []
    assert refusal_of(desk, set_model_terms, of.id, second.id) == "These terms are no longer offered. Choose others."


def test_a_card_outlives_the_terms_it_was_issued_with(desk):
    saved = card(desk)
    of = saved.unit.model
    set_model_terms(desk, of.id, None)
    withdraw_terms(desk, of.terms_id)
    again = card(desk, terms_id=terms(desk, code="W2").id)
    assert (saved.terms.code, again.terms.code) == ("W18", "W2")
