"""Backups in rough hands: every flipped bit, every cut, every other file is refused, and nothing was touched."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from aftersales_desktop.domain.errors import DeskError, NotAllowed
from aftersales_desktop.i18n import LANGUAGES, Words
from aftersales_desktop.models.migrate import SCHEMA_VERSION
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.backup_file import FORMAT
from aftersales_desktop.services.restore import inspect_backup, restore_open_file, stage_restore
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.faults.damage import latin_words
from tests.services.backup_samples import content, filled, sealed

FLIPS = 200
DAMAGED, FOREIGN, NEWER = "is damaged", "not a backup", "newer version"


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    """A good backup of a filled file."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "desk").mkdir()
    desk = open_desk(folder / "desk" / "data.db", "sara")
    filled(desk)
    out = make_backup(desk, folder / "backup.zip").path
    close_desk()
    return out.read_bytes()


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "desk").mkdir()
    yield open_desk(tmp_path / "desk" / "data.db", "sara")
    close_desk()


@pytest.fixture
def refusal(desk, tmp_path):
    """The sentence with which a file is refused, both when it is looked at and when it is to be restored."""
    before = sorted(desk.path.parent.iterdir())

    def refuse(body: bytes) -> str:
        path = tmp_path / "try.zip"
        path.write_bytes(body)
        said = []
        for attempt in (lambda: inspect_backup(path), lambda: stage_restore(desk.path, path)):
            with pytest.raises(NotAllowed) as caught:
                attempt()
            said.append(caught.value.message)
        assert said[0] == said[1]
        assert sorted(desk.path.parent.iterdir()) == before
        for language in LANGUAGES:
            sentence = Words(language).say(said[0])
            assert language == "en" or not latin_words(sentence.replace("try.zip", ""))
        return Words("en").say(said[0])

    return refuse


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with a right sum at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as pack:
        for name, body in members.items():
            pack.writestr(name, body)
        pack.comment = b"0" * 64
    return sealed(out.getvalue())


