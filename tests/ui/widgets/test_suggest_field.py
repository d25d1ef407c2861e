import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.widgets.fields import ChoiceField, SuggestField, Suggestion, TextField
from tests.ui.keys import press, write

PEOPLE = [Suggestion(1, "سارا محمدی", "0912 345 6789"), Suggestion(2, "سارا نوری"), Suggestion(3, "علی رضایی")]


class Finder:
    def __init__(self):
        self.asked = []

    def __call__(self, text):
        self.asked.append(text)
        return [person for person in PEOPLE if text in person.title]


@pytest.fixture
def finder():
    return Finder()


@pytest.fixture
def customer(kit, shown, finder):
    field = SuggestField(kit, finder)
    field.next = TextField(kit)
    shown(field, field.next)
    field.setFocus()
    return field


def wait_for_list(qtbot, field):
    qtbot.waitUntil(field.suggestions().is_open)


def test_typing_asks_once_after_a_pause(customer, finder, qtbot):
    write(customer, "سارا")
    assert finder.asked == []
    wait_for_list(qtbot, customer)
    assert finder.asked == ["سارا"]


def test_arrows_and_enter_take_one_and_go_on(customer, qtbot):
    taken = []
    customer.taken.connect(taken.append)
    write(customer, "سارا")
    wait_for_list(qtbot, customer)
    press(customer, Qt.Key.Key_Down)
    press(customer, Qt.Key.Key_Return)
    assert taken == [2]
    assert customer.value() == 2
    assert customer.text() == "سارا نوری"
    assert QApplication.focusWidget() is customer.next
    assert not customer.suggestions().is_open()


def test_arrows_stop_at_the_ends(customer, qtbot):
    write(customer, "سارا")
    wait_for_list(qtbot, customer)
    for _press in range(5):
        press(customer, Qt.Key.Key_Down)
    assert customer.suggestions().current() == PEOPLE[1]
    for _press in range(5):
        press(customer, Qt.Key.Key_Up)
    assert customer.suggestions().current() == PEOPLE[0]


def test_enter_before_the_pause_is_over_asks_at_once(customer, finder):
    write(customer, "علی")
    assert customer.takes_enter()
    press(customer, Qt.Key.Key_Return)
    assert customer.value() == 3


def test_click_takes_one(customer, qtbot):
    write(customer, "سارا")
    wait_for_list(qtbot, customer)
    lines = customer.suggestions().findChild(type(customer.suggestions()._lines))
    place = lines.row_rect(1).center()
    qtbot.mouseMove(lines, place)
    qtbot.mouseClick(lines, Qt.MouseButton.LeftButton, pos=place)
    assert customer.value() == 2


def test_escape_closes_the_list_only(customer, qtbot):
    write(customer, "سارا")
    wait_for_list(qtbot, customer)
    press(customer, Qt.Key.Key_Escape)
    assert not customer.suggestions().is_open()
    assert customer.text() == "سارا"


def test_changing_the_words_empties_the_value(customer):
    customer.set_value(PEOPLE[0])
    write(customer, "x")
    assert customer.value() is None


def test_words_that_were_not_taken_go_on_leaving(customer):
    write(customer, "کسی")
    customer.next.setFocus()
    assert customer.text() == ""
    assert customer.is_empty()


def test_words_may_stay(kit, shown, finder):
    field, after = SuggestField(kit, finder, keeps_text=True), TextField(kit)
    shown(field, after)
    field.setFocus()
    write(field, "مدل تازه")
    after.setFocus()
    assert field.text() == "مدل تازه"
    assert field.value() is None
    assert not field.is_empty()


def test_nothing_found_is_said(customer, qtbot):
    write(customer, "zzz")
    wait_for_list(qtbot, customer)
    assert customer.suggestions().current() is None
    press(customer, Qt.Key.Key_Return)
    assert customer.value() is None


def test_list_goes_away_with_its_input(customer, qtbot):
    write(customer, "سارا")
    wait_for_list(qtbot, customer)
    customer.next.setFocus()
    assert not customer.suggestions().is_open()


def test_value_must_bring_its_words(customer):
    with pytest.raises(TypeError):
        customer.set_value(5)


OPTIONS = [("w", "گارانتی شرکتی"), ("o", "خارج از گارانتی"), ("p", "سرویس دوره‌ای")]


@pytest.fixture
def choice(kit, shown):
    field = ChoiceField(kit, OPTIONS)
    field.next = TextField(kit)
    shown(field, field.next)
    field.setFocus()
    return field


def test_down_opens_everything_and_lights_the_chosen(choice):
    choice.set_value("o")
    press(choice, Qt.Key.Key_Down)
    assert choice.suggestions().current().value == "o"
    press(choice, Qt.Key.Key_Down)
    press(choice, Qt.Key.Key_Return)
    assert choice.value() == "p"


def test_click_opens_everything(choice, qtbot):
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(choice.width() // 2, 10))
    assert choice.suggestions().is_open()
    assert choice.suggestions().current().value == "w"


def test_typing_filters_whatever_the_spelling(choice, qtbot):
    write(choice, "دوره اي")  # Arabic yeh and a space instead of the non-joiner
    wait_for_list(qtbot, choice)
    assert choice.suggestions().current().value == "p"
    press(choice, Qt.Key.Key_Return)
    assert choice.value() == "p"


def test_started_word_that_fits_one_is_enough(choice):
    write(choice, "خارج")
    choice.next.setFocus()
    assert choice.value() == "o"
    assert choice.text() == "خارج از گارانتی"


def test_word_that_fits_none_or_two_is_not_guessed(choice):
    choice.set_value("w")
    choice.selectAll()
    write(choice, "گارانتی")
    choice.next.setFocus()
    assert choice.value() is None
    assert choice.text() == ""


def test_leaving_without_a_change_keeps_the_choice(choice):
    choice.set_value("w")
    told = []
    choice.changed.connect(lambda: told.append(True))
    press(choice, Qt.Key.Key_Down)
    choice.next.setFocus()
    assert choice.value() == "w"
    assert told == []


def test_unknown_value_is_a_mistake_of_the_program(choice):
    with pytest.raises(ValueError, match="zz"):
        choice.set_value("zz")


def test_other_options_keep_or_drop_the_choice(choice):
    choice.set_value("o")
    choice.set_options([("o", "Out"), ("n", "New")])
    assert (choice.value(), choice.text()) == ("o", "Out")
    choice.set_options([("n", "New")])
    assert choice.value() is None


def test_list_is_as_wide_as_its_input_and_inside_the_window(choice):
    press(choice, Qt.Key.Key_Down)
    popup = choice.suggestions()
    assert popup.width() >= choice.width()
    assert popup.parent() is choice.window()
    assert choice.window().rect().contains(popup.geometry())


def test_list_opens_upwards_where_there_is_no_room_below(kit, shown, qtbot):
    fields = [TextField(kit) for _place in range(6)]
    choice = ChoiceField(kit, OPTIONS)
    window = shown(*fields, choice, width=400, height=320)
    choice.setFocus()
    choice.open_suggestions()
    top = choice.mapTo(window, QPoint(0, 0)).y()
    assert choice.suggestions().geometry().bottom() < top
