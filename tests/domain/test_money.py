"""Money: whole numbers only, read from what people type, written and spelled out in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain import money
from aftersales_desktop.domain.money import NEW_RIAL, AmountProblem, Money, parse_amount
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.i18n.formats import without_bidi_controls

EN = Words("en")
AMOUNTS = st.integers(-money.LARGEST_AMOUNT // 2, money.LARGEST_AMOUNT // 2)


@pytest.mark.parametrize("amount", [1.0, "1", True, None])
def test_money_is_a_whole_number(amount):
    with pytest.raises(TypeError):
        Money(amount)


def test_money_has_a_known_currency_and_an_end():
    with pytest.raises(ValueError):
        Money(1, "USD")
    assert Money(10**12).amount == 10**12
    for amount in (10**12 + 1, -(10**12) - 1):
        with pytest.raises(AmountProblem):
            Money(amount)


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away(one, other):
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) + Money(other) - Money(other) == Money(one)
    assert -Money(one) == Money(-one)
    assert (Money(one) < Money(other)) is (one < other)
    assert (Money(one) <= Money(other)) is (one <= other)
    assert money.total([Money(one), Money(other)]) == Money(one + other)


def test_currencies_do_not_mix():
    for combine in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__):
        with pytest.raises(ValueError):
            combine(Money(1), Money(1, NEW_RIAL))
    with pytest.raises(ValueError):
        money.total([Money(1, NEW_RIAL)])
    assert money.total([], NEW_RIAL) == Money(0, NEW_RIAL)
    assert Money(1) != Money(1, NEW_RIAL)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Money(0), "0 rial"),
        (Money(1_250_000), "1,250,000 rial"),
        (Money(-500), "−500 rial"),
        (Money(1250, NEW_RIAL), "12 new rial and 50 qeran"),
        (Money(1200, NEW_RIAL), "12 new rial"),
        (Money(-1250, NEW_RIAL), "−12 new rial and 50 qeran"),
        (Money(-50, NEW_RIAL), "0 new rial and −50 qeran"),
    ],
)
def test_written(amount, shown):
    assert without_bidi_controls(amount.written(EN)) == shown
    assert without_bidi_controls(EN.say(Message("{price}", price=amount))) == shown


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", 0),
        ("1250000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("۱٬۲۵۰٬۰۰۰", 1_250_000),
        ("١٬٢٥٠٬٠٠٠", 1_250_000),
        (" 1 250 000 ", 1_250_000),
        ("1،250،000", 1_250_000),
        ("1'250'000", 1_250_000),
        ("\u2066۱۲۰\u2069", 120),
        ("1,2500", 12_500),
        ("00012", 12),
        ("0" * 30, 0),
        ("1" + "0" * 12, 10**12),
    ],
)
def test_parse_amount(typed, amount):
    assert parse_amount(typed) == amount


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the amount."),
        (" \u200f ", "Enter the amount."),
        ("12.5", "Write a whole amount, without a decimal point."),
        ("۱۲٫۵", "Write a whole amount, without a decimal point."),
        ("12/5", "Write a whole amount, without a decimal point."),
        ("1.250.000", "Write a whole amount, without a decimal point."),
        ("12x", "Write the amount in digits only."),
        ("۱۲ تومان", "Write the amount in digits only."),
        ("-5", "Write the amount in digits only."),
        ("1e5", "Write the amount in digits only."),
        (",", "Write the amount in digits only."),
        ("²", "Write the amount in digits only."),
        ("1" + "0" * 11 + "01", "This amount is too large; check the zeros."),
        ("9" * 5000, "This amount is too large; check the zeros."),
    ],
)
def test_amounts_that_are_refused(typed, sentence):
    with pytest.raises(AmountProblem) as refused:
        parse_amount(typed)
    assert refused.value.message == Message(sentence)


@given(st.text(max_size=20))
def test_anything_typed_is_an_amount_or_a_sentence(typed):
    try:
        amount = parse_amount(typed)
    except AmountProblem as problem:
        assert problem.message.msgid.endswith(".")
    else:
        assert 0 <= amount <= money.LARGEST_AMOUNT


@given(st.integers(0, money.LARGEST_AMOUNT))
def test_what_is_shown_can_be_typed_back(amount):
    for words in (EN, Words("fa")):
        assert parse_amount(words.number(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        (0, Message("= {toman} toman", toman=0)),
        (1_250_000, Message("= {toman} toman", toman=125_000)),
        (1_255, Message("= {toman} toman and {rest} rial", toman=125, rest=5)),
        (7, Message("= {toman} toman and {rest} rial", toman=0, rest=7)),
        (-1_255, Message("= {toman} toman and {rest} rial", toman=-125, rest=5)),
        (-7, Message("= {toman} toman and {rest} rial", toman=0, rest=-7)),
    ],
)
def test_toman(amount, message):
    assert money.toman_text(amount) == money.toman_text(Money(amount)) == message


def test_nobody_counts_the_new_rial_in_toman():
    with pytest.raises(ValueError):
        money.toman_text(Money(100, NEW_RIAL))


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (0, "zero"),
        (7, "seven"),
        (13, "thirteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (100, "one hundred"),
        (115, "one hundred fifteen"),
        (999, "nine hundred ninety-nine"),
        (1_000, "one thousand"),
        (1_000_001, "one million one"),
        (12_345_678, "twelve million three hundred forty-five thousand six hundred seventy-eight"),
        (10**9, "one billion"),
        (10**12, "one trillion"),
        (-42, "minus forty-two"),
    ],
)
def test_english_words(number, spelled):
    assert money.number_in_words(number, "en") == spelled


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (0, "صفر"),
        (21, "بیست و یک"),
        (1_000, "یک هزار"),
        (1_250_000, "یک میلیون و دویست و پنجاه هزار"),
        (-5, "منفی پنج"),
    ],
)
def test_persian_words(number, spelled):
    assert money.number_in_words(number, "fa") == spelled


ENGLISH_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_VALUES = {word: value for value, word in enumerate(ENGLISH_SMALL)}
ENGLISH_VALUES |= {word: value * 10 for value, word in enumerate(ENGLISH_TENS, start=2)}
ENGLISH_POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def value_of(spelled: str) -> int:
    """Read English number words back, independently of how they were made."""
    total = group = 0
    for word in spelled.replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in ENGLISH_POWERS:
            total, group = total + group * ENGLISH_POWERS[word], 0
        else:
            group += ENGLISH_VALUES[word]
    return total + group


@given(st.integers(0, money.LARGEST_AMOUNT))
def test_words_say_the_same_as_the_figures(amount):
    assert value_of(money.number_in_words(amount, "en")) == amount
    assert money.in_words(amount, EN) == f"{money.number_in_words(amount, 'en')} rial"


def test_in_words_with_change():
    assert money.in_words(Money(1250, NEW_RIAL), EN) == "twelve new rial and fifty qeran"
    assert money.in_words(Money(1200, NEW_RIAL), EN) == "twelve new rial"
    assert money.in_words(Money(-1250, NEW_RIAL), EN) == "minus twelve new rial and fifty qeran"
    assert money.in_words(Money(-50, NEW_RIAL), EN) == "zero new rial and minus fifty qeran"
