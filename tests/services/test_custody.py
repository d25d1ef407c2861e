"""The shelf: every device its own cell, every step in the ledger."""

import peewee
import pytest

from aftersales_desktop.domain.cells import cell_code
from aftersales_desktop.models.units import Location, Unit, UnitMove
from aftersales_desktop.services import catalogue
from aftersales_desktop.services.custody import give_back, take_in
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.units import add_unit, get_unit


@pytest.fixture
def unit_ids(desk) -> list[int]:
    category = catalogue.add_category(desk, "tv", "تلویزیون", "Television")
    model = catalogue.add_model(desk, category_id=category.id, brand="LG", name="1").id
    return [add_unit(desk, model_id=model, serial=f"SN-{count}").id for count in range(60)]


def take(desk, unit_id: int) -> str:
    with desk.work() as now:
        return take_in(desk, now, unit_id, "01-05-00001-0")


def give(desk, unit_id: int) -> None:
    with desk.work() as now:
        give_back(desk, now, unit_id, "01-05-00001-0", "رضا احمدی")


@pytest.mark.parametrize(
    ("position", "cells", "code"),
    [
        (0, 20, "A-01"), (19, 20, "A-20"), (20, 20, "B-01"), (20 * 26 - 1, 20, "Z-20"), (20 * 26, 20, "AA-01"),
        (20 * 27, 20, "AB-01"), (20 * 702, 20, "AAA-01"), (0, 1, "A-01"), (98, 99, "A-99"),
    ],
)  # fmt: skip
def test_cells_have_codes_that_a_scanner_reads(position, cells, code):
    assert cell_code(position, cells) == code


@pytest.mark.parametrize("cells", [1, 7, 20, 99])
def test_no_two_cells_have_one_code(cells):
    codes = {cell_code(position, cells) for position in range(2000)}
    assert len(codes) == 2000
    assert all(code.replace("-", "").isalnum() and code.isascii() for code in codes)


def test_every_device_gets_the_first_free_cell(desk, unit_ids):
    assert [take(desk, unit_id) for unit_id in unit_ids[:3]] == ["A-01", "A-02", "A-03"]
    give(desk, unit_ids[0])
    assert take(desk, unit_ids[4]) == "A-01"
    assert take(desk, unit_ids[5]) == "A-04"


def test_a_full_shelf_grows(desk, unit_ids):
    codes = [take(desk, unit_id) for unit_id in unit_ids[:25]]
    assert codes[19:22] == ["A-20", "B-01", "B-02"]
    assert len(set(codes)) == 25


@pytest.mark.parametrize("sizes", [(10, 20), (20, 10), (20, 30, 10, 99, 1)])
def test_changing_the_size_of_the_shelf_never_makes_a_double_code(desk, unit_ids, sizes):
    waiting = iter(unit_ids)
    codes = []
    for cells in sizes:
        save_settings(desk, shelf_cells=cells)
        codes += [take(desk, next(waiting)) for _count in range(60 // len(sizes))]
    assert len(set(codes)) == len(codes)


def test_a_cell_that_was_taken_away_is_not_used(desk, unit_ids):
    take(desk, unit_ids[0])
    give(desk, unit_ids[0])
    Location.update(archived_at=desk.now()).where(Location.code == "A-01").execute()
    assert take(desk, unit_ids[0]) == "A-02"


def test_the_place_follows_the_ledger(desk, unit_ids):
    unit_id = unit_ids[0]
    take(desk, unit_id)
    assert get_unit(desk, unit_id).is_in_custody
    assert get_unit(desk, unit_id).location_code == "A-01"
    give(desk, unit_id)
    assert not get_unit(desk, unit_id).is_in_custody
    moves = [
        (move.reason, move.document, move.received_by, move.actor) for move in UnitMove.select().order_by(UnitMove.id)
    ]
    assert moves == [
        ("CIN", "01-05-00001-0", "", "test"),
        ("COUT", "01-05-00001-0", "رضا احمدی", "test"),
    ]


def test_a_rollback_leaves_the_device_where_it_was(desk, unit_ids):
    with pytest.raises(ValueError), desk.work() as now:
        take_in(desk, now, unit_ids[0], "x")
        raise ValueError
    assert Unit.get_by_id(unit_ids[0]).location_id == 1
    assert UnitMove.select().count() == 0
    assert take(desk, unit_ids[0]) == "A-01"


def test_a_step_from_where_the_device_is_not_is_refused(desk, unit_ids):
    take(desk, unit_ids[0])
    with pytest.raises(peewee.IntegrityError, match="not where"):
        UnitMove.insert(
            uuid="0" * 36, unit=unit_ids[0], at=desk.now(), actor="x", from_location=1, to_location=1, reason="CIN"
        ).execute()
