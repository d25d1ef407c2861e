"""Ten years of old records: through the window, by the command, and back again."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QPushButton

from aftersales_desktop.services import drafts, lists
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.import_list import list_imports
from aftersales_desktop.ui.imports.screen import ImportsScreen
from aftersales_desktop.ui.widgets.toast import Toast
from tests.importing.workbooks import saved
from tests.journeys.conftest import Counter
from tests.programs import needs_real_data, real_data
from tests.services.content import visible
from tests.source import ROOT
from tests.ui.small_file import fill_small

REAL = {"wales": ("repair-cafe-wales-202507.csv", 20_190), "fixit": ("fixit-clinic-202507.csv", 1_033)}
TABLES = (
    "customer", "customer_phone", "site", "category", "product_model", "unit", "unit_identifier", "unit_owner_change",
    "reception", "service_order", "import_run", "number_series",
)  # fmt: skip
OF_THE_MOMENT = {
    "uuid", "at", "created_at", "created_by", "actor", "request_key", "archived_at", "removed_at", "undone_at",
}  # fmt: skip
BAD = (
    "id,date,category,brand,problem\n1,2020-01-01,Lamp,Philips,dark\n2,2020-13-01,Lamp,Philips,dark\n"
    "3,,Fan,Bosch,loud\n1,2020-01-02,Lamp,Philips,again\n"
)


def content(path: Path) -> dict[str, list[tuple]]:
    """What the tables hold, without what every run makes anew."""
    with closing(sqlite3.connect(path)) as file:
        found = {}
        for table in TABLES:
            columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})") if row[1] not in OF_THE_MOMENT]
            found[table] = file.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid").fetchall()
        return found


def copy_of(counter: Counter, folder: Path) -> Path:
    folder.mkdir()
    counter.desk.rows("VACUUM INTO ?", str(folder / "data.db"))
    return folder


def run_command(folder: Path, *arguments: str) -> None:
    """In a process of its own: one process has one file open."""
    command = [sys.executable, "-m", "aftersales_desktop", "--data", str(folder), "--language", "fa", *arguments]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def imports_of(counter: Counter) -> ImportsScreen:
    counter.furniture.open("imports", None)
    counter.settle()
    return counter.furniture.screen("imports")


def let_work(milliseconds: int) -> None:
    """A real event loop: QTest.qWait keeps Python's lock, and the worker would starve."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(counter: Counter, screen: ImportsScreen, page) -> None:
    for _step in range(6_000):
        let_work(20)
        if screen.page() is page and counter.context.kit.background.is_idle():
            return
    raise AssertionError(f"the page did not come; {[toast.text for toast in counter.window.findChildren(Toast)]}")


def click(screen: ImportsScreen, name: str) -> None:
    button = screen.findChild(QPushButton, name)
    assert button.isVisible(), name
    button.click()


def bring_in(counter: Counter, path: Path) -> ImportsScreen:
    """As a person does: choose, look, check, import."""
    screen = imports_of(counter)
    screen.open_file(path)
    wait_for(counter, screen, screen.columns)
    click(screen, "check_file")
    wait_for(counter, screen, screen.outcome)
    click(screen, "bring_in")
    wait_for(counter, screen, screen.outcome)
    return screen


def without_marks(text: str) -> str:
    return text.strip("\u200e\u200f")


def count(screen: ImportsScreen, key: str) -> str:
    return without_marks(screen.outcome.counts[key].text())


def undo(counter: Counter, screen: ImportsScreen) -> None:
    QTimer.singleShot(0, lambda: counter.window.findChild(QPushButton, "sheet_verb").click())
    click(screen, "undo_this")
    wait_for(counter, screen, screen.past)


@needs_real_data()
@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", [pytest.param("wales", marks=pytest.mark.soak), "fixit"])
def test_real_records_through_the_window_and_by_the_command(open_counter, tmp_path, name):
    counter = open_counter("fa")
    fill_small(counter.desk)
    before = visible(counter.desk, "Dyson", "سمیه", "H-")
    folder = copy_of(counter, tmp_path / "by-command")
    file, number = REAL[name]
    path = Path(shutil.copy(real_data("open-repair", file), tmp_path))

    screen = bring_in(counter, path)
    assert count(screen, "added") == counter.context.words.number(number)
    run_command(folder, "import", str(path))
    assert content(counter.desk.path) == content(folder / "data.db")
    assert first_broken_record(counter.desk) is None

    undo(counter, screen)
    assert visible(counter.desk, "Dyson", "سمیه", "H-") == before
    run_command(folder, "import", "--undo", "last")
    assert content(counter.desk.path) == content(folder / "data.db")
    assert first_broken_record(counter.desk) is None


