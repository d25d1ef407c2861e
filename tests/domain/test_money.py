"""Money: whole numbers only, with their unit as a reader writes it, and in toman as people say it."""

import pytest

from aftersales_desktop.domain import money
from aftersales_desktop.domain.money import NEW_RIAL, AmountProblem, Money
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.i18n.formats import without_bidi_controls

EN = Words("en")


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
    assert money.toman_text(Money(amount)) == message


def test_nobody_counts_the_new_rial_in_toman():
    with pytest.raises(ValueError):
        money.toman_text(Money(100, NEW_RIAL))
