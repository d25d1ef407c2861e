import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.widgets.fields import TextField
from aftersales_desktop.ui.widgets.highlight import marked_ranges
from aftersales_desktop.ui.widgets.search_box import SearchBox
from aftersales_desktop.ui.widgets.search_results import Answer, Hit, HitGroup
from tests.ui.keys import press, write

PEOPLE = (Hit(("customer", 1), "سارا محمدی", "0912 345 6789"), Hit(("customer", 2), "سارا نوری"))
ORDERS = (Hit(("order", 7), "1405-0412", "سارا محمدی", "tool", "Ready", "ready"),)


class Finder:
    """Answers at once, or when the test lets it."""

    def __init__(self):
        self.asked = []
        self.held = {}
        self.cancelled = []

    def hold(self, text):
        self.held[text] = threading.Event()
        return self.held[text]

    def __call__(self, text, job):
        self.asked.append(text)
        if text in self.held:
            assert self.held[text].wait(5)
            self.cancelled.append((text, job.cancelled()))
        groups = [HitGroup("Customers", PEOPLE), HitGroup("Orders", ORDERS)] if text.startswith("سارا") else []
        return Answer(groups + [HitGroup("Empty", ())])


@pytest.fixture
def finder():
    return Finder()


@pytest.fixture
def search(kit, shown, finder):
    box = SearchBox(kit, finder, "Name, mobile, serial")
    box.other = TextField(kit)
    shown(box, box.other, height=800)
    box.tokens = []
    box.opened.connect(box.tokens.append)
    box.start_typing()
    return box


def wait_for_results(qtbot, search):
    qtbot.waitUntil(search.results.is_open)


def lines(search):
    return [(row.kind, row.hit.title if row.hit else row.text) for row in search.results.rows.lines]


def test_groups_and_hits_are_shown_after_a_pause(search, finder, qtbot):
    write(search.line, "سارا")
    assert finder.asked == []
    wait_for_results(qtbot, search)
    assert finder.asked == ["سارا"]
    assert lines(search) == [
        ("heading", "Customers"),
        ("hit", "سارا محمدی"),
        ("hit", "سارا نوری"),
        ("heading", "Orders"),
        ("hit", "1405-0412"),
    ]
    assert QApplication.focusWidget() is search.line
    assert not search.results.grab().isNull()


def test_enter_opens_the_lit_hit(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    press(search.line, Qt.Key.Key_Return, "\r")
    assert search.tokens == [("customer", 1)]
    assert search.text() == ""
    assert not search.results.is_open()


def test_arrows_pass_over_headings_and_stop_at_the_ends(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    for _press in range(5):
        press(search.line, Qt.Key.Key_Down)
    press(search.line, Qt.Key.Key_Enter, "\r")
    assert search.tokens == [("order", 7)]


def test_enter_before_the_answer_waits_for_it_and_opens_the_first(search, finder, qtbot):
    go_on = finder.hold("سارا")
    write(search.line, "سارا")
    press(search.line, Qt.Key.Key_Return, "\r")
    assert search.tokens == []
    go_on.set()
    qtbot.waitUntil(lambda: search.tokens == [("customer", 1)])
    assert finder.asked == ["سارا"]


def test_answer_to_an_older_question_is_dropped(search, finder, qtbot):
    slow = finder.hold("سارا")
    write(search.line, "سارا")
    qtbot.waitUntil(lambda: finder.asked == ["سارا"])
    write(search.line, " م")
    wait_for_results(qtbot, search)
    slow.set()
    qtbot.waitUntil(search.kit.background.is_idle)
    assert finder.cancelled == [("سارا", True)]
    assert search._answered == "سارا م"


def test_typing_on_takes_the_wish_to_open_back(search, finder, qtbot):
    go_on = finder.hold("سارا")
    write(search.line, "سارا")
    press(search.line, Qt.Key.Key_Return, "\r")
    write(search.line, " ن")
    go_on.set()
    wait_for_results(qtbot, search)
    assert search.tokens == []


def test_click_opens(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    rows = search.results.rows
    qtbot.mouseMove(rows, rows.rect_of(2).center())
    qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.rect_of(2).center())
    assert search.tokens == [("customer", 2)]


def test_click_on_a_heading_does_nothing(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    rows = search.results.rows
    qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.rect_of(0).center())
    assert search.tokens == []
    assert search.results.is_open()


def test_nothing_found_offers_the_last_row(search, qtbot):
    asked = []
    search.action_asked.connect(asked.append)
    search.set_last_row(lambda text: (f"Add {text}", "F4") if text.isdigit() else None)
    write(search.line, "0912")
    wait_for_results(qtbot, search)
    assert [kind for kind, _text in lines(search)] == ["nothing", "action"]
    press(search.line, Qt.Key.Key_Return, "\r")
    assert asked == ["0912"]
    assert not search.results.is_open()


def test_nothing_found_and_nothing_to_do(search, qtbot):
    write(search.line, "zzz")
    wait_for_results(qtbot, search)
    press(search.line, Qt.Key.Key_Return, "\r")
    assert search.tokens == []


def test_escape_closes_and_empties(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    press(search.line, Qt.Key.Key_Escape)
    assert not search.results.is_open()
    assert search.text() == ""


def test_emptying_the_box_closes_the_results(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    for _press in range(4):
        press(search.line, Qt.Key.Key_Backspace, "\b")
    qtbot.waitUntil(lambda: not search.results.is_open())


def test_answer_after_the_cursor_left_is_not_shown(search, finder, qtbot):
    go_on = finder.hold("سارا")
    write(search.line, "سارا")
    qtbot.waitUntil(lambda: finder.asked == ["سارا"])
    search.other.setFocus()
    go_on.set()
    qtbot.waitUntil(search.kit.background.is_idle)
    assert not search.results.is_open()


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("سارا محمدی", "محمدي", ["محمدی"]),
        ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "09123", ["۰۹۱۲ ۳"]),
        ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "۶۷۸۹", ["۶۷۸۹"]),
        ("علی‌رضا نوری", "علیرضا", ["علی‌رضا"]),
        ("SN8-2290", "sn82290", ["SN8-2290"]),
        ("سارا محمدی", "سارا محمد", ["سارا", "محمد"]),
        ("سارا", "xyz", []),
        ("سارا", "", []),
    ],
)
def test_what_was_looked_for_is_marked(text, query, marked):
    assert [text[start : start + length] for start, length in marked_ranges(text, query)] == marked


def test_press_on_a_hit_does_not_close_before_the_release(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    rows = search.results.rows
    qtbot.mousePress(rows, Qt.MouseButton.LeftButton, pos=rows.rect_of(1).center())
    assert search.results.is_open()
    qtbot.mouseRelease(rows, Qt.MouseButton.LeftButton, pos=rows.rect_of(1).center())
    assert search.tokens == [("customer", 1)]


def test_click_elsewhere_closes(search, qtbot):
    write(search.line, "سارا")
    wait_for_results(qtbot, search)
    window = search.window()
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=window.rect().bottomRight() - QPoint(5, 5))
    assert not search.results.is_open()
