"""Who pays a line of an order, and why: the warranty, a return of ours, the supplier, goodwill or the customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from aftersales_desktop.domain.jalali import term_end
from aftersales_desktop.domain.warranty import Verdict
from aftersales_desktop.domain.warranty_terms import Category
from aftersales_desktop.i18n import N_, Message, OwnNumber


class LineKind(StrEnum):
    """What a line is about; the value is what the database stores."""

    LABOUR = "labour"
    PART = "part"
    TRAVEL = "travel"
    SHIPPING = "shipping"
    FEE = "fee"
    STORAGE = "storage"
    DISCOUNT = "discount"


LINE_KIND_TITLES = {
    LineKind.LABOUR: N_("Labour"),
    LineKind.PART: N_("Part"),
    LineKind.TRAVEL: N_("Travel"),
    LineKind.SHIPPING: N_("Shipping"),
    LineKind.FEE: N_("Fee"),
    LineKind.STORAGE: N_("Storage"),
    LineKind.DISCOUNT: N_("Discount"),
}
WARRANTY_CATEGORIES = {
    LineKind.LABOUR: Category.LABOUR,
    LineKind.PART: Category.PARTS,
    LineKind.TRAVEL: Category.TRAVEL,
    LineKind.SHIPPING: Category.SHIPPING,
}
"""The category of the warranty that a line asks about; other kinds are never covered by one."""


ENTERED_KINDS = (LineKind.LABOUR, LineKind.TRAVEL, LineKind.SHIPPING, LineKind.FEE)
"""Kinds of lines that somebody at the bench writes; the others come from what they are about."""


def labour_cost(minutes: int, hour_cost: int) -> int:
    """What work of so many minutes costs the centre, in whole rials, by what an hour costs it."""
    return (minutes * hour_cost + 30) // 60


class LineState(StrEnum):
    """Whether a line was done; a removed one stays readable."""

    PLANNED = "planned"
    DONE = "done"
    REMOVED = "removed"


class CoverageKind(StrEnum):
    """By what a line is covered."""

    WARRANTY = "warranty"
    CONTRACT = "contract"
    SUPPLIER = "supplier"
    GOODWILL = "goodwill"
    BOUNCE = "bounce"
    PAY = "pay"


COVERAGE_TITLES = {
    CoverageKind.WARRANTY: N_("Warranty"),
    CoverageKind.CONTRACT: N_("Contract"),
    CoverageKind.SUPPLIER: N_("Supplier"),
    CoverageKind.GOODWILL: N_("Goodwill"),
    CoverageKind.BOUNCE: N_("Our own repair"),
    CoverageKind.PAY: N_("Customer pays"),
}


class Payer(StrEnum):
    """Who bears what the customer does not."""

    CUSTOMER = "customer"
    BRAND = "brand"
    INSURER = "insurer"
    CONTRACT = "contract"
    CENTRE = "centre"


PAYER_TITLES = {
    Payer.CUSTOMER: N_("Customer"),
    Payer.BRAND: N_("Brand"),
    Payer.INSURER: N_("Insurer"),
    Payer.CONTRACT: N_("Contract partner"),
    Payer.CENTRE: N_("Our centre"),
}


class OldPart(StrEnum):
    """Where the part that came out stays."""

    FAULTY_STORE = "faulty_store"
    CUSTOMER = "customer"
    STAYS_ON_BENCH = "stays_on_bench"


OLD_PART_TITLES = {
    OldPart.FAULTY_STORE: N_("Store of faulty parts"),
    OldPart.CUSTOMER: N_("For the customer"),
    OldPart.STAYS_ON_BENCH: N_("Stays on the bench"),
}


class NoOldPart(StrEnum):
    """Why no serial of an old part was read."""

    UNREADABLE = "unreadable"
    NONE = "none"
    STAYS_INSIDE = "stays_inside"


NO_OLD_PART_TITLES = {
    NoOldPart.UNREADABLE: N_("Serial cannot be read"),
    NoOldPart.NONE: N_("There was none"),
    NoOldPart.STAYS_INSIDE: N_("Stays inside"),
}


@dataclass(frozen=True)
class Coverage:
    """The decision on one line: by what, how much of it in per cent, who bears it, and the sentence that says why."""

    kind: CoverageKind
    pct: int
    payer: Payer
    reason: Message


def coverage_of(verdict: Verdict | None, returned_from: str = "") -> Coverage:
    """The decision that follows from facts alone: a return of ours is free, else the warranty verdict decides.

    `verdict` is None for a kind of line that no warranty is about. A doubtful verdict covers nothing by itself.
    """
    if returned_from:
        reason = Message(
            "The repair of {number} did not hold; the customer pays nothing.", number=OwnNumber(returned_from)
        )
        return Coverage(CoverageKind.BOUNCE, 100, Payer.CENTRE, reason)
    if verdict is None:
        return Coverage(CoverageKind.PAY, 0, Payer.CUSTOMER, Message("No warranty is about this kind of line."))
    if verdict.covered:
        return Coverage(CoverageKind.WARRANTY, 100, Payer.CENTRE, verdict.reason)
    return Coverage(CoverageKind.PAY, 0, Payer.CUSTOMER, verdict.reason)


def customer_price(list_price: int, pct: int) -> int:
    """What the customer pays of a price of which so many per cent are covered; a fraction is the customer's."""
    return list_price - list_price * pct // 100


def part_warranty_end(done_on: date, months: int, verdict: Verdict | None) -> date | None:
    """The last day a replaced part is covered: its own months or the rest of the device's warranty, the later one."""
    own = term_end(done_on, months) if months else None
    rest = verdict.ends_on if verdict is not None and verdict.covered else None
    return max(filter(None, (own, rest)), default=None)


class Priced(Protocol):
    """A line as the totals read it."""

    list_price: int
    price: int
    cost: int
    payer: Payer
    state: LineState


@dataclass(frozen=True)
class Totals:
    """Sums of an order in rials: at list price, what each payer bears of it, what the customer pays, what it cost us.

    `cost` holds the work, the parts and `loaners`, which are what the loaners lent meanwhile cost.
    """

    list_price: int
    covered: dict[Payer, int]
    to_pay: int
    cost: int
    loaners: int = 0


def totals_of(lines: Iterable[Priced], loaners: int = 0) -> Totals:
    """Sums over everything that was not removed, and what loaners cost in rials."""
    standing = [line for line in lines if line.state is not LineState.REMOVED]
    covered: dict[Payer, int] = {}
    for line in standing:
        if line.list_price != line.price:
            covered[line.payer] = covered.get(line.payer, 0) + line.list_price - line.price
    return Totals(
        sum(line.list_price for line in standing), covered, sum(line.price for line in standing),
        sum(line.cost for line in standing) + loaners, loaners,
    )  # fmt: skip
