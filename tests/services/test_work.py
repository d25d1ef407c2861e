"""One unit of work: all rows or none, one announcement after the commit, disk trouble in words."""

import logging
import sqlite3
import threading
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import peewee
import pytest

from aftersales_desktop.domain.errors import NotAllowed, StorageProblem
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.models.database import database
from aftersales_desktop.models.migrate import SCHEMA_VERSION
from aftersales_desktop.models.office import Setting
from aftersales_desktop.services.work import Area, Desk, close_desk, open_desk, storage_problem
from tests.services.statements import noted_statements, transactions
from tests.test_config import as_an_ordinary_user


def note(key: str) -> None:
    Setting.insert(key=key, value=1).execute()


def kept(desk: Desk) -> list[str]:
    return [row[0] for row in desk.rows("SELECT key FROM setting ORDER BY key")]


@pytest.fixture
def heard(desk) -> list:
    areas = []
    desk.listeners.append(areas.append)
    return areas


class TestAllOrNothing:
    def test_a_use_case_is_one_transaction(self, desk):
        with noted_statements() as statements, desk.work(Area.SETTINGS):
            note("a")
            note("b")
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]
        assert kept(desk) == ["a", "b"]

    def test_one_inside_another_joins_it(self, desk):
        with noted_statements() as statements, desk.work(Area.SETTINGS):
            note("a")
            with desk.work(Area.UNITS):
                note("b")
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]

    def test_an_error_takes_everything_back(self, desk, heard):
        with pytest.raises(ValueError, match="bug"), desk.work(Area.SETTINGS):
            note("a")
            with desk.work(Area.UNITS):
                note("b")
            raise ValueError("bug")
        assert kept(desk) == []
        assert heard == []
        assert not database.in_transaction()

    def test_an_inner_error_that_is_answered_takes_back_the_inner_part_only(self, desk, heard):
        with desk.work(Area.SETTINGS):
            note("a")
            with pytest.raises(NotAllowed), desk.work(Area.UNITS):
                note("b")
                raise NotAllowed(Message("Choose a card."))
        assert kept(desk) == ["a"]
        assert heard == [{Area.SETTINGS}]

    def test_the_desk_works_on_after_an_error(self, desk):
        for _again in range(3):
            with pytest.raises(peewee.IntegrityError), desk.work():
                note("a")
                note("a")
        with desk.work():
            note("a")
        assert kept(desk) == ["a"]

    @pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
    def test_whatever_stops_it(self, desk, error):
        with pytest.raises(error), desk.work():
            note("a")
            raise error
        assert kept(desk) == []


class TestAnnouncement:
    def test_comes_once_after_the_commit_with_every_area(self, desk):
        seen = []

        def listen(areas):
            other = sqlite3.connect(desk.path)
            seen.append((areas, other.execute("SELECT key FROM setting").fetchall()))
            other.close()

        desk.listeners.append(listen)
        with desk.work(Area.RECEPTION, Area.UNITS):
            note("a")
            with desk.work(Area.CUSTOMERS):
                pass
        assert seen == [({Area.RECEPTION, Area.UNITS, Area.CUSTOMERS}, [("a",)])]

    def test_of_one_use_case_says_nothing_about_the_one_before(self, desk, heard):
        with desk.work(Area.RECEPTION):
            pass
        with desk.work(Area.PRINTS):
            pass
        with pytest.raises(ValueError), desk.work(Area.SETTINGS):
            raise ValueError
        with desk.work(Area.UNITS):
            pass
        assert heard == [{Area.RECEPTION}, {Area.PRINTS}, {Area.UNITS}]

    def test_a_listener_that_fails_cannot_make_the_save_fail(self, desk, heard, caplog):
        def broken(_areas):
            raise RuntimeError("screen is gone")

        desk.listeners.insert(0, broken)
        with caplog.at_level(logging.ERROR), desk.work(Area.SETTINGS):
            note("a")
        assert kept(desk) == ["a"]
        assert heard == [{Area.SETTINGS}]
        assert "Listener failed after commit of" in caplog.text
        assert "screen is gone" in caplog.text

    def test_a_listener_may_leave_or_save_meanwhile(self, desk):
        seen = []

        def once(areas):
            seen.append(areas)
            desk.listeners.remove(once)
            with desk.work(Area.PRINTS):
                note("b")

        desk.listeners += [once, seen.append]
        with desk.work(Area.SETTINGS):
            note("a")
        assert kept(desk) == ["a", "b"]
        assert seen == [{Area.SETTINGS}, {Area.PRINTS}, {Area.SETTINGS}]


