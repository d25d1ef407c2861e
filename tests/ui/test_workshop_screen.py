"""The workshop on the screen: the bench of an order, its forms, scans, several orders at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from aftersales_desktop.domain.coverage import LineState, OldPart
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.models.database import database
from aftersales_desktop.services import hand_over, order_lines, order_steps, tariffs
from aftersales_desktop.services.order_lines import Operation, Swap
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.pill import Pill
from aftersales_desktop.ui.widgets.suggestions import Suggestion
from tests.ui.bench_file import NEW_PART, BenchFile, fill_bench
from tests.ui.small_file import SERIAL, add_customer, take_in


def toasts(counter) -> list[str]:
    return [without_bidi_controls(toast.text) for toast in counter.context.notifier.toasts.toasts]


def choose(screen, name: str) -> None:
    screen.findChild(QAction, name).trigger()


@pytest.fixture
def bench(open_counter):
    """The window with one order in repair open on the bench."""
    counter = open_counter("en")
    file = fill_bench(counter.desk)
    file.at(OrderState.IN_REPAIR)
    counter.furniture.open("bench", file.order_id)
    counter.settle()
    return counter, counter.furniture.screen("workshop"), file


def lines_of(file: BenchFile):
    return order_lines.list_lines(file.desk, file.order_id)


def test_the_list_shows_every_open_order_and_counts_them(open_counter):
    counter = open_counter("en")
    file = fill_bench(counter.desk)
    take_in(counter.desk, add_customer(counter.desk, "رضا نوری", "09120000001").id, "SN-2")
    counter.furniture.show_tab("workshop")
    counter.settle()
    screen = counter.furniture.screen("workshop")
    assert screen.page.list.rows.rowCount() == 2
    screen.show_list("to_diagnose")
    assert screen.page.list.rows.rowCount() == 2
    file.at(OrderState.IN_REPAIR)
    counter.settle()
    assert screen.page.list.rows.rowCount() == 1
    screen.show_list("all")
    screen.technician.set_value(file.technician_id)
    screen.technician.taken.emit(file.technician_id)
    assert screen.page.list.rows.rowCount() == 1


def test_steps_that_are_not_possible_are_grey_and_say_why(open_counter):
    counter = open_counter("en")
    file = fill_bench(counter.desk)
    file.at(OrderState.DIAGNOSING)
    counter.furniture.open("bench", file.order_id)
    counter.settle()
    view = counter.furniture.screen("workshop").benches.view
    waiting = view.findChild(QPushButton, "step_waiting_approval")
    assert not waiting.isEnabled() and view.findChild(QPushButton, "step_in_repair").isEnabled()
    assert "Give the customer an estimate first." in view._hint.text()


def test_f6_takes_the_usual_step_and_asks_for_the_technician_once(open_counter):
    counter = open_counter("en")
    file = fill_bench(counter.desk)
    counter.furniture.open("bench", file.order_id)
    counter.settle()
    screen = counter.furniture.screen("workshop")
    counter.key(Qt.Key.Key_F6)
    assert screen.shown() is screen.benches.step_form
    screen.benches.step_form.field("technician_id").set_value(file.technician_id)
    screen.save.trigger()
    assert get_order(counter.desk, file.order_id).state is OrderState.DIAGNOSING
    counter.key(Qt.Key.Key_F6)
    assert get_order(counter.desk, file.order_id).state is OrderState.IN_REPAIR
    assert screen.benches.next.text() == "Ready"


def test_alt_and_a_digit_takes_a_step(bench):
    counter, screen, file = bench
    counter.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert get_order(counter.desk, file.order_id).state is OrderState.WAITING_PART
    assert screen.benches.bench.order.state is OrderState.WAITING_PART


def test_ready_asks_how_it_ended_and_keeps_what_was_typed(bench):
    counter, screen, file = bench
    counter.key(Qt.Key.Key_F6)
    form = screen.benches.step_form
    screen.save.trigger()
    assert form.field("outcome").problem() == "Choose how the work ended."
    form.field("outcome").toggle(0)
    screen.save.trigger()
    assert form.field("note").problem() == "Write what was done, or add the work as a line."
    form.set_values({"note": "لحیم شد"})
    screen.save.trigger()
    order = get_order(counter.desk, file.order_id)
    assert (order.state, order.outcome) == (OrderState.READY, Outcome.REPAIRED)


def test_f6_on_what_is_ready_goes_to_the_counter_and_never_reopens(bench):
    counter, screen, file = bench
    hand_over.mark_ready(counter.desk, file.order_id, Outcome.NOT_REPAIRABLE)
    counter.settle()
    assert screen.benches.next.text() == "Hand over"
    counter.key(Qt.Key.Key_F6)
    assert counter.furniture.current() is counter.furniture.screen("reception")
    assert get_order(counter.desk, file.order_id).state is OrderState.READY


def test_an_operation_comes_from_the_price_list_or_in_free_words(bench):
    counter, screen, file = bench
    counter.key(Qt.Key.Key_F10)
    form = screen.benches.operation_form
    form.field("title").set_value(Suggestion(1, "تعویض پمپ"))
    screen.save.trigger()
    counter.settle()
    choose(screen, "add_operation")
    form.field("title").setText("رفع نشتی")
    form.set_values({"price": 700})
    screen.save.trigger()
    assert [(line.title, line.list_price) for line in lines_of(file)] == [("تعویض پمپ", 4000), ("رفع نشتی", 700)]
    assert "The operation was noted." in toasts(counter)


def test_a_refused_swap_marks_the_serial_and_keeps_the_form(bench):
    counter, screen, file = bench
    counter.key(Qt.Key.Key_F11)
    form = screen.benches.swap_form
    form.set_values({"new_serial": "NOBODY-1", "old_serial": "OLD"})
    screen.save.trigger()
    assert "There is no part" in form.field("new_serial").problem()
    assert form.field("old_serial").value() == "OLD" and lines_of(file) == ()


def test_who_pays_a_line_can_be_decided_and_the_line_taken_away(bench):
    counter, screen, file = bench
    line = order_lines.swap(counter.desk, file.order_id, Swap(NEW_PART, "OLD-1"))
    counter.settle()
    screen.benches.view.lines.opened.emit(line)
    form = screen.benches.line_page.form
    form.field("kind").toggle(1)
    form.set_values({"pct": 50, "reason": "مشتری قدیمی", "approved_by": "مدیر"})
    screen.save.trigger()
    assert lines_of(file)[0].price == 450
    assert order_steps.next_steps(counter.desk, file.order_id)


def test_a_serial_of_a_part_begins_a_swap_and_an_article_its_use(bench):
    counter, screen, file = bench
    counter.scan(NEW_PART, None)
    form = screen.benches.swap_form
    assert screen.shown() is form and form.field("new_serial").value() == NEW_PART
    assert counter.focus().objectName() == "old_serial"
    screen.back.trigger()
    counter.scan("GSK-01", None)
    assert screen.shown() is screen.benches.parts_form
    assert screen.benches.parts_form.field("part_id").text() == "واشر"


@pytest.mark.parametrize("code", [SERIAL, "number"])
def test_a_scanned_device_or_label_opens_its_bench(open_counter, code):
    counter = open_counter("fa")
    file = fill_bench(counter.desk)
    counter.furniture.show_tab("workshop")
    counter.settle()
    counter.scan(file.number if code == "number" else code, None)
    screen = counter.furniture.screen("workshop")
    assert counter.furniture.current() is screen and screen.benches.bench.order.id == file.order_id


def test_several_orders_change_together_and_the_others_are_named(open_counter):
    counter = open_counter("en")
    file = fill_bench(counter.desk)
    ready = take_in(counter.desk, add_customer(counter.desk, "رضا نوری", "09120000001").id, "SN-2").orders[0]
    hand_over.mark_ready(counter.desk, ready.id, Outcome.NO_FAULT_FOUND)
    counter.furniture.show_tab("workshop")
    counter.settle()
    screen = counter.furniture.screen("workshop")
    screen.page.list.selectAll()
    choose(screen, "change_marked")
    screen.many.target_form.field("target").toggle(0)
    screen.many.step_form.field("technician_id").set_value(file.technician_id)
    screen.save.trigger()
    assert get_order(counter.desk, file.order_id).state is OrderState.DIAGNOSING
    assert get_order(counter.desk, ready.id).state is OrderState.READY
    assert any("stays as it is" in text for text in toasts(counter))


def test_nothing_marked_is_said(open_counter):
    counter = open_counter("en")
    counter.furniture.show_tab("workshop")
    screen = counter.furniture.screen("workshop")
    choose(screen, "change_marked")
    assert screen.shown() is None and toasts(counter) == ["Mark some orders first, with Ctrl or Shift."]


def test_a_change_by_somebody_else_is_named(bench):
    counter, screen, file = bench
    counter.context.changes.stop()
    order_steps.advance(counter.desk, file.order_id, OrderState.WAITING_PART)
    counter.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert any("changed" in text and "In repair → Waiting for part" in text for text in toasts(counter))


def test_the_known_fault_of_a_model_pops_up_once(open_counter):
    counter = open_counter("en")
    file = fill_bench(counter.desk)
    database.execute_sql("UPDATE product_model SET bulletin = 'پمپ سری ۲۳ گیر می‌کند' WHERE name = 'SMS46MI01'")
    counter.furniture.open("bench", file.order_id)
    counter.settle()
    counter.furniture.screen("workshop").benches.open(file.order_id)
    assert len([text for text in toasts(counter) if "Known fault" in text]) == 1
    assert counter.furniture.screen("workshop").benches.view.bulletin.isVisible()


def test_the_work_sheet_is_shown_with_ctrl_p(bench):
    counter, screen, _file = bench
    screen.print_current()
    counter.settle()
    assert counter.window.findChild(QWidget, "preview") is not None


def test_quality_control_stands_between_when_the_centre_wants_it(bench):
    counter, screen, file = bench
    save_settings(counter.desk, quality_control=True)
    screen.benches.open(file.order_id)
    assert screen.benches.next.text() == "Quality control"


def test_lines_and_their_totals_are_shown(bench):
    counter, screen, file = bench
    order_lines.swap(counter.desk, file.order_id, Swap(NEW_PART, "OLD-1", old_part=OldPart.CUSTOMER))
    order_lines.add_operation(counter.desk, file.order_id, Operation(title="شست‌وشو", price=100))
    counter.settle()
    lines = screen.benches.bench.lines
    assert [line.state for line in lines] == [LineState.DONE, LineState.DONE]
    assert screen.benches.bench.totals.to_pay == 1000
    assert screen.benches.view.lines.findChild(QWidget, "line_2") is not None


def test_a_pill_that_nothing_holds_is_no_window(english, shown):
    window = shown(QWidget())
    pill = Pill(english, "Warranty", "covered")
    assert not pill.isVisible() and QApplication.activeWindow() is window
    pill.setParent(window)
    pill.show()
    assert pill.isVisible()


def test_the_price_list_is_kept_by_hand(open_counter):
    counter = open_counter("en")
    fill_bench(counter.desk)
    counter.furniture.show_tab("workshop")
    counter.settle()
    screen = counter.furniture.screen("workshop")
    choose(screen, "price_list")
    choose(screen, "add_tariff")
    form = screen.tariffs.form
    screen.save.trigger()
    assert form.field("code").problem() and form.field("name").problem()
    form.set_values({"code": "OP-30", "name": "شست‌وشو", "price": 900})
    screen.save.trigger()
    assert "already an operation" in form.field("code").problem()
    form.set_values({"code": "OP-31"})
    screen.save.trigger()
    assert screen.shown() is screen.tariffs.list
    added = next(row for row in tariffs.list_tariffs(counter.desk) if row.code == "OP-31")
    screen.tariffs.list.findChild(LinkRow, f"tariff_{added.id}").open()
    form.set_values({"price": 950})
    screen.save.trigger()
    assert tariffs.get_tariff(counter.desk, added.id).price == 950
    screen.tariffs.list.findChild(LinkRow, f"tariff_{added.id}").open()
    choose(screen, "retire_tariff")
    assert [row.code for row in tariffs.list_tariffs(counter.desk)] == ["OP-30"]


def test_a_technician_hears_that_their_repair_came_back(open_counter):
    counter = open_counter("en")
    file = fill_bench(counter.desk)
    file.at(OrderState.IN_REPAIR)
    left = hand_over.hand_back(counter.desk, file.order_id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    again = take_in(counter.desk, left.owner.id, SERIAL).orders[0]
    counter.furniture.show_tab("workshop")
    counter.settle()
    screen = counter.furniture.screen("workshop")
    assert toasts(counter) == []
    screen.technician.set_value(file.technician_id)
    screen.technician.taken.emit(file.technician_id)
    assert [text for text in toasts(counter) if "came back" in text and again.number in text and "حسین رضایی" in text]
    screen.show_list("came_back")
    counter.settle()
    assert screen.page.list.rows.rowCount() == 1
    screen.benches.open(again.id)
    shown = [without_bidi_controls(label.text()) for label in screen.benches.view.findChildren(QLabel)]
    assert "Repaired before by" in shown and "حسین رضایی" in shown
