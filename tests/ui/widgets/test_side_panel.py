import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.fields import NoteField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.list_page import ListPage
from aftersales_desktop.ui.widgets.side_panel import NARROW, WIDE, SidePanel
from tests.ui.keys import press, write
from tests.ui.list_sources import COLUMNS, MemorySource

INPUTS = tuple(Input(f"field_{number}", "Name", TextField) for number in range(14))


@pytest.fixture
def panel(kit, shown):
    made = SidePanel(kit, "New intake")
    made.form = Form(kit, INPUTS)
    made.set_content(made.form)
    made.set_actions(Button(kit, "Save and print", "printer", "primary"), Button(kit, "Save"))
    window = shown(made, width=1366, height=688)
    window.layout().setStretch(0, 1)
    QApplication.processEvents()
    return made


@pytest.mark.parametrize(("width", "expected"), [(1366, NARROW), (1499, NARROW), (1500, WIDE), (1920, WIDE)])
def test_width_follows_the_window(panel, width, expected):
    panel.window().resize(width, 700)
    QApplication.processEvents()
    assert panel.width() == expected


def test_body_scrolls_and_the_buttons_stay(panel):
    button = panel.findChildren(Button)[0]
    assert panel.rect().contains(button.mapTo(panel, button.rect().bottomRight()))
    assert panel.minimumSizeHint().height() < 400
    panel.scroll_to(panel.form.field("field_13"))
    field = panel.form.field("field_13")
    assert field.mapTo(panel, field.rect().bottomLeft()).y() < button.mapTo(panel, button.rect().topLeft()).y()


def test_cursor_is_scrolled_into_sight(panel):
    field = panel.form.field("field_13")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    place = field.mapTo(panel, field.rect().center()).y()
    assert 0 < place < panel.height() - 60


def test_first_button_is_the_widest_and_stands_at_the_reading_edge(panel, kit):
    first, second = panel.findChildren(Button)[:2]
    assert first.width() > second.width()
    assert (first.x() > second.x()) is kit.words.right_to_left


def test_escape_hides_and_keeps_what_was_typed(panel):
    told = []
    panel.closed.connect(lambda: told.append(True))
    field = panel.form.field("field_0")
    field.setFocus()
    write(field, "abc")
    press(field, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert told == [True]
    panel.open_panel()
    assert field.value() == "abc"


def test_cross_closes_once(panel):
    told = []
    panel.closed.connect(lambda: told.append(True))
    panel.close_button.click()
    panel.close_panel()
    assert told == [True]
    assert panel.close_button.accessibleName()


def test_other_content_and_buttons(panel, kit):
    note = NoteField(kit)
    panel.set_content(note)
    assert panel.content() is note
    assert panel.form.isHidden()
    panel.set_content(panel.form)
    assert panel.content() is panel.form
    only = Button(kit, "Close")
    panel.set_actions(only)
    visible = [button for button in panel.findChildren(Button) if button.isVisible()]
    assert visible == [only]


def test_title_small_print_and_pill(panel):
    panel.set_title("1405-0412", "draft saved")
    panel.pill.set_state("Ready", "ready")
    assert "1405-0412" in panel.title()
    assert panel.pill.isVisible()
    assert any("draft saved" in label.text() for label in panel.findChildren(QLabel))
    panel.pill.set_state("", "neutral")
    assert not panel.pill.isVisible()


FILTERS = (Filter("all", "All"), Filter("late", "Late"))


@pytest.fixture
def page(kit, shown):
    made = ListPage(kit, "Repairs", COLUMNS, FILTERS)
    made.list.show_source(MemorySource(30))
    made.form = Form(kit, INPUTS)
    made.panel.set_content(made.form)
    window = QWidget()
    QHBoxLayout(window).addWidget(made)
    window.layout().setContentsMargins(0, 0, 0, 0)
    shown(window, width=1366, height=688)
    made.frame = window
    return made


@pytest.mark.parametrize(("width", "height"), [(1280, 660), (1366, 688), (1920, 1080)])
@pytest.mark.parametrize("size", [13, 16])
def test_page_fits_every_window(make_kit, shown, width, height, size):
    kit = make_kit("fa", text_size=size)
    page = ListPage(kit, "Repairs", COLUMNS, FILTERS)
    page.list.show_source(MemorySource(30))
    page.panel.set_content(Form(kit, INPUTS))
    page.panel.open_panel()
    window = shown(page, width=width, height=height)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= 1280 - 204
    assert window.minimumSizeHint().height() <= 660 - 92
    assert page.list.horizontalScrollBar().maximum() == 0
    inside = page.rect()
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.parentWidget() is page:
            assert inside.contains(widget.geometry())


def test_panel_stands_at_the_far_edge(page, kit):
    page.panel.open_panel()
    QApplication.processEvents()
    at_left = page.panel.x() < page.list.mapTo(page, page.list.rect().topLeft()).x()
    assert at_left is kit.words.right_to_left


def test_closing_the_panel_gives_the_keyboard_to_the_list(page):
    page.panel.open_panel()
    page.form.focus()
    page.panel.close_panel()
    assert QApplication.focusWidget() is page.list


def test_filters_with_counts(page, kit):
    told = []
    page.chips.filter_chosen.connect(told.append)
    page.chips.set_counts({"late": 12})
    late = page.findChild(Button, "filter_late")
    assert kit.words.number(12) in late.text()
    late.click()
    assert told == ["late"]
    assert page.chips.chosen() == "late"
    late.click()
    assert page.chips.chosen() == "late"
    page.chips.choose("all")
    assert told[-1] == "all"


def test_counts_of_the_head(page):
    page.header.set_counts("9 open", "", "2 late")
    assert any("9 open · 2 late" in label.text() for label in page.header.findChildren(QLabel))
    page.header.set_title("Other")
    page.header.add_button(Button(page.list.kit, "Go"))
    assert page.header.findChild(Button).caption() == "Go"


def test_escape_in_the_list_closes_the_panel(page):
    page.panel.open_panel()
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert page.list.accessibleName() == "Repairs"


def test_many_filters_go_on_in_the_next_line(kit, shown):
    filters = tuple(Filter(str(number), "A rather long filter") for number in range(9))
    page = ListPage(kit, "Repairs", COLUMNS, filters)
    page.panel.open_panel()
    shown(page, width=1076, height=660).layout().setStretch(0, 1)
    QApplication.processEvents()
    buttons = page.chips.findChildren(Button)
    assert len({button.y() for button in buttons}) > 1
    bottom = max(button.mapTo(page, button.rect().bottomLeft()).y() for button in buttons)
    assert bottom < page.list.mapTo(page, page.list.rect().topLeft()).y()
    assert all(page.chips.rect().contains(button.geometry()) for button in buttons)
