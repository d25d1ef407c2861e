"""Every step of the schema, from every starting point, and what happens when one fails."""

import sqlite3
from types import SimpleNamespace

import peewee
import pytest

from aftersales_desktop.domain.moves import ALLOWED_MOVES
from aftersales_desktop.models import migrate
from aftersales_desktop.models.database import close_database, database, open_database
from aftersales_desktop.models.migrations import MIGRATIONS, m0006_search
from aftersales_desktop.models.triggers import all_triggers
from tests.models import rows

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
EVERY_SO_MANY = 7
"""Each day the disk refuses so many of the statements of a first opening; the others belong to the soak."""


def schema() -> list[tuple]:
    return database.execute_sql(SCHEMA).fetchall()


def make_file_of_step(path, step: int) -> None:
    """The file as a release left it that knew only the first steps."""
    connection = sqlite3.connect(path, isolation_level=None)
    for module in MIGRATIONS[:step]:
        connection.executescript(module.SQL)
    connection.execute(f"PRAGMA user_version = {step}")
    connection.execute(f"PRAGMA application_id = {migrate.APPLICATION_ID}")
    if step >= 2:
        connection.execute(
            "INSERT INTO customer (uuid, branch, created_at, created_by, subscriber_number, kind, name, name_search, "
            "name_sort) VALUES (?, '01', ?, 'test', '000001-3', 'person', 'مریم', 'مریم', 'm')",
            ("0" * 36, rows.MOMENT_TEXT),
        )
    connection.close()


def with_step(monkeypatch, sql: str) -> None:
    monkeypatch.setattr(migrate, "MIGRATIONS", (*MIGRATIONS, SimpleNamespace(SQL=sql)))
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", len(MIGRATIONS) + 1)


