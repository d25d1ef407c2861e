"""Disks that are full, gone or lie while a backup is made: one sentence, the old backup stays, no half one anywhere."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import backup, backup_file
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.restore import inspect_backup, restore_open_file, stage_restore
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.damage import as_an_ordinary_user
from tests.programs import only_on_posix
from tests.services.backup_samples import content, filled

say = Words("en").say
resource = pytest.importorskip("resource", reason="only on POSIX")


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "stick").mkdir()
    desk = open_desk(tmp_path / "desk" / "data.db", "sara")
    filled(desk)
    yield desk
    close_desk()


@pytest.fixture
def out(desk, tmp_path) -> Path:
    """Where an older, good backup stands already."""
    return make_backup(desk, tmp_path / "stick" / "backup.zip").path


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if ".part" in path.name]


def refusal(desk, out: Path) -> str:
    with pytest.raises(StorageProblem) as caught:
        make_backup(desk, out)
    assert not leftovers(desk.path.parent)
    return say(caught.value.message)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "no room"), (errno.EDQUOT, "no room"), (errno.EIO, "cannot be written"),
     (errno.ENODEV, "cannot be written"), (errno.EROFS, "cannot be written")],
)  # fmt: skip
@pytest.mark.parametrize("call", [1, 2, 3, 4])
def test_a_write_that_fails_at_any_moment(desk, out, monkeypatch, number, words, call):
    """The stick is full, pulled out or write-protected."""
    before, calls = out.read_bytes(), []
    put = backup_file._SealedFile._put

    def failing(self, body):
        calls.append(len(body))
        if len(calls) == call:
            raise OSError(number, os.strerror(number))
        put(self, body)

    monkeypatch.setattr(backup_file._SealedFile, "_put", failing)
    assert words in refusal(desk, out)
    assert out.read_bytes() == before
    assert not leftovers(out.parent)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_flush_or_a_rename_that_fails(desk, out, monkeypatch, call):
    before = out.read_bytes()

    def failing(*_arguments):
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, call, failing)
    assert "cannot be written" in refusal(desk, out)
    assert out.read_bytes() == before
    assert not leftovers(out.parent)


def test_a_folder_that_vanishes_half_way(desk, out, monkeypatch):
    real = backup.write_backup

    def pulled_out(*arguments):
        seal = real(*arguments)
        shutil.rmtree(out.parent)
        return seal

    monkeypatch.setattr(backup, "write_backup", pulled_out)
    assert "Plug the drive in" in refusal(desk, out)


def test_a_folder_that_is_not_there(desk, tmp_path):
    assert "Plug the drive in" in refusal(desk, tmp_path / "missing" / "backup.zip")


@only_on_posix
def test_a_folder_that_may_only_be_read(desk, tmp_path):
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    for inside in (desk.path.parent, *desk.path.parent.iterdir()):
        inside.chmod(0o777)
    (tmp_path / "stick").chmod(0o555)
    with as_an_ordinary_user():
        assert "cannot be written" in refusal(desk, tmp_path / "stick" / "backup.zip")


@only_on_posix
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7])
def test_the_disk_of_the_data_folder_fills_up(desk, out, share):
    """No file may grow past a part of the copy: SQLite itself meets the end of the disk."""
    before = out.read_bytes()
    whole = desk.rows("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")[0][0]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(whole * share), hard))
    try:
        refusal(desk, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert out.read_bytes() == before
    assert inspect_backup(out)


@only_on_posix
def test_a_restore_on_a_full_disk_changes_nothing(desk, out):
    close_desk()
    before = content(desk.path)
    open_desk(desk.path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StorageProblem):
            stage_restore(desk.path, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not leftovers(desk.path.parent)
    close_desk()
    assert content(desk.path) == before


def test_a_rename_refused_while_restoring_gives_the_old_file_back(desk, out, monkeypatch):
    staged = stage_restore(desk.path, out)
    filled_since = desk.rows("SELECT count(*) FROM customer")
    real, calls = os.replace, []

    def refuse_the_second(old, new):
        calls.append(new)
        if len(calls) == 2:
            raise OSError(errno.EIO, "no")
        real(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse_the_second)
        with pytest.raises(StorageProblem):
            restore_open_file(desk, staged)
    assert desk.rows("SELECT count(*) FROM customer") == filled_since
    assert desk.rows("SELECT count(*) FROM audit WHERE action = 'restore'") == [(0,)]
    assert not leftovers(desk.path.parent)
    assert sorted(path.name for path in desk.path.parent.iterdir()) == ["data.db", "data.db-shm", "data.db-wal"]
