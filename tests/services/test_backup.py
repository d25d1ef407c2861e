"""Making a backup: whole, without passcodes, beside those who save, and remembered."""

import re
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from aftersales_desktop.domain.errors import Cancelled, NotAllowed
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.models import copies
from aftersales_desktop.services import audit, backup_copy, check
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.backup_record import backup_state, note_backup, note_failure
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.restore import inspect_backup
from aftersales_desktop.services.work import Area, close_desk, open_desk
from tests.faults.test_passcode_traces import holding
from tests.services.backup_samples import content, filled

say = Words("en").say


@pytest.fixture
def desk(tmp_path, clock):
    (tmp_path / "desk").mkdir()
    yield open_desk(tmp_path / "desk" / "data.db", "test", clock)
    close_desk()


@pytest.fixture
def out(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "backup.zip"


def unpacked(out, tmp_path):
    with zipfile.ZipFile(out) as pack:
        return pack.extract("data.db", tmp_path / "unpacked")


def test_holds_every_row_but_no_passcode(desk, out, tmp_path):
    filled(desk)
    made = make_backup(desk, out)
    copy = unpacked(out, tmp_path)
    close_desk()
    assert content(copy) == content(desk.path)
    assert holding(desk.path.parent) == ["data.db"]
    assert holding(tmp_path / "unpacked") == []
    assert made.figures.counts["service_order"] == 2
    assert made.figures.counts["device_passcode"] == 0


def test_says_on_its_label_what_is_in_it(desk, out):
    filled(desk)
    desk.rows("UPDATE reception SET deposit = 1500000 WHERE id = 1")
    made = make_backup(desk, out)
    assert made.figures.sums["reception.deposit"] == 1_500_000
    assert (made.figures.audit_seq, made.figures.audit_hash) == desk.rows(
        "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
    )[0]
    found = inspect_backup(out)
    assert (found.made_at, found.sha256, found.size) == (desk.now(), made.sha256, out.stat().st_size)
    assert (found.holds.customers, found.holds.orders, found.holds.cards) == tuple(
        desk.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("customer", "service_order", "warranty_card")
    )


def test_any_zip_program_opens_it(desk, out):
    make_backup(desk, out)
    with zipfile.ZipFile(out) as pack:
        assert pack.testzip() is None
        assert pack.namelist() == ["data.db", "files/", "manifest.json"]


def test_an_empty_file_can_be_backed_up(desk, out):
    assert make_backup(desk, out).figures.audit_hash == audit.GENESIS


def test_takes_the_place_of_an_older_one_and_leaves_nothing_beside_it(desk, out):
    out.write_bytes(b"old")
    make_backup(desk, out)
    assert inspect_backup(out)
    assert [path.name for path in out.parent.iterdir()] == ["backup.zip"]
    assert sorted(path.name for path in desk.path.parent.iterdir()) == ["data.db", "data.db-shm", "data.db-wal"]


@pytest.mark.parametrize("name", ["data.db", "new.zip", "papers/new.zip", "../desk/new.zip"])
def test_never_inside_the_data_folder(desk, name):
    (desk.path.parent / "papers").mkdir()
    filled(desk)
    with pytest.raises(NotAllowed) as caught:
        make_backup(desk, desk.path.parent / name)
    assert "inside the data folder" in say(caught.value.message)
    assert check.first_broken_record(desk) is None


def test_not_through_a_link_into_the_data_folder_either(desk, tmp_path):
    (tmp_path / "link").symlink_to(desk.path.parent, target_is_directory=True)
    with pytest.raises(NotAllowed):
        make_backup(desk, tmp_path / "link" / "data.db")


def test_a_folder_is_no_file(desk, out):
    with pytest.raises(NotAllowed) as caught:
        make_backup(desk, out.parent)
    assert "is a folder" in say(caught.value.message)


def test_progress_only_grows_and_reaches_the_end(desk, out):
    filled(desk)
    told = []
    make_backup(desk, out, Watch(lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert {total for _done, total in told} == {1000}
    assert told[-1][0] >= 900


@pytest.mark.parametrize("look", [1, 2, 3, 5, 8])
def test_stopped_at_any_look_it_leaves_nothing(desk, out, look, monkeypatch):
    monkeypatch.setattr(copies, "STEPS_BETWEEN_LOOKS", 100)
    filled(desk)
    out.write_bytes(b"old")
    looks = []

    def cancelled():
        looks.append(True)
        return len(looks) >= look

    with pytest.raises(Cancelled):
        make_backup(desk, out, Watch(cancelled=cancelled))
    assert out.read_bytes() == b"old"
    assert [path.name for path in out.parent.iterdir()] == ["backup.zip"]
    assert sorted(path.name for path in desk.path.parent.iterdir()) == ["data.db", "data.db-shm", "data.db-wal"]


def test_saving_goes_on_meanwhile(desk, out, monkeypatch):
    """Orders are saved while SQLite is in the middle of copying; the copy is of the moment before."""
    monkeypatch.setattr(copies, "STEPS_BETWEEN_LOOKS", 100)
    counter = filled(desk)
    go, saved = threading.Event(), threading.Event()

    def cancelled():
        if any(part.stat().st_size for part in desk.path.parent.glob("*.part")):
            go.set()
            saved.wait(5)
        return False

    with ThreadPoolExecutor(1) as worker:
        making = worker.submit(make_backup, desk, out, Watch(cancelled=cancelled))
        assert go.wait(20)
        for _one in range(5):
            counter.order()
        saved.set()
    assert making.result().figures.counts["service_order"] == 2
    assert desk.rows("SELECT count(*) FROM service_order") == [(7,)]
    assert inspect_backup(out).holds.orders == 2


def test_a_copy_that_lacks_a_row_is_no_backup(desk, out, monkeypatch):
    filled(desk)
    whole = copies.copy_live

    def lossy(path, target, goes_on):
        whole(path, target, goes_on)
        with copies.open_copy(target) as copy:
            copy.execute("DROP TRIGGER order_event_no_delete")
            copy.execute("DELETE FROM order_event WHERE id = (SELECT max(id) FROM order_event)")

    monkeypatch.setattr(copies, "copy_live", lossy)
    with pytest.raises(Exception) as caught:
        make_backup(desk, out)
    assert "does not hold" in say(caught.value.message)
    assert not out.exists()


def test_a_drive_that_gives_back_something_else_is_told(desk, out, monkeypatch):
    filled(desk)
    from aftersales_desktop.services import backup

    whole = backup.write_backup

    def lying(file, *rest):
        seal = whole(file, *rest)
        file.flush()
        file.seek(1000)
        file.write(b"\0")
        return seal

    monkeypatch.setattr(backup, "write_backup", lying)
    with pytest.raises(Exception) as caught:
        make_backup(desk, out)
    assert "did not give back" in say(caught.value.message)
    assert list(out.parent.iterdir()) == []


def test_a_damaged_file_is_not_backed_up(desk, out):
    filled(desk)
    close_desk()
    size = desk.path.stat().st_size
    with desk.path.open("r+b") as file:
        file.seek(size - 4096)
        file.write(b"\xff" * 64)
    open_desk(desk.path, "test", desk.clock)
    with pytest.raises(Exception) as caught:
        make_backup(desk, out)
    assert "damaged" in say(caught.value.message)
    assert list(out.parent.iterdir()) == []


def test_is_remembered_with_its_sum_in_the_audit(desk, out):
    heard = []
    desk.listeners.append(heard.append)
    assert backup_state(desk).last is None
    made = make_backup(desk, out)
    note_backup(desk, made)
    state = backup_state(desk)
    assert (state.last.made_at, state.last.path, state.last.size) == (desk.now(), str(out), out.stat().st_size)
    assert (state.age.tone, state.problem) == ("ok", None)
    assert heard == [frozenset({Area.BACKUP})]
    action, change = desk.rows("SELECT action, change FROM audit ORDER BY seq DESC LIMIT 1")[0]
    assert action == "backup" and made.sha256 in change
    assert check.first_broken_record(desk) is None


def test_a_failure_is_remembered_until_one_succeeds(desk, out, clock):
    note_failure(desk, Message("{file} is a folder. Name a file for the backup.", file="x"))
    clock.move(hours=1)
    state = backup_state(desk)
    assert say(state.problem).endswith("Name a file for the backup.")
    assert state.failed_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    note_backup(desk, make_backup(desk, out))
    assert backup_state(desk).problem is None


def test_money_columns_are_those_of_the_schema(desk):
    """A new amount must stand in the sums: whatever the schema limits as money, but in the moulds of forms."""
    found = set()
    for table, sql in desk.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"):
        found |= {(table, column) for column in re.findall(r"(\w+) INTEGER[^,\n]*BETWEEN 0 AND 1000000000000", sql)}
    assert found == set(backup_copy.MONEY)
