"""Two programs never share one database."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QLockFile

from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.i18n import Words
from aftersales_desktop.ui.front_call import server_name
from aftersales_desktop.ui.single_instance import AlreadyRunning, SingleInstance
from tests.programs import only_on_posix

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from aftersales_desktop.ui.single_instance import AlreadyRunning, SingleInstance
app = QCoreApplication(sys.argv)
instance = SingleInstance(Path(sys.argv[1]))
instance.front_wanted.connect(lambda: print("front", flush=True))
try:
    instance.claim()
    instance.listen()
except AlreadyRunning as refused:
    print("refused", refused.answered, flush=True)
    raise SystemExit(3)
print("claimed", flush=True)
if sys.argv[2] == "deaf":
    import time
    time.sleep(60)
QTimer.singleShot(int(sys.argv[2]), app.quit)
app.exec()
"""


@contextmanager
def program(lock, seconds="60000"):
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(lock), seconds], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "data.lock"


def test_a_second_start_brings_the_first_to_the_front(lock, qtbot):
    first = SingleInstance(lock)
    first.claim()
    first.listen()
    with qtbot.waitSignal(first.front_wanted, timeout=20_000), program(lock) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.stdout.read() == "refused True\n"
        assert second.returncode == 3
    first.release()


def test_it_works_against_a_real_first_program(lock, qapp):
    with program(lock) as first:
        assert first.stdout.readline() == "claimed\n"
        with pytest.raises(AlreadyRunning) as refused:
            SingleInstance(lock).claim()
        assert refused.value.answered
        assert "brought to the front" in Words("en").say(refused.value.message)
        assert first.stdout.readline() == "front\n"


def test_a_hung_first_program_still_keeps_the_database(lock, qapp):
    with program(lock, "deaf") as first:
        assert first.stdout.readline() == "claimed\n"
        with pytest.raises(AlreadyRunning) as refused:
            SingleInstance(lock).claim()
    assert not refused.value.answered


def test_after_a_kill_the_next_start_has_the_database(lock, qtbot):
    with program(lock) as first:
        assert first.stdout.readline() == "claimed\n"
        first.kill()
        first.wait()
    assert lock.exists()
    second = SingleInstance(lock)
    second.claim()
    second.listen()
    with program(lock) as third:
        qtbot.waitUntil(lambda: third.poll() is not None, timeout=20_000)
        assert third.stdout.read() == "refused True\n"
    second.release()


def test_a_long_working_day_does_not_give_the_database_away(lock, qapp):
    with program(lock) as first:
        assert first.stdout.readline() == "claimed\n"
        os.utime(lock, (0, 0))
        with pytest.raises(AlreadyRunning):
            SingleInstance(lock).claim()


def test_a_number_reused_by_another_program_does_not_lock_for_ever(lock, qapp):
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        holder = QLockFile(str(lock))
        assert holder.tryLock(0)
        lines = lock.read_text(encoding="utf-8").splitlines()
        holder.unlock()
        lock.write_text("\n".join([str(stranger.pid), "aftersales-desktop", *lines[2:]]) + "\n", encoding="utf-8")
        instance = SingleInstance(lock)
        instance.claim()
        instance.release()
        stranger.kill()


OTHER_COMPUTER = b"1\nprogram\nother-pc\n00112233445566778899aabbccddeeff\n12345678-1234-1234-1234-123456789abc\n"


@pytest.mark.parametrize("content", [b"", bytes(60), b"\xff" * 60, b"12", OTHER_COMPUTER])
def test_a_lock_torn_by_a_power_cut_or_of_another_computer_does_not_lock_for_ever(lock, qapp, content):
    lock.write_bytes(content)
    os.utime(lock, (0, 0))
    instance = SingleInstance(lock)
    instance.claim()
    instance.release()


@only_on_posix
@pytest.mark.parametrize("content", [b"", OTHER_COMPUTER])
def test_a_living_program_keeps_the_database_whatever_its_lock_says(lock, qapp, content):
    with program(lock, "deaf") as first:
        assert first.stdout.readline() == "claimed\n"
        lock.write_bytes(content)
        os.utime(lock, (0, 0))
        with pytest.raises(AlreadyRunning):
            SingleInstance(lock).claim()
        assert lock.exists()


def test_a_lock_being_written_is_left_alone(lock, qapp):
    """Another start is between making the file and locking it."""
    lock.touch()
    with pytest.raises(AlreadyRunning):
        SingleInstance(lock).claim()
    assert lock.exists()


def test_of_many_starts_at_once_one_wins(lock):
    starts = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, str(lock), "4000"], stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    said = [start.communicate(timeout=60)[0].split()[0] for start in starts]
    assert sorted(said) == ["claimed"] + ["refused"] * 5


def test_two_folders_are_two_desks(tmp_path, qapp):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, second = SingleInstance(tmp_path / "a" / "data.lock"), SingleInstance(tmp_path / "b" / "data.lock")
    first.claim()
    second.claim()
    first.release()
    second.release()


def test_released_is_free_again(lock, qapp):
    for _ in range(2):
        instance = SingleInstance(lock)
        instance.claim()
        instance.release()
    assert not lock.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path, qapp):
    with pytest.raises(StorageProblem):
        SingleInstance(tmp_path / "missing" / "data.lock").claim()


@only_on_posix
def test_two_ways_to_one_folder_have_one_name(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    assert server_name(tmp_path / "link" / "data.lock") == server_name(tmp_path / "data.lock")
    assert len(server_name(tmp_path / "data.lock")) < 60
