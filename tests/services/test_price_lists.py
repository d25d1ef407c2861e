"""Pasted price lists: what is read out of them, what they would change, and that nothing else does."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.errors import ValidationError
from aftersales_desktop.domain.price_lists import read_price_list
from aftersales_desktop.services.parts import price_on
from aftersales_desktop.services.price_lists import apply_prices, preview_prices
from tests.services.store import Store

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("line", "code", "amounts"),
    [
        ("BRD-100\t1000\t1500", "BRD-100", (1000, 1500)),
        ("BRD-100\tبرد اصلی\t۱٬۰۰۰\t۱٬۵۰۰ ریال", "BRD-100", (1000, 1500)),
        ("BRD-100;Main board;1,250,000", "BRD-100", (1250000,)),
        ("BRD-100,برد,1500", "BRD-100", (1500,)),
        ("BRD-100,Main board,1,250,000", "BRD-100", (1250000,)),
        ("BRD-100\t1500.00", "BRD-100", (1500,)),
        ("BRD-100\t1000\t1500\tموجود", "BRD-100", (1000, 1500)),
    ],
)
def test_a_line_is_read(line, code, amounts):
    assert [(one.code, one.amounts) for one in read_price_list(line)] == [(code, amounts)]


NO_PRICES = [
    "", "BRD-100", "کد\tنام\tقیمت", "\t1500", "BRD-100\t-1500", "BRD-100\tB12345", "x" * 10_000,
    f"BRD-100\t{'9' * 40}", "😀\t=cmd()",
]  # fmt: skip


@pytest.mark.parametrize("line", NO_PRICES)
def test_a_line_without_a_price_is_left_out(line):
    assert read_price_list(line) == []


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


PASTED = "کد\tنام\tخرید\tفروش\nbrd100\tبرد\t950\t1650\nSCR-4\tپیچ\t10\t0\nNO-1\tهیچ\t5\nPMP-1\t۸۰۰۰\n"


def test_what_would_change(store):
    preview = preview_prices(store.desk, PASTED, TODAY)
    assert [(row.part_code, row.old_sell, row.sell, row.percent) for row in preview.changes] == [
        ("BRD-100", 1500, 1650, 10), ("PMP-1", 0, 8000, None),
    ]  # fmt: skip
    assert (preview.same, preview.unknown) == (1, ["NO-1"])
    assert price_on(store.desk, store.board.id, TODAY).sell == 1500, "looking writes nothing"


def test_new_prices_hold_from_their_day(store):
    monday = date(2026, 12, 1)
    preview = preview_prices(store.desk, PASTED, monday)
    assert apply_prices(store.desk, preview.changes, monday) == 2
    assert [price_on(store.desk, store.board.id, day).sell for day in (TODAY, monday)] == [1500, 1650]
    assert price_on(store.desk, store.pump.id, monday).buy == 0
    assert preview_prices(store.desk, PASTED, monday).changes == []


def test_a_zero_too_many_is_strange(store):
    changes = preview_prices(store.desk, "BRD-100\t15000\nSCR-4\t10\t0", TODAY).changes
    assert [(row.percent, row.is_strange) for row in changes] == [(900, True)]


def test_the_last_line_of_a_part_counts(store):
    changes = preview_prices(store.desk, "BRD-100\t1600\nBRD-100\t1700", TODAY).changes
    assert [row.sell for row in changes] == [1700]


@pytest.mark.parametrize("pasted", ["", "سلام", "😀", "=1+1", "کد\tقیمت"])
def test_a_list_without_prices_says_what_to_do(store, pasted):
    with pytest.raises(ValidationError) as caught:
        preview_prices(store.desk, pasted, TODAY)
    assert caught.value.problems[0].field == "pasted"


def test_a_list_that_is_too_long_is_refused_whole(store):
    with pytest.raises(ValidationError):
        preview_prices(store.desk, "\n".join(f"P-{place}\t100" for place in range(1001)), TODAY)
