"""The stop of the tour at the reports: every question about the last months, one month without an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aftersales_desktop.services.reports import REPORTS
from aftersales_desktop.tour.steps import screen_of

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour

_DAYS = 180


def reports(tour: Tour) -> None:
    """Each report, and one of days in which nothing happened."""
    screen, today = screen_of(tour, "reports"), tour.program.context.desk.today()
    screen.period.set_values({"first_day": today - timedelta(days=_DAYS), "last_day": today})
    for report in REPORTS:
        screen.show_list(report.key)
        screen.reload()
        tour.picture(f"report-{report.key}")
    long_ago = today - timedelta(days=20 * 365)
    screen.period.set_values({"first_day": long_ago, "last_day": long_ago})
    screen.reload()
    tour.picture("report-nothing")
