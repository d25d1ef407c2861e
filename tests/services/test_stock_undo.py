"""Movements of a thing are taken back like a pile: the last that stands first, and none from the middle."""

from __future__ import annotations

import sqlite3

import peewee
import pytest

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.stock import Condition, Movement
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import stock_moves
from aftersales_desktop.services.stock_moves import movements_of, take_unit_move_back
from tests.services.workshop_samples import Workshop


@pytest.fixture
def moved(desk) -> tuple[Workshop, int]:
    """A part that came into the store, went to the bench and into a device."""
    shop = Workshop(desk)
    unit_id, device = shop.stock_board("B-1"), shop.order().unit.id
    with desk.work() as now:
        stock_moves.move_unit(desk, now, unit_id, Movement.ISSUED, Location.get_by_id(shop.bench_id))
        inside = Location.get(kind="installed")
        stock_moves.move_unit(
            desk, now, unit_id, Movement.INSTALLED, inside, after=Condition.IN_USE, device_id=device
        )  # fmt: skip
    return shop, unit_id


def test_one_after_the_other_down_to_the_first(moved):
    shop, unit_id = moved
    for move, place in zip(
        reversed(movements_of(shop.desk, unit_id)), ("bench", "good_store", "supplier"), strict=True
    ):
        with shop.desk.work() as now:
            take_unit_move_back(shop.desk, now, unit_id, move.id, "اشتباه")
        assert shop.where(unit_id) == (place, "new")


def test_none_from_the_middle_and_none_twice(moved):
    shop, unit_id = moved
    moves = movements_of(shop.desk, unit_id)
    with pytest.raises(NotAllowed), shop.desk.work() as now:
        take_unit_move_back(shop.desk, now, unit_id, moves[1].id, "اشتباه")
    with shop.desk.work() as now:
        take_unit_move_back(shop.desk, now, unit_id, moves[2].id, "اشتباه")
    with pytest.raises(NotAllowed), shop.desk.work() as now:
        take_unit_move_back(shop.desk, now, unit_id, moves[2].id, "اشتباه")


def test_the_file_itself_refuses_one_from_the_middle(moved):
    shop, unit_id = moved
    issued = movements_of(shop.desk, unit_id)[1]
    with pytest.raises((peewee.IntegrityError, sqlite3.IntegrityError), match="last move"):
        shop.desk.rows(
            "INSERT INTO unit_move (uuid, unit_id, at, actor, from_location_id, to_location_id, reason, "
            "condition_before, condition_after, reverses_id, device_id) SELECT '00000000-0000-7000-8000-00000000000a', "
            "u.id, '2027-01-01T00:00:00.000Z', 't', u.location_id, ?, 'REV', u.condition, 'new', ?, u.parent_id "
            "FROM unit u WHERE u.id = ?",
            issued.from_location_id, issued.id, unit_id,
        )  # fmt: skip
