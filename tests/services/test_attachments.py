"""Photos and files on a record: added, described, put away and brought back, opened, saved elsewhere."""

import json
import os
import tempfile
import time

import pytest

from aftersales_desktop.domain.attachments import MOST_BYTES, FileKind
from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import NotAllowed, NotFound, StorageProblem, ValidationError
from aftersales_desktop.domain.merging import MergeChoice
from aftersales_desktop.i18n import LANGUAGES, Words
from aftersales_desktop.services import attachments, check, customer_merges, customers, opened_copies
from aftersales_desktop.services.attachments import Holder, list_attachments
from aftersales_desktop.services.file_store import Condition
from aftersales_desktop.services.kept_files import keep_content, keep_file, read_kept, save_copy, thumbnail_of
from aftersales_desktop.services.opened_copies import clear_shown, copy_to_show
from aftersales_desktop.services.work import Area, close_desk, open_desk
from tests.programs import only_on_posix
from tests.services.counter import Counter
from tests.services.file_samples import PDF, kept_in, picture, put, store

say = Words("en").say


@pytest.fixture
def desk(tmp_path, clock):
    (tmp_path / "desk").mkdir()
    yield open_desk(tmp_path / "desk" / "data.db", "sara", clock)
    close_desk()


@pytest.fixture
def counter(desk):
    return Counter(desk)


@pytest.fixture
def order(counter):
    return Holder("service_order", counter.order().uuid)


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """A folder for other programs; what is shown goes there too."""
    folder = tmp_path / "outside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def refused(kind, act):
    with pytest.raises(kind) as caught:
        act()
    for language in LANGUAGES:
        assert Words(language).say(caught.value.message)
    return say(caught.value.message)


# adding -------------------------------------------------------------------------------------------------------


def test_a_file_on_an_order(desk, order, outside):
    path = outside / "فاکتور خرید.pdf"
    path.write_bytes(PDF)
    heard = []
    desk.listeners.append(heard.append)
    (row,) = attachments.attach(desk, order, [keep_file(desk.path, path)])
    assert (row.name, row.kind, row.media_type, row.size) == (
        "فاکتور خرید.pdf", FileKind.DOCUMENT, "application/pdf", len(PDF),
    )  # fmt: skip
    assert (row.added_at, row.added_by, row.caption) == (desk.now(), "sara", row.name)
    assert list_attachments(desk, order) == (row,)
    assert store(desk).read(row.sha256) == PDF
    assert path.read_bytes() == PDF
    assert heard == [frozenset({Area.FILES})]
    assert check.first_broken_record(desk) is None


def test_large_photos_are_kept_small_and_evidence_as_it_is(desk, order):
    large = picture(3000, 2000, "JPEG")
    photo = keep_content(desk.path, large, "IMG.PNG", FileKind.INTAKE)
    evidence = keep_content(desk.path, large, "IMG.PNG", FileKind.EVIDENCE)
    assert (photo.name, photo.kind, photo.media_type) == ("IMG.jpg", FileKind.INTAKE, "image/jpeg")
    assert photo.size < len(large) and photo.sha256 != evidence.sha256
    assert (evidence.name, evidence.size) == ("IMG.PNG", len(large))
    assert store(desk).read(evidence.sha256) == large


def test_the_same_content_is_kept_once_and_shown_on_each_record(desk, counter, order):
    other = Holder("service_order", counter.order().uuid)
    first, second = put(desk, order), put(desk, other, name="another name.pdf")
    assert first.sha256 == second.sha256
    assert kept_in(store(desk)) == [first.sha256]
    assert [row.name for row in list_attachments(desk, other)] == ["another name.pdf"]


def test_a_second_time_on_the_same_record_adds_nothing(desk, order):
    row = put(desk, order)
    assert attachments.attach(desk, order, [keep_content(desk.path, PDF, "again.pdf")]) == ()
    assert list_attachments(desk, order) == (row,)


