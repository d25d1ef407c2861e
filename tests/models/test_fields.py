"""What a column holds comes back as it went in, and text order is the order of time."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.models.fields import (
    DayField,
    FlagField,
    JsonField,
    MomentField,
    json_text,
    moment_text,
    moment_value,
)

MOMENTS = st.datetimes(datetime(1921, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_a_moment_keeps_its_milliseconds(moment):
    kept = moment_value(moment_text(moment))

    assert kept == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert kept.tzinfo == UTC


@given(MOMENTS, MOMENTS)
def test_moments_sort_as_text(one, other):
    if moment_text(one) != moment_text(other):
        assert (moment_text(one) < moment_text(other)) == (one < other)


def test_a_moment_is_stored_in_utc():
    tehran = timezone(timedelta(hours=3, minutes=30))
    assert moment_text(datetime(2026, 3, 21, 1, 0, 0, 999_999, tehran)) == "2026-03-20T21:30:00.999Z"


def test_a_day_is_iso_text():
    field = DayField()
    assert field.db_value(date(2026, 2, 3)) == "2026-02-03"
    assert field.python_value("2026-02-03") == date(2026, 2, 3)


@pytest.mark.parametrize("field", [DayField(), MomentField()])
def test_nothing_stays_nothing(field):
    assert field.db_value(None) is None
    assert field.python_value(None) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10))  # fmt: skip
def test_json_comes_back(value):
    assert JsonField().python_value(JsonField().db_value(value)) == value


def test_json_of_a_row_that_is_not_there():
    assert JsonField().python_value(None) is None


def test_json_is_canonical():
    assert json_text({"ب": 1, "a": ["x", 2]}) == json_text(dict(reversed({"ب": 1, "a": ["x", 2]}.items())))
    assert json_text({"نام": "رضا"}) == '{"نام":"رضا"}'


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_json_refuses_what_json_has_not(value):
    with pytest.raises(ValueError, match="JSON"):
        json_text([value])


@pytest.mark.parametrize(("value", "stored"), [(True, 1), (False, 0), (1, 1), (0, 0), ("yes", 1), ("", 0)])
def test_a_flag_is_one_bit(value, stored):
    assert FlagField().db_value(value) == stored
