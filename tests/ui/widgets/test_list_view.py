import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.widgets.column import Column
from aftersales_desktop.ui.widgets.list_view import ListView
from tests.ui.keys import CONTROL, press
from tests.ui.list_sources import COLUMNS, MemorySource


@pytest.fixture
def make_list(kit, shown):
    def make(count=40, columns=COLUMNS, width=900):
        view = ListView(kit, columns)
        view.source = MemorySource(count)
        window = shown(view, width=width)
        window.layout().setStretch(0, 1)
        view.show_source(view.source)
        QApplication.processEvents()
        view.chosen, view.opened = [], []
        view.row_chosen.connect(view.chosen.append)
        view.row_opened.connect(view.opened.append)
        return view

    return make


@pytest.fixture
def rows(make_list):
    return make_list()


def is_painted_as_chosen(view, place):
    """Whether every visible cell of a row is selected; the trap is that selecting works in one direction only."""
    selection = view.selectionModel()
    return all(selection.isSelected(view.rows.index(place, column)) for column in range(view.rows.columnCount()))


def test_choosing_a_row_selects_the_whole_of_it(rows):
    assert rows.choose(5)
    assert rows.chosen == [5]
    assert rows.chosen_id() == 5
    assert is_painted_as_chosen(rows, 4)


def test_click_on_any_column_chooses_the_row(rows, qtbot):
    for place, column in ((0, 0), (3, 1), (2, 2)):
        centre = rows.visualRect(rows.rows.index(place, column)).center()
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=centre)
        assert rows.chosen_id() == place + 1
        assert is_painted_as_chosen(rows, place)


def test_first_column_stands_at_the_reading_edge(rows, kit):
    first = rows.visualRect(rows.rows.index(0, 0))
    last = rows.visualRect(rows.rows.index(0, 2))
    assert (first.left() > last.left()) is kit.words.right_to_left


def test_keys_move_and_open(rows):
    rows.setFocus()
    rows.choose(1)
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Up)
    press(rows, Qt.Key.Key_Return, "\r")
    press(rows, Qt.Key.Key_Enter, "\r", Qt.KeyboardModifier.KeypadModifier)
    press(rows, Qt.Key.Key_Space, " ")
    assert rows.chosen == [1, 2, 3, 2]
    assert rows.opened == [2, 2, 2]


def test_home_and_end(rows):
    rows.setFocus()
    press(rows, Qt.Key.Key_End)
    assert rows.chosen_id() == 40
    press(rows, Qt.Key.Key_Home)
    assert rows.chosen_id() == 1


def test_letters_do_not_read_the_list(make_list, qtbot):
    view = make_list(5000)
    qtbot.waitUntil(lambda: view.rows.is_complete)
    view.setFocus()
    view.choose(1)
    read = []
    original = view.source.rows
    view.source.rows = lambda ids: read.append(len(ids)) or original(ids)
    for letter in "Name 7":
        if letter != " ":
            press(view, ord(letter.upper()), letter)
    assert view.chosen_id() == 1
    assert read == []


def test_double_click_opens(rows, qtbot):
    centre = rows.visualRect(rows.rows.index(2, 1)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert rows.opened == [3]


def test_enter_without_a_chosen_row_opens_nothing(rows):
    press(rows, Qt.Key.Key_Return, "\r")
    assert rows.opened == []


def test_choice_survives_a_refresh_by_its_id(rows):
    rows.choose(20)
    rows.source.all.insert(0, rows.source.row(1000))
    rows.source.all = [row for row in rows.source.all if row[0] != 3]
    rows.chosen.clear()
    rows.refresh()
    assert rows.chosen == []
    assert rows.chosen_id() == 20
    assert rows.rows.id_at(rows.currentIndex().row()) == 20
    assert is_painted_as_chosen(rows, rows.currentIndex().row())


def test_scroll_place_survives_a_refresh(rows):
    rows.choose(2)
    rows.verticalScrollBar().setValue(700)
    rows.refresh()
    assert rows.verticalScrollBar().value() == 700


def test_chosen_row_that_is_gone_is_told_once(rows):
    rows.choose(20)
    rows.source.all = [row for row in rows.source.all if row[0] != 20]
    rows.refresh()
    assert rows.chosen == [20, None]
    assert rows.chosen_id() is None
    rows.refresh()
    assert rows.chosen == [20, None]


def test_choice_deep_in_a_long_list_survives_another_order(make_list, qtbot):
    view = make_list(2000)
    qtbot.waitUntil(lambda: view.rows.is_complete)
    view.choose(1990)
    view._on_title_clicked(1)
    qtbot.waitUntil(lambda: view.rows.is_complete)
    assert view.chosen_id() == 1990
    assert view.rows.id_at(view.currentIndex().row()) == 1990
    assert view.chosen == [1990]


def test_wish_for_a_row_that_is_not_loaded_yet(make_list, qtbot):
    view = make_list(2000)
    qtbot.waitUntil(lambda: view.rows.is_complete)
    view.source.all.append(view.source.row(3000))
    view.refresh()
    assert not view.choose(3000)
    qtbot.waitUntil(lambda: view.rows.is_complete)
    assert view.chosen_id() == 3000
    assert view.currentIndex().row() == 2000


def test_row_that_is_nowhere_is_not_chosen(rows):
    rows.choose(3)
    assert not rows.choose(999)
    assert rows.chosen == [3, None]


def test_click_on_a_title_sorts_and_turns_around(rows, qtbot):
    header = rows.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) // 2, header.height() // 2)
    for descending in (False, True, False):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert rows.source.asked[-1] == ("name", descending)
        assert header.isSortIndicatorShown()
        assert header.sortIndicatorSection() == 1
        expected = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        assert header.sortIndicatorOrder() == expected


