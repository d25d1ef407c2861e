"""Money as whole numbers of the smallest unit, with its currency; never a fraction, never a float."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import N_, Message, Words

LARGEST_AMOUNT = 10**12
RIAL = "IRR"
NEW_RIAL = "XIR"  # no public code exists yet; codes that begin with X are free for own use (ISO 4217)


class AmountProblem(DeskError):
    """An amount larger than any bill; the sentence says so."""


@dataclass(frozen=True)
class Currency:
    """How amounts of one currency are counted and written.

    `scale` is the number of decimal digits between the unit and the smallest unit that is stored; `small_toman` how
    many smallest units people call one toman, 0 where nobody does.
    """

    code: str
    scale: int
    written: str
    with_change: str = ""
    small_toman: int = 0


# The monetary law passed in Mehr 1404: one new rial is 10,000 rial of today and has 100 qeran.
CURRENCIES = {
    RIAL: Currency(RIAL, 0, N_("{amount} rial"), small_toman=10),
    NEW_RIAL: Currency(
        NEW_RIAL,
        2,
        N_("{amount} new rial"),
        with_change=N_("{amount} new rial and {change} qeran"),
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

    def written(self, words: Words) -> str:
        """Grouped digits and the unit, in the reader's language."""
        currency = CURRENCIES[self.currency]
        whole, change = divmod(abs(self.amount), 10**currency.scale)
        whole = -whole if self.amount < 0 else whole
        if change:
            return words(currency.with_change, amount=whole, change=change if whole else -change)
        return words(currency.written, amount=whole)


def toman_text(money: Money) -> Message:
    """What people call an amount of rial in daily speech: so many toman, and the rial left over."""
    small_toman = CURRENCIES[money.currency].small_toman
    if not small_toman:
        raise ValueError(f"nobody counts {money.currency} in toman")
    toman, rest = divmod(abs(money.amount), small_toman)
    sign = -1 if money.amount < 0 else 1
    if rest:
        return Message("= {toman} toman and {rest} rial", toman=sign * toman, rest=rest if toman else sign * rest)
    return Message("= {toman} toman", toman=sign * toman)


def amount_problem(amount: int) -> Message | None:
    """Why an amount in rials cannot be kept."""
    if 0 <= amount <= LARGEST_AMOUNT:
        return None
    return Message("Enter a number from {low} to {high}.", low=0, high=LARGEST_AMOUNT)


def sum_text(rials: int) -> Message:
    """A sum of many amounts in words; unlike one amount it may be of any size."""
    return Message(CURRENCIES[RIAL].written, amount=rials)
