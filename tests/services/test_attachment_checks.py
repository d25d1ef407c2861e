"""`check` names a file that is missing or changed, and the record it belongs to; an import with files stays."""

import pytest

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import attachments, check
from aftersales_desktop.services.attachments import Holder
from aftersales_desktop.services.import_undo import undo_import
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.work import close_desk
from tests.faults.damage import execute
from tests.services.counter import Counter
from tests.services.file_samples import put, store

say = Words("en").say


@pytest.fixture
def order(desk):
    return Counter(desk).order()


@pytest.mark.parametrize("is_put_away", [False, True])
def test_missing_and_changed_are_named_with_their_record(desk, order, is_put_away):
    for holder, named in (
        (Holder("service_order", order.uuid), order.number),
        (Holder("unit", order.unit.uuid), order.unit.serial),
        (Holder("customer", order.owner.uuid), order.owner.name),
    ):
        row = put(desk, holder, named.encode(), "رسید.txt")
        if is_put_away:
            attachments.put_away(desk, row.id)
        assert check.first_broken_record(desk) is None
        store(desk).path(row.sha256).write_bytes(b"other")
        changed = say(check.first_broken_record(desk))
        store(desk).path(row.sha256).unlink()
        missing = say(check.first_broken_record(desk))
        with desk.reader() as reader:
            assert say(check.first_broken_record(reader)) == missing
        assert "changed" in changed and "missing" in missing
        for sentence in (changed, missing):
            assert "رسید.txt" in sentence and named in sentence
        store(desk).keep(named.encode())


def test_a_file_of_no_record_is_named(desk, order):
    put(desk, Holder("service_order", order.uuid))
    path = desk.path
    close_desk()
    execute(
        path, "INSERT INTO attachment (uuid, branch, created_at, created_by, entity, record_uuid, sha256, name, kind, "
        "media_type, size) SELECT '1' || substr(uuid, 2), branch, created_at, created_by, 'unit', "
        "'x' || substr(uuid, 2), sha256, 'stray.txt', kind, media_type, size FROM attachment",
    )  # fmt: skip
    from aftersales_desktop.services.work import open_desk

    assert "stray.txt" in say(check.first_broken_record(open_desk(path)))


def test_an_import_whose_record_got_a_file_stays(desk, tmp_path):
    path = tmp_path / "old.csv"
    path.write_text("id,date,category,brand,problem,serial\n1,2020-01-02,Lamp,Aral,broken,S-77\n", encoding="utf-8")
    run_id = import_file(desk, path, words=Words("en")).run_id
    uuid = desk.rows("SELECT uuid FROM unit WHERE import_id = ?", run_id)[0][0]
    row = put(desk, Holder("unit", uuid))
    with pytest.raises(NotAllowed) as caught:
        undo_import(desk, run_id)
    assert "photos or files" in say(caught.value.message)
    attachments.put_away(desk, row.id)
    undo_import(desk, run_id)
    assert check.first_broken_record(desk) is None
