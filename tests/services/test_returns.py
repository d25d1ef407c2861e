"""Devices that come in again: which order they return from, what failed, and chains that cannot bite their own tail."""

from datetime import date

import peewee
import pytest

from aftersales_desktop.domain.errors import NotAllowed, ValidationError
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.returns import ReturnCause
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.models.database import database
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.services import lists, order_steps, staff, workbench
from aftersales_desktop.services.hand_over import cancel_order, hand_back
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.reception import look_up_device
from aftersales_desktop.services.returns import answer_return, came_back_to, offer_return, running_repair_warranties
from aftersales_desktop.services.settings import save_settings
from tests.services.counter import Counter
from tests.services.leaving_samples import add_line
from tests.services.workshop_samples import Workshop


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def left(counter, **line):
    order = counter.order()
    made = add_line(counter.desk, order.id, **line)
    return hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد"), made


def again(counter, unit_id: int, **values):
    return counter.receive(counter.device(unit_id=unit_id, **values)).orders[0]


def causes(counter, order_id: int) -> tuple:
    return counter.desk.rows("SELECT bounce_cause, failed_line_id FROM service_order WHERE id = ?", order_id)[0]


def test_a_return_is_offered_with_the_lines_that_may_have_failed(counter, clock):
    earlier, line = left(counter, warranty_until=date(2026, 12, 20))
    clock.move(days=12)
    known = look_up_device(counter.desk, earlier.unit.id)
    assert (known.returns_from.number, known.returns_from.days) == (earlier.number, 12)
    assert [one.id for one in known.returns_from.lines] == [line.id]
    assert [one.until for one in known.repair_warranties] == [date(2026, 12, 20)]


@pytest.mark.parametrize(("days", "is_offered"), [(30, True), (31, False)])
def test_only_for_so_many_days(counter, clock, days, is_offered):
    save_settings(counter.desk, bounce_days=30)
    earlier, _line = left(counter)
    clock.move(days=days)
    assert (offer_return(counter.desk, earlier.unit.id) is not None) is is_offered
    assert bool(again(counter, earlier.unit.id).parent_number) is is_offered


def test_cause_and_failed_line_stand_in_both_orders(counter):
    earlier, line = left(counter)
    order = again(counter, earlier.unit.id, return_cause=ReturnCause.SAME_FAULT, failed_line_id=line.id)
    assert order.parent_number == earlier.number
    assert causes(counter, order.id) == ("same_fault", line.id)
    assert get_order(counter.desk, earlier.id).events[-1].kind == "came_back"
    assert get_order(counter.desk, earlier.id).state == "delivered", "an order that is over is never opened again"


def test_the_bench_may_say_it_later_and_correct_it(counter):
    earlier, line = left(counter)
    order = again(counter, earlier.unit.id)
    assert causes(counter, order.id) == ("", None)
    answer_return(counter.desk, order.id, ReturnCause.PART, line.id)
    answer_return(counter.desk, order.id, ReturnCause.NEW_FAULT)
    assert causes(counter, order.id) == ("new_fault", None)
    answer_return(counter.desk, order.id, None)
    assert causes(counter, order.id) == ("", None)


def test_a_line_of_another_order_is_refused_with_the_whole_intake(counter):
    _other, foreign = left(counter)
    earlier, _line = left(counter)
    before = counter.everything()
    with pytest.raises(ValidationError) as caught:
        again(counter, earlier.unit.id, return_cause=ReturnCause.PART, failed_line_id=foreign.id)
    assert caught.value.problems[0].field == "failed_line"
    assert counter.everything() == before


def test_a_first_visit_is_no_return(counter):
    order = counter.order(return_cause=ReturnCause.SAME_FAULT)
    assert causes(counter, order.id) == ("", None)
    with pytest.raises(NotAllowed):
        answer_return(counter.desk, order.id, ReturnCause.SAME_FAULT)


def test_not_once_it_has_left(counter):
    earlier, _line = left(counter)
    order = again(counter, earlier.unit.id)
    cancel_order(counter.desk, order.id, "منصرف شد")
    with pytest.raises(NotAllowed):
        answer_return(counter.desk, order.id, ReturnCause.SAME_FAULT)


@pytest.mark.parametrize("parent", ["itself", "later", "open", "another device"])
def test_the_file_itself_keeps_the_chain_straight(counter, parent):
    first, _line = left(counter)
    second = again(counter, first.unit.id)
    hand_back(counter.desk, second.id, outcome=Outcome.NO_FAULT_FOUND)
    third = again(counter, first.unit.id)
    stranger, _line = left(counter)
    child, wrong = {
        "itself": (first.id, first.id), "later": (first.id, second.id), "open": (second.id, third.id),
        "another device": (third.id, stranger.id),
    }[parent]  # fmt: skip
    with pytest.raises(peewee.IntegrityError, match="earlier order"), database.atomic():
        ServiceOrder.update(parent_order=wrong).where(ServiceOrder.id == child).execute()


def test_work_of_ours_stays_answered_for_until_its_last_day(counter, clock):
    earlier, _line = left(counter, warranty_until=date(2026, 11, 30))
    assert running_repair_warranties(counter.desk, earlier.unit.id, date(2026, 11, 30))
    assert not running_repair_warranties(counter.desk, earlier.unit.id, date(2026, 12, 1))


def test_the_days_of_the_settings_are_the_only_ones(counter, clock):
    save_settings(counter.desk, bounce_days=120)
    earlier, _line = left(counter)
    clock.move(days=100)
    known = look_up_device(counter.desk, earlier.unit.id)
    assert known.days_since_delivery == known.returns_from.days == 100
    save_settings(counter.desk, bounce_days=99)
    known = look_up_device(counter.desk, earlier.unit.id)
    assert (known.days_since_delivery, known.returns_from) == (None, None)


def test_who_repaired_it_last_time_hears_of_it_whoever_has_it_now(desk):
    shop = Workshop(desk)
    other = staff.add_member(desk, "نیما", Role.TECHNICIAN)
    earlier = hand_back(desk, shop.on_bench().id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    order = again(shop, earlier.unit.id)
    assert came_back_to(desk, shop.technician_id) == (order.number,)
    order_steps.assign(desk, order.id, other.id)
    theirs = lists.source(desk, "bench", "came_back", technician_id=shop.technician_id)
    assert [row.number for row in theirs.beginning(limit=9)] == [order.number]
    assert lists.source(desk, "bench", "came_back", technician_id=other.id).beginning(limit=9) == []
    assert workbench.get_workbench(desk, order.id).order.repaired_before_by == "حسین رضایی"
    answer_return(desk, order.id, ReturnCause.NEW_FAULT)
    assert came_back_to(desk, shop.technician_id) == (), "another fault is nobody's fault"
