"""A search index that drifted from its table is noticed and made again."""

from __future__ import annotations

import pytest

from aftersales_desktop.services.search import search
from aftersales_desktop.services.search_upkeep import repair_search, search_is_sound
from tests.services.factories import add_category, add_customer, add_model, add_unit

DRIFTS = {
    "a name that is not indexed": (
        "INSERT INTO customer_names (customer_names, rowid, name_search) VALUES ('delete', 1, 'رضا احمدی رضااحمدی')",
        "احم",
    ),
    "pieces that are not indexed": (
        "INSERT INTO customer_pieces (customer_pieces, rowid, name_search, phones_search) "
        "VALUES ('delete', 1, 'رضا احمدی رضااحمدی', '09121234567')",
        "12345",
    ),
    "an identifier that is not indexed": (
        "INSERT INTO identifier_pieces (identifier_pieces, rowid, value_norm) VALUES ('delete', 1, 'SN82290')",
        "822",
    ),
    "a name that no row has": ("INSERT INTO customer_names (rowid, name_search) VALUES (99, 'کسی')", "احم"),
    "everything lost": ("INSERT INTO customer_names (customer_names) VALUES ('delete-all')", "احم"),
}


@pytest.fixture
def filled(desk):
    add_customer(1, "رضا احمدی", ["09121234567"])
    add_unit(add_model(add_category(), "Aral", "X-100"), 1, "SN8-2290")
    return desk


def test_a_fresh_file_is_sound(desk):
    assert search_is_sound(desk)


def test_changes_through_the_tables_keep_it_sound(filled):
    filled.rows("UPDATE customer SET name_search = 'سارا', phones_search = '' WHERE id = 1")
    filled.rows("UPDATE unit_identifier SET value_norm = 'AB123', value_rev = '321BA' WHERE id = 1")
    assert search_is_sound(filled)


@pytest.mark.parametrize("drift", DRIFTS)
def test_drift_is_noticed_and_repaired(filled, drift):
    statement, query = DRIFTS[drift]
    assert search_is_sound(filled)
    before = search(filled, query)
    assert before.hits

    filled.rows(statement)
    assert not search_is_sound(filled)

    repair_search(filled)
    assert search_is_sound(filled)
    assert search(filled, query) == before


def test_a_repair_announces_nothing_and_is_one_transaction(filled):
    heard = []
    filled.listeners.append(heard.append)
    repair_search(filled)
    assert heard == []
