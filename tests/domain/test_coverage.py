"""Who pays a line: the decision by facts, the share of the customer, the sums, the warranty of a part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain.coverage import (
    CoverageKind,
    LineState,
    Payer,
    coverage_of,
    customer_price,
    part_warranty_end,
    totals_of,
)
from aftersales_desktop.domain.jalali import from_jalali
from aftersales_desktop.domain.warranty import Category, Cause, Tone, Verdict
from aftersales_desktop.i18n import Message

TODAY = from_jalali(1405, 9, 2)
PRICES = st.integers(0, 10**12)


def verdict(tone: Tone, ends: date | None = None) -> Verdict:
    return Verdict(tone, tone is Tone.COVERED, None, ends, Message("Because."), Category.PARTS, Cause.RUNNING)


@dataclass
class Line:
    list_price: int
    price: int
    cost: int = 0
    payer: Payer = Payer.CENTRE
    state: LineState = LineState.DONE


@pytest.mark.parametrize(
    ("tone", "kind", "pct"),
    [
        (Tone.COVERED, CoverageKind.WARRANTY, 100),
        (Tone.DOUBTFUL, CoverageKind.PAY, 0),
        (Tone.UNKNOWN, CoverageKind.PAY, 0),
        (Tone.REFUSED, CoverageKind.PAY, 0),
    ],
)
def test_only_a_green_verdict_covers(tone, kind, pct):
    coverage = coverage_of(verdict(tone))
    assert (coverage.kind, coverage.pct) == (kind, pct)
    assert coverage.reason == Message("Because.")
    assert (coverage.payer is Payer.CUSTOMER) == (kind is CoverageKind.PAY)


def test_a_return_of_ours_comes_before_any_warranty():
    coverage = coverage_of(verdict(Tone.REFUSED), "01-05-00007-1")
    assert (coverage.kind, coverage.pct, coverage.payer) == (CoverageKind.BOUNCE, 100, Payer.CENTRE)


def test_what_no_warranty_is_about_is_paid():
    assert coverage_of(None).kind is CoverageKind.PAY


@given(PRICES, st.integers(0, 100))
def test_the_customer_and_the_payer_share_the_price_without_a_rest(price, pct):
    pays = customer_price(price, pct)
    assert 0 <= pays <= price
    assert (price - pays) == price * pct // 100


@given(PRICES)
def test_all_or_nothing(price):
    assert customer_price(price, 100) == 0 and customer_price(price, 0) == price


@given(st.lists(st.tuples(PRICES, st.integers(0, 100), st.sampled_from(list(Payer)), st.sampled_from(list(LineState)))))
def test_what_the_payers_bear_adds_up_to_the_list_price(rows):
    lines = [Line(price, customer_price(price, pct), 1, payer, state) for price, pct, payer, state in rows]
    totals = totals_of(lines)
    assert totals.list_price == totals.to_pay + sum(totals.covered.values())
    assert totals.cost == sum(line.state is not LineState.REMOVED for line in lines)


class TestPartWarranty:
    def test_is_the_later_of_both(self):
        late, early = from_jalali(1406, 9, 1), from_jalali(1405, 10, 1)
        assert part_warranty_end(TODAY, 6, verdict(Tone.COVERED, late)) == late
        assert part_warranty_end(TODAY, 6, verdict(Tone.COVERED, early)) == from_jalali(1406, 3, 1)

    def test_takes_nothing_from_a_warranty_that_does_not_cover(self):
        assert part_warranty_end(TODAY, 0, verdict(Tone.REFUSED, from_jalali(1406, 9, 1))) is None
        assert part_warranty_end(TODAY, 0, None) is None
