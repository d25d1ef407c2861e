"""The clock of a repair, and what is owed when it ran too long."""

from datetime import date

import pytest

from aftersales_desktop.domain.custody_clock import (
    Extension,
    OvertimeRule,
    StateFrom,
    custody_time,
    extension,
    repeated_causes,
)
from aftersales_desktop.domain.order_states import OrderState as S

MONDAY = date(2026, 11, 23)


def on(day: int, month: int = 11) -> date:
    return date(2026, month, day)


def test_working_days_count_without_fridays_and_without_the_first_day():
    history = [StateFrom(MONDAY, S.RECEIVED)]
    assert custody_time(history, MONDAY, 15).used == 0
    assert custody_time(history, on(26), 15).used == 3  # Tuesday, Wednesday, Thursday
    assert custody_time(history, on(27), 15).used == 3  # Friday
    assert custody_time(history, on(28), 15).used == 4


def test_days_on_which_the_customer_thinks_about_a_price_are_not_ours():
    history = [
        StateFrom(MONDAY, S.RECEIVED), StateFrom(on(24), S.WAITING_APPROVAL), StateFrom(on(30), S.IN_REPAIR),
        StateFrom(on(1, 12), S.READY),
    ]  # fmt: skip
    time = custody_time(history, date(2027, 1, 1), 15)
    assert (time.used, time.waited, time.over, time.left) == (2, 5, 0, 13)


def test_a_repair_that_is_done_again_goes_on_counting():
    history = [StateFrom(MONDAY, S.RECEIVED), StateFrom(on(24), S.READY), StateFrom(on(28), S.IN_REPAIR)]
    assert custody_time(history, on(29), 15).used == 2


def test_holidays_are_no_working_days():
    history = [StateFrom(MONDAY, S.RECEIVED)]
    assert custody_time(history, on(26), 15, {on(24)}).used == 2


@pytest.mark.parametrize(
    ("today", "rule", "owed"),
    [
        (date(2026, 12, 10), OvertimeRule.DAYS, Extension()),
        (date(2026, 12, 12), OvertimeRule.DAYS, Extension(days=1)),
        (date(2026, 12, 12), OvertimeRule.MONTHS, Extension(months=1)),
        (date(2026, 12, 21), OvertimeRule.MONTHS, Extension(months=2)),
        (date(2026, 12, 21), OvertimeRule.NONE, Extension()),
    ],
)
def test_what_is_owed_follows_the_rule(today, rule, owed):
    assert extension(custody_time([StateFrom(MONDAY, S.RECEIVED)], today, 15), rule) == owed


def test_the_third_visit_for_one_cause_gives_a_right():
    before = [(1, ["dust"]), (2, ["capacitor"]), (3, ["capacitor", "dust"])]
    assert repeated_causes(["capacitor"], before, 3) == [2, 3]
    assert repeated_causes(["capacitor"], before, 4) == []
    assert repeated_causes(["water"], before, 1) == []
    assert repeated_causes([], before, 3) == []
    assert repeated_causes(["capacitor"], before, 0) == []
