"""The type of work of an order: chosen at intake, changed later, found in the list."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.errors import ValidationError
from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.services import lists
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.reception import edit_order
from tests.services.counter import Counter


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def test_it_is_a_repair_unless_said_otherwise(counter):
    assert counter.order().kind is OrderKind.REPAIR


@pytest.mark.parametrize("kind", list(OrderKind))
def test_every_type_is_kept(counter, kind):
    order = counter.order(kind=kind)
    assert get_order(counter.desk, order.id).kind is kind


def test_only_a_repair_needs_a_fault(counter):
    assert counter.order(kind=OrderKind.INSTALLATION, customer_words="").customer_words == ""
    with pytest.raises(ValidationError):
        counter.order(customer_words="")


def test_a_later_change_stands_in_the_history(counter):
    order = counter.order()
    changed = edit_order(counter.desk, order.id, counter.device(kind=OrderKind.RECALL))
    assert changed.kind is OrderKind.RECALL
    assert changed.events[-1].kind == "edited" and changed.events[-1].detail["kind"] == ["repair", "recall"]


def test_the_list_shows_it_and_finds_what_is_no_repair(counter):
    counter.order()
    order = counter.order(kind=OrderKind.PERIODIC)
    rows = lists.source(counter.desk, "orders", "not_repairs").beginning(limit=9)
    assert [(row.number, row.kind) for row in rows] == [(order.number, OrderKind.PERIODIC)]
