"""The steps of an order: what the table does not have is refused, and every condition of what it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from aftersales_desktop.domain.order_states import ORDER_MOVES, OrderState, Outcome
from aftersales_desktop.domain.workshop import (
    OWN_WAYS,
    READY_OUTCOMES,
    WORK_DONE,
    OrderFacts,
    Overlay,
    OverlayFacts,
    overlays,
    possible_steps,
    step_problem,
)
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls

S, O = OrderState, Outcome  # noqa: E741 - as the domain calls them
TODAY = date(2026, 11, 23)
FORBIDDEN = [(before, after) for before in S for after in S if after not in ORDER_MOVES[before]]
ALLOWED = [(before, after) for before in S for after in ORDER_MOVES[before] if after not in OWN_WAYS]


def facts(state: OrderState, **values) -> OrderFacts:
    """An order to which nothing is in the way."""
    usual = {"has_estimate": True, "is_approved": True, "done_lines": 1, "wants_quality_control": True}
    return OrderFacts(state, **usual | values)


def needs_check(state: OrderState, outcome: Outcome) -> bool:
    """Done work leaves quality control only by the check itself."""
    return state is S.QUALITY_CONTROL and outcome in WORK_DONE


def said(problem) -> str:
    assert problem is not None
    assert Words("fa").say(problem.message) != Words("en").say(problem.message)
    return without_bidi_controls(Words("en").say(problem.message))


@pytest.mark.parametrize(("before", "after"), FORBIDDEN)
def test_every_step_outside_the_table_is_refused(before, after):
    problem = step_problem(facts(before), after, O.REPAIRED, "چون")
    assert problem.field == "" and "cannot become" in said(problem)
    assert after not in [step.target for step in possible_steps(facts(before))]


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_every_step_of_the_table_is_possible_when_nothing_is_in_the_way(before, after):
    wants = after is not S.READY or before is not S.IN_REPAIR
    outcome = next((one for one in READY_OUTCOMES.get(before, ()) if not needs_check(before, one)), None)
    outcome = outcome if after is S.READY else None
    assert step_problem(facts(before, wants_quality_control=wants), after, outcome, "چون") is None


@pytest.mark.parametrize("state", list(S))
def test_offered_are_exactly_the_steps_of_the_bench(state):
    offered = {step.target for step in possible_steps(facts(state))}
    expected = set() if state is S.AT_EXTERNAL else {one for one in ORDER_MOVES[state] if one not in OWN_WAYS}
    assert offered == expected


class TestMoney:
    @pytest.mark.parametrize("before", [S.DIAGNOSING, S.WAITING_PART, S.WAITING_APPROVAL])
    def test_work_does_not_begin_above_what_was_agreed(self, before):
        known = facts(before, payable=1001, agreed=1000)
        assert "1,001 rial" in said(step_problem(known, S.IN_REPAIR))
        assert step_problem(replace(known, payable=1000), S.IN_REPAIR) is None

    def test_nothing_to_pay_needs_no_agreement(self):
        assert step_problem(facts(S.DIAGNOSING, payable=0, agreed=0), S.IN_REPAIR) is None

    @pytest.mark.parametrize("target", [S.IN_REPAIR, S.WAITING_PART])
    def test_who_waits_for_an_answer_waits_for_it(self, target):
        assert "not agreed yet" in said(step_problem(facts(S.WAITING_APPROVAL, is_approved=False), target))

    @pytest.mark.parametrize("before", [S.DIAGNOSING, S.IN_REPAIR])
    def test_nobody_waits_for_an_answer_to_nothing(self, before):
        assert "estimate first" in said(step_problem(facts(before, has_estimate=False), S.WAITING_APPROVAL))


class TestReady:
    @pytest.mark.parametrize("state", [one for one in S if S.READY in ORDER_MOVES[one]])
    @pytest.mark.parametrize("outcome", list(O))
    def test_with_exactly_the_outcomes_of_its_state(self, state, outcome):
        known = facts(state, wants_quality_control=False)
        problem = step_problem(known, S.READY, outcome, "چون")
        assert (problem is None) == (outcome in READY_OUTCOMES[state] and not needs_check(state, outcome))

    @pytest.mark.parametrize("outcome", WORK_DONE)
    def test_done_work_leaves_quality_control_by_the_check(self, outcome):
        assert "Note the quality check" in said(step_problem(facts(S.QUALITY_CONTROL), S.READY, outcome, "چون"))

    def test_needs_an_outcome(self):
        assert step_problem(facts(S.RECEIVED), S.READY).field == "outcome"

    @pytest.mark.parametrize("outcome", [O.REPAIRED, O.REPLACED])
    def test_work_that_was_done_is_told(self, outcome):
        nothing = facts(S.RECEIVED, done_lines=0)
        assert step_problem(nothing, S.READY, outcome, "  ").field == "note"
        assert step_problem(nothing, S.READY, outcome, "لحیم شد") is None
        assert step_problem(replace(nothing, done_lines=1), S.READY, outcome) is None

    def test_planned_work_is_not_forgotten(self):
        planned = facts(S.IN_REPAIR, planned_lines=1, wants_quality_control=False)
        assert "Planned work" in said(step_problem(planned, S.READY, O.REPAIRED))
        assert step_problem(planned, S.READY, O.NOT_REPAIRABLE) is None

    def test_without_a_fault_no_part_was_put_in(self):
        assert step_problem(facts(S.RECEIVED, done_parts=1), S.READY, O.NO_FAULT_FOUND).field == "outcome"

    def test_repaired_goes_through_quality_control_where_that_is_wanted(self):
        wanted = facts(S.IN_REPAIR)
        assert "quality control" in said(step_problem(wanted, S.READY, O.REPAIRED))
        assert step_problem(wanted, S.READY, O.NOT_REPAIRABLE) is None
        assert step_problem(replace(wanted, wants_quality_control=False), S.READY, O.REPAIRED) is None
        assert "switched off" in said(
            step_problem(replace(wanted, wants_quality_control=False), S.QUALITY_CONTROL)
        )  # fmt: skip


@pytest.mark.parametrize("before", [S.READY, S.QUALITY_CONTROL])
def test_going_back_to_work_needs_a_reason(before):
    assert step_problem(facts(before), S.IN_REPAIR).field == "note"
    assert step_problem(facts(before, payable=10), S.IN_REPAIR, note="صدا می‌دهد") is None


def test_a_missing_part_keeps_waiting():
    known = facts(S.WAITING_PART, missing_parts=("BRD-1",))
    assert "BRD-1" in said(step_problem(known, S.IN_REPAIR))
    steps = {step.target: step.refusal for step in possible_steps(known)}
    assert steps[S.IN_REPAIR] is not None and steps[S.READY] is None


class TestOrder:
    def test_the_usual_step_is_first(self):
        assert possible_steps(facts(S.RECEIVED))[0].target is S.DIAGNOSING
        assert possible_steps(facts(S.DIAGNOSING))[0].target is S.IN_REPAIR
        assert possible_steps(facts(S.IN_REPAIR))[0].target is S.QUALITY_CONTROL
        assert possible_steps(facts(S.IN_REPAIR, wants_quality_control=False))[0].target is S.READY

    def test_what_is_not_possible_comes_last(self):
        steps = possible_steps(facts(S.DIAGNOSING, payable=5))
        assert steps[-1].target is S.IN_REPAIR and steps[-1].refusal is not None


class TestOverlays:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [(-1, (Overlay.LATE,)), (0, (Overlay.AT_RISK,)), (1, (Overlay.AT_RISK,)), (2, ()), (9, ())],
    )
    def test_a_promise(self, days, expected):
        promised = TODAY + timedelta(days=days)
        assert overlays(OverlayFacts(S.IN_REPAIR, promised_on=promised), TODAY, 7) == expected
        assert overlays(OverlayFacts(S.READY, promised_on=promised), TODAY, 7) == ()

    def test_a_friday_is_no_day_to_keep_a_promise(self):
        thursday = date(2026, 11, 26)
        saturday = OverlayFacts(S.DIAGNOSING, promised_on=thursday + timedelta(days=2))
        assert overlays(saturday, thursday, 7) == (Overlay.AT_RISK,)

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            (6, ()), (7, (Overlay.UNCOLLECTED_1,)), (44, (Overlay.UNCOLLECTED_1,)), (45, (Overlay.UNCOLLECTED_2,)),
            (90, (Overlay.UNCOLLECTED_3,)), (900, (Overlay.UNCOLLECTED_3,)),
        ],
    )  # fmt: skip
    def test_what_nobody_fetches(self, days, expected):
        known = OverlayFacts(S.READY, ready_on=TODAY - timedelta(days=days))
        assert overlays(known, TODAY, 7) == expected

    def test_a_part_that_came(self):
        waiting = OverlayFacts(S.WAITING_PART, planned_parts=2)
        assert overlays(waiting, TODAY, 7) == (Overlay.PART_ARRIVED,)
        assert overlays(replace(waiting, missing_parts=1), TODAY, 7) == ()
        assert overlays(replace(waiting, planned_parts=0), TODAY, 7) == ()

    def test_money_above_what_was_agreed(self):
        known = OverlayFacts(S.IN_REPAIR, payable=11, agreed=10)
        assert overlays(known, TODAY, 7) == (Overlay.ABOVE_AGREED,)
        assert overlays(replace(known, agreed=11), TODAY, 7) == ()

    @pytest.mark.parametrize("state", [S.DELIVERED, S.CLOSED, S.CANCELLED, S.DISPOSED])
    def test_what_is_gone_needs_no_notice(self, state):
        known = OverlayFacts(state, promised_on=TODAY - timedelta(days=9), is_bounce=True, payable=5)
        assert overlays(known, TODAY, 7) == ()
