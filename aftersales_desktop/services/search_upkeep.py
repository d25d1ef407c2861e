"""Whether the full-text indexes still say what the tables say, and how they are made again."""

from __future__ import annotations

import peewee

from aftersales_desktop.models.database import database
from aftersales_desktop.services.work import Desk

# Rank 1 also compares with the table behind the index: https://www.sqlite.org/fts5.html#the_integrity_check_command
_CHECKS = (
    "INSERT INTO customer_names (customer_names, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO customer_pieces (customer_pieces, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO identifier_pieces (identifier_pieces, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO part_names (part_names, rank) VALUES ('integrity-check', 1)",
)
_REBUILDS = (
    "INSERT INTO customer_names (customer_names) VALUES ('rebuild')",
    "INSERT INTO customer_pieces (customer_pieces) VALUES ('rebuild')",
    "INSERT INTO identifier_pieces (identifier_pieces) VALUES ('rebuild')",
    "INSERT INTO part_names (part_names) VALUES ('rebuild')",
)


def search_is_sound(desk: Desk) -> bool:
    """Whether every index agrees with its table. Needs the writing connection; half a second for 200,000 customers."""
    with desk.work():
        return all(_agrees(check) for check in _CHECKS)


def _agrees(check: str) -> bool:
    """SQLite tells a difference as a damaged file; disk trouble is another error and goes on."""
    try:
        database.execute_sql(check)
    except peewee.OperationalError:
        raise
    except peewee.DatabaseError:
        return False
    return True


def repair_search(desk: Desk) -> None:
    """Make the indexes again from the tables, in one transaction; seconds on a large file."""
    with desk.work():
        for rebuild in _REBUILDS:
            database.execute_sql(rebuild)
