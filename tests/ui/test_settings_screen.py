"""Settings: saved when the input is left, taken back from the toast, refused at the input."""

from __future__ import annotations

from PySide6.QtCore import Qt

from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.ui.settings.sections import OF_CENTRE

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
