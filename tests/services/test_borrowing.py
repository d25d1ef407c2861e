"""A long write in a worker: the window reads what was committed, its saves are refused at once, nobody waits."""

from __future__ import annotations

import threading
import time

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import DeskBusy
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.services import drafts, prints
from aftersales_desktop.services.customers import add_customer, get_customer
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Desk

SARA = CustomerDetails(name="سارا احمدی", phones=("09121234567",))
REZA = CustomerDetails(name="رضا رضایی", phones=("09121234568",))


class Worker(threading.Thread):
    """Borrows the connection, adds a customer, and waits inside its transaction until it may go on."""

    def __init__(self, desk: Desk, *, fails: bool = False) -> None:
        super().__init__()
        self.desk, self.fails = desk, fails
        self.inside, self.may_go_on = threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            with self.desk.borrowed(), self.desk.work():
                add_customer(self.desk, REZA)
                self.inside.set()
                self.may_go_on.wait(20)
                if self.fails:
                    raise DeskBusy
        except DeskBusy:
            pass


@pytest.fixture
def start(desk):
    workers = []

    def begin(**how) -> Worker:
        worker = Worker(desk, **how)
        workers.append(worker)
        worker.start()
        assert worker.inside.wait(20)
        return worker

    yield begin
    for worker in workers:
        worker.may_go_on.set()
        worker.join(20)


def finish(worker: Worker) -> None:
    worker.may_go_on.set()
    worker.join(20)


def names(desk: Desk) -> list[str]:
    return [name for (name,) in desk.rows("SELECT name FROM customer ORDER BY id")]


def test_the_window_reads_what_was_committed(desk, start):
    sara = add_customer(desk, SARA)
    worker = start()

    began = time.monotonic()
    assert names(desk) == [SARA.name]
    assert [row.name for row in Customer.select()] == [SARA.name]
    assert get_customer(desk, sara.id).name == SARA.name
    assert load_settings(desk) is not None
    assert time.monotonic() - began < 5, "a read waited for the worker"

    finish(worker)
    assert names(desk) == [SARA.name, REZA.name]


def test_a_save_is_refused_at_once_and_works_afterwards(desk, start):
    worker = start()
    assert desk.is_busy()
    with pytest.raises(DeskBusy):
        add_customer(desk, SARA)
    finish(worker)
    assert not desk.is_busy()
    add_customer(desk, SARA)
    assert names(desk) == [REZA.name, SARA.name]


def test_what_failed_in_the_worker_leaves_nothing(desk, start):
    finish(start(fails=True))
    assert names(desk) == []
    add_customer(desk, SARA)
    assert names(desk) == [SARA.name]


def test_a_second_long_write_is_refused(desk, start):
    start()
    with pytest.raises(DeskBusy), desk.borrowed():
        raise AssertionError("two at once")


def test_the_last_draft_of_a_form_is_kept_when_the_write_is_done(desk, start):
    drafts.keep_draft(desk, "intake", {"name": "first"})
    worker = start()
    drafts.keep_draft(desk, "intake", {"name": "second"})
    drafts.keep_draft(desk, "intake", {"name": "third"})
    assert drafts.find_draft(desk, "intake").content == {"name": "first"}
    finish(worker)
    assert drafts.find_draft(desk, "intake").content == {"name": "third"}


def test_a_print_is_noted_when_the_write_is_done(desk, start):
    sara = add_customer(desk, SARA)
    worker = start()
    for copy in (0, 1):
        prints.log_print(desk, "label", sara.uuid, "1", copy=copy, paper="A6", target="printer")
    finish(worker)
    assert desk.rows("SELECT copy, result FROM print_log ORDER BY id") == [(0, "done"), (1, "done")]


def test_the_file_is_left_without_a_log_after_a_long_write(desk, start):
    from aftersales_desktop.services.work import close_desk

    worker = start()
    names(desk)
    finish(worker)
    close_desk()
    assert not desk.path.with_name(desk.path.name + "-wal").exists()
