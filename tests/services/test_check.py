"""The check finds every broken rule by its first record, and nothing in a sound file."""

import sqlite3

import pytest

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.triggers import all_triggers
from aftersales_desktop.services.check import CHECKS, first_broken_record
from aftersales_desktop.services.hand_over import cancel_order, hand_back, mark_ready
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.counter import Counter
from tests.services.merging import FULL, SHORT, add, device, merge, merge_devices


@pytest.fixture
def counter(desk) -> Counter:
    """A counter with visits in every stage."""
    counter = Counter(desk)
    for _count in range(3):
        counter.order(passcode="1397")
    ready, gone, cancelled = (counter.order() for _count in range(3))
    mark_ready(desk, ready.id, Outcome.REPAIRED, "تعمیر شد")
    hand_back(desk, gone.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    cancel_order(desk, cancelled.id, "منصرف شد")
    return counter


def broken(desk, *statements: str) -> str:
    """What the check says after somebody changed the file with a tool; the guards are put back afterwards."""
    close_desk()
    tool = sqlite3.connect(desk.path, isolation_level=None)
    for (name,) in tool.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        tool.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        tool.execute(statement)
    for sql in all_triggers().values():
        tool.execute(sql)
    tool.close()
    return found(open_desk(desk.path, desk.actor, desk.clock))


def found(desk) -> str:
    problem = first_broken_record(desk)
    if problem is None:
        return ""
    assert Words("fa").say(problem) != Words("en").say(problem)
    return Words("en").say(problem).replace("\u2066", "").replace("\u2069", "")


def test_an_empty_file_is_sound(desk):
    assert found(desk) == ""


def test_a_worked_file_is_sound_for_readers_too(counter):
    assert found(counter.desk) == ""
    with counter.desk.reader() as reader:
        assert first_broken_record(reader) is None


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 4", "Audit row 4 was changed outside the program."),
        ("UPDATE audit SET seq = seq + 100 WHERE seq = 2", "Audit row 3 was changed"),
        ("UPDATE number_series SET last = 9 WHERE series LIKE 'reception/%'", "reception numbers"),
        ("UPDATE number_series SET last = 9 WHERE series = 'subscriber'", "subscriber numbers"),
        ("UPDATE reception SET number = '01-05-00009-7' WHERE id = 3", "reception numbers"),
        ("UPDATE unit SET location_id = 1 WHERE id = 1", "is not where its last move took it"),
        ("UPDATE unit SET location_id = (SELECT max(id) FROM location) WHERE id = 5", "is not where its last move"),
        ("UPDATE service_order SET state = 'in_repair' WHERE id = 1", "is not in the state of its last event"),
        ("UPDATE service_order SET state = 'received', delivered_on = NULL WHERE id = 5", "Order 01-05-00005"),
        ("DELETE FROM service_order WHERE id = 6", "A row of order_event has lost its parent."),
        ("DELETE FROM customer WHERE id = 1", "has lost its parent"),
        ("INSERT INTO device_passcode VALUES (5, '1397')", "its passcode is still kept"),
    ],
    ids=range(12),
)
def test_what_was_broken_is_named(counter, damage, sentence):
    assert sentence in broken(counter.desk, "PRAGMA foreign_keys = OFF", damage)


def test_an_open_order_without_its_device_is_named(counter):
    said = broken(
        counter.desk,
        "INSERT INTO unit_move (uuid, unit_id, at, actor, from_location_id, to_location_id, reason, condition_before, "
        "condition_after) SELECT '11111111-1111-1111-1111-111111111111', id, '2026-11-23T08:00:00.000Z', 'x', "
        "location_id, 1, 'COUT', 'in_use', 'in_use' FROM unit WHERE id = 1",
        "UPDATE unit SET location_id = 1 WHERE id = 1",
    )
    assert said == "Order 01-05-00001-4 is open but its device is with the customer."


def test_a_device_left_on_the_shelf_after_its_order_is_named(counter):
    said = broken(
        counter.desk,
        "INSERT INTO unit_move (uuid, unit_id, at, actor, from_location_id, to_location_id, reason, condition_before, "
        "condition_after) SELECT '11111111-1111-1111-1111-111111111111', u.id, '2026-11-23T08:00:00.000Z', 'x', 1, "
        "(SELECT min(id) FROM location WHERE kind = 'shelf'), 'CIN', 'in_use', 'in_use' FROM unit u WHERE u.id = 5",
        "UPDATE unit SET location_id = (SELECT min(id) FROM location WHERE kind = 'shelf') WHERE id = 5",
    )
    assert "has no open order" in said


