"""How many keys and scans the tasks at the bench cost: a diagnosis up to the next step, a part out and in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from aftersales_desktop.domain.coverage import OldPart
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.services import order_lines
from aftersales_desktop.services.diagnosis import get_diagnosis
from aftersales_desktop.services.order_rows import get_order
from tests.journeys.test_key_budgets import CONTROL, Receptionist
from tests.ui.bench_file import NEW_PART, fill_bench


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_part_is_swapped_with_two_scans_and_two_keys(open_counter, language):
    counter = open_counter(language)
    file = fill_bench(counter.desk)
    file.at(OrderState.IN_REPAIR)
    counter.furniture.open("bench", file.order_id)
    counter.settle()
    hands = Receptionist(counter)
    hands.scan(NEW_PART)
    assert hands.at() == "old_serial"
    hands.scan("OLD-5521")
    assert hands.at() == "old_part"
    hands.type("2")
    hands.press(Qt.Key.Key_Return)
    (line,) = order_lines.list_lines(counter.desk, file.order_id)
    assert (line.serial_in, line.serial_out, line.old_part) == (NEW_PART, "OLD-5521", OldPart.CUSTOMER)
    assert (hands.keys, hands.scans) == (2, 2)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_diagnosis_with_its_work_and_the_next_step_costs_at_most_twelve_keys(open_counter, language):
    counter = open_counter(language)
    file = fill_bench(counter.desk)
    file.at(OrderState.DIAGNOSING)
    counter.furniture.show_tab("workshop")
    counter.settle()
    hands = Receptionist(counter)
    hands.scan(file.number)
    hands.press(Qt.Key.Key_F7)
    hands.type("7")
    hands.press(Qt.Key.Key_Return)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.press(Qt.Key.Key_F10)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, CONTROL)
    found = get_diagnosis(counter.desk, file.order_id)
    assert [code.code for code in (*found.areas, *found.causes)] == ["water", "worn"]
    assert [line.title for line in order_lines.list_lines(counter.desk, file.order_id)] == ["تعویض پمپ"]
    hands.press(Qt.Key.Key_F6)
    assert get_order(counter.desk, file.order_id).state is OrderState.IN_REPAIR
    assert hands.keys <= 12 and hands.scans == 1