class TestClock:
    def test_gives_milliseconds_as_the_file_keeps_them(self, desk, clock):
        clock.now = datetime(2026, 11, 23, 8, 0, 0, 123_999, UTC)
        with desk.work() as now:
            assert now == datetime(2026, 11, 23, 8, 0, 0, 123_000, UTC)

    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            (datetime(2026, 11, 23, 20, 29, 59, tzinfo=UTC), date(2026, 11, 23)),
            (datetime(2026, 11, 23, 20, 30, tzinfo=UTC), date(2026, 11, 24)),
        ],
    )
    def test_the_business_day_turns_at_midnight_in_tehran(self, desk, clock, moment, day):
        clock.now = moment
        assert desk.today() == day

    def test_a_clock_that_was_set_back_is_no_harm(self, desk, clock):
        with desk.work():
            note("a")
        clock.now -= timedelta(days=400)
        with desk.work() as now:
            note("b")
        assert now.year == 2025
        assert kept(desk) == ["a", "b"]


class TestReading:
    def test_rows_see_what_the_transaction_wrote(self, desk):
        with desk.work():
            note("a")
            assert desk.rows("SELECT count(*) FROM setting WHERE key = ?", "a") == [(1,)]

    def test_values_are_bound_and_never_run(self, desk):
        note("a")
        assert desk.rows("SELECT key FROM setting WHERE key = ?", "a' OR '1'='1") == []

    def test_a_reader_sees_the_last_commit_only(self, desk):
        with desk.reader() as reader:
            with desk.work():
                note("a")
                assert reader.rows("SELECT count(*) FROM setting") == [(0,)]
            assert reader.rows("SELECT count(*) FROM setting") == [(1,)]

    def test_a_reader_streams_in_chunks(self, desk):
        with desk.work():
            for number in range(12):
                note(f"k{number:02}")
        with desk.reader() as reader:
            chunks = list(reader.stream("SELECT key FROM setting ORDER BY key", size=5))
        assert [len(chunk) for chunk in chunks] == [5, 5, 2]

    def test_a_reader_in_another_thread_can_be_interrupted(self, desk):
        reader, problems = desk.reader(), []

        def count_for_ever():
            try:
                reader.rows("WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n")
            except sqlite3.OperationalError as error:
                problems.append(str(error))

        thread = threading.Thread(target=count_for_ever)
        thread.start()
        while thread.is_alive():
            reader.interrupt()
            thread.join(0.01)
        reader.close()
        assert problems == ["interrupted"]

    def test_a_reader_cannot_write(self, desk):
        with desk.reader() as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.rows("DELETE FROM setting")


def sentence(problem: StorageProblem) -> str:
    words = Words("en").say(problem.message)
    assert Words("fa").say(problem.message)
    return words


