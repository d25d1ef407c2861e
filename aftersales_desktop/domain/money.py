"""Money as whole numbers of the smallest unit, with its currency; never a fraction, never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from persiantools.digits import to_word

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.text import ascii_digits, clean
from aftersales_desktop.i18n import N_, Message, Words

LARGEST_AMOUNT = 10**12
RIAL = "IRR"
NEW_RIAL = "XIR"  # no public code exists yet; codes that begin with X are free for own use (ISO 4217)


class AmountProblem(DeskError):
    """An amount that cannot be read; the sentence says how to type it."""


@dataclass(frozen=True)
class Currency:
    """How amounts of one currency are counted and written.

    `scale` is the number of decimal digits between the unit and the smallest unit that is stored; `small_toman` how
    many smallest units people call one toman, 0 where nobody does.
    """

    code: str
    scale: int
    written: str
    in_words: str
    with_change: str = ""
    in_words_with_change: str = ""
    small_toman: int = 0


# The monetary law passed in Mehr 1404: one new rial is 10,000 rial of today and has 100 qeran.
CURRENCIES = {
    RIAL: Currency(RIAL, 0, N_("{amount} rial"), N_("{amount_in_words} rial"), small_toman=10),
    NEW_RIAL: Currency(
        NEW_RIAL,
        2,
        N_("{amount} new rial"),
        N_("{amount_in_words} new rial"),
        with_change=N_("{amount} new rial and {change} qeran"),
        in_words_with_change=N_("{amount_in_words} new rial and {change_in_words} qeran"),
    ),
}


@dataclass(frozen=True)
class Money:
    """A whole number of the smallest unit of a currency, at most 10**12 either way."""

    amount: int
    currency: str = RIAL

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"money is a whole number, not {self.amount!r}")
        if self.currency not in CURRENCIES:
            raise ValueError(f"unknown currency {self.currency!r}")
        if abs(self.amount) > LARGEST_AMOUNT:
            raise AmountProblem(Message("This amount is too large; check the zeros."))

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.amount

    def written(self, words: Words) -> str:
        """Grouped digits and the unit, in the reader's language."""
        currency = CURRENCIES[self.currency]
        whole, change = divmod(abs(self.amount), 10**currency.scale)
        whole = -whole if self.amount < 0 else whole
        if change:
            return words(currency.with_change, amount=whole, change=change if whole else -change)
        return words(currency.written, amount=whole)


def total(amounts: Iterable[Money], currency: str = RIAL) -> Money:
    """The sum, 0 when there are none; all of one currency."""
    return sum(amounts, start=Money(0, currency))


_SEPARATORS = re.compile("[,٬،' ]")


def parse_amount(text: str) -> int:
    """A whole amount from digits of any script, grouped or not. AmountProblem for anything else, or above 10**12."""
    plain = ascii_digits(clean(text))
    if not plain:
        raise AmountProblem(Message("Enter the amount."))
    if re.search("[0-9][./٫][0-9]", plain):
        raise AmountProblem(Message("Write a whole amount, without a decimal point."))
    digits = _SEPARATORS.sub("", plain)
    if not re.fullmatch("[0-9]+", digits):
        raise AmountProblem(Message("Write the amount in digits only."))
    if len(digits.lstrip("0")) > 13 or int(digits) > LARGEST_AMOUNT:
        raise AmountProblem(Message("This amount is too large; check the zeros."))
    return int(digits)


def toman_text(money: Money | int) -> Message:
    """What people call an amount of rial in daily speech: so many toman, and the rial left over."""
    money = _as_money(money)
    small_toman = CURRENCIES[money.currency].small_toman
    if not small_toman:
        raise ValueError(f"nobody counts {money.currency} in toman")
    toman, rest = divmod(abs(money.amount), small_toman)
    sign = -1 if money.amount < 0 else 1
    if rest:
        return Message("= {toman} toman and {rest} rial", toman=sign * toman, rest=rest if toman else sign * rest)
    return Message("= {toman} toman", toman=sign * toman)


def in_words(money: Money | int, words: Words) -> str:
    """The amount spelled out with its unit, in the reader's language; a plain number is rial."""
    money = _as_money(money)
    currency = CURRENCIES[money.currency]
    whole, change = divmod(abs(money.amount), 10**currency.scale)
    sign = -1 if money.amount < 0 else 1
    spelled = number_in_words(sign * whole, words.language)
    if change:
        change = change if whole else sign * change
        return words(
            currency.in_words_with_change,
            amount_in_words=spelled,
            change_in_words=number_in_words(change, words.language),
        )
    return words(currency.in_words, amount_in_words=spelled)


def _as_money(money: Money | int) -> Money:
    return money if isinstance(money, Money) else Money(money)


def number_in_words(number: int, language: str) -> str:
    """A whole number spelled out; Persian in the style of banks (یک هزار)."""
    if language == "fa":
        return to_word(number)
    return f"minus {_english(-number)}" if number < 0 else _english(number)


_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = ("", " thousand", " million", " billion", " trillion")


def _english(number: int) -> str:
    if number == 0:
        return _SMALL[0]
    parts = []
    for power, name in enumerate(_LARGE):
        group = number // 1000**power % 1000
        if group:
            parts.append(_english_below_thousand(group) + name)
    return " ".join(reversed(parts))


def _english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        parts.append(_TENS[tens] + (f"-{_SMALL[ones]}" if ones else ""))
    elif rest:
        parts.append(_SMALL[rest])
    return " ".join(parts)
