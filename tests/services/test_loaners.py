"""Loaners: the pool, a loan in and out, what it blocks; the ledger follows."""

from datetime import date

import pytest

from aftersales_desktop.domain.errors import DeskError, NotAllowed, ValidationError
from aftersales_desktop.domain.leaving import BlockerKind, HandOver
from aftersales_desktop.domain.loaners import LoanDetails, LoanerBack
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.stock import Condition, Place
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import departures, hand_over, loaners, reception
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.loaners import LoanerDetails
from aftersales_desktop.services.order_rows import get_order
from tests.services.outside import Store

SLIP = LoanDetails(date(2026, 12, 7), "سالم با شارژر", 80_000_000, 10_000_000)


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def add(store: Store, serial: str = "LOAN-1") -> loaners.LoanerRow:
    return loaners.add_loaner(store.desk, store.model_id, serial, LoanerDetails(80_000_000, 10_000_000, "سالم"))


def in_quarantine(store: Store) -> loaners.LoanerRow:
    """One that came back broken."""
    loaner, order = add(store), store.order()
    loan = loaners.lend(store.desk, order.id, loaner.id, SLIP)
    loaners.take_loaner_back(store.desk, loan.id, LoanerBack(Condition.FAULTY, "شکسته"))
    return loaner


def test_a_loaner_that_was_retired_is_not_lent_again_by_an_inspection(store):
    loaner = in_quarantine(store)
    loaners.retire_loaner(store.desk, loaner.id)
    with pytest.raises(NotAllowed) as refused:
        loaners.pass_inspection(store.desk, loaner.id, Condition.REPAIRED)
    assert "no loaner any more" in Words("en").say(refused.value.message)
    assert store.place_of(loaner.unit_id) == ("quarantine", "faulty")


@pytest.mark.parametrize("condition", [Condition.FAULTY, Condition.SUSPECT, Condition.SCRAP])
def test_only_a_healthy_loaner_passes_the_inspection(store, condition):
    loaner = in_quarantine(store)
    with pytest.raises(ValidationError):
        loaners.pass_inspection(store.desk, loaner.id, condition)
    assert store.place_of(loaner.unit_id) == ("quarantine", "faulty")


def test_a_loaner_goes_out_and_comes_back(store, clock):
    loaner, order = add(store), store.order()
    assert [row.serial for row in loaners.free_loaners(store.desk)] == ["LOAN-1"]
    loan = loaners.lend(store.desk, order.id, loaner.id, SLIP)
    assert store.place_of(loaner.unit_id) == ("loaner_out", "healthy_used")
    assert loaners.free_loaners(store.desk) == []
    assert [one.id for one in loaners.loans_of(store.desk, order.id)] == [loan.id]
    assert first_broken_record(store.desk) is None
    clock.move(days=3)
    back = loaners.take_loaner_back(store.desk, loan.id, LoanerBack(Condition.HEALTHY_USED, "خط ریز روی قاب"))
    assert (back.returned_on, back.condition_back) == (date(2026, 11, 26), Condition.HEALTHY_USED)
    assert loaners.list_loaners(store.desk)[0].condition_words == "خط ریز روی قاب", "the next slip says it too"
    assert loaners.loaner_blockers(store.desk, order.id) == []
    assert [event.kind for event in get_order(store.desk, order.id).events] == ["received", "lent", "loaner_back"]
    assert first_broken_record(store.desk) is None


def test_a_loaner_out_is_named_as_what_blocks_the_hand_over(store):
    loaner, order = add(store), store.order()
    loaners.lend(store.desk, order.id, loaner.id, SLIP)
    (blocker,) = loaners.loaner_blockers(store.desk, order.id)
    assert "LOAN-1" in Words("en").say(blocker) and "Take it back first" in Words("en").say(blocker)


def test_the_hand_over_sees_the_same_loaner(store):
    loaner, order = add(store), store.order()
    loan = loaners.lend(store.desk, order.id, loaner.id, SLIP)
    departure = departures.look_at_departure(store.desk, order.id)
    assert departure.loaners == ("LOAN-1",)
    kinds = [blocker.kind for blocker in departures.blockers_of(departure, HandOver())]
    assert BlockerKind.LOANER in kinds
    loaners.take_loaner_back(store.desk, loan.id, LoanerBack(Condition.HEALTHY_USED))
    assert departures.look_at_departure(store.desk, order.id).loaners == ()


def test_an_intake_is_not_cancelled_while_its_customer_has_our_loaner(store):
    loaner, order = add(store), store.order()
    loan = loaners.lend(store.desk, order.id, loaner.id, SLIP)
    with pytest.raises(NotAllowed):
        hand_over.cancel_order(store.desk, order.id, "اشتباه بود")
    assert first_broken_record(store.desk) is None
    loaners.take_loaner_back(store.desk, loan.id, LoanerBack(Condition.HEALTHY_USED))
    assert hand_over.cancel_order(store.desk, order.id, "اشتباه بود").state is OrderState.CANCELLED
    assert first_broken_record(store.desk) is None


def test_the_slip_is_filled_with_the_promise_or_the_usual_days(store):
    loaner = add(store)
    promised = store.order(promised_on=date(2026, 11, 30))
    assert loaners.usual_loan(store.desk, promised.id, loaner) == LoanDetails(
        date(2026, 11, 30), "سالم", 80_000_000, 10_000_000
    )
    assert loaners.usual_loan(store.desk, store.order().id, loaner).due_on == date(2026, 12, 7)


