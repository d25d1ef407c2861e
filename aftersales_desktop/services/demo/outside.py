"""What is out of the hands of the demo's centre: claims, loaners, other workshops, devices nobody collects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from aftersales_desktop.domain.diagnosis import DiagnosisDetails
from aftersales_desktop.domain.loaners import LoanDetails, LoanerBack
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.outside_repair import OutsideBack, OutsideDetails, OutsideKind
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.domain.uncollected import CallResult, DisposalDetails, Fate
from aftersales_desktop.domain.warranty_forms import CardInput
from aftersales_desktop.services import (
    calls,
    diagnosis,
    hand_over,
    loaners,
    order_steps,
    outside_repair,
    uncollected,
    warranty_issue,
)
from aftersales_desktop.services.demo.claims import DemoClaims
from aftersales_desktop.services.demo.clock import at_counter, working_days_before
from aftersales_desktop.services.demo.devices import DemoModel
from aftersales_desktop.services.demo.source import read_words
from aftersales_desktop.services.demo.story import Story
from aftersales_desktop.services.loaners import LoanerDetails
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.reception import register_intake

_READY = "SELECT id FROM service_order WHERE state = 'ready' AND origin = 'counter' ORDER BY id"
_MILLION = 1_000_000


class DemoOutside:
    """Acts of its own, with dice of their own, so that the rest of the story stays as it was."""

    def __init__(self, story: Story) -> None:
        self._story, self._desk = story, story.desk
        self._dice = Random(story.today.toordinal() + 1)
        self._words: dict[str, Any] = read_words("outside")
        self._claims = DemoClaims(story.desk, self._dice, self._words["faults"])

    def note_all(self) -> None:
        """Put everything into the agenda."""
        self._note_forgotten()
        self._note_loaners()
        self._note_other_workshops()
        self._note_a_bad_device()
        for days, act in (
            (110, self._claims.receive), (75, self._claims.send_first), (72, self._claims.let_it_arrive),
            (45, self._claims.answer_first), (40, self._claims.send_second), (2, self._claims.gather_third),
        ):  # fmt: skip
            self._note(self._ago(days), act)
        self._note(self._story.today, self._call_some)

    # devices nobody collects --------------------------------------------------------------------------------------

    def _note_forgotten(self) -> None:
        """One that was scrapped, one whose notice is over, one that gets its second letter now."""
        for days, category in ((165, "vacuum-cleaner"), (118, "mobile"), (50, "kitchen")):
            self._note(self._ago(days), partial(self._forget, category, self._ago(days)))

    def _forget(self, category: str, day: date) -> None:
        order = self._take_in(self._model(category))
        hand_over.mark_ready(self._desk, order.id, Outcome.NO_FAULT_FOUND)
        for later, act in (
            (5, partial(self._call, order.id, CallResult.NO_ANSWER)),
            (12, partial(self._call, order.id, CallResult.BUSY)),
            (26, partial(self._call, order.id, CallResult.WRONG_NUMBER)),
            (32, partial(uncollected.write_letter, self._desk, order.id)),
            (48, partial(self._call, order.id, CallResult.NO_ANSWER)),
            (62, partial(uncollected.write_letter, self._desk, order.id)),
            (93, partial(uncollected.write_letter, self._desk, order.id)),
            (130, partial(self._dispose, order.id)),
        ):  # fmt: skip
            self._note(day + timedelta(days=later), act)

    def _call(self, order_id: int, result: CallResult) -> None:
        note = self._dice.choice(self._words["call_notes"])
        comes_on = self._story.day + timedelta(days=1) if result is CallResult.WILL_COME else None
        calls.note_call(self._desk, order_id, result, comes_on=comes_on, note=note)

    def _dispose(self, order_id: int) -> None:
        details = DisposalDetails(Fate.SCRAP, self._words["manager"], self._words["minutes"], self._words["witness"])
        uncollected.dispose(self._desk, order_id, details)

    def _call_some(self) -> None:
        """The calls of the morning."""
        ready = [row[0] for row in self._desk.rows(_READY)]
        results = (CallResult.WILL_COME, CallResult.WRONG_NUMBER, CallResult.NO_ANSWER)
        for order_id, result in zip(ready[3:], results, strict=False):
            self._call(order_id, result)

    # loaners ------------------------------------------------------------------------------------------------------

    def _note_loaners(self) -> None:
        self._note(self._ago(120), self._buy_loaners)
        self._note(self._ago(60), partial(self._lend, 0, 7, 9))
        self._note(self._ago(12), partial(self._lend, 0, 8, None))
        self._note(self._ago(3), partial(self._lend, 1, 14, None))
        self._note(self._ago(20), partial(self._lend, 2, 6, 6, Condition.SUSPECT))

    def _buy_loaners(self) -> None:
        for category, value in (("mobile", 90), ("laptop", 320), ("vacuum-cleaner", 70), ("mobile", 85)):
            model = self._model(category)
            details = LoanerDetails(value * _MILLION, value * _MILLION // 10, self._words["loaner_condition"])
            loaners.add_loaner(self._desk, model.id, f"LN-{self._dice.randrange(10**7):07}", details)

    def _lend(self, place: int, days: int, back_after: int | None, found: Condition = Condition.HEALTHY_USED) -> None:
        """A loaner for a new order; None: the customer still has it."""
        row = loaners.list_loaners(self._desk)[place]
        order = self._take_in(self._model("mobile"))
        order_steps.advance(self._desk, order.id, OrderState.DIAGNOSING)
        due = self._story.day + timedelta(days=days)
        details = LoanDetails(due, row.condition_words, row.value, row.deposit)
        loan = loaners.lend(self._desk, order.id, row.id, details)
        if back_after is not None:
            words = self._words["loaner_fault"] if found is not Condition.HEALTHY_USED else ""
            back = partial(loaners.take_loaner_back, self._desk, loan.id, LoanerBack(found, words))
            self._note(self._story.day + timedelta(days=back_after), back)
            leave = partial(self._hand_back, order.id)
            self._note(self._story.day + timedelta(days=back_after + 1), leave)

    def _hand_back(self, order_id: int) -> None:
        hand_over.hand_back(self._desk, order_id, outcome=Outcome.NO_FAULT_FOUND)

    # other workshops ----------------------------------------------------------------------------------------------

    def _note_other_workshops(self) -> None:
        self._note(self._ago(40), partial(self._send_out, OutsideKind.COLLEAGUE, 10, 8))
        self._note(self._ago(16), partial(self._send_out, OutsideKind.COLLEAGUE, 9, None))
        self._note(self._ago(4), partial(self._send_out, OutsideKind.HEAD_OFFICE, 20, None))

    def _send_out(self, kind: OutsideKind, days: int, back_after: int | None) -> None:
        order = self._take_in(self._model("laptop"))
        place = self._words["workshop"] if kind is OutsideKind.COLLEAGUE else ""
        details = OutsideDetails(
            kind, place=place, reference_number=f"R-{self._dice.randrange(10**4):04}",
            promised_on=self._story.day + timedelta(days=days), expected_cost=12 * _MILLION,
        )  # fmt: skip
        outside_repair.send_outside(self._desk, [order.id], details)
        if back_after is not None:
            back = OutsideBack(OrderState.DIAGNOSING, 11 * _MILLION, self._words["outside_result"])
            day = self._story.day + timedelta(days=back_after)
            self._note(day, partial(outside_repair.take_back, self._desk, order.id, back))
            self._note(day + timedelta(days=2), partial(self._hand_back, order.id))

    # the same fault again -----------------------------------------------------------------------------------------

    def _note_a_bad_device(self) -> None:
        """Twice repaired for one cause under warranty, and here for the third time, for too long."""
        self._note(self._ago(200), self._sell_bad_device)

    def _sell_bad_device(self) -> None:
        model, day = self._model("television"), self._story.day
        card = warranty_issue.issue_card(
            self._desk,
            CardInput(
                request_key=self._key(), owner_id=self._owner(), model_id=model.id, terms_id=model.terms_id,
                serial=f"TV{self._dice.randrange(10**8):08}", purchased_on=day, installed_on=day, activated_on=day,
            ),
        )  # fmt: skip
        for days, leaves in ((130, True), (80, True), (30, False)):
            visit = partial(self._visit, card.unit.id, card.owner.id, leaves=leaves)
            self._note(self._ago(days), visit)

    def _visit(self, unit_id: int, owner_id: int, *, leaves: bool) -> None:
        order = self._register(owner_id, unit_id=unit_id)
        order_steps.advance(self._desk, order.id, OrderState.DIAGNOSING)
        finding, areas, causes, actions = self._words["bad_finding"]
        details = DiagnosisDetails(finding, tuple(areas), tuple(causes), tuple(actions))
        diagnosis.save_diagnosis(self._desk, order.id, details)
        if leaves:
            self._note(self._story.day + timedelta(days=3), partial(self._hand_back, order.id))

    # taking in ----------------------------------------------------------------------------------------------------

    def _take_in(self, model: DemoModel) -> OrderRow:
        serial = f"OU-{self._dice.randrange(10**8):08}"
        return self._register(self._owner(), model_id=model.id, serial=serial)

    def _register(self, owner_id: int, **device: Any) -> OrderRow:
        words = self._dice.choice(self._words["customer_words"])
        taken = DeviceIntake(customer_words=words, conditions=("all-good",), accessories=("none",), **device)
        intake = Intake(request_key=self._key(), devices=(taken,), owner_id=owner_id)
        return get_order(self._desk, register_intake(self._desk, intake).orders[0].id)

    def _owner(self) -> int:
        return self._dice.choice(self._story.owners)

    def _model(self, category: str) -> DemoModel:
        return self._dice.choice([model for model in self._story.devices.models if model.category == category])

    def _key(self) -> str:
        return str(UUID(int=self._dice.getrandbits(128), version=4))

    def _ago(self, days: int) -> date:
        """A working day about so many days before today."""
        return working_days_before(self._story.today - timedelta(days=days - 1), 1)

    def _note(self, day: date, act: Callable[[], object]) -> None:
        """What lies after today never happens."""
        if day <= self._story.today:
            self._story.agenda.note(at_counter(day, self._dice), act)