def test_every_kind_of_record(desk, counter):
    made = counter.order()
    for holder in (
        Holder("service_order", made.uuid), Holder("unit", made.unit.uuid), Holder("customer", made.owner.uuid),
    ):  # fmt: skip
        put(desk, holder)
        assert len(list_attachments(desk, holder)) == 1
        assert "not in the file" in refused(NotFound, lambda holder=holder: put(desk, Holder(holder.entity, "0" * 36)))


def test_files_of_merged_records_show_together(desk, counter):
    first, second = (
        customers.add_customer(desk, CustomerDetails(name=name, phones=(phone,)))
        for name, phone in (("رضا", "09120000001"), ("رضا احمدی", "09120000002"))
    )
    put(desk, Holder("customer", first.uuid))
    put(desk, Holder("customer", second.uuid), b"x", "x.txt")
    choice = MergeChoice(first.id, second.id, *revisions(desk, first.id, second.id), {})
    merge = customer_merges.merge_customers(desk, choice)
    kept = desk.rows("SELECT uuid FROM customer WHERE id IN (?, ?) AND merged_into_id IS NULL", first.id, second.id)
    assert [row.name for row in list_attachments(desk, Holder("customer", kept[0][0]))] == ["فاکتور.pdf", "x.txt"]
    customer_merges.undo_customer_merge(desk, merge)
    assert len(list_attachments(desk, Holder("customer", first.uuid))) == 1


def revisions(desk, *customer_ids):
    return [desk.rows("SELECT rev FROM customer WHERE id = ?", one)[0][0] for one in customer_ids]


def test_all_or_none(desk, order, monkeypatch):
    kept = [keep_content(desk.path, bytes([number]), "a.bin") for number in range(3)]
    real = attachments.records.create

    def third_fails(*arguments, **values):
        if values["sha256"] == kept[2].sha256:
            raise RuntimeError
        return real(*arguments, **values)

    monkeypatch.setattr(attachments.records, "create", third_fails)
    with pytest.raises(RuntimeError):
        attachments.attach(desk, order, kept)
    assert list_attachments(desk, order) == ()
    assert check.first_broken_record(desk) is None, "contents that nobody names are no fault"


# refused ------------------------------------------------------------------------------------------------------


def test_what_cannot_be_taken_is_told(desk, outside, monkeypatch):
    (outside / "folder.jpg").mkdir()
    (outside / "empty.txt").write_bytes(b"")
    assert "is a folder" in refused(NotAllowed, lambda: keep_file(desk.path, outside / "folder.jpg"))
    assert "is empty" in refused(NotAllowed, lambda: keep_file(desk.path, outside / "empty.txt"))
    assert "cannot be read" in refused(NotAllowed, lambda: keep_file(desk.path, outside / "missing.txt"))
    assert "cannot be read" in refused(NotAllowed, lambda: keep_file(desk.path, outside / "nul\0.txt"))
    with (outside / "large.bin").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "larger than 50 MB" in refused(NotAllowed, lambda: keep_file(desk.path, outside / "large.bin"))
    assert not store(desk).folder.exists()


@only_on_posix
def test_what_is_no_file_is_not_waited_for(desk, outside):
    os.mkfifo(outside / "pipe")
    for name in (outside / "pipe", "/dev/zero"):
        assert "cannot be read" in refused(NotAllowed, lambda name=name: keep_file(desk.path, outside / name))


def test_the_programs_own_files_are_never_opened(desk, outside):
    (outside / "link").symlink_to(desk.path)
    for path in (desk.path, desk.path.with_name("data.db-wal"), outside / "link"):
        assert "program's own" in refused(NotAllowed, lambda path=path: keep_file(desk.path, path))


def test_names_cannot_lead_elsewhere(desk, order):
    row = put(desk, order, name="..\\..\\../evil/../x.txt")
    assert row.name == "x.txt"
    assert put(desk, order, b"2", "ن" * 300 + ".txt").name.endswith("ن.txt")
    assert put(desk, order, b"3", "😀.txt").name == "😀.txt"


