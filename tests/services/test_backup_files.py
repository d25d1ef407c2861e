"""Photos and files go into the backup and come back, beside what is there; nothing wrong gets in unseen."""

import json
import zipfile

import pytest

from aftersales_desktop.domain.errors import Cancelled, NotAllowed, StorageProblem
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import attachments, check, restore
from aftersales_desktop.services.attachments import Holder, list_attachments
from aftersales_desktop.services.backup import lost_files, make_backup
from aftersales_desktop.services.file_store import Condition
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.restore import holdings, inspect_backup, restore_open_file, stage_restore
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.test_damaged_backup import members_of, packed, relabelled
from tests.services.counter import Counter
from tests.services.file_samples import PDF, kept_in, noisy_photo, picture, put, store

say = Words("en").say


@pytest.fixture
def desk(tmp_path, clock):
    (tmp_path / "desk").mkdir()
    yield open_desk(tmp_path / "desk" / "data.db", "sara", clock)
    close_desk()


@pytest.fixture
def order(desk):
    return Holder("service_order", Counter(desk).order().uuid)


@pytest.fixture
def rows(desk, order):
    """A photo, a paper and a text on an order; the text was put away."""
    made = [
        put(desk, order, noisy_photo(800, 600), "عکس.jpg"), put(desk, order), put(desk, order, b"text " * 999, "a.txt"),
    ]  # fmt: skip
    attachments.put_away(desk, made[2].id)
    return made


@pytest.fixture
def backup(desk, rows, tmp_path):
    return make_backup(desk, tmp_path / "backup.zip").path


