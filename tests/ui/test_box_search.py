"""The one search box: groups in words, the exact one first, every hit opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.box_search import BoxSearch
from tests.ui.small_file import SERIAL, fill_small


def never() -> bool:
    return False


@pytest.mark.parametrize("language", ["fa", "en"])
def test_hits_are_in_words_and_open(open_counter, language):
    counter = open_counter(language)
    fill_small(counter.desk)
    groups = BoxSearch(counter.context).find("8734", never)
    tokens = [hit.token for group in groups for hit in group.hits]
    assert ("customer", 1) in tokens
    for group in groups:
        assert group.title
        for hit in group.hits:
            counter.furniture.open_hit(hit.token)
            counter.settle()
            assert counter.furniture.current().page.panel.isVisible()


def test_a_scanned_code_names_one_record(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    box = BoxSearch(counter.context)
    number = counter.desk.rows("SELECT number FROM service_order")[0][0]
    assert box.exact("J" + number.replace("-", ""))[0] == "order"
    assert box.exact("NOBODY-HAS-THIS") is None
    assert SERIAL in str([hit.title for group in box.find(SERIAL, never) for hit in group.hits])


def test_a_cancelled_search_brings_nothing(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    assert BoxSearch(counter.context).find("8734", lambda: True) == ()


def test_typing_in_the_box_and_enter_opens(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    counter.key(Qt.Key.Key_F3)
    counter.type("8734")
    counter.settle()
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert counter.furniture.current_key() == "customers"
    title = counter.furniture.current().page.panel.title()
    assert "سمیه" in without_bidi_controls(title)


def test_nothing_found_offers_a_new_customer(open_counter):
    counter = open_counter("en")
    counter.furniture.add_customer_like("09121112233")
    form = counter.furniture.screen("customers").form
    assert form.field("mobile").value() == "09121112233"
    assert counter.focus().objectName() == "name"
