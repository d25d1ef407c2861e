"""From an estimate to the exit slip by keyboard and scanner, and how many keys that costs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from aftersales_desktop.domain.coverage import LineKind
from aftersales_desktop.domain.estimates import EstimateDraft, EstimateState, PlannedLine
from aftersales_desktop.domain.identifiers import order_barcode
from aftersales_desktop.domain.leaving import Proof
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.services import hand_over, order_rows, quality, staff
from aftersales_desktop.services.estimates import issue_estimate, list_estimates
from aftersales_desktop.services.leaving import find_exit_slip
from aftersales_desktop.services.order_lines import Operation, add_operation
from aftersales_desktop.services.order_steps import advance, assign
from aftersales_desktop.services.settings import load_settings, save_settings
from tests.journeys.test_key_budgets import Receptionist
from tests.services.counter import Counter
from tests.services.leaving_samples import lend
from tests.ui.small_file import SERIAL, add_customer, take_in

CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = pytest.mark.parametrize("language", ["fa", "en"])


@pytest.fixture
def at_counter(open_counter):
    """A window with printers for the papers of leaving, one device taken in, and a receptionist."""

    def make(language: str, **device):
        counter = open_counter(language)
        printers = load_settings(counter.desk).printers
        save_settings(counter.desk, printers=printers | dict.fromkeys(("estimate", "exit-slip"), "Counter printer"))
        reception = take_in(counter.desk, add_customer(counter.desk).id, **device)
        return counter, Receptionist(counter), reception.orders[0]

    return make


def printed(counter) -> list[str]:
    return [title.split()[0] for _content, _printer, title in counter.printed]


def state(counter, order) -> OrderState:
    return order_rows.get_order(counter.desk, order.id).state


@BOTH
def test_a_ready_device_leaves_with_four_keys_and_two_scans(at_counter, language):
    counter, hands, order = at_counter(language, accessories=("power-cable",))
    hand_over.mark_ready(counter.desk, order.id, Outcome.REPAIRED, "پمپ عوض شد")
    hands.scan(order_barcode(order.number))
    screen = counter.furniture.current()
    assert screen.shown() is screen.exits.form and hands.at() == "accessories"
    hands.type("1")
    hands.scan(order_barcode(order.number))
    assert screen.exits.form.proof is Proof.RIGHT
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert state(counter, order) is OrderState.DELIVERED
    assert printed(counter) == ["exit-slip"]
    assert find_exit_slip(counter.desk, order.number).accessories == ("power-cable",)
    assert hands.keys <= 4 and hands.scans == 2


@BOTH
def test_a_paid_one_costs_one_key_more(at_counter, language):
    counter, hands, order = at_counter(language)
    advance(counter.desk, order.id, OrderState.DIAGNOSING)
    add_operation(counter.desk, order.id, Operation(title="تعویض پمپ", price=3_000_000, kind=LineKind.FEE))
    hand_over.mark_ready(counter.desk, order.id, Outcome.NO_FAULT_FOUND)
    hands.scan(order_barcode(order.number))
    assert hands.at() == "settled"
    hands.type("2")
    hands.press(Qt.Key.Key_Return, CONTROL)
    slip = find_exit_slip(counter.desk, order.number)
    assert (slip.settled, slip.departure.balance) == ("card", 3_000_000)
    assert hands.keys <= 3


def test_f8_hands_over_what_is_shown(at_counter):
    counter, hands, order = at_counter("fa")
    counter.furniture.open("order", order.id)
    counter.settle()
    hands.press(Qt.Key.Key_F8)
    assert hands.at() == "outcome"
    hands.type("3")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert state(counter, order) is OrderState.DELIVERED


def test_a_wrong_label_is_a_clear_warning_and_nothing_leaves(at_counter):
    counter, hands, order = at_counter("en")
    other = take_in(counter.desk, order.owner.id, "FD-OTHER-1").orders[0]
    hand_over.mark_ready(counter.desk, order.id, Outcome.REPAIRED, "done")
    hands.scan(order_barcode(order.number))
    form = counter.furniture.current().exits.form
    hands.scan(order_barcode(other.number))
    assert form.proof_banner.tone() == "danger" and "Stop" in form.proof_banner.text()
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert state(counter, order) is OrderState.READY
    assert form.last.field("override_reason").isVisible()
    hands.scan(SERIAL)
    assert form.proof_banner.tone() == "ok"
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert state(counter, order) is OrderState.DELIVERED


def test_a_loaner_that_is_out_keeps_the_device_until_a_reason_lets_it_go(at_counter):
    counter, hands, order = at_counter("en")
    hand_over.mark_ready(counter.desk, order.id, Outcome.REPAIRED, "done")
    lend(counter.desk, order)
    hands.scan(order_barcode(order.number))
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert state(counter, order) is OrderState.READY
    assert hands.at() == "override_reason"
    hands.say("The manager knows the customer")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert state(counter, order) is OrderState.DELIVERED
    assert counter.desk.rows("SELECT blocker, allowed_by FROM order_override") == [("loaner", counter.desk.actor)]


def test_a_hand_over_is_taken_back_with_the_toast(at_counter):
    counter, hands, order = at_counter("fa")
    hand_over.mark_ready(counter.desk, order.id, Outcome.REPAIRED, "انجام شد")
    hands.scan(order_barcode(order.number))
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert state(counter, order) is OrderState.READY


def test_the_receipt_of_two_devices_leads_to_the_one_that_is_still_here(at_counter):
    counter, hands, order = at_counter("en")
    shop = Counter(counter.desk)
    first, second = shop.receive(shop.device(), shop.device(), owner_id=order.owner.id).orders
    for one in (first, second):
        hand_over.mark_ready(counter.desk, one.id, Outcome.NO_FAULT_FOUND)
    hand_over.hand_back(counter.desk, first.id)
    hands.scan(order_barcode(first.number))
    screen = counter.furniture.current()
    assert screen.shown() is screen.exits.form and screen.exits.form.departure.order.id == second.id
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.scan(order_barcode(first.number))
    assert screen.shown() is screen.orders.view, "nothing of this visit is here any more"


@BOTH
def test_estimate_and_approval_within_the_budget(at_counter, language):
    counter, hands, order = at_counter(language)
    advance(counter.desk, order.id, OrderState.DIAGNOSING)
    add_operation(counter.desk, order.id, Operation(title="تعویض پمپ تخلیه", price=9_000_000, is_planned=True))
    counter.furniture.open("order", order.id)
    counter.settle()
    hands.press(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert state(counter, order) is OrderState.WAITING_APPROVAL
    assert printed(counter) == ["estimate"]
    hands.press(Qt.Key.Key_N)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Return, CONTROL)
    (estimate,) = list_estimates(counter.desk, order.id)
    assert estimate.state is EstimateState.APPROVED and estimate.answers[0].who == order.owner.name
    assert state(counter, order) is OrderState.IN_REPAIR
    assert hands.keys <= 7, "with six keys of the technician thirteen would be too many without the call in vain"


def test_letters_are_words_while_something_is_typed(at_counter):
    counter, hands, order = at_counter("en")
    issue_estimate(counter.desk, order.id, EstimateDraft((PlannedLine(LineKind.FEE, "Check", 10),)))
    counter.furniture.open("order", order.id)
    counter.settle()
    screen = counter.furniture.current()
    hands.press(Qt.Key.Key_E)
    assert screen.shown() is screen.estimates.form
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_R)
    assert screen.shown() is screen.estimates.form


def test_quality_control_by_somebody_else(at_counter):
    counter, hands, order = at_counter("en")
    desk = counter.desk
    save_settings(desk, quality_control=True, quality_points_en="Starts\nNo noise")
    reza, nasrin = staff.add_member(desk, "Reza", Role.TECHNICIAN), staff.add_member(desk, "Nasrin", Role.QUALITY)
    assign(desk, order.id, reza.id)
    for step in (OrderState.DIAGNOSING, OrderState.IN_REPAIR, OrderState.QUALITY_CONTROL):
        advance(desk, order.id, step)
    counter.furniture.open("order", order.id)
    counter.settle()
    screen = counter.furniture.current()
    screen.quality.check.trigger()
    assert hands.at() == "checked"
    hands.type("12")
    hands.press(Qt.Key.Key_S, CONTROL)
    assert state(counter, order) is OrderState.READY
    (check,) = quality.list_checks(desk, order.id)
    assert (check.checker, check.checked) == (nasrin.name, ("Starts", "No noise"))