class TestDiskTrouble:
    def fill_the_disk(self) -> None:
        pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
        database.execute_sql(f"PRAGMA max_page_count = {pages}")

    def make_room(self) -> None:
        database.execute_sql("PRAGMA max_page_count = 1000000")

    @pytest.mark.parametrize("depth", [1, 2, 3])
    def test_a_full_disk_is_said_and_the_old_rows_stay(self, desk, heard, caplog, depth):
        with desk.work():
            note("a")
        heard.clear()
        self.fill_the_disk()
        with pytest.raises(StorageProblem) as refused:
            self.write_much(desk, depth)
        assert sentence(refused.value) == "The disk is full. Nothing was saved. Free some space and save again."
        assert "full" in caplog.text
        assert kept(desk) == ["a"]
        assert heard == []
        assert not database.in_transaction()
        self.make_room()
        self.write_much(desk, depth)
        assert len(kept(desk)) == 201

    def write_much(self, desk, depth: int) -> None:
        with desk.work(Area.SETTINGS):
            if depth > 1:
                self.write_much(desk, depth - 1)
            else:
                for number in range(200):
                    Setting.insert(key=f"k{number}", value="م" * 4000).execute()

    def test_a_full_disk_at_closing_still_closes(self, tmp_path, desk):
        for number in range(300):
            note(f"k{number}")
        self.fill_the_disk()
        close_desk()
        assert database.is_closed()

    def test_another_program_holds_the_file(self, desk):
        database.execute_sql("PRAGMA busy_timeout = 0")
        other = sqlite3.connect(desk.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageProblem) as refused, desk.work():
            note("a")
        other.rollback()
        other.close()
        assert sentence(refused.value).startswith("Another program holds the data file.")
        with desk.work():
            note("a")

    def test_a_damaged_page_is_said_in_words(self, desk):
        problem = storage_problem(peewee.DatabaseError("database disk image is malformed"))
        assert "Nothing was saved" in sentence(problem)

    def test_a_damaged_file_is_no_crash(self, desk, monkeypatch):
        def damaged(*_given, **_options):
            raise peewee.DatabaseError("database disk image is malformed")

        monkeypatch.setattr(database, "execute_sql", damaged)
        with pytest.raises(StorageProblem):
            desk.rows("SELECT 1")

    def test_a_bug_stays_a_bug(self, desk):
        with pytest.raises(peewee.IntegrityError), desk.work():
            Setting.insert(key="", value=1).execute()
        with pytest.raises(StorageProblem):
            desk.rows("SELECT nonsense FROM nowhere")


class TestOpening:
    def refused(self, path) -> str:
        before = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        with pytest.raises(StorageProblem) as refused:
            open_desk(path)
        assert database.is_closed()
        if before:
            assert sha256(path.read_bytes()).hexdigest() == before
        return sentence(refused.value)

    def test_makes_the_file(self, tmp_path):
        desk = open_desk(tmp_path / "data.db", "reception")
        assert desk.actor == "reception"
        assert desk.rows("SELECT count(*) FROM customer") == [(0,)]
        close_desk()

    def test_of_a_newer_file(self, tmp_path):
        path = tmp_path / "data.db"
        open_desk(path)
        database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        close_desk()
        assert "newer version" in self.refused(path)

    @pytest.mark.parametrize("content", [b"not a database", b"\0" * 4096, "مشتریان\n".encode() * 100])
    def test_of_something_else(self, tmp_path, content):
        path = tmp_path / "notes.txt"
        path.write_bytes(content)
        assert "notes.txt" in self.refused(path)

    def test_of_another_programs_database(self, tmp_path):
        path = tmp_path / "other.db"
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE t (x)")
        other.commit()
        other.close()
        assert "not a database of this program" in self.refused(path)

    def test_of_a_missing_folder(self, tmp_path):
        assert "cannot be written to" in self.refused(tmp_path / "nowhere" / "data.db")

    def test_of_a_folder(self, tmp_path):
        (tmp_path / "data.db").mkdir()
        assert "Nothing was saved" in self.refused(tmp_path / "data.db")

    def test_of_a_file_without_rights(self, tmp_path):
        path = tmp_path / "data.db"
        open_desk(path)
        close_desk()
        for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
            folder.chmod(0o755)
        path.chmod(0o000)
        with as_an_ordinary_user(), pytest.raises(StorageProblem) as refused:
            open_desk(path)
        assert "cannot be written to" in sentence(refused.value)
        assert database.is_closed()


ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < ?"


def test_a_query_that_would_hold_the_window_up_is_given_up(desk):
    assert desk.rows_soon("SELECT 1 + ?", 1) == [(2,)]
    assert desk.rows_soon(ENDLESS, 10**12) is None
    assert desk.rows("SELECT 1") == [(1,)]


def test_wrong_sql_is_no_slow_query(desk):
    with pytest.raises(StorageProblem):
        desk.rows_soon("SELECT * FROM no_such_table")
