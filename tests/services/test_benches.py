"""The balance of a bench: what was taken is used, returned, handed in as faulty or still there. Nothing else."""

from __future__ import annotations

from random import Random

import pytest

from aftersales_desktop.domain.errors import DeskError, NotAllowed
from aftersales_desktop.domain.slips import SlipKind, SlipLine
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services import staff, units
from aftersales_desktop.services.benches import bench_balance
from aftersales_desktop.services.stock_moves import move_parts, move_unit, the_place
from aftersales_desktop.services.stock_slips import take_slip_back
from tests.services.counter import Counter
from tests.services.store import Store

HELD = (
    "SELECT coalesce((SELECT sum(quantity) FROM stock_balance WHERE part_id = ?1 AND location_id = ?2), 0) "
    "+ (SELECT count(*) FROM unit WHERE part_id = ?1 AND location_id = ?2)"
)


@pytest.fixture
def store(desk) -> Store:
    store = Store(desk)
    store.receive_boards("B00001", "B00002", "B00003", "B00004")
    store.receive_screws(40)
    return store


def test_everything_a_bench_can_do(store):
    desk = store.desk
    device = Counter(desk).order().unit
    store.issue("B00001", "B00002", "B00003")
    store.post(SlipKind.ISSUE, SlipLine(store.screw.id, 10))
    with desk.work() as now:
        inside, bench = the_place(Place.INSTALLED), Unit.get_by_id(store.unit("B00001")).location
        move_unit(
            desk, now, store.unit("B00001"), Movement.INSTALLED, inside, after=Condition.IN_USE, device_id=device.id
        )
        move_unit(desk, now, store.unit("B00001"), Movement.REMOVED, bench, after=Condition.FAULTY, device_id=device.id)
        move_parts(
            desk, now, store.screw.id, 4, Movement.INSTALLED, bench, inside, after=Condition.IN_USE, device=device.id
        )
    store.post(SlipKind.FAULTY_RECEIPT, SlipLine(unit_id=store.unit("B00001")))
    store.post(SlipKind.RETURN, SlipLine(unit_id=store.unit("B00002")), SlipLine(store.screw.id, 5))
    board, screw = bench_balance(desk, store.nima.id)
    assert (board.taken, board.used, board.out_of_devices, board.faulty, board.returned, board.on_bench) == (
        3,
        1,
        1,
        1,
        1,
        1,
    )
    assert board.serials == ("B00003",)
    assert (screw.taken, screw.used, screw.returned, screw.on_bench) == (10, 4, 5, 1)


def test_a_slip_taken_back_was_never_there(store):
    slip = store.issue("B00001")
    take_slip_back(store.desk, slip.id, "اشتباه")
    assert [(line.taken, line.on_bench) for line in bench_balance(store.desk, store.nima.id)] == [(0, 0)]


def test_nobody_leaves_with_parts(store):
    store.issue("B00001")
    with pytest.raises(NotAllowed, match="still on the bench"):
        staff.leave(store.desk, store.nima.id)
    store.post(SlipKind.RETURN, SlipLine(unit_id=store.unit("B00001")))
    staff.leave(store.desk, store.nima.id)
    assert [row.name for row in staff.list_members(store.desk)] == ["سارا"]


@pytest.mark.parametrize("seed", range(4))
def test_the_balance_is_what_is_there_whatever_happened(store, seed):
    dice, desk, slips = Random(seed), store.desk, []
    for _step in range(60):
        member = dice.choice((store.nima, store.sara))
        kind = dice.choice((SlipKind.ISSUE, SlipKind.ISSUE, SlipKind.RETURN, SlipKind.FAULTY_RECEIPT, SlipKind.SCRAP))
        lines = [SlipLine(store.screw.id, dice.randrange(1, 6))] if dice.random() < 0.6 else []
        lines += [SlipLine(unit_id=store.unit(f"B0000{dice.randrange(1, 5)}"))] if dice.random() < 0.6 else []
        try:
            if slips and dice.random() < 0.2:
                take_slip_back(desk, dice.choice(slips).id, "اشتباه")
            else:
                slips.append(store.post(kind, *lines, staff_id=member.id, place_id=member.bench_id))
        except DeskError:
            pass
        for one in (store.nima, store.sara):
            for line in bench_balance(desk, one.id):
                held = desk.rows(HELD, line.part_id, one.bench_id)[0][0]
                assert line.on_bench == held
    assert slips
    assert units.find_units(desk, "B00001")
