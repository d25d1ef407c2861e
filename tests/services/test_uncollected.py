"""Devices that nobody collects: calls, ages, fees, letters, minutes."""

from datetime import date

import peewee
import pytest

from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.loaners import LoanDetails
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.uncollected import CallResult, DisposalDetails, Fate
from aftersales_desktop.models.outside import Call
from aftersales_desktop.services import calls, hand_over, lists, loaners, papers, uncollected
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.disposal_minutes import find_minutes
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.settings import save_settings
from tests.services.outside import Store

MINUTES = DisposalDetails(Fate.SCRAP, "آقای رستگار", "پس از سه اخطار کتبی و بی‌پاسخ، دستگاه اسقاط شد.", "خانم کاظمی")


@pytest.fixture
def store(desk) -> Store:
    return Store(desk)


def waiting(store, order):
    return uncollected.waiting_of(store.desk, get_order(store.desk, order.id))


def abandoned(store, clock):
    """An order whose final notice is over."""
    order = store.ready_order()
    for days in (30, 15, 45):
        clock.move(days=days)
        uncollected.write_letter(store.desk, order.id)
    clock.move(days=11)
    return order


# calls ------------------------------------------------------------------------------------------------------------


def test_every_call_stays_with_who_when_and_what_came_of_it(store, clock):
    order = store.ready_order()
    calls.note_call(store.desk, order.id, CallResult.NO_ANSWER)
    clock.move(hours=2)
    calls.note_call(store.desk, order.id, CallResult.WILL_COME, comes_on=date(2026, 11, 25), note="با برادرش می‌آید")
    kept = calls.list_calls(store.desk, order.id)
    assert [(call.result, call.comes_on, call.actor, call.phone) for call in kept] == [
        (CallResult.NO_ANSWER, None, "test", "09121234567"),
        (CallResult.WILL_COME, date(2026, 11, 25), "test", "09121234567"),
    ]
    assert (kept[1].at - kept[0].at).seconds == 7200
    with pytest.raises(peewee.IntegrityError):
        Call.update(result="busy").execute()
    with pytest.raises(peewee.IntegrityError):
        Call.delete().execute()


@pytest.mark.parametrize(
    ("result", "values", "field"),
    [
        (None, {}, "result"),
        (CallResult.WILL_COME, {}, "comes_on"),
        (CallResult.WILL_COME, {"comes_on": date(2026, 11, 22)}, "comes_on"),
        (CallResult.ANSWERED, {"note": "x" * 401}, "note"),
    ],
)
def test_a_call_without_a_clear_outcome_is_not_kept(store, result, values, field):
    order = store.ready_order()
    with pytest.raises(ValidationError) as error:
        calls.note_call(store.desk, order.id, result, **values)
    assert [problem.field for problem in error.value.problems] == [field]
    assert calls.list_calls(store.desk, order.id) == []


def test_after_a_wrong_number_the_next_one_is_suggested(store):
    order = store.receive(store.device(), bringer_phone="09350001122", bringer_name="علی").orders[0]
    assert calls.suggested_phone(store.desk, order.id) == "09121234567"
    calls.note_call(store.desk, order.id, CallResult.WRONG_NUMBER)
    assert calls.suggested_phone(store.desk, order.id) == "09350001122"


def test_what_happens_while_a_device_waits_does_not_make_it_ready_anew(store, clock):
    order = store.ready_order()
    clock.move(days=31)
    uncollected.write_letter(store.desk, order.id)
    clock.move(days=2)
    today = store.desk.today()
    assert waiting(store, order).days == 33
    assert lists.counts(store.desk, "orders", today)["uncollected"] == 1
    assert lists.counts(store.desk, "follow_up", today)["uncollected"] == 1


# ages, fees -------------------------------------------------------------------------------------------------------


def test_ages_and_fees_follow_the_settings(store, clock):
    order = store.ready_order()
    found = []
    for days in (0, 3, 4, 23, 15, 45):
        clock.move(days=days)
        now = waiting(store, order)
        found.append((now.days, now.age, now.fee, now.next_letter))
    assert found == [
        (0, 0, 0, None), (3, 1, 0, None), (7, 2, 0, None), (30, 3, 460_000, 1), (45, 4, 760_000, 1),
        (90, 5, 1_660_000, 1),
    ]  # fmt: skip
    save_settings(store.desk, large_categories=["mobile"])
    large = waiting(store, order)
    assert (large.rules.final_letter, large.fee) == (45, 83 * 80_000)
    assert waiting(store, store.order()) is None


def test_a_device_that_was_worked_on_again_begins_anew(store, clock):
    order = store.ready_order()
    clock.move(days=40)
    uncollected.write_letter(store.desk, order.id)
    hand_over.reopen_order(store.desk, order.id, "باز هم خاموش شد")
    assert waiting(store, order) is None
    hand_over.mark_ready(store.desk, order.id, Outcome.NO_FAULT_FOUND, "درست شد")
    now = waiting(store, order)
    assert (now.days, now.letters) == (0, ())


def test_storage_is_charged_by_choice_and_never_twice(store, clock):
    order = store.ready_order()
    with pytest.raises(NotAllowed):
        uncollected.charge_storage(store.desk, order.id, "انبارداری")
    clock.move(days=17)
    assert uncollected.charge_storage(store.desk, order.id, "انبارداری") == 200_000
    with pytest.raises(NotAllowed):
        uncollected.charge_storage(store.desk, order.id, "انبارداری")
    clock.move(days=1)
    assert uncollected.charge_storage(store.desk, order.id, "انبارداری") == 20_000
    rows = store.desk.rows("SELECT kind, price, coverage, payer FROM order_line WHERE order_id = ?", order.id)
    assert rows == [("storage", 200_000, "pay", "customer"), ("storage", 20_000, "pay", "customer")]


