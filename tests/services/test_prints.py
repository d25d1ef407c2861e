"""The log of papers: which copy it was, and what still has to come out."""

import pytest

from aftersales_desktop.models.office import PrintLog
from aftersales_desktop.services.prints import list_unprinted, log_print, next_copy

VISIT = "0" * 36


def log(desk, document="intake-receipt", record=VISIT, **given):
    log_print(desk, document, record, "01-05-00001-0", **{"copy": 0, "paper": "A5", "target": "HP", **given})


def test_the_first_is_the_original_and_every_further_one_a_copy(desk):
    assert next_copy(desk, "intake-receipt", VISIT) == 0
    log(desk)
    assert next_copy(desk, "intake-receipt", VISIT) == 1
    log(desk, copy=1)
    assert next_copy(desk, "intake-receipt", VISIT) == 2


def test_copies_of_other_papers_and_records_do_not_count(desk):
    log(desk)
    assert next_copy(desk, "device-label", VISIT) == 0
    assert next_copy(desk, "intake-receipt", "1" * 36) == 0


@pytest.mark.parametrize("attempt", [{"problem": "no paper"}, {"later": True}, {"later": True, "problem": "offline"}])
def test_what_did_not_come_out_is_no_copy_and_waits(desk, clock, attempt):
    log(desk, **attempt)
    assert next_copy(desk, "intake-receipt", VISIT) == 0
    [waiting] = list_unprinted(desk)
    assert (waiting.document, waiting.record_uuid, waiting.number, waiting.paper) == (
        "intake-receipt", VISIT, "01-05-00001-0", "A5",
    )  # fmt: skip
    assert waiting.at == clock.now
    assert waiting.problem == attempt.get("problem", "")


def test_a_later_success_ends_the_wait(desk):
    log(desk, problem="no paper")
    log(desk)
    assert list_unprinted(desk) == []
    assert next_copy(desk, "intake-receipt", VISIT) == 1


def test_a_failed_copy_waits_again_after_a_printed_original(desk):
    log(desk)
    log(desk, copy=1, problem="jam")
    assert [row.problem for row in list_unprinted(desk)] == ["jam"]


def test_only_the_last_attempt_is_shown_oldest_first(desk):
    log(desk, problem="one")
    log(desk, document="device-label", problem="two")
    log(desk, problem="three")
    assert [row.problem for row in list_unprinted(desk)] == ["two", "three"]


def test_a_long_problem_is_cut(desk):
    log(desk, problem="ا" * 10_000)
    assert len(list_unprinted(desk)[0].problem) == 300


def test_screens_hear_of_it(desk):
    heard = []
    desk.listeners.append(heard.append)
    log(desk)
    assert heard == [{"prints"}]
    assert PrintLog.get().actor == "test"
