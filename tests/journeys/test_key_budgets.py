"""How many keys and scans the tasks of the day cost, counted as the receptionist presses them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.warranty import StartBasis
from aftersales_desktop.domain.warranty_forms import TermsDetails
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import card_batches, hand_over, lists, units, warranty_terms
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.ui.physical_keys import PERSIAN
from tests.journeys.conftest import open_orders
from tests.ui.small_file import SERIAL, add_customer, issue_card, take_in

CONTROL = Qt.KeyboardModifier.ControlModifier
SOLD = "FD9900112233"


class Receptionist:
    """Presses keys and scans, and counts both. A key with Ctrl is two; words typed freely are not counted."""

    def __init__(self, counter: Any) -> None:
        self._counter = counter
        self.keys = self.scans = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        self.keys += 1 + bool(modifiers)
        self._counter.key(key, modifiers)
        self._counter.settle()

    def type(self, text: str) -> None:
        """Keys that are part of the budget: a number, a chip, letters of a model."""
        self.keys += len(text)
        self._counter.type(text)
        self._counter.settle()

    def say(self, text: str) -> None:
        """Free words."""
        self._counter.type(text)
        self._counter.settle()

    def scan(self, code: str) -> None:
        """One scan, with the Persian keyboard that is active."""
        self.scans += 1
        self._counter.scan(code, PERSIAN)

    def at(self) -> str:
        """The input that has the cursor."""
        return self._counter.focus().objectName()


def sold_device(desk) -> int:
    """A device with an owner that was never in the centre."""
    model = model_suggestions(desk, "sms46")[0]
    owner = add_customer(desk, "لیلا کاظمی", "09350001122")
    return units.add_unit(desk, model_id=model.id, serial=SOLD, owner_id=owner.id).id


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_known_serial_is_taken_in_with_eight_keys(open_counter, language):
    counter = open_counter(language)
    take_in(counter.desk, add_customer(counter.desk).id)
    hand_over.hand_back(counter.desk, 1, outcome=Outcome.REPAIRED, note="تعمیر شد")
    hands = Receptionist(counter)
    hands.press(Qt.Key.Key_F2)
    hands.scan(SERIAL)
    hands.type("1")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Tab)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert len(open_orders(counter.desk)) == 1
    assert hands.keys <= 8 and hands.scans == 1


def test_another_type_of_work_is_one_key_after_the_accessories(open_counter):
    counter = open_counter("fa")
    take_in(counter.desk, add_customer(counter.desk).id)
    hand_over.hand_back(counter.desk, 1, outcome=Outcome.REPAIRED, note="تعمیر شد")
    hands = Receptionist(counter)
    hands.press(Qt.Key.Key_F2)
    hands.scan(SERIAL)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Tab)
    hands.type("1")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert hands.at() == "kind"
    hands.type("2")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert counter.desk.rows("SELECT kind FROM service_order WHERE state = 'received'") == [("periodic",)]
    assert hands.keys <= 9, "no more than an ordinary intake and one key"


def test_enter_after_a_known_mobile_goes_on_to_the_device(open_counter):
    counter = open_counter("fa")
    add_customer(counter.desk)
    hands = Receptionist(counter)
    hands.press(Qt.Key.Key_F2)
    hands.type("09182708734")
    hands.press(Qt.Key.Key_Return)
    assert hands.at() == "serial"
    form = counter.furniture.current().intake
    form.owner.form.focus("mobile")
    counter.key(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Return)
    assert hands.at() == "name", "another number is another customer"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_walk_in_with_a_new_device_costs_at_most_45_keys(open_counter, language):
    counter = open_counter(language)
    hands = Receptionist(counter)
    hands.press(Qt.Key.Key_F2)
    hands.type("09192345566")
    hands.press(Qt.Key.Key_Return)
    hands.say("مریم حسینی" if language == "fa" else "Maryam Hosseini")
    while hands.at() != "serial":
        hands.press(Qt.Key.Key_Return)
    hands.scan("NEW-77441")
    hands.type("sms4")
    hands.press(Qt.Key.Key_Return)
    assert hands.at() == "symptoms"
    hands.type("12")
    hands.press(Qt.Key.Key_Return)
    hands.say("آب می‌دهد")
    hands.press(Qt.Key.Key_Tab)
    hands.type("1")
    hands.press(Qt.Key.Key_Return)
    hands.type("12")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert [row.serial for row in open_orders(counter.desk)] == ["NEW-77441"]
    assert hands.keys <= 45


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("place", ["today", "customers", "warranty", "reception", "settings"])
def test_one_scan_answers_whether_a_device_is_covered(open_counter, language, place):
    counter = open_counter(language)
    owner = add_customer(counter.desk)
    card = issue_card(counter.desk, owner.id)
    for code in (SERIAL, card.number):
        counter.furniture.show_tab(place)
        counter.settle()
        hands = Receptionist(counter)
        hands.scan(code)
        screen = counter.furniture.current()
        banner = screen.part().view.banner
        assert banner.isVisible() and banner.tone() == "covered"
        assert without_bidi_controls(counter.context.words.date(card.last_day)) in without_bidi_controls(banner.text())
        assert (hands.keys, hands.scans) == (0, 1)
        screen.page.panel.close_panel()


@pytest.mark.parametrize("basis", ["purchase", "installation", "activation"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_raw_card_is_issued_with_two_scans_and_two_keys(open_counter, language, basis):
    counter = open_counter(language)
    desk = counter.desk
    unit_id = sold_device(desk)
    terms = warranty_terms.add_terms(
        desk,
        TermsDetails(
            code="R", title_fa="۱۸ ماهه", title_en="18 months", months_parts=18, start_basis=StartBasis(basis)
        ),
    )
    raw = card_batches.make_batch(desk, terms.id, 3).first_number
    hands = Receptionist(counter)
    hands.scan(raw)
    assert hands.at() == "serial"
    hands.scan(SOLD)
    hands.press(Qt.Key.Key_Return, CONTROL)
    (card,) = lists.source(desk, "cards", "active").first_rows("", False, 10)
    assert (card.number, card.serial) == (raw, SOLD)
    assert desk.rows("SELECT unit_id, started_on FROM warranty_card WHERE number = ?", raw) == [
        (unit_id, date(2026, 11, 23).isoformat())
    ]
    assert [title.split()[0] for _content, _printer, title in counter.printed] == ["warranty-card"]
    assert (hands.keys, hands.scans) == (2, 2)


def test_today_is_not_offered_for_a_device_that_was_here_before(open_counter):
    counter = open_counter("en")
    take_in(counter.desk, add_customer(counter.desk).id)
    terms = warranty_terms.list_terms(counter.desk)[0]
    raw = card_batches.make_batch(counter.desk, terms.id, 1).first_number
    counter.scan(raw, None)
    counter.scan(SERIAL, None)
    form = counter.furniture.current().issuing.form
    assert all(form.days.field(name).is_empty() for name in ("purchased_on", "installed_on", "activated_on"))
    assert form.days.field("number").value() == raw


def test_a_raw_card_in_the_list_offers_to_be_activated(open_counter):
    counter = open_counter("en")
    terms = warranty_terms.list_terms(counter.desk)[0]
    card_batches.make_batch(counter.desk, terms.id, 1)
    counter.furniture.show_tab("warranty")
    counter.settle()
    screen = counter.furniture.current()
    screen.cards.open(1)
    assert screen.cards.activate.isEnabled()
    screen.cards.activate.trigger()
    assert screen.shown() is screen.issuing.form
    assert screen.issuing.form.days.field("number").value() == screen.cards.card.number
