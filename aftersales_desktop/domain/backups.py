"""How old a backup may be before the desk is told, and what its file is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aftersales_desktop.i18n.formats import tehran_time

WARN_AFTER_DAYS, DANGER_AFTER_DAYS = 3, 7
CLOCK_TOLERANCE = timedelta(hours=1)
SUFFIX = ".zip"
FILE_PATTERN = f"*{SUFFIX}"


@dataclass(frozen=True)
class BackupAge:
    """`tone` is ok, warn or danger; `days` since the last backup by Iran's calendar, None when there is none.

    `is_ahead`: by this PC's clock the last backup has yet to be made.
    """

    tone: str
    days: int | None
    is_ahead: bool = False


def backup_age(made_at: datetime | None, began_at: datetime | None, now: datetime) -> BackupAge:
    """How things stand `now` with the last verified backup; `began_at` is when the file got its first record.

    Without any backup a file may be as old as a backup may be.
    """
    if made_at is None:
        is_new = began_at is None or _days(began_at, now) < DANGER_AFTER_DAYS
        return BackupAge("warn" if is_new else "danger", None)
    if made_at > now + CLOCK_TOLERANCE:
        return BackupAge("warn", 0, is_ahead=True)
    days = max(0, _days(made_at, now))
    if days >= DANGER_AFTER_DAYS:
        return BackupAge("danger", days)
    return BackupAge("warn" if days >= WARN_AFTER_DAYS else "ok", days)


def backup_name(at: datetime, *, of_the_day: bool = False) -> str:
    """The name of a backup file: one for each minute, or one for each day, by Iran's clock."""
    local = tehran_time(at)
    moment = f"{local:%Y-%m-%d}" if of_the_day else f"{local:%Y-%m-%d-%H%M}"
    return f"aftersales-{moment}{SUFFIX}"


def _days(earlier: datetime, later: datetime) -> int:
    return (tehran_time(later).date() - tehran_time(earlier).date()).days
