"""How a device leaves: ready, handed back, cancelled, reopened; and what must not leave."""

from datetime import date

import pytest

from aftersales_desktop.domain.errors import NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.order_states import OPEN_STATES, ORDER_MOVES, OrderState, Outcome
from aftersales_desktop.domain.workshop import READY_OUTCOMES
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.database import database
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.services import audit, check, customers, units
from aftersales_desktop.services.hand_over import cancel_order, hand_back, mark_ready, reopen_order
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.work import Area
from tests.services.counter import MARYAM, Counter
from tests.services.statements import noted_statements, transactions

TODAY = date(2026, 11, 23)
GONE = (OrderState.DELIVERED, OrderState.CANCELLED)


@pytest.fixture
def counter(desk) -> Counter:
    return Counter(desk)


def brought_to(counter, state: OrderState) -> int:
    """An order that really came to a state, by the services where they can, else by allowed steps."""
    order = counter.order()
    match state:
        case OrderState.READY:
            mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد")
        case OrderState.DELIVERED:
            hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        case OrderState.CANCELLED:
            cancel_order(counter.desk, order.id, "منصرف شد")
        case OrderState.IN_REPAIR:
            mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد")
            reopen_order(counter.desk, order.id, "دوباره خاموش شد")
        case OrderState.RECEIVED:
            pass
        case _:
            database.execute_sql("DROP TRIGGER service_order_state_move")
            ServiceOrder.update(state=state.value).where(ServiceOrder.id == order.id).execute()
    return order.id


def refused(error, act) -> str:
    with pytest.raises(error) as caught:
        act()
    assert Words("fa").say(caught.value.message)
    return Words("en").say(caught.value.message)


class TestReady:
    def test_waits_for_its_customer_with_an_outcome(self, counter):
        order = counter.order()
        ready = mark_ready(counter.desk, order.id, Outcome.NO_FAULT_FOUND, note="  تست  شد ")
        assert (ready.state, ready.outcome) == (OrderState.READY, Outcome.NO_FAULT_FOUND)
        assert ready.unit.is_in_custody and ready.shelf == order.shelf
        event = ready.events[-1]
        assert (event.kind, event.from_state, event.to_state, event.note) == ("ready", "received", "ready", "تست شد")

    def test_twice_is_refused(self, counter):
        order_id = brought_to(counter, OrderState.READY)
        said = refused(NotAllowed, lambda: mark_ready(counter.desk, order_id, Outcome.REPAIRED, "تعمیر شد"))
        assert "“Ready” and cannot become “Ready”" in said


NEED_MORE = (OrderState.QUALITY_CONTROL, OrderState.AT_EXTERNAL)
"""A check has to be noted first; a device outside has to come back by a scan."""


