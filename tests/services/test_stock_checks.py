"""The check names the slip or the part that somebody broke with a tool."""

from __future__ import annotations

import sqlite3

import pytest

from aftersales_desktop.domain.slips import SlipKind, SlipLine
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.models.triggers import all_triggers
from aftersales_desktop.services.stock_checks import STOCK_CHECKS
from aftersales_desktop.services.stock_slips import take_slip_back
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.store import Store

BROKEN = {
    "a gap": ("UPDATE stock_document SET number = 'SR-05-00009-1' WHERE id = 2", "slip numbers of slip/receipt/1405"),
    "a number too many": ("UPDATE number_series SET last = 9 WHERE series = 'slip/issue/1405'", "slip/issue/1405"),
    "not taken back": ("UPDATE stock_document SET taken_back_at = NULL", None),
    "half taken back": (
        "UPDATE stock_document SET taken_back_at = '2026-11-23T08:00:00.000Z' WHERE kind = 'issue'",
        "not everything on it returned",
    ),
    "without a slip": ("UPDATE stock_move SET document = 'SR-05-00077-1' WHERE id = 1", "no slip SR-05-00077-1"),
    "counted though it has serials": ("UPDATE stock_move SET part_id = 1 WHERE id = 1", "has serials, but was counted"),
    "below zero": ("PRAGMA ignore_check_constraints = 1; UPDATE stock_balance SET quantity = -1", "below zero"),
}


@pytest.fixture
def store(desk) -> Store:
    store = Store(desk)
    store.receive_boards("B00001", "B00002")
    store.receive_screws(9)
    store.post(SlipKind.ISSUE, SlipLine(unit_id=store.unit("B00001")), SlipLine(store.screw.id, 2))
    take_slip_back(desk, store.receive_screws(4).id, "اشتباه")
    return store


def found(desk) -> list[str]:
    problems = [problem for check in STOCK_CHECKS if (problem := check(desk)) is not None]
    return [without_bidi_controls(Words("en").say(problem)) for problem in problems]


def test_a_worked_store_is_sound(store):
    assert found(store.desk) == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_was_broken_is_named(store, name):
    statement, sentence = BROKEN[name]
    close_desk()
    tool = sqlite3.connect(store.desk.path, isolation_level=None)
    for trigger in all_triggers():
        tool.execute(f'DROP TRIGGER "{trigger}"')
    tool.executescript(statement)
    tool.close()
    problems = found(open_desk(store.desk.path, "test", store.desk.clock))
    assert (problems == []) if sentence is None else any(sentence in problem for problem in problems)
