"""Parts in the one search box: by code, its beginning, the words of their name, and the serial of one of them."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.i18n import Code
from aftersales_desktop.services import parts
from aftersales_desktop.services.search import search
from aftersales_desktop.services.search_hits import HitKind
from aftersales_desktop.services.search_upkeep import repair_search, search_is_sound
from tests.services.counter import Counter
from tests.services.store import Store


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def found(store: Store, typed: str) -> list[int]:
    return [hit.id for hit in search(store.desk, typed).hits if hit.kind is HitKind.PART]


@pytest.mark.parametrize("typed", ["BRD-100", "brd100", "BRD", "برد", "برد اصلی", "اصلی بر", "برد brd"])
def test_by_code_and_by_name(store, typed):
    assert found(store, typed) == [store.board.id]


@pytest.mark.parametrize("typed", ["لامپ", "BRD-200", "برد پمپ", "X"])
def test_what_no_part_is_called_finds_none(store, typed):
    assert found(store, typed) == []


def test_the_whole_code_opens_it_and_a_serial_leads_to_its_part(store):
    hit = search(store.desk, "pmp-1").exact
    assert (hit.kind, hit.id, hit.title) == (HitKind.PART, store.pump.id, ("پمپ تخلیه",))
    assert hit.subtitle[0] == Code("PMP-1")
    store.receive_boards("B00001")
    results = search(store.desk, "B00001")
    assert results.exact.kind is HitKind.UNIT
    assert found(store, "B00001") == [store.board.id]


def test_what_is_renamed_or_put_away_is_found_so(store):
    part = parts.get_part(store.desk, store.pump.id)
    parts.change_part(store.desk, part.id, PartDetails("PMP-1", "موتور تخلیه", is_serialised=True))
    assert found(store, "پمپ") == []
    assert found(store, "موتور") == [part.id]
    assert search_is_sound(store.desk)
    store.desk.rows("INSERT INTO part_names (part_names) VALUES ('delete-all')")
    assert not search_is_sound(store.desk)
    repair_search(store.desk)
    assert search_is_sound(store.desk)
    assert found(store, "موتور") == [part.id]


def test_the_code_of_a_part_hides_no_customer_with_these_digits(store):
    parts.add_part(store.desk, PartDetails("1234567", "پیچ"))
    Counter(store.desk)
    hits = search(store.desk, "1234567").hits
    assert {hit.kind for hit in hits} == {HitKind.PART, HitKind.CUSTOMER}


def test_no_part_is_looked_for_by_walking_through_all(store):
    from aftersales_desktop.services import search_sql

    for query, values in (
        (search_sql.PART_BY_START, ("BRD", "BRE", 9)),
        (search_sql.PART_BY_WORDS, ('"brd"*', 9)), (search_sql.PARTS_OF_UNITS, ("[1]", 9)),
    ):  # fmt: skip
        plan = [row[3] for row in store.desk.rows(f"EXPLAIN QUERY PLAN {query}", *values)]
        assert not [step for step in plan if step.startswith("SCAN p") and "VIRTUAL" not in step], plan
        assert not [step for step in plan if step.startswith(("SCAN part", "SCAN u")) and "VIRTUAL" not in step], plan
