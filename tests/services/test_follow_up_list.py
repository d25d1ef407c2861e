"""The follow-up: who is to be called, whose letter is due, what is elsewhere, each from the events themselves."""

from datetime import date, timedelta

import pytest

from aftersales_desktop.domain.loaners import LoanDetails
from aftersales_desktop.domain.outside_repair import OutsideDetails, OutsideKind
from aftersales_desktop.domain.supplier_claims import ClaimAnswer, LineState
from aftersales_desktop.domain.uncollected import CallResult
from aftersales_desktop.services import (
    calls,
    lists,
    loaners,
    outside_repair,
    reception,
    supplier_claims,
    uncollected,
)
from aftersales_desktop.services.claim_answers import answer_line
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.settings import save_settings
from tests.services.outside import Store, new_key


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def ids(store, chosen: str, name: str = "follow_up") -> list[int]:
    return [row.id for row in lists.source(store.desk, name, chosen).beginning(limit=50)]


def test_a_ready_device_is_to_be_called_after_some_days_and_once_a_day(store, clock):
    order = store.ready_order()
    clock.move(days=2)
    assert ids(store, "to_call") == []
    clock.move(days=1)
    assert ids(store, "to_call") == [order.id]
    calls.note_call(store.desk, order.id, CallResult.NO_ANSWER)
    assert ids(store, "to_call") == []
    clock.move(days=1)
    assert ids(store, "to_call") == [order.id]
    save_settings(store.desk, call_after_days=10)
    assert ids(store, "to_call") == []


def test_who_will_come_is_left_alone_until_that_day_is_over(store, clock):
    order = store.ready_order()
    clock.move(days=5)
    calls.note_call(store.desk, order.id, CallResult.WILL_COME, comes_on=store.desk.today() + timedelta(days=2))
    clock.move(days=2)
    assert (ids(store, "to_call"), ids(store, "will_come")) == ([], [order.id])
    clock.move(days=1)
    assert (ids(store, "to_call"), ids(store, "will_come")) == ([order.id], [])


def test_a_changed_promise_puts_the_customer_on_the_list_until_called(store, clock):
    order = store.order(promised_on=date(2026, 11, 26))
    assert ids(store, "to_call") == []
    clock.move(hours=1)
    device = store.device(unit_id=order.unit.id, promised_on=date(2026, 11, 30))
    reception.edit_order(store.desk, order.id, device, "قطعه نرسید")
    assert ids(store, "to_call") == [order.id]
    clock.move(hours=1)
    calls.note_call(store.desk, order.id, CallResult.ANSWERED)
    assert ids(store, "to_call") == []


def test_a_first_promise_is_no_change(store, clock):
    order = store.order()
    reception.edit_order(store.desk, order.id, store.device(unit_id=order.unit.id, promised_on=date(2026, 11, 30)))
    assert ids(store, "to_call") == []


def test_only_the_last_call_says_that_the_number_is_wrong(store, clock):
    order = store.ready_order()
    calls.note_call(store.desk, order.id, CallResult.WRONG_NUMBER)
    assert ids(store, "wrong_number") == [order.id]
    calls.note_call(store.desk, order.id, CallResult.ANSWERED)
    assert ids(store, "wrong_number") == []


def test_a_letter_is_due_by_the_clocks_of_its_kind_of_device(store, clock):
    order = store.ready_order()
    due = []
    for days in (29, 1, 14, 1, 44, 1):
        clock.move(days=days)
        due.append(bool(ids(store, "letter_due")))
        if due[-1]:
            uncollected.write_letter(store.desk, order.id)
    assert due == [False, True, False, True, False, True]
    assert ids(store, "over") == []
    clock.move(days=11)
    assert (ids(store, "letter_due"), ids(store, "over")) == ([], [order.id])


def test_a_large_device_gets_its_final_notice_earlier(store, clock):
    order = store.ready_order()
    save_settings(store.desk, large_categories=["mobile"])
    clock.move(days=45)
    for _level in range(3):
        assert ids(store, "letter_due") == [order.id]
        uncollected.write_letter(store.desk, order.id)
    assert ids(store, "letter_due") == []


