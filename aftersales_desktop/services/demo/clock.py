"""The demo's own clock, and the agenda that walks it from morning to morning."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from aftersales_desktop.domain.jalali import ONE_DAY, is_holiday, next_working_day
from aftersales_desktop.i18n.formats import TEHRAN

OPENS, CLOSES = time(8, 30), time(17, 0)
STORY_ENDS = time(10, 45)


class WalkingClock:
    """Stands at a moment until it is walked on; never goes back."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment."""
        return self.moment

    def walk_to(self, moment: datetime) -> None:
        """Go on to a later moment; an earlier one leaves the clock where it is."""
        self.moment = max(self.moment, moment)


class Agenda:
    """What is going to happen at the counter; happens in order of time, whatever the order it was noted in."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Callable[[], None]]] = []
        self._noted = 0

    def note(self, moment: datetime, act: Callable[[], None]) -> None:
        """Plan something; of two acts at one moment the first noted comes first."""
        heapq.heappush(self._acts, (moment, self._noted, act))
        self._noted += 1

    def live_until(self, end: datetime, clock: WalkingClock) -> Iterator[date]:
        """Let everything before the end happen; gives each day once it is over."""
        while self._acts and self._acts[0][0] < end:
            moment, _place, act = heapq.heappop(self._acts)
            day = clock().astimezone(TEHRAN).date()
            clock.walk_to(moment)
            act()
            if moment.astimezone(TEHRAN).date() != day:
                yield day


def business_days(first: date, last: date) -> list[date]:
    """The working days of a span, Saturday to Thursday."""
    days = (first + timedelta(count) for count in range((last - first).days + 1))
    return [day for day in days if not is_holiday(day)]


def at_counter(day: date, dice: Random) -> datetime:
    """Some moment of the opening hours of a day."""
    opens = datetime.combine(day, OPENS, TEHRAN)
    open_seconds = (datetime.combine(day, CLOSES, TEHRAN) - opens).total_seconds()
    return opens + timedelta(seconds=dice.randrange(int(open_seconds)))


def at_clock(day: date, hour: time) -> datetime:
    """A moment of a day by Iran's clock."""
    return datetime.combine(day, hour, TEHRAN)


def working_days_later(day: date, count: int) -> date:
    """The n-th working day after a day."""
    for _step in range(count):
        day = next_working_day(day)
    return day


def working_days_before(day: date, count: int) -> date:
    """The n-th working day before a day."""
    for _step in range(count):
        day -= ONE_DAY
        while is_holiday(day):
            day -= ONE_DAY
    return day


def end_of_story(today: date, now: datetime) -> datetime:
    """A quarter to eleven of that day, or now when it is earlier."""
    midnight = datetime.combine(today, time(), TEHRAN)
    return min(max(now, midnight + timedelta(minutes=2)), datetime.combine(today, STORY_ENDS, TEHRAN))


def this_morning(today: date, end: datetime, count: int) -> list[datetime]:
    """Moments between opening and the end of the story; when it ends before opening, the whole night counts."""
    opens = datetime.combine(today, OPENS, TEHRAN)
    begin = opens if opens < end else datetime.combine(today, time(), TEHRAN)
    return [begin + (end - begin) * place / count for place in range(count)]
