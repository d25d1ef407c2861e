"""Devices that are repaired elsewhere: state and place together, back by a scan."""

from dataclasses import replace
from datetime import date

import pytest

from aftersales_desktop.domain.coverage import CoverageKind, LineKind
from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.outside_repair import OutsideBack, OutsideDetails, OutsideKind
from aftersales_desktop.services import hand_over, outside_repair
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.line_rows import list_lines
from aftersales_desktop.services.order_rows import get_order
from tests.services.outside import Store

THERE = OutsideDetails(OutsideKind.COLLEAGUE, place="میکروسولدرینگ آرمان", reference_number="A-12",
                       promised_on=date(2026, 12, 3), expected_cost=8_000_000)  # fmt: skip
BACK = OutsideBack(OrderState.DIAGNOSING, 7_500_000, "آی‌سی تغذیه تعویض شد")


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def test_a_device_goes_out_and_comes_back_to_its_own_cell(store, clock):
    order = store.order()
    (job,) = outside_repair.send_outside(store.desk, [order.id], THERE)
    assert get_order(store.desk, order.id).state is OrderState.AT_EXTERNAL
    assert store.place_of(order.unit.id)[0] == "agency"
    assert (job.place, job.reference_number, job.back_on) == ("میکروسولدرینگ آرمان", "A-12", None)
    assert first_broken_record(store.desk) is None
    another = store.order()
    assert another.shelf != order.shelf, "the cell waits for the device that is outside"
    clock.move(days=5)
    found = outside_repair.find_outside_order(store.desk, order.unit.serial.lower())
    back = outside_repair.take_back(store.desk, found, BACK)
    assert (back.state, back.unit.location_code) == (OrderState.DIAGNOSING, order.shelf)
    (job,) = outside_repair.jobs_of(store.desk, order.id)
    assert (job.back_on, job.cost, job.result) == (date(2026, 11, 28), 7_500_000, BACK.result)
    assert outside_repair.current_job(store.desk, order.id) is None
    assert first_broken_record(store.desk) is None


@pytest.mark.parametrize(
    ("details", "place"),
    [
        (OutsideDetails(OutsideKind.HEAD_OFFICE), "head_office"),
        (OutsideDetails(OutsideKind.SUPPLIER, supplier_id=1), "supplier"),
    ],
)
def test_where_it_is_follows_from_the_kind(store, details, place):
    order = store.order()
    outside_repair.send_outside(store.desk, [order.id], details)
    assert store.place_of(order.unit.id)[0] == place


def test_several_devices_go_together_or_none_does(store):
    orders = [store.order().id for _count in range(3)]
    outside_repair.send_outside(store.desk, orders[:2], THERE)
    with pytest.raises(NotAllowed):
        outside_repair.send_outside(store.desk, [orders[2], orders[0]], THERE)
    assert get_order(store.desk, orders[2]).state is OrderState.RECEIVED
    assert outside_repair.current_job(store.desk, orders[2]) is None
    assert outside_repair.known_places(store.desk) == ["میکروسولدرینگ آرمان"], "the same workshop is one place"


def test_a_device_may_go_out_again(store):
    order = store.order()
    for _count in range(2):
        outside_repair.send_outside(store.desk, [order.id], THERE)
        outside_repair.take_back(store.desk, order.id, BACK)
    assert len(outside_repair.jobs_of(store.desk, order.id)) == 2


def test_a_ready_or_gone_device_is_not_sent(store):
    ready = store.ready_order()
    with pytest.raises(NotAllowed):
        outside_repair.send_outside(store.desk, [ready.id], THERE)
    assert store.place_of(ready.unit.id)[0] == "shelf"
    with pytest.raises(NotAllowed):
        outside_repair.take_back(store.desk, ready.id, BACK)
    with pytest.raises(NotFound):
        outside_repair.find_outside_order(store.desk, ready.unit.serial)


def test_a_device_that_is_outside_is_neither_ready_nor_handed_back_nor_cancelled(store):
    order = store.order()
    outside_repair.send_outside(store.desk, [order.id], THERE)
    for act in (
        lambda: hand_over.mark_ready(store.desk, order.id, Outcome.NO_FAULT_FOUND),
        lambda: hand_over.hand_back(store.desk, order.id, outcome=Outcome.NO_FAULT_FOUND),
        lambda: hand_over.cancel_order(store.desk, order.id, "اشتباه بود"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert get_order(store.desk, order.id).state is OrderState.AT_EXTERNAL
    assert first_broken_record(store.desk) is None


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (OutsideDetails(None), "kind"),
        (OutsideDetails(OutsideKind.SUPPLIER), "supplier"),
        (OutsideDetails(OutsideKind.COLLEAGUE), "place"),
        (OutsideDetails(OutsideKind.HEAD_OFFICE, promised_on=date(2026, 11, 1)), "promised_on"),
        (OutsideDetails(OutsideKind.HEAD_OFFICE, expected_cost=-1), "expected_cost"),
        (OutsideDetails(OutsideKind.HEAD_OFFICE, reference_number="x" * 61), "reference_number"),
    ],
)
def test_a_wrong_form_sends_nothing(store, details, field):
    order = store.order()
    with pytest.raises(ValidationError) as error:
        outside_repair.send_outside(store.desk, [order.id], details)
    assert [problem.field for problem in error.value.problems] == [field]


@pytest.mark.parametrize(
    ("back", "field"),
    [
        (OutsideBack(OrderState.READY, 0, "x"), "goes_on"),
        (OutsideBack(OrderState.DIAGNOSING, -1, "x"), "cost"),
        (OutsideBack(OrderState.DIAGNOSING, 0, "x", -1), "price"),
        (OutsideBack(OrderState.DIAGNOSING, 0, ""), "result"),
    ],
)
def test_what_came_back_must_be_told(store, back, field):
    order = store.order()
    outside_repair.send_outside(store.desk, [order.id], THERE)
    with pytest.raises(ValidationError) as error:
        outside_repair.take_back(store.desk, order.id, back)
    assert [problem.field for problem in error.value.problems] == [field]
    assert store.place_of(order.unit.id)[0] == "agency"


@pytest.mark.parametrize(("price", "asked"), [(None, 7_500_000), (9_000_000, 9_000_000), (0, 0)])
def test_what_it_cost_becomes_a_line_of_the_order(store, clock, price, asked):
    order = store.order()
    outside_repair.send_outside(store.desk, [order.id], THERE)
    clock.move(days=5)
    outside_repair.take_back(store.desk, order.id, replace(BACK, price=price))
    (line,) = list_lines(store.desk, order.id)
    assert (line.kind, line.title, line.done_on) == (LineKind.LABOUR, BACK.result, date(2026, 11, 28))
    assert (line.cost, line.list_price, line.price) == (7_500_000, asked, asked)
    assert line.coverage is CoverageKind.PAY
    assert first_broken_record(store.desk) is None


def test_what_cost_nobody_anything_is_no_line(store):
    order = store.order()
    outside_repair.send_outside(store.desk, [order.id], THERE)
    outside_repair.take_back(store.desk, order.id, replace(BACK, cost=0))
    assert list_lines(store.desk, order.id) == ()