def test_a_full_disk_is_told(desk, order, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "disk is full" in refused(StorageProblem, lambda: keep_content(desk.path, PDF, "a.pdf"))
    assert kept_in(store(desk)) == []


# described, put away ------------------------------------------------------------------------------------------


def test_a_title_and_another_kind(desk, order):
    row = attachments.describe(desk, put(desk, order).id, "  رسيد بانك ", FileKind.EVIDENCE)
    assert (row.title, row.caption, row.kind, row.name) == ("رسید بانک", "رسید بانک", FileKind.EVIDENCE, "فاکتور.pdf")
    with pytest.raises(ValidationError):
        attachments.describe(desk, row.id, "ا" * 121, FileKind.OTHER)
    assert attachments.describe(desk, row.id, "", FileKind.OTHER).caption == "فاکتور.pdf"


def test_put_away_and_brought_back(desk, order):
    row = put(desk, order)
    attachments.put_away(desk, row.id)
    assert list_attachments(desk, order) == ()
    assert store(desk).condition(row.sha256) is Condition.WHOLE
    attachments.bring_back(desk, row.id)
    assert list_attachments(desk, order) == (row,)
    attachments.put_away(desk, row.id)
    assert put(desk, order).id == row.id, "adding it again brings it back"
    found = desk.rows("SELECT action, change FROM audit WHERE entity = 'attachment' ORDER BY seq")
    assert [action for action, _change in found] == ["create", "put_away", "bring_back", "put_away", "bring_back"]
    assert json.loads(found[0][1])["record_uuid"] == [None, order.record_uuid]


# shown, saved elsewhere ---------------------------------------------------------------------------------------


def test_a_copy_to_look_at(desk, order, outside):
    row = put(desk, order)
    path = copy_to_show(desk.path, row.sha256, row.name)
    assert path.name == "فاکتور.pdf" and path.read_bytes() == PDF
    assert not path.stat().st_mode & 0o222
    assert outside in path.parents
    again = copy_to_show(desk.path, row.sha256, row.name)
    assert again != path and path.exists()
    clear_shown(time.time() + 10)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", ["run.exe", "a.bat", "b.cmd", "c.ps1", "d.vbs", "e.js", "f.lnk", "عکس.jpg.scr"])
def test_what_may_be_a_program_is_only_saved(desk, order, outside, name):
    row = put(desk, order, b"MZ", name)
    assert "may be a program" in refused(NotAllowed, lambda: copy_to_show(desk.path, row.sha256, row.name))
    assert list(outside.iterdir()) == []
    assert save_copy(desk.path, row.sha256, row.name, outside / name).read_bytes() == b"MZ"


def test_missing_and_changed_are_one_clear_sentence(desk, order, outside):
    row = put(desk, order)
    store(desk).path(row.sha256).write_bytes(b"changed")
    for act in (copy_to_show, read_kept):
        assert "was changed or damaged" in refused(NotFound, lambda act=act: act(desk.path, row.sha256, row.name))
    assert thumbnail_of(desk.path, row.sha256, 9, 9).condition is Condition.CHANGED
    store(desk).path(row.sha256).unlink()
    assert "is missing" in refused(NotFound, lambda: save_copy(desk.path, row.sha256, row.name, outside / "x.pdf"))
    assert thumbnail_of(desk.path, row.sha256, 9, 9).condition is Condition.MISSING
    assert list(outside.iterdir()) == []


def test_a_copy_is_never_saved_over_the_programs_own(desk, order, outside):
    row = put(desk, order)
    refused(NotAllowed, lambda: save_copy(desk.path, row.sha256, row.name, desk.path))
    assert "cannot be written" in refused(
        StorageProblem, lambda: save_copy(desk.path, row.sha256, row.name, outside / "no folder" / "x.pdf")
    )
    assert check.first_broken_record(desk) is None


def test_copies_that_another_program_holds_do_not_hinder(desk, order, outside, monkeypatch):
    row = put(desk, order)
    path = copy_to_show(desk.path, row.sha256, row.name)
    os.utime(path.parent, (1, 1))
    monkeypatch.setattr(opened_copies.os, "rmdir", lambda _folder: (_ for _ in ()).throw(PermissionError))
    assert copy_to_show(desk.path, row.sha256, row.name).exists()
