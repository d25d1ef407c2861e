"""How a typed text is read before anything is looked for."""

import pytest

from aftersales_desktop.domain.identifiers import OwnNumberKind
from aftersales_desktop.services.search_query import LONGEST_QUERY, MOST_TERMS, read_query


def terms(typed: str) -> list[str]:
    query = read_query(typed)
    return [term.text for term in query.terms] if query else []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("رضایی", ["رضایی"]),
        ("رضائي", ["رضایی"]),
        ("علی‌رضا كريمي", ["علیرضا", "کریمی"]),
        ("رضایی ۴۵۶۷", ["رضایی", "4567"]),
        ("رضایی4567", ["رضایی", "4567"]),
        ("SN8-2290", ["sn82290"]),
        ("SN8 2290", ["sn8", "2290"]),
        ("محمدی-رضا", ["محمدی", "رضا"]),
        ("رضا رضا", ["رضا"]),
        ("ABC تجارت", ["abc", "تجارت"]),
        ("۰۹۱۲-۳۴۵ ۶۷۸۹", ["0912345", "6789"]),
    ],
)
def test_words_and_codes(typed, read):
    assert terms(typed) == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("SN8-2290", "SN82290"),
        ("sn8 2290", "SN82290"),
        ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "09123456789"),
        ("samsung", "SAMSUNG"),
        ("رضایی", ""),
        ("رضایی 12", "رضایی12"),
    ],
)
def test_the_whole_as_one_code(typed, code):
    assert read_query(typed).code == code


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("09123456789", "09123456789"),
        ("9123456789", "09123456789"),
        ("+98 912 345 6789", "09123456789"),
        ("0098-912-345-6789", "09123456789"),
        ("02188776655", "02188776655"),
        ("88776655", ""),
        ("0912345", ""),
    ],
)
def test_a_whole_phone_number(typed, phone):
    assert read_query(typed).phone == phone


@pytest.mark.parametrize("typed", ["J0105000010", "ت۰۱۰۵۰۰۰۰۱۰", "01-05-00001-0", "۰۱ ۰۵ ۰۰۰۰۱ ۰", "0105000010"])
def test_an_order_number_however_written(typed):
    own = read_query(typed).own
    assert own.number == "01-05-00001-0"
    assert own.kind in (OwnNumberKind.RECEPTION, OwnNumberKind.ORDER)


@pytest.mark.parametrize("typed", ["", "   ", "\u200c", "()*-!؟،", "😀🎉", "\x00\x01\x1b", '"" "', "\u202e\u2066"])
def test_nothing_to_look_for(typed):
    assert read_query(typed) is None


def test_more_than_any_record_holds_is_not_looked_for():
    assert read_query("۱" * (LONGEST_QUERY + 1)) is None
    assert read_query(" ".join(f"a{n}" for n in range(MOST_TERMS + 1))) is None
    assert read_query(" ".join(f"a{n}" for n in range(MOST_TERMS))) is not None


@pytest.mark.parametrize(
    ("typed", "marks"),
    [("رضایی ۴۵", "رضایی 45"), ("0912 345", "0912345"), ("J0105000010", "0105000010"), ("G-00000012-4", "G000000124")],
)
def test_what_is_marked_in_a_hit(typed, marks):
    assert read_query(typed).marks == marks
