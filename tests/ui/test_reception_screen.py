"""The counter's screen: taking in, what goes wrong on the way, and how a device leaves."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import customers, drafts, hand_over, lists, order_rows
from aftersales_desktop.services.reception import INTAKE_DRAFT
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.ui.widgets.suggestions import Suggestion
from tests.ui.keys import write
from tests.ui.small_file import SERIAL, add_customer, fill_small, issue_card, take_in

PROMISED = date(2026, 11, 26)
CONTROL = Qt.KeyboardModifier.ControlModifier


def orders(desk, chosen="open"):
    return lists.source(desk, "orders", chosen).first_rows("received", True, 100)


def reception_of(counter):
    counter.furniture.show_tab("reception")
    counter.settle()
    return counter.furniture.screen("reception")


def fill_owner(form, mobile="09120000001", name="Sara Karimi"):
    form.owner.form.set_values({"mobile": mobile})
    form.owner.name.setText(name)


def fill_device(form, desk, serial="SN-1", words="Does not start"):
    model = model_suggestions(desk, "sms46")[0]
    form.device.identity.form.set_values({"serial": serial})
    form.device.identity.model.set_value(Suggestion(model.id, model.title))
    form.device.fault.set_values({"customer_words": words})


def toasts(counter) -> list[str]:
    return [without_bidi_controls(toast.text) for toast in counter.context.notifier.toasts.toasts]


def type_over(field, text: str) -> None:
    """Replace what stands in an input, as typing does."""
    field.setFocus()
    field.selectAll()
    write(field, text)


def choose(screen, name: str) -> None:
    screen.findChild(QAction, name).trigger()


# taking in ---------------------------------------------------------------------------------------------------------


def test_two_saves_in_a_row_take_one_device_in(open_counter):
    counter = open_counter("en")
    screen = reception_of(counter)
    screen.show_intake()
    fill_owner(screen.intake)
    fill_device(screen.intake, counter.desk)
    screen.save.trigger()
    screen.save.trigger()
    assert len(orders(counter.desk)) == 1


def test_undo_takes_the_intake_back_and_gives_the_words_back(open_counter):
    counter = open_counter("en")
    screen = reception_of(counter)
    screen.show_intake()
    fill_owner(screen.intake)
    fill_device(screen.intake, counter.desk)
    screen.save.trigger()
    assert counter.focus().objectName() == "mobile"
    counter.key(Qt.Key.Key_Z, CONTROL)
    counter.settle()
    assert [row.state for row in orders(counter.desk, "all")] == [OrderState.CANCELLED]
    assert screen.intake.device.fault.field("customer_words").value() == "Does not start"
    screen.save.trigger()
    assert len(orders(counter.desk)) == 1, "saved again under another number"


def test_undo_inside_an_input_takes_the_typing_back_first(open_counter):
    counter = open_counter("en")
    screen = reception_of(counter)
    screen.show_intake()
    fill_owner(screen.intake)
    fill_device(screen.intake, counter.desk)
    screen.save.trigger()
    counter.type("0912")
    counter.key(Qt.Key.Key_Z, CONTROL)
    counter.key(Qt.Key.Key_Z, CONTROL)
    assert len(orders(counter.desk)) == 1


@pytest.mark.parametrize("seconds", [1, 8])
def test_a_way_back_outlives_its_toast(open_counter, seconds):
    counter = open_counter("en")
    done = []
    counter.context.notifier.info("Saved", undo=lambda: done.append(True))
    if seconds > 7:
        counter.context.notifier.toasts.toasts[0].leave()
    counter.furniture.undo()
    counter.furniture.undo()
    assert done == [True]


def test_two_devices_and_one_taken_out_again(open_counter):
    counter = open_counter("en")
    screen = reception_of(counter)
    screen.show_intake()
    fill_owner(screen.intake)
    for serial in ("SN-1", "SN-2"):
        fill_device(screen.intake, counter.desk, serial)
        assert screen.intake.add_device()
    fill_device(screen.intake, counter.desk, "SN-3")
    screen.intake.findChild(object, "remove_device_0").click()
    screen.save.trigger()
    assert sorted(row.serial for row in orders(counter.desk)) == ["SN-2", "SN-3"]
    assert len({row.number[:11] for row in orders(counter.desk)}) == 1


def test_a_second_device_without_words_cannot_be_put_aside(open_counter):
    counter = open_counter("en")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    fill_device(form, counter.desk, words="")
    assert not form.add_device()
    assert "customer's words" in form.device.fault.field("customer_words").problem()


def test_a_device_in_custody_comes_back_from_the_side_with_its_problem(open_counter):
    counter = open_counter("en")
    take_in(counter.desk, add_customer(counter.desk).id)
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    fill_owner(form)
    fill_device(form, counter.desk, SERIAL)
    assert form.add_device()
    fill_device(form, counter.desk, "SN-2")
    counter.furniture.screen("reception").save.trigger()
    serial = form.device.identity.form.field("serial")
    assert serial.value() == SERIAL
    assert "already in the centre" in serial.problem()
    assert [added.device.serial for added in form._added] == ["SN-2"]


def test_drafts_keep_every_device_but_no_passcode(open_counter):
    counter = open_counter("en")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    fill_owner(form)
    fill_device(form, counter.desk, "SN-1")
    form.device.fault.set_values({"passcode": "1379"})
    assert form.add_device()
    fill_device(form, counter.desk, "SN-2")
    form.keep_draft()
    assert "1379" not in str(drafts.find_draft(counter.desk, INTAKE_DRAFT).content)
    content = drafts.find_draft(counter.desk, INTAKE_DRAFT).content
    form.clear()
    form.restore(content)
    assert [device.serial for device in form.intake().devices] == ["SN-1", "SN-2"]


def test_draft_of_a_known_device_keeps_the_owner_that_was_typed(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    hand_over.hand_back(counter.desk, orders(counter.desk)[0].id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", ("unit", 1))
    form.owner.forget_owner()
    fill_owner(form, name="The buyer")
    content = form.content()
    form.restore(content)
    assert form.owner.owner_id() is None
    assert form.owner.name.text() == "The buyer"


def test_clearing_can_be_taken_back(open_counter):
    counter = open_counter("en")
    screen = reception_of(counter)
    screen.show_intake()
    fill_device(screen.intake, counter.desk, "SN-1")
    choose(screen, "cancel_intake")
    assert screen.intake.is_empty()
    assert drafts.find_draft(counter.desk, INTAKE_DRAFT) is None
    counter.furniture.undo()
    assert screen.intake.device.identity.form.field("serial").value() == "SN-1"


def test_another_customer_does_not_get_the_device_that_was_begun(open_counter):
    counter = open_counter("en")
    owner = add_customer(counter.desk)
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    fill_device(form, counter.desk, "SN-1")
    counter.furniture.open("new_intake", ("customer", owner.id))
    assert form.owner.owner_id() == owner.id
    assert form.device.is_empty()
    counter.furniture.undo()
    assert form.device.identity.form.field("serial").value() == "SN-1"


# who and which ------------------------------------------------------------------------------------------------------


def test_a_name_changed_by_hand_is_another_customer(open_counter):
    counter = open_counter("en")
    owner = add_customer(counter.desk, "Ali Rezaei")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", ("customer", owner.id))
    form.owner.name.setFocus()
    form.owner.name.selectAll()
    counter.type("Zahra")
    assert form.owner.owner_id() is None
    assert form.owner.form.field("mobile").is_empty(), "the first one's phone is not the second one's"


def test_customers_who_share_a_mobile_are_offered(open_counter):
    counter = open_counter("en")
    for name in ("Ali Rezaei", "Sara Rezaei"):
        add_customer(counter.desk, name, "09121112233")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    counter.type("09121112233")
    assert form.owner.owner_id() is None
    assert "2 customers share" in form.owner.banner.text()
    form.owner.banner.button.click()
    counter.settle()
    assert form.owner.name.suggestions().is_open()


def test_a_model_changed_by_hand_is_another_device(open_counter):
    counter = open_counter("en")
    issue_card(counter.desk, add_customer(counter.desk).id)
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", SERIAL)
    assert form.device.identity.unit is not None
    form.device.identity.model.setFocus()
    form.device.identity.model.selectAll()
    counter.key(Qt.Key.Key_Delete)
    assert form.device.identity.unit is None
    assert form.device.banner.isHidden()
    assert not form.device.identity.look_up_serial(), "it stays another device"
    counter.furniture.screen("reception").save.trigger()
    assert orders(counter.desk) == []
    assert form.device.identity.model.problem()


def test_a_scan_belongs_to_the_device_whose_serial_is_missing(open_counter):
    counter = open_counter("en")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    fill_device(form, counter.desk, "")
    form.owner.form.focus("mobile")
    counter.scan("SN-77", None)
    assert form.device.identity.form.field("serial").value() == "SN-77"
    assert form._added == []


def test_a_scan_waits_until_the_device_is_complete(open_counter):
    counter = open_counter("en")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    fill_device(form, counter.desk, "SN-1", words="")
    form.owner.form.focus("mobile")
    counter.scan("SN-77", None)
    assert "Finish this device first" in toasts(counter)[-1]
    assert form.device.identity.form.field("serial").value() == "SN-1"


def test_payer_and_address_of_the_device_are_kept(open_counter):
    counter = open_counter("en")
    payer = add_customer(counter.desk, "Head office", "02188776655")
    screen = reception_of(counter)
    for serial in ("SN-1", "SN-2"):
        screen.show_intake()
        owner = customers.find_by_phone(counter.desk, "09120000001")
        screen.intake.owner.take_owner(owner[0]) if owner else fill_owner(screen.intake)
        fill_device(screen.intake, counter.desk, serial)
        screen.intake.device.site.setText("Karaj, Azadi street 5")
        screen.intake.visit.payer.set_value(Suggestion(payer.id, payer.name))
        screen.save.trigger()
    order = order_rows.get_order(counter.desk, orders(counter.desk)[0].id)
    assert order_rows.get_reception(counter.desk, order.reception_id).payer_name == "Head office"
    owner = customers.get_customer(counter.desk, order.owner.id)
    assert [site.details.address for site in owner.sites] == ["Karaj, Azadi street 5"], "the same address only once"
    assert order.unit.site_id == owner.sites[0].id


# nonsense -----------------------------------------------------------------------------------------------------------

NONSENSE = [
    "x" * 10_000,
    "\x00\x07\x1b[0m",
    "📱🔧👩‍🔧",
    "=cmd()",
    "٠١٢٣٤٥",
    "'; DROP TABLE customer; --",
    "\u202e\u2066abc",
]
EVERY_TEXT = ("customer_words", "accessories_note", "seal_number", "passcode", "imei", "promised_on", "cost_ceiling")


@pytest.mark.parametrize("text", NONSENSE, ids=["long", "control", "emoji", "formula", "arabic", "sql", "bidi"])
def test_nonsense_is_saved_or_refused_but_never_breaks(open_counter, text):
    counter = open_counter("en")
    screen = reception_of(counter)
    screen.show_intake()
    form = screen.intake
    for part, names in (
        (form.device.fault, EVERY_TEXT),
        (form.visit, ("bringer_name", "bringer_phone", "deposit", "note", "channel")),
        (form.owner.form, ("mobile", "name", "city")),
        (form.device.identity.form, ("serial", "model", "brand")),
    ):
        for name in names:
            part.field(name).setFocus()
            part.field(name).setText(text)
    for _again in range(3):
        screen.save.trigger()
        counter.settle()
    for row in orders(counter.desk):
        assert text.strip() not in ("", "=cmd()") or row.serial
    assert screen.page.panel.isVisible()


def test_an_unreadable_date_is_told_at_its_input(open_counter):
    counter = open_counter("en")
    screen = reception_of(counter)
    screen.show_intake()
    fill_owner(screen.intake)
    fill_device(screen.intake, counter.desk)
    fault = screen.intake.device.fault
    fault.field("promised_on").setText("someday")
    screen.save.trigger()
    assert fault.field("promised_on").problem()
    assert orders(counter.desk) == []


# leaving ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_order(open_counter):
    counter = open_counter("en")
    take_in(counter.desk, add_customer(counter.desk).id)
    screen = reception_of(counter)
    screen.open_record("order", 1)
    counter.settle()
    return counter, screen


def test_ready_needs_an_outcome_and_can_be_undone(with_order):
    counter, screen = with_order
    counter.key(Qt.Key.Key_F6)
    screen.orders.save()
    form = screen.orders.ready_form
    assert "how the work ended" in form.field("outcome").problem()
    form.field("outcome").toggle(0)
    screen.save.trigger()
    assert "what was done" in form.field("note").problem()
    form.set_values({"note": "pump cleaned"})
    screen.save.trigger()
    assert orders(counter.desk)[0].state is OrderState.READY
    counter.furniture.undo()
    assert orders(counter.desk)[0].state is not OrderState.READY


def test_hand_back_from_the_keyboard(with_order):
    counter, screen = with_order
    counter.key(Qt.Key.Key_F8)
    screen.exits.form.first.field("outcome").toggle(2)
    counter.key(Qt.Key.Key_Return, CONTROL)
    counter.settle()
    assert orders(counter.desk) == []
    assert screen.shown() is screen.orders.view
    assert not screen.orders.hand_back.isEnabled()


def test_a_correction_is_kept_and_told(with_order):
    counter, screen = with_order
    choose(screen, "edit_order")
    screen.orders.edit_form.fault.set_values({"customer_words": "Leaks"})
    screen.save.trigger()
    assert order_rows.get_order(counter.desk, 1).customer_words == "Leaks"
    assert "was changed" in toasts(counter)[-1]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_promise_that_moves_asks_why_and_the_history_shows_it(open_counter, language):
    counter = open_counter(language)
    take_in(counter.desk, add_customer(counter.desk).id, promised_on=PROMISED, cost_ceiling=1_000_000)
    screen = reception_of(counter)
    screen.open_record("order", 1)
    choose(screen, "edit_order")
    form = screen.orders.edit_form.fault
    reason = form.field("promise_reason")
    assert reason.isHidden() or not reason.isVisible()
    type_over(form.field("cost_ceiling"), "2000000")
    type_over(form.field("promised_on"), "+9")
    assert reason.isVisible()
    screen.save.trigger()
    assert reason.problem()
    reason.set_value("The part is late")
    screen.save.trigger()
    shown = without_bidi_controls(" ".join(label.text() for label in screen.orders.view.findChildren(QLabel)))
    words = counter.context.words
    assert order_rows.get_order(counter.desk, 1).promised_on == date(2026, 12, 2)
    for told in (words.date(PROMISED), words.date(date(2026, 12, 2)), words.number(1_000_000), "The part is late"):
        assert without_bidi_controls(told) in shown
    choose(screen, "edit_order")
    assert not reason.isVisible() and reason.is_empty(), "asked anew for the next change only"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_card_that_comes_later_changes_the_verdict_that_is_shown(open_counter, language):
    counter = open_counter(language)
    owner = add_customer(counter.desk)
    take_in(counter.desk, owner.id)
    screen = reception_of(counter)
    screen.open_record("order", 1)
    banner = screen.orders.view.banner
    assert banner.tone() == "unknown"
    issue_card(counter.desk, owner.id)
    assert banner.tone() == "covered"
    assert counter.context.words("Unknown") in banner.text()


def test_a_card_is_issued_from_the_order(with_order):
    counter, screen = with_order
    choose(screen, "issue_from_order")
    warranty = counter.furniture.screen("warranty")
    assert counter.furniture.current() is warranty
    assert warranty.issuing.form.identity.unit.serial == SERIAL
    assert warranty.issuing.form._order_id == 1


def test_a_bounce_is_told_at_intake(open_counter):
    counter = open_counter("en")
    take_in(counter.desk, add_customer(counter.desk).id)
    hand_over.hand_back(counter.desk, 1, outcome=Outcome.REPAIRED, note="تعمیر شد")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", SERIAL)
    assert "It left here today." in without_bidi_controls(form.device.banner.text())


def test_what_decides_about_warranty_is_told_at_intake(open_counter):
    counter = open_counter("en")
    humid = SiteDetails(city="Rasht", environment=("humid",))
    owner = customers.add_customer(counter.desk, CustomerDetails(name="Sara", phones=("09120000001",), site=humid))
    take_in(counter.desk, owner.id)
    hand_over.hand_back(counter.desk, 1, outcome=Outcome.REPAIRED, note="تعمیر شد")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", SERIAL)
    assert "Surroundings: Humid" in form.device.banner.text()
    assert "belongs to" not in form.device.banner.text()


@pytest.mark.parametrize("is_known", [True, False], ids=["known customer", "new customer"])
def test_another_owner_is_told_before_the_device_changes_hands(open_counter, is_known):
    counter = open_counter("en")
    take_in(counter.desk, add_customer(counter.desk, "Sara Karimi").id)
    hand_over.hand_back(counter.desk, 1, outcome=Outcome.REPAIRED, note="تعمیر شد")
    other = add_customer(counter.desk, "Reza Nouri", "09350000000")
    form = reception_of(counter).intake
    counter.furniture.open("new_intake", None)
    if is_known:
        form.owner.take_owner(other.id)
    else:
        fill_owner(form)
    form.take_scan(SERIAL)
    assert "In the file it belongs to Sara Karimi." in form.device.banner.text()
    if is_known:
        form.owner.take_owner(1)
        assert "belongs to" not in form.device.banner.text()


def test_escape_closes_and_the_list_has_the_cursor(with_order):
    counter, screen = with_order
    screen.page.panel.setFocus()
    QTest.keyClick(screen.page.panel, Qt.Key.Key_Escape)
    assert screen.shown() is None
    assert screen.part() is None
    screen.save.trigger()
    screen.save_and_print.trigger()
    screen.back.trigger()
    screen.print_current()
    screen.advance_current()
    assert screen.shown() is None, "keys without anything shown do nothing"


def test_a_passcode_is_shown_by_a_press_and_hidden_by_the_next(open_counter):
    counter = open_counter("en")
    take_in(counter.desk, add_customer(counter.desk).id, passcode="1379")
    screen = reception_of(counter)
    screen.open_record("order", 1)
    button = screen.orders.view.findChild(QPushButton, "show_passcode")
    assert "1379" not in button.text()
    button.click()
    assert "1379" in button.text()
    button.click()
    assert "1379" not in button.text()


def test_a_new_customer_who_sounds_like_a_known_one_is_asked_about_quietly(open_counter, qtbot):
    counter = open_counter("en")
    fill_small(counter.desk)
    known = add_customer(counter.desk, "صادق طاهری", "09361112233")
    screen = reception_of(counter)
    screen.show_intake()
    owner = screen.intake.owner
    owner.form.set_values({"mobile": "09120000001"})
    owner.name.setFocus()
    write(owner.name, "سادق تاهری")
    qtbot.waitUntil(owner.banner.isVisible)
    assert "Looks like صادق طاهری (…2233): Similar name" in without_bidi_controls(owner.banner.text())
    assert owner.name.hasFocus()
    assert owner.owner_id() is None
    owner.banner.button.click()
    assert owner.owner_id() == known.id
    assert "Known customer" in owner.banner.text()
    counter.settle()
    assert "Known customer" in owner.banner.text(), "no late answer writes over what was taken"


def test_the_question_goes_when_the_name_is_another(open_counter, qtbot):
    counter = open_counter("en")
    fill_small(counter.desk)
    add_customer(counter.desk, "صادق طاهری", "09361112233")
    screen = reception_of(counter)
    screen.show_intake()
    owner = screen.intake.owner
    write(owner.name, "سادق تاهری")
    qtbot.waitUntil(owner.banner.isVisible)
    write(owner.name, " زادگان کرمانی")
    qtbot.waitUntil(owner.banner.isHidden)
    assert owner.owner_id() is None
