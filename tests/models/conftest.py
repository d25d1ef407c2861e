"""A fresh database file for tests of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from aftersales_desktop.domain.moves import ALLOWED_MOVES
from aftersales_desktop.models.database import close_database, database, open_database
from tests.templates import Templates, nothing


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Where the file will be; whatever was opened is closed at the end."""
    yield tmp_path / "data.db"
    database.close()


@pytest.fixture
def opened(path: Path, templates: Templates) -> Iterator[SqliteDatabase]:
    """A new file, open."""
    open_database(templates.copy("empty", nothing, path.parent), ALLOWED_MOVES)
    yield database
    close_database()
