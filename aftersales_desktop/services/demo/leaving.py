"""How devices leave in the demo: prices are asked, answers given, work is checked, and everything is handed over."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from aftersales_desktop.domain.coverage import LineKind
from aftersales_desktop.domain.estimates import Answer, AnswerBy, EstimateDraft, PlannedLine
from aftersales_desktop.domain.leaving import HandOver, OldPartGoes, Settled
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.returns import ReturnCause
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.services import approvals, catalogue, estimates, order_steps, quality, returns, staff
from aftersales_desktop.services.departures import look_at_departure
from aftersales_desktop.services.estimates import EstimateRow
from aftersales_desktop.services.leaving import complete_hand_over
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.quality import QualityForm
from aftersales_desktop.services.work import Desk

_MILLION = 1_000_000
_CHECKER, _MANAGER = "نسرین امینی", "فرهاد سلطانی"
_SETTLED = (Settled.CARD, Settled.CARD, Settled.CARD, Settled.CASH, Settled.TRANSFER)


class DemoLeaving:
    """What happens at the counter about the end of an order; dice of its own."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self._desk = desk
        self._dice = Random(seed)
        self._checker_id = 0

    def open(self) -> None:
        """Who checks the work, and who lets something pass."""
        self._checker_id = staff.add_member(self._desk, _CHECKER, Role.QUALITY).id
        staff.add_member(self._desk, _MANAGER, Role.MANAGER)

    def hand_over(self, order: OrderRow, receiver: str) -> None:
        """Everything is settled and goes out with the device."""
        departure = look_at_departure(self._desk, order.id)
        goes = tuple((part.line.id, part.promised or OldPartGoes.KEPT) for part in departure.old_parts)
        chips = tuple(chip.code for chip in order.accessories)
        form = HandOver(
            receiver_name=receiver, receiver_relation="" if receiver == order.owner.name else "از طرف مشتری",
            accessories=chips, old_parts=goes, settled=self._dice.choice(_SETTLED),
            closing_seal=f"PL-{self._dice.randrange(10000, 99999)}" if self._dice.random() < 0.3 else "",
            was_tested=self._dice.random() < 0.8,
        )  # fmt: skip
        complete_hand_over(self._desk, order.id, form)

    # prices ---------------------------------------------------------------------------------------------------

    def ask(self, order: OrderRow, *, has_choice: bool = True) -> EstimateRow:
        """The customer gets an estimate: a new part, or where there is a choice a used one for less."""
        lines = [
            PlannedLine(LineKind.PART, "برد اصلی نو", 62 * _MILLION),
            PlannedLine(LineKind.LABOUR, "تعویض برد و تست", 9 * _MILLION),
        ]
        if has_choice:
            lines += [
                PlannedLine(LineKind.PART, "برد اصلی کارکرده با سه ماه ضمانت", 31 * _MILLION, option=2),
                PlannedLine(LineKind.LABOUR, "تعویض برد و تست", 9 * _MILLION, option=2),
            ]
        until = self._desk.today() + timedelta(days=7)
        note = "قطعهٔ نو سه روز کاری پس از تأیید می‌رسد."
        return estimates.issue_estimate(self._desk, order.id, EstimateDraft(tuple(lines), until, note))

    def call_in_vain(self, order: OrderRow) -> None:
        """Nobody picks up."""
        approvals.note_no_answer(self._desk, order.id, "بوق آزاد، پاسخ نداد")

    def agree(self, order: OrderRow) -> None:
        """The customer takes the cheaper option by phone."""
        estimate = self.ask(order)
        answer = Answer(order.owner.name, AnswerBy.PHONE, "همان کارکرده را بگذارید، فقط زودتر آماده شود", option=2)
        approvals.approve_estimate(self._desk, estimate.id, answer)

    def refuse(self, order: OrderRow) -> None:
        """The customer does not want it at this price."""
        estimate = self.ask(order, has_choice=False)
        answer = Answer(order.owner.name, AnswerBy.IN_PERSON, "به این قیمت نمی‌ارزد، می‌آیم می‌برم")
        approvals.refuse_estimate(self._desk, estimate.id, answer)

    def say_why_again(self, order: OrderRow) -> None:
        """Most of those that come again have the same fault; some customers are asked later."""
        if order.parent_number and self._dice.random() < 0.8:
            cause = self._dice.choice((ReturnCause.SAME_FAULT, ReturnCause.SAME_FAULT, *ReturnCause))
            returns.answer_return(self._desk, order.id, cause)

    # quality --------------------------------------------------------------------------------------------------

    def control(self, order: OrderRow) -> None:
        """A repaired device waits for the second pair of eyes."""
        catalogue.require_quality(self._desk, order.unit.model.id, required=True)
        order_steps.advance(self._desk, order.id, OrderState.QUALITY_CONTROL)
        catalogue.require_quality(self._desk, order.unit.model.id, required=False)

    def send_back(self, order: OrderRow) -> None:
        """The check finds something."""
        form = QualityForm(self._checker_id, passed=False, reason="هنوز هنگام روشن‌شدن صدا می‌دهد")
        quality.check_quality(self._desk, order.id, form)
