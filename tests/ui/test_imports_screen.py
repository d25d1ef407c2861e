"""The pages of the imports: columns are chosen once, what is missing is said, past imports can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import customers, units
from aftersales_desktop.services.customer_page import customer_page
from aftersales_desktop.services.import_list import list_imports
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.ui.screens import SCREENS

OLD = "ردیف,تاریخ,دستگاه,موبایل\n1,۱۴۰۲/۰۵/۱۲,یخچال,\n2,بی‌تاریخ,کولر,\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    path.write_text(OLD, encoding="utf-8")
    return path


def looked_at(counter, path: Path):
    counter.furniture.open("imports", None)
    screen = counter.furniture.screen("imports")
    screen.open_file(path)
    counter.settle()
    return screen


def choose(screen, place: int, field: str) -> None:
    choice = screen.columns.choices[place]
    choice.set_value(field)
    choice.taken.emit(field)


def test_the_rows_are_shown_as_they_will_be_read(open_counter, old):
    screen = looked_at(open_counter("fa"), old)
    assert [choice.value() for choice in screen.columns.choices] == ["", "received_on", "category", "phone"]
    first, second = screen.columns.preview.texts()
    assert any("۱۴۰۲/۰۵/۱۲" in text for text in first)
    assert any("بی‌تاریخ" in text for text in second), "the reason names what was not understood"


def test_a_field_stands_in_one_column_only(open_counter, old):
    screen = looked_at(open_counter("en"), old)
    choose(screen, 0, "category")
    assert [choice.value() for choice in screen.columns.choices] == ["category", "received_on", "", "phone"]


def test_what_is_missing_is_said_and_nothing_can_be_checked(open_counter, old):
    screen = looked_at(open_counter("en"), old)
    choose(screen, 1, "")
    assert "Say which columns hold them" in screen.columns.problem.text()
    assert not screen.check.isEnabled()
    choose(screen, 0, "name")
    assert screen.check.isEnabled()
    assert "each row is a customer" in screen.columns.contents.text()


def test_a_past_import_is_taken_back_after_a_question(open_counter, old):
    counter = open_counter("en")
    import_file(counter.desk, old, words=Words("en"))
    counter.furniture.open("imports", None)
    counter.settle()
    screen = counter.furniture.screen("imports")
    for verb, is_undone in (("sheet_refuse", False), ("sheet_verb", True)):
        QTimer.singleShot(0, lambda verb=verb: counter.window.findChild(QPushButton, verb).click())
        screen.findChild(QPushButton, "undo_import_1").click()
        counter.settle()
        assert (list_imports(counter.desk)[0].undone_at is not None) is is_undone
    assert screen.page() is screen.past


def test_the_customers_screen_leads_here(open_counter):
    counter = open_counter("en")
    counter.furniture.show_tab("customers")
    counter.settle()
    customers_screen = counter.furniture.screen("customers")
    assert customers_screen.page.list.empty_state.other.isVisible()
    customers_screen.findChild(QPushButton, "old_records").click()
    assert counter.furniture.current_key() == "imports"
    assert counter.window.side._buttons["customers"].isChecked()


def test_every_screen_without_a_tab_belongs_to_one():
    keys = {entry.key for entry in SCREENS}
    assert all(entry.tab in keys for entry in SCREENS if entry.tab)


def test_a_device_of_nobody_is_completed(open_counter, old):
    counter = open_counter("en")
    import_file(counter.desk, old, words=Words("en"))
    sara = customers.add_customer(counter.desk, CustomerDetails(name="سارا احمدی", phones=("09121234567",)))
    unit_id = counter.desk.rows("SELECT max(id) FROM unit")[0][0]
    counter.furniture.open("unit", unit_id)
    counter.settle()
    part = counter.furniture.screen("warranty").units
    part.complete.trigger()
    part.claim.set_values({"owner": (sara.id, sara.name), "serial": "SN-55"})
    part.keep_claim.trigger()
    counter.settle()

    unit = units.get_unit(counter.desk, unit_id)
    assert (unit.owner_id, unit.serial) == (sara.id, "SN-55")
    assert len(customer_page(counter.desk, sara.id).orders) == 1
    assert part.shows(part.view)
    assert not any(
        button.objectName() == "complete_unit" and button.isVisible()
        for button in counter.window.findChildren(QPushButton)
    )
    assert any("SN-55" in label.text() for label in part.view.findChildren(QLabel))
