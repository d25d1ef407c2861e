"""Brings a database file from any older release to the current schema."""

from __future__ import annotations

from collections.abc import Iterable

from peewee import SqliteDatabase

from aftersales_desktop.models.migrations import MIGRATIONS
from aftersales_desktop.models.triggers import ensure_triggers

APPLICATION_ID = 0x41465344  # "AFSD" in the file's header
SCHEMA_VERSION = len(MIGRATIONS)


def schema_version(database: SqliteDatabase) -> int:
    """Number of steps this file has already seen."""
    return database.execute_sql("PRAGMA user_version").fetchone()[0]


def upgrade_schema(database: SqliteDatabase, allowed_moves: Iterable[tuple[str, str, str]]) -> None:
    """Run each missing step, triggers and allowed moves included, all in one transaction: the new file or the old one.

    Foreign keys are off meanwhile (table rebuilds need it) and checked before the commit; the switch is ignored by
    SQLite once a transaction is open: https://www.sqlite.org/foreignkeys.html#fk_enable
    """
    current = schema_version(database)
    database.execute_sql("PRAGMA foreign_keys = OFF")
    try:
        with database.atomic():
            for step in MIGRATIONS[current:]:
                for statement in _statements(step.SQL):
                    database.execute_sql(statement)
            if current < SCHEMA_VERSION:
                database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
                _refuse_broken_references(database)
            ensure_triggers(database)
            _write_allowed_moves(database, sorted(allowed_moves))
    finally:
        database.execute_sql("PRAGMA foreign_keys = ON")


def _statements(script: str) -> list[str]:
    return [part.strip() for part in script.split(";\n") if part.strip(" ;\n")]


def _refuse_broken_references(database: SqliteDatabase) -> None:
    broken = database.execute_sql("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise RuntimeError(f"the upgrade would leave a row of {broken[0]} without its parent")


def _write_allowed_moves(database: SqliteDatabase, moves: list[tuple[str, str, str]]) -> None:
    query = "SELECT entity, from_state, to_state FROM allowed_move ORDER BY entity, from_state, to_state"
    if database.execute_sql(query).fetchall() == moves:
        return
    database.execute_sql("DELETE FROM allowed_move")
    for move in moves:
        database.execute_sql("INSERT INTO allowed_move (entity, from_state, to_state) VALUES (?, ?, ?)", move)
