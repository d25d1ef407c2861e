"""Listens to the one connection: which statements a use case really ran."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from aftersales_desktop.models.database import database


@contextmanager
def noted_statements() -> Iterator[list[str]]:
    """Every statement that reached SQLite inside the block, in order."""
    statements: list[str] = []
    database.connection().set_trace_callback(statements.append)
    try:
        yield statements
    finally:
        database.connection().set_trace_callback(None)


def transactions(statements: list[str]) -> list[str]:
    """The borders of transactions only, not the savepoints inside them."""
    return [sql for sql in statements if sql.startswith(("BEGIN", "COMMIT", "ROLLBACK;", "END"))] + [
        sql for sql in statements if sql == "ROLLBACK"
    ]