def members_of(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def relabelled(body: bytes, **changes) -> bytes:
    """The same backup with another label and a right sum."""
    members = members_of(body)
    label = json.loads(members["manifest.json"])
    figures = {**label["figures"], **changes.pop("figures", {})}
    members["manifest.json"] = json.dumps({**label, "figures": figures, **changes}).encode()
    return packed(members)


def test_every_flipped_bit_is_found(whole, refusal):
    chance = random.Random(20261130)
    last = len(whole) - 1
    places = [0, 1, 30, 36, 40, last, last - 63, last - 64, last - 65, last - 90]
    places += [chance.randrange(len(whole)) for _one in range(FLIPS - len(places))]
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        assert refusal(bytes(flipped)), place


def test_the_whole_one_restores_to_the_same_content(whole, desk, tmp_path):
    path = tmp_path / "whole.zip"
    path.write_bytes(whole)
    (tmp_path / "inside.db").write_bytes(members_of(whole)["data.db"])
    restore_open_file(desk, stage_restore(desk.path, path))
    close_desk()
    assert content(desk.path) == content(tmp_path / "inside.db")
    assert len(content(desk.path)["service_order"]) == 2


def test_every_cut_is_found(whole, refusal):
    for length in (0, 1, 36, 37, 100, 4096, len(whole) // 2, len(whole) - 64, len(whole) - 1):
        expected = FOREIGN if length < 37 else DAMAGED
        assert expected in refusal(whole[:length]), length


@pytest.mark.parametrize(
    "change",
    [lambda body: body + b"\0", lambda body: body + body, lambda body: b"\0" + body,
     lambda body: body[len(body) // 2:] + body[: len(body) // 2], lambda body: body[:-64] + body[-64:].upper(),
     lambda body: body[:5000] + bytes(5000) + body[10000:]],
)  # fmt: skip
def test_bytes_more_or_elsewhere_are_found(whole, refusal, change):
    sentence = refusal(change(whole))
    assert DAMAGED in sentence or FOREIGN in sentence


@pytest.mark.parametrize(
    "body",
    [b"", b"text", b"x" * 5000, bytes(5000), packed({"a.txt": b"hello" * 100}), b"SQLite format 3\0" + bytes(4000)],
    ids=["empty", "short", "text", "zeros", "zip", "database"],
)
def test_other_files_are_told_apart(refusal, body):
    assert FOREIGN in refusal(body)


def test_a_newer_release_is_named(whole, refusal):
    assert NEWER in refusal(relabelled(whole, format=FORMAT + 1))
    assert NEWER in refusal(relabelled(whole, figures={"schema": SCHEMA_VERSION + 1}))
    assert NEWER in refusal(packed({"manifest.json": json.dumps({"format": 99}).encode()}))


def test_more_fewer_or_doubled_members_are_refused(whole, refusal):
    members = members_of(whole)
    assert FOREIGN in refusal(packed({**members, "more.txt": b""}))
    assert FOREIGN in refusal(packed({**members, "../outside.txt": b"x"}))
    assert FOREIGN in refusal(packed({**members, "files/run.exe": b"x"}))
    for name in members:
        assert FOREIGN in refusal(packed({other: body for other, body in members.items() if other != name}))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack, pytest.warns(UserWarning, match="Duplicate"):
        for name in ("data.db", "data.db", "files/", "manifest.json"):
            pack.writestr(name, members[name])
        pack.comment = b"0" * 64
    assert FOREIGN in refusal(sealed(out.getvalue()))


@pytest.mark.parametrize(
    "label",
    [b"", b"{", b"[]", b"null", b"[" * 100_000, b'{"format": "1"}', b'{"format": true}', b'{"format": 1}',
     b'{"format": 1, "figures": 5}', b'{"format": 1, "figures": {}}', b"\xff\xfe", b'{"format": 1e400}',
     b'{"format": ' + b"9" * 5000 + b"}", b" " * 2_000_000],
    ids=lambda label: repr(label[:20]),
)  # fmt: skip
def test_a_strange_label_is_refused(whole, refusal, label):
    assert refusal(packed({**members_of(whole), "manifest.json": label}))


@pytest.mark.parametrize(
    "changes",
    [{"size": 10}, {"size": -1}, {"size": "1"}, {"size": True}, {"sha256": "0"}, {"sha256": None}, {"made_at": "now"},
     {"made_at": 5}, {"program": None}, {"made_at": "2026-11-23T08:00:00.000"}, {"figures": {"counts": []}},
     {"figures": {"counts": {"customer": "1"}}}, {"figures": {"schema": 0}}, {"figures": {"audit_hash": 5}},
     {"figures": {"more": 1}}],
    ids=str,
)  # fmt: skip
def test_a_label_with_a_wrong_value_is_refused(whole, refusal, changes):
    assert FOREIGN in refusal(relabelled(whole, **changes))


@pytest.mark.parametrize(
    "changes",
    [{"counts": {"customer": 1}}, {"sums": {}}, {"audit_seq": 1}, {"audit_hash": "f" * 64},
     {"schema": SCHEMA_VERSION - 1}],
    ids=str,
)  # fmt: skip
def test_a_label_that_lies_about_the_database_is_found(whole, desk, tmp_path, changes):
    path = tmp_path / "lie.zip"
    path.write_bytes(relabelled(whole, figures=changes))
    with pytest.raises(NotAllowed) as caught:
        stage_restore(desk.path, path)
    assert DAMAGED in Words("en").say(caught.value.message)
    assert not list(desk.path.parent.glob("*.part*"))


def test_a_bomb_is_refused_before_it_goes_off(whole, refusal):
    assert FOREIGN in refusal(bomb(whole, bytes(50_000_000)))


def bomb(body: bytes, data: bytes) -> bytes:
    import hashlib

    label = json.loads(members_of(body)["manifest.json"])
    label |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return packed({"data.db": data, "files/": b"", "manifest.json": json.dumps(label).encode()})


@pytest.mark.parametrize(
    "statements",
    [["CREATE VIEW v AS SELECT 1"], ["PRAGMA application_id = 7"], ["DROP TABLE draft"],
     ["PRAGMA foreign_keys = OFF", "UPDATE service_order SET owner_id = 999"], ["DELETE FROM draft"]],
    ids=str,
)  # fmt: skip
def test_a_database_changed_on_purpose_is_refused(whole, desk, tmp_path, statements):
    """The one who changes it gives the file right sums; the label still says what it held."""
    from tests.faults.damage import execute

    inside = tmp_path / "inside.db"
    inside.write_bytes(members_of(whole)["data.db"])
    execute(inside, *statements)
    path = tmp_path / "changed.zip"
    path.write_bytes(bomb(whole, inside.read_bytes()))
    assert inspect_backup(path)
    with pytest.raises(NotAllowed):
        stage_restore(desk.path, path)
    assert not list(desk.path.parent.glob("*.part*"))


def test_a_torn_database_with_right_sums_is_refused(whole, desk, tmp_path):
    data = bytearray(members_of(whole)["data.db"])
    chance = random.Random(5)
    for _hole in range(40):
        place = chance.randrange(4096, len(data) - 600)
        data[place : place + 600] = bytes(chance.randrange(256) for _one in range(600))
    path = tmp_path / "torn.zip"
    path.write_bytes(bomb(whole, bytes(data)))
    with pytest.raises(DeskError):
        stage_restore(desk.path, path)
    assert not list(desk.path.parent.glob("*.part*"))


@pytest.mark.parametrize("name", ["missing.zip", "folder", "missing/x.zip"])
def test_what_cannot_be_read_is_told(desk: Desk, tmp_path: Path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(DeskError) as caught:
        inspect_backup(tmp_path / name)
    assert "cannot be read" in Words("en").say(caught.value.message)
