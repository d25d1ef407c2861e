"""Settings: saved when the input is left, taken back from the toast, refused at the input."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.ui.preview import Preview, PreviewChoice
from aftersales_desktop.ui.settings.sections import OF_CENTRE
from tests.ui.small_file import add_customer, take_in

CENTRE, COUNTER = OF_CENTRE[0].key, OF_CENTRE[1].key


def settings_of(counter):
    counter.furniture.show_tab("settings")
    counter.settle()
    return counter.furniture.screen("settings")


def test_a_name_is_saved_when_left_and_taken_back(open_counter):
    counter = open_counter("en")
    form = settings_of(counter)._forms[CENTRE]
    before = load_settings(counter.desk).centre_name
    form.focus("centre_name")
    form.field("centre_name").selectAll()
    counter.type("Pars Service")
    assert load_settings(counter.desk).centre_name == before
    counter.key(Qt.Key.Key_Tab)
    assert load_settings(counter.desk).centre_name == "Pars Service"
    counter.context.notifier.toasts.undo_newest()
    counter.settle()
    assert load_settings(counter.desk).centre_name == before
    assert form.field("centre_name").value() == before


def test_a_wrong_phone_is_told_and_not_saved(open_counter):
    counter = open_counter("en")
    form = settings_of(counter)._forms[CENTRE]
    form.focus("centre_phone")
    form.field("centre_phone").selectAll()
    counter.type("12")
    counter.key(Qt.Key.Key_Tab)
    assert form.field("centre_phone").problem()
    assert load_settings(counter.desk).centre_phone == "02166512040"


def test_a_printer_that_is_gone_stays_chosen(open_counter):
    counter = open_counter("en")
    screen = settings_of(counter)
    assert screen._printers.field("printer_list").value() == "Counter printer"
    screen._printers.field("printer_list").set_value("")
    screen._save_printer("printer_list")
    assert load_settings(counter.desk).printers["list"] == ""
    assert load_settings(counter.desk).printers["intake-receipt"] == "Counter printer"


def test_look_is_kept_by_the_window(open_counter):
    counter = open_counter("en")
    screen = settings_of(counter)
    told = []
    counter.context.preferences.changed.connect(lambda: told.append(True))
    form = screen._forms["look"]
    form.set_values({"theme": ("dark",)})
    screen._save(form, "theme")
    assert told and counter.context.preferences.settings.theme == "dark"


def test_a_printer_is_measured_and_corrected(open_counter):
    counter = open_counter("fa")
    screen = settings_of(counter)
    part = screen._offsets
    part.form.set_values({"paper_size": "50x30"})
    screen.findChild(QPushButton, "print_test_page").click()
    preview = counter.window.findChild(Preview, "preview")
    assert preview.choice().paper == "50x30"
    preview.close_preview()
    screen.findChild(QPushButton, "save_offset").click()
    assert part.form.field("from_left").problem() and part.form.field("from_top").problem()
    part.form.set_values({"from_left": "۱۷", "from_top": "۱۴٫۵"})
    screen.findChild(QPushButton, "save_offset").click()
    counter.settle()
    assert load_settings(counter.desk).paper_offsets == {"50x30": [-2.0, 0.5]}
    assert "۰٫۵" in part.now.text()
    counter.context.notifier.toasts.undo_newest()
    counter.settle()
    assert load_settings(counter.desk).paper_offsets == {}


def test_what_is_printed_is_moved_and_what_is_shown_is_not(open_counter):
    counter = open_counter("en")
    number = take_in(counter.desk, add_customer(counter.desk).id).orders[0].number
    papers = counter.context.papers
    choice = PreviewChoice("50x30", "en", "Counter printer")
    boxes = []
    for offsets in ({}, {"50x30": [2.0, 1.0]}):
        save_settings(counter.desk, paper_offsets=offsets)
        papers.show("device-label", number)
        preview = counter.window.findChildren(Preview, "preview")[-1]
        shown = preview.content()
        preview.print_asked.emit(choice)
        counter.settle()
        boxes.append((media_box(shown), media_box(counter.printed[-1][0])))
    (before, printed), (still, moved) = boxes
    assert before == printed == still
    assert moved[0] - still[0] == pytest.approx(-2.0 * 72 / 25.4, abs=0.01)
    assert moved[1] - still[1] == pytest.approx(1.0 * 72 / 25.4, abs=0.01)


def media_box(content: bytes) -> tuple[float, ...]:
    return pypdfium2.PdfDocument(content)[0].get_mediabox()
