"""Everything that can happen to an order has a picture beside it in its history."""

from __future__ import annotations

from aftersales_desktop.domain.order_events import OrderEventKind
from aftersales_desktop.ui.reception.order_view import EVENT_ICONS
from aftersales_desktop.ui.theme import Theme


def test_every_kind_of_event_has_a_picture(qapp):
    assert set(EVENT_ICONS) == {kind.value for kind in OrderEventKind}
    assert all(not Theme().icon(icon).isNull() for icon in EVENT_ICONS.values())
