"""Customers on the screen: adding, changing without losing anything, duplicates, drafts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from aftersales_desktop.services import customers, drafts
from aftersales_desktop.ui.help_page import make_help_sheet
from tests.ui.small_file import add_customer, fill_small

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counter(open_counter):
    return open_counter("en")


def screen_of(counter):
    counter.furniture.show_tab("customers")
    counter.settle()
    return counter.furniture.screen("customers")


def test_added_with_several_phones_and_taken_back(counter):
    screen = screen_of(counter)
    counter.key(Qt.Key.Key_F4)
    screen.form.set_values(
        {"mobile": "09120000001", "phone": "02188776655", "name": "Sara", "more_phones": "09120000002، 09120000003"}
    )
    screen.save.trigger()
    screen.save.trigger()
    found = customers.find_by_phone(counter.desk, "09120000003")
    assert len(found) == 1
    assert customers.get_customer(counter.desk, found[0]).phones == (
        "09120000001", "02188776655", "09120000002", "09120000003",
    )  # fmt: skip
    counter.furniture.undo()
    assert customers.find_by_phone(counter.desk, "09120000001") == []


def test_changing_a_name_loses_no_phone(counter):
    phones = ("09120000001", "09120000002", "09120000003", "09120000004")
    owner = add_customer(counter.desk, "Sara", *phones)
    screen = screen_of(counter)
    counter.furniture.open("customer", owner.id)
    screen.change.trigger()
    screen.form.set_values({"name": "Sara Karimi"})
    screen.save.trigger()
    after = customers.get_customer(counter.desk, owner.id)
    assert (after.name, after.phones) == ("Sara Karimi", phones)
    assert after.site.address == owner.site.address


def test_a_wrong_third_phone_is_told_at_its_input(counter):
    screen = screen_of(counter)
    counter.furniture.open("new_customer", "")
    screen.form.set_values({"mobile": "09120000001", "phone": "09120000002", "name": "Sara", "more_phones": "12"})
    screen.save.trigger()
    assert screen.form.field("more_phones").problem()
    assert not screen.form.field("phone").problem()


def test_save_without_a_form_does_nothing(counter):
    screen = screen_of(counter)
    screen.save.trigger()
    counter.furniture.open("new_customer", "Sara")
    screen.page.panel.close_panel()
    screen.save.trigger()
    assert counter.desk.rows("SELECT count(*) FROM customer")[0][0] == 0


def test_the_same_phone_is_told_while_typing(counter):
    owner = add_customer(counter.desk)
    screen = screen_of(counter)
    counter.furniture.open("new_customer", owner.phone)
    assert owner.name in screen.similar.text()
    screen.similar.button.click()
    assert screen.page.panel.content() is screen.view
    assert drafts.find_draft(counter.desk, "customer") is not None, "what was typed is kept"


def test_a_half_typed_customer_comes_back(counter):
    screen = screen_of(counter)
    counter.furniture.open("new_customer", "Nima")
    counter.furniture.keep_drafts()
    screen.form.clear()
    screen.page.panel.close_panel()
    counter.furniture.open("new_customer", "")
    assert screen.form.field("name").value() == "Nima"
    screen.cancel.trigger()
    assert drafts.find_draft(counter.desk, "customer") is None


def test_a_customer_leads_to_intake_and_card(counter):
    fill_small(counter.desk)
    screen = screen_of(counter)
    for action, key in ((screen.intake, "reception"), (screen.card, "warranty")):
        counter.furniture.open("customer", 1)
        action.trigger()
        assert counter.furniture.current_key() == key
    assert counter.furniture.screen("reception").intake.owner.owner_id() == 1


def test_help_of_the_input_in_use(counter):
    screen = screen_of(counter)
    counter.furniture.open("new_customer", "")
    for name in ("mobile", "name", "postal_code", "warning", "more_phones"):
        assert screen.form.field(name).whatsThis(), name
    screen.form.focus("mobile")
    sheet = make_help_sheet(counter.context, counter.window)
    assert any("11 digits" in label.text() for label in sheet.findChildren(QLabel))
    assert any(label.text() == "Mobile" for label in sheet.findChildren(QLabel)), "which input it is about"
    sheet.deleteLater()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_input_that_has_a_rule_tells_it_with_f1(open_counter, language):
    counter = open_counter(language)
    counter.furniture.open("new_card", None)
    form = counter.furniture.screen("warranty").issuing.form
    words = counter.context.words
    for name in ("purchased_on", "installed_on", "produced_on"):
        assert words("Whole rials; the same amount in toman stands below.") not in form.days.field(name).whatsThis()
        assert "Alt+Down" in form.days.field(name).whatsThis()
    number = form.days.field("number").whatsThis().splitlines()
    assert len(number) == 2, "its own help, then the rule of its kind"


def test_a_name_spelled_otherwise_is_asked_about_while_typing(counter, qtbot):
    known = add_customer(counter.desk, "صادق طاهری", "09361112233")
    screen = screen_of(counter)
    counter.furniture.open("new_customer", "سادق تاهری")
    qtbot.waitUntil(screen.similar.isVisible)
    assert known.name in screen.similar.text()
    assert screen.form.isAncestorOf(screen.window().focusWidget())
    screen.similar.button.click()
    assert screen.page.panel.content() is screen.view
