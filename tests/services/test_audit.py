"""The chain of who changed what: holds over real work, breaks at every edit from outside."""

import json
import sqlite3

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.models.office import Audit
from aftersales_desktop.services import audit, customers
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import close_desk, open_desk

ROWS = 12
COLUMNS = ("at", "actor", "action", "entity", "record_uuid", "change", "reason", "prev_hash", "hash")


@pytest.fixture
def worked(desk):
    """A desk with some rows in its audit."""
    for number in range(ROWS):
        customers.add_customer(desk, CustomerDetails(name=f"مشتری {number}", phones=(f"0912000{number:04}",)))
    assert Audit.select().count() == ROWS
    return desk


def edit(desk, sql: str, *values: object) -> None:
    """What somebody with a database tool can do: take the guards away first."""
    close_desk()
    tool = sqlite3.connect(desk.path, isolation_level=None)
    for (name,) in tool.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall():
        tool.execute(f"DROP TRIGGER {name}")
    tool.execute(sql, values)
    tool.close()
    open_desk(desk.path, desk.actor, desk.clock)


def test_holds_over_an_empty_file_and_real_work(desk):
    assert audit.first_broken_row(desk) is None
    save_settings(desk, centre_name="مرکز ما")
    customer = customers.add_customer(desk, CustomerDetails(name="رضا احمدی", phones=("09121234567",)))
    customers.change_customer(desk, customer.id, CustomerDetails(name="رضا محمدی", phones=("09121234567",)))
    assert audit.first_broken_row(desk) is None
    with desk.reader() as reader:
        assert audit.first_broken_row(reader) is None


def test_begins_with_zeros_and_links_every_row_to_the_one_before(worked):
    rows = worked.rows("SELECT prev_hash, hash FROM audit ORDER BY seq")
    assert rows[0][0] == audit.GENESIS
    assert [before for before, _own in rows[1:]] == [own for _before, own in rows[:-1]]


def test_names_who_and_why(desk):
    with desk.work() as now:
        audit.write(desk, now, "merge", "customer", "u", {"a": 1}, "دوباره ثبت شده")
    row = Audit.get()
    assert (row.actor, row.action, row.reason, row.change) == ("test", "merge", "دوباره ثبت شده", {"a": 1})


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("seq", [1, 7, ROWS])
def test_an_edit_from_outside_is_found_at_its_row(worked, column, seq):
    value = {"action": "forged", "at": "2020-01-01T00:00:00.000Z", "change": '{"x":[1,2]}'}.get(column, "f" * 64)
    edit(worked, f"UPDATE audit SET {column} = ? WHERE seq = ?", value, seq)
    assert audit.first_broken_row(worked) == seq


@pytest.mark.parametrize("seq", range(1, ROWS))
def test_a_row_that_was_taken_out_is_found(worked, seq):
    edit(worked, "DELETE FROM audit WHERE seq = ?", seq)
    assert audit.first_broken_row(worked) == seq + 1


def test_rows_that_changed_places_are_found(worked):
    edit(worked, "UPDATE audit SET seq = CASE seq WHEN 4 THEN -5 WHEN 5 THEN -4 END WHERE seq IN (4, 5)")
    edit(worked, "UPDATE audit SET seq = -seq WHERE seq < 0")
    assert audit.first_broken_row(worked) == 4


def test_a_row_that_was_put_in_is_found(worked):
    edit(
        worked,
        "INSERT INTO audit (seq, at, actor, action, entity, record_uuid, change, prev_hash, hash) "
        "SELECT 0, at, actor, action, entity, record_uuid, change, prev_hash, ? FROM audit WHERE seq = 1",
        "a" * 64,
    )
    assert audit.first_broken_row(worked) == 0


def test_one_changed_space_is_found(worked):
    stored = worked.rows("SELECT change FROM audit WHERE seq = 3")[0][0]
    same_values = json.dumps(json.loads(stored), ensure_ascii=False)
    assert same_values != stored
    edit(worked, "UPDATE audit SET change = ? WHERE seq = 3", same_values)
    assert audit.first_broken_row(worked) == 3


def test_a_cut_tail_shows_against_a_kept_head(worked):
    """The chain alone cannot know its end; backups and packages carry the last hash."""
    head = worked.rows("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1")[0][0]
    edit(worked, "DELETE FROM audit WHERE seq > ?", ROWS - 2)
    assert audit.first_broken_row(worked) is None
    assert not worked.rows("SELECT 1 FROM audit WHERE hash = ?", head)


def test_work_goes_on_after_the_last_row(worked):
    customers.add_customer(worked, CustomerDetails(name="پس از همه", phones=("09121234567",)))
    assert audit.first_broken_row(worked) is None
    assert Audit.select().count() == ROWS + 1


def test_a_clock_set_back_keeps_the_order(desk, clock):
    save_settings(desk, centre_name="یک")
    clock.move(days=-400)
    save_settings(desk, centre_name="دو")
    assert [row.seq for row in Audit.select().order_by(Audit.seq)] == [1, 2]
    assert audit.first_broken_row(desk) is None


def test_secrets_are_left_out(desk):
    with desk.work() as now:
        subject = customers.records.create(desk, customers.Customer, now, subscriber_number="000001-3", kind="person",
                                           name="رضا", name_search="رضا", name_sort="r")  # fmt: skip
        audit.record(desk, now, "change", subject, {"passcode": ("1397", "2580"), "note": ("", "x")})
    row = Audit.select().order_by(Audit.seq.desc()).first()
    assert row.change == {"note": ["", "x"]}


@pytest.mark.parametrize("text", ["😀" * 200, "=1+1", "a\u202eb", '","x":"', "م" * 10_000, "\\u0000"], ids=ascii)
def test_any_text_is_kept_and_holds(desk, text):
    with desk.work() as now:
        audit.write(desk, now, "change", "customer", "u", {"note": ["", text]}, text)
    assert audit.first_broken_row(desk) is None
    assert Audit.get().change == {"note": ["", text]}
