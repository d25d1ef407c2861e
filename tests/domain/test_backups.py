"""How old a backup may be, and what its file is called."""

from datetime import UTC, datetime, timedelta

import pytest

from aftersales_desktop.domain.backups import BackupAge, backup_age, backup_name

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 11:30 in Tehran


@pytest.mark.parametrize(
    ("days", "tone"), [(0, "ok"), (1, "ok"), (2, "ok"), (3, "warn"), (6, "warn"), (7, "danger"), (400, "danger")]
)
def test_grows_worse_with_the_days(days, tone):
    assert backup_age(NOW - timedelta(days=days), NOW, NOW) == BackupAge(tone, days)


def test_days_are_those_of_iran():
    """Half an hour before midnight in Tehran is yesterday there, whatever the day is elsewhere."""
    late = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # 23:30
    early = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)  # 00:30 of the next day
    assert backup_age(late, None, early).days == 1
    assert backup_age(early, None, NOW).days == 0


def test_a_new_file_without_one_is_given_time():
    assert backup_age(None, None, NOW) == BackupAge("warn", None)
    assert backup_age(None, NOW - timedelta(days=6), NOW) == BackupAge("warn", None)
    assert backup_age(None, NOW - timedelta(days=7), NOW) == BackupAge("danger", None)


def test_a_clock_that_went_back_is_told():
    assert backup_age(NOW + timedelta(minutes=59), None, NOW) == BackupAge("ok", 0)
    ahead = backup_age(NOW + timedelta(days=3), None, NOW)
    assert ahead.is_ahead and ahead.tone == "warn"


def test_names_sort_by_time_on_irans_clock():
    late = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    assert backup_name(late) == "aftersales-2026-11-23-0030.zip"
    assert backup_name(late, of_the_day=True) == "aftersales-2026-11-23.zip"
    assert backup_name(NOW) > backup_name(late)
