"""Places, conditions, balances and states follow from the ledgers: compared with them, and made again from them."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.errors import Cancelled
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import Movement, Place
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import caches, parts, staff, stock_moves, suppliers
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.hand_over import hand_back, mark_ready
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.work import Area, Desk
from tests.services.counter import Counter
from tests.services.ledgers import added_up, kept, lost_and_rebuilt, tampered


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A file with devices that came and went, and counted parts that moved."""
    counter = Counter(desk)
    for _count in range(3):
        counter.order()
    ready, gone = counter.order(), counter.order()
    mark_ready(desk, ready.id, Outcome.REPAIRED, "تعمیر شد")
    hand_back(desk, gone.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    supplier = suppliers.add_supplier(desk, suppliers.SupplierDetails("پارس"))
    bench = first_where(Location, id=staff.add_member(desk, "رضا", Role.TECHNICIAN).bench_id)
    part = parts.add_part(desk, PartDetails("C-1", "خازن"))
    with desk.work(Area.PARTS) as now:
        store, there = stock_moves.the_place(Place.GOOD_STORE), first_where(Location, id=supplier.location_id)
        stock_moves.move_parts(desk, now, part.id, 5, Movement.RECEIVED, there, store)
        stock_moves.move_parts(desk, now, part.id, 5, Movement.ISSUED, store, bench)
    return desk


DAMAGE = {
    "place": "UPDATE unit SET location_id = 1 WHERE id = 1",
    "condition": "UPDATE unit SET condition = 'scrap' WHERE id = 2",
    "parent": "UPDATE unit SET parent_id = 1 WHERE id = 3",
    "balance": "UPDATE stock_balance SET quantity = 4 WHERE quantity = 5",
    "empty balance": "UPDATE stock_balance SET quantity = 1 WHERE quantity = 0",
    "made-up balance": "INSERT INTO stock_balance SELECT part_id, location_id, 'scrap', 3 FROM stock_balance LIMIT 1",
    "state": "UPDATE service_order SET state = 'in_repair' WHERE id = 1",
}


def test_a_worked_file_needs_nothing(worked):
    assert first_broken_record(worked) is None
    before = kept(worked)
    assert caches.rebuild_caches(worked).total == 0
    assert kept(worked) == before


def test_a_worked_file_keeps_what_its_ledgers_add_up_to(worked):
    before = kept(worked)
    assert before == added_up(worked)
    assert kept(lost_and_rebuilt(worked)) == before


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_was_changed_outside_is_named_and_made_again(worked, damage):
    before = kept(worked)
    desk = tampered(worked, DAMAGE[damage])
    problem = first_broken_record(desk)
    assert problem is not None
    assert Words("fa").say(problem) != Words("en").say(problem)
    assert caches.rebuild_caches(desk).total == 1
    assert first_broken_record(desk) is None
    assert kept(desk) == before


def test_it_tells_how_far_it_is_and_may_be_cancelled(worked, monkeypatch):
    monkeypatch.setattr(caches, "_CHUNK", 2)
    told: list[int] = []
    caches.rebuild_caches(worked, Watch(progress=lambda done, total: told.append(done * 100 // total)))
    assert told == sorted(told)
    assert told[-1] == 100
    desk = tampered(worked, DAMAGE["place"])
    with pytest.raises(Cancelled):
        caches.rebuild_caches(desk, Watch(cancelled=lambda: True))
    assert caches.misplaced_unit(desk) is not None
    assert caches.rebuild_caches(desk).units == 1
