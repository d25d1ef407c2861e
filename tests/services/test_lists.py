"""Lists: the same rows in the same order as if they had been filtered and sorted by hand."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from aftersales_desktop.domain.card_states import CardState
from aftersales_desktop.domain.customers import CustomerKind
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.domain.text import sort_key
from aftersales_desktop.domain.workshop import Overlay
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.services import lists
from aftersales_desktop.services.dashboard import dashboard_counts
from aftersales_desktop.services.demo import fill_demo
from aftersales_desktop.services.lists import LISTS, Chosen
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import Desk, Reader, close_desk, open_desk
from tests.services.factories import TODAY, Given, Shop, fill_shop, insert

MONTH_START, MONTH_END = date(2026, 11, 22), date(2026, 12, 21)
"""Azar 1405."""
PATIENCE = 7
TRIED_ELSEWHERE = ("bench", "parts", "follow_up", "claims")
"""Lists whose records are none of this shop's; each has tests of its own."""
TRIED = {name: query for name, query in LISTS.items() if name not in TRIED_ELSEWHERE}
EVERY_PART = [(name, one.key) for name, query in TRIED.items() for one in query.filters]
EVERY_ORDER = [
    (name, one.key, descending) for name, query in TRIED.items() for one in query.orders for descending in (False, True)
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Shop]]:
    moment = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    desk = open_desk(tmp_path_factory.mktemp("lists") / "data.db", clock=lambda: moment)
    try:
        shop = fill_shop(customers=900, devices=1500, orders=1300, cards=700)
        note_returns_and_goodwill(shop)
        yield desk, shop
    finally:
        close_desk()


def note_returns_and_goodwill(shop: Shop) -> None:
    """Some orders came back, and on some a line is free out of goodwill; a removed line counts no more."""
    for order in shop.orders[10:40]:
        order.values["bounce_cause"] = "part"
        database.execute_sql("UPDATE service_order SET bounce_cause = 'part' WHERE id = ?", (order.id,))
    for order in shop.orders[::4]:
        order.values["kind"] = "periodic"
        database.execute_sql("UPDATE service_order SET kind = 'periodic' WHERE id = ?", (order.id,))
    for place, order in enumerate(shop.orders[30:60]):
        state = "removed" if place % 5 == 0 else "done"
        order.values["has_goodwill"] = state == "done"
        insert(
            "order_line", uuid=str(uuid.uuid4()), branch="01", created_at="2026-11-23T08:00:00.000Z", created_by="test",
            order_id=order.id, position=1, kind="labour", title="تعویض", coverage="goodwill", covered_pct=100,
            goodwill_reason="مشتری قدیمی", approved_by="مدیر", state=state, done_on=TODAY_TEXT, removed_reason="اشتباه",
        )  # fmt: skip


@pytest.fixture
def reader(filled) -> Iterator[Reader]:
    with filled[0].reader() as reader:
        yield reader


def is_open(order: Given) -> bool:
    return order.state in OPEN_STATES


def is_undone(order: Given) -> bool:
    return is_open(order) and order.state != "ready"


def is_dated(card: Given) -> bool:
    return card.state in ("active", "expired")


def opened_on(customer: Given) -> date:
    return tehran_time(moment_value(customer.created_at)).date()


TODAY_TEXT = TODAY.isoformat()
SOON_TEXT = (TODAY + timedelta(days=30)).isoformat()
BY_HAND: dict[str, dict[str, Callable[[Given], bool]]] = {
    "orders": {
        "open": is_open,
        "late": lambda one: is_undone(one) and (one.promised_on or TODAY_TEXT) < TODAY_TEXT,
        "due_today": lambda one: is_undone(one) and one.promised_on == TODAY_TEXT,
        "uncollected": lambda one: one.state == "ready" and one.ready_on <= TODAY - timedelta(days=PATIENCE),
        "received_today": lambda one: one.received_on == TODAY_TEXT,
        "returned": lambda one: one.values.get("bounce_cause", "") != "",
        "goodwill": lambda one: one.values.get("has_goodwill", False),
        "not_repairs": lambda one: is_open(one) and one.values.get("kind", "repair") != "repair",
        "all": lambda one: True,
        **{state.value: lambda one, state=state: one.state == state for state in OrderState},
    },
    "bench": {
        "all": is_open,
        "to_diagnose": lambda one: one.state in ("received", "diagnosing"),
        "late": lambda one: is_undone(one) and (one.promised_on or TODAY_TEXT) < TODAY_TEXT,
        **{state.value: lambda one, state=state: one.state == state for state in OPEN_STATES[2:]},
    },
    "cards": {
        "active": lambda one: is_dated(one) and one.last_day >= TODAY_TEXT,
        "expiring": lambda one: is_dated(one) and TODAY_TEXT <= one.last_day <= SOON_TEXT,
        "expired": lambda one: is_dated(one) and one.last_day < TODAY_TEXT,
        "void": lambda one: one.state == "void",
        "raw": lambda one: one.state in ("raw", "at_dealer"),
        "all": lambda one: True,
    },
    "customers": {
        "all": lambda one: True,
        "companies": lambda one: one.kind == "company",
        "with_open_orders": lambda one: one.has_open,
        "added_this_month": lambda one: MONTH_START <= opened_on(one) <= MONTH_END,
    },
}