class TestHandingBack:
    def test_frees_the_cell_and_keeps_who_took_it(self, counter, clock):
        order = counter.order()
        mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد")
        clock.move(days=2)
        gone = hand_back(counter.desk, order.id, receiver_name=" علي كاظمی ", note="سالم تحویل شد")
        assert (gone.state, gone.delivered_on, gone.receiver_name) == (
            OrderState.DELIVERED, date(2026, 11, 25), "علی کاظمی",
        )  # fmt: skip
        assert gone.outcome is Outcome.REPAIRED
        assert not gone.unit.is_in_custody
        assert gone.events[-1].note == "سالم تحویل شد"
        assert counter.order().shelf == order.shelf

    def test_is_one_transaction_and_one_announcement(self, counter):
        heard = []
        order = counter.order()
        counter.desk.listeners.append(heard.append)
        with noted_statements() as statements:
            hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]
        assert heard == [{Area.RECEPTION, Area.UNITS}]

    def test_straight_from_the_counter_asks_for_the_outcome_and_notes_both_steps(self, counter):
        order = counter.order()
        with pytest.raises(ValidationError) as missing:
            hand_back(counter.desk, order.id)
        assert missing.value.problems[0].field == "outcome"
        assert get_order(counter.desk, order.id).state is OrderState.RECEIVED
        gone = hand_back(counter.desk, order.id, outcome=Outcome.PRICE_REFUSED)
        assert [event.kind for event in gone.events] == ["received", "ready", "handed_back"]
        assert gone.outcome is Outcome.PRICE_REFUSED

    def test_an_outcome_that_was_set_stays(self, counter):
        order = counter.order()
        mark_ready(counter.desk, order.id, Outcome.NOT_REPAIRABLE)
        assert (
            hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد").outcome
            is Outcome.NOT_REPAIRABLE
        )

    def test_not_out_of_quality_control_without_the_check(self, counter):
        order_id = brought_to(counter, OrderState.QUALITY_CONTROL)
        said = refused(NotAllowed, lambda: hand_back(counter.desk, order_id, outcome=Outcome.REPAIRED, note="تعمیر شد"))
        assert "Note the quality check" in said

    @pytest.mark.parametrize("state", [one for one in READY_OUTCOMES if one not in NEED_MORE])
    def test_from_every_stage_that_may_become_ready(self, counter, state):
        order_id = brought_to(counter, state)
        gone = hand_back(counter.desk, order_id, outcome=READY_OUTCOMES[state][0], note="تعمیر شد")
        assert gone.state is OrderState.DELIVERED

    @pytest.mark.parametrize("state", GONE)
    def test_twice_is_refused(self, counter, state):
        order_id = brought_to(counter, state)
        before = counter.everything()
        said = refused(NotAllowed, lambda: hand_back(counter.desk, order_id, outcome=Outcome.REPAIRED, note="تعمیر شد"))
        assert "Open a new intake instead" in said
        assert counter.everything() == before

    def test_one_of_several_leaves_the_others(self, counter):
        reception = counter.receive(counter.device(), counter.device())
        hand_back(counter.desk, reception.orders[0].id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        assert get_order(counter.desk, reception.orders[1].id).unit.is_in_custody

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"receiver_name": "م" * 121}, "receiver_name"),
            ({"receiver_name": "=1+1"}, "receiver_name"),
            ({"note": "م" * 301}, "note"),
            ({"note": "م" * 10_000}, "note"),
            ({"note": "a\x00b"}, "note"),
            ({"note": "😀"}, "note"),
        ],
        ids=range(6),
    )
    def test_wrong_text_is_refused_and_nothing_moves(self, counter, given, field):
        order = counter.order()
        before = counter.everything()
        with pytest.raises(ValidationError) as caught:
            hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, **given)
        assert caught.value.problems[0].field == field
        assert counter.everything() == before


class TestCancelling:
    def test_gives_the_device_back_and_keeps_the_number(self, counter):
        order = counter.order()
        gone = cancel_order(counter.desk, order.id, "  مشتری  منصرف شد ")
        assert (gone.state, gone.outcome, gone.cancel_reason) == (
            OrderState.CANCELLED, Outcome.CANCELLED, "مشتری منصرف شد",
        )  # fmt: skip
        assert not gone.unit.is_in_custody
        assert gone.delivered_on is None
        assert counter.receive().number[:11] == "01-05-00002"
        assert check.first_broken_record(counter.desk) is None

    @pytest.mark.parametrize("reason", ["", " ", "نه", "م" * 301, "=1+1", "a\x07bc", "😀😀😀"], ids=ascii)
    def test_asks_for_a_reason(self, counter, reason):
        order = counter.order()
        before = counter.everything()
        with pytest.raises(ValidationError) as caught:
            cancel_order(counter.desk, order.id, reason)
        assert caught.value.problems[0].field == "reason"
        assert counter.everything() == before

    @pytest.mark.parametrize("state", [state for state in OPEN_STATES if OrderState.CANCELLED in ORDER_MOVES[state]])
    def test_ends_an_order_that_is_being_worked_on(self, counter, state):
        cancelled = cancel_order(counter.desk, brought_to(counter, state), "منصرف شد")
        assert cancelled.state is OrderState.CANCELLED and not cancelled.unit.is_in_custody

    @pytest.mark.parametrize("state", ["at_external", "quality_control", "ready", *GONE])
    def test_is_refused_once_the_work_is_over(self, counter, state):
        order_id = brought_to(counter, OrderState(state))
        before = counter.everything()
        refused(NotAllowed, lambda: cancel_order(counter.desk, order_id, "منصرف شد"))
        assert counter.everything() == before
        assert get_order(counter.desk, order_id).unit.is_in_custody == (state not in GONE)


