"""Rows of old lists: dates of two calendars, words of three programs, whatever people type into a field."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import render
from aftersales_desktop.importing.columns import map_columns
from aftersales_desktop.importing.meanings import category_of, given, outcome_of
from aftersales_desktop.importing.past_services import PastService, PastServiceReader

TODAY = date(2026, 11, 23)


def read(**fields: str) -> PastService:
    """A service read from columns named by field; a date and an id stand there unless given."""
    row = {"date": "2020-01-01", "id": "1", **fields}
    columns = map_columns(tuple(row))
    return PastServiceReader(columns, "list", TODAY, "021").read(tuple(row.values()))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2020-01-02", date(2020, 1, 2)),
        ("2020/1/2", date(2020, 1, 2)),
        ("2/1/2020", date(2020, 1, 2)),
        ("20200102", date(2020, 1, 2)),
        ("2020-01-02 14:05:00", date(2020, 1, 2)),
        ("2020-01-02T14:05:00Z", date(2020, 1, 2)),
        ("1398/10/12", date(2020, 1, 2)),
        ("۱۳۹۸/۱۰/۱۲", date(2020, 1, 2)),
        ("١٣٩٨-١٠-١٢", date(2020, 1, 2)),
        ("98/10/12", date(2020, 1, 2)),
        ("13981012", date(2020, 1, 2)),
        ("1403/12/30", date(2025, 3, 20)),
        ("2026-11-23", TODAY),
    ],
)
def test_full_dates_of_both_calendars(typed, day):
    assert read(date=typed).received_on == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "has no date"),
        ("2020-02-30", "There is no day"),
        ("1402/12/30", "there is no day 30"),
        ("2026-11-24", "still to come"),
        ("1250/01/01", "Enter a date between"),
        ("1900-01-01", "too long ago"),
        ("tomorrow", "not understood"),
        ("today", "not understood"),
        ("5", "not understood"),
        ("+3", "not understood"),
        ("43831", "not understood"),
        ("9" * 5000, "not understood"),
    ],
)
def test_a_date_that_is_none_refuses_the_row(typed, sentence):
    with pytest.raises(DeskError) as caught:
        read(date=typed)
    assert sentence in render(caught.value.message, "en")


def test_handed_back_when_it_came_in_unless_told():
    assert read().delivered_on == date(2020, 1, 1)
    assert read(**{"delivery date": "1398/10/14"}).delivered_on == date(2020, 1, 4)
    with pytest.raises(DeskError) as caught:
        read(**{"delivery date": "2019-12-31"})
    assert "before it came in" in render(caught.value.message, "en")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Fixed", Outcome.REPAIRED),
        ("End of life", Outcome.NOT_REPAIRABLE),
        ("عودت وجه", Outcome.REFUNDED),
        ("Repairable", Outcome.UNKNOWN),
        ("Unknown", Outcome.UNKNOWN),
        ("", Outcome.UNKNOWN),
        ("تعمیر شد", Outcome.REPAIRED),
        ("تعمير شد", Outcome.REPAIRED),
        ("غیرقابل تعمیر", Outcome.NOT_REPAIRABLE),
        ("غير‌قابل تعمير", Outcome.NOT_REPAIRABLE),
        ("تعویض", Outcome.REPLACED),
        ("something else", Outcome.UNKNOWN),
    ],
)
def test_how_it_ended(words, outcome):
    assert outcome_of(words) is outcome


@pytest.mark.parametrize(
    ("name", "code", "name_fa", "name_en"),
    [
        ("Small home electrical", "small-home-electrical", "لوازم خانگی کوچک", "Small home electrical"),
        ("MOBILE", "mobile", "تلفن همراه", "Mobile"),
        ("Espresso thing", "espresso-thing", "", "Espresso thing"),
        ("یخچال فریزر", "یخچال-فریزر", "یخچال فریزر", ""),
        ("", "other", "سایر", "Other"),
        ("نامشخص", "other", "سایر", "Other"),
        ("!!!", "other", "سایر", "Other"),
    ],
)
def test_kinds_of_device(name, code, name_fa, name_en):
    names = category_of(name)
    assert (names.code, names.name_fa, names.name_en) == (code, name_fa, name_en)


def test_long_kinds_keep_apart_and_fit():
    first, second = category_of("x" * 60 + " one"), category_of("x" * 60 + " two")
    assert first.code != second.code
    assert len(first.code) <= 40


@pytest.mark.parametrize("word", ["-", "?", "N/A", "unknown", "ندارد", " نامشخص "])
def test_a_field_that_says_nothing(word):
    assert given(word) == ""
    assert read(serial=word, brand=word).serial == ""
    assert read(serial=word, brand=word).brand == ""


def test_serials_are_checked_as_at_the_counter():
    assert read(serial=" ab-12/۳ ").serial == "AB-12/3"
    with pytest.raises(DeskError) as caught:
        read(serial="سریال۱")
    assert "Persian letters" in render(caught.value.message, "en")


def test_texts_keep_what_paper_can_hold():
    past = read(problem="=1+1 🔥\x07 ﺳﻼﻡ\nline", brand="=cmd()", branch="\tCardiff ")
    assert past.problem == "1+1 سلام\nline"
    assert past.brand == "cmd()"
    assert past.place == "Cardiff"
    assert len(read(problem="x" * 9000).problem) == 4000


def test_ids():
    assert read(id=" ۱۲ ").source_id == "12"
    for wrong in ("", "x" * 121):
        with pytest.raises(DeskError):
            read(id=wrong)


def test_a_list_without_ids_is_known_by_its_rows():
    columns = map_columns(("date", "problem"))
    reader = PastServiceReader(columns, "list", TODAY, "021")
    first, again, other = (reader.read(("2020-01-01", text)).source_id for text in ("a", " a ", "b"))

    assert first == again != other


def test_a_phone_that_is_none_does_not_cost_the_row():
    assert read(name="Ali", phone="۰۹۱۲ ۱۲۳ ۴۵۶۷").phone == "09121234567"
    assert read(name="Ali", phone="22334455").phone == "02122334455"
    assert read(name="Ali", phone="none").phone == ""
