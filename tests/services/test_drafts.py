"""What was typed survives a crash, and a passcode never gets that far."""

import pytest

from aftersales_desktop.models.office import Audit, Draft
from aftersales_desktop.services.drafts import drop_draft, find_draft, keep_draft
from aftersales_desktop.services.work import close_desk, open_desk

SECRET = "canary-7391"


def bytes_of(desk) -> bytes:
    close_desk()
    content = desk.path.read_bytes()
    open_desk(desk.path, desk.actor, desk.clock)
    return content


def test_none_is_kept_at_first(desk):
    assert find_draft(desk, "intake") is None


def test_is_there_after_a_crash_with_its_time(desk, clock):
    keep_draft(desk, "intake", {"name": "رضا", "devices": [{"serial": "S1"}, {}], "deposit": 5})
    close_desk()
    draft = find_draft(open_desk(desk.path), "intake")
    assert draft.content == {"name": "رضا", "devices": [{"serial": "S1"}, {}], "deposit": 5}
    assert draft.saved_at == clock.now


def test_the_last_one_counts(desk, clock):
    keep_draft(desk, "intake", {"name": "ر"})
    clock.move(seconds=1)
    keep_draft(desk, "intake", {"name": "رضا"})
    assert find_draft(desk, "intake").content == {"name": "رضا"}
    assert find_draft(desk, "intake").saved_at == clock.now
    assert Draft.select().count() == 1


def test_each_form_has_its_own(desk):
    keep_draft(desk, "intake", {"a": 1})
    keep_draft(desk, "customer", {"b": 2})
    drop_draft(desk, "intake")
    assert find_draft(desk, "intake") is None
    assert find_draft(desk, "customer").content == {"b": 2}


def test_dropping_what_is_not_there_is_no_harm(desk):
    drop_draft(desk, "intake")


def test_dropping_joins_the_save_and_comes_back_with_its_rollback(desk):
    keep_draft(desk, "intake", {"a": 1})
    with pytest.raises(ValueError), desk.work():
        drop_draft(desk, "intake")
        raise ValueError
    assert find_draft(desk, "intake").content == {"a": 1}


@pytest.mark.parametrize("text", ["م" * 100_000, "😀", "=1+1", "a\0b", "\u202e", 'x"}', ""], ids=ascii)
def test_half_typed_text_is_kept_as_it_is(desk, text):
    keep_draft(desk, "intake", {"words": text})
    assert find_draft(desk, "intake").content == {"words": text}


@pytest.mark.parametrize(
    "content",
    [
        {"passcode": SECRET},
        {"devices": [{"serial": "S", "passcode": SECRET}, {"passcode": SECRET}]},
        {"a": {"b": [{"c": {"passcode": SECRET}}]}},
        {"1.passcode": SECRET},
    ],
)
def test_a_passcode_is_kept_nowhere(desk, content):
    keep_draft(desk, "intake", content)
    assert SECRET not in str(find_draft(desk, "intake").content)
    assert SECRET.encode() not in bytes_of(desk)


def test_typing_leaves_no_trace_in_the_audit(desk):
    keep_draft(desk, "intake", {"a": 1})
    drop_draft(desk, "intake")
    assert Audit.select().count() == 0
