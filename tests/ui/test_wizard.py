"""The first start: forwards, back, skipped, in either language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.ui.wizard import FirstStart


@pytest.fixture(params=["fa", "en"])
def begun(request, open_counter):
    counter = open_counter(request.param)
    save_settings(counter.desk, is_set_up=False, centre_name="")
    questions = FirstStart(counter.context, counter.window, ask_language=False)
    questions.open()
    return counter, questions


def test_answers_are_kept_and_work_begins(begun):
    counter, questions = begun
    questions.centre.set_values({"centre_name": "پارس", "centre_phone": "02188776655"})
    questions.next.click()
    questions.previous.click()
    assert questions.centre.isVisible()
    assert load_settings(counter.desk).centre_name == "پارس"
    questions.next.click()
    questions.paper.set_values({"receipt_paper": ("roll80",)})
    questions.next.click()
    settings = load_settings(counter.desk)
    assert (settings.is_set_up, settings.receipt_paper) == (True, "roll80")
    assert not questions.isVisible()


def test_a_wrong_phone_keeps_the_page(begun):
    counter, questions = begun
    questions.centre.set_values({"centre_name": "پارس", "centre_phone": "12"})
    questions.next.click()
    assert questions.centre.isVisible()
    assert questions.centre.field("centre_phone").problem()
    assert not load_settings(counter.desk).is_set_up


def test_skipping_leaves_working_defaults(begun):
    counter, questions = begun
    questions.skip.click()
    assert load_settings(counter.desk).is_set_up
    assert counter.desk.rows("SELECT count(*) FROM category")[0][0] > 0


def test_nothing_behind_the_questions_gets_keys(begun):
    counter, questions = begun
    QTest.keyClick(questions, Qt.Key.Key_F2)
    counter.furniture._unless_covered(counter.furniture.new_intake)
    counter.furniture.on_scan("SN-1")
    assert counter.furniture.current_key() == "today"
