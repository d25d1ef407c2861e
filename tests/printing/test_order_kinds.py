"""Papers name the type of work when it is no repair."""

from __future__ import annotations

from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.documents.order_page import kind_fact


def test_a_repair_is_not_named_and_everything_else_is():
    words = Words("fa")
    assert kind_fact(OrderKind.REPAIR, words) == []
    assert [fact.text for fact in kind_fact(OrderKind.INSTALLATION, words)] == ["نصب"]