def test_a_reception_without_a_device_is_named(counter):
    said = broken(
        counter.desk,
        "INSERT INTO reception (uuid, branch, created_at, created_by, number, request_key, received_at, received_on) "
        "SELECT '22222222-2222-2222-2222-222222222222', branch, created_at, created_by, '01-05-00007-0', 'k', "
        "received_at, received_on FROM reception WHERE id = 1",
        "UPDATE number_series SET last = 7 WHERE series LIKE 'reception/%'",
    )
    assert said == "Reception 01-05-00007-0 has no device."


def test_a_missing_guard_is_named(counter):
    counter.desk.rows("DROP TRIGGER audit_no_update")
    assert found(counter.desk) == "The guard audit_no_update is missing from the file."


def test_a_guard_that_was_weakened_is_named(counter):
    counter.desk.rows("DROP TRIGGER audit_no_update")
    counter.desk.rows("CREATE TRIGGER audit_no_update AFTER UPDATE ON audit BEGIN SELECT 1; END")
    assert found(counter.desk) == "The guard audit_no_update is missing from the file."


def test_a_damaged_page_is_said(counter):
    path = counter.desk.path
    root = counter.desk.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'order_event'")[0][0]
    close_desk()
    content = bytearray(path.read_bytes())
    page = (root - 1) * 4096
    content[page : page + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    desk = open_desk(path, "test", counter.desk.clock)
    assert "The file is damaged" in found(desk)


def test_every_check_has_a_name_and_is_run(counter):
    assert len(CHECKS) == len(set(CHECKS)) >= 12


def test_a_search_that_misses_something_is_noticed(counter):
    counter.desk.rows("INSERT INTO customer_names (customer_names) VALUES ('delete-all')")
    assert "aftersales-desktop check --repair" in found(counter.desk)


@pytest.fixture
def merged(counter) -> Counter:
    """Two customers and two devices that were made one."""
    desk = counter.desk
    one, other = add(desk, SHORT), add(desk, FULL)
    device(desk, counter.model_id, "SN-A", other.id)
    tagged, known = device(desk, counter.model_id, "", one.id), device(desk, counter.model_id, "SN-B", one.id)
    merge(desk, one.id, other.id)
    merge_devices(desk, tagged.id, known.id)
    assert found(desk) == ""
    return counter


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE unit SET owner_id = (SELECT id FROM customer WHERE merged_into_id > 0) WHERE id = 1", "(unit) still"),
        (
            "UPDATE site SET customer_id = (SELECT id FROM customer WHERE merged_into_id > 0) WHERE id = 1",
            "(site) still belongs",
        ),
        (
            "UPDATE service_order SET unit_id = (SELECT id FROM unit WHERE merged_into_id > 0) WHERE id = 5",
            "(service_order)",
        ),
        ("UPDATE unit_identifier SET unit_id = (SELECT id FROM unit WHERE merged_into_id > 0)", "(unit_identifier)"),
        ("UPDATE customer SET archived_at = NULL WHERE merged_into_id > 0", "was merged but is still in use"),
        ("UPDATE unit SET archived_at = NULL WHERE merged_into_id > 0", "was merged but is still in use"),
        ("UPDATE customer SET merged_into_id = NULL", "is not merged as its history says"),
        ("UPDATE unit SET merged_into_id = 1, archived_at = created_at WHERE id = 7", "is not merged as its history"),
        ("UPDATE unit SET merged_into_id = 1 WHERE merged_into_id > 0", "is not merged as its history"),
    ],
    ids=range(9),
)
def test_a_merge_that_was_broken_is_named(merged, damage, sentence):
    assert sentence in broken(merged.desk, damage)


def test_an_undone_merge_of_others_is_named(merged):
    said = broken(
        merged.desk,
        "INSERT INTO merge_event (uuid, at, actor, entity, kept_customer_id, merged_customer_id, before, after, "
        "last_order, last_card_event, reverses_id) SELECT '33333333-3333-3333-3333-333333333333', at, actor, "
        "'customer', merged_customer_id, kept_customer_id, before, after, 0, 0, id FROM merge_event WHERE id = 1",
        "UPDATE customer SET merged_into_id = NULL",
    )
    assert "undoes another merge" in said
