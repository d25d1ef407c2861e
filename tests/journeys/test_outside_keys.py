"""Keys and scans of the tasks around loaners, calls and supplier claims, counted as they are pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.supplier_claims import ClaimState, LineState
from aftersales_desktop.domain.uncollected import CallResult
from aftersales_desktop.services import calls, hand_over, loaners, supplier_claims, suppliers, units
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.claim_rows import get_claim
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.suppliers import SupplierDetails
from tests.journeys.test_key_budgets import Receptionist
from tests.ui.outside_file import add_faulty_board, add_loaner, ready_order
from tests.ui.small_file import SERIAL, add_customer, take_in

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_call_of_the_list_costs_at_most_three_keys(open_counter, language):
    counter = open_counter(language)
    orders = [ready_order(counter.desk, number, 30 - number) for number in range(5)]
    counter.furniture.show_tab("follow_up")
    counter.settle()
    hands = Receptionist(counter)
    spent = []
    for digit, result in zip("12345", CallResult, strict=True):
        before = hands.keys
        if not spent:
            hands.press(Qt.Key.Key_F6)
        hands.type(digit)
        hands.press(Qt.Key.Key_Return)
        spent.append(hands.keys - before)
        order = orders[len(spent) - 1]
        assert [call.result for call in calls.list_calls(counter.desk, order)] == [result]
    assert max(spent) <= 3 and sum(spent) <= 3 * len(orders)
    assert hands.scans == 0


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_loaner_is_lent_from_its_order_with_two_keys(open_counter, language):
    counter = open_counter(language)
    order = take_in(counter.desk, add_customer(counter.desk).id).orders[0]
    add_loaner(counter.desk)
    counter.scan(SERIAL, None)
    counter.furniture.open("order", order.id)
    counter.settle()
    counter.furniture.current().setFocus()
    hands = Receptionist(counter)
    hands.press(Qt.Key.Key_F12)
    hands.press(Qt.Key.Key_Return)
    assert len(loaners.loans_of(counter.desk, order.id)) == 1
    assert hands.keys == 2
    preview = counter.window.findChild(QWidget, "preview")
    assert preview is not None, "the slip is shown, because it has no printer of its own"


def test_a_loaner_out_is_told_before_the_device_leaves_and_gone_once_it_is_back(open_counter):
    """S9, as far as this screen goes: the hand-over asks `loaner_blockers`."""
    counter = open_counter("fa")
    order = take_in(counter.desk, add_customer(counter.desk).id).orders[0]
    row = add_loaner(counter.desk)
    loaners.lend(counter.desk, order.id, row.id, loaners.usual_loan(counter.desk, order.id, row))
    hand_over.mark_ready(counter.desk, order.id, Outcome.NO_FAULT_FOUND)
    counter.furniture.open("order", order.id)
    counter.settle()
    screen = counter.furniture.current()
    assert screen.elsewhere.notices.banners["loaner"].isVisible()
    assert len(loaners.loaner_blockers(counter.desk, order.id)) == 1
    counter.furniture.show_tab("follow_up")
    counter.settle()
    hands = Receptionist(counter)
    hands.scan("LOAN-1")
    hands.press(Qt.Key.Key_S, CONTROL)
    assert loaners.loaner_blockers(counter.desk, order.id) == []
    assert (hands.keys, hands.scans) == (2, 1)
    assert get_order(counter.desk, order.id).state is OrderState.READY


def test_a_supplier_sends_another_serial_back(open_counter):
    """S10: scan the old one, say replaced, scan the new one, Enter."""
    counter = open_counter("fa")
    desk = counter.desk
    supplier = suppliers.add_supplier(desk, SupplierDetails("پخش قطعهٔ پارس"))
    old = add_faulty_board(desk, "B-OLD-1", supplier.id)
    claim = supplier_claims.open_claim(desk, supplier.id, "a claim")
    supplier_claims.add_serial(desk, claim.id, "B-OLD-1")
    supplier_claims.send_claim(desk, claim.id)
    counter.furniture.open("claim", claim.id)
    counter.settle()
    hands = Receptionist(counter)
    hands.scan("B-OLD-1")
    hands.type("2")
    hands.scan("B-NEW-1")
    hands.press(Qt.Key.Key_S, CONTROL)
    (line,) = get_claim(desk, claim.id).lines
    new = units.find_units(desk, "B-NEW-1")[0]
    assert (line.state, line.replacement_id, line.unit_id) == (LineState.REPLACED, new.id, old)
    assert (new.location_kind, units.get_unit(desk, old).location_kind) == ("good_store", "supplier")
    assert get_claim(desk, claim.id).state is ClaimState.SENT
    assert (hands.keys, hands.scans) == (3, 2)
    assert first_broken_record(desk) is None
