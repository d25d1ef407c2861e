import threading
import time
from array import array

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from aftersales_desktop.ui.widgets.windowed_model import FIRST_ROWS, PAGE, PAGES_KEPT, WindowedModel
from tests.ui.list_sources import COLUMNS, FileSource, MemorySource, write_file

HALF_A_MILLION = 500_000


@pytest.fixture
def model(kit):
    return WindowedModel(kit, COLUMNS)


def wait_until_complete(qtbot, model):
    qtbot.waitUntil(lambda: model.is_complete, timeout=20_000)


def ids_of(model):
    return [model.id_at(place) for place in range(model.rowCount())]


class HeldSource(MemorySource):
    """Its order is known only when the test lets it."""

    def __init__(self, count):
        super().__init__(count)
        self.go_on = threading.Event()
        self.was_cancelled = []

    def ids(self, sort, descending, cancelled):
        assert self.go_on.wait(5)
        self.was_cancelled.append(cancelled())
        return super().ids(sort, descending, cancelled)


def test_short_list_needs_no_worker(model, qtbot):
    counts = []
    model.loaded.connect(counts.append)
    model.show_source(MemorySource(40))
    assert model.is_complete
    assert model.rowCount() == 40
    assert counts == [40]
    assert model.kit.background.is_idle()


def test_qt_finds_nothing_wrong_with_it(model, qtbot):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    source = MemorySource(1000)
    model.show_source(source)
    wait_until_complete(qtbot, model)
    source.all.pop()
    model.refresh()
    wait_until_complete(qtbot, model)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    wait_until_complete(qtbot, model)
    model.show_source(MemorySource(0))
    assert tester.model() is model


def test_first_rows_are_there_at_once_and_the_length_follows(model, qtbot):
    source = HeldSource(1000)
    model.show_source(source)
    assert model.rowCount() == FIRST_ROWS
    assert not model.is_complete
    assert model.cell_at(0, 1).text == source.all[0][2]
    source.go_on.set()
    wait_until_complete(qtbot, model)
    assert model.rowCount() == 1000
    assert ids_of(model) == [row[0] for row in source.all]


def test_late_order_of_an_earlier_list_is_dropped(model, qtbot):
    slow, quick = HeldSource(2000), MemorySource(300)
    model.show_source(slow)
    model.show_source(quick)
    wait_until_complete(qtbot, model)
    slow.go_on.set()
    qtbot.waitUntil(model.kit.background.is_idle)
    assert slow.was_cancelled == [True]
    assert model.rowCount() == 300


def test_exactly_as_many_rows_as_are_read_first(model, qtbot):
    model.show_source(MemorySource(FIRST_ROWS))
    wait_until_complete(qtbot, model)
    assert model.rowCount() == FIRST_ROWS


def test_order_by_a_column(model, qtbot):
    source = MemorySource(600)
    model.show_source(source)
    wait_until_complete(qtbot, model)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    wait_until_complete(qtbot, model)
    assert ids_of(model) == [row[0] for row in source.ordered("name", True)]
    model.sort(2)
    assert source.asked[-1] == ("name", True)  # a column without a key changes nothing


def test_refresh_shows_a_new_first_row_at_once_and_keeps_the_length(model, qtbot):
    source = HeldSource(1000)
    source.go_on.set()
    model.sort_key, model.descending = "id", True
    model.show_source(source)
    wait_until_complete(qtbot, model)
    source.go_on.clear()
    source.all.append(source.row(1001))
    model.refresh()
    assert model.id_at(0) == 1001
    assert model.rowCount() == 1000
    source.go_on.set()
    wait_until_complete(qtbot, model)
    assert ids_of(model) == list(range(1001, 0, -1))


def test_refresh_reads_changed_rows_again(model, qtbot):
    source = MemorySource(1000)
    model.show_source(source)
    wait_until_complete(qtbot, model)
    assert model.cell_at(900, 1).text == source.all[900][2]
    source.all[900] = (901, "1405-00901", "Renamed", "", "ready")
    model.refresh()
    assert model.cell_at(900, 1).text == "Renamed"