def version_on_disk(path) -> int:
    connection = sqlite3.connect(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version


@pytest.fixture
def newest(tmp_path) -> list[tuple]:
    open_database(tmp_path / "newest.db", ALLOWED_MOVES)
    found = schema()
    close_database()
    return found


@pytest.mark.parametrize("step", range(len(MIGRATIONS) + 1))
def test_from_every_step_to_the_newest(path, step, newest):
    make_file_of_step(path, step)
    open_database(path, ALLOWED_MOVES)
    assert schema() == newest
    assert migrate.schema_version(database) == len(MIGRATIONS)
    assert database.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
    if 2 <= step < MIGRATIONS.index(m0006_search):
        found = database.execute_sql("SELECT rowid FROM customer_names WHERE customer_names MATCH 'مریم'").fetchall()
        assert found == [(1,)], "rows that were there before the index are found by it"


def test_a_second_opening_writes_nothing(path):
    open_database(path, ALLOWED_MOVES)
    close_database()
    open_database(path, ALLOWED_MOVES)
    assert database.connection().total_changes == 0
    assert database.execute_sql("PRAGMA foreign_keys").fetchone()[0] == 1


def test_steps_are_numbered_modules_in_order():
    names = [module.__name__.rpartition(".")[2] for module in MIGRATIONS]
    assert [int(name[1:5]) for name in names] == list(range(1, len(names) + 1))
    assert all(module.__doc__ for module in MIGRATIONS)


def test_every_statement_of_a_step_is_run_by_itself():
    """Statements are cut at a semicolon that ends a line; none may hide a second one."""
    for module in MIGRATIONS:
        for statement in migrate._statements(module.SQL):
            assert sqlite3.complete_statement(f"{statement};"), statement
            assert ";" not in statement, statement


class TestAFailingStep:
    def test_leaves_the_old_file(self, path, monkeypatch):
        open_database(path, ALLOWED_MOVES)
        rows.fill()
        before = schema()
        close_database()
        with_step(
            monkeypatch, "CREATE TABLE extra (x INTEGER) STRICT;\nDROP TABLE draft;\nALTER TABLE nowhere ADD y;\n"
        )
        with pytest.raises(peewee.OperationalError, match="nowhere"):
            open_database(path, ALLOWED_MOVES)
        assert database.is_closed()
        monkeypatch.undo()
        assert version_on_disk(path) == len(MIGRATIONS)
        open_database(path, ALLOWED_MOVES)
        assert schema() == before
        assert database.execute_sql("SELECT count(*) FROM draft").fetchone() == (1,)

    @pytest.mark.parametrize("step", [EVERY_SO_MANY, pytest.param(1, marks=pytest.mark.soak)])
    def test_at_any_statement_leaves_a_file_that_opens_again(self, path, monkeypatch, newest, step):
        """Statements of the first opening fail, one a time; after each the file is still as if never touched."""
        fail_at = 1 - step
        while True:
            fail_at += step
            with monkeypatch.context() as patched:
                counted = FailsAt(fail_at)
                patched.setattr(database, "execute_sql", counted)
                try:
                    open_database(path, ALLOWED_MOVES)
                except peewee.OperationalError:
                    assert database.is_closed()
                else:
                    break
            if version_on_disk(path) != 0:
                break  # the statement after the commit failed: the upgrade is whole
        close_database()
        open_database(path, ALLOWED_MOVES)
        assert fail_at > 150
        assert schema() == newest

    def test_that_orphans_a_row_is_refused(self, path, monkeypatch):
        open_database(path, ALLOWED_MOVES)
        rows.fill()
        close_database()
        with_step(monkeypatch, "DROP TRIGGER category_no_delete;\nDELETE FROM category WHERE code = 'tv';\n")
        with pytest.raises(RuntimeError, match="without its parent"):
            open_database(path, ALLOWED_MOVES)
        assert database.is_closed()
        monkeypatch.undo()
        open_database(path, ALLOWED_MOVES)
        assert database.execute_sql("SELECT count(*) FROM category WHERE code = 'tv'").fetchone() == (1,)


class FailsAt:
    """Runs SQL until the n-th statement, which the disk refuses."""

    def __init__(self, statement: int) -> None:
        self.left = statement
        self.run = type(database).execute_sql

    def __call__(self, sql, params=None, **options):
        self.left -= 1
        if self.left == 0:
            raise peewee.OperationalError("disk I/O error")
        return self.run(database, sql, params, **options)


class TestTriggers:
    def names(self) -> set[str]:
        return {
            row[0] for row in database.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        }

    def test_come_back_after_a_step_that_rebuilds_a_table(self, path, monkeypatch):
        open_database(path, ALLOWED_MOVES)
        rows.fill()
        close_database()
        with_step(
            monkeypatch,
            "CREATE TABLE new_setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;\n"
            "INSERT INTO new_setting SELECT key, value FROM setting;\nDROP TABLE setting;\n"
            "ALTER TABLE new_setting RENAME TO setting;\n"
            "DROP TRIGGER audit_no_delete;\nDROP TRIGGER unit_move_cache;\n",
        )
        open_database(path, ALLOWED_MOVES)
        assert self.names() == set(all_triggers())

    def test_dropped_changed_and_foreign_ones_are_put_right(self, path):
        open_database(path, ALLOWED_MOVES)
        database.execute_sql("DROP TRIGGER audit_no_update")
        database.execute_sql("DROP TRIGGER print_log_no_delete")
        database.execute_sql("CREATE TRIGGER print_log_no_delete AFTER DELETE ON print_log BEGIN SELECT 1; END")
        database.execute_sql("CREATE TRIGGER spy AFTER INSERT ON customer BEGIN SELECT 1; END")
        close_database()
        open_database(path, ALLOWED_MOVES)
        found = dict(database.execute_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())
        assert found == all_triggers()


class TestAllowedMoves:
    def stored(self) -> list[tuple]:
        return database.execute_sql("SELECT entity, from_state, to_state FROM allowed_move ORDER BY 1, 2, 3").fetchall()

    def test_are_those_of_the_domain(self, opened):
        assert self.stored() == sorted(ALLOWED_MOVES)
        assert len(self.stored()) == len(set(ALLOWED_MOVES))

    def test_follow_the_program(self, path):
        open_database(path, [("service_order", "received", "closed")])
        close_database()
        open_database(path, ALLOWED_MOVES)
        assert self.stored() == sorted(ALLOWED_MOVES)
