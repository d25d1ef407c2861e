"""The hand-over: what blocks it, what it writes down, and how it is taken back."""

from dataclasses import replace
from datetime import date

import peewee
import pytest

from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.leaving import BlockerKind, HandOver, OldPartGoes, Proof, SealAnswer, Settled
from aftersales_desktop.domain.loaners import LoanDetails, LoanerBack
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.leaving import OrderOverride
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services import check, loaners, seals
from aftersales_desktop.services.departures import blockers_of, look_at_departure
from aftersales_desktop.services.hand_over import hand_back, mark_ready
from aftersales_desktop.services.leaving import complete_hand_over, find_exit_slip, take_hand_over_back
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.stock_moves import move_unit, the_place
from aftersales_desktop.services.work import Area
from tests.services.counter import Counter
from tests.services.leaving_samples import add_line, lend, place_of, swap, technician
from tests.services.statements import noted_statements, transactions

READY = HandOver(receiver_name="رضا احمدی", outcome=Outcome.NO_FAULT_FOUND)
LET_PASS = replace(READY, override_reason="مشتری قدیمی است", allowed_by="مدیر")


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def kinds(counter, order_id: int, form: HandOver = READY) -> list[BlockerKind]:
    return [blocker.kind for blocker in blockers_of(look_at_departure(counter.desk, order_id), form)]


def refused(counter, order_id: int, form: HandOver = READY) -> list[str]:
    before = counter.everything()
    with pytest.raises(ValidationError) as caught:
        complete_hand_over(counter.desk, order_id, form)
    assert counter.everything() == before
    for problem in caught.value.problems:
        assert Words("fa").say(problem.message)
    return [problem.field for problem in caught.value.problems]


def ready(counter, **values) -> int:
    order = counter.order(**values)
    mark_ready(counter.desk, order.id, Outcome.REPAIRED, "انجام شد")
    return order.id


class TestWhatBlocks:
    def test_nothing_is_asked_of_a_device_that_owes_nothing(self, counter):
        assert complete_hand_over(counter.desk, ready(counter), READY).state is OrderState.DELIVERED
        assert counter.count("order_override") == 0

    def test_an_unpaid_balance_wants_to_know_how_it_was_paid(self, counter):
        order_id = ready(counter)
        add_line(counter.desk, order_id, price=3_000_000)
        assert refused(counter, order_id) == ["override_reason", "allowed_by"]
        assert look_at_departure(counter.desk, order_id).balance == 3_000_000
        complete_hand_over(counter.desk, order_id, replace(READY, settled=Settled.CARD))
        assert find_exit_slip(counter.desk, get_order(counter.desk, order_id).number).settled == "card"
        assert counter.count("order_override") == 0

    def test_nothing_is_noted_as_paid_where_nothing_was_to_pay(self, counter):
        order_id = ready(counter)
        complete_hand_over(counter.desk, order_id, replace(READY, settled=Settled.CASH))
        assert find_exit_slip(counter.desk, "any").settled == ""

    def test_a_deposit_counts_once_for_the_whole_visit(self, counter):
        first, second = counter.receive(counter.device(), counter.device(), deposit=5_000_000).orders
        for order in (first, second):
            add_line(counter.desk, order.id, price=3_000_000)
        assert [look_at_departure(counter.desk, one.id).balance for one in (first, second)] == [-2_000_000] * 2
        complete_hand_over(counter.desk, first.id, READY)
        assert look_at_departure(counter.desk, second.id).balance == 1_000_000

    def test_a_loaner_that_is_out(self, counter):
        order = counter.order()
        loaner = lend(counter.desk, order)
        assert kinds(counter, order.id) == [BlockerKind.LOANER]
        refused(counter, order.id)
        with counter.desk.work(Area.PARTS) as now:
            move_unit(counter.desk, now, loaner.id, Movement.LENT_BACK, the_place(Place.GOOD_STORE), order_id=order.id)
        assert complete_hand_over(counter.desk, order.id, READY).state is OrderState.DELIVERED

    def test_a_loaner_of_the_pool_blocks_until_it_is_back(self, counter):
        order, desk = counter.order(), counter.desk
        loaner = loaners.add_loaner(desk, counter.model_id, "LOAN-1")
        loan = loaners.lend(desk, order.id, loaner.id, LoanDetails(date(2026, 11, 30), "سالم"))
        assert look_at_departure(desk, order.id).loaners == ("LOAN-1",)
        refused(counter, order.id)
        loaners.take_loaner_back(desk, loan.id, LoanerBack(Condition.HEALTHY_USED))
        assert complete_hand_over(desk, order.id, READY).state is OrderState.DELIVERED

    def test_another_customers_loaner_does_not(self, counter):
        lend(counter.desk, counter.order())
        assert kinds(counter, counter.order().id) == []

    def test_an_old_part_without_an_answer(self, counter):
        order, member = counter.order(), technician(counter.desk)
        swap(counter.desk, order, member)
        assert kinds(counter, order.id) == [BlockerKind.OLD_PART]
        refused(counter, order.id)

    @pytest.mark.parametrize("missing", [(), ("charger",)])
    def test_accessories_that_are_not_ticked(self, counter, missing):
        order = counter.order(accessories=("charger", "cable"))
        form = replace(READY, accessories=missing)
        assert kinds(counter, order.id, form) == [BlockerKind.ACCESSORIES]
        assert kinds(counter, order.id, replace(READY, accessories=("cable", "charger"))) == []

    def test_the_label_of_another_device(self, counter):
        order_id = ready(counter)
        assert kinds(counter, order_id, replace(READY, proof=Proof.WRONG)) == [BlockerKind.WRONG_DEVICE]
        refused(counter, order_id, replace(READY, proof=Proof.WRONG))
        assert kinds(counter, order_id, replace(READY, proof=Proof.RIGHT)) == []

    def test_a_reason_lets_it_pass_and_stays(self, counter):
        order = counter.order(accessories=("charger",))
        add_line(counter.desk, order.id, price=10)
        lend(counter.desk, order)
        assert refused(counter, order.id, replace(LET_PASS, allowed_by=" ")) == ["allowed_by"]
        assert refused(counter, order.id, replace(LET_PASS, override_reason="ok")) == ["override_reason"]
        complete_hand_over(counter.desk, order.id, LET_PASS)
        rows = counter.desk.rows("SELECT blocker, reason, allowed_by, actor FROM order_override ORDER BY id")
        assert [row[0] for row in rows] == ["loaner", "unpaid", "accessories"]
        assert {row[1:] for row in rows} == {("مشتری قدیمی است", "مدیر", "test")}
        with pytest.raises(peewee.IntegrityError):
            OrderOverride.update(reason="چیز دیگر").execute()

    def test_an_order_that_has_left_says_so(self, counter):
        order_id = ready(counter, accessories=("charger",))
        hand_back(counter.desk, order_id)
        with pytest.raises(NotAllowed):
            complete_hand_over(counter.desk, order_id, READY)


