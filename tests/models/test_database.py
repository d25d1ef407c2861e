"""Opening the file: its own, a newer one, a foreign one, a broken one; and what every connection promises."""

import os
import sqlite3
from hashlib import sha256

import peewee
import pytest

from aftersales_desktop.domain.moves import ALLOWED_MOVES
from aftersales_desktop.models.database import (
    DatabaseTooNewError,
    NotADatabaseError,
    close_database,
    database,
    open_database,
    open_reader,
)
from aftersales_desktop.models.migrate import APPLICATION_ID, SCHEMA_VERSION
from tests.models import rows
from tests.test_config import as_an_ordinary_user


def digest(path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def make_own_file(path) -> None:
    open_database(path, ALLOWED_MOVES)
    rows.fill()
    close_database()


def rewrite_header(path, at: int, value: int) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + 4] = value.to_bytes(4, "big")
    path.write_bytes(content)


def refused(path, error: type[Exception]) -> None:
    """The open fails, nothing stays open, the file keeps every byte and gets no companions."""
    before, beside = digest(path), sorted(path.parent.iterdir())
    with pytest.raises(error):
        open_database(path, ALLOWED_MOVES)
    assert database.is_closed()
    assert digest(path) == before
    assert sorted(path.parent.iterdir()) == beside


class TestConnection:
    @pytest.mark.parametrize(
        ("pragma", "value"),
        [
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("recursive_triggers", 1),
            ("secure_delete", 1),
            ("cell_size_check", 1),
            ("mmap_size", 0),
            ("busy_timeout", 5000),
        ],
    )
    def test_promises(self, opened, pragma, value):
        assert opened.execute_sql(f"PRAGMA {pragma}").fetchone()[0] == value

    def test_the_promises_hold_again_after_a_reopening(self, path):
        make_own_file(path)
        open_database(path, ALLOWED_MOVES)
        assert database.execute_sql("PRAGMA foreign_keys").fetchone()[0] == 1
        assert database.execute_sql("PRAGMA synchronous").fetchone()[0] == 2
        with pytest.raises(peewee.IntegrityError, match="FOREIGN KEY"):
            database.execute_sql("UPDATE unit SET owner_id = 999")

    def test_transactions_begin_as_writers(self, opened):
        """A reader that turns writer half-way could be refused at once, without waiting its turn."""
        statements = []
        opened.connection().set_trace_callback(statements.append)
        with opened.atomic():
            opened.execute_sql("SELECT 1")
        opened.connection().set_trace_callback(None)
        assert statements[0] == "BEGIN IMMEDIATE"

    def test_search_indexes_are_kept_whatever_the_sqlite(self, opened):
        rows.customer()
        assert opened.execute_sql("SELECT count(*) FROM customer_names").fetchone()[0] == 1


