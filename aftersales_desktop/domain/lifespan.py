"""The years of a thing on one line: where each day stands between its first and its last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from aftersales_desktop.domain.jalali import from_jalali, to_jalali

_SHORTEST = timedelta(days=365)
_MOST_MARKS = 12


@dataclass(frozen=True)
class Lifespan:
    """From the first day that is shown to the last one."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day stands: 0 at the first, 1 at the last; earlier and later days stand at the ends."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return min(1.0, max(0.0, share))

    def years(self, calendar: str) -> tuple[tuple[date, int], ...]:
        """First days of years that lie inside, with their numbers; of a long life every second, third ... one."""
        first, last = (_year(day, calendar) for day in (self.first, self.last))
        step = 1 + (last - first) // _MOST_MARKS
        begins = ((_new_year(year, calendar), year) for year in range(first + 1, last + 1, step))
        return tuple((day, year) for day, year in begins if self.first < day <= self.last)


def lifespan_of(days: Iterable[date], today: date) -> Lifespan:
    """What shows all of these days and today, at least a year of it."""
    known = [*days, today]
    first, last = min(known), max(known)
    return Lifespan(first, max(last, first + _SHORTEST))


def _year(day: date, calendar: str) -> int:
    return to_jalali(day)[0] if calendar == "jalali" else day.year


def _new_year(year: int, calendar: str) -> date:
    return from_jalali(year, 1, 1) if calendar == "jalali" else date(year, 1, 1)
