"""The counters of the day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aftersales_desktop.services import drafts, lists, prints
from aftersales_desktop.services.dashboard import DRAFTS, PRINTS, dashboard_counts
from aftersales_desktop.services.lists import LISTS
from tests.services.factories import (
    TODAY,
    add_card,
    add_category,
    add_customer,
    add_event,
    add_issuer,
    add_model,
    add_order,
    add_unit,
)


@pytest.fixture
def shop(desk):
    """Ten devices of one customer; the tests put them into orders."""
    add_customer(1, "رضا احمدی", ["09121234567"])
    model = add_model(add_category(), "Aral", "X-100")
    for number in range(1, 11):
        add_unit(model, 1, f"SN-{number:04}")
    return desk


def counted(desk) -> dict[str, int]:
    return {one.key: one.count for one in dashboard_counts(desk, TODAY)}


def test_nothing_waits_in_a_fresh_file(desk):
    assert set(counted(desk).values()) == {0}


def test_promises(shop):
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    for number, day in enumerate((yesterday, TODAY, TODAY, tomorrow, None), start=1):
        add_order(number, number, 1, state="in_repair", promised_on=day.isoformat() if day else None)
    add_order(6, 6, 1, state="ready", promised_on=yesterday.isoformat())
    add_order(7, 7, 1, state="delivered", promised_on=yesterday.isoformat())
    assert counted(shop)["late"] == 1
    assert counted(shop)["due_today"] == 2
    assert counted(shop)["ready"] == 1
    assert counted(shop)["received_today"] == 7


def test_uncollected_counts_from_the_last_time_it_became_ready(shop):
    for number, days in enumerate((8, 7, 6, 0), start=1):
        add_order(number, number, 1, state="ready")
        add_event(number, "ready", TODAY - timedelta(days=days))
    add_order(5, 5, 1, state="ready")
    add_event(5, "ready", TODAY - timedelta(days=30))
    add_event(5, "in_repair", TODAY - timedelta(days=20))
    add_event(5, "ready", TODAY - timedelta(days=2))
    assert counted(shop)["uncollected"] == 2
    assert counted(shop)["ready"] == 5


def test_cards_that_expire_soon(shop):
    issuer = add_issuer("مرکز ما", is_ours=True)
    for number, days in enumerate((-1, 0, 30, 31), start=1):
        last_day = TODAY + timedelta(days=days)
        held = {"unit_id": number, "owner_id": 1, "state": "active", "started_on": "2025-01-01"}
        add_card(f"G{number}", issuer, last_day=last_day.isoformat(), **held)
    assert counted(shop)["expiring"] == 2


def test_papers_that_did_not_come_out(shop):
    paper = {"copy": 0, "paper": "A5", "target": "printer"}
    prints.log_print(shop, "intake-receipt", "one", "1", problem="no paper", **paper)
    prints.log_print(shop, "intake-receipt", "two", "2", later=True, **paper)
    prints.log_print(shop, "device-label", "two", "2", later=True, **paper)
    prints.log_print(shop, "intake-receipt", "two", "2", **paper)
    assert counted(shop)["unprinted"] == len(prints.list_unprinted(shop)) == 2


def test_unfinished_forms(shop):
    drafts.keep_draft(shop, "intake", {"name": "سارا"})
    drafts.keep_draft(shop, "customer", {"name": "رضا"})
    assert counted(shop)["drafts"] == 2


def test_each_counter_opens_a_list_that_holds_as_many(shop):
    for number in range(1, 9):
        add_order(number, number, 1, state="ready" if number % 2 else "diagnosing", promised_on=TODAY.isoformat())
        add_event(number, "ready", TODAY - timedelta(days=10))
    for one in dashboard_counts(shop, TODAY):
        if one.list in LISTS:
            assert len(lists.source(shop, one.list, one.filter).first_rows("", False, 100)) == one.count
        else:
            assert one.list in (PRINTS, DRAFTS)
    assert counted(shop)["ready"] == 4
    assert counted(shop)["uncollected"] == 4


def test_counters_come_over_a_reader(shop):
    with shop.reader() as reader:
        assert dashboard_counts(reader, TODAY) == dashboard_counts(shop, TODAY)
