"""`backup` and `restore` on the command line: done, or refused in one sentence with nothing changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aftersales_desktop import cli
from aftersales_desktop.services import check
from aftersales_desktop.services.backup_record import backup_state
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.damage import content_digest, latin_words
from tests.services.backup_samples import content
from tests.templates import demo


@pytest.fixture(scope="module")
def demo_file(templates, tmp_path_factory) -> Path:
    path = templates.copy("demo of today", demo, tmp_path_factory.mktemp("demo"), now=None)
    save_settings(open_desk(path), receptionist="سارا")
    close_desk()
    return path


@pytest.fixture
def folder(demo_file, tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    shutil.copytree(demo_file.parent, tmp_path / "desk")
    (tmp_path / "text.zip").write_text("hello", encoding="ascii")
    return tmp_path / "desk"


def run(folder: Path, *arguments: str, language: str = "en") -> int:
    return cli.run(["--language", language, "--data", str(folder), *arguments])


def change_the_name(folder: Path) -> None:
    desk = open_desk(folder / "data.db")
    save_settings(desk, centre_name="نام تازه")
    close_desk()


def test_there_and_back(folder, capsys):
    before = content(folder / "data.db")
    assert run(folder, "backup", "b.zip") == cli.DONE
    assert "read back whole" in capsys.readouterr().out
    change_the_name(folder)
    changed = content(folder / "data.db")
    assert changed != before
    assert run(folder, "restore", "b.zip") == cli.DONE
    said = capsys.readouterr().out
    assert "Restored" in said and "before-restore-" in said
    assert content(folder / "data.db") == before
    assert content(next(folder.glob("before-restore-*.db"))) == changed
    assert run(folder, "check") == cli.DONE


def test_who_did_it_stands_in_the_history(folder):
    run(folder, "backup", "b.zip")
    run(folder, "restore", "b.zip")
    desk = open_desk(folder / "data.db")
    assert desk.rows("SELECT actor, action FROM audit ORDER BY seq DESC LIMIT 1") == [("سارا", "restore")]
    assert backup_state(desk).last.path.endswith("b.zip")
    assert check.first_broken_record(desk) is None
    close_desk()


def test_a_file_beyond_repair_can_be_replaced(folder):
    before = content(folder / "data.db")
    run(folder, "backup", "b.zip")
    (folder / "data.db").write_bytes(b"gone" * 5000)
    assert run(folder, "check") == cli.REFUSED
    assert run(folder, "restore", "b.zip") == cli.DONE
    assert content(folder / "data.db") == before


def test_a_new_pc_begins_with_a_backup(folder, tmp_path, capsys):
    before = content(folder / "data.db")
    run(folder, "backup", "b.zip")
    capsys.readouterr()
    assert run(tmp_path / "new", "restore", "b.zip", language="fa") == cli.DONE
    assert capsys.readouterr().out.count("\n") == 1
    assert content(tmp_path / "new" / "data.db") == before


REFUSALS = [
    (["backup", "desk/data.db"], "inside the data folder"),
    (["backup", "desk/b.zip"], "inside the data folder"),
    (["backup", "folder"], "is a folder"),
    (["backup", "missing/b.zip"], "Plug the drive in"),
    (["backup", "text.zip/b.zip"], "Plug the drive in"),
    (["backup", "n" * 300], "cannot be written"),
    (["restore", "missing.zip"], "cannot be read"),
    (["restore", "folder"], "cannot be read"),
    (["restore", "text.zip"], "not a backup"),
    (["restore", "desk/data.db"], "not a backup"),
    (["restore", "\udcff.zip"], "cannot be read"),
]


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(("arguments", "words"), REFUSALS, ids=lambda value: str(value)[:40].encode("ascii", "replace"))
def test_a_refusal_is_one_sentence_and_changes_nothing(folder, capsys, arguments, words, language):
    before, files = content_digest(folder / "data.db"), sorted(folder.parent.rglob("*"))
    assert run(folder, *arguments, language=language) == cli.REFUSED
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert words in said.err if language == "en" else not latin_words(said.err)
    assert content_digest(folder / "data.db") == before
    assert sorted(folder.parent.rglob("*")) == files


@pytest.mark.parametrize("arguments", [["backup"], ["restore"], ["backup", ""], ["restore", ""], ["restore", "a", "b"]])
def test_wrong_use_ends_with_two(folder, capsys, arguments):
    with pytest.raises(SystemExit) as end:
        run(folder, *arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err
