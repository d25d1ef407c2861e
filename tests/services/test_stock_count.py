"""Stock-takes: what is missing, unknown, elsewhere, more or fewer, and how the ledger is set right."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from aftersales_desktop.domain.errors import NotAllowed, ValidationError
from aftersales_desktop.domain.slips import CountInput, SlipKind, SlipLine
from aftersales_desktop.services.benches import places_of_ours
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.stock_count import compare, post_count
from aftersales_desktop.services.stock_slips import take_slip_back
from tests.services.counter import Counter
from tests.services.store import Store


@pytest.fixture
def store(desk) -> Store:
    store = Store(desk)
    store.receive_boards("B00001", "B00002", "B00003")
    store.receive_screws(40)
    return store


def sheet(store: Store, place: str = "good_store", **values) -> CountInput:
    place_id = next(row.id for row in places_of_ours(store.desk) if row.kind == place)
    return CountInput(**{"request_key": str(uuid.uuid4()), "place_id": place_id, "counted_by": "مریم",
                         "note": "شمارش سال", **values})  # fmt: skip


def test_a_place_that_agrees(store):
    count = sheet(store, serials=("B00001", "b-00002", "B00003"), counted=((store.screw.id, 40),), is_complete=True)
    assert compare(store.desk, count).agrees
    slip = post_count(store.desk, count)
    assert (slip.number[:8], slip.lines) == ("SC-05-00", ())


def test_only_articles_that_were_met_can_be_missing(store):
    store.post(SlipKind.RECEIPT, SlipLine(store.pump.id, serial="PUMP-1"))
    result = compare(store.desk, sheet(store, serials=("B00001", "B00002")))
    assert [unit.serial for unit in result.missing] == ["B00003"]
    assert result.counted == []
    whole = compare(store.desk, sheet(store, serials=("B00001", "B00002"), is_complete=True))
    assert [unit.serial for unit in whole.missing] == ["B00003", "PUMP-1"]
    assert [(row.expected, row.found) for row in whole.differences] == [(40, 0)]


def test_the_difference_is_posted(store):
    store.issue("B00003")
    counter = Counter(store.desk)
    counter.receive(counter.device(serial="TV-5"))
    count = sheet(store, serials=("B00001", "B00003", "UNKNOWN-1", "TV-5"), counted=((store.screw.id, 37),))
    result = compare(store.desk, count)
    assert [unit.serial for unit in result.elsewhere] == ["B00003"]
    assert [unit.serial for unit in result.missing] == ["B00002"]
    assert (len(result.unknown), len(result.refused)) == (1, 1)
    with pytest.raises(ValidationError) as caught:
        post_count(store.desk, count)
    assert [(problem.field, problem.doubtful) for problem in caught.value.problems] == [("what", True)]
    slip = post_count(store.desk, replace(count, confirmed=frozenset({"what"})))
    places = [store.place_of(serial) for serial in ("B00001", "B00002", "B00003")]
    assert places == ["good_store", "lost", "good_store"]
    assert store.balance(store.screw.id) == {("good_store", "new"): 37}
    assert slip.pieces == 5
    assert first_broken_record(store.desk) is None
    take_slip_back(store.desk, slip.id, "اشتباه شمردیم")
    assert [store.place_of(serial) for serial in ("B00002", "B00003")] == ["good_store", "bench"]
    assert store.balance(store.screw.id) == {("good_store", "new"): 40}


def test_more_than_there_should_be(store):
    post_count(store.desk, sheet(store, counted=((store.screw.id, 44),)))
    assert store.balance(store.screw.id) == {("good_store", "new"): 44}
    post_count(store.desk, sheet(store, "faulty_store", counted=((store.screw.id, 2),)))
    assert store.balance(store.screw.id) == {("good_store", "new"): 44, ("faulty_store", "faulty"): 2}


def test_what_was_lost_is_found_again(store):
    post_count(store.desk, sheet(store, serials=("B00001", "B00002")))
    assert store.place_of("B00003") == "lost"
    post_count(store.desk, sheet(store, serials=("B00001", "B00002", "B00003")))
    assert store.place_of("B00003") == "good_store"
    post_count(store.desk, sheet(store, serials=("B00001",), counted=()))
    post_count(store.desk, sheet(store, "bench", serials=("B00002",)))
    assert store.place_of("B00002") == "bench"
    assert first_broken_record(store.desk) is None


@pytest.mark.parametrize(
    ("values", "field"),
    [({}, "what"), ({"serials": ("B00001",), "note": " "}, "note"),
     ({"serials": ("B00001",), "counted_by": ""}, "counted_by"),
     ({"serials": ("B00001",), "note": "=cmd()"}, "note"), ({"serials": ("B00001",), "witnesses": "😀"}, "witnesses")],
)  # fmt: skip
def test_what_a_count_must_say(store, values, field):
    before = store.desk.rows("SELECT count(*) FROM audit")
    with pytest.raises(ValidationError) as caught:
        post_count(store.desk, sheet(store, **values))
    assert field in {problem.field for problem in caught.value.problems}
    assert store.desk.rows("SELECT count(*) FROM audit") == before


def test_negative_numbers_and_wrong_places(store):
    with pytest.raises(ValidationError):
        compare(store.desk, sheet(store, counted=((store.screw.id, -1),)))
    with pytest.raises(NotAllowed):
        compare(store.desk, sheet(store, counted=((store.board.id, 3),)))
    with pytest.raises(NotAllowed):
        compare(store.desk, sheet(store, serials=("B00001",), place_id=store.supplier.location_id))
    with pytest.raises(NotAllowed):
        compare(store.desk, sheet(store, serials=("B00001",), place_id=10**6))


def test_the_same_sheet_twice_is_one_slip(store):
    count = sheet(store, serials=("B00001",))
    assert post_count(store.desk, count) == post_count(store.desk, count)
    assert store.desk.rows("SELECT count(*) FROM stock_document WHERE kind = 'count'") == [(1,)]