class TestOpening:
    def test_makes_a_missing_file_with_our_mark(self, path):
        make_own_file(path)
        header = path.read_bytes()[:100]
        assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
        assert int.from_bytes(header[68:72], "big") == APPLICATION_ID

    def test_fills_an_empty_file(self, path):
        path.touch()
        make_own_file(path)
        assert path.stat().st_size > 0

    def test_keeps_the_rows(self, path):
        make_own_file(path)
        open_database(path, ALLOWED_MOVES)
        assert database.execute_sql("SELECT name FROM customer").fetchall() == [("رضا احمدی",)]

    def test_a_persian_path_with_spaces(self, tmp_path):
        path = tmp_path / "داده‌های مرکز 100% #1?" / "data.db"
        path.parent.mkdir()
        make_own_file(path)
        reader = open_reader(path)
        assert reader.execute("SELECT count(*) FROM customer").fetchone() == (1,)
        reader.close()

    @pytest.mark.parametrize("ahead", [1, 2, 5, 1000])
    def test_a_newer_file_stays_byte_for_byte(self, path, ahead):
        make_own_file(path)
        rewrite_header(path, 60, SCHEMA_VERSION + ahead)
        refused(path, DatabaseTooNewError)

    def test_a_newer_version_still_in_the_write_ahead_log_is_found_too(self, path):
        make_own_file(path)
        open_database(path, ALLOWED_MOVES)
        database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        crashed = path.with_name("crashed.db")
        for suffix in ("", "-wal"):
            path.with_name(path.name + suffix).rename(crashed.with_name(crashed.name + suffix))
        database.close()
        with pytest.raises(DatabaseTooNewError):
            open_database(crashed, ALLOWED_MOVES)
        assert database.is_closed()

    def test_another_programs_mark(self, path):
        make_own_file(path)
        rewrite_header(path, 68, 0x12345678)
        refused(path, NotADatabaseError)

    @pytest.mark.parametrize("version", [0, 3], ids=["without a version", "with a version"])
    @pytest.mark.parametrize("journal", ["delete", "wal"])
    def test_another_programs_database(self, path, version, journal):
        foreign = sqlite3.connect(path)
        foreign.execute(f"PRAGMA journal_mode = {journal}")
        foreign.execute("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT)")
        foreign.execute("INSERT INTO customer (name) VALUES ('رضا')")
        foreign.execute(f"PRAGMA user_version = {version}")
        foreign.commit()
        foreign.close()
        refused(path, NotADatabaseError)

    def test_another_programs_database_in_its_write_ahead_log(self, path):
        foreign = sqlite3.connect(path)
        foreign.execute("PRAGMA journal_mode = wal")
        foreign.execute("CREATE TABLE note (text TEXT)")
        foreign.commit()
        with pytest.raises(NotADatabaseError):
            open_database(path, ALLOWED_MOVES)
        assert database.is_closed()
        assert foreign.execute("SELECT name FROM sqlite_schema").fetchall() == [("note",)]
        foreign.close()

    @pytest.mark.parametrize(
        "content",
        [
            "فهرست مشتریان".encode(),
            b"x",
            b"\0" * 100,
            b"\0" * 8192,
            b"SQLite format 3\0",
            b"SQLite format 3\0" + b"\xff" * 84,
            b"PK\x03\x04" + b"\0" * 200,
        ],
        ids=["text", "one letter", "100 zeros", "8192 zeros", "cut header", "wild header", "a zip"],
    )
    def test_what_is_no_database_at_all(self, path, content):
        path.write_bytes(content)
        refused(path, NotADatabaseError)

    def test_a_right_header_over_rubbish(self, path):
        make_own_file(path)
        content = bytearray(path.read_bytes())
        content[100:] = b"\xa5" * (len(content) - 100)
        path.write_bytes(content)
        with pytest.raises((peewee.DatabaseError, NotADatabaseError)):
            open_database(path, ALLOWED_MOVES)
        assert database.is_closed()

    def test_a_folder_in_its_place(self, path):
        path.mkdir()
        with pytest.raises(OSError, match="data.db"):
            open_database(path, ALLOWED_MOVES)

    def test_a_missing_folder(self, path):
        with pytest.raises(peewee.OperationalError, match="unable to open"):
            open_database(path / "deeper.db", ALLOWED_MOVES)
        assert database.is_closed()

    @pytest.mark.skipif(os.name == "nt", reason="only on Linux: folders of Windows have other rights")
    def test_a_folder_that_may_not_be_written(self, path):
        make_own_file(path)
        for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
            folder.chmod(0o755)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        before = digest(path)
        with as_an_ordinary_user(), pytest.raises(PermissionError):
            open_database(path, ALLOWED_MOVES)
        path.parent.chmod(0o755)
        assert digest(path) == before
        assert database.is_closed()


class TestClosing:
    def test_leaves_one_file(self, path):
        make_own_file(path)
        assert list(path.parent.iterdir()) == [path]

    def test_twice_is_no_harm(self, path):
        make_own_file(path)
        close_database()
        assert database.is_closed()


class TestReader:
    def test_sees_what_was_committed_and_nothing_else(self, opened, path):
        reader = open_reader(path)
        with opened.atomic():
            rows.customer()
            assert reader.execute("SELECT count(*) FROM customer").fetchone() == (0,)
        assert reader.execute("SELECT count(*) FROM customer").fetchone() == (1,)
        reader.close()

    @pytest.mark.parametrize(
        "sql", ["DELETE FROM draft", "CREATE TABLE t (x)", "PRAGMA user_version = 99", "VACUUM", "DROP TABLE audit"]
    )
    def test_writes_nothing(self, opened, path, sql):
        reader = open_reader(path)
        with pytest.raises(sqlite3.OperationalError):
            reader.execute(sql)
        reader.close()

    def test_does_not_make_a_file(self, path):
        with pytest.raises(sqlite3.OperationalError):
            open_reader(path).execute("SELECT 1 FROM sqlite_schema")
        assert not path.exists()


def test_a_full_disk_keeps_the_old_rows(opened, path):
    rows.fill()
    before = opened.execute_sql("SELECT count(*) FROM customer").fetchone()[0]
    pages = opened.execute_sql("PRAGMA page_count").fetchone()[0]
    opened.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(peewee.OperationalError, match="full"), opened.atomic():
        for number in range(2, 500):
            rows.customer(f"{number:06}-0", note="م" * 2000)
    assert opened.execute_sql("SELECT count(*) FROM customer").fetchone()[0] == before
    assert opened.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
    opened.execute_sql("PRAGMA max_page_count = 1000000")
    rows.customer("000002-0")


def test_a_copy_is_a_second_whole_database(opened, path):
    """Made by SQLite out of the open file, as a backup is."""
    rows.fill()
    copy = path.with_name("copy.db")
    opened.execute_sql("VACUUM INTO ?", (str(copy),))
    reader = open_reader(copy)
    assert reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert reader.execute("SELECT count(*) FROM customer").fetchone() == (1,)
    reader.close()
