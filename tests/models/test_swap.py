"""Another file in the place of the live one: stopped or refused at any step it is before or after."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aftersales_desktop.models import swap
from aftersales_desktop.models.swap import finish_replacing, part_path, replace_live

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
OLD, NEW = b"old", b"new"


class Killed(BaseException):
    """The process ends here; nothing of it runs any more."""


@pytest.fixture
def live(tmp_path) -> Path:
    (tmp_path / "data.db").write_bytes(OLD)
    (tmp_path / "data.db-wal").write_bytes(OLD)
    part_path(tmp_path / "data.db", "restore-1").write_bytes(NEW)
    return tmp_path / "data.db"


def replace(live: Path) -> Path:
    return replace_live(live, part_path(live, "restore-1"), AT)


def found(live: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in live.parent.iterdir()}


BEFORE = {"data.db": OLD, "data.db-wal": OLD}
AFTER = {"data.db": NEW, "before-restore-20261123-080000.db": OLD, "before-restore-20261123-080000.db-wal": OLD}


def test_both_are_there_afterwards(live):
    assert replace(live).name == "before-restore-20261123-080000.db"
    assert found(live) == AFTER


@pytest.mark.parametrize("steps", range(12))
@pytest.mark.parametrize("late", [False, True], ids=["before the step", "after it"])
def test_killed_at_any_step_the_next_start_ends_it(live, monkeypatch, steps, late):
    left = [steps]

    def step(name: str):
        real = getattr(os, name)

        def act(*arguments):
            left[0] -= 1
            if left[0] == -1 and not late:
                raise Killed
            done = real(*arguments)
            if left[0] == -1:
                raise Killed
            return done

        return act

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", step("replace"))
        patch.setattr(os, "fsync", step("fsync"))
        try:
            replace(live)
            was_killed = False
        except Killed:
            was_killed = True
    finish_replacing(live)
    assert found(live) in ((BEFORE, AFTER) if was_killed else (AFTER,))
    finish_replacing(live)
    assert found(live) in (BEFORE, AFTER)


@pytest.mark.parametrize("step", range(4))
def test_refused_at_any_step_the_old_file_is_back(live, monkeypatch, step):
    real, calls = os.replace, []

    def refuse(old, new):
        calls.append(new)
        if len(calls) == step + 1:
            raise OSError(5, "no")
        return real(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(OSError, match="no"):
            replace(live)
    part_path(live, "restore-1").unlink(missing_ok=True)
    assert found(live) == BEFORE
    finish_replacing(live)
    assert found(live) == BEFORE


def test_a_disk_that_refuses_everything_leaves_the_rest_to_the_next_start(live, monkeypatch):
    real, calls = os.replace, []

    def refuse(old, new):
        calls.append(new)
        if len(calls) > 2:
            raise OSError(5, "no")
        return real(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(OSError, match="no"):
            replace(live)
    finish_replacing(live)
    assert found(live) == AFTER


def test_what_was_never_decided_is_cleared_away(live):
    for name in ("copy-1", "restore-1"):
        part_path(live, name).write_bytes(b"half")
        part_path(live, f"{name}.part-journal").with_suffix("").write_bytes(b"half")
    finish_replacing(live)
    assert found(live) == BEFORE


def test_nothing_put_aside_is_ever_overwritten(live):
    """An older release that knows nothing of this may have made a new file in the middle."""
    waiting = live.with_name("restored-20261123-080000.db")
    os.replace(part_path(live, "restore-1"), waiting)
    live.with_name("before-restore-20261123-080000.db").write_bytes(b"precious")
    finish_replacing(live)
    aside = live.with_name("before-restore-20261123-080000-2.db")
    assert live.with_name("before-restore-20261123-080000.db").read_bytes() == b"precious"
    assert live.read_bytes() == NEW and aside.read_bytes() == OLD and not waiting.exists()
    assert aside.with_name(aside.name + "-wal").read_bytes() == OLD


def test_other_files_of_the_folder_are_left_alone(live):
    for name in ("window.json", "data.lock", "other.part", "database-copy.part", "before-restore-1.db"):
        (live.parent / name).write_bytes(b"mine")
    finish_replacing(live)
    assert {"window.json", "data.lock", "other.part", "database-copy.part", "before-restore-1.db"} <= found(live).keys()


def test_a_folder_that_is_not_there_yet_is_no_trouble(tmp_path):
    finish_replacing(tmp_path / "missing" / "data.db")
    assert swap.COMPANIONS[0] == ""