class TestWhatIsWrittenDown:
    def test_an_old_part_goes_to_the_customer(self, counter):
        order, member = counter.order(), technician(counter.desk)
        line = swap(counter.desk, order, member)
        goes = ((line.id, OldPartGoes.CUSTOMER),)
        complete_hand_over(
            counter.desk, order.id, replace(READY, outcome=Outcome.REPAIRED, note="تعویض", old_parts=goes)
        )
        assert place_of(counter.desk, line.unit_out_id) == ("customer", "faulty")
        assert OrderLine.get_by_id(line.id).old_part == "customer"
        move = counter.desk.rows("SELECT reason, received_by FROM unit_move ORDER BY id DESC LIMIT 2")
        assert ("GIV", "رضا احمدی") in move

    @pytest.mark.parametrize(
        ("condition", "place"), [(Condition.FAULTY, "faulty_store"), (Condition.HEALTHY_USED, "good_store")]
    )
    def test_an_old_part_is_kept(self, counter, condition, place):
        order, member = counter.order(), technician(counter.desk)
        line = swap(counter.desk, order, member, old=condition)
        goes = ((line.id, OldPartGoes.KEPT),)
        complete_hand_over(
            counter.desk, order.id, replace(READY, outcome=Outcome.REPAIRED, note="تعویض", old_parts=goes)
        )
        assert place_of(counter.desk, line.unit_out_id) == (place, condition.value)

    def test_everything_is_one_transaction(self, counter):
        order, member = counter.order(accessories=("charger",)), technician(counter.desk)
        line = swap(counter.desk, order, member)
        form = replace(LET_PASS, outcome=Outcome.REPAIRED, note="تعویض", old_parts=((line.id, OldPartGoes.KEPT),))
        with noted_statements() as statements:
            complete_hand_over(counter.desk, order.id, form)
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]

    def test_the_days_of_our_own_work_begin(self, counter):
        order = counter.order()
        labour = add_line(counter.desk, order.id)
        complete_hand_over(counter.desk, order.id, replace(READY, outcome=Outcome.REPAIRED))
        assert OrderLine.get_by_id(labour.id).warranty_until == date(2026, 12, 22)

    def test_what_was_not_repaired_has_none(self, counter):
        order = counter.order()
        labour = add_line(counter.desk, order.id)
        complete_hand_over(counter.desk, order.id, replace(READY, outcome=Outcome.NOT_REPAIRABLE))
        assert OrderLine.get_by_id(labour.id).warranty_until is None

    def test_the_slip_says_what_was_said_at_the_counter(self, counter):
        order = counter.order(accessories=("charger",))
        form = replace(
            READY, accessories=("charger",), receiver_relation="همسر", receiver_document="کارت ملی", was_tested=True,
            closing_seal=" ab-12 ",
        )  # fmt: skip
        complete_hand_over(counter.desk, order.id, form)
        slip = find_exit_slip(counter.desk, order.number)
        assert (slip.receiver_relation, slip.receiver_document, slip.accessories) == ("همسر", "کارت ملی", ("charger",))
        assert slip.was_tested and slip.closing_seal == "AB-12" and slip.handed_over_by == "test"
        assert find_exit_slip(counter.desk, "any").number == order.number

    def test_a_slip_of_what_is_still_here_is_not_found(self, counter):
        order = counter.order()
        for number in (order.number, "any"):
            with pytest.raises(NotFound):
                find_exit_slip(counter.desk, number)

    def test_only_one_of_two_devices_leaves(self, counter):
        one, other = counter.receive(counter.device(), counter.device()).orders
        complete_hand_over(counter.desk, one.id, READY)
        assert get_order(counter.desk, other.id).state is OrderState.RECEIVED
        assert look_at_departure(counter.desk, other.id).companions == ()
        assert [row.id for row in look_at_departure(counter.desk, one.id).companions] == [other.id]


