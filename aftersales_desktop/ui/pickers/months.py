"""The months that are offered for a report or a workbook."""

from __future__ import annotations

from datetime import date, timedelta

from aftersales_desktop.domain.jalali import Month, month_of

MONTHS_OFFERED = 36


def latest_months(today: date, calendar: str) -> list[Month]:
    """The month of today and those before it, in a calendar."""
    months: list[Month] = []
    day = today
    for _step in range(MONTHS_OFFERED):
        months.append(month_of(day, calendar))
        day = months[-1].first - timedelta(days=1)
    return months
