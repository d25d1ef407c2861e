"""The reports in the window: the questions, the days, the way to the order, the paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.services import hand_over
from aftersales_desktop.services.reports import REPORTS
from aftersales_desktop.ui.preview import Preview
from tests.ui.small_file import fill_small


@pytest.fixture
def opened(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    order_id = counter.desk.rows("SELECT id FROM service_order WHERE state = 'received'")[0][0]
    hand_over.hand_back(counter.desk, order_id, outcome=Outcome.REPAIRED, note="ok")
    counter.furniture.show_tab("today")
    counter.furniture.screen("today").findChild(QWidget, "reports").click()
    counter.settle()
    return counter, counter.furniture.screen("reports"), order_id


def test_the_page_of_today_leads_there_and_back_stays_lit(opened):
    counter, screen, _order = opened
    assert counter.furniture.current() is screen
    assert screen.answer.report.key == "orders"
    assert len(screen.answer.rows) == 1
    assert "1 row" in screen.header._counts.text()


def test_a_row_leads_to_its_order(opened):
    counter, screen, order_id = opened
    screen.lists["orders"].row_opened.emit(0)
    counter.settle()
    assert counter.furniture.current_key() == "reception"
    assert counter.furniture.current().orders.order.id == order_id


@pytest.mark.parametrize("report", REPORTS, ids=[report.key for report in REPORTS])
def test_each_question_is_answered_and_sorted_by_every_column(opened, report):
    counter, screen, _order = opened
    screen.chips.choose(report.key)
    counter.settle()
    assert screen.answer.report is report
    view = screen.lists[report.key]
    for place in range(len(report.columns)):
        view.rows.sort(place)
        counter.settle()
    assert view.rows.rowCount() == len(screen.answer.rows)


def test_other_days_ask_again_in_whatever_order_they_stand(opened):
    counter, screen, _order = opened
    today = counter.desk.today()
    for first, last, count in ((1, 1, 0), (1, 0, 1), (0, 1, 1)):
        screen.period.set_values({"first_day": today - timedelta(first), "last_day": today - timedelta(last)})
        screen.reload()
        counter.settle()
        assert len(screen.answer.rows) == count
    assert screen.answer.first_day < screen.answer.last_day


def test_a_month_fills_the_days(opened):
    counter, screen, _order = opened
    month = screen.period.field("month")
    month.set_value(1)
    month.tell_change()
    counter.settle()
    last_month = screen._months[1]
    assert (screen.answer.first_day, screen.answer.last_day) == (last_month.first, last_month.last)
    assert screen.answer.rows == ()
    assert not screen._print.isEnabled()


def test_a_day_that_cannot_be_read_keeps_the_answer(opened):
    counter, screen, _order = opened
    before = screen.answer
    field = screen.period.field("first_day")
    field.setText("99/99")
    screen.reload()
    counter.settle()
    assert screen.answer is before


def test_it_is_printed(opened):
    counter, screen, _order = opened
    screen.print_current()
    counter.settle()
    preview = next(one for one in counter.window.findChildren(Preview) if one.isVisible())
    preview.close_preview()
