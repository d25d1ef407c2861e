"""The command line in rough hands: every wrong word ends in one sentence, and nothing was changed."""

from __future__ import annotations

import codecs
import hashlib
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aftersales_desktop import cli
from aftersales_desktop.models.migrate import SCHEMA_VERSION
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.damage import as_an_ordinary_user, content_digest, execute, latin_words, reachable_folder
from tests.programs import only_on_posix
from tests.templates import demo

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(templates, tmp_path, monkeypatch) -> Path:
    """A data folder with the demo, and the current folder beside it."""
    monkeypatch.chdir(tmp_path)
    templates.copy("demo of today", demo, tmp_path / "desk", now=None)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "good.csv").write_text("name,phone\nعلی,09121234567\n", encoding="utf-8")
    (tmp_path / "broken.json").write_text("{broken")
    (tmp_path / "list.json").write_text("[1]")
    return tmp_path / "desk"


def own_process(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "aftersales_desktop", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})},
        check=False, timeout=60, **{"capture_output": True, **options},
    )  # fmt: skip


def refused(capsys, *arguments: str, language: str = "en") -> str:
    """The one sentence of a refusal; without any other word, and in Persian without an English one."""
    assert cli.run(["--language", language, *arguments]) == cli.REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    if language == "fa":
        assert latin_words(said.err) <= {"data", "CSV", "JSON"}, said.err
    return said.err


REFUSALS = [
    (["print", "nothing", "any", "out.pdf"], "no paper called nothing"),
    (["print", "intake-receipt", "99999", "out.pdf"], "no reception with this number"),
    (["print", "intake-receipt", "9" * 5000, "out.pdf"], "no reception with this number"),
    (["print", "intake-receipt", "\udcff", "out.pdf"], "no reception with this number"),
    (["print", "intake-receipt", "'; DROP TABLE audit; --", "out.pdf"], "no reception with this number"),
    (["print", "intake-receipt", "01-05-00001-9", "out.pdf"], "check digit"),
    (["print", "warranty-card", "\udcff", "out.pdf"], "no warranty card"),
    (["print", "warranty-card", "0", "out.pdf"], "no warranty card"),
    (["print", "intake-receipt", "any", "out.pdf", "--paper", "A3"], "one of these sizes"),
    (["print", "list", "orders", "out.pdf", "--paper", "A6"], "one of these sizes"),
    (["print", "intake-receipt", "any", "missing/out.pdf"], "cannot be written"),
    (["print", "intake-receipt", "any", "folder"], "cannot be written"),
    (["print", "list", "nothing", "out.pdf"], "no list called"),
    (["export-month", "1404-13", "out.xlsx"], "not a month"),
    (["export-month", "14-5", "out.xlsx"], "not a month"),
    (["export-month", "", "out.xlsx"], "not a month"),
    (["export-month", "0000-01", "out.xlsx"], "not a month"),
    (["export-month", "1404-05-06", "out.xlsx"], "not a month"),
    (["export-month", "9999-12", "out.xlsx"], "between"),
    (["export-month", "1404-05", "missing/out.xlsx"], "cannot be written"),
    (["export-month", "1404-05", "folder"], "cannot be written"),
    (["import", "folder"], "cannot be read"),
    (["import", "missing.csv"], "cannot be read"),
    (["import", "\udcff.csv"], "cannot be read"),
    (["import", "empty.csv"], "is empty"),
    (["import", "binary.csv"], "not a text file"),
    (["import", "desk/data.db"], "not a text file"),
    (["import", "good.csv", "--map", "broken.json"], "not valid JSON"),
    (["import", "good.csv", "--map", "list.json"], "must hold"),
    (["import", "good.csv", "--map", "missing.json"], "cannot be read"),
    (["import", "good.csv", "--sheet", "One"], "has no sheets"),
    (["import", "--undo", "last"], "no import to undo"),
    (["import", "--undo", "99"], "no import with the number 99"),
    (["demo"], "only fills an empty file"),
]


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(("arguments", "words"), REFUSALS, ids=lambda value: str(value)[:40].encode("ascii", "replace"))
def test_a_refusal_is_one_sentence_and_changes_nothing(folder, capsys, arguments, words, language):
    before, files = content_digest(folder / "data.db"), sorted(folder.parent.rglob("*"))
    sentence = refused(capsys, "--data", str(folder), *arguments, language=language)
    assert language == "fa" or words in sentence
    assert content_digest(folder / "data.db") == before
    assert sorted(folder.parent.rglob("*")) == files