def test_row_that_is_gone_is_empty_until_the_new_order_is_known(model, qtbot):
    source = HeldSource(1000)
    source.go_on.set()
    model.show_source(source)
    wait_until_complete(qtbot, model)
    source.go_on.clear()
    source.all = [row for row in source.all if row[0] != 500]
    model.refresh()
    assert model.row_at(499) is None
    assert model.cell_at(499, 1).text == ""
    source.go_on.set()
    wait_until_complete(qtbot, model)
    assert model.row_at(499)[0] == 501
    assert model.rowCount() == 999


def test_slow_first_rows_leave_everything_to_the_worker(model, qtbot):
    class Slow(MemorySource):
        def first_rows(self, sort, descending, limit):
            return None

    model.show_source(Slow(1000))
    assert model.rowCount() == 0
    wait_until_complete(qtbot, model)
    assert model.rowCount() == 1000
    model.refresh()
    assert model.rowCount() == 1000
    wait_until_complete(qtbot, model)


def test_failing_worker_leaves_the_first_rows(model, qtbot, caplog):
    class Broken(MemorySource):
        def ids(self, sort, descending, cancelled):
            raise OSError("disk")

    with qtbot.waitSignal(model.failed) as told:
        model.show_source(Broken(1000))
    assert str(told.args[0]) == "disk"
    assert "disk" in caplog.text
    assert model.rowCount() == FIRST_ROWS


def test_place_of_an_id(model):
    model.show_source(MemorySource(10))
    assert model.place_of(7) == 6
    assert model.place_of(99) == -1


def test_ids_may_come_as_a_list(model, qtbot):
    class Plain(MemorySource):
        def ids(self, sort, descending, cancelled):
            return list(super().ids(sort, descending, cancelled))

    model.show_source(Plain(400))
    wait_until_complete(qtbot, model)
    assert model.rowCount() == 400


def test_copied_row_has_no_marks(model):
    model.show_source(MemorySource(3))
    text = model.copied_text(0)
    assert text.split("\t")[1].startswith("Name")
    assert not any("\u2066" <= sign <= "\u2069" or sign in "\u200e\u200f" for sign in text)


def test_titles_stay_on_their_side(model, kit):
    title = model.headerData(0, Qt.Orientation.Horizontal)
    assert title == ("\u200f\u2068No.\u2069" if kit.words.right_to_left else "No.")
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_children_of_a_row_do_not_exist(model):
    model.show_source(MemorySource(3))
    parent = model.index(0, 0)
    assert model.rowCount(parent) == model.columnCount(parent) == 0
    assert model.data(QModelIndex()) is None


@pytest.fixture(scope="module")
def large_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "work.db"
    write_file(path, HALF_A_MILLION)
    return path


@pytest.fixture
def large(large_file):
    source = FileSource(large_file)
    yield source
    source.close()


def test_half_a_million_rows(persian, large, qtbot):
    model = WindowedModel(persian, COLUMNS)
    started = time.perf_counter()
    model.show_source(large)
    first = time.perf_counter() - started
    assert first < 0.2
    assert model.cell_at(0, 1).text
    wait_until_complete(qtbot, model)
    assert model.rowCount() == HALF_A_MILLION
    assert isinstance(model._ids, array)
    for place in (0, 250_000, 499_999):
        assert model.row_at(place)[0] == place + 1


def test_only_rows_that_are_looked_at_are_read(persian, large, qtbot):
    model = WindowedModel(persian, COLUMNS)
    model.show_source(large)
    wait_until_complete(qtbot, model)
    large.rows_read = 0
    for place in range(300_000, 300_000 + PAGE):
        model.cell_at(place, 1)
    assert large.rows_read <= 2 * PAGE
    for place in range(0, 200 * PAGE, PAGE):
        model.row_at(place)
    assert len(model._pages) <= PAGES_KEPT


def test_order_of_half_a_million_rows(persian, large, qtbot):
    model = WindowedModel(persian, COLUMNS)
    model.sort_key = "name"
    model.show_source(large)
    first = [model.row_at(place)[2] for place in range(FIRST_ROWS)]
    assert first == sorted(first)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    wait_until_complete(qtbot, model)
    assert model.rowCount() == HALF_A_MILLION
    assert [model.row_at(place)[2] for place in range(FIRST_ROWS)] == first
