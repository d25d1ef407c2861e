"""Two that are one, at the window: found, compared by keys, made one, found by the old number, made two again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel

from aftersales_desktop.domain.customers import SiteDetails
from aftersales_desktop.domain.merging import Side
from aftersales_desktop.services import customers, units
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.merge_list import merges_of_customer, merges_of_unit
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.toast import Toast
from tests.ui.small_file import SERIAL, add_customer, take_in

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=["fa", "en"])
def counter(request, open_counter):
    return open_counter(request.param)


@pytest.fixture
def pair(counter):
    """The second file has the first one's phone as its second."""
    one = add_customer(counter.desk, "سارا کریمی", "09120000001", note="صبح")
    other = add_customer(counter.desk, "سارا کریمی‌نژاد", "09120000002", "09120000001", note="عصر")
    take_in(counter.desk, other.id)
    return one, other


def open_customer(counter, customer_id: int):
    counter.furniture.open("customer", customer_id)
    counter.settle()
    return counter.furniture.screen("customers")


def toast(counter) -> str:
    texts = [label.text() for one in counter.window.findChildren(Toast) for label in one.findChildren(QLabel)]
    return " ".join(texts)


def compare(counter, pair):
    screen = open_customer(counter, pair[0].id)
    screen.same_person.trigger()
    screen.merging.pick.findChild(LinkRow, f"likely_{pair[1].id}").open()
    return screen


def test_made_one_with_keys_only_and_undone_in_the_toast(counter, pair):
    one, other = pair
    screen = compare(counter, pair)
    form = screen.merging.view.form
    assert form.field("name").value() is Side.OTHER and form.field("note").value() is Side.BOTH
    assert counter.focus() is form.field("number")
    counter.key(Qt.Key.Key_1)  # the second one has the device and would go on
    counter.key(Qt.Key.Key_S, CONTROL)
    counter.settle()
    kept = customers.get_customer(counter.desk, other.id)
    assert (kept.id, kept.name, kept.phones) == (one.id, other.name, ("09120000002", "09120000001"))
    assert kept.note == "صبح\nعصر"
    assert screen.page.panel.title().strip("\u200f\u200e") and screen.page.panel.content() is screen.view
    assert other.name in toast(counter)
    counter.furniture.undo()
    counter.settle()
    assert customers.get_customer(counter.desk, other.id).id == other.id
    assert merges_of_customer(counter.desk, one.id) == []
    assert first_broken_record(counter.desk) is None


def test_much_is_made_one_and_two_again_beside_the_window(counter, pair):
    screen = compare(counter, pair)
    screen.merging.few = -1
    screen.merging.merge.trigger()
    assert not screen.merging.merge.isEnabled()
    screen.merging.merge.trigger()
    counter.settle()
    assert screen.merging.merge.isEnabled() and pair[1].name in toast(counter)
    assert customers.get_customer(counter.desk, pair[0].id).id == pair[1].id
    counter.furniture.undo()
    counter.settle()
    assert merges_of_customer(counter.desk, pair[1].id) == []
    assert first_broken_record(counter.desk) is None


def test_what_is_refused_beside_the_window_is_told(counter, pair):
    screen = compare(counter, pair)
    screen.merging.few = -1
    customers.change_customer(counter.desk, pair[1].id, replace(pair[1].details(), note="تازه"))
    screen.merging.merge.trigger()
    counter.settle()
    assert toast(counter) and screen.merging.merge.isEnabled()
    assert merges_of_customer(counter.desk, pair[1].id) == []


def test_undone_from_the_page(counter, pair):
    screen = compare(counter, pair)
    screen.merging.merge.trigger()
    counter.settle()
    (row,) = merges_of_customer(counter.desk, pair[1].id)
    screen.view.findChild(QAbstractButton, f"undo_merge_{row.number}").click()
    counter.settle()
    assert merges_of_customer(counter.desk, pair[1].id) == []
    assert (
        screen.view.findChild(QAbstractButton, f"undo_merge_{row.number}") is None
        or not screen.view.findChild(QAbstractButton, f"undo_merge_{row.number}").isVisible()
    )


def test_an_undo_that_is_too_late_says_why(counter, pair):
    screen = compare(counter, pair)
    screen.merging.merge.trigger()
    kept = customers.get_customer(counter.desk, pair[0].id)
    customers.change_customer(counter.desk, kept.id, replace(kept.details(), note="تازه"))
    counter.furniture.undo()
    assert customers.get_customer(counter.desk, pair[0].id).id == pair[1].id
    assert kept.name in toast(counter)


def test_a_file_that_was_changed_meanwhile_is_refused_and_the_choice_stays(counter, pair):
    screen = compare(counter, pair)
    form = screen.merging.view.form
    form.field("name").set_value(Side.ONE)
    site = SiteDetails(city="قم", address="جای دیگر")
    customers.change_customer(counter.desk, pair[1].id, replace(pair[1].details(), site=site))
    screen.merging.merge.trigger()
    assert merges_of_customer(counter.desk, pair[1].id) == []
    assert screen.merging.is_shown() and form.field("name").value() is Side.ONE