@pytest.mark.parametrize(
    "arguments",
    [["bogus"], ["print", "list"], ["print", "intake-receipt", "any", ""], ["import"],
     ["import", "--undo", "first"], ["export-month", "1404-05"],
     ["--language", "de", "check"], ["--data", "", "check"], ["check", "--data", ""], ["check", "more"]],
)  # fmt: skip
def test_wrong_use_ends_with_two(folder, capsys, arguments):
    try:
        status = cli.run(arguments if "--data" in arguments else ["--data", str(folder), *arguments])
    except SystemExit as end:
        status = end.code
    assert status == 2
    assert capsys.readouterr().err


def test_an_import_is_listed_and_taken_back(folder, capsys):
    command = ["--language", "en", "--data", str(folder), "import"]
    assert cli.run([*command, "good.csv"]) == cli.DONE
    assert cli.run([*command, "--undo", "last"]) == cli.DONE
    assert cli.run([*command, "good.csv"]) == cli.DONE
    capsys.readouterr()
    assert cli.run([*command, "--list"]) == cli.DONE
    newest, first = capsys.readouterr().out.splitlines()
    assert newest.startswith("2\t") and newest.endswith("\tgood.csv\tadded 1, same 0, refused 0")
    assert first.startswith("1\t") and first.endswith("\tundone")
    assert cli.run([*command, "--undo", "2"]) == cli.DONE
    assert "was undone" in capsys.readouterr().out
    assert cli.run(["--data", str(folder), "check"]) == cli.DONE


@pytest.mark.parametrize("month", ["1404-05", "۱۴۰۴-۰۵", "1404/5", "2025-08", "٢٠٢٥-٠٨", "2025-8"])
def test_forms_of_a_month(folder, month):
    assert cli.run(["--data", str(folder), "export-month", month, "out.xlsx"]) == cli.DONE
    assert Path("out.xlsx").stat().st_size > 5000


def test_a_number_in_any_digits_and_separators(folder):
    desk = open_desk(folder / "data.db")
    number = desk.rows("SELECT number FROM service_order WHERE origin = 'counter' AND position = 2 LIMIT 1")[0][0]
    close_desk()
    persian = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for document in ("intake-receipt", "device-label"):
        papers = set()
        for typed in (number, persian, persian.replace("-", "/"), f" {number} "):
            assert cli.run(["--data", str(folder), "print", document, typed, "out.pdf"]) == cli.DONE
            papers.add(len(Path("out.pdf").read_bytes()) // 100)
        assert len(papers) == 1


@only_on_posix
@pytest.mark.parametrize("name", ["\udcff.csv", "=1+1.csv", "فهرست ۱.csv", "a b\t'\".csv", "n" * 240 + ".csv"])
def test_a_file_of_any_name_comes_in(folder, name):
    Path("good.csv").rename(name)
    assert cli.run(["--data", str(folder), "import", name]) == cli.DONE
    assert cli.run(["--data", str(folder), "check"]) == cli.DONE


def test_the_same_file_twice_adds_nothing(folder, capsys):
    for counts in ("added 1, same 0, refused 0", "added 0, same 1, refused 0"):
        assert cli.run(["--data", str(folder), "import", "good.csv"]) == cli.DONE
        assert counts in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "words"),
    [("good.csv", "not a folder"), ("~nobody-of-that-name/desk", "home folder"), ("x\udcff", "cannot be made"),
     ("a" * 300, "cannot be made"), ("good.csv/deeper", "cannot be made")],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_data_folder_that_cannot_be(folder, capsys, data, words, language):
    sentence = refused(capsys, "--data", data, "check", language=language)
    assert language == "fa" or words in sentence


