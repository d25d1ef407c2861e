"""An order is cancelled after parts were issued for it: none of them is forgotten (scenario S11)."""

import pytest

from aftersales_desktop.domain.coverage import OldPart
from aftersales_desktop.domain.errors import ValidationError
from aftersales_desktop.domain.leaving import PartFate
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import check, parts, stock_moves, suppliers
from aftersales_desktop.services.cancelling import issued_parts
from aftersales_desktop.services.hand_over import cancel_order
from aftersales_desktop.services.order_lines import PartUse, Swap, list_lines, swap, use_parts
from aftersales_desktop.services.order_steps import advance
from aftersales_desktop.services.stock_moves import balance, move_parts, move_unit, the_place
from aftersales_desktop.services.units import add_identifier
from aftersales_desktop.services.work import Area
from tests.services.counter import Counter
from tests.services.leaving_samples import give_to, part_with_serial, place_of, technician, unit_of

REASON = "مشتری منصرف شد"


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


class Job:
    """An order on a bench with three parts: one put in with its serial, two counted put in, one only issued."""

    def __init__(self, counter) -> None:
        self.desk = desk = counter.desk
        self.member = technician(desk)
        self.order = counter.order()
        give_to(desk, self.order.id, self.member)
        advance(desk, self.order.id, OrderState.DIAGNOSING)
        self.board = part_with_serial(desk, "B-1")
        self.store, self.bench = the_place(Place.GOOD_STORE), first_where(Location, id=self.member.bench_id)
        self.unit = self._piece("SN-NEW")
        self.line = swap(desk, self.order.id, Swap("SN-NEW", "SN-OLD", old_part=OldPart.FAULTY_STORE))
        self.screws = parts.add_part(desk, PartDetails(code="S-1", name="پیچ"))
        self._receive_screws(10)
        self.counted = use_parts(desk, self.order.id, PartUse(self.screws.id, 2))
        self.spare = self._piece("SN-SPARE")
        with desk.work(Area.PARTS) as now:
            move_unit(desk, now, self.spare, Movement.ISSUED, self.bench, order_id=self.order.id)
            move_parts(desk, now, self.screws.id, 3, Movement.ISSUED, self.store, self.bench, order=self.order.id)

    def _piece(self, serial: str) -> int:
        unit = unit_of(self.desk, self.board, self.store, Condition.NEW)
        add_identifier(self.desk, unit.id, "serial", serial)
        return unit.id

    def _receive_screws(self, count: int) -> None:
        supplier = suppliers.add_supplier(self.desk, suppliers.SupplierDetails("پخش قطعات"))
        with self.desk.work(Area.PARTS) as now:
            place = first_where(Location, id=supplier.location_id)
            move_parts(self.desk, now, self.screws.id, count, Movement.RECEIVED, place, self.store)

    def keys(self) -> list[str]:
        return [part.key for part in issued_parts(self.desk, self.order.id)]

    def screws_in(self, place, condition=Condition.NEW) -> int:
        return balance(self.desk, self.screws.id, place, condition)


@pytest.fixture
def job(counter) -> Job:
    return Job(counter)


def test_every_part_is_asked_for(job):
    found = issued_parts(job.desk, job.order.id)
    assert [(part.code, part.quantity, part.is_installed) for part in found] == [
        ("SN-NEW", 1, True), ("", 2, True), ("SN-SPARE", 1, False), ("", 3, False),
    ]  # fmt: skip


@pytest.mark.parametrize("missing", range(4))
def test_nothing_is_cancelled_while_one_is_unanswered(job, counter, missing):
    answers = dict.fromkeys(job.keys(), PartFate.GOOD)
    del answers[job.keys()[missing]]
    before = counter.everything()
    with pytest.raises(ValidationError) as caught:
        cancel_order(job.desk, job.order.id, REASON, answers)
    assert caught.value.problems[0].field == "parts"
    assert counter.everything() == before and job.screws_in(job.store) == 5


def test_good_ones_are_in_the_store_again_and_the_old_one_is_inside(job):
    cancelled = cancel_order(job.desk, job.order.id, REASON, dict.fromkeys(job.keys(), PartFate.GOOD))
    assert cancelled.state is OrderState.CANCELLED and not cancelled.unit.is_in_custody
    assert place_of(job.desk, job.unit) == place_of(job.desk, job.spare) == ("good_store", "new")
    assert place_of(job.desk, job.line.unit_out_id) == ("installed", "in_use")
    assert job.screws_in(job.store) == 10 and job.screws_in(job.bench) == 0
    assert {line.state for line in list_lines(job.desk, job.order.id)} == {"removed"}
    assert check.first_broken_record(job.desk) is None


def test_faulty_ones_are_put_aside(job):
    cancel_order(job.desk, job.order.id, REASON, dict.fromkeys(job.keys(), PartFate.FAULTY))
    assert place_of(job.desk, job.unit) == place_of(job.desk, job.spare) == ("faulty_store", "faulty")
    assert job.screws_in(the_place(Place.FAULTY_STORE), Condition.FAULTY) == 5
    assert job.screws_in(job.store) == 5


def test_what_stays_stays(job):
    cancel_order(job.desk, job.order.id, REASON, dict.fromkeys(job.keys(), PartFate.STAYS))
    assert place_of(job.desk, job.unit) == ("installed", "in_use")
    assert place_of(job.desk, job.spare) == ("bench", "new")
    assert job.screws_in(job.bench) == 3


def test_a_part_that_moved_on_cannot_go_back(job):
    with job.desk.work(Area.PARTS) as now:
        old = job.line.unit_out_id
        stock_moves.move_unit(
            job.desk, now, old, Movement.SCRAPPED, the_place(Place.SCRAP), after=Condition.SCRAP, note="شکسته"
        )
    before = job.keys()
    with pytest.raises(Exception, match="moved on since"):
        cancel_order(job.desk, job.order.id, REASON, dict.fromkeys(before, PartFate.GOOD))
    assert job.keys() == before


def test_an_order_without_parts_needs_no_answers(counter):
    assert cancel_order(counter.desk, counter.order().id, REASON).state is OrderState.CANCELLED


def test_nothing_is_left_to_answer_twice(job):
    cancel_order(job.desk, job.order.id, REASON, dict.fromkeys(job.keys(), PartFate.GOOD))
    assert job.keys() == []
