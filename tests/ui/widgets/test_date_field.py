from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCalendar, QDate, Qt
from PySide6.QtWidgets import QApplication, QToolButton

from aftersales_desktop.domain.jalali import FIRST_DAY, LAST_DAY, from_jalali, to_jalali
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.fields import DateField, TextField
from tests.ui.conftest import TODAY
from tests.ui.keys import ALT, press, write


@pytest.fixture
def day(kit, shown):
    field = DateField(kit)
    shown(field, TextField(kit))
    field.setFocus()
    return field


def leave(field):
    field.clearFocus()
    QApplication.processEvents()


def test_quick_typing_is_written_in_full_on_leaving(day, kit):
    write(day, "+7")
    leave(day)
    assert day.value() == TODAY + timedelta(7)
    assert day.text() == ("۱۴۰۵/۰۹/۰۹" if kit.words.right_to_left else "2026-11-30")


def test_value_is_read_while_it_is_still_being_typed(day):
    write(day, "+1")
    assert day.value() == TODAY + timedelta(1)


def test_jalali_typing(persian, shown):
    field = DateField(persian)
    shown(field)
    write(field, "۱۴۰۵/۱۲/۱")
    assert field.value() == from_jalali(1405, 12, 1)


@pytest.mark.parametrize("typed", ["99/99", "blah", "1405/12/31", "13/1/1/1"])
def test_what_cannot_be_read_stays_with_its_reason(day, typed):
    write(day, typed)
    leave(day)
    assert day.text() == typed
    assert day.value() is None
    assert day.unreadable() is not None
    assert day.property("problem") == "wrong"
    assert day.problem()


def test_problem_goes_when_it_is_put_right(day):
    write(day, "99/99")
    leave(day)
    day.clear()
    day.setFocus()
    write(day, "+1")
    leave(day)
    assert day.problem() == ""
    assert day.unreadable() is None


def test_problem_of_an_empty_required_day_stays(day):
    day.set_problem("Enter a day.")
    leave(day)
    assert day.problem() == "Enter a day."


def test_distance_below(english, persian):
    field = DateField(english)
    field.set_value(TODAY + timedelta(5))
    assert field.helper() == "Saturday, in 5 days"
    field.set_value(TODAY)
    assert field.helper() == "Monday, today"
    field.set_value(None)
    assert field.helper() == ""
    field = DateField(persian)
    field.set_value(TODAY + timedelta(5))
    assert "شنبه" in field.helper()


def test_up_and_down_change_by_a_day(day):
    seen = []
    day.changed.connect(lambda: seen.append(day.value()))
    press(day, Qt.Key.Key_Up)
    press(day, Qt.Key.Key_Up)
    press(day, Qt.Key.Key_Down)
    assert seen == [TODAY, TODAY + timedelta(1), TODAY]


def test_steps_stop_at_the_ends_of_the_calendar(day):
    day.set_value(LAST_DAY)
    press(day, Qt.Key.Key_Up)
    assert day.value() == LAST_DAY
    day.set_value(FIRST_DAY)
    press(day, Qt.Key.Key_Down)
    assert day.value() == FIRST_DAY


def test_read_only_day_does_not_step_or_open(day):
    day.set_value(TODAY)
    day.setReadOnly(True)
    press(day, Qt.Key.Key_Up)
    press(day, Qt.Key.Key_Down, "", ALT)
    assert day.value() == TODAY
    assert day.calendar() is None


def test_month_opens_on_the_day_and_a_click_takes_another(day, kit):
    day.set_value(TODAY)
    press(day, Qt.Key.Key_Down, "", ALT)
    popup = day.calendar()
    assert popup.is_open()
    assert popup.month.selectedDate() == QDate(2026, 11, 23)
    expected = QCalendar.System.Jalali if kit.words.right_to_left else QCalendar.System.Gregorian
    assert popup.month.calendar().name() == QCalendar(expected).name()
    popup.month.clicked.emit(QDate(2026, 12, 1))
    assert not popup.is_open()
    assert day.value() == date(2026, 12, 1)
    assert QApplication.focusWidget() is day


def test_today_button_and_escape(day):
    day.set_value(TODAY + timedelta(40))
    day.open_calendar()
    press(day.calendar(), Qt.Key.Key_Escape)
    assert not day.calendar().is_open()
    assert day.value() == TODAY + timedelta(40)
    day.open_calendar()
    day.calendar().findChild(Button).click()
    assert day.value() == TODAY


def test_month_stays_inside_the_window(day):
    window = day.window()
    window.resize(400, 420)
    QApplication.processEvents()
    day.open_calendar()
    assert window.rect().contains(day.calendar().geometry())


def test_month_closes_on_a_click_elsewhere_and_when_the_window_changes(day, qtbot):
    day.open_calendar()
    qtbot.mouseClick(day.window(), Qt.MouseButton.LeftButton, pos=day.window().rect().bottomLeft())
    assert not day.calendar().is_open()
    day.open_calendar()
    day.window().resize(880, 640)
    QApplication.processEvents()
    assert not day.calendar().is_open()
    day.open_calendar()
    day.hide()
    assert not day.calendar().is_open()


def test_arrows_of_the_month_are_ours(day):
    day.open_calendar()
    button = day.calendar().month.findChild(QToolButton, "qt_calendar_nextmonth")
    assert button.iconSize().width() == 18
    assert button.accessibleName()


def test_week_starts_on_saturday(day):
    day.open_calendar()
    assert day.calendar().month.firstDayOfWeek() == Qt.DayOfWeek.Saturday


def test_qt_and_the_domain_agree_on_every_day():
    """The month is Qt's, the rest of the program uses persiantools: they differ outside of these bounds."""
    jalali = QCalendar(QCalendar.System.Jalali)
    day = FIRST_DAY
    while day <= LAST_DAY:
        parts = jalali.partsFromDate(QDate(day.year, day.month, day.day))
        assert (parts.year, parts.month, parts.day) == to_jalali(day)
        day += timedelta(1)
    assert to_jalali(FIRST_DAY) == (1300, 1, 1)
    assert to_jalali(LAST_DAY) == (1436, 12, 29)