def test_a_damaged_loaner_waits_in_quarantine_until_it_is_inspected(store):
    loaner, order = add(store), store.order()
    loan = loaners.lend(store.desk, order.id, loaner.id, SLIP)
    loaners.take_loaner_back(store.desk, loan.id, LoanerBack(Condition.SUSPECT, "صدا می‌دهد"))
    assert store.place_of(loaner.unit_id) == ("quarantine", "suspect")
    assert loaners.free_loaners(store.desk) == []
    with pytest.raises(NotAllowed):
        loaners.lend(store.desk, order.id, loaner.id, SLIP)
    assert loaners.pass_inspection(store.desk, loaner.id, Condition.REPAIRED).is_free
    assert loaners.lend(store.desk, order.id, loaner.id, SLIP).id


def test_a_part_of_the_store_may_be_lent_too(store):
    unit_id = store.board_at(Place.GOOD_STORE, Condition.HEALTHY_USED, "PART-1")
    loaner = loaners.mark_as_loaner(store.desk, unit_id)
    loan = loaners.lend(store.desk, store.order().id, loaner.id, SLIP)
    assert loan.loaner.kind == "part" and store.place_of(unit_id) == ("loaner_out", "healthy_used")


# refused ----------------------------------------------------------------------------------------------------------


def test_what_is_not_healthy_in_our_store_is_no_loaner(store):
    theirs = store.order(serial="THEIRS")
    store.faulty_board("BROKEN")
    with pytest.raises(NotAllowed):
        loaners.add_loaner(store.desk, store.model_id, "THEIRS")
    with pytest.raises(NotAllowed):
        loaners.mark_as_loaner(store.desk, theirs.unit.id)
    with pytest.raises(ValidationError):
        loaners.add_loaner(store.desk, store.model_id, " - ")
    add(store)
    with pytest.raises(NotAllowed):
        add(store)


def test_one_loaner_is_lent_once_and_only_for_an_open_order(store):
    loaner, first, second = add(store), store.order(), store.order()
    loaners.lend(store.desk, first.id, loaner.id, SLIP)
    with pytest.raises(NotAllowed):
        loaners.lend(store.desk, second.id, loaner.id, SLIP)
    with pytest.raises(NotAllowed):
        loaners.retire_loaner(store.desk, loaner.id)
    other = add(store, "LOAN-2")
    hand_over.hand_back(store.desk, second.id, outcome=Outcome.NO_FAULT_FOUND)
    with pytest.raises(NotAllowed):
        loaners.lend(store.desk, second.id, other.id, SLIP)
    assert store.place_of(other.unit_id)[0] == "good_store"
    loaners.retire_loaner(store.desk, other.id)
    with pytest.raises(NotAllowed):
        loaners.lend(store.desk, first.id, other.id, SLIP)


@pytest.mark.parametrize(
    ("slip", "field"),
    [
        (LoanDetails(None, "سالم"), "due_on"),
        (LoanDetails(date(2026, 11, 22), "سالم"), "due_on"),
        (LoanDetails(date(2026, 12, 1), " "), "condition_words"),
        (LoanDetails(date(2026, 12, 1), "س" * 301), "condition_words"),
        (LoanDetails(date(2026, 12, 1), "سالم", value=-1), "value"),
        (LoanDetails(date(2026, 12, 1), "سالم", deposit=10**13), "deposit"),
    ],
)
def test_a_wrong_slip_lends_nothing(store, slip, field):
    loaner, order = add(store), store.order()
    with pytest.raises(ValidationError) as error:
        loaners.lend(store.desk, order.id, loaner.id, slip)
    assert [problem.field for problem in error.value.problems] == [field]
    assert store.place_of(loaner.unit_id)[0] == "good_store"


def test_a_loaner_comes_back_once_and_what_is_wrong_is_written(store):
    loaner, order = add(store), store.order()
    loan = loaners.lend(store.desk, order.id, loaner.id, SLIP)
    for back in (LoanerBack(None), LoanerBack(Condition.NEW), LoanerBack(Condition.FAULTY)):
        with pytest.raises(ValidationError):
            loaners.take_loaner_back(store.desk, loan.id, back)
    loaners.take_loaner_back(store.desk, loan.id, LoanerBack(Condition.HEALTHY_USED))
    with pytest.raises(NotAllowed):
        loaners.take_loaner_back(store.desk, loan.id, LoanerBack(Condition.HEALTHY_USED))


def test_a_loaner_cannot_be_taken_in_as_a_customers_device(store):
    add(store)
    with pytest.raises(DeskError):
        reception.register_intake(store.desk, store.intake(store.device(serial="LOAN-1")))


def test_the_newest_slip_is_found_by_the_order(store):
    loaner, order = add(store), store.order()
    loan = loaners.lend(store.desk, order.id, loaner.id, SLIP)
    assert loaners.find_loan(store.desk, order.number).id == loaners.find_loan(store.desk, "any").id == loan.id
    with pytest.raises(DeskError):
        loaners.find_loan(store.desk, "01-05-99999-0")
