"""Screens are built when they are wanted: the one shown first at once, the others once its rows have been seen."""

from __future__ import annotations

from aftersales_desktop.ui.screens import SCREENS


def test_only_what_is_shown_is_built_at_first(open_counter):
    counter = open_counter("en")
    assert counter.window.pages.count() == 1
    assert counter.furniture.current_key() == "today"


def test_what_is_asked_for_is_built_at_once(open_counter):
    counter = open_counter("en")
    counter.furniture.open("new_customer", "09121234567")
    assert counter.furniture.current_key() == "customers"
    assert counter.window.pages.count() == 2
    counter.furniture.show_tab("today")
    counter.furniture.show_tab("customers")
    assert counter.window.pages.count() == 2


def test_the_others_follow_and_what_can_wait_comes_before_them(open_counter, qtbot):
    counter = open_counter("en")
    built_before = []
    counter.furniture.do_later(lambda: built_before.append(counter.window.pages.count()))
    counter.furniture.begin("today")
    assert built_before == []
    counter.window.pages.currentWidget().update()
    qtbot.waitUntil(lambda: counter.window.pages.count() == len(SCREENS))
    assert built_before == [1]
    assert counter.furniture.current_key() == "today"
    assert counter.furniture.screen(SCREENS[-1].key) is counter.window.pages.widget(len(SCREENS) - 1)
