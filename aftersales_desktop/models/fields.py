"""Column types: dates, instants and JSON as text, in the one form the schema checks accept."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from peewee import BigIntegerField, BooleanField, ForeignKeyField, TextField


def moment_text(moment: datetime) -> str:
    """An instant as UTC text with milliseconds: 2025-11-23T07:00:00.000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def moment_value(text: str) -> datetime:
    """The instant behind `moment_text`."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def day_value(text: str | None) -> date | None:
    """The business date behind its stored text; None where the file holds none."""
    return date.fromisoformat(text) if text else None


def json_text(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, Persian letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class MomentField(TextField):
    """An instant, UTC."""

    def db_value(self, value: datetime | None) -> str | None:  # noqa: D102
        return None if value is None else moment_text(value)

    def python_value(self, value: str | None) -> datetime | None:  # noqa: D102
        return None if value is None else moment_value(value)


class DayField(TextField):
    """A business date, Gregorian ISO."""

    def db_value(self, value: date | None) -> str | None:  # noqa: D102
        return None if value is None else value.isoformat()

    def python_value(self, value: str | None) -> date | None:  # noqa: D102
        return day_value(value)


class JsonField(TextField):
    """Lists and small records that are never searched inside."""

    def db_value(self, value: Any) -> str:  # noqa: D102
        return json_text(value)

    def python_value(self, value: str | None) -> Any:  # noqa: D102 - an outer join without a partner gives no text
        return None if value is None else json.loads(value)


class FlagField(BooleanField):
    """0 or 1."""

    def db_value(self, value: bool) -> int:  # noqa: D102
        return 1 if value else 0


class MoneyColumn(BigIntegerField):
    """Whole rials, or minor units of the row's currency."""


def reference(table: type | str, **options: Any) -> ForeignKeyField:
    """A row of another table; it can never be deleted under us. No back-references: joins say what they read."""
    return ForeignKeyField(table, on_delete="RESTRICT", backref="+", **options)