def test_relative_and_persian_data_folders(folder, capsys):
    for name in ("desk", "./desk/../desk"):
        assert cli.run(["--data", name, "check"]) == cli.DONE
    folder.rename("پوشهٔ من ۱")
    assert cli.run(["--data", "پوشهٔ من ۱", "print", "intake-receipt", "any", "رسید مشتری.pdf"]) == cli.DONE
    assert Path("رسید مشتری.pdf").read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().err == ""


class TestFilesThatAreNotOurs:
    COMMANDS = (["check"], ["demo"], ["import", "good.csv"], ["export-month", "1404-05", "out.xlsx"],
                ["print", "intake-receipt", "any", "out.pdf"], ["print", "list", "orders", "out.pdf"])  # fmt: skip

    @pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
    def test_a_newer_one_stays_byte_for_byte(self, folder, capsys, steps):
        execute(folder / "data.db", f"PRAGMA user_version = {SCHEMA_VERSION + steps}")
        before = hashlib.sha256((folder / "data.db").read_bytes()).hexdigest()
        for command in self.COMMANDS:
            assert "newer version" in refused(capsys, "--data", str(folder), *command)
        assert hashlib.sha256((folder / "data.db").read_bytes()).hexdigest() == before
        assert sorted(path.name for path in folder.iterdir()) == ["data.db", "files"]

    @pytest.mark.parametrize("content", ["another program", "text", "header", "page", "half"])
    @pytest.mark.parametrize("language", ["en", "fa"])
    def test_what_is_no_sound_database_stays_byte_for_byte(self, folder, capsys, content, language):
        path = folder / "data.db"
        whole = path.read_bytes()
        if content == "another program":
            execute(path, "PRAGMA application_id = 77")
        else:
            path.write_bytes({"text": "سلام".encode(), "header": whole[:60], "page": whole[:4096],
                              "half": whole[: len(whole) // 2]}[content])  # fmt: skip
        before = path.read_bytes()
        for command in self.COMMANDS:
            sentence = refused(capsys, "--data", str(folder), *command, language=language)
            expected = "damaged" if content in ("page", "half") else "not a database of this program"
            assert language == "fa" or expected in sentence
        assert path.read_bytes() == before

    def test_a_missing_table_is_damage(self, folder, capsys):
        execute(folder / "data.db", "DROP TABLE print_log")
        assert "damaged" in refused(capsys, "--data", str(folder), "check")

    def test_a_view_in_place_of_a_table_does_not_run(self, folder, capsys):
        execute(
            folder / "data.db", "ALTER TABLE customer RENAME TO taken",
            "CREATE VIEW customer AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT * FROM n",
        )  # fmt: skip
        assert "damaged" in refused(capsys, "--data", str(folder), "check")

    def test_foreign_triggers_go_and_lost_guards_come_back(self, folder):
        execute(
            folder / "data.db", "DROP TRIGGER audit_no_update",
            "CREATE TRIGGER foreign_one AFTER INSERT ON customer BEGIN DELETE FROM setting; END",
        )  # fmt: skip
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE
        desk = open_desk(folder / "data.db")
        names = {name for (name,) in desk.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
        close_desk()
        assert "audit_no_update" in names
        assert "foreign_one" not in names

    @pytest.mark.parametrize("edit", ["UPDATE audit SET actor = 'x' WHERE seq = 5", "DELETE FROM audit WHERE seq = 5"])
    def test_a_changed_audit_row_is_named(self, folder, capsys, edit):
        execute(folder / "data.db", "DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete", edit)
        assert cli.run(["--data", str(folder), "--language", "en", "check"]) == cli.FOUND
        assert re.fullmatch("Audit row [56] was changed outside the program.\n", capsys.readouterr().out)


@only_on_posix
class TestWithoutRights:
    @pytest.fixture
    def place(self, folder):
        with reachable_folder() as path:
            shutil.copytree(folder, path / "desk")
            (path / "desk").chmod(0o777)
            (path / "desk" / "data.db").chmod(0o666)
            self.load_what_commands_need(path)
            yield path

    def load_what_commands_need(self, path):
        """Somebody without rights may not even read Python's own files: each command is carried out once before."""
        importlib.import_module("aftersales_desktop.tour")
        codecs.lookup("utf-8-sig")
        for command in (["print", "intake-receipt", "any"], ["export-month", "1404-05"]):
            assert cli.run(["--data", str(path / "desk"), *command, str(path / "before")]) == cli.DONE
            (path / "before").unlink()

    @pytest.mark.parametrize("language", ["en", "fa"])
    @pytest.mark.parametrize("target", ["desk", "desk/data.db"])
    def test_what_may_not_be_written_is_said(self, place, capsys, target, language):
        locked = place / target
        locked.chmod(0o555 if locked.is_dir() else 0o444)
        before = content_digest(place / "desk" / "data.db")
        with as_an_ordinary_user():
            sentence = refused(capsys, "--data", str(place / "desk"), "check", language=language)
        (place / "desk").chmod(0o777)
        assert language == "fa" or "written" in sentence
        assert content_digest(place / "desk" / "data.db") == before

    def test_a_list_of_refused_rows_that_cannot_be_written_brings_nothing_in(self, place, capsys):
        (place / "old.csv").write_text("name,phone\nعلی,12\nرضا,09121112233\n,\n", encoding="utf-8")
        before = content_digest(place / "desk" / "data.db")
        with as_an_ordinary_user():
            sentence = refused(capsys, "--data", str(place / "desk"), "import", str(place / "old.csv"))
        assert "nothing was brought in" in sentence
        assert content_digest(place / "desk" / "data.db") == before

    @pytest.mark.parametrize("command", [["print", "intake-receipt", "any"], ["export-month", "1404-05"], ["tour"]])
    def test_a_place_for_papers_that_may_not_be_written(self, place, capsys, command):
        with as_an_ordinary_user():
            sentence = refused(capsys, "--data", str(place / "desk"), *command, str(place / "out.bin"))
        assert "cannot be written" in sentence
        assert [path.name for path in place.iterdir()] == ["desk"]


@only_on_posix
class TestStreams:
    def test_a_reader_that_goes_away_is_no_error(self, folder):
        for command in (["print", "--list"], ["check"]):
            reading, writing = os.pipe()
            os.close(reading)
            done = own_process("--data", str(folder), *command, stdout=writing, stderr=subprocess.PIPE,
                               capture_output=False)  # fmt: skip
            os.close(writing)
            assert (done.returncode, done.stderr) == (0, b"")

    def test_a_console_that_knows_only_ascii(self, folder):
        done = own_process("--data", str(folder), "--language", "fa", "print", "--list",
                           env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})  # fmt: skip
        assert done.returncode == 0
        assert "قبض پذیرش" in done.stdout.decode("utf-8")

    def test_no_home(self, folder):
        outside = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_DATA_HOME")}
        done = subprocess.run([sys.executable, "-m", "aftersales_desktop", "--data", str(folder), "check"],
                              env={**outside, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True)  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (0, b"ok\n", b"")


@only_on_posix
class TestFilesThatMayNotGrow:
    """A quota or a limit of the system: writing stops at so many bytes, with another error than a full disk's."""

    def limited(self, kilobytes: int, *arguments: str) -> subprocess.CompletedProcess:
        limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes * 1024},) * 2)\n"
        start = "import sys; from aftersales_desktop.cli import run; sys.exit(run(sys.argv[1:]))"
        return subprocess.run(
            [sys.executable, "-c", limit + start, "--language", "en", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    @pytest.mark.parametrize("kilobytes", [40, 400])
    def test_an_import_is_refused_whole(self, folder, kilobytes):
        rows = "".join(f"{n},2020-01-01,Lamp,Brand {n % 7},broken\n" for n in range(20 * kilobytes))
        Path("many.csv").write_text(f"id,date,category,brand,problem\n{rows}", encoding="utf-8")
        before = content_digest(folder / "data.db")
        done = self.limited(kilobytes, "--data", str(folder), "import", "many.csv")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
        assert "Nothing was saved" in done.stderr
        assert content_digest(folder / "data.db") == before
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE

    def test_a_first_start_that_failed_can_be_repeated(self, folder):
        done = self.limited(20, "--data", "fresh", "check")
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert cli.run(["--data", "fresh", "check"]) == cli.DONE

    @pytest.mark.parametrize("command", [["print", "intake-receipt", "any"], ["export-month", "1405-08"]])
    def test_a_paper_is_not_there_by_half(self, folder, command):
        done = self.limited(4, "--data", str(folder), *command, "folder/out.bin")
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert list(Path("folder").iterdir()) == []


@only_on_posix
@pytest.mark.timeout(240)
class TestTwoAtOnce:
    def test_commands_on_one_folder_take_turns_or_are_told(self, folder):
        starts = [
            subprocess.Popen(
                [sys.executable, "-m", "aftersales_desktop", "--data", str(folder), "--language", "en", *command],
                env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for command in (["check"], ["import", "good.csv"], ["check"])
        ]  # fmt: skip
        ends = [(start.communicate(timeout=60), start.returncode) for start in starts]
        assert {status for _said, status in ends} <= {0, 3}
        assert any(status == 0 for _said, status in ends)
        for (_out, err), status in ends:
            assert err == "" if status == 0 else "Close its window first" in err
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE

    def test_a_torn_lock_of_an_earlier_day_keeps_nobody_out(self, folder, capsys):
        (folder / "data.lock").touch()
        assert "Close its window first" in refused(capsys, "--data", str(folder), "check")
        os.utime(folder / "data.lock", (0, 0))
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE

    def test_a_command_while_the_window_is_open(self, folder, capsys):
        window = subprocess.Popen(
            [sys.executable, "-m", "aftersales_desktop", "--data", str(folder), "--language", "en"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        try:
            wait_for(lambda: (folder / "data.db-wal").exists() and (folder / "data.lock").exists())
            for command in (["check"], ["import", "good.csv"], ["export-month", "1404-05", "out.xlsx"]):
                assert "Close its window first" in refused(capsys, "--data", str(folder), *command)
        finally:
            window.send_signal(signal.SIGKILL)
            window.wait()
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE


def wait_for(is_true, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_audit_tells_of_the_import_and_of_nothing_refused(folder, capsys):
    """A refusal leaves no trace even in the history."""
    refused(capsys, "--data", str(folder), "import", "binary.csv")
    assert cli.run(["--data", str(folder), "import", "good.csv"]) == cli.DONE
    desk = open_desk(folder / "data.db")
    rows = desk.rows("SELECT change FROM audit WHERE entity = 'import_run'")
    close_desk()
    assert [json.loads(change)["file"] for (change,) in rows] == ["good.csv"]


def test_a_search_that_drifted_is_told_and_repaired(folder, capsys):
    execute(folder / "data.db", "INSERT INTO customer_names (customer_names) VALUES ('delete-all')")
    check = ["--data", str(folder), "--language", "en", "check"]
    assert cli.run(check) == cli.FOUND
    assert "check --repair" in capsys.readouterr().out
    assert cli.run([*check, "--repair"]) == cli.DONE
    assert capsys.readouterr().out.splitlines() == ["The indexes of the search were made again.", "ok"]
    assert cli.run([*check, "--repair"]) == cli.DONE
    assert capsys.readouterr().out.splitlines() == ["ok"]
