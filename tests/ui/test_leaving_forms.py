"""The forms of an order's end: what they ask, what they offer, what they keep when something is refused."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.domain.coverage import LineKind
from aftersales_desktop.domain.estimates import EstimateDraft, EstimateState, PlannedLine
from aftersales_desktop.domain.leaving import OldPartGoes
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.domain.workshop import READY_OUTCOMES
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import attachments, order_rows, parts
from aftersales_desktop.services.attachments import Holder
from aftersales_desktop.services.estimates import issue_estimate, list_estimates
from aftersales_desktop.services.hand_over import hand_back, mark_ready
from aftersales_desktop.services.order_facts import read_facts
from aftersales_desktop.ui.pickers.file_tile import FileTile
from aftersales_desktop.ui.reception.exit_form import OUTCOMES
from tests.services.file_samples import picture, put
from tests.services.leaving_samples import add_line, place_of, swap, technician
from tests.ui.small_file import SERIAL, add_customer, take_in


@pytest.fixture(params=["fa", "en"])
def shown(open_counter, request):
    """A counter with one order in the panel."""
    counter = open_counter(request.param)
    order = take_in(counter.desk, add_customer(counter.desk).id, accessories=("power-cord",)).orders[0]
    counter.furniture.open("order", order.id)
    counter.settle()
    return counter, counter.furniture.current(), order


def state(counter, order) -> OrderState:
    return order_rows.get_order(counter.desk, order.id).state


def reopen(counter, screen, order) -> None:
    screen.open_record("order", order.id)
    counter.settle()


class TestEstimate:
    def test_a_part_brings_its_price(self, shown):
        counter, screen, order = shown
        part = parts.add_part(counter.desk, PartDetails("P-1", "پمپ تخلیه", buy=5_000_000, sell=8_400_000))
        screen.estimates.begin()
        form = screen.estimates.form
        form.line.set_values({"title": (("part", part.id), part.name), "quantity": 2})
        form._title.taken.emit(("part", part.id))
        assert form.line.field("price").value() == 16_800_000
        assert form.add_line()
        assert form.draft().lines == (
            PlannedLine(LineKind.PART, part.name, 16_800_000, quantity=2, part_id=part.id),
        )  # fmt: skip

    def test_a_line_that_lacks_something_is_not_put_aside(self, shown):
        _counter, screen, _order = shown
        screen.estimates.begin()
        form = screen.estimates.form
        form.line.set_values({"price": 10, "covered": 20})
        assert not form.add_line()
        assert form.line.field("title").problem() and form.line.field("covered").problem()

    def test_a_draft_is_kept_and_comes_again(self, shown):
        counter, screen, order = shown
        screen.estimates.begin()
        form = screen.estimates.form
        form.line.set_values({"title": (None, "کارشناسی"), "price": 900_000})
        screen.save.trigger()
        (draft,) = list_estimates(counter.desk, order.id)
        assert draft.state is EstimateState.DRAFT and state(counter, order) is OrderState.RECEIVED
        screen.estimates.begin()
        assert form.draft().lines == draft.lines

    def test_a_refusal_ends_the_order(self, shown):
        counter, screen, order = shown
        issue_estimate(counter.desk, order.id, EstimateDraft((PlannedLine(LineKind.FEE, "کارشناسی", 10),)))
        reopen(counter, screen, order)
        screen.estimates.refuse.trigger()
        screen.estimates.answer_form.set_values({"who": ""})
        screen.save.trigger()
        assert screen.estimates.answer_form.field("who").problem()
        screen.estimates.answer_form.set_values({"who": "همسر مشتری"})
        screen.save.trigger()
        after = order_rows.get_order(counter.desk, order.id)
        assert (after.state, after.outcome) == (OrderState.READY, Outcome.PRICE_REFUSED)

    def test_letters_do_nothing_without_an_estimate(self, shown):
        _counter, screen, _order = shown
        part = screen.estimates
        assert part.write.isEnabled()
        assert not any(action.isEnabled() for action in (part.approve, part.refuse, part.no_answer, part.show_paper))


class TestHandOver:
    def test_old_parts_are_asked_for_one_by_one(self, shown):
        counter, screen, order = shown
        line = swap(counter.desk, order, technician(counter.desk), old=Condition.FAULTY)
        mark_ready(counter.desk, order.id, Outcome.REPAIRED)
        screen.exits.open(order.id)
        form = screen.exits.form
        assert form.banner.tone() == "warn"
        form.old_parts.field(line.id).toggle(0)
        form.first.field("accessories").toggle(0)
        assert form.banner.tone() == "ok"
        assert form.hand_over().old_parts == ((line.id, OldPartGoes.CUSTOMER),)
        screen.save.trigger()
        assert place_of(counter.desk, line.unit_out_id) == ("customer", "faulty")
        assert state(counter, order) is OrderState.DELIVERED

    def test_what_is_refused_stays_in_the_form(self, shown):
        counter, screen, order = shown
        mark_ready(counter.desk, order.id, Outcome.REPAIRED, "انجام شد")
        screen.exits.open(order.id)
        form = screen.exits.form
        form.last.set_values({"receiver_name": "برادر مشتری", "closing_seal": "ab-9"})
        screen.save.trigger()
        assert state(counter, order) is OrderState.READY
        assert form.last.field("override_reason").problem()
        assert form.hand_over().receiver_name == "برادر مشتری" and form.hand_over().closing_seal == "ab-9"

    def test_what_has_left_is_only_shown(self, shown):
        counter, screen, order = shown
        hand_back(counter.desk, order.id, outcome=Outcome.NO_FAULT_FOUND)
        screen.exits.open(order.id)
        assert screen.shown() is screen.orders.view
        assert screen.exits.print_slip.isEnabled() and screen.exits.take_back.isEnabled()


class TestComingAgain:
    def test_the_intake_asks_why_and_what_did_not_hold(self, shown):
        counter, screen, order = shown
        line = add_line(counter.desk, order.id)
        hand_back(counter.desk, order.id, outcome=Outcome.REPAIRED)
        screen.show_intake(("unit", order.unit.id))
        fault = screen.intake.device.fault
        assert fault.field("return_cause").isVisible() and not fault.field("failed_line").isVisible()
        fault.field("return_cause").toggle(0)
        assert fault.field("failed_line").isVisible()
        fault.field("failed_line").toggle(0)
        device = screen.intake.device.device()
        assert (device.return_cause, device.failed_line_id) == ("same_fault", line.id)

    def test_a_first_visit_is_not_asked(self, shown):
        counter, screen, _order = shown
        screen.show_intake("NEW-1")
        assert not screen.intake.device.fault.field("return_cause").isVisible()

    def test_the_seal_is_compared_while_it_is_typed(self, shown):
        counter, screen, order = shown
        counter.desk.rows("SELECT 1")
        screen.exits.open(order.id)
        form = screen.exits.form
        form.first.set_values({"outcome": ("no_fault_found",), "accessories": ("power-cord",)})
        form.last.set_values({"closing_seal": "PL-7"})
        screen.save.trigger()
        screen.show_intake(SERIAL)
        counter.settle()
        device, words = screen.intake.device, counter.context.words
        for typed, sentence in (
            ("PL-7", "The seal is the one it left with."), ("PL-8", "The seal is not the one it left with."),
        ):  # fmt: skip
            device.fault.set_values({"seal_number": typed})
            device.fault.changed.emit("seal_number")
            assert words.say(Message(sentence)) in device.banner.text()


def test_a_model_is_always_checked_and_no_more(shown):
    counter, screen, order = shown
    screen.quality.of_model.trigger()
    assert read_facts(counter.desk, order.id).wants_quality_control
    counter.furniture.undo()
    assert not read_facts(counter.desk, order.id).wants_quality_control


def test_cancelling_asks_for_each_part(shown):
    counter, screen, order = shown
    line = swap(counter.desk, order, technician(counter.desk))
    reopen(counter, screen, order)
    screen.orders.cancel.trigger()
    form = screen.cancels.form
    form.reason.set_values({"reason": "منصرف شد"})
    screen.save.trigger()
    assert state(counter, order) is OrderState.RECEIVED, "a part has no answer"
    form.parts.field(f"line:{line.id}").toggle(2)
    screen.save.trigger()
    assert state(counter, order) is OrderState.CANCELLED
    assert place_of(counter.desk, line.unit_in_id) == ("installed", "in_use")


def test_every_end_but_two_can_be_chosen_at_the_counter():
    assert set(OUTCOMES) == set(Outcome) - {Outcome.CANCELLED, Outcome.UNKNOWN}
    assert set(READY_OUTCOMES[OrderState.IN_REPAIR]) == set(OUTCOMES)


def test_the_photos_of_the_intake_are_beside_the_hand_over(shown):
    counter, screen, order = shown
    holder = Holder("service_order", order.uuid)
    kept = put(counter.desk, holder, picture(), "scratch.png")
    attachments.describe(counter.desk, kept.id, "scratch", FileKind.INTAKE)
    screen.exits.open(order.id)
    counter.settle()
    form = screen.exits.form
    tiles = form.findChildren(FileTile)
    assert len(tiles) == 1 and tiles[0].isVisible()
    assert form.findChild(QAbstractButton, "add_files").isVisible()
