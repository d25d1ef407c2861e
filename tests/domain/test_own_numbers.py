"""Our own numbers: how they look, that a slip of the fingers is noticed, and that every way of typing them is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain import own_numbers as own
from aftersales_desktop.domain.own_numbers import IdentifierProblem, OwnNumberKind, TypedNumber, read_own_number
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.i18n.formats import PERSIAN_DIGITS

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

digit_rows = st.text(alphabet="0123456789", min_size=1, max_size=14)
numbers = st.one_of(
    st.builds(own.subscriber_number, st.integers(1, 999_999)),
    st.builds(own.card_number, st.integers(1, 99_999_999)),
    st.builds(own.history_number, st.integers(1, 9_999_999)),
    st.builds(own.unit_tag, st.integers(1, 999_999_999)),
    st.builds(
        own.order_number,
        st.builds(own.reception_number, st.integers(1, 99), st.integers(1400, 1499), st.integers(1, 99_999)),
        st.integers(1, 99),
    ),
)


@pytest.mark.parametrize(("digits", "check"), [("572", "4"), ("43881234567", "9"), ("0", "0"), ("", "0"), ("1", "3")])
def test_damm_digit(digits, check):
    assert own.damm_digit(digits) == check


@given(digit_rows)
def test_every_wrong_digit_and_swapped_pair_is_noticed(digits):
    row = digits + own.damm_digit(digits)
    assert own.damm_digit(row) == "0"
    for place, digit in enumerate(row):
        for other in set("0123456789") - {digit}:
            assert own.damm_digit(row[:place] + other + row[place + 1 :]) != "0"
    for place in range(len(row) - 1):
        swapped = row[:place] + row[place + 1] + row[place] + row[place + 2 :]
        assert (own.damm_digit(swapped) == "0") is (swapped == row)


def test_how_numbers_look():
    assert own.subscriber_number(1) == "000001-3"
    assert own.card_number(123) == "G-00000123-4"
    assert own.reception_number("01", 1404, 12) == "01-04-00012-7"
    assert own.reception_number(1, 1404, 12) == "01-04-00012-7"
    assert own.reception_number(1, 1500, 12)[:5] == "01-00"
    assert own.history_number(5) == "H-0000005-9"
    assert own.unit_tag(12) == "U0000000125"
    assert own.order_number("01-04-00012-7", 1) == "01-04-00012-7"
    assert own.order_number("01-04-00012-7", 2) == "01-04-00012-7-2"


@pytest.mark.parametrize(
    ("make", "last"),
    [
        (own.subscriber_number, 999_999),
        (own.card_number, 99_999_999),
        (own.history_number, 9_999_999),
        (own.unit_tag, 999_999_999),
        (lambda n: own.reception_number(1, 1404, n), 99_999),
        (lambda n: own.reception_number(n, 1404, 1), 99),
        (lambda n: own.order_number("01-04-00012-7", n), 99),
    ],
)
def test_a_series_ends_with_a_sentence_and_not_with_a_longer_number(make, last):
    assert make(last)
    for wrong in (0, -1, last + 1):
        with pytest.raises(IdentifierProblem):
            make(wrong)


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("01-04-00012-7", "reception", "01-04-00012-7"),
        ("۰۱-۰۴-۰۰۰۱۲-۷", "reception", "01-04-00012-7"),
        ("\u2066۰۱-۰۴-۰۰۰۱۲-۷\u2069", "reception", "01-04-00012-7"),
        ("01 04 00012 7", "reception", "01-04-00012-7"),
        ("01/04/00012/7", "reception", "01-04-00012-7"),
        ("01–04–00012–7", "reception", "01-04-00012-7"),
        ("1-4-12-7", "reception", "01-04-00012-7"),
        ("01-04-00012-7-1", "reception", "01-04-00012-7"),
        ("01-04-00012-7-2", "order", "01-04-00012-7-2"),
        ("01-04-00012-7-02", "order", "01-04-00012-7-2"),
        ("J0104000127", "order", "01-04-00012-7"),
        ("j010400012702", "order", "01-04-00012-7-2"),
        ("ت0104000127", "order", "01-04-00012-7"),
        ("G-00000123-4", "card", "G-00000123-4"),
        ("g000001234", "card", "G-00000123-4"),
        ("ل ۰۰۰۰۰۱۲۳ ۴", "card", "G-00000123-4"),
        ("H-0000005-9", "history", "H-0000005-9"),
        ("U0000000125", "unit_tag", "U0000000125"),
        ("u-000000012-5", "unit_tag", "U0000000125"),
        ("ع0000000125", "unit_tag", "U0000000125"),
        ("000001-3", "subscriber", "000001-3"),
        ("1-3", "subscriber", "000001-3"),
    ],
)
def test_numbers_that_are_marked_as_ours(typed, kind, number):
    assert read_own_number(typed) == TypedNumber(OwnNumberKind(kind), number, True, True)
    assert read_own_number(typed).problem is None


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("0000013", "subscriber", "000001-3"),
        ("0104000127", "reception", "01-04-00012-7"),
        ("010400012702", "order", "01-04-00012-7-2"),
        ("0104-00012-7", "reception", "01-04-00012-7"),
    ],
)
def test_bare_digits_may_be_ours(typed, kind, number):
    assert read_own_number(typed) == TypedNumber(OwnNumberKind(kind), number, True, False)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("01-04-00021-7", "01-04-00021-7"),
        ("J0104000217", "01-04-00021-7"),
        ("G-00000132-4", "G-00000132-4"),
        ("۰۰۰۰۰۲-۳", "000002-3"),
        ("U0000000126", "U0000000126"),
    ],
)
def test_a_wrong_check_digit_is_told_apart_from_an_unknown_number(typed, number):
    read = read_own_number(typed)
    assert read is not None
    assert read.problem == Message(
        "The check digit of {number} is wrong; read the number again.", number=OwnNumber(number)
    )
    assert isinstance(read.problem.args["number"], OwnNumber)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "hello", "علی", "G-1", "H", "G-0000012X-4", "09123456789", "0912 345 6789", "1404/05/12", "1404-05-12",
        "12-31", "1-2-3-5", "2-3", "1.2.3", "01-04-00012-7-0", "J010400012700", "J01040001270", "SN0104000127",
        "J", "ت", "12345678", "021-44123456", "000001-3-1", "01-04-00012-7-2-1", "²", "G-00000123-²",
    ],
)  # fmt: skip
def test_what_is_not_ours(typed):
    assert read_own_number(typed) is None


@given(numbers)
def test_every_number_is_read_in_any_digits_with_or_without_separators(number):
    for typed in (number, number.lower(), number.translate(PERSIAN_DIGITS), number.translate(ARABIC_DIGITS)):
        read = read_own_number(typed)
        assert read is not None
        assert (read.number, read.is_check_right, read.is_explicit) == (number, True, True)
    if number.count("-") != 4:
        assert read_own_number(number.replace("-", "")).number == number
        assert read_own_number(number.replace("-", " ")).number == number


@given(numbers, st.data())
def test_one_wrong_digit_is_never_taken_for_another_number(number, data):
    digits = [place for place, character in enumerate(number) if character.isdigit()]
    checked = [place for place in digits if not (number.count("-") == 4 and place > 12)]
    place = data.draw(st.sampled_from(checked))
    other = data.draw(st.sampled_from(sorted(set("0123456789") - {number[place]})))
    read = read_own_number(number[:place] + other + number[place + 1 :])
    assert read is not None
    assert not read.is_check_right


@given(st.text(max_size=20) | st.text(alphabet="0123456789-JGUH تعل", max_size=20))
def test_reading_never_fails(typed):
    read = read_own_number(typed)
    if read is not None and read.is_check_right:
        again = read_own_number(read.number)
        assert again is not None
        assert again.number == read.number


@given(numbers)
def test_barcodes_hold_capitals_and_digits_and_are_read_back(number):
    kind = read_own_number(number).kind
    if kind in {OwnNumberKind.RECEPTION, OwnNumberKind.ORDER}:
        barcode = own.order_barcode(number)
        assert re.fullmatch("J([0-9]{10}|[0-9]{12})", barcode)
        assert read_own_number(barcode).number == number
        assert read_own_number(barcode).kind is OwnNumberKind.ORDER


@pytest.mark.parametrize("number", ["", "G-00000123-4", "000001-3", "01-04-00012-8", "x"])
def test_only_orders_have_an_order_barcode(number):
    with pytest.raises(IdentifierProblem):
        own.order_barcode(number)
