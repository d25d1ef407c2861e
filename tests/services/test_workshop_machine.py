"""Random days of a workshop: thousands of legal and illegal steps, after each of which everything still adds up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from aftersales_desktop.domain.coverage import NoOldPart, OldPart
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.stock import HEALTHY, Condition, Movement
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import caches, order_lines, order_steps, staff, stock_moves
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.hand_over import cancel_order, hand_back, mark_ready, reopen_order
from aftersales_desktop.services.order_lines import Operation, PartUse, Swap
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.conftest import FixedClock
from tests.services.workshop_samples import MUCH, Workshop

ENGLISH, PERSIAN = Words("en"), Words("fa")
LEDGERS = ("unit_move", "stock_move", "order_event", "order_line", "audit", "unit", "service_order")
PICK = st.integers(min_value=0, max_value=10**6)
NOTES = st.sampled_from(["", "قطع و وصل می‌شود", "=cmd()", "😀 شد"])


class RandomDays(RuleBasedStateMachine):
    """One workshop; rules pick among whatever there is, so that most illegal steps come up, too."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = FixedClock()
        self.desk = open_desk(Path(self.folder.name) / "data.db", "test", self.clock)
        self.refused = self.done = 0

    @initialize()
    def open_the_shop(self) -> None:
        self.shop = Workshop(self.desk)
        self.other = staff.add_member(self.desk, "سارا کریمی", staff.Role.TECHNICIAN)
        self.boards, self.screws, self.serials = 0, 0, ["SN-0001", "NOBODY-1"]
        self.order_ids: list[int] = []

    def attempt(self, action: Any, *values: Any, **named: Any) -> Any:
        """Do it, or see it refused in one sentence of both languages with nothing written."""
        before = self.written()
        try:
            result = action(self.desk, *values, **named)
        except DeskError as error:
            self.refused += 1
            assert self.written() == before
            for words in (ENGLISH, PERSIAN):
                assert words.say(error.message).strip().endswith((".", "؟", "?")), words.say(error.message)
            return None
        self.done += 1
        return result

    def written(self) -> list[tuple]:
        return [self.desk.rows(f"SELECT count(*), max(rowid) FROM {table}")[0] for table in LEDGERS]

    def pick(self, sql: str, number: int) -> Any:
        rows = self.desk.rows(sql)
        return rows[number % len(rows)][0] if rows else None

    @rule(ceiling=st.sampled_from([None, 1500, MUCH, MUCH, MUCH]))
    def intake(self, ceiling: int | None) -> None:
        order = self.shop.order(cost_ceiling=ceiling)
        self.order_ids.append(order.id)
        self.serials.append(order.unit.serial)

    @precondition(lambda self: self.order_ids)
    @rule(number=PICK)
    def intake_of_a_known_device(self, number: int) -> None:
        unit_id = self.pick("SELECT id FROM unit WHERE kind = 'device' ORDER BY id", number)
        before = self.written()
        try:
            order = self.shop.order(unit_id=unit_id)
        except DeskError:
            assert self.written() == before
            return
        self.order_ids.append(order.id)

    @rule()
    def a_board_comes(self) -> None:
        self.boards += 1
        self.serials.append(f"BRD-{self.boards:04}")
        self.shop.stock_board(self.serials[-1])

    @rule(quantity=st.integers(1, 5))
    def screws_come(self, quantity: int) -> None:
        self.screws += quantity
        self.shop.stock_screws(quantity)

    @precondition(lambda self: self.order_ids)
    @rule(number=PICK, state=st.sampled_from(OrderState), outcome=st.none() | st.sampled_from(Outcome), note=NOTES)
    def advance(self, number: int, state: OrderState, outcome: Outcome | None, note: str) -> None:
        order_id = self.order_ids[number % len(self.order_ids)]
        self.attempt(
            order_steps.advance, order_id, state, outcome=outcome, note=note, technician_id=self.shop.technician_id
        )

    @precondition(lambda self: self.order_ids)
    @rule(number=PICK)
    def go_on_as_usual(self, number: int) -> None:
        """The first step that is free, so that days do not only consist of refusals."""
        order_id = self.order_ids[number % len(self.order_ids)]
        free = [step for step in order_steps.next_steps(self.desk, order_id) if step.refusal is None]
        if free:
            step = free[number % len(free)]
            outcome = step.outcomes[number % len(step.outcomes)] if step.outcomes else None
            self.attempt(
                order_steps.advance, order_id, step.target, outcome=outcome, note="شد",
                technician_id=self.shop.technician_id,
            )  # fmt: skip

    @precondition(lambda self: self.order_ids)
    @rule(
        number=PICK, new=PICK, old=st.none() | PICK, reason=st.none() | st.sampled_from(NoOldPart),
        stays=st.sampled_from(OldPart), condition=st.sampled_from(Condition),
    )  # fmt: skip
    def swap(
        self, number: int, new: int, old: int | None, reason: NoOldPart | None, stays: OldPart, condition: Condition
    ) -> None:
        details = Swap(
            new_serial=self.serials[new % len(self.serials)],
            old_serial="" if old is None else self.serials[old % len(self.serials)],
            no_old=reason, old_part=stays, old_condition=condition,
        )  # fmt: skip
        self.attempt(order_lines.swap, self.order_ids[number % len(self.order_ids)], details)

    @rule(
        number=PICK, board=PICK, old=st.none() | PICK, reason=st.sampled_from(NoOldPart), stays=st.sampled_from(OldPart)
    )
    def swap_as_usual(self, number: int, board: int, old: int | None, reason: NoOldPart, stays: OldPart) -> None:
        """A healthy board into a device in repair; the old one is known there, new to us, or unreadable."""
        order_id = self.pick("SELECT id FROM service_order WHERE state = 'in_repair' ORDER BY id", number)
        serial = self.pick(
            "SELECT i.value FROM unit_identifier i JOIN unit u ON u.id = i.unit_id "
            "JOIN location l ON l.id = u.location_id "
            "WHERE u.kind = 'part' AND l.kind = 'good_store' ORDER BY u.id", board,
        )  # fmt: skip
        if order_id is None or serial is None:
            return
        inside = (
            "SELECT i.value FROM unit u JOIN unit_identifier i ON i.unit_id = u.id WHERE i.kind = 'serial' "
            f"AND u.parent_id = (SELECT unit_id FROM service_order WHERE id = {order_id})"
        )
        known = None if old is None else self.pick(inside, old) or f"OLD-{old}"
        details = Swap(
            serial, known or "", None if known else reason, stays, technician_id=self.shop.technician_id
        )  # fmt: skip
        self.attempt(order_lines.swap, order_id, details)

    @precondition(lambda self: self.order_ids)
    @rule(number=PICK, quantity=st.integers(-1, 6), stays=st.none() | st.sampled_from(OldPart))
    def use_screws(self, number: int, quantity: int, stays: OldPart | None) -> None:
        use = PartUse(self.shop.screw.id, quantity, stays, self.shop.technician_id)
        if self.attempt(order_lines.use_parts, self.order_ids[number % len(self.order_ids)], use):
            self.screws -= quantity

    @precondition(lambda self: self.order_ids)
    @rule(number=PICK, price=st.sampled_from([-1, 0, 900, 10**13]))
    def operate(self, number: int, price: int) -> None:
        operation = Operation(title="تعویض برد", minutes=30, price=price, technician_id=self.other.id)
        self.attempt(order_lines.add_operation, self.order_ids[number % len(self.order_ids)], operation)

    @rule(number=PICK, reason=NOTES)
    def remove_a_line(self, number: int, reason: str) -> None:
        line_id = self.pick("SELECT id FROM order_line ORDER BY id", number)
        if line_id is None:
            return
        line = order_lines.get_line(self.desk, line_id)
        if self.attempt(order_lines.remove_line, line_id, reason) and line.state == "done" and line.part_id:
            used = self.desk.rows("SELECT unit_in_id, quantity, part_id FROM order_line WHERE id = ?", line_id)[0]
            self.screws += used[1] if used[2] == self.shop.screw.id else 0

    @precondition(lambda self: self.order_ids)
    @rule(number=PICK, outcome=st.sampled_from(Outcome), note=NOTES, how=st.sampled_from("rhco"))
    def leave(self, number: int, outcome: Outcome, note: str, how: str) -> None:
        order_id = self.order_ids[number % len(self.order_ids)]
        match how:
            case "r":
                self.attempt(mark_ready, order_id, outcome, note)
            case "h":
                self.attempt(hand_back, order_id, outcome=outcome, note=note)
            case "c":
                self.attempt(cancel_order, order_id, note)
            case _:
                self.attempt(reopen_order, order_id, note)

    @rule(
        unit=PICK, place=PICK, movement=st.sampled_from(Movement), after=st.none() | st.sampled_from(Condition),
        note=NOTES, hours=st.integers(-30, 30),
    )  # fmt: skip
    def move_anything_anywhere(
        self, unit: int, place: int, movement: Movement, after: Condition | None, note: str, hours: int
    ) -> None:
        """Straight to the ledger, past every use case; of parts only, whose orders no use case speaks for."""
        unit_id = self.pick("SELECT id FROM unit WHERE kind = 'part' AND parent_id IS NULL ORDER BY id", unit)
        if unit_id is None or movement in (Movement.INSTALLED, Movement.REMOVED, Movement.REVERSED):
            return
        self.clock.move(hours=hours)
        target = first_where(Location, id=self.pick("SELECT id FROM location ORDER BY id", place))

        def move(desk: Any) -> int:
            with desk.work() as now:
                return stock_moves.move_unit(desk, now, unit_id, movement, target, after=after, note=note)

        self.attempt(move)

    @invariant()
    def ledgers_and_what_is_kept_agree(self) -> None:
        assert caches.misplaced_unit(self.desk) is None
        assert caches.wrong_balance(self.desk) is None
        assert caches.wrong_state(self.desk) is None

    @invariant()
    def nothing_is_lost_and_nothing_faulty_is_on_offer(self) -> None:
        if not hasattr(self, "shop"):
            return
        counted = self.desk.rows("SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE condition = 'new'")
        assert counted == [(self.screws,)]
        offered = self.desk.rows(
            "SELECT DISTINCT u.condition FROM unit u JOIN location l ON l.id = u.location_id "
            "WHERE l.kind IN ('good_store', 'loaner_out') AND u.kind = 'part'"
        )
        assert {condition for (condition,) in offered} <= {str(one) for one in HEALTHY}
        assert self.desk.rows("SELECT count(*) FROM unit WHERE kind = 'part' AND cost IS NOT NULL")[0][0] == self.boards

    def teardown(self) -> None:
        try:
            problem = first_broken_record(self.desk)
            assert problem is None, ENGLISH.say(problem)
            assert caches.rebuild_caches(self.desk).total == 0
        finally:
            close_desk()
            self.folder.cleanup()


_KINDS = {
    "deadline": None, "suppress_health_check": list(HealthCheck), "phases": (Phase.generate,), "print_blob": True,
}  # fmt: skip
"""Without making a failure smaller: that opens a new file for each of thousands of tries."""


def test_a_few_days():
    """The same ones every time; the soak goes through others."""
    run_state_machine_as_test(
        RandomDays, settings=settings(max_examples=12, stateful_step_count=40, derandomize=True, **_KINDS)
    )


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_many_days():
    run_state_machine_as_test(RandomDays, settings=settings(max_examples=150, stateful_step_count=80, **_KINDS))
