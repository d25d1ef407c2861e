"""Replacing files all or nothing."""

import os

import pytest

from aftersales_desktop.files import patiently, replace_file, replacing


def test_replaces_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "settings.json"
    path.write_bytes(b"old")

    replace_file(path, b"new")

    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_an_error_half_way_keeps_the_old_file(tmp_path):
    path = tmp_path / "month.xlsx"
    path.write_bytes(b"old")

    with pytest.raises(RuntimeError), replacing(path) as file:
        file.write(b"half")
        raise RuntimeError("power gone")

    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["month.xlsx"]


def test_what_a_killed_process_left_goes_and_what_a_living_one_writes_stays(tmp_path):
    path = tmp_path / "month [1].xlsx"
    old, young = (tmp_path / f".{path.name}.{number}.part" for number in (11, 12))
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    other = tmp_path / ".month 1.xlsx.11.part"
    other.write_bytes(b"half")
    os.utime(other, (0, 0))

    replace_file(path, b"whole")

    assert {entry.name for entry in tmp_path.iterdir()} == {path.name, young.name, other.name}


def test_waits_while_a_scanner_holds_the_file():
    waits, refusals = [], [PermissionError(), PermissionError()]

    def action():
        if refusals:
            raise refusals.pop()

    patiently(action, waits.append)

    assert waits == pytest.approx([0.01, 0.02])


def test_gives_up_after_two_seconds():
    waits = []

    def action():
        raise PermissionError("held for ever")

    with pytest.raises(PermissionError):
        patiently(action, waits.append)

    assert 2 <= sum(waits) < 2.2
    assert max(waits) == pytest.approx(0.1)


def test_other_errors_do_not_wait():
    def action():
        raise FileNotFoundError("no such folder")

    with pytest.raises(FileNotFoundError):
        patiently(action, pytest.fail)