def test_what_is_elsewhere_is_listed_until_it_is_back(store, clock):
    lent, away = store.order(), store.order()
    loaner = loaners.add_loaner(store.desk, store.model_id, "LOAN-1")
    loaners.lend(store.desk, lent.id, loaner.id, LoanDetails(date(2026, 11, 26), "سالم"))
    outside_repair.send_outside(store.desk, [away.id], OutsideDetails(OutsideKind.HEAD_OFFICE))
    assert (ids(store, "loaners"), ids(store, "outside")) == ([lent.id], [away.id])
    assert (ids(store, "loaners_late"), ids(store, "outside_late")) == ([], [])
    clock.move(days=15)
    assert (ids(store, "loaners_late"), ids(store, "outside_late")) == ([lent.id], [away.id])
    assert ids(store, "all") == [lent.id, away.id]
    row = lists.source(store.desk, "follow_up", "outside").beginning(limit=5)[0]
    assert (row.outside_place, row.loan_due) == ("head_office", None)


def test_who_waits_longest_comes_first(store, clock):
    first = store.ready_order()
    clock.move(days=10)
    second = store.ready_order()
    clock.move(days=10)
    assert ids(store, "all") == [first.id, second.id]
    assert ids(store, "uncollected") == [first.id, second.id]
    row = lists.source(store.desk, "follow_up", "all").beginning(limit=1)[0]
    assert (row.since, row.calls, row.last_result) == (date(2026, 11, 23), 0, None)


def test_claims_are_listed_by_state_and_age(store, clock):
    made = []
    for number in range(3):
        claim = supplier_claims.open_claim(store.desk, store.supplier.id, new_key())
        store.faulty_board(f"B-{number}")
        made.append(supplier_claims.add_serial(store.desk, claim.id, f"B-{number}"))
    for claim in made[1:]:
        supplier_claims.send_claim(store.desk, claim.id)
    answer_line(store.desk, made[2].lines[0].id, ClaimAnswer(LineState.REPAIRED))
    supplier_claims.settle_claim(store.desk, made[2].id)
    for chosen, place in (("open", 0), ("sent", 1), ("settled", 2)):
        assert ids(store, chosen, "claims") == [made[place].id]
    assert ids(store, "current", "claims") == [made[1].id, made[0].id]
    clock.move(days=31)
    assert (ids(store, "older", "claims"), ids(store, "oldest", "claims")) == ([made[1].id], [])
    clock.move(days=30)
    assert ids(store, "oldest", "claims") == [made[1].id]
    (row,) = lists.source(store.desk, "claims", "sent").beginning(limit=5)
    assert (row.lines, row.waiting, row.expected, row.received) == (1, 1, 9_500_000, 0)


def test_every_age_has_its_filter_by_the_kind_of_device(store, clock):
    order = store.ready_order()
    seen = {}
    for day in range(101):
        row = next(row for row in lists.source(store.desk, "follow_up", "all").beginning(limit=5) if row.id == order.id)
        waiting = uncollected.waiting_of(store.desk, get_order(store.desk, order.id))
        assert (row.days, row.age) == (waiting.days, waiting.age) == (day, row.age)
        if row.age not in seen:
            seen[row.age] = day
            chosen = [age for age in range(1, 6) if ids(store, f"age_{age}") == [order.id]]
            assert chosen == ([row.age] if row.age else [])
        clock.move(days=1)
    assert seen == {0: 0, 1: 3, 2: 7, 3: 30, 4: 45, 5: 90}
    save_settings(store.desk, large_categories=[get_order(store.desk, order.id).unit.model.category.code])
    other = store.ready_order()
    clock.move(days=45)
    assert other.id in ids(store, "age_5")
    save_settings(store.desk, large_categories=[])
    assert other.id in ids(store, "age_4")
