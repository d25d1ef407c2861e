"""A clock that jumps: numbers, promises, warranties and history stay in order, and every save still works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.services import audit, check, hand_over, reception, warranty
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.services import warranty_samples as samples
from tests.services.counter import Counter

NOON = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path, clock) -> Iterator[Desk]:
    yield open_desk(tmp_path / "data.db", "test", clock)
    close_desk()


def year_and_serial(number: str) -> tuple[str, int]:
    return number[3:5], int(number[6:11])


def test_a_year_back_and_ten_years_on(desk, clock):
    counter = Counter(desk)
    jumps = [0, -366, 3653, -3652, 0, -366, 0]
    numbers = []
    for days in jumps:
        clock.now = NOON + timedelta(days=days)
        numbers.append(year_and_serial(counter.receive().number))
        assert check.first_broken_record(desk) is None
    assert numbers == [("05", 1), ("04", 1), ("15", 1), ("95", 1), ("05", 2), ("04", 2), ("05", 3)]
    assert audit.first_broken_row(desk) is None


def test_a_device_received_tomorrow_can_still_leave_today(desk, clock):
    """The clock was a year ahead in the morning and is right in the afternoon."""
    counter = Counter(desk)
    clock.now = NOON + timedelta(days=365)
    order = counter.order(passcode="2468")
    clock.now = NOON
    hand_over.mark_ready(desk, order.id, Outcome.REPAIRED, "تعمیر شد")
    gone = hand_over.hand_back(desk, order.id)
    assert gone.state == "delivered"
    assert check.first_broken_record(desk) is None


def test_the_end_of_a_warranty_is_counted_once(desk, clock):
    saved = samples.card(desk)
    last = saved.last_day
    for days in (-365, 3650, 0):
        clock.now = NOON + timedelta(days=days)
        assert warranty.get_card(desk, saved.id).last_day == last
        assert warranty.unit_verdict(desk, saved.unit.id, last).covered
        assert not warranty.unit_verdict(desk, saved.unit.id, last + timedelta(days=1)).covered
    assert check.first_broken_record(desk) is None


def test_a_promise_is_never_in_the_past_of_its_day(desk, clock):
    for days in (-366, 0, 3653):
        clock.now = NOON + timedelta(days=days)
        assert reception.suggested_promise(desk) > desk.today()


@pytest.mark.parametrize(
    ("last_second", "years"),
    [
        (datetime(2025, 3, 20, 20, 29, 59, tzinfo=UTC), ("03", "04")),  # 30 Esfand 1403, a leap year
        (datetime(2026, 3, 20, 20, 29, 59, tzinfo=UTC), ("04", "05")),  # 29 Esfand 1404
        (datetime(2021, 3, 20, 20, 29, 59, tzinfo=UTC), ("99", "00")),  # 30 Esfand 1399, and a new century
    ],
)
def test_midnight_of_the_new_year_between_two_saves(desk, clock, last_second, years):
    counter = Counter(desk)
    clock.now = last_second
    day = desk.today()
    old = [counter.receive() for _visit in range(2)]
    clock.now += timedelta(seconds=1)
    new = [counter.receive() for _visit in range(2)]
    assert [year_and_serial(visit.number) for visit in (*old, *new)] == [
        (years[0], 1), (years[0], 2), (years[1], 1), (years[1], 2),
    ]  # fmt: skip
    assert {visit.received_on for visit in old} == {day}
    assert {visit.received_on for visit in new} == {day + timedelta(days=1)}
    assert check.first_broken_record(desk) is None


def test_a_card_bought_yesterday_when_the_clock_was_ahead_is_refused_in_words(desk, clock):
    """A purchase after today's date is a slip, whichever of the two is wrong."""
    filled = samples.form(desk, purchased_on=date(2026, 11, 23))
    clock.now = NOON - timedelta(days=30)
    problems = samples.problems_of(desk, samples.warranty_issue.issue_card, filled)
    assert "purchased_on" in problems
