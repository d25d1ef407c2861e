"""What a supplier has under a claim is moved by the claim alone: no scrap minutes and no stock-take take it away."""

from __future__ import annotations

import uuid

import pytest

from aftersales_desktop.domain.errors import DeskError, NotAllowed, ValidationError
from aftersales_desktop.domain.slips import CountInput, SlipInput, SlipKind, SlipLine
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.domain.supplier_claims import ClaimAnswer, LineState
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import loaners, stock_moves, supplier_claims
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.claim_answers import answer_line
from aftersales_desktop.services.stock_count import compare, post_count
from aftersales_desktop.services.stock_slips import post_slip, read_code
from tests.services.outside import Store, new_key


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def scrap(store: Store, line: SlipLine, **values) -> object:
    slip = SlipInput(SlipKind.SCRAP, str(uuid.uuid4()), (line,), witnesses="مریم", note="سوخته", **values)
    return post_slip(store.desk, slip)


def sent(store: Store, *, arrived: bool):
    """A claim over one board and three fuses, on the way or there."""
    unit_id = store.faulty_board("B-1")
    store.faulty_fuses(3)
    claim = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
    supplier_claims.add_serial(store.desk, claim.id, "B-1")
    supplier_claims.add_counted(store.desk, claim.id, store.fuse.id, 3)
    claim = supplier_claims.send_claim(store.desk, claim.id)
    return unit_id, supplier_claims.note_arrival(store.desk, claim.id) if arrived else claim


def said(error: pytest.ExceptionInfo[DeskError]) -> str:
    return Words("en").say(error.value.message)


def count_of_store(store: Store, *serials: str) -> CountInput:
    place_id = stock_moves.the_place(Place.GOOD_STORE).id
    return CountInput(
        str(uuid.uuid4()), place_id, serials, counted_by="مریم", note="شمارش", confirmed=frozenset({"what"})
    )


def test_what_is_on_its_way_to_a_supplier_is_not_scrapped(store):
    unit_id, claim = sent(store, arrived=False)
    with pytest.raises(ValidationError) as written:
        scrap(store, SlipLine(unit_id=unit_id))
    with pytest.raises(NotAllowed) as scanned:
        read_code(store.desk, SlipKind.SCRAP, "B-1")
    assert "on the way" in said(written)
    assert said(written) == said(scanned)
    assert store.place_of(unit_id) == ("transit", "faulty")
    answer_line(store.desk, claim.lines[0].id, ClaimAnswer(LineState.REPAIRED))
    assert first_broken_record(store.desk) is None


def test_counted_parts_are_scrapped_only_from_our_own_places(store):
    _unit_id, claim = sent(store, arrived=False)
    with pytest.raises(DeskError) as refused:
        scrap(store, SlipLine(store.fuse.id, 2), place_id=stock_moves.the_place(Place.TRANSIT).id)
    assert "Choose a store or a bench" in said(refused)
    answer_line(store.desk, claim.lines[1].id, ClaimAnswer(LineState.REPAIRED))
    assert first_broken_record(store.desk) is None


def test_a_loaner_that_is_lent_is_not_scrapped(store):
    loaner = store.board_at(Place.GOOD_STORE, Condition.HEALTHY_USED, "L-1")
    row = loaners.mark_as_loaner(store.desk, loaner)
    order = store.order()
    loaners.lend(store.desk, order.id, row.id, loaners.LoanDetails(store.desk.today(), "سالم"))
    with pytest.raises(ValidationError) as refused:
        scrap(store, SlipLine(unit_id=loaner))
    assert "lent to a customer" in said(refused)


@pytest.mark.parametrize("answer", [None, ClaimAnswer(LineState.CREDITED, received=500)])
def test_a_stock_take_does_not_fetch_what_a_supplier_has_under_a_claim(store, answer):
    unit_id, claim = sent(store, arrived=True)
    if answer is not None:
        answer_line(store.desk, claim.lines[0].id, answer)
    count = count_of_store(store, "B-1")
    assert [Words("en").say(one).split(". ")[1] for one in compare(store.desk, count).refused] == [
        "Write the supplier's answer into the claim first." if answer is None else "Leave it out."
    ]
    post_count(store.desk, count)
    assert store.place_of(unit_id) == ("supplier", "faulty")
    assert first_broken_record(store.desk) is None


def test_a_stock_take_still_finds_what_came_without_a_slip(store):
    unit_id = store.board_at(Place.GOOD_STORE, Condition.NEW, "B-9")
    with store.desk.work() as now:
        stock_moves.move_unit(store.desk, now, unit_id, Movement.COUNTED, stock_moves.the_place(Place.LOST), note="؟")
    post_count(store.desk, count_of_store(store, "B-9"))
    assert store.place_of(unit_id) == ("good_store", "new")
