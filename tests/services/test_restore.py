"""Going back to a backup: the same content, whatever the file looks like now, and a note in its history."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from aftersales_desktop.domain.errors import Cancelled, StorageProblem
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.migrate import SCHEMA_VERSION
from aftersales_desktop.models.migrations import MIGRATIONS
from aftersales_desktop.services import audit, check, restore, search
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.backup_record import backup_state
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.restore import (
    Holdings,
    forget_staged,
    holdings,
    inspect_backup,
    restore_open_file,
    stage_restore,
)
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.backup_samples import content, filled

say = Words("en").say


@pytest.fixture
def desk(tmp_path, clock):
    (tmp_path / "desk").mkdir()
    yield open_desk(tmp_path / "desk" / "data.db", "sara", clock)
    close_desk()


@pytest.fixture
def backup(desk, tmp_path):
    """A backup of a filled file, to which one more order was added since."""
    counter = filled(desk)
    made = make_backup(desk, tmp_path / "backup.zip")
    counter.order()
    return made.path


def files(desk):
    return sorted(path.name for path in desk.path.parent.iterdir() if not path.name.endswith(("-shm", "-wal")))


def test_the_file_is_as_it_was_and_the_other_is_kept(desk, backup, tmp_path, clock):
    close_desk()
    newer = content(desk.path)
    open_desk(desk.path, "sara", clock)
    aside = restore_open_file(desk, stage_restore(desk.path, backup, "sara", clock))
    assert aside.name == "before-restore-20261123-080000.db"
    assert check.first_broken_record(desk) is None
    close_desk()
    assert files(desk) == [aside.name, "data.db"]
    assert content(aside) == newer
    restored = content(desk.path)
    assert len(restored["service_order"]) == 2 and len(newer["service_order"]) == 3
    again = tmp_path / "again" / "data.db"
    again.parent.mkdir()
    shutil.copyfile(desk.path, again)
    open_desk(again, "sara", clock)
    second = make_backup(desk.__class__("sara", again, clock), tmp_path / "second.zip")
    assert second.figures.counts["service_order"] == 2


def test_is_noted_in_the_history_and_counts_as_the_last_backup(desk, backup, clock):
    made_at = desk.now()
    clock.move(days=2)
    restore_open_file(desk, stage_restore(desk.path, backup, "sara", clock))
    action, actor, at, change = desk.rows("SELECT action, actor, at, change FROM audit ORDER BY seq DESC LIMIT 1")[0]
    assert (action, actor, at) == ("restore", "sara", "2026-11-25T08:00:00.000Z")
    assert json.loads(change)["file"] == "backup.zip"
    assert audit.first_broken_row(desk) is None
    state = backup_state(desk)
    assert (state.last.made_at, state.last.path, state.age.days) == (made_at, str(backup), 2)


def test_what_a_person_compares(desk, backup):
    assert inspect_backup(backup).holds == Holdings(2, 2, 1)
    assert holdings(desk) == Holdings(2, 3, 1)


def test_the_restored_file_is_worked_on_at_once(desk, backup, clock):
    restore_open_file(desk, stage_restore(desk.path, backup, "sara", clock))
    number = desk.rows("SELECT number FROM service_order ORDER BY id DESC LIMIT 1")[0][0]
    assert search.search(desk, number)
    assert desk.rows("SELECT count(*) FROM device_passcode") == [(0,)]
    assert desk.rows("PRAGMA journal_mode") == [("wal",)]


def test_decided_against_it_leaves_nothing(desk, backup, clock):
    before = files(desk)
    forget_staged(stage_restore(desk.path, backup, "sara", clock))
    assert files(desk) == before


def test_stopped_at_any_look_it_leaves_nothing(desk, backup, clock):
    before = files(desk)
    for look in range(1, 5):
        looks = []

        def cancelled(looks=looks, look=look):
            looks.append(True)
            return len(looks) >= look

        with pytest.raises(Cancelled):
            stage_restore(desk.path, backup, "sara", clock, Watch(cancelled=cancelled))
        assert files(desk) == before


def test_a_missing_or_torn_file_is_no_hindrance(desk, backup, clock):
    close_desk()
    for damaged in (None, b"", b"not a database at all" * 500):
        desk.path.unlink(missing_ok=True)
        if damaged is not None:
            desk.path.write_bytes(damaged)
        clock.move(minutes=1)
        aside = restore.restore(stage_restore(desk.path, backup, "sara", clock))
        assert aside.exists() is (damaged is not None)
        if damaged is not None:
            assert aside.read_bytes() == damaged
        open_desk(desk.path)
        assert check.first_broken_record(desk) is None
        close_desk()


def test_the_log_of_another_file_never_mixes_in(desk, backup, clock):
    """A killed counter has left its write-ahead log behind, and it belongs to the file that goes."""
    close_desk()
    before = content(desk.path)
    with closing(sqlite3.connect(desk.path)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("INSERT INTO setting VALUES ('stray', '1')")
        other.commit()
        kept = {path.name: path.read_bytes() for path in desk.path.parent.iterdir()}
    for path in desk.path.parent.iterdir():
        path.unlink()
    for name, content_of in kept.items():
        (desk.path.parent / name).write_bytes(content_of)
    assert len(kept["data.db-wal"]) > 4000
    aside = restore.restore(stage_restore(desk.path, backup, "sara", clock))
    assert not desk.path.with_name("data.db-wal").exists()
    assert "stray" not in [row[0] for row in content(desk.path)["setting"]]
    assert aside.with_name(aside.name + "-wal").read_bytes() == kept["data.db-wal"]
    with_stray = content(aside)
    with_stray["setting"] = [row for row in with_stray["setting"] if row[0] != "stray"]
    assert with_stray == before


def test_a_stale_log_beside_a_file_that_is_gone_is_put_aside(desk, backup, clock):
    close_desk()
    desk.path.unlink()
    desk.path.with_name("data.db-wal").write_bytes(b"stale" * 1000)
    restore.restore(stage_restore(desk.path, backup, "sara", clock))
    assert not desk.path.with_name("data.db-wal").exists()
    open_desk(desk.path)
    assert check.first_broken_record(desk) is None


def test_two_in_one_second_are_kept_apart(desk, backup, clock):
    first = restore_open_file(desk, stage_restore(desk.path, backup, "sara", clock))
    second = restore_open_file(desk, stage_restore(desk.path, backup, "sara", clock))
    assert first != second and first.exists() and second.exists()


def test_a_disk_without_room_is_told_before_anything_is_written(desk, backup, clock, monkeypatch):
    monkeypatch.setattr("aftersales_desktop.services.restore._SPARE", 1 << 60)
    with pytest.raises(StorageProblem) as caught:
        stage_restore(desk.path, backup, "sara", clock)
    assert "no room" in say(caught.value.message)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_backup_of_an_older_release_is_brought_up_to_date(desk, tmp_path, clock, monkeypatch, version):
    close_desk()
    old = tmp_path / "old" / "data.db"
    old.parent.mkdir()
    with closing(sqlite3.connect(old, isolation_level=None)) as older:
        for step in MIGRATIONS[:version]:
            older.executescript(step.SQL)
        older.execute(f"PRAGMA user_version = {version}")
        older.execute(f"PRAGMA application_id = {0x41465344}")
        older.execute("INSERT INTO setting VALUES ('centre_name', '\"کهن\"')")
        if version >= 2:
            older.execute("INSERT INTO number_series VALUES ('subscriber', 0)")
    old_desk = desk.__class__("old", old, clock)
    made = make_backup(old_desk, tmp_path / "old.zip")
    assert made.figures.schema == version
    open_desk(desk.path, "sara", clock)
    restore_open_file(desk, stage_restore(desk.path, made.path, "sara", clock))
    assert desk.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert desk.rows("SELECT value FROM setting WHERE key = 'centre_name'") == [('"کهن"',)]
    assert check.first_broken_record(desk) is None