# letters ----------------------------------------------------------------------------------------------------------


def test_letters_come_one_after_the_other_with_the_calls_made_before(store, clock):
    order = store.ready_order()
    clock.move(days=29)
    with pytest.raises(NotAllowed):
        uncollected.write_letter(store.desk, order.id)
    with pytest.raises(NotFound):
        uncollected.find_letter(store.desk, order.number)
    calls.note_call(store.desk, order.id, CallResult.NO_ANSWER)
    clock.move(days=1)
    first = uncollected.write_letter(store.desk, order.id)
    assert (first.level, first.fee, first.answer_by) == (1, 460_000, date(2027, 1, 2))
    clock.move(minutes=5)
    calls.note_call(store.desk, order.id, CallResult.BUSY)
    paper = uncollected.find_letter(store.desk, order.number)
    assert [call.result for call in paper.calls] == [CallResult.NO_ANSWER], "what came later is not in it"
    with pytest.raises(NotAllowed):
        uncollected.write_letter(store.desk, order.id)
    clock.move(days=15)
    assert uncollected.write_letter(store.desk, order.id).level == 2
    clock.move(days=45)
    assert uncollected.write_letter(store.desk, order.id).level == 3
    with pytest.raises(NotAllowed):
        uncollected.write_letter(store.desk, order.id)


# the end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fate", "place"),
    [
        (Fate.SCRAP, ("scrap", "scrap")),
        (Fate.KEPT_HEALTHY, ("good_store", "healthy_used")),
        (Fate.KEPT_FAULTY, ("quarantine", "faulty")),
    ],
)
def test_minutes_end_it_and_the_device_goes_where_they_say(store, clock, fate, place):
    order = abandoned(store, clock)
    details = DisposalDetails(fate, MINUTES.manager, MINUTES.words, MINUTES.witness)
    minutes = uncollected.dispose(store.desk, order.id, details)
    assert minutes.number.startswith("M-05-0001-")
    gone = get_order(store.desk, order.id)
    assert (gone.state, gone.unit.owner_id) == (OrderState.DISPOSED, None)
    assert store.place_of(order.unit.id) == place
    assert uncollected.disposal_of(order.id) == minutes
    assert first_broken_record(store.desk) is None


def test_a_device_that_became_ours_may_be_lent(store, clock):
    order = abandoned(store, clock)
    uncollected.dispose(store.desk, order.id, DisposalDetails(Fate.KEPT_HEALTHY, "مدیر", MINUTES.words))
    assert loaners.mark_as_loaner(store.desk, order.unit.id).is_free


def test_nothing_is_disposed_of_before_its_time(store, clock):
    order = store.ready_order()
    with pytest.raises(NotAllowed):
        uncollected.dispose(store.desk, order.id, MINUTES)
    clock.move(days=100)
    for _level in range(3):
        uncollected.write_letter(store.desk, order.id)
    clock.move(days=10)
    with pytest.raises(NotAllowed):
        uncollected.dispose(store.desk, order.id, MINUTES)
    clock.move(days=1)
    assert uncollected.dispose(store.desk, order.id, MINUTES)
    with pytest.raises(NotAllowed):
        uncollected.dispose(store.desk, order.id, MINUTES)


def test_a_device_whose_customer_has_our_loaner_is_not_disposed_of(store, clock):
    order = store.ready_order()
    loaner = loaners.add_loaner(store.desk, store.model_id, "LOAN-1")
    loaners.lend(store.desk, order.id, loaner.id, LoanDetails(date(2026, 12, 1), "سالم"))
    clock.move(days=100)
    for _level in range(3):
        uncollected.write_letter(store.desk, order.id)
    clock.move(days=11)
    with pytest.raises(NotAllowed):
        uncollected.dispose(store.desk, order.id, MINUTES)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (DisposalDetails(None, "مدیر", MINUTES.words), "fate"),
        (DisposalDetails(Fate.SCRAP, "", MINUTES.words), "manager"),
        (DisposalDetails(Fate.SCRAP, "مدیر", "کوتاه"), "words"),
        (DisposalDetails(Fate.SCRAP, "مدیر", MINUTES.words, "x" * 121), "witness"),
    ],
)
def test_minutes_without_a_manager_or_words_are_none(store, clock, details, field):
    order = abandoned(store, clock)
    with pytest.raises(ValidationError) as error:
        uncollected.dispose(store.desk, order.id, details)
    assert [problem.field for problem in error.value.problems] == [field]
    assert store.place_of(order.unit.id)[0] == "shelf"


def test_the_paper_of_the_minutes_tells_all_that_was_tried(store, clock):
    order = store.ready_order()
    calls.note_call(store.desk, order.id, CallResult.NO_ANSWER)
    clock.move(days=20)
    charged = uncollected.charge_storage(store.desk, order.id, "انبارداری")
    for days in (10, 15, 45):
        clock.move(days=days)
        uncollected.write_letter(store.desk, order.id)
    clock.move(days=11)
    with pytest.raises(NotFound):
        find_minutes(store.desk, "any")
    minutes = uncollected.dispose(store.desk, order.id, MINUTES)
    paper = papers.printable(store.desk, "disposal-minutes", minutes.number).row
    assert paper == find_minutes(store.desk, "any")
    assert (paper.minutes, paper.order.number, paper.days) == (minutes, order.number, 101)
    assert [letter.level for letter in paper.letters] == [1, 2, 3]
    assert [call.result for call in paper.calls] == [CallResult.NO_ANSWER]
    assert paper.charged == charged > 0
    assert paper.fee > charged
