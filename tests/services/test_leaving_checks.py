"""Each check about estimates, returns and devices that left finds what it is for, and names the order."""

import pytest

from aftersales_desktop.domain.coverage import LineKind
from aftersales_desktop.domain.estimates import Answer, AnswerBy, EstimateDraft, PlannedLine
from aftersales_desktop.domain.leaving import HandOver
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.database import database
from aftersales_desktop.services.approvals import approve_estimate
from aftersales_desktop.services.estimates import issue_estimate
from aftersales_desktop.services.hand_over import hand_back
from aftersales_desktop.services.leaving import complete_hand_over
from aftersales_desktop.services.leaving_checks import LEAVING_CHECKS
from tests.services.counter import Counter
from tests.services.leaving_samples import add_line, lend, swap, technician


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def found(counter) -> list[str]:
    problems = [problem for check in LEAVING_CHECKS if (problem := check(counter.desk)) is not None]
    assert all(Words("fa").say(problem) for problem in problems)
    return [Words("en").say(problem) for problem in problems]


def without(*triggers: str) -> None:
    for trigger in triggers:
        database.execute_sql(f"DROP TRIGGER {trigger}")


def test_an_old_part_that_nobody_decided_about(counter):
    order = counter.order()
    swap(counter.desk, order, technician(counter.desk))
    hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED)
    (problem,) = found(counter)
    assert "nobody said where an old part goes" in problem and order.number in problem


def test_a_loaner_that_left_without_a_word(counter):
    order = counter.order()
    lend(counter.desk, order)
    hand_back(counter.desk, order.id, outcome=Outcome.NO_FAULT_FOUND)
    assert "its loaner is still out" in found(counter)[0]


def test_what_was_let_pass_is_no_fault(counter):
    order = counter.order()
    lend(counter.desk, order)
    swap(counter.desk, order, technician(counter.desk))
    form = HandOver(outcome=Outcome.REPAIRED, override_reason="مدیر گفت", allowed_by="مدیر")
    complete_hand_over(counter.desk, order.id, form)
    assert found(counter) == []


def estimate(counter):
    order = counter.order()
    return issue_estimate(counter.desk, order.id, EstimateDraft((PlannedLine(LineKind.FEE, "کارشناسی", 10),)))


def test_a_state_that_nobody_said(counter):
    approve_estimate(counter.desk, estimate(counter).id, Answer("رضا", AnswerBy.PHONE))
    assert found(counter) == []
    without("estimate_state_move")
    database.execute_sql("UPDATE estimate SET state = 'refused'")
    assert "not the customer's last answer" in found(counter)[0]


def test_a_version_that_is_missing(counter):
    estimate(counter)
    without("estimate_locked")
    database.execute_sql("UPDATE estimate SET version = 3")
    assert "have a gap" in found(counter)[0]


@pytest.mark.parametrize("change", ["parent_order_id = id", "parent_order_id = NULL", "failed_line_id = 2"])
def test_a_return_from_nowhere(counter, change):
    first = counter.order()
    add_line(counter.desk, first.id)
    hand_back(counter.desk, first.id, outcome=Outcome.REPAIRED)
    again = counter.receive(counter.device(unit_id=first.unit.id)).orders[0]
    add_line(counter.desk, again.id)
    database.execute_sql("UPDATE service_order SET bounce_cause = 'part' WHERE id = ?", (again.id,))
    assert found(counter) == []
    without("service_order_return_update")
    database.execute_sql(f"UPDATE service_order SET {change} WHERE id = ?", (again.id,))
    assert "cannot be the one before" in found(counter)[0]
