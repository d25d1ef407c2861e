"""Estimates: written, given, answered; what is agreed; and what is refused."""

from datetime import date, timedelta

import peewee
import pytest

from aftersales_desktop.domain.coverage import LineKind
from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.estimates import Answer, AnswerBy, EstimateDraft, EstimateState, PlannedLine
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.database import database
from aftersales_desktop.models.workshop import Estimate, EstimateLine
from aftersales_desktop.services.approvals import approve_estimate, note_no_answer, refuse_estimate
from aftersales_desktop.services.estimates import (
    agreed_for,
    find_paper,
    get_estimate,
    issue_estimate,
    list_estimates,
    needs_answer,
    proposed_draft,
    save_draft,
)
from aftersales_desktop.services.hand_over import cancel_order, mark_ready
from aftersales_desktop.services.order_rows import get_order
from tests.services.counter import Counter

TODAY = date(2026, 11, 23)
BOARD = PlannedLine(LineKind.PART, "برد اصلی", 40_000_000)
LABOUR = PlannedLine(LineKind.LABOUR, "تعویض برد", 9_000_000, covered=9_000_000)
USED_BOARD = PlannedLine(LineKind.PART, "برد دست دوم", 18_000_000, option=2)
YES = Answer("رضا احمدی", AnswerBy.PHONE, "باشد، انجام بدهید")


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def refused(error, act) -> str:
    with pytest.raises(error) as caught:
        act()
    assert Words("fa").say(caught.value.message)
    return Words("en").say(caught.value.message)


def fields_of(act) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        act()
    return [problem.field for problem in caught.value.problems]


def issued(counter, order_id: int, *lines: PlannedLine, **values):
    return issue_estimate(counter.desk, order_id, EstimateDraft(lines or (BOARD, LABOUR), **values))


class TestIssuing:
    def test_gives_a_number_a_last_day_and_makes_the_order_wait(self, counter):
        order = counter.order()
        estimate = issued(counter, order.id)
        assert (estimate.number, estimate.state) == (f"{order.number}-V1", EstimateState.ISSUED)
        assert estimate.valid_until == TODAY + timedelta(days=7)
        assert estimate.payable(1) == 40_000_000
        after = get_order(counter.desk, order.id)
        assert after.state is OrderState.WAITING_APPROVAL
        assert [event.kind for event in after.events][:2] == ["received", "estimate"]

    def test_within_the_ceiling_of_the_intake_nobody_waits(self, counter):
        order = counter.order(cost_ceiling=40_000_000)
        estimate = issued(counter, order.id)
        assert not needs_answer(counter.desk, estimate)
        assert get_order(counter.desk, order.id).state is OrderState.RECEIVED

    def test_one_rial_above_the_ceiling_has_to_be_asked(self, counter):
        order = counter.order(cost_ceiling=39_999_999)
        assert needs_answer(counter.desk, issued(counter, order.id))
        assert get_order(counter.desk, order.id).state is OrderState.WAITING_APPROVAL

    def test_a_draft_is_rewritten_and_begins_the_next_form(self, counter):
        order = counter.order()
        save_draft(counter.desk, order.id, EstimateDraft((BOARD,), TODAY + timedelta(days=3), "قطعه اصلی است"))
        save_draft(counter.desk, order.id, EstimateDraft((LABOUR,), TODAY + timedelta(days=4)))
        (draft,) = list_estimates(counter.desk, order.id)
        assert (draft.state, draft.lines, draft.version) == (EstimateState.DRAFT, (LABOUR,), 1)
        assert proposed_draft(counter.desk, order.id) == EstimateDraft((LABOUR,), TODAY + timedelta(days=4))
        assert get_order(counter.desk, order.id).state is OrderState.RECEIVED

    def test_a_newer_version_replaces_the_one_that_waits(self, counter):
        order = counter.order()
        first = issued(counter, order.id)
        second = issued(counter, order.id, BOARD)
        assert get_estimate(counter.desk, first.id).state is EstimateState.REPLACED
        assert (second.version, second.state) == (2, EstimateState.ISSUED)
        assert find_paper(counter.desk, order.number).estimate.id == second.id
        assert find_paper(counter.desk, order.number, 1).estimate.id == first.id
        assert find_paper(counter.desk, "any").number == f"{order.number}-V2"

    def test_asks_for_lines_and_sound_amounts(self, counter):
        order = counter.order()
        wrong = PlannedLine(LineKind.FEE, " ", -1, covered=5, quantity=0, option=3)
        assert fields_of(lambda: issued(counter, order.id, wrong)) == ["title", "quantity", "price", "option"]
        assert fields_of(lambda: issue_estimate(counter.desk, order.id, EstimateDraft(()))) == ["title"]
        over = PlannedLine(LineKind.FEE, "کارشناسی", 10, covered=11)
        assert fields_of(lambda: issued(counter, order.id, over)) == ["covered"]
        yesterday = TODAY - timedelta(days=1)
        assert fields_of(lambda: issued(counter, order.id, valid_until=yesterday)) == ["valid_until"]
        assert counter.count("estimate") == 0

    @pytest.mark.parametrize("is_cancelled", [True, False])
    def test_comes_before_the_work_is_over(self, counter, is_cancelled):
        order = counter.order()
        if is_cancelled:
            cancel_order(counter.desk, order.id, "منصرف شد")
        else:
            mark_ready(counter.desk, order.id, Outcome.REPAIRED, "انجام شد")
        assert "before the work is over" in refused(NotAllowed, lambda: issued(counter, order.id))

    def test_nothing_is_found_under_a_wrong_number(self, counter):
        refused(NotFound, lambda: find_paper(counter.desk, "any"))
        issued(counter, counter.order().id)
        refused(NotFound, lambda: find_paper(counter.desk, "any", 9))