class TestReopening:
    def test_takes_ready_back(self, counter):
        order_id = brought_to(counter, OrderState.READY)
        again = reopen_order(counter.desk, order_id, "دوباره خاموش شد")
        assert (again.state, again.outcome) == (OrderState.IN_REPAIR, None)
        assert again.unit.is_in_custody
        assert (again.events[-1].kind, again.events[-1].note) == ("reopened", "دوباره خاموش شد")
        with pytest.raises(ValidationError):
            hand_back(counter.desk, order_id)

    @pytest.mark.parametrize("state", [OrderState.RECEIVED, OrderState.IN_REPAIR, *GONE])
    def test_of_what_is_not_ready_is_refused(self, counter, state):
        order_id = brought_to(counter, state)
        before = counter.everything()
        refused(NotAllowed, lambda: reopen_order(counter.desk, order_id, "دوباره خاموش شد"))
        assert counter.everything() == before


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: mark_ready(desk, 99, Outcome.REPAIRED, "تعمیر شد"),
        lambda desk: hand_back(desk, 99, outcome=Outcome.REPAIRED, note="تعمیر شد"),
        lambda desk: cancel_order(desk, 99, "منصرف شد"),
        lambda desk: reopen_order(desk, 99, "دوباره خاموش شد"),
    ],
    ids=["ready", "hand back", "cancel", "reopen"],
)
def test_a_missing_order_is_said(counter, act):
    refused(NotFound, lambda: act(counter.desk))


def test_a_failure_half_way_leaves_the_device_on_its_shelf(counter, monkeypatch):
    order = counter.order(passcode="1397")
    before = counter.everything()

    def broken(*_given, **_options):
        raise RuntimeError("after the device was given back")

    monkeypatch.setattr("aftersales_desktop.services.hand_over.wipe_passcode", broken)
    with pytest.raises(RuntimeError):
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    assert counter.everything() == before
    assert units.get_unit(counter.desk, order.unit.id).location_code == order.shelf


def test_two_windows_cannot_hand_it_back_twice(counter):
    """The second one reads the order when its turn comes, and finds it gone."""
    order = counter.order()
    hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    refused(NotAllowed, lambda: mark_ready(counter.desk, order.id, Outcome.REPAIRED, "تعمیر شد"))
    assert counter.count("unit_move") == 2
    assert audit.first_broken_row(counter.desk) is None


class TestTakingBackAnIntakeOfAnotherOwner:
    def test_gives_the_device_to_its_owner_before(self, counter, clock):
        first = counter.order()
        hand_back(counter.desk, first.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        clock.move(days=1)
        maryam = customers.add_customer(counter.desk, MARYAM).id
        wrong = counter.receive(counter.device(unit_id=first.unit.id, address="ولیعصر"), owner_id=maryam).orders[0]
        assert wrong.unit.owner_id == maryam
        back = cancel_order(counter.desk, wrong.id, "اشتباه")
        assert (back.unit.owner_id, back.unit.site_id) == (counter.owner_id, first.unit.site_id)
        assert check.first_broken_record(counter.desk) is None

    def test_leaves_an_owner_who_came_otherwise(self, counter):
        first = counter.order()
        hand_back(counter.desk, first.id, outcome=Outcome.REPAIRED, note="تعمیر شد")
        maryam = customers.add_customer(counter.desk, MARYAM).id
        order = counter.receive(counter.device(unit_id=first.unit.id), owner_id=maryam).orders[0]
        units.change_owner(counter.desk, first.unit.id, counter.owner_id, since=TODAY, reason="sold")
        assert cancel_order(counter.desk, order.id, "اشتباه").unit.owner_id == counter.owner_id

    def test_leaves_a_device_that_was_new(self, counter):
        order = counter.order()
        assert cancel_order(counter.desk, order.id, "اشتباه").unit.owner_id == counter.owner_id
