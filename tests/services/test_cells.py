"""Devices put into another cell: custody, the order and the ledger follow, and one step takes it back."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.outside_repair import OutsideDetails, OutsideKind
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import audit, cells, outside_repair
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.hand_over import hand_back, mark_ready
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.order_steps import assign
from aftersales_desktop.services.settings import save_settings
from tests.services.leaving_samples import technician
from tests.services.outside import Store


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def test_a_device_moves_and_its_old_cell_is_free(store):
    order = store.order()
    move = cells.move_to_cell(store.desk, order.id, "a 12")
    after = get_order(store.desk, order.id)
    assert (after.shelf, after.unit.location_code) == ("A-12", "A-12")
    assert (move.cell, move.cell_before, move.beside) == ("A-12", "A-01", ())
    assert store.order().shelf == "A-01"
    assert after.events[-1].kind == cells.MOVED and "A-12" in after.events[-1].detail["title"]
    assert audit.first_broken_row(store.desk) is None and first_broken_record(store.desk) is None


def test_one_step_takes_it_back(store):
    order = store.order()
    move = cells.move_to_cell(store.desk, order.id, "A-12")
    back = cells.take_cell_move_back(store.desk, move, "again")
    assert (back.shelf, back.unit.location_code) == ("A-01", "A-01")
    assert first_broken_record(store.desk) is None
    with pytest.raises(NotAllowed):
        cells.take_cell_move_back(store.desk, move, "twice")


def test_what_moved_on_is_not_taken_back(store):
    order = store.order()
    move = cells.move_to_cell(store.desk, order.id, "A-12")
    assign(store.desk, order.id, technician(store.desk).id)
    with pytest.raises(NotAllowed):
        cells.take_cell_move_back(store.desk, move, "late")
    assert get_order(store.desk, order.id).shelf == "A-12"


def test_a_device_comes_from_the_bench_to_its_new_cell(store):
    order, member = store.order(), technician(store.desk)
    assign(store.desk, order.id, member.id)
    move = cells.move_to_cell(store.desk, order.id, "A-05")
    assert member.name in Words("en").value(move.came_from)
    assert get_order(store.desk, order.id).unit.location_code == "A-05"
    cells.take_cell_move_back(store.desk, move, "again")
    assert get_order(store.desk, order.id).unit.location_kind == "bench"


def test_a_device_that_is_ready_goes_to_the_cell_it_was_given(store):
    order = store.order()
    cells.move_to_cell(store.desk, order.id, "A-07")
    assign(store.desk, order.id, technician(store.desk).id)
    mark_ready(store.desk, order.id, Outcome.NOT_REPAIRABLE)
    assert get_order(store.desk, order.id).unit.location_code == "A-07"


def test_a_cell_that_is_taken_is_told_not_refused(store):
    first, second = store.order(), store.order()
    move = cells.move_to_cell(store.desk, second.id, first.shelf)
    assert move.beside == (first.number,)
    assign(store.desk, first.id, technician(store.desk).id)
    third = cells.move_to_cell(store.desk, store.order().id, first.shelf)
    assert first.number in third.beside, "it waits for a device that is on the bench"


@pytest.mark.parametrize("cell", ["Z-99", "A-00", "A", "x", "01-05-00001-0"])
def test_an_unknown_cell_is_refused_with_what_to_do(store, cell):
    order = store.order()
    with pytest.raises(NotFound) as caught:
        cells.move_to_cell(store.desk, order.id, cell)
    assert "print labels in Settings" in Words("en").say(caught.value.message)
    assert get_order(store.desk, order.id).shelf == order.shelf


def test_nothing_entered_is_told_at_the_input(store):
    with pytest.raises(ValidationError) as caught:
        cells.move_to_cell(store.desk, store.order().id, " ")
    assert caught.value.problems[0].field == "cell"


def test_only_what_is_in_the_house_has_a_cell(store):
    gone, outside, here = store.order(), store.order(), store.order()
    hand_back(store.desk, gone.id, outcome=Outcome.NO_FAULT_FOUND, note="-")
    outside_repair.send_outside(store.desk, [outside.id], OutsideDetails(OutsideKind.HEAD_OFFICE))
    for order in (gone, outside):
        with pytest.raises(NotAllowed):
            cells.move_to_cell(store.desk, order.id, "A-10")
    with pytest.raises(NotAllowed):
        cells.move_to_cell(store.desk, here.id, here.shelf)


@pytest.mark.parametrize("length", [3, 20])
def test_the_row_in_use_and_one_more_can_be_labelled_and_used(store, length):
    save_settings(store.desk, shelf_cells=length)
    order = store.order()
    known = cells.list_cells(store.desk)
    assert known[0] == "A-01" and known[-1] == f"B-{length:02}" and len(known) == 2 * length
    cells.move_to_cell(store.desk, order.id, known[-1])
    places = store.desk.rows("SELECT code, position FROM location WHERE kind = 'shelf' ORDER BY position")
    assert places == [(cell, place) for place, cell in enumerate(known)]
    assert store.order().shelf == "A-01"


def test_free_cells_are_offered_first(store):
    taken = store.order().shelf
    offered = cells.suggest_cells(store.desk, "a")
    assert offered[0] == ("A-02", True) and (taken, True) not in offered
    assert cells.suggest_cells(store.desk, taken) == [(taken, False)]


def test_a_device_is_found_by_its_label_and_its_serial(store):
    order = store.order()
    for code in (order.number, order.unit.serial, order.unit.serial.lower()):
        assert cells.find_order_to_put_away(store.desk, code) == order.id
    assert cells.find_order_to_put_away(store.desk, "NOBODY-1") is None
    hand_back(store.desk, order.id, outcome=Outcome.NO_FAULT_FOUND, note="-")
    assert cells.find_order_to_put_away(store.desk, order.number) is None


def test_labels_of_all_of_a_row_and_of_one(store):
    store.order()
    assert len(cells.find_labels(store.desk, "any").cells) == 40
    assert cells.find_labels(store.desk, "b").cells[0] == "B-01"
    assert cells.find_labels(store.desk, "a3").cells == ("A-03",)
    with pytest.raises(NotFound):
        cells.find_labels(store.desk, "K")
