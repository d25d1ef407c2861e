"""A desk on a fresh file, with a clock that stands until a test moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.templates import NOW, Templates, nothing


class FixedClock:
    """Monday 2 Azar 1405, 11:30 in Tehran."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        """Go on by days, hours ...; negative goes back."""
        self.now += timedelta(**step)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock, templates: Templates) -> Iterator[Desk]:
    yield open_desk(templates.copy("empty", nothing, tmp_path), "test", clock)
    close_desk()
