"""How devices leave: quality control, hand-over and its undoing, cancelling with parts, loaners, outside, disposal."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aftersales_desktop.domain.leaving import HandOver, OldPartGoes, PartFate, Settled
from aftersales_desktop.domain.loaners import LoanDetails, LoanerBack
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.outside_repair import GOES_ON, OutsideBack, OutsideDetails, OutsideKind
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.domain.uncollected import DisposalDetails, Fate
from aftersales_desktop.services import leaving, loaners, outside_repair, quality, uncollected
from aftersales_desktop.services.cancelling import issued_parts
from aftersales_desktop.services.departures import look_at_departure
from aftersales_desktop.services.hand_over import cancel_order, mark_ready, reopen_order
from aftersales_desktop.services.quality import QualityForm
from tests.services.workshop_machine.day import NOBODY, NOTES, PICK, WORDS, Day, in_states, mostly_when

_IN_QUARANTINE = (
    "SELECT n.id FROM loaner n JOIN unit u ON u.id = n.unit_id JOIN location l ON l.id = u.location_id "
    "WHERE l.kind = 'quarantine'"
)
_FREE = (
    "SELECT n.id FROM loaner n JOIN unit u ON u.id = n.unit_id JOIN location l ON l.id = u.location_id "
    "ORDER BY l.kind <> 'good_store' OR n.archived_at IS NOT NULL, n.id"
)
_OPEN = tuple(state.value for state in OrderState)[:8]


class LeavingRules(Day):
    """Orders from quality control on."""

    @mostly_when(in_states("quality_control"))
    @rule(number=PICK, checker=st.none() | PICK, passed=st.booleans(), reason=NOTES)
    def check_quality(self, number: int, checker: int | None, passed: bool, reason: str) -> None:
        form = QualityForm(None if checker is None else self.member(checker), passed, ("روشن می‌شود",), reason)
        self.attempt(quality.check_quality, self.order(number, "quality_control"), form)

    @rule(number=PICK, outcome=st.sampled_from(Outcome), note=NOTES)
    def ready(self, number: int, outcome: Outcome, note: str) -> None:
        self.attempt(mark_ready, self.order(number, *_OPEN), outcome, note)

    @mostly_when(in_states("ready"))
    @rule(number=PICK, note=NOTES)
    def reopen(self, number: int, note: str) -> None:
        self.attempt(reopen_order, self.order(number, "ready"), note)

    @mostly_when(in_states("ready"))
    @rule(
        number=PICK, settled=st.none() | st.sampled_from(Settled), goes=st.none() | st.sampled_from(OldPartGoes),
        outcome=st.none() | st.sampled_from(Outcome), reason=NOTES, allowed_by=st.sampled_from(["", "مدیر"]),
    )  # fmt: skip
    def hand_over(
        self, number: int, settled: Settled | None, goes: OldPartGoes | None, outcome: Outcome | None, reason: str,
        allowed_by: str,
    ) -> None:  # fmt: skip
        order_id = self.order(number, "ready", *(_OPEN if number % 3 == 0 else ()))
        old = look_at_departure(self.desk, order_id).old_parts if order_id != NOBODY and goes else ()
        form = HandOver(
            receiver_name="رضا", outcome=outcome, settled=settled, override_reason=reason, allowed_by=allowed_by,
            old_parts=tuple((part.line.id, goes) for part in old if goes), note=reason,
        )  # fmt: skip
        self.attempt(leaving.complete_hand_over, order_id, form)

    @mostly_when(in_states("delivered"))
    @rule(number=PICK, reason=NOTES)
    def take_hand_over_back(self, number: int, reason: str) -> None:
        self.attempt(leaving.take_hand_over_back, self.order(number, "delivered"), reason)

    @rule(number=PICK, fates=st.lists(st.sampled_from(PartFate), min_size=1, max_size=3), reason=NOTES, all_=PICK)
    def cancel(self, number: int, fates: list[PartFate], reason: str, all_: int) -> None:
        """With an answer for every part, or for all but one."""
        order_id = self.order(number, *_OPEN)
        asked = issued_parts(self.desk, order_id) if order_id != NOBODY else ()
        answers = {part.key: fates[place % len(fates)] for place, part in enumerate(asked) if all_ % 5 or place}
        gone = sum(
            part.quantity * {PartFate.GOOD: 1}.get(answers.get(part.key), 0) if part.is_installed
            else -part.quantity * {PartFate.FAULTY: 1}.get(answers.get(part.key), 0)
            for part in asked if part.title == self.shop.screw.name
        )  # fmt: skip
        if self.attempt(cancel_order, order_id, reason, answers):
            self.screws += gone

    # loaners ----------------------------------------------------------------------------------------------------------

    @rule(number=PICK)
    def a_loaner_more(self, number: int) -> None:
        serial = self.serials[number % len(self.serials)] if number % 3 else f"LOAN-{number}"
        if self.attempt(loaners.add_loaner, self.shop.model_id, serial):
            self.serials.append(serial)

    @rule(number=PICK)
    def retire_a_loaner(self, number: int) -> None:
        self.attempt(loaners.retire_loaner, self.pick("SELECT id FROM loaner ORDER BY id", number) or NOBODY)

    @rule(number=PICK, which=PICK, days=st.sampled_from([None, -1, 0, 14]), words=NOTES)
    def lend(self, number: int, which: int, days: int | None, words: str) -> None:
        due_on = None if days is None else self.desk.today() + timedelta(days=days)
        loaner_id = self.first(_FREE, which)
        self.attempt(loaners.lend, self.order(number, *_OPEN), loaner_id, LoanDetails(due_on, words or "سالم"))

    @mostly_when("SELECT 1 FROM loan WHERE returned_on IS NULL")
    @rule(number=PICK, condition=st.none() | st.sampled_from(Condition), words=NOTES)
    def take_loaner_back(self, number: int, condition: Condition | None, words: str) -> None:
        loan_id = self.first("SELECT id FROM loan ORDER BY returned_on IS NOT NULL, id", number)
        self.attempt(loaners.take_loaner_back, loan_id, LoanerBack(condition or Condition.HEALTHY_USED, words))

    @mostly_when(_IN_QUARANTINE)
    @rule(number=PICK, condition=st.sampled_from(Condition))
    def inspect_a_loaner(self, number: int, condition: Condition) -> None:
        loaner_id = self.pick(_IN_QUARANTINE, number) or self.first(_FREE, number)
        self.attempt(loaners.pass_inspection, loaner_id, condition)

    # elsewhere --------------------------------------------------------------------------------------------------------

    @rule(number=PICK, kind=st.none() | st.sampled_from(OutsideKind), place=st.sampled_from(["", "تعمیرگاه نو"]))
    def send_outside(self, number: int, kind: OutsideKind | None, place: str) -> None:
        supplier = self.shop.supplier.id if kind is OutsideKind.SUPPLIER and number % 4 else None
        details = OutsideDetails(kind, supplier, place, promised_on=self.desk.today() + timedelta(days=5))
        ids = [self.order(one, "received", "diagnosing", "in_repair") for one in (number, number // 3)]
        self.attempt(outside_repair.send_outside, ids if number % 5 == 0 else ids[:1], details)

    @mostly_when(in_states("at_external"))
    @rule(number=PICK, goes_on=st.sampled_from([*GOES_ON, OrderState.READY]), cost=st.sampled_from([-1, 0, 900]))
    def take_back(self, number: int, goes_on: OrderState, cost: int) -> None:
        back = OutsideBack(goes_on, cost, "تعویض شد")
        self.attempt(outside_repair.take_back, self.order(number, "at_external"), back)

    # what nobody collects ---------------------------------------------------------------------------------------------

    @mostly_when(in_states("ready"))
    @rule(number=PICK)
    def write_letter(self, number: int) -> None:
        self.attempt(uncollected.write_letter, self.order(number, "ready"))

    @mostly_when(in_states("ready"))
    @rule(number=PICK)
    def charge_storage(self, number: int) -> None:
        self.attempt(uncollected.charge_storage, self.order(number, "ready"), "انبارداری")

    @mostly_when(in_states("ready"))
    @rule(number=PICK, fate=st.none() | st.sampled_from(Fate), manager=st.sampled_from(["", "مدیر"]), words=WORDS)
    def dispose(self, number: int, fate: Fate | None, manager: str, words: str) -> None:
        lettered = self.pick("SELECT order_id FROM uncollected_letter WHERE level = 3 ORDER BY id", number)
        self.attempt(
            uncollected.dispose, lettered or self.order(number, "ready"), DisposalDetails(fate, manager, words)
        )  # fmt: skip

    @rule(number=PICK)
    def wait_until_it_is_disposed_of(self, number: int) -> None:
        """All three letters and their days, in one go: by chance they would hardly ever come one after the other."""
        order_id = self.pick("SELECT id FROM service_order WHERE state = 'ready' ORDER BY id", number)
        if order_id is None or number % 3:
            return
        self.clock.move(days=100)
        for _letter in range(3):
            self.attempt(uncollected.write_letter, order_id)
        self.clock.move(days=11)
        self.attempt(uncollected.dispose, order_id, DisposalDetails(tuple(Fate)[number % len(Fate)], "مدیر", "ا" * 40))