def records(shop: Shop, name: str) -> list[Given]:
    if name == "customers":
        busy = {order.owner_id for order in shop.orders if is_open(order) and not order.archived_at}
        for one in shop.customers:
            one.values["has_open"] = one.id in busy
        return shop.customers
    return {"orders": shop.orders, "bench": shop.orders, "cards": shop.cards}[name]


def kept(shop: Shop, name: str, chosen_filter: str) -> list[Given]:
    return [one for one in records(shop, name) if not one.archived_at and BY_HAND[name][chosen_filter](one)]


def keys(desk: Desk, shop: Shop) -> dict[str, dict[str, Callable[[Given], Any]]]:
    """What each order sorts by; None for what comes last both ways."""
    names = {one.id: sort_key(one.name) for one in shop.customers}
    model_names = dict(desk.rows("SELECT id, brand || ' ' || name FROM product_model"))
    models = {one.id: sort_key(model_names[one.model_id]) for one in shop.units}
    return {
        "customers": {
            "name": lambda one: names[one.id],
            "number": lambda one: one.subscriber_number,
            "added": lambda one: one.id,
        },
        "orders": {
            "received": lambda one: one.received_on,
            "number": lambda one: one.number,
            "promised": lambda one: one.promised_on,
            "state": lambda one: list(OrderState).index(one.state),
            "owner": lambda one: names[one.owner_id],
            "model": lambda one: models[one.unit_id],
            "shelf": lambda one: one.shelf,
        },
        "bench": {
            "received": lambda one: one.received_on,
            "number": lambda one: one.number,
            "promised": lambda one: one.promised_on,
            "state": lambda one: list(OrderState).index(one.state),
        },
        "cards": {
            "added": lambda one: one.id,
            "number": lambda one: one.number_norm,
            "state": lambda one: list(CardState).index(one.state),
            "last_day": lambda one: one.last_day,
            "started": lambda one: one.started_on,
            "owner": lambda one: names.get(one.owner_id),
            "model": lambda one: models.get(one.unit_id),
        },
    }


def sorted_by_hand(rows: list[Given], key: Callable[[Given], Any], descending: bool) -> list[int]:
    held = [one for one in rows if key(one) is not None]
    missing = [one for one in rows if key(one) is None]
    ordered = sorted(held, key=lambda one: (key(one), one.id), reverse=descending)
    return [one.id for one in ordered + sorted(missing, key=lambda one: one.id, reverse=descending)]


@pytest.mark.parametrize(("name", "chosen_filter"), EVERY_PART)
def test_a_filter_holds_what_it_says(filled, reader, name, chosen_filter):
    _desk, shop = filled
    expected = {one.id for one in kept(shop, name, chosen_filter)}

    found = lists.ids(reader, name, Chosen(chosen_filter), TODAY)

    assert expected, "a filter without rows proves nothing"
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("name", TRIED)
def test_counts_are_the_numbers_of_rows(filled, name):
    desk, shop = filled
    expected = {one.key: len(kept(shop, name, one.key)) for one in LISTS[name].filters}
    assert lists.counts(desk, name, TODAY) == expected


