"""The one search box: groups in words, the exact one first, every hit opens."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from PySide6.QtCore import Qt

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import customers
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.box_search import BoxSearch
from aftersales_desktop.ui.widgets.search_results import Answer
from tests.services.store import Store
from tests.ui.small_file import SERIAL, fill_small


@pytest.fixture
def job(qapp) -> Job:
    """Work that goes on until somebody cancels it."""
    return Job(qapp, lambda _done, _total: None)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_hits_are_in_words_and_open(open_counter, job, language):
    counter = open_counter(language)
    fill_small(counter.desk)
    groups = BoxSearch(counter.context).find("8734", job).groups
    tokens = [hit.token for group in groups for hit in group.hits]
    assert ("customer", 1) in tokens
    for group in groups:
        assert group.title
        for hit in group.hits:
            counter.furniture.open_hit(hit.token)
            counter.settle()
            assert counter.furniture.current().page.panel.isVisible()


def test_a_scanned_code_names_one_record(open_counter, job):
    counter = open_counter("en")
    fill_small(counter.desk)
    box = BoxSearch(counter.context)
    number = counter.desk.rows("SELECT number FROM service_order")[0][0]
    assert box.exact("J" + number.replace("-", ""))[0] == "order"
    assert box.exact("NOBODY-HAS-THIS") is None
    assert SERIAL in str([hit.title for group in box.find(SERIAL, job).groups for hit in group.hits])


def test_a_cancelled_search_brings_nothing(open_counter, job):
    counter = open_counter("en")
    fill_small(counter.desk)
    job.cancel()
    assert BoxSearch(counter.context).find("8734", job) == Answer()


def test_a_newer_key_interrupts_the_query_itself(open_counter, job):
    counter = open_counter("en")
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    begun = threading.Event()

    def cancel() -> None:
        begun.wait()
        while not interrupted.is_set():
            job.cancel()

    interrupted = threading.Event()
    newer = threading.Thread(target=cancel)
    newer.start()
    with counter.desk.reader() as reader, job.stopped_by(reader.interrupt):
        begun.set()
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            reader.rows(endless)
    interrupted.set()
    newer.join()


@pytest.mark.parametrize(
    ("language", "question"), [("fa", "منظورتان «سمیه صادقی» بود؟"), ("en", "Did you mean سمیه صادقی?")]
)
def test_a_mistyped_name_is_asked_about_and_opens_with_enter(open_counter, language, question):
    counter = open_counter(language)
    added = customers.add_customer(counter.desk, CustomerDetails(name="سمیه صادقی", phones=("09128734000",)))
    counter.key(Qt.Key.Key_F3)
    counter.type("صمیه سادقی")
    counter.key(Qt.Key.Key_Down)
    counter.settle()
    lines = counter.window.top.search.results.rows.lines
    assert [line.kind for line in lines] == ["note", "heading", "hit", "action"]
    assert without_bidi_controls(lines[0].text) == question
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert counter.furniture.current_key() == "customers"
    assert counter.furniture.current().page.list.chosen_id() == added.id


def test_enter_pressed_too_early_never_opens_what_was_only_meant(open_counter):
    counter = open_counter("en")
    customers.add_customer(counter.desk, CustomerDetails(name="سمیه صادقی", phones=("09128734000",)))
    counter.key(Qt.Key.Key_F3)
    counter.type("سمیه سادقی")
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert counter.window.top.search.results.is_open()
    assert counter.furniture.current_key() != "customers"


def test_a_wrong_check_digit_is_told_in_the_box(open_counter, job):
    counter = open_counter("en")
    answer = BoxSearch(counter.context).find("01-05-00001-9", job)
    assert "check digit" in answer.note


def test_typing_in_the_box_and_enter_opens(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    counter.key(Qt.Key.Key_F3)
    counter.type("8734")
    counter.settle()
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert counter.furniture.current_key() == "customers"
    title = counter.furniture.current().page.panel.title()
    assert "سمیه" in without_bidi_controls(title)


def test_nothing_found_offers_a_new_customer(open_counter):
    counter = open_counter("en")
    counter.furniture.add_customer_like("09121112233")
    form = counter.furniture.screen("customers").form
    assert form.field("mobile").value() == "09121112233"
    assert counter.focus().objectName() == "name"


def test_a_part_is_shown_in_its_group_and_opens(open_counter, job):
    counter = open_counter("en")
    store = Store(counter.desk)
    [group] = BoxSearch(counter.context).find("تخلیه", job).groups
    assert group.title == "Parts"
    assert [hit.token for hit in group.hits] == [("part", store.pump.id)]
    counter.context.navigator.open(*group.hits[0].token)
    counter.settle()
    assert counter.furniture.current_key() == "parts"
    assert BoxSearch(counter.context).exact("PMP-1") == ("part", store.pump.id)