def test_the_old_number_finds_them_in_the_box_and_by_scan(counter, pair):
    screen = compare(counter, pair)
    screen.merging.merge.trigger()
    counter.furniture.show_tab("today")
    counter.settle()
    counter.scan(pair[0].subscriber_number, None)
    counter.settle()
    assert counter.furniture.current() is screen
    assert screen._customer.id == pair[1].id


def test_the_page_offers_who_looks_alike(counter, pair):
    screen = open_customer(counter, pair[0].id)
    digits = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
    assert screen.similar.isVisible() and pair[1].subscriber_number in (screen.similar.text().translate(digits))
    screen.similar.button.click()
    assert screen.page.panel.content() is screen.merging.view
    assert not screen.similar.isVisible()


def test_a_changed_form_leads_to_the_comparison_and_a_new_one_to_the_file(counter, pair):
    screen = open_customer(counter, pair[0].id)
    screen.change.trigger()
    screen._look_for_similar()
    screen.similar.button.click()
    assert screen.page.panel.content() is screen.merging.view
    counter.furniture.open("new_customer", "09120000002")
    screen.similar.button.click()
    assert screen.page.panel.content() is screen.view and screen._customer.id == pair[1].id


def test_cancel_leads_back_and_the_same_one_is_refused(counter, pair):
    screen = open_customer(counter, pair[0].id)
    screen.same_person.trigger()
    screen.merging.pick.picked.emit(pair[0].id)
    assert screen.page.panel.content() is screen.merging.pick and toast(counter)
    screen.merging.leave.trigger()
    assert screen.page.panel.content() is screen.view and screen._customer.id == pair[0].id
    assert counter.desk.rows("SELECT count(*) FROM merge_event")[0][0] == 0


def test_a_note_that_is_too_long_for_both_is_told_at_its_input(counter):
    one = add_customer(counter.desk, "سارا کریمی", "09120000001", warning="الف " * 60)
    other = add_customer(counter.desk, "سارا کریمی", "09120000002", warning="ب " * 120)
    screen = open_customer(counter, one.id)
    screen.merging.compare(one, other.id)
    assert not screen.merging.view.form.field("warning").both.isVisible()
    screen.merging.merge.trigger()
    assert len(merges_of_customer(counter.desk, one.id)) == 1


# devices --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def devices(counter):
    """One in the centre with its serial, one that bears only our tag."""
    owner = add_customer(counter.desk)
    take_in(counter.desk, owner.id)
    model = model_suggestions(counter.desk, "sms46")[0]
    tagged = units.add_unit(counter.desk, model_id=model.id, owner_id=owner.id, seller="Saadat")
    return units.find_units(counter.desk, SERIAL)[0], tagged


def open_unit(counter, unit_id: int):
    counter.furniture.open("unit", unit_id)
    counter.settle()
    return counter.furniture.screen("warranty")


def test_devices_are_made_one_and_two_again(counter, devices):
    known, tagged = devices
    screen = open_unit(counter, tagged.id)
    screen.findChild(QAction, "same_device").trigger()
    counter.scan(SERIAL, None)
    assert screen.shown() is screen.merging.view
    assert screen.merging.view.form.field("seller").value() is Side.ONE
    screen.save.trigger()
    counter.settle()
    assert [unit.id for unit in units.find_units(counter.desk, tagged.serial)] == [known.id]
    (row,) = merges_of_unit(counter.desk, known.id)
    assert screen.shown() is screen.units.view
    screen.units.view.findChild(QAbstractButton, f"undo_merge_{row.number}").click()
    counter.settle()
    assert [unit.id for unit in units.find_units(counter.desk, tagged.serial)] == [tagged.id]
    assert first_broken_record(counter.desk) is None


def test_two_serials_are_refused_in_one_sentence(counter, devices):
    known, tagged = devices
    other = units.add_unit(counter.desk, model_id=known.model.id, serial="FD-2", owner_id=known.owner_id)
    screen = open_unit(counter, known.id)
    screen.findChild(QAction, "same_device").trigger()
    screen.merging.pick.picked.emit(other.id)
    assert screen.shown() is screen.merging.pick
    assert "FD-2" in toast(counter)
    screen.back.trigger()
    assert screen.shown() is screen.units.view


def test_the_page_of_a_merged_device_has_its_history_and_both_codes(counter, devices):
    known, tagged = devices
    screen = open_unit(counter, tagged.id)
    screen.findChild(QAction, "same_device").trigger()
    screen.merging.pick.picked.emit(known.id)
    screen.save.trigger()
    counter.settle()
    shown = " ".join(label.text() for label in screen.units.view.findChildren(QLabel))
    assert tagged.serial in shown and SERIAL in shown