@pytest.mark.parametrize(("name", "order", "descending"), EVERY_ORDER)
def test_an_order_is_the_sorted_one(filled, reader, name, order, descending):
    desk, shop = filled
    parts = {
        "customers": ("all", "companies"), "orders": ("all", "open", "closed"), "bench": ("all", "late"),
        "cards": ("all", "active", "void"),
    }  # fmt: skip
    for part in parts[name]:
        expected = sorted_by_hand(kept(shop, name, part), keys(desk, shop)[name][order], descending)
        assert list(lists.ids(reader, name, Chosen(part, order, descending), TODAY)) == expected


@pytest.mark.parametrize(
    ("name", "order", "descending"),
    [("customers", "name", False), ("orders", "received", True), ("cards", "added", True)],
)
def test_the_usual_order(filled, reader, name, order, descending):
    usual = lists.ids(reader, name, Chosen("all"), TODAY)
    assert usual == lists.ids(reader, name, Chosen("all", order, descending), TODAY)


def test_the_first_ids_are_the_beginning(filled, reader):
    desk, _shop = filled
    for name, query in LISTS.items():
        for order in query.orders:
            chosen = Chosen("all", order.key, True)
            assert lists.first_ids(desk, name, chosen, TODAY, 20) == list(lists.ids(reader, name, chosen, TODAY)[:20])


def test_a_list_of_one_customer_or_device(filled, reader):
    _desk, shop = filled
    order = next(one for one in shop.orders if not one.archived_at)
    mine = {one.id for one in shop.orders if one.owner_id == order.owner_id and not one.archived_at}
    for sort in ("", "owner", "model", "promised"):
        assert set(lists.ids(reader, "orders", Chosen("all", sort, owner_id=order.owner_id), TODAY)) == mine
    same = {one.id for one in shop.orders if one.unit_id == order.unit_id and not one.archived_at}
    assert set(lists.ids(reader, "orders", Chosen("all", unit_id=order.unit_id), TODAY)) == same
    both = Chosen("open", "owner", owner_id=order.owner_id, unit_id=order.unit_id)
    assert set(lists.ids(reader, "orders", both, TODAY)) == {
        one.id for one in shop.orders if one.id in mine & same and is_open(one)
    }
    card = next(one for one in shop.cards if one.owner_id)
    assert card.id in lists.ids(reader, "cards", Chosen("all", owner_id=card.owner_id), TODAY)


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("customers", Chosen("all", owner_id=1)),
        ("customers", Chosen("late")),
        ("orders", Chosen("all", "name; DROP TABLE customer")),
        ("everything", Chosen()),
    ],
)
def test_what_is_not_declared_is_refused(filled, reader, name, chosen):
    with pytest.raises(KeyError):
        lists.ids(reader, name, chosen, TODAY)


def test_a_page_keeps_the_order_of_its_ids(filled):
    desk, shop = filled
    for name in TRIED:
        wanted = [one.id for one in records(shop, name)][200:100:-3]
        assert [row.id for row in lists.page(desk, name, wanted)] == wanted
        assert [row[0] for row in lists.page(desk, name, array("q", [10**9, wanted[0], -1]))] == [wanted[0]]
        assert lists.page(desk, name, []) == []


