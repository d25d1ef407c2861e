"""Terms: frozen on the card to the last letter, and counted from the right day."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain.jalali import FIRST_DAY, add_months, from_jalali, term_end
from aftersales_desktop.domain.warranty import (
    Category,
    StartBasis,
    TermsSnapshot,
    period_ends,
    start_date,
    start_problems,
    terms_problems,
)

TODAY = from_jalali(1404, 9, 2)
DAYS = st.dates(FIRST_DAY, date(2040, 1, 1))
MAYBE_DAYS = st.none() | DAYS

any_terms = st.builds(
    TermsSnapshot,
    code=st.text(min_size=1, max_size=8),
    version=st.integers(1, 99),
    title=st.text(max_size=12),
    start_basis=st.sampled_from(StartBasis),
    months=st.dictionaries(st.sampled_from(Category), st.integers(0, 240)),
    cap_months=st.integers(0, 60),
    excluded_groups=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    text_fa=st.text(max_size=20),
    text_en=st.text(max_size=20),
    transferable=st.booleans(),
)


def terms(**changes) -> TermsSnapshot:
    values = {
        "code": "W18", "version": 2, "title": "۱۸ ماه کامل", "start_basis": StartBasis.PURCHASE,
        "months": {Category.PARTS: 18, Category.LABOUR: 12}, "excluded_groups": ("باتری",),
    }  # fmt: skip
    return TermsSnapshot(**{**values, **changes})


def test_a_category_that_is_not_named_is_not_covered():
    assert dict(terms().months) == {
        Category.PARTS: 18, Category.LABOUR: 12, Category.TRAVEL: 0, Category.SHIPPING: 0,
    }  # fmt: skip


def test_terms_cannot_be_changed():
    with pytest.raises(TypeError):
        terms().months[Category.PARTS] = 24
    with pytest.raises(AttributeError):
        terms().title = "x"
    months = {Category.PARTS: 1}
    kept = terms(months=months)
    months[Category.PARTS] = 99
    assert kept.months[Category.PARTS] == 1


@given(any_terms)
def test_terms_come_back_from_json_as_they_were(kept):
    assert TermsSnapshot.from_json(kept.to_json()) == kept
    assert TermsSnapshot.from_stored(json.loads(kept.to_json())) == kept
    assert hash(TermsSnapshot.from_json(kept.to_json())) == hash(kept)
    assert TermsSnapshot.from_json(kept.to_json()).to_json() == kept.to_json()


@given(any_terms, any_terms)
def test_terms_are_equal_when_their_json_is(one, other):
    assert (one == other) is (one.to_json() == other.to_json())


def test_the_stored_form_never_changes():
    assert terms().to_json() == (
        '{"cap_months":0,"code":"W18","excluded_groups":["باتری"],'
        '"months":{"labour":12,"parts":18,"shipping":0,"travel":0},"start_basis":"purchase",'
        '"text_en":"","text_fa":"","title":"۱۸ ماه کامل","transferable":true,"version":2}'
    )


@pytest.mark.parametrize(
    "damage",
    [
        ("{", "[["), ('"version":2', '"version":"2"'), ('"version":2', '"version":2.0'),
        ('"version":2', '"version":true'), ('"version":2', '"version":-1'),
        ('"version":2', '"version":2,"version":2'), ('"parts":18', '"parts":18.5'),
        ('"parts":18', '"parts":241'), ('"parts":18', '"parts":-1'), ('"parts":18,', ""), ('"parts"', '"peace"'),
        ('"purchase"', '"sale"'), ('"transferable":true', '"transferable":1'), ('"code":"W18"', '"code":5'),
        ('["باتری"]', '"باتری"'), ('["باتری"]', "[5]"), ('["باتری"]', "null"), ('"title"', '"name"'), ("{", " {"),
        ('"version":2}', '"version":2,"more":1}'), ('"cap_months":0', '"cap_months":NaN'),
        ('"cap_months":0', '"cap_months":61'),        ('"cap_months":0', '"cap_months":0 '), ("باتری", "\\u0628اتری"),
    ],
)  # fmt: skip
def test_damaged_terms_are_never_read_as_others(damage):
    text = terms().to_json()
    damaged = text.replace(*damage, 1)
    assert damaged != text
    with pytest.raises(ValueError):
        TermsSnapshot.from_json(damaged)


@pytest.mark.parametrize("text", ["", "null", "5", '"x"', "[]", "{}", "[" * 100_000, "{" * 10, '{"months":5}'])
def test_what_is_no_terms_at_all(text):
    with pytest.raises(ValueError):
        TermsSnapshot.from_json(text)


@given(st.data())
def test_one_changed_character_never_gives_the_same_terms(data):
    text = terms().to_json()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda character: character != text[place]))
    try:
        read = TermsSnapshot.from_json(text[:place] + other + text[place + 1 :])
    except ValueError:
        return
    assert read != terms()


@pytest.mark.parametrize(
    "change",
    [
        {"version": True}, {"months": {"parts": 18, "labour": 12}}, {"more": 1}, {"excluded_groups": "باتری"},
        {"months": {"parts": 18, "labour": 12, "travel": False, "shipping": 0}},
    ],
)  # fmt: skip
def test_stored_terms_are_read_strictly(change):
    stored = terms().to_stored() | change
    with pytest.raises(ValueError):
        TermsSnapshot.from_stored(stored)


def test_terms_problems():
    assert terms_problems(terms()) == []
    found = terms_problems(terms(code="", title="", months={}, start_basis=StartBasis.PRODUCTION_CAP))
    assert [problem.field for problem in found] == ["code", "title", "months", "cap_months"]


@given(any_terms, DAYS)
def test_every_covered_category_ends_by_the_one_rule(kept, start):
    ends = period_ends(kept, start)
    assert set(ends) == {category for category in Category if kept.months[category]}
    assert all(end == term_end(start, kept.months[category]) >= start for category, end in ends.items())


@pytest.mark.parametrize(
    ("basis", "start"),
    [
        (StartBasis.PURCHASE, from_jalali(1404, 1, 1)),
        (StartBasis.INSTALLATION, from_jalali(1404, 2, 1)),
        (StartBasis.ACTIVATION, from_jalali(1404, 3, 1)),
        (StartBasis.PRODUCTION_CAP, from_jalali(1404, 3, 1)),
    ],
)
def test_the_start_follows_its_basis(basis, start):
    days = {
        "purchased": from_jalali(1404, 1, 1), "installed": from_jalali(1404, 2, 1),
        "activated": from_jalali(1404, 3, 1),
        "produced": from_jalali(1403, 12, 1),
    }  # fmt: skip
    kept = terms(start_basis=basis, cap_months=6)
    assert start_date(kept, **days) == start
    assert start_date(kept) is None


def test_a_capped_start_is_never_later_than_the_cap():
    kept = terms(start_basis=StartBasis.PRODUCTION_CAP, cap_months=6)
    produced = from_jalali(1403, 1, 31)
    cap = from_jalali(1403, 7, 30)
    assert start_date(kept, activated=from_jalali(1403, 5, 1), produced=produced) == from_jalali(1403, 5, 1)
    assert start_date(kept, activated=from_jalali(1404, 5, 1), produced=produced) == cap
    assert start_date(kept, produced=produced) == cap
    assert start_date(kept, activated=from_jalali(1404, 5, 1)) == from_jalali(1404, 5, 1)


@given(MAYBE_DAYS, MAYBE_DAYS, st.integers(0, 60))
def test_the_cap_only_ever_moves_a_start_forward(activated, produced, cap):
    kept = terms(start_basis=StartBasis.PRODUCTION_CAP, cap_months=cap)
    start = start_date(kept, activated=activated, produced=produced)
    assert (start is None) is (activated is None and produced is None)
    if start is not None:
        assert activated is None or start <= activated
        assert produced is None or start <= add_months(produced, cap)


def problems_of(kept: TermsSnapshot, **days: date) -> list[tuple[str, str, bool]]:
    found = start_problems(kept, TODAY, **days)
    return [(problem.field, problem.message.msgid, problem.doubtful) for problem in found]


def test_days_without_problem():
    assert problems_of(terms(), purchased=TODAY) == []
    assert problems_of(terms(), purchased=TODAY - timedelta(days=9), installed=TODAY, produced=date(2025, 1, 1)) == []


TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("basis", "days", "problem"),
    [
        ("purchase", {"purchased": TOMORROW}, ("purchased_on", "The purchase date is in the future; check it.", False)),
        (
            "installation",
            {"installed": TOMORROW},
            ("installed_on", "The installation date is in the future; check it.", False),
        ),
        (
            "activation",
            {"activated": TOMORROW},
            ("activated_on", "The activation date is in the future; check it.", False),
        ),
        (
            "production_cap",
            {"produced": TOMORROW},
            ("produced_on", "The production date is in the future; check it.", False),
        ),
        ("purchase", {}, ("purchased_on", "Enter the purchase date; this warranty starts then.", False)),
        (
            "installation",
            {"purchased": TODAY},
            ("installed_on", "Enter the installation date; this warranty starts then.", False),
        ),
        (
            "activation",
            {"purchased": TODAY},
            ("activated_on", "Enter the activation date; this warranty starts then.", False),
        ),
        ("production_cap", {}, ("activated_on", "Enter the activation date or the production date.", False)),
        (
            "purchase",
            {"purchased": TODAY, "installed": YESTERDAY},
            ("installed_on", "Installation is before purchase; check both dates.", False),
        ),
        (
            "purchase",
            {"purchased": TODAY, "activated": YESTERDAY},
            ("activated_on", "Activation is before purchase; check both dates.", True),
        ),
        (
            "purchase",
            {"purchased": YESTERDAY, "produced": TODAY},
            ("produced_on", "Production is after the sale; check both dates.", False),
        ),
        (
            "purchase",
            {"purchased": from_jalali(1390, 1, 1)},
            ("purchased_on", "By these dates the warranty is already over; check them.", True),
        ),
    ],
)
def test_problems_of_days(basis, days, problem):
    assert problems_of(terms(start_basis=StartBasis(basis)), **days) == [problem]


def test_a_start_whose_longest_category_still_runs_is_no_doubt():
    start = add_months(TODAY, -12)
    assert problems_of(terms(), purchased=start) == []
    assert problems_of(terms(months={Category.PARTS: 12}), purchased=start)[0][2]