def test_they_are_in_it_under_their_sums(desk, rows, backup):
    with zipfile.ZipFile(backup) as pack:
        members = pack.infolist()
        assert [member.filename for member in members] == [
            "data.db", "files/", *sorted(f"files/{row.sha256[:2]}/{row.sha256}" for row in rows), "manifest.json",
        ]  # fmt: skip
        methods = {member.filename[-64:]: member.compress_type for member in members}
        for row in rows:
            assert pack.read(f"files/{row.sha256[:2]}/{row.sha256}") == store(desk).read(row.sha256)
        label = json.loads(pack.read("manifest.json"))["files"]
    assert [methods[row.sha256] for row in rows] == [zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
    assert (label["count"], label["size"]) == (3, sum(row.size for row in rows))


def test_a_content_that_nobody_names_stays_out(desk, rows, tmp_path):
    store(desk).keep(b"nobody names this")
    with zipfile.ZipFile(make_backup(desk, tmp_path / "more.zip").path) as pack:
        assert len(pack.namelist()) == 3 + len(rows)


def test_into_an_empty_folder(desk, order, rows, backup, tmp_path, clock):
    close_desk()
    new = tmp_path / "new computer" / "data.db"
    new.parent.mkdir()
    restore.restore(stage_restore(new, backup, "sara", clock))
    there = open_desk(new, "sara", clock)
    assert list_attachments(there, order) == tuple(rows[:2])
    assert kept_in(store(there)) == sorted(row.sha256 for row in rows)
    assert check.first_broken_record(there) is None


def test_beside_what_is_there(desk, order, rows, backup, clock):
    newer = put(desk, order, b"newer", "newer.txt")
    lost, torn, whole = rows
    store(desk).path(lost.sha256).unlink()
    store(desk).path(torn.sha256).write_bytes(b"torn")
    before = store(desk).path(whole.sha256).stat().st_ino
    restore_open_file(desk, stage_restore(desk.path, backup, "sara", clock))
    assert check.first_broken_record(desk) is None
    assert list_attachments(desk, order) == tuple(rows[:2])
    assert store(desk).path(whole.sha256).stat().st_ino == before
    assert store(desk).condition(newer.sha256) is Condition.WHOLE, "the file put aside names it"


def test_how_many_there_are(desk, order, rows, backup):
    put(desk, order, b"newer", "newer.txt")
    assert inspect_backup(backup).holds.files == 3
    assert holdings(desk).files == 4


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_lost_photo_does_not_keep_the_rest_from_being_backed_up(desk, order, rows, tmp_path, clock, damage):
    lost = store(desk).path(rows[0].sha256)
    lost.unlink() if damage == "missing" else lost.write_bytes(b"changed")
    made = make_backup(desk, tmp_path / "backup.zip")
    assert made.lost == 1
    assert "1 photo or file is missing" in say(lost_files(made.lost))
    assert "3 photos or files are missing" in say(lost_files(3))
    with zipfile.ZipFile(made.path) as pack:
        assert len(pack.namelist()) == 3 + 2
    restore_open_file(desk, stage_restore(desk.path, made.path, "sara", clock))
    assert "عکس.jpg" in say(check.first_broken_record(desk))


def test_one_added_while_the_copy_is_made_is_in_the_next_one(desk, order, rows, tmp_path):
    seen = []

    def cancelled():
        if not seen:
            seen.append(put(desk, order, b"meanwhile", "m.txt"))
        return False

    made = make_backup(desk, tmp_path / "backup.zip", Watch(cancelled=cancelled))
    names = zipfile.ZipFile(made.path).namelist()
    assert made.lost == 0
    assert len(names) - 3 == made.figures.counts["attachment"]


@pytest.mark.parametrize("look", range(1, 7))
def test_stopped_at_any_look(desk, backup, tmp_path, clock, look):
    looks = []

    def cancelled():
        looks.append(True)
        return len(looks) >= look

    path = tmp_path / "again.zip"
    with pytest.raises(Cancelled):
        make_backup(desk, path, Watch(cancelled=cancelled))
    assert not path.exists()
    looks.clear()
    with pytest.raises(Cancelled):
        stage_restore(desk.path, backup, "sara", clock, Watch(cancelled=cancelled))
    assert not list(desk.path.parent.glob("*.part*"))


def test_a_disk_without_room_for_the_files_is_told_at_once(desk, backup, tmp_path, clock, monkeypatch):
    class Usage:
        free = restore._SPARE + 2_000_000

    monkeypatch.setattr(restore.shutil, "disk_usage", lambda _folder: Usage)
    new = tmp_path / "new" / "data.db"
    new.parent.mkdir()
    stage_restore(new, backup, "sara", clock)
    monkeypatch.setattr(restore, "missing_bytes", lambda *_arguments: 2_000_000)
    with pytest.raises(StorageProblem):
        stage_restore(new, backup, "sara", clock)


@pytest.mark.parametrize(
    "change",
    [
        lambda name, body: ("files/ab/evil.exe", body),
        lambda name, body: ("files/../../" + name[-64:], body),
        lambda name, body: ("files/00/" + name[-64:], body),
        lambda name, body: (name.upper(), body),
        lambda name, body: (name, body + b"more"),
        lambda name, body: (name, bytes(60_000_000)),
        lambda name, body: (None, b""),
    ],
)
def test_other_members_than_the_label_tells_of_are_refused(desk, backup, tmp_path, change):
    members = members_of(backup.read_bytes())
    name = next(name for name in members if len(name) > 64)
    changed, body = change(name, members[name])
    others = {other: content for other, content in members.items() if other not in (name, "manifest.json")}
    odd = {**others, **({changed: body} if changed else {}), "manifest.json": members["manifest.json"]}
    path = tmp_path / "odd.zip"
    path.write_bytes(packed(odd))
    for act in (inspect_backup, lambda path: stage_restore(desk.path, path)):
        with pytest.raises(NotAllowed) as caught:
            act(path)
        assert "not a backup" in say(caught.value.message)
    assert not (tmp_path / "evil.exe").exists()


def test_a_content_that_is_not_what_its_name_says_is_damage(desk, rows, backup, tmp_path, clock):
    """The one who changes it gives the file a right label and a right sum."""
    members = members_of(backup.read_bytes())
    name = next(name for name in members if len(name) > 64)
    members[name] = bytes(len(members[name]))
    path = tmp_path / "changed.zip"
    path.write_bytes(packed(members))
    new = tmp_path / "new" / "data.db"
    new.parent.mkdir()
    with pytest.raises(NotAllowed) as caught:
        stage_restore(new, path, "sara", clock)
    assert "is damaged" in say(caught.value.message)
    assert list(new.parent.glob("data.db*")) == [] and not list(new.parent.glob("*.part"))


@pytest.mark.parametrize("files", [None, [], 5, "x", {"count": 3}, {"more": 1}, {"count": "3"}, {"sha256": None}])
def test_a_strange_label_of_files_is_refused(backup, tmp_path, files):
    path = tmp_path / "odd.zip"
    path.write_bytes(relabelled(backup.read_bytes(), files=files))
    with pytest.raises(NotAllowed):
        inspect_backup(path)


def test_a_backup_of_an_older_release_has_no_files(desk, order, tmp_path, clock):
    """Its label does not tell of any; what is in the store stays."""
    made = make_backup(desk, tmp_path / "new.zip")
    members = members_of(made.path.read_bytes())
    label = json.loads(members["manifest.json"])
    del label["files"]
    path = tmp_path / "old.zip"
    path.write_bytes(packed({**members, "manifest.json": json.dumps(label).encode()}))
    row = put(desk, order, PDF)
    restore_open_file(desk, stage_restore(desk.path, path, "sara", clock))
    assert list_attachments(desk, order) == ()
    assert store(desk).condition(row.sha256) is Condition.WHOLE
    put(desk, order, picture(), "x.png")
    assert check.first_broken_record(desk) is None
