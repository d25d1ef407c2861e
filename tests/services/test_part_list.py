"""The list of the catalogue: every filter and order against rows counted by hand, also after random slips."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from random import Random

import pytest

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.slips import SlipKind, SlipLine
from aftersales_desktop.domain.text import sort_key
from aftersales_desktop.services import lists, parts, reservations
from aftersales_desktop.services.lists import LISTS, PartListRow
from aftersales_desktop.services.part_list import PARTS
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.services.counter import Counter
from tests.services.store import Store

TODAY = date(2026, 11, 23)
NAMES = ("برد اصلی", "پمپ", "آداپتور", "Cable", "خازن ۱۰", "خازن ۹", "ژنراتور", "گازکیت", "یاتاقان", "تسمه")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    moment = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    made = open_desk(tmp_path_factory.mktemp("parts") / "data.db", clock=lambda: moment)
    fill(made, Random(7))
    yield made
    close_desk()


def fill(desk: Desk, dice: Random) -> None:
    store = Store(desk)
    found = [
        parts.add_part(
            desk,
            PartDetails(f"P-{place:02}", dice.choice(NAMES), is_serialised=place % 2 == 0, minimum=dice.randrange(4),
                        place=f"{dice.choice('ABC')}-{dice.randrange(3)}"),
        )
        for place in range(30)
    ]  # fmt: skip
    counted = [part.id for part in found if not part.is_serialised]
    for part in found:
        lines = [SlipLine(part.id, dice.randrange(1, 9))]
        if part.is_serialised:
            lines = [SlipLine(part.id, serial=f"S{part.id}-{place}") for place in range(dice.randrange(1, 4))]
        if dice.random() < 0.8:
            store.post(SlipKind.RECEIPT, *lines)
    for _step in range(120):
        units = [row[0] for row in desk.rows("SELECT id FROM unit")]
        kind = dice.choice((SlipKind.ISSUE, SlipKind.ISSUE, SlipKind.RETURN, SlipKind.FAULTY_RECEIPT, SlipKind.SCRAP))
        line = SlipLine(unit_id=dice.choice(units)) if dice.random() < 0.5 else SlipLine(dice.choice(counted), 2)
        try:
            store.post(kind, line, staff_id=dice.choice((store.nima.id, store.sara.id)))
        except DeskError:
            continue
    order = Counter(desk).order()
    for part in dice.sample(found, 6):
        reservations.reserve(desk, order.id, part.id, dice.randrange(1, 12))


def every_row(desk: Desk) -> list[PartListRow]:
    return lists.page(desk, "parts", [row[0] for row in desk.rows("SELECT id FROM part ORDER BY id")])


def held(desk: Desk, part_id: int, kind: str, *, fit: bool = False) -> int:
    """Pieces at the places of a kind, counted one by one."""
    healthy = ("new", "repaired", "healthy_used")
    rows = desk.rows("SELECT part_id, condition, quantity, l.kind FROM stock_balance b JOIN location l "
                     "ON l.id = b.location_id UNION ALL SELECT part_id, condition, 1, l.kind FROM unit u "
                     "JOIN location l ON l.id = u.location_id WHERE part_id IS NOT NULL")  # fmt: skip
    return sum(
        quantity for part, condition, quantity, place in rows
        if part == part_id and place == kind and (condition in healthy or not fit)
    )  # fmt: skip


def test_a_row_counts_what_is_there(desk):
    for row in every_row(desk):
        assert row.in_store == held(desk, row.id, "good_store", fit=True) == parts.free_in_store(desk, row.id)
        assert row.on_benches == held(desk, row.id, "bench")
        assert row.faulty == held(desk, row.id, "faulty_store")


FILTERS: dict[str, Callable[[PartListRow], bool]] = {
    "all": lambda row: True,
    "short": lambda row: row.in_store < row.minimum,
    "waited_for": lambda row: row.waited_for > 0,
    "on_benches": lambda row: row.on_benches > 0,
    "faulty": lambda row: row.faulty > 0,
}
ORDERS: dict[str, Callable[[PartListRow], object]] = {
    "name": lambda row: sort_key(row.name),
    "code": lambda row: row.code.replace("-", ""),
    "place": lambda row: row.place,
    "in_store": lambda row: row.in_store,
    "minimum": lambda row: row.minimum,
}


def test_every_filter_and_order_is_tried():
    assert set(FILTERS) == {one.key for one in PARTS.filters}
    assert set(ORDERS) == {one.key for one in PARTS.orders}
    assert LISTS["parts"] is PARTS


@pytest.mark.parametrize("chosen", FILTERS)
def test_a_filter_holds_what_it_says(desk, chosen):
    expected = {row.id for row in every_row(desk) if FILTERS[chosen](row)}
    assert expected, "a filter without rows proves nothing"
    with desk.reader() as reader:
        found = lists.ids(reader, "parts", lists.Chosen(chosen), TODAY)
    assert (set(found), len(found)) == (expected, len(expected))
    assert lists.counts(desk, "parts", TODAY)[chosen] == len(expected)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ORDERS)
def test_an_order_is_the_sorted_one(desk, order, descending):
    rows = sorted(every_row(desk), key=lambda row: (ORDERS[order](row), row.id), reverse=descending)
    with desk.reader() as reader:
        found = lists.ids(reader, "parts", lists.Chosen("all", order, descending), TODAY)
    assert list(found) == [row.id for row in rows]