def test_refused_rows_are_explained_and_listed(open_counter, tmp_path):
    counter = open_counter("en")
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    screen = bring_in(counter, path)
    listed = [[without_marks(text) for text in row] for row in screen.outcome.refused.texts()]
    assert [row[0] for row in listed] == ["3", "4", "5"]
    assert listed[1][1] == "This row has no date."

    opened = []
    screen.open_outside = opened.append
    click(screen, "open_refused")
    assert opened == [tmp_path / "bad.refused.csv"]
    assert opened[0].read_text(encoding="utf-8-sig").count("\n") == 4


def test_a_workbook_goes_the_same_way(open_counter, tmp_path):
    counter = open_counter("fa")
    rows = [
        ("تاریخ پذیرش", "نوع دستگاه", "سریال", "نام مشتری", "موبایل"),
        ("۱۴۰۲/۰۵/۱۲", "یخچال", "S-1", "علي كريمي", 9121112233),
    ]

    def more(book):
        book.create_sheet("دوم").append(("نام", "موبایل"))
        book["دوم"].append(("رضا رضایی", "09123334455"))

    path = saved(tmp_path / "old.xlsx", rows, more)
    screen = imports_of(counter)
    screen.open_file(path)
    wait_for(counter, screen, screen.columns)
    screen.columns.sheet.set_value("دوم")
    screen.columns.sheet.taken.emit("دوم")
    wait_for(counter, screen, screen.columns)
    assert [choice.value() for choice in screen.columns.choices] == ["name", "phone"]
    bring_in(counter, path)
    assert ("علی کریمی",) in counter.desk.rows("SELECT name FROM customer")


def many_rows(tmp_path: Path, number: int = 6000) -> Path:
    rows = (f"{n},2020-01-01,Lamp,Brand {n % 900},broken\n" for n in range(number))
    path = tmp_path / "many.csv"
    path.write_text("id,date,category,brand,problem\n" + "".join(rows), encoding="utf-8")
    return path


def start_import(counter: Counter, path: Path) -> ImportsScreen:
    screen = imports_of(counter)
    screen.open_file(path)
    wait_for(counter, screen, screen.columns)
    click(screen, "check_file")
    wait_for(counter, screen, screen.outcome)
    click(screen, "bring_in")
    for _step in range(4000):
        let_work(2)
        if screen.progress.bar.value() >= 400:
            return screen
    raise AssertionError("the import did not begin")


def test_the_counter_goes_on_looking_meanwhile_and_saving_is_refused(open_counter, tmp_path):
    counter = open_counter("en")
    fill_small(counter.desk)
    screen = start_import(counter, many_rows(tmp_path))
    timer = QElapsedTimer()
    timer.start()

    counter.furniture.open("new_customer", "")
    customers = counter.furniture.screen("customers")
    customers.form.set_values({"name": "Reza Rezai", "mobile": "09121112233"})
    customers.save.trigger()
    counter.furniture.show_tab("reception")
    assert lists.counts(counter.desk, "orders", counter.desk.today())["all"] == 1
    assert timer.elapsed() < 2000, "the window waited for the worker"
    assert screen.long_write.is_running()
    assert any("Nothing was saved" in toast.text for toast in counter.window.findChildren(Toast))
    assert customers.form.draft()["name"] == "Reza Rezai"
    customers.keep_drafts()

    wait_for(counter, screen, screen.outcome)
    assert drafts.find_draft(counter.desk, "customer").content["name"] == "Reza Rezai"
    assert lists.counts(counter.desk, "orders", counter.desk.today())["all"] == 6001
    customers.save.trigger()
    assert counter.desk.rows("SELECT count(*) FROM customer WHERE name = 'Reza Rezai'") == [(1,)]


def test_an_import_stopped_half_way_leaves_nothing(open_counter, tmp_path):
    counter = open_counter("en")
    before = content(counter.desk.path)
    screen = start_import(counter, many_rows(tmp_path))
    click(screen, "stop_import")
    wait_for(counter, screen, screen.outcome)
    assert content(counter.desk.path) == before
    assert not counter.desk.is_busy()
    assert list_imports(counter.desk) == []
    assert count(bring_in(counter, many_rows(tmp_path, 10)), "added") == "10"


def test_by_keyboard_from_the_columns_to_the_result(open_counter, tmp_path):
    counter = open_counter("fa")
    screen = imports_of(counter)
    screen.open_file(many_rows(tmp_path, 5))
    wait_for(counter, screen, screen.columns)
    for page in (screen.outcome, screen.outcome, screen.past):
        counter.key(Qt.Key.Key_Space)
        wait_for(counter, screen, page)
    assert len(list_imports(counter.desk)) == 1
    screen.open_file(many_rows(tmp_path, 5))
    wait_for(counter, screen, screen.columns)
    counter.key(Qt.Key.Key_Escape)
    assert screen.page() is screen.past


def test_a_file_that_cannot_be_read_is_one_sentence(open_counter, tmp_path):
    counter = open_counter("en")
    screen = imports_of(counter)
    screen.open_file(tmp_path / "nothing.csv")
    wait_for(counter, screen, screen.past)
    assert any("cannot be read" in toast.text for toast in counter.window.findChildren(Toast))
