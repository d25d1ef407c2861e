"""The days that filters compare with, and how a list is declared."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.services import lists
from aftersales_desktop.services.list_query import list_days
from aftersales_desktop.services.lists import LISTS, Chosen
from tests.services.factories import (
    TODAY,
    add_category,
    add_customer,
    add_model,
    add_order,
    add_unit,
    identifier_values,
    insert,
)


def test_the_days_of_a_month_are_jalali_and_begin_at_midnight_in_iran():
    days = list_days(date(2026, 11, 23))
    assert days.today == "2026-11-23"
    assert days.soon == "2026-12-23"
    assert days.month_start == "2026-11-21T20:30:00.000Z"
    assert days.next_month_start == "2026-12-21T20:30:00.000Z"


@pytest.mark.parametrize(
    ("created_at", "counts"),
    [
        ("2026-11-21T20:29:59.999Z", 0),
        ("2026-11-21T20:30:00.000Z", 1),
        ("2026-12-21T20:29:59.999Z", 1),
        ("2026-12-21T20:30:00.000Z", 0),
    ],
)
def test_a_customer_belongs_to_the_month_of_iran(desk, created_at, counts):
    add_customer(1, "رضا احمدی", created_at=created_at)
    assert lists.counts(desk, "customers", TODAY)["added_this_month"] == counts


def test_nothing_is_counted_for_unknown_owners(desk):
    add_customer(1, "مالک نامعلوم", is_placeholder=1)
    unit = add_unit(add_model(add_category(), "Aral", "X"), 1, "SN-0001")
    add_order(1, unit, 1)
    (row,) = lists.page(desk, "customers", [1])
    assert (row.devices, row.open_orders, row.last_visit) == (None, None, None)


def test_a_device_shows_its_serial_and_without_one_its_tag(desk):
    add_customer(1, "رضا احمدی")
    model = add_model(add_category(), "Aral", "X")
    tagged, both = add_unit(model, 1, ""), add_unit(model, 1, "")
    for unit, kind, value in ((tagged, "tag", "U1"), (both, "tag", "U2"), (both, "serial", "SN-2")):
        insert("unit_identifier", **identifier_values(unit, kind, value))
    add_order(1, tagged, 1)
    add_order(2, both, 1)
    assert [row.serial for row in lists.page(desk, "orders", [1, 2])] == ["U1", "SN-2"]


def test_names_sort_by_the_persian_alphabet(desk):
    names = ["پریسا", "آرزو", "ژاله", "یگانه", "کاوه", "گلناز", "چنگیز", "بهار", "وحید", "هدی", "شعبه ۱۰", "شعبه ۹"]
    for number, name in enumerate(names, start=1):
        add_customer(number, name)
    with desk.reader() as reader:
        found = lists.ids(reader, "customers", Chosen(sort="name"), TODAY)
    assert [names[row_id - 1] for row_id in found] == [
        "آرزو", "بهار", "پریسا", "چنگیز", "ژاله", "شعبه ۹", "شعبه ۱۰", "کاوه", "گلناز", "وحید", "هدی", "یگانه",
    ]  # fmt: skip


def test_declarations_have_no_doubles_and_a_title_each():
    for name, query in LISTS.items():
        assert query.key == name
        for parts in (query.filters, query.orders):
            assert len({one.key for one in parts}) == len(parts)
        assert all(one.title for one in query.filters)
        assert query.usual[0] in {one.key for one in query.orders}