class Asked:
    """A desk that counts its statements."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.statements = 0

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        self.statements += 1
        return self._desk.rows(sql, *values)


@pytest.mark.parametrize("name", TRIED)
def test_one_page_and_all_counts_are_one_statement_each(filled, name):
    desk, shop = filled
    asked = Asked(desk)
    assert len(lists.page(asked, name, [one.id for one in records(shop, name)[:64]])) == 64
    assert asked.statements == 1
    lists.counts(asked, name, TODAY)
    assert asked.statements == 2


def test_what_an_order_shows(filled):
    desk, shop = filled
    order = next(one for one in shop.orders if one.shelf and one.promised_on)
    owner = next(one for one in shop.customers if one.id == order.owner_id)
    unit = next(one for one in shop.units if one.id == order.unit_id)
    (row,) = lists.page(desk, "orders", [order.id])
    assert row.number == order.number
    assert (row.owner_name, row.phone) == (owner.name, owner.phones[0])
    assert row.serial == unit.serial
    assert row.model == desk.rows("SELECT brand || ' ' || name FROM product_model WHERE id = ?", unit.model_id)[0][0]
    assert row.state is OrderState(order.state)
    assert row.promised_on == date.fromisoformat(order.promised_on)
    assert row.received_on == date.fromisoformat(order.received_on)
    assert (row.verdict_tone, row.shelf) == ("unknown", order.shelf)


def test_what_a_card_shows(filled):
    desk, shop = filled
    active = next(one for one in shop.cards if one.state == "active" and one.number.startswith("PG"))
    owner = next(one for one in shop.customers if one.id == active.owner_id)
    unit = next(one for one in shop.units if one.id == active.unit_id)
    (row,) = lists.page(desk, "cards", [active.id])
    assert (row.number, row.issuer, row.is_ours) == (active.number, "پارس گارانتی", False)
    assert (row.state, row.serial, row.owner_name, row.phone) == (
        CardState.ACTIVE,
        unit.serial,
        owner.name,
        owner.phones[0],
    )
    assert row.last_day == date.fromisoformat(active.last_day)
    assert row.started_on == date.fromisoformat(active.started_on)

    raw = next(one for one in shop.cards if one.state == "raw" and one.number.startswith("G-"))
    (row,) = lists.page(desk, "cards", [raw.id])
    assert row.is_ours is True
    assert (row.model, row.serial, row.owner_name, row.phone) == ("", "", "", "")
    assert (row.started_on, row.last_day) == (None, None)


def test_an_active_card_whose_days_are_over_shows_as_expired(filled):
    desk, shop = filled
    over = next(one for one in shop.cards if one.state == "active" and one.last_day and one.last_day < TODAY_TEXT)
    good = next(one for one in shop.cards if one.state == "active" and one.last_day and one.last_day >= TODAY_TEXT)
    assert lists.page(desk, "cards", [over.id])[0].state is CardState.ACTIVE
    shown = lists.source(desk, "cards").rows([over.id, good.id])
    assert [row.state for row in shown] == [CardState.EXPIRED, CardState.ACTIVE]
    expired = lists.source(desk, "cards", "expired").first_rows("", False, 500)
    assert {row.state for row in expired} == {CardState.EXPIRED}


def test_what_a_customer_shows(filled):
    desk, shop = filled
    customer = next(one for one in records(shop, "customers")[::2] if one.has_open and not one.archived_at)
    (row,) = lists.page(desk, "customers", [customer.id])
    orders = [one for one in shop.orders if one.owner_id == customer.id and not one.archived_at]
    assert (row.subscriber_number, row.name, row.phone) == (
        customer.subscriber_number,
        customer.name,
        customer.phones[0],
    )
    assert row.devices == len([one for one in shop.units if one.owner_id == customer.id and not one.archived_at])
    assert row.open_orders == len([one for one in orders if is_open(one)])
    assert row.last_visit == max(date.fromisoformat(one.received_on) for one in orders)
    assert row.kind is CustomerKind(customer.kind)
    city = desk.rows("SELECT city FROM site WHERE customer_id = ?", customer.id)
    assert row.city == (city[0][0] if city else "")


def test_reading_stops_when_nobody_waits(filled):
    desk, _shop = filled
    with desk.reader() as other:
        assert len(lists.ids(other, "orders", Chosen("all"), TODAY, lambda: True)) < 2000
    with desk.reader() as other:
        every = lists.ids(other, "orders", Chosen("all"), TODAY, lambda: False)
    with desk.reader() as other:
        assert every == lists.ids(other, "orders", Chosen("all"), TODAY)


def test_ids_are_a_vector_of_numbers(filled, reader):
    found = lists.ids(reader, "orders", Chosen("all"), TODAY)
    assert isinstance(found, array)
    assert found.typecode == "q"


def test_the_source_of_the_window_agrees_with_the_list(filled, reader):
    desk, shop = filled
    source = lists.source(desk, "orders", "open")
    found = source.ids("owner", True, lambda: False)
    first = source.first_rows("owner", True, 20)
    assert list(found) == list(lists.ids(reader, "orders", Chosen("open", "owner", True), TODAY))
    assert [row[0] for row in first] == list(found[:20])
    assert {row[0] for row in source.rows(found[5:15])} == set(found[5:15])
    assert len(source.first_rows("", False, 10_000)) == len(found)
    assert source.first_rows("", False, 1)[0].state in OPEN_STATES
    owner = next(one.owner_id for one in shop.orders if not one.archived_at)
    assert {row.owner_name for row in lists.source(desk, "orders", owner_id=owner).first_rows("", False, 5)} == {
        next(one.name for one in shop.customers if one.id == owner)
    }


def test_a_source_refuses_an_unknown_list_or_filter_at_once(filled):
    desk, _shop = filled
    with pytest.raises(KeyError):
        lists.source(desk, "orders", "lost")
    with pytest.raises(KeyError):
        lists.source(desk, "everything")


def test_patience_with_uncollected_devices_is_a_setting(filled):
    desk, shop = filled
    try:
        save_settings(desk, uncollected_days=15)
        waiting = [one for one in shop.orders if one.state == "ready" and not one.archived_at]
        expected = len([one for one in waiting if one.ready_on <= TODAY - timedelta(days=15)])
        assert lists.counts(desk, "orders", TODAY)["uncollected"] == expected
    finally:
        save_settings(desk, uncollected_days=PATIENCE)


def test_few_rows_are_not_looked_for_among_all(filled):
    """A small part is read by its own index in every order; walking the whole list in order would be felt."""
    desk, _shop = filled
    small = {part.key for query in TRIED.values() for part in query.filters if part.index}
    orders = {
        "open",
        "not_repairs",
        "late",
        "due_today",
        "uncollected",
        "received_today",
        *OPEN_STATES,
        "cancelled",
        "disposed",
    }
    assert small == orders | {"expiring", "void", "raw", "added_this_month"}
    for query in TRIED.values():
        for part in (one for one in query.filters if one.index):
            for order in query.orders:
                chosen = Chosen(part.key, order.key)
                values = query.choosing_values(chosen, lists.list_days(TODAY), 10)
                plan = [row[3] for row in desk.rows(f"EXPLAIN QUERY PLAN {query.choosing(chosen)}", *values)]
                assert part.index in plan[0], (chosen, plan)
                assert plan[0].startswith("SEARCH")


def test_the_beginning_of_a_large_list_needs_no_sorting(filled):
    desk, _shop = filled
    indexed = {
        "customers": ("name", "number", "added"), "orders": ("received", "number"), "cards": ("added", "number"),
        "parts": ("name", "code", "place"),
    }  # fmt: skip
    for name, orders in indexed.items():
        query = LISTS[name]
        for order in orders:
            for descending in (False, True):
                chosen = Chosen("all", order, descending)
                values = query.choosing_values(chosen, lists.list_days(TODAY), 10)
                plan = [row[3] for row in desk.rows(f"EXPLAIN QUERY PLAN {query.choosing(chosen)}", *values)]
                assert not [step for step in plan if "TEMP B-TREE" in step], (chosen, plan)


class SlowDesk:
    """A desk that waits for nothing: every list takes too long for the window."""

    def __init__(self, desk):
        self.desk = desk

    def __getattr__(self, name):
        return getattr(self.desk, name)

    def rows_soon(self, sql, *values):
        return None


def test_what_the_window_would_wait_for_is_left_to_a_worker(filled):
    desk, _shop = filled
    slow = lists.source(SlowDesk(desk), "orders")
    assert slow.first_rows("received", True, 20) is None
    assert lists.counts_soon(SlowDesk(desk), "orders", TODAY) is None
    assert slow.beginning("received", descending=True, limit=20) == lists.source(desk, "orders").first_rows(
        "received", True, 20
    )


def test_counting_some_filters_is_counting_all_of_them(filled):
    desk, _shop = filled
    for name in LISTS:
        every = lists.counts(desk, name, TODAY)
        assert lists.counts_soon(desk, name, TODAY) == every
        for key in every:
            assert lists.counts(desk, name, TODAY, only=[key]) == {key: every[key]}


def test_the_filter_of_arrived_parts_is_what_the_sign_says(desk):
    fill_demo(desk, today=desk.today())
    arrived = lists.source(desk, "bench", "arrived").first_rows("promised", False, 100)
    waiting = lists.source(desk, "bench", "waiting_part").first_rows("promised", False, 100)
    assert arrived
    assert len(arrived) < len(waiting)
    signed = [row for row in waiting if Overlay.PART_ARRIVED in row.overlays]
    assert {row.id for row in signed} == {row.id for row in arrived}
    counted = {one.key: one.count for one in dashboard_counts(desk, desk.today())}
    assert (counted["waiting_part"], counted["arrived"]) == (len(waiting), len(arrived))