def test_title_without_a_key_does_nothing(rows):
    asked = len(rows.source.asked)
    rows._on_title_clicked(2)
    assert len(rows.source.asked) == asked
    assert not rows.horizontalHeader().isSortIndicatorShown()


def test_order_given_before_the_first_rows(kit, shown):
    view = ListView(kit, COLUMNS)
    shown(view)
    view.show_order("name", descending=True)
    source = MemorySource(5)
    view.show_source(source)
    assert source.asked == [("name", True)]
    assert view.horizontalHeader().sortIndicatorSection() == 1


@pytest.mark.parametrize(("width", "hidden"), [(1366, True), (1600, False)])
def test_secondary_columns_only_in_a_wide_window(make_list, width, hidden):
    assert make_list(width=width).isColumnHidden(3) is hidden


@pytest.mark.parametrize("width", [700, 900, 1366, 1600])
def test_columns_fill_the_width_and_never_scroll_sideways(make_list, width):
    view = make_list(width=width)
    shown_width = sum(view.columnWidth(place) for place in range(4) if not view.isColumnHidden(place))
    assert shown_width <= view.viewport().width()
    assert view.viewport().width() - shown_width < 4
    assert view.horizontalScrollBar().maximum() == 0


def test_narrow_list_shrinks_its_growing_columns(kit, shown):
    columns = tuple(Column(str(n), "A", lambda row, kit: "x", width=150, stretch=n < 2) for n in range(4))
    view = ListView(kit, columns)
    shown(view, width=560)
    assert view.columnWidth(0) < 150
    assert view.columnWidth(2) == 150


@pytest.mark.parametrize("size", [13, 14, 16])
def test_rows_are_high_enough_for_two_lines(make_kit, shown, size):
    kit = make_kit("fa", text_size=size)
    view = ListView(kit, COLUMNS)
    shown(view)
    view.show_source(MemorySource(3))
    strong, small = view._cells._strong, view._cells._small
    metrics = view._cells._metrics
    assert view.rowHeight(0) >= metrics[id(strong)].height() + metrics[id(small)].height() + 4
    assert ListView(kit, COLUMNS, compact=True).verticalHeader().defaultSectionSize() < view.rowHeight(0)


def test_copy_gives_the_row_without_marks(rows):
    rows.setFocus()
    rows.choose(2)
    press(rows, Qt.Key.Key_C, "\x03", CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert copied == rows.rows.copied_text(1)
    assert not any(sign in copied for sign in "\u2066\u2069\u200f")


def test_tooltip_only_where_words_are_cut(kit, shown):
    long_words = "A very long name of a company that cannot fit into its column " * 3
    columns = (
        Column("short", "Short", lambda row, kit: "x", lambda row, kit: "y", width=200),
        Column("long", "Long", lambda row, kit: long_words, width=200),
    )
    view = ListView(kit, columns)
    shown(view)
    view.show_source(MemorySource(1))
    assert view._cells.cut_text(view, view.rows.index(0, 0)) == ""
    assert view._cells.cut_text(view, view.rows.index(0, 1)) == long_words


def test_empty_list_says_so_and_offers_the_next_step(make_list, kit):
    view = make_list(0)
    pressed = []
    view.empty_state.say("No cards yet", "Add one.", action_title="Add a card", action=lambda: pressed.append(1))
    assert view.empty_state.isVisible()
    view.empty_state.button.click()
    assert pressed == [1]
    view.source.all.append(view.source.row(1))
    view.refresh()
    assert not view.empty_state.isVisible()


def test_grabbing_every_kind_of_cell_paints_without_trouble(rows):
    rows.choose(2)
    assert not rows.grab().isNull()


def test_column_that_fails_names_itself(kit, shown):
    """An error of the column must reach the person who wrote it, not end the program while it is painted."""
    view = ListView(kit, (Column("price", "Price", lambda row, kit: row[99]),))
    shown(view)
    with pytest.raises(RuntimeError, match="price"):
        view.show_source(MemorySource(1))
        view.rows.cell_at(0, 0)
    view.show_source(MemorySource(0))