class TestAnswer:
    def test_a_yes_keeps_who_how_and_the_words_and_the_work_goes_on(self, counter):
        order = counter.order()
        estimate = approve_estimate(counter.desk, issued(counter, order.id, BOARD, USED_BOARD).id, YES)
        assert (estimate.state, estimate.chosen_option) == (EstimateState.APPROVED, 1)
        (answer,) = estimate.answers
        assert (answer.who, answer.how, answer.words, answer.amount) == (
            "رضا احمدی", "phone", "باشد، انجام بدهید", 40_000_000,
        )  # fmt: skip
        after = get_order(counter.desk, order.id)
        assert after.state is OrderState.IN_REPAIR
        assert agreed_for(counter.desk, order.id) == 40_000_000

    def test_the_chosen_option_is_what_is_agreed(self, counter):
        order = counter.order()
        estimate = issued(counter, order.id, BOARD, USED_BOARD)
        approve_estimate(counter.desk, estimate.id, Answer("رضا", AnswerBy.MESSAGE, option=2))
        assert agreed_for(counter.desk, order.id) == 18_000_000

    def test_an_option_that_was_not_offered_is_refused(self, counter):
        estimate = issued(counter, counter.order().id)
        assert fields_of(lambda: approve_estimate(counter.desk, estimate.id, Answer("رضا", AnswerBy.PHONE, option=2)))

    def test_a_no_ends_the_order(self, counter):
        order = counter.order()
        estimate = refuse_estimate(counter.desk, issued(counter, order.id).id, YES)
        assert estimate.state is EstimateState.REFUSED
        after = get_order(counter.desk, order.id)
        assert (after.state, after.outcome) == (OrderState.READY, Outcome.PRICE_REFUSED)
        assert agreed_for(counter.desk, order.id) == 0

    def test_a_no_to_a_higher_price_leaves_what_was_agreed(self, counter):
        order = counter.order()
        approve_estimate(counter.desk, issued(counter, order.id).id, YES)
        dearer = issued(counter, order.id, BOARD, PlannedLine(LineKind.FEE, "ارسال فوری", 5_000_000))
        assert get_order(counter.desk, order.id).state is OrderState.WAITING_APPROVAL, "a higher price is asked again"
        refuse_estimate(counter.desk, dearer.id, YES)
        assert get_order(counter.desk, order.id).state is OrderState.WAITING_APPROVAL
        assert agreed_for(counter.desk, order.id) == 40_000_000

    def test_a_second_yes_replaces_the_first(self, counter):
        order = counter.order()
        first = approve_estimate(counter.desk, issued(counter, order.id).id, YES)
        approve_estimate(
            counter.desk, issued(counter, order.id, BOARD, PlannedLine(LineKind.FEE, "ارسال", 1_000_000)).id, YES
        )
        assert get_estimate(counter.desk, first.id).state is EstimateState.REPLACED
        assert agreed_for(counter.desk, order.id) == 41_000_000

    def test_twice_is_refused(self, counter):
        estimate = approve_estimate(counter.desk, issued(counter, counter.order().id).id, YES)
        for again in (approve_estimate, refuse_estimate):
            assert "is “Agreed”" in refused(NotAllowed, lambda again=again: again(counter.desk, estimate.id, YES))
        assert counter.count("approval") == 1

    def test_too_late_says_until_when_it_was_valid(self, counter, clock):
        estimate = issued(counter, counter.order().id, valid_until=TODAY)
        assert not estimate.is_over(TODAY)
        clock.move(days=1)
        assert "was valid until" in refused(NotAllowed, lambda: approve_estimate(counter.desk, estimate.id, YES))
        assert get_estimate(counter.desk, estimate.id).is_over(counter.desk.today())

    def test_nobody_is_nobody(self, counter):
        estimate = issued(counter, counter.order().id)
        assert fields_of(lambda: approve_estimate(counter.desk, estimate.id, Answer(" ", AnswerBy.PHONE))) == ["who"]

    def test_calls_in_vain_are_counted(self, counter):
        order = counter.order()
        assert note_no_answer(counter.desk, order.id) == 1
        assert note_no_answer(counter.desk, order.id, "خاموش بود") == 2
        cancel_order(counter.desk, order.id, "منصرف شد")
        refused(NotAllowed, lambda: note_no_answer(counter.desk, order.id))


class TestTheFileItself:
    @pytest.mark.parametrize(
        "change",
        [
            lambda row: EstimateLine.update(price=1).where(EstimateLine.estimate == row.id),
            lambda row: EstimateLine.delete().where(EstimateLine.estimate == row.id),
            lambda row: EstimateLine.insert(estimate=row.id, option=1, position=9, kind="fee", title="x", price=1),
            lambda row: Estimate.update(valid_until=TODAY).where(Estimate.id == row.id),
            lambda row: Estimate.update(state="draft", issued_at=None).where(Estimate.id == row.id),
        ],
    )
    def test_an_issued_estimate_never_changes(self, counter, change):
        estimate = issued(counter, counter.order().id)
        with pytest.raises(peewee.IntegrityError), database.atomic():
            change(estimate).execute()
