"""What a repair costs: estimates, what the customer says to them, and reservations of parts."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aftersales_desktop.domain.coverage import LineKind
from aftersales_desktop.domain.estimates import Answer, AnswerBy, EstimateDraft, PlannedLine
from aftersales_desktop.services import approvals, estimates, reservations
from tests.services.workshop_machine.day import NOTES, PICK, Day, mostly_when

_PRICED = ("received", "diagnosing", "in_repair", "waiting_approval")
_LINES = st.lists(
    st.builds(
        PlannedLine, st.sampled_from([LineKind.LABOUR, LineKind.PART]), st.sampled_from(["تعویض برد", "تعویض برد", ""]),
        st.sampled_from([0, 900, 40_000, 10**9]), st.sampled_from([0, 0, 0, 900]), st.sampled_from([1, 1, 1, 2, 4]),
    ),
    max_size=3,
)  # fmt: skip


class PriceRules(Day):
    """Estimates and reservations."""

    def _draft(self, lines: list[PlannedLine], days: int | None) -> EstimateDraft:
        until = None if days is None else self.desk.today() + timedelta(days=days)
        return EstimateDraft(tuple(lines), until)

    @rule(number=PICK, lines=_LINES, days=st.sampled_from([None, -1, 0, 7, 7, 400]))
    def save_draft(self, number: int, lines: list[PlannedLine], days: int | None) -> None:
        self.attempt(estimates.save_draft, self.order(number, *_PRICED), self._draft(lines, days))

    @rule(number=PICK, lines=_LINES, days=st.sampled_from([None, 0, 7, 7]), is_usual=st.booleans())
    def issue_estimate(self, number: int, lines: list[PlannedLine], days: int | None, is_usual: bool) -> None:
        usual = [PlannedLine(LineKind.LABOUR, "تعمیر", 900_000_000)]
        draft = self._draft(usual if is_usual else lines, days)
        self.attempt(estimates.issue_estimate, self.order(number, *_PRICED), draft)

    def _estimate(self, number: int) -> int:
        newest = "SELECT id FROM estimate ORDER BY state <> 'issued', id DESC"
        return self.first(newest, number)

    @mostly_when("SELECT 1 FROM estimate WHERE state = 'issued'")
    @rule(number=PICK, who=st.sampled_from(["", "رضا", "رضا", "رضا"]), option=st.sampled_from([1, 1, 1, 2]))
    def approve(self, number: int, who: str, option: int) -> None:
        answer = Answer(who, AnswerBy.PHONE, "بله", option)
        self.attempt(approvals.approve_estimate, self._estimate(number), answer)

    @mostly_when("SELECT 1 FROM estimate WHERE state = 'issued'")
    @rule(number=PICK, who=st.sampled_from(["", "رضا", "رضا"]))
    def refuse_the_price(self, number: int, who: str) -> None:
        self.attempt(approvals.refuse_estimate, self._estimate(number), Answer(who, AnswerBy.IN_PERSON, "گران است"))

    @rule(number=PICK, note=NOTES)
    def nobody_answers(self, number: int, note: str) -> None:
        self.attempt(approvals.note_no_answer, self.order(number), note)

    @rule(number=PICK, which=st.integers(0, 2), quantity=st.integers(0, 30))
    def reserve(self, number: int, which: int, quantity: int) -> None:
        part = (self.shop.board, self.shop.screw, self.fuse)[which]
        self.attempt(reservations.reserve, self.order(number, *_PRICED), part.id, quantity)

    @rule(number=PICK)
    def release(self, number: int) -> None:
        reserved = "SELECT id FROM part_reservation ORDER BY state NOT IN ('waiting', 'arrived'), id"
        self.attempt(reservations.release, self.first(reserved, number))
