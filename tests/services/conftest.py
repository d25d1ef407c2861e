"""A desk on a fresh file, with a clock that stands until a test moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aftersales_desktop.services.work import Desk, close_desk, open_desk


class FixedClock:
    """Monday 2 Azar 1405, 11:30 in Tehran."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        """Go on by days, hours ...; negative goes back."""
        self.now += timedelta(**step)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    yield open_desk(tmp_path / "data.db", "test", clock)
    close_desk()
