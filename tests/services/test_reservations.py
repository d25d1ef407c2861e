"""Parts that orders wait for: kept, arriving oldest promise first, given up; what is bought because of them."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.errors import NotAllowed, ValidationError
from aftersales_desktop.domain.slips import SlipInput, SlipKind, SlipLine
from aftersales_desktop.services import deliveries, hand_over, order_lines, parts, reservations, rights
from aftersales_desktop.services.order_lines import PartUse
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.reorder import order_all, reorder_list
from aftersales_desktop.services.repair_clock import warranty_days_left
from aftersales_desktop.services.reservations import Waiting
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.stock_slips import post_slip, take_slip_back
from tests.services.counter import Counter
from tests.services.store import Store
from tests.services.warranty_samples import card
from tests.services.workshop_samples import Workshop


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def states(store: Store, part_id: int) -> dict[str, Waiting]:
    return {row.order_number: row.state for row in reservations.waiting_for(store.desk, part_id)}


def test_goods_go_to_the_oldest_promise_first(store, counter):
    promised = (date(2026, 12, 9), None, date(2026, 12, 1))
    late, never, soon = (counter.order(promised_on=day) for day in promised)
    for order in (late, never, soon):
        reservations.reserve(store.desk, order.id, store.board.id)
    posted = store.posted(
        SlipKind.RECEIPT, SlipLine(store.board.id, serial="B00001"), SlipLine(store.board.id, serial="B00002")
    )
    assert [row.order_number for row in posted.arrived] == [soon.number, late.number]
    assert states(store, store.board.id) == {
        soon.number: Waiting.ARRIVED, late.number: Waiting.ARRIVED, never.number: Waiting.WAITING,
    }  # fmt: skip
    assert store.posted(SlipKind.RECEIPT, SlipLine(store.board.id, serial="B00003")).arrived[0].order_id == never.id


def test_a_receipt_taken_back_lets_them_wait_again(store, counter):
    order = counter.order()
    reservations.reserve(store.desk, order.id, store.screw.id, 10)
    slip = store.receive_screws(12)
    assert states(store, store.screw.id) == {order.number: Waiting.ARRIVED}
    take_slip_back(store.desk, slip.id, "اشتباه")
    assert states(store, store.screw.id) == {order.number: Waiting.WAITING}


def test_what_is_free_is_kept_at_once_and_handed_on(store, counter):
    first, second = counter.order(), counter.order()
    store.receive_boards("B00001")
    kept = reservations.reserve(store.desk, first.id, store.board.id)
    waits = reservations.reserve(store.desk, second.id, store.board.id)
    assert (kept.state, waits.state) == (Waiting.ARRIVED, Waiting.WAITING)
    reservations.release(store.desk, kept.id, "لازم نشد")
    assert states(store, store.board.id) == {second.number: Waiting.ARRIVED}
    with pytest.raises(NotAllowed):
        reservations.release(store.desk, kept.id)
    reservations.note_used(store.desk, second.id, store.board.id)
    assert states(store, store.board.id) == {}


def test_what_is_kept_for_an_order_goes_to_another_only_on_purpose(store, counter):
    first, second = counter.order(), counter.order()
    store.receive_boards("B00001")
    reservations.reserve(store.desk, first.id, store.board.id)
    line = SlipLine(unit_id=store.unit("B00001"))
    with pytest.raises(ValidationError) as caught:
        store.post(SlipKind.ISSUE, line, order_number=second.number)
    assert [(one.field, one.doubtful) for one in caught.value.problems] == [("line_0", True)]
    store.post(SlipKind.ISSUE, line, order_number=first.number)
    assert store.place_of("B00001") == "bench"


def test_returned_parts_go_to_who_waits(store, counter):
    order = counter.order()
    store.receive_boards("B00001")
    store.issue("B00001")
    reservations.reserve(store.desk, order.id, store.board.id)
    posted = store.posted(SlipKind.RETURN, SlipLine(unit_id=store.unit("B00001")))
    assert [row.order_id for row in posted.arrived] == [order.id]


def test_reserving_twice_changes_the_number(store, counter):
    order = counter.order()
    reservations.reserve(store.desk, order.id, store.screw.id, 3)
    reservations.reserve(store.desk, order.id, store.screw.id, 8)
    assert [row.quantity for row in reservations.reservations_of(store.desk, order.id)] == [8]


@pytest.mark.parametrize("quantity", [0, -1, 10**9])
def test_a_number_that_is_none(store, counter, quantity):
    with pytest.raises(ValidationError):
        reservations.reserve(store.desk, counter.order().id, store.screw.id, quantity)


def test_an_order_that_is_over_waits_for_nothing(store, counter):
    order = counter.order()
    hand_over.cancel_order(store.desk, order.id, "اشتباه")
    with pytest.raises(NotAllowed):
        reservations.reserve(store.desk, order.id, store.screw.id)


def wanted(store: Store) -> dict[str, int]:
    return {row.part_code: row.wanted for row in reorder_list(store.desk, store.desk.today())}


def test_the_reorder_list(store, counter):
    assert wanted(store) == {"BRD-100": 2, "SCR-4": 50}
    reservations.reserve(store.desk, counter.order().id, store.pump.id)
    store.receive_screws(20)
    assert wanted(store) == {"BRD-100": 2, "PMP-1": 1, "SCR-4": 30}
    deliveries.note_ordered(store.desk, store.screw.id, 25)
    assert wanted(store)["SCR-4"] == 5
    slip = store.receive_screws(10)
    assert [row.left for row in deliveries.on_order(store.desk, store.screw.id)] == [15]
    assert wanted(store)["SCR-4"] == 5
    take_slip_back(store.desk, slip.id, "اشتباه")
    assert [row.left for row in deliveries.on_order(store.desk, store.screw.id)] == [25]
    assert order_all(store.desk, reorder_list(store.desk, store.desk.today())) == 3
    assert wanted(store) == {}
    deliveries.close_order(store.desk, deliveries.on_order(store.desk, store.pump.id)[0].id)
    assert wanted(store) == {"PMP-1": 1}


def test_more_than_was_ordered_fills_everything(store):
    deliveries.note_ordered(store.desk, store.screw.id, 5)
    deliveries.note_ordered(store.desk, store.screw.id, 5)
    store.receive_screws(70)
    assert deliveries.on_order(store.desk, store.screw.id) == []
    with pytest.raises(ValidationError):
        deliveries.note_ordered(store.desk, store.screw.id, -5, note="=x")


def test_a_superseded_part_is_not_bought(store):
    parts.supersede(store.desk, store.board.id, store.pump.id)
    assert "BRD-100" not in wanted(store)


@pytest.fixture
def bench(desk) -> Workshop:
    return Workshop(desk)


def test_a_part_planned_at_the_bench_is_waited_for_until_it_goes_in(bench):
    desk, order = bench.desk, bench.on_bench()
    line = order_lines.plan_part(desk, order.id, bench.screw.id, 4)
    assert [(row.quantity, row.state) for row in reservations.reservations_of(desk, order.id)] == [(4, Waiting.WAITING)]
    assert [row.wanted for row in reorder_list(desk, desk.today())] == [4]
    posted = post_slip(
        desk,
        SlipInput(SlipKind.RECEIPT, "goods", (SlipLine(bench.screw.id, 9),), supplier_id=bench.supplier.id),
    )
    assert [row.order_id for row in posted.arrived] == [order.id]
    order_lines.use_parts(desk, order.id, PartUse(bench.screw.id, 4))
    assert reservations.reservations_of(desk, order.id) == []
    assert desk.rows("SELECT state FROM part_reservation") == [("used",)]
    assert line.quantity == 4


def test_a_planned_part_that_is_taken_away_is_waited_for_no_more(bench):
    desk, order = bench.desk, bench.on_bench()
    line = order_lines.plan_part(desk, order.id, bench.board.id)
    order_lines.remove_line(desk, line.id, "لازم نشد")
    assert desk.rows("SELECT state FROM part_reservation") == [("released",)]


def test_an_order_that_is_over_waits_no_more(store, counter):
    order = counter.order()
    reservations.reserve(store.desk, order.id, store.pump.id)
    hand_over.cancel_order(store.desk, order.id, "منصرف شد")
    assert reservations.waiting_for(store.desk, store.pump.id) == []
    assert "PMP-1" not in wanted(store)
    assert store.posted(SlipKind.RECEIPT, SlipLine(store.pump.id, serial="PUMP-1")).arrived == ()


def test_covered_repairs_come_first_by_their_clock(store, counter, clock):
    """Taken in later, promised earlier or not: what the warranty still allows decides."""
    first = card(store.desk, owner_id=counter.owner_id, serial="W-1").unit.id
    second = card(store.desk, owner_id=counter.owner_id, serial="W-2").unit.id
    old = counter.order(unit_id=first, promised_on=date(2026, 12, 20))
    clock.move(days=3)
    young = counter.order(unit_id=second, promised_on=date(2026, 12, 2))
    paid = counter.order(promised_on=date(2026, 11, 27))
    for order in (paid, young, old):
        reservations.reserve(store.desk, order.id, store.board.id)
    turn = [row.order_number for row in reservations.waiting_for(store.desk, store.board.id)]
    assert turn == [old.number, young.number, paid.number]
    days = warranty_days_left(store.desk, [old.id, young.id, paid.id])
    assert days[old.id] < days[young.id]
    assert paid.id not in days
    posted = store.posted(SlipKind.RECEIPT, SlipLine(store.board.id, serial="B00001"))
    assert [row.order_number for row in posted.arrived] == [old.number]
    assert reservations.arrived_with(store.desk, posted.slip.id) == list(posted.arrived)


def test_the_clock_of_a_repair_that_took_too_long_runs_below_zero(store, counter, clock):
    unit = card(store.desk, owner_id=counter.owner_id, serial="W-1").unit.id
    order = counter.order(unit_id=unit)
    allowed = load_settings(store.desk).repair_days_allowed
    assert warranty_days_left(store.desk, [order.id]) == {order.id: allowed}
    clock.move(days=40)
    late = rights.overtime(store.desk, get_order(store.desk, order.id)).time.over
    assert late > 0
    assert warranty_days_left(store.desk, [order.id]) == {order.id: -late}
