"""The words for what happens to an order: every kind has its own, and nothing falls back on another's."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.order_events import ORDER_EVENTS, TOLD_IN_LIFE, OrderEventKind, event_title
from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState


def test_every_kind_has_words_of_its_own():
    assert set(ORDER_EVENTS) == set(OrderEventKind)
    titles = [event_title(kind, OrderState.READY) for kind in OrderEventKind if kind is not OrderEventKind.STEP]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    with pytest.raises(ValueError, match="unheard of"):
        event_title("unheard of", "ready")


def test_a_step_is_called_what_the_order_became_by_it():
    assert [event_title("step", state) for state in OrderState] == [STATE_TITLES[state] for state in OrderState]


def test_the_life_of_a_device_tells_each_moment_once():
    assert OrderEventKind.HANDED_BACK in TOLD_IN_LIFE
    assert OrderEventKind.EXIT_UNDONE in TOLD_IN_LIFE
    for same_moment in (OrderEventKind.EXIT, OrderEventKind.CAME_BACK, OrderEventKind.SWAPPED):
        assert same_moment not in TOLD_IN_LIFE
