"""The follow-up: calls one after the other, loaners and devices back by a scan, the pool."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.uncollected import CallResult
from aftersales_desktop.services import calls, lists, loaners, outside_repair, uncollected
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.settings import load_settings, save_settings
from tests.ui.outside_file import add_loaner, fill_outside, ready_order
from tests.ui.small_file import add_customer, take_in


def screen_of(counter, key="follow_up"):
    counter.furniture.show_tab(key)
    counter.settle()
    return counter.furniture.screen(key)


def trigger(screen, name: str) -> None:
    screen.findChild(QAction, name).trigger()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_filter_shows_who_belongs_to_it(open_counter, language):
    counter = open_counter(language)
    found = fill_outside(counter.desk)
    ready_order(counter.desk, 2)
    counted = lists.counts(counter.desk, "follow_up", counter.desk.today())
    assert counted == {
        "to_call": 1, "will_come": 0, "wrong_number": 0, "uncollected": 2,
        "age_1": 0, "age_2": 2, "age_3": 0, "age_4": 0, "age_5": 0, "letter_due": 0, "over": 0, "loaners": 1,
        "loaners_late": 0, "outside": 1, "outside_late": 0, "all": 4,
    }  # fmt: skip
    screen = screen_of(counter)
    for key, order in (("loaners", "lent"), ("outside", "outside")):
        screen.show_list(key)
        counter.settle()
        rows = lists.source(counter.desk, "follow_up", key).beginning(limit=10)
        assert [row.id for row in rows] == [found[order]]


def test_a_call_is_kept_and_the_next_one_opened(open_counter):
    counter = open_counter("fa")
    first, second = ready_order(counter.desk, 1, 20), ready_order(counter.desk, 2, 10)
    screen = screen_of(counter)
    counter.key(Qt.Key.Key_F6)
    counter.settle()
    assert screen.calls.order.id == first and counter.focus().objectName() == "result"
    counter.type("2")
    assert counter.focus().objectName() == "note"
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert [call.result for call in calls.list_calls(counter.desk, first)] == [CallResult.NO_ANSWER]
    assert screen.calls.order.id == second


def test_will_come_asks_for_a_day(open_counter):
    counter = open_counter("en")
    order = ready_order(counter.desk, 1)
    screen = screen_of(counter)
    screen.open_record("call", order)
    counter.type("4")
    assert counter.focus().objectName() == "comes_on"
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    (call,) = calls.list_calls(counter.desk, order)
    assert (call.result, call.comes_on) == (CallResult.WILL_COME, counter.desk.today() + timedelta(days=1))


def test_nothing_is_kept_without_an_outcome(open_counter):
    counter = open_counter("en")
    order = ready_order(counter.desk, 1)
    screen = screen_of(counter)
    screen.open_record("call", order)
    trigger(screen, "keep_call")
    assert calls.list_calls(counter.desk, order) == []
    assert screen.calls.view.form.field("result").problem()


def test_a_scanned_loaner_comes_back(open_counter):
    counter = open_counter("fa")
    found = fill_outside(counter.desk)
    screen = screen_of(counter)
    counter.scan("LOAN-1", None)
    assert screen.shown() is screen.loans.back_form
    screen.save.trigger()
    assert loaners.loans_of(counter.desk, found["lent"]) == []
    assert screen.shown() is screen.calls.view


def test_a_scanned_device_comes_back_from_outside(open_counter):
    counter = open_counter("fa")
    found = fill_outside(counter.desk)
    screen = screen_of(counter)
    counter.scan("FDOUT", None)
    assert screen.shown() is screen.outside.back_form
    screen.save.trigger()
    assert outside_repair.current_job(counter.desk, found["outside"]) is not None, "what was done must be told"
    screen.outside.back_form.set_values({"result": "آی‌سی عوض شد", "goes_on": ("diagnosing",)})
    screen.save.trigger()
    assert get_order(counter.desk, found["outside"]).state is OrderState.DIAGNOSING
    assert first_broken_record(counter.desk) is None


def test_a_loaner_is_added_to_the_pool_and_lent_from_an_order(open_counter):
    counter = open_counter("fa")
    order = take_in(counter.desk, add_customer(counter.desk).id).orders[0]
    reception = screen_of(counter, "reception")
    reception.open_record("order", order.id)
    trigger(reception, "lend")
    assert reception.shown() is reception.orders.view, "no loaner is free yet"
    add_loaner(counter.desk)
    trigger(reception, "lend")
    assert counter.focus().objectName() == "condition_words"
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    (loan,) = loaners.loans_of(counter.desk, order.id)
    assert (loan.value, loan.deposit) == (80_000_000, 10_000_000)
    assert reception.elsewhere.notices.banners["loaner"].isVisible()
    trigger(reception, "loaner_back")
    reception.save.trigger()
    assert loaners.loans_of(counter.desk, order.id) == []


def test_a_device_is_sent_outside_from_its_order(open_counter):
    counter = open_counter("en")
    order = take_in(counter.desk, add_customer(counter.desk).id).orders[0]
    reception = screen_of(counter, "reception")
    reception.open_record("order", order.id)
    trigger(reception, "send_outside")
    reception.save.trigger()
    assert get_order(counter.desk, order.id).state is OrderState.RECEIVED
    reception.outside.send_form.set_values({"kind": ("head_office",)})
    reception.save.trigger()
    assert get_order(counter.desk, order.id).state is OrderState.AT_EXTERNAL
    assert reception.elsewhere.notices.banners["outside"].isVisible()


def test_the_counters_of_today_lead_to_their_lists(open_counter):
    counter = open_counter("en")
    fill_outside(counter.desk)
    today = screen_of(counter, "today")
    today._cards["loaners"].clicked.emit()
    counter.settle()
    assert counter.furniture.current_key() == "follow_up"
    assert counter.furniture.current().page.chips.chosen() == "loaners"


def test_the_minutes_come_out_of_the_printer_after_the_disposal(open_counter):
    counter = open_counter("en")
    desk = counter.desk
    now = desk.clock
    order_id = ready_order(desk, 1, days=120)
    for days in (80, 60, 30):
        desk.clock = partial(days_before, now, days)
        uncollected.write_letter(desk, order_id)
    desk.clock = now
    save_settings(desk, printers=dict(load_settings(desk).printers) | {"disposal-minutes": "Office"})
    screen = screen_of(counter)
    screen.calls.open(order_id)
    trigger(screen, "dispose")
    form = screen.calls.disposal
    form.set_values({"fate": ["scrap"], "words": "Nobody came after three letters; it is scrapped."})
    form.manager.setText("Maryam")
    screen.calls.save()
    counter.settle()
    minutes = uncollected.disposal_of(order_id)
    assert [(printer, title) for _content, printer, title in counter.printed] == [
        ("Office", f"disposal-minutes {minutes.number}")
    ]


def days_before(now, days: int):
    return now() - timedelta(days=days)
