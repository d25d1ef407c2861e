"""Slips of the store: what they move, what they refuse and in which words, and how they are taken back."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.errors import DeskError, NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.slips import SLIP_RULES, SlipKind, SlipLine
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import parts
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.slip_rows import find_slip, get_slip, list_slips
from aftersales_desktop.services.stock_slips import post_slip, read_code, take_slip_back
from tests.services.counter import Counter
from tests.services.store import Store

RECEIPT, ISSUE, RETURN, FAULTY, SCRAP = (
    SlipKind.RECEIPT, SlipKind.ISSUE, SlipKind.RETURN, SlipKind.FAULTY_RECEIPT, SlipKind.SCRAP,
)  # fmt: skip


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def plain(message: Message) -> str:
    return without_bidi_controls(Words("en").say(message))


def said(error: DeskError) -> str:
    return plain(error.message)


WRITTEN = "SELECT count(*), (SELECT count(*) FROM unit), (SELECT count(*) FROM stock_move) FROM audit"


def refused(store, kind, *lines, **values) -> dict[str, tuple[str, bool]]:
    """What a slip that is not written says, by field; and that nothing of it was written."""
    before = store.desk.rows(
        "SELECT count(*), (SELECT count(*) FROM unit), (SELECT count(*) FROM stock_move) FROM audit"
    )
    with pytest.raises(ValidationError) as caught:
        store.post(kind, *lines, **values)
    after = store.desk.rows(
        "SELECT count(*), (SELECT count(*) FROM unit), (SELECT count(*) FROM stock_move) FROM audit"
    )
    assert before == after
    return {problem.field: (plain(problem.message), problem.doubtful) for problem in caught.value.problems}


def test_goods_come_with_serials_numbers_and_warranty(store):
    slip = store.post(
        RECEIPT, SlipLine(store.board.id, serial="b-00001"), SlipLine(store.board.id, serial="B00002", cost=1000),
        SlipLine(store.screw.id, 40, cost=12), their_number="F-77",
    )  # fmt: skip
    assert slip.number.startswith("SR-05-00001-")
    assert store.place_of("B-00001") == "good_store"
    assert store.balance(store.screw.id) == {("good_store", "new"): 40}
    assert [(line.part_code, line.serial, line.quantity, line.cost) for line in slip.lines] == [
        ("BRD-100", "B-00001", 1, 900), ("BRD-100", "B00002", 1, 1000), ("SCR-4", "", 40, 12),
    ]  # fmt: skip
    assert slip.lines[0].warranty_until == date(2027, 5, 22)
    assert parts.get_part(store.desk, store.board.id).in_store == 2
    assert first_broken_record(store.desk) is None


def test_the_whole_way_of_a_part(store):
    store.receive_boards("B00001", "B00002", "B00003")
    store.receive_screws(20)
    store.post(ISSUE, SlipLine(unit_id=store.unit("B00001")), SlipLine(unit_id=store.unit("B00002")),
               SlipLine(store.screw.id, 8))  # fmt: skip
    store.post(
        RETURN, SlipLine(unit_id=store.unit("B00001"), after=Condition.HEALTHY_USED), SlipLine(store.screw.id, 3)
    )
    store.post(FAULTY, SlipLine(unit_id=store.unit("B00002")), SlipLine(store.screw.id, 1))
    store.post(SCRAP, SlipLine(unit_id=store.unit("B00002")), SlipLine(store.screw.id, 1))
    assert [store.place_of(serial) for serial in ("B00001", "B00002", "B00003")] == [
        "good_store",
        "scrap",
        "good_store",
    ]
    assert store.desk.rows("SELECT condition FROM unit WHERE id = ?", store.unit("B00001")) == [("healthy_used",)]
    assert store.balance(store.screw.id) == {("good_store", "new"): 15, ("bench", "new"): 4}
    assert first_broken_record(store.desk) is None


def test_numbers_of_each_kind_and_year_have_no_gap(store, clock):
    for serial in ("B00001", "B00002"):
        store.receive_boards(serial)
        store.issue(serial)
    with pytest.raises(ValidationError):
        store.issue("B00001")
    clock.move(days=150)
    store.receive_boards("B00003")
    numbers = [slip.number[:11] for slip in reversed(list_slips(store.desk))]
    assert sorted(numbers) == ["SI-05-00001", "SI-05-00002", "SR-05-00001", "SR-05-00002", "SR-06-00001"]
    assert first_broken_record(store.desk) is None
    assert find_slip(store.desk, "any", RECEIPT).number.startswith("SR-06-00001")
    first = list_slips(store.desk)[-1]
    assert find_slip(store.desk, first.number.replace("-", "").lower()).id == first.id


def test_a_double_click_makes_one_slip(store):
    slip = store.slip(RECEIPT, SlipLine(store.board.id, serial="B00001"))
    first, second = post_slip(store.desk, slip), post_slip(store.desk, slip)
    assert first.slip == second.slip
    assert store.desk.rows("SELECT count(*) FROM unit_move") == [(1,)]


def test_thirty_serials_are_one_slip(store):
    serials = [f"B{number:05}" for number in range(30)]
    slip = store.receive_boards(*serials)
    assert slip.pieces == 30
    assert [line.serial for line in slip.lines] == serials
    store.issue(*serials)
    assert store.desk.rows("SELECT count(*) FROM unit WHERE location_id = ?", store.nima.bench_id) == [(30,)]


@pytest.mark.parametrize("kind", SLIP_RULES)
def test_an_empty_slip_says_everything_that_is_missing(store, kind):
    asked = {name: None if name.endswith("_id") else " " for name in SLIP_RULES[kind].asks}
    assert set(refused(store, kind, **asked)) == {*asked, "what"}


BAD = {"10,000 letters": "م" * 10_000, "an emoji": "رضا 😀", "a formula": "=cmd()", "a NUL": "a\x00b"}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("field", ["their_number", "given_by", "received_by", "note"])
def test_words_that_cannot_be_kept_are_refused(store, field, bad):
    assert set(refused(store, RECEIPT, SlipLine(store.screw.id, 1), **{field: BAD[bad]})) == {field}


@pytest.mark.parametrize("bad", BAD)
def test_serials_that_cannot_be_kept_are_refused(store, bad):
    assert set(refused(store, RECEIPT, SlipLine(store.board.id, serial=BAD[bad]))) == {"line_0"}


@pytest.mark.parametrize("quantity", [0, -3, 10**9])
def test_numbers_that_are_none(store, quantity):
    assert set(refused(store, RECEIPT, SlipLine(store.screw.id, quantity))) == {"line_0"}
    assert set(refused(store, RECEIPT, SlipLine(store.screw.id, 1, cost=-5))) == {"line_0"}


def test_a_strange_serial_is_asked_about_once(store):
    line = SlipLine(store.board.id, serial="XX-9")
    sentence, doubtful = refused(store, RECEIPT, line)["line_0"]
    assert doubtful and "B#####" in sentence
    store.post(RECEIPT, line, confirmed=frozenset({"line_0"}))
    assert store.place_of("XX-9") == "good_store"


def test_a_serial_of_another_article_is_asked_about(store):
    store.receive_boards("B00001")
    sentence, doubtful = refused(store, RECEIPT, SlipLine(store.pump.id, serial="B00001"))["line_0"]
    assert doubtful and "برد اصلی" in sentence
    store.post(RECEIPT, SlipLine(store.pump.id, serial="B00001"), confirmed=frozenset({"line_0"}))
    assert store.desk.rows("SELECT count(*) FROM unit") == [(2,)]


def test_a_serial_comes_once(store):
    store.receive_boards("B00001")
    twice = (SlipLine(store.board.id, serial="B00002"), SlipLine(store.board.id, serial="b 00002"))
    assert "twice" in refused(store, RECEIPT, *twice)["line_1"][0]
    assert (
        "already in the parts store" in refused(store, RECEIPT, SlipLine(store.board.id, serial="B-00001"))["line_0"][0]
    )
    store.issue("B00001")
    assert "bench of نیما" in refused(store, RECEIPT, SlipLine(store.board.id, serial="B00001"))["line_0"][0]


def test_a_counted_part_has_no_serial_and_the_other_way_round(store):
    assert "counted" in refused(store, RECEIPT, SlipLine(store.screw.id, serial="S1234"))["line_0"][0]
    assert "serials" in refused(store, RECEIPT, SlipLine(store.board.id, 5))["line_0"][0]
    assert "serial number" in refused(store, RECEIPT, SlipLine(store.board.id))["line_0"][0]
    store.receive_boards("B00001")
    assert "Scan them" in refused(store, ISSUE, SlipLine(store.board.id, 1))["line_0"][0]


def test_what_is_not_in_the_store_is_not_issued(store):
    store.receive_boards("B00001", "B00002", "B00003")
    store.receive_screws(5)
    store.issue("B00001")
    unit = SlipLine(unit_id=store.unit("B00001"))
    assert "on the bench of نیما" in refused(store, ISSUE, unit, staff_id=store.sara.id)["line_0"][0]
    store.post(FAULTY, unit)
    assert "faulty" in refused(store, ISSUE, unit)["line_0"][0]
    store.post(SCRAP, unit)
    assert "never be used again" in refused(store, ISSUE, unit)["line_0"][0]
    assert "never be used again" in refused(store, SCRAP, unit)["line_0"][0]
    assert "There are only 5" in refused(store, ISSUE, SlipLine(store.screw.id, 6))["line_0"][0]
    assert "twice" in refused(store, ISSUE, *[SlipLine(unit_id=store.unit("B00002"))] * 2)["line_1"][0]


def test_two_lines_of_one_article_cannot_take_more_than_there_is(store):
    store.receive_screws(5)
    found = refused(store, ISSUE, SlipLine(store.screw.id, 4), SlipLine(store.screw.id, 2))
    assert "There are only 1 of SCR-4" in found["line_1"][0]


def test_parts_of_another_bench_do_not_come_back_from_this_one(store):
    store.receive_boards("B00001")
    store.receive_screws(5)
    store.issue("B00001")
    unit = SlipLine(unit_id=store.unit("B00001"))
    assert "bench of نیما" in refused(store, RETURN, unit, staff_id=store.sara.id)["line_0"][0]
    assert "There are only 0" in refused(store, RETURN, SlipLine(store.screw.id, 1))["line_0"][0]


def test_a_device_is_no_part(store):
    counter = Counter(store.desk)
    counter.receive(counter.device(serial="TV-5"))
    line = SlipLine(unit_id=store.unit("TV-5"))
    assert "device of رضا احمدی" in refused(store, ISSUE, line)["line_0"][0]
    assert "device of رضا احمدی" in refused(store, SCRAP, line)["line_0"][0]
    with pytest.raises(NotAllowed, match="not a part"):
        read_code(store.desk, SCRAP, "TV-5")


def test_a_code_is_read_as_the_slip_needs_it(store):
    store.receive_boards("B00001")
    store.receive_screws(5)
    assert read_code(store.desk, ISSUE, "b-00001").unit_id == store.unit("B00001")
    screws = read_code(store.desk, ISSUE, "scr4")
    assert (screws.unit_id, screws.part_id, screws.at_hand) == (None, store.screw.id, 5)
    with pytest.raises(NotFound) as caught:
        read_code(store.desk, ISSUE, "NOTHING")
    assert "NOTHING" in said(caught.value)
    with pytest.raises(NotAllowed) as caught:
        read_code(store.desk, RETURN, "B00001", staff_id=store.nima.id)
    assert "parts store" in said(caught.value)


def test_a_slip_is_taken_back_while_nothing_moved_on(store):
    receipt = store.post(RECEIPT, SlipLine(store.board.id, serial="B00001"), SlipLine(store.screw.id, 5))
    other = store.post(RECEIPT, SlipLine(store.board.id, serial="B00002"), SlipLine(store.screw.id, 3))
    issue = store.post(ISSUE, SlipLine(unit_id=store.unit("B00001")), SlipLine(store.screw.id, 2))
    with pytest.raises(NotAllowed):
        take_slip_back(store.desk, receipt.id, "اشتباه")
    take_slip_back(store.desk, issue.id, "اشتباه")
    assert store.place_of("B00001") == "good_store"
    assert store.balance(store.screw.id) == {("good_store", "new"): 8}
    with pytest.raises(NotAllowed, match="already been taken back"):
        take_slip_back(store.desk, issue.id, "باز هم")
    gone = take_slip_back(store.desk, other.id, "اشتباه")
    assert gone.taken_back_reason == "اشتباه" and len(gone.lines) == 2
    assert store.place_of("B00002") == "supplier"
    assert store.balance(store.screw.id) == {("good_store", "new"): 5}
    again = store.post(RECEIPT, SlipLine(store.board.id, serial="B00002", cost=700))
    assert again.lines[0].cost == 700
    assert store.desk.rows("SELECT count(*) FROM unit") == [(2,)], "the same thing came again"
    assert first_broken_record(store.desk) is None


@pytest.mark.parametrize("reason", ["", " ", "x" * 500, "=1"])
def test_taking_back_needs_a_reason(store, reason):
    slip = store.receive_screws(3)
    with pytest.raises(ValidationError):
        take_slip_back(store.desk, slip.id, reason)
    assert get_slip(store.desk, slip.id).taken_back_at is None


def test_an_order_on_a_slip_must_exist(store):
    order = Counter(store.desk).order()
    store.receive_screws(5)
    assert "99" in refused(store, ISSUE, SlipLine(store.screw.id, 1), order_number="99-9")["order_number"][0]
    slip = store.post(ISSUE, SlipLine(store.screw.id, 1), order_number=order.number.replace("-", ""))
    assert slip.order_number == order.number