class TestTakenBack:
    def test_the_device_and_its_old_part_are_here_again(self, counter):
        order, member = counter.order(), technician(counter.desk)
        line = swap(counter.desk, order, member)
        labour = add_line(counter.desk, order.id)
        form = replace(READY, outcome=Outcome.REPAIRED, note="تعویض", old_parts=((line.id, OldPartGoes.CUSTOMER),))
        complete_hand_over(counter.desk, order.id, form)
        back = take_hand_over_back(counter.desk, order.id, "اشتباه دیگری بود")
        assert (back.state, back.outcome, back.delivered_on, back.receiver_name) == (
            OrderState.READY, Outcome.REPAIRED, None, "",
        )  # fmt: skip
        assert back.unit.is_in_custody and back.shelf == order.shelf
        assert place_of(counter.desk, line.unit_out_id) == ("bench", "faulty")
        assert OrderLine.get_by_id(labour.id).warranty_until is None
        assert back.events[-1].note == "اشتباه دیگری بود"
        assert check.first_broken_record(counter.desk) is None

    def test_a_cell_that_was_given_away_is_not_shared(self, counter):
        order_id = ready(counter)
        complete_hand_over(counter.desk, order_id, READY)
        other = counter.order()
        back = take_hand_over_back(counter.desk, order_id)
        assert back.shelf != other.shelf
        assert counter.desk.rows("SELECT count(DISTINCT location_id) FROM unit WHERE location_id > 1") == [(2,)]
        assert check.first_broken_record(counter.desk) is None

    def test_not_once_it_came_in_again(self, counter):
        order_id = ready(counter)
        left = complete_hand_over(counter.desk, order_id, READY)
        counter.receive(counter.device(unit_id=left.unit.id))
        with pytest.raises(NotAllowed):
            take_hand_over_back(counter.desk, order_id)

    def test_not_twice_and_not_before(self, counter):
        order_id = ready(counter)
        with pytest.raises(NotAllowed):
            take_hand_over_back(counter.desk, order_id)
        complete_hand_over(counter.desk, order_id, READY)
        take_hand_over_back(counter.desk, order_id)
        with pytest.raises(NotAllowed):
            take_hand_over_back(counter.desk, order_id)

    def test_it_can_leave_again(self, counter):
        order_id = ready(counter)
        complete_hand_over(counter.desk, order_id, READY)
        take_hand_over_back(counter.desk, order_id)
        assert complete_hand_over(counter.desk, order_id, READY).state is OrderState.DELIVERED


class TestSeals:
    @pytest.mark.parametrize(
        ("found", "answer"),
        [("ab 12", SealAnswer.MATCH), ("AB-13", SealAnswer.MISMATCH), ("", SealAnswer.ABSENT)],
    )
    def test_tell_whether_the_case_was_opened_since(self, counter, found, answer):
        left = complete_hand_over(counter.desk, ready(counter), replace(READY, closing_seal="AB-12"))
        assert seals.seal_answer(counter.desk, left.unit.id, found) is answer
        again = counter.receive(counter.device(unit_id=left.unit.id, seal_number=found)).orders[0]
        assert seals.seal_answer(counter.desk, left.unit.id, found, again.id) is answer
        assert seals.last_seal(counter.desk, left.unit.id).order_number == left.number

    def test_nothing_to_say_without_one(self, counter):
        left = complete_hand_over(counter.desk, ready(counter), READY)
        assert seals.seal_answer(counter.desk, left.unit.id, "AB-12") is None
