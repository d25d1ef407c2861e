"""The clock of a repair: working days in the centre's hands, without the days on which it waited for the customer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from aftersales_desktop.domain.jalali import is_holiday
from aftersales_desktop.domain.order_states import OrderState

THE_CUSTOMERS_WAIT = frozenset({OrderState.WAITING_APPROVAL})
"""States in which the customer, not the centre, holds the repair up."""

OVER_THEN = frozenset({
    OrderState.READY, OrderState.DELIVERED, OrderState.CLOSED, OrderState.CANCELLED, OrderState.DISPOSED,
})  # fmt: skip
"""States in which the repair is over; a device that is worked on again goes on counting."""

DAYS_IN_A_WEEK = 7


class OvertimeRule(StrEnum):
    """What a customer is owed for a repair that took too long."""

    NONE = "none"
    DAYS = "days"
    MONTHS = "months"


class StateFrom(NamedTuple):
    """An order came into a state on a day."""

    on: date
    state: OrderState


@dataclass(frozen=True)
class CustodyTime:
    """Working days a repair took, those for which the customer let it wait, and how many are allowed."""

    used: int
    waited: int
    allowed: int

    @property
    def over(self) -> int:
        """Working days beyond what is allowed."""
        return max(0, self.used - self.allowed)

    @property
    def left(self) -> int:
        """Working days that remain."""
        return max(0, self.allowed - self.used)


@dataclass(frozen=True)
class Extension:
    """By how much the warranty would be extended; one of the two is zero."""

    days: int = 0
    months: int = 0

    def __bool__(self) -> bool:
        return bool(self.days or self.months)


def custody_time(
    history: Sequence[StateFrom], today: date, allowed: int, holidays: Collection[date] = ()
) -> CustodyTime:
    """Count a repair by the states it went through, oldest first, up to today or the day it was over.

    The day on which the device came does not count, as in every term of days.
    """
    used = waited = 0
    for place, step in enumerate(history):
        end = history[place + 1].on if place + 1 < len(history) else today
        if step.state in OVER_THEN:
            continue
        days = _working_days(step.on, end, holidays)
        if step.state in THE_CUSTOMERS_WAIT:
            waited += days
        else:
            used += days
    return CustodyTime(used, waited, allowed)


def extension(time: CustodyTime, rule: OvertimeRule) -> Extension:
    """What the rule gives: each working day over, or a month for every week that was begun."""
    match rule:
        case OvertimeRule.DAYS:
            return Extension(days=time.over)
        case OvertimeRule.MONTHS:
            return Extension(months=-(-time.over // DAYS_IN_A_WEEK))
    return Extension()


def repeated_causes(now: Iterable[str], before: Iterable[tuple[int, Iterable[str]]], limit: int) -> list[int]:
    """The earlier visits (by id) that had one of today's causes, when with this visit they reach the limit.

    Empty while the right to a replacement has not come about, or for a limit of 0.
    """
    causes = set(now)
    same = [visit for visit, its_causes in before if causes & set(its_causes)]
    return same if limit and len(same) + 1 >= limit else []


def _working_days(start: date, end: date, holidays: Collection[date]) -> int:
    """Working days after the first day, up to and with the last."""
    days = (start + timedelta(count) for count in range(1, (end - start).days + 1))
    return sum(not is_holiday(day, holidays) for day in days)
