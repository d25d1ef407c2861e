"""Days as they usually go: deeds that only make sense after others, with values that are mostly right."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.estimates import Answer, AnswerBy
from aftersales_desktop.domain.leaving import HandOver, OldPartGoes, Settled
from aftersales_desktop.domain.loaners import LoanDetails, LoanerBack
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.domain.supplier_claims import ANSWERS, ClaimAnswer, LineState
from aftersales_desktop.services import (
    approvals,
    claim_answers,
    customer_merges,
    leaving,
    loaners,
    order_steps,
    quality,
    supplier_claims,
    uncollected,
)
from aftersales_desktop.services.customers import add_customer
from aftersales_desktop.services.departures import look_at_departure
from aftersales_desktop.services.quality import QualityForm
from tests.services.workshop_machine.day import PICK, Day, in_states

_CLAIMABLE = (
    "SELECT i.value FROM unit_identifier i JOIN unit u ON u.id = i.unit_id JOIN location l ON l.id = u.location_id "
    "WHERE l.kind = 'faulty_store' AND u.kind = 'part' AND i.removed_at IS NULL AND NOT EXISTS ("
    "SELECT 1 FROM supplier_claim_line c WHERE c.unit_id = u.id AND c.state IN ('open', 'sent') "
    "AND c.archived_at IS NULL) ORDER BY u.id"
)
_FAULTY_FUSES = (
    "SELECT b.quantity FROM stock_balance b JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id "
    "WHERE l.kind = 'faulty_store' AND p.code = 'FUS-1' AND b.condition = 'faulty' AND b.quantity > 0"
)
_SENT = "SELECT id FROM supplier_claim_line WHERE state = 'sent' AND archived_at IS NULL ORDER BY id"
_LENDABLE = (
    "SELECT n.id FROM loaner n JOIN unit u ON u.id = n.unit_id JOIN location l ON l.id = u.location_id "
    "WHERE l.kind = ? AND n.archived_at IS NULL ORDER BY n.id"
)
_LENT = "SELECT id FROM loan WHERE returned_on IS NULL ORDER BY id"
_ISSUED = "SELECT id FROM estimate WHERE state = 'issued' ORDER BY id DESC"


def when(sql: str) -> object:
    """For a rule that comes only when there is one."""
    return precondition(lambda day: bool(day.desk.rows(f"{sql} LIMIT 1")))


class UsualRules(Day):
    """Claims, loaners, checks and hand-overs that go well."""

    @when(in_states("in_repair"))
    @rule(number=PICK, passed=st.booleans())
    def quality_as_usual(self, number: int, passed: bool) -> None:
        order_id = self.pick(in_states("in_repair"), number)
        if self.attempt(order_steps.advance, order_id, OrderState.QUALITY_CONTROL):
            technician = self.pick("SELECT technician_id FROM service_order WHERE id = ?", 0, order_id)
            other = self.other.id if technician == self.shop.technician_id else self.shop.technician_id
            form = QualityForm(other, passed, ("روشن می‌شود",), "صدا می‌دهد")
            self.attempt(quality.check_quality, order_id, form)

    @when(in_states("ready"))
    @rule(number=PICK, goes=st.sampled_from(OldPartGoes), comes_back=st.booleans())
    def hand_over_as_usual(self, number: int, goes: OldPartGoes, comes_back: bool) -> None:
        order_id = self.pick(in_states("ready"), number)
        old = tuple((part.line.id, goes) for part in look_at_departure(self.desk, order_id).old_parts)
        form = HandOver("رضا", settled=Settled.CARD, old_parts=old, override_reason="عجله داشت", allowed_by="مدیر")
        if self.attempt(leaving.complete_hand_over, order_id, form) and comes_back:
            self.attempt(leaving.take_hand_over_back, order_id, "اشتباه شد")

    @when(_ISSUED)
    @rule(number=PICK)
    def approve_as_usual(self, number: int) -> None:
        self.attempt(approvals.approve_estimate, self.pick(_ISSUED, number), Answer("رضا", AnswerBy.PHONE, "بله"))

    @when(in_states("ready"))
    @rule(number=PICK, days=st.integers(5, 40))
    def charge_as_usual(self, number: int, days: int) -> None:
        self.clock.move(days=days)
        self.attempt(uncollected.charge_storage, self.pick(in_states("ready"), number), "انبارداری")

    @rule(number=PICK, is_undone=st.booleans())
    def merge_as_usual(self, number: int, is_undone: bool) -> None:
        """Two customers who are in use; some are made two again at once."""
        self.attempt(add_customer, CustomerDetails(name="علی کریمی", phones=("09121112233",)))
        ids = [row[0] for row in self.desk.rows("SELECT id FROM customer WHERE archived_at IS NULL ORDER BY id")]
        one_id, other_id = ids[number % (len(ids) - 1)], ids[-1]
        choice = customer_merges.compare_customers(self.desk, one_id, other_id).choice({})
        merge_id = self.attempt(customer_merges.merge_customers, choice)
        if merge_id:
            self.merges.append(("customer", merge_id))
            if is_undone:
                self.attempt(customer_merges.undo_customer_merge, merge_id)

    # claims -----------------------------------------------------------------------------------------------------------

    @when(_CLAIMABLE)
    @rule(number=PICK, arrives=st.booleans(), fuses=st.integers(0, 3))
    def claim_as_usual(self, number: int, arrives: bool, fuses: int) -> None:
        """All that is faulty, of one supplier; or of the other."""
        supplier = (self.shop.supplier, self.second)[number % 7 == 0]
        claim = self.attempt(supplier_claims.open_claim, supplier.id, str(uuid4()))
        for (serial,) in self.desk.rows(_CLAIMABLE):
            self.attempt(supplier_claims.add_serial, claim.id, serial, "سوخته")
        if fuses and self.desk.rows(_FAULTY_FUSES):
            self.attempt(supplier_claims.add_counted, claim.id, self.fuse.id, fuses)
        if self.attempt(supplier_claims.send_claim, claim.id) and arrives:
            self.attempt(supplier_claims.note_arrival, claim.id)

    @when(_SENT)
    @rule(number=PICK, state=st.sampled_from(ANSWERS), settles=st.booleans(), quantity=st.none() | st.just(1))
    def answer_as_usual(self, number: int, state: LineState, settles: bool, quantity: int | None) -> None:
        line_id = self.pick(_SENT, number)
        answer = ClaimAnswer(state, f"NEW-{number}", 500, quantity, "خارج از گارانتی")
        claim = self.attempt(claim_answers.answer_line, line_id, answer)
        if claim is not None:
            self.serials.append(f"NEW-{number}")
            if settles:
                self.attempt(supplier_claims.settle_claim, claim.id, "تسویه شد")

    # loaners ----------------------------------------------------------------------------------------------------------

    @when(in_states("received", "in_repair"))
    @rule(number=PICK)
    def lend_as_usual(self, number: int) -> None:
        loaner_id = self.pick(_LENDABLE, number, "good_store")
        if loaner_id is not None:
            details = LoanDetails(self.desk.today() + timedelta(days=14), "سالم")
            self.attempt(loaners.lend, self.pick(in_states("received", "in_repair"), number), loaner_id, details)

    @when(_LENT)
    @rule(number=PICK, condition=st.sampled_from([Condition.HEALTHY_USED, Condition.SUSPECT, Condition.FAULTY]))
    def loaner_back_as_usual(self, number: int, condition: Condition) -> None:
        self.attempt(loaners.take_loaner_back, self.pick(_LENT, number), LoanerBack(condition, "خط افتاده"))
        waiting = self.pick(_LENDABLE, number, "quarantine")
        if waiting is not None and number % 2:
            self.attempt(loaners.pass_inspection, waiting, Condition.REPAIRED)
