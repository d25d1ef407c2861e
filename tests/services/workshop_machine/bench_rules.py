"""What happens on the bench: intakes, steps, swaps, operations, and lines that are taken away."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aftersales_desktop.domain.coverage import NoOldPart, OldPart
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.stock import Condition, Movement
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import order_facts, order_lines, order_steps, stock_moves
from aftersales_desktop.services.order_lines import Operation, PartUse, Swap
from aftersales_desktop.services.reception import register_intake
from tests.services.workshop_machine.day import NOTES, PICK, Day
from tests.services.workshop_samples import MUCH

_OF_USE_CASES = (
    Movement.INSTALLED, Movement.REMOVED, Movement.REVERSED, Movement.LENT, Movement.LENT_BACK, Movement.CLAIMED,
    Movement.CLAIM_ARRIVED, Movement.CLAIM_ANSWERED,
)  # fmt: skip
_IN_NO_CLAIM = (
    "NOT EXISTS (SELECT 1 FROM supplier_claim_line l WHERE u.id IN (l.unit_id, l.replacement_id) "
    "AND l.archived_at IS NULL)"
)


class BenchRules(Day):
    """Orders from intake to ready."""

    @rule(ceiling=st.sampled_from([None, 1500, MUCH, MUCH, MUCH]), many=st.integers(1, 2))
    def intake(self, ceiling: int | None, many: int) -> None:
        devices = [self.shop.device(cost_ceiling=ceiling) for _one in range(many)]
        if self.attempt(register_intake, self.shop.intake(*devices)):
            self.serials += [device.serial for device in devices]

    @rule(number=PICK)
    def intake_of_a_known_device(self, number: int) -> None:
        unit_id = self.pick("SELECT id FROM unit WHERE kind = 'device' ORDER BY id", number)
        owner_id = self.pick("SELECT id FROM customer ORDER BY id", number // 7)
        self.attempt(
            register_intake, self.shop.intake(self.shop.device(unit_id=unit_id, cost_ceiling=MUCH), owner_id=owner_id)
        )

    @rule()
    def a_board_comes(self) -> None:
        self.bring_board(f"BRD-{self.boards:04}")

    @rule(quantity=st.integers(1, 5))
    def screws_come(self, quantity: int) -> None:
        self.screws += quantity
        self.shop.stock_screws(quantity)

    @rule(number=PICK, state=st.sampled_from(OrderState), outcome=st.none() | st.sampled_from(Outcome), note=NOTES)
    def advance(self, number: int, state: OrderState, outcome: Outcome | None, note: str) -> None:
        """Any step of any order, most of them illegal."""
        self.attempt(
            order_steps.advance, self.order(number), state, outcome=outcome, note=note,
            technician_id=self.shop.technician_id,
        )  # fmt: skip

    @rule(number=PICK, which=PICK)
    def go_on_as_usual(self, number: int, which: int) -> None:
        """The first step that is free, so that days do not only consist of refusals."""
        order_id = self.pick("SELECT id FROM service_order ORDER BY id DESC", number)
        free = [step for step in order_steps.next_steps(self.desk, order_id) if step.refusal is None]
        if free:
            step = free[which % len(free)]
            outcome = step.outcomes[which % len(step.outcomes)] if step.outcomes else None
            self.attempt(
                order_steps.advance, order_id, step.target, outcome=outcome, note="شد",
                technician_id=self.shop.technician_id,
            )  # fmt: skip

    @rule(number=PICK, member=PICK, old_revision=st.booleans())
    def assign(self, number: int, member: int, old_revision: bool) -> None:
        order_id = self.order(number)
        revision = self.pick("SELECT rev FROM service_order WHERE id = ?", 0, order_id) or 1
        rev = max(1, revision - old_revision)
        self.attempt(order_steps.assign, order_id, self.member(member), rev=rev)

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
        self._put_in(order_lines.swap, self.order(number, "in_repair"), details)

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
        self._put_in(order_lines.swap, order_id, details)

    @rule(number=PICK, quantity=st.integers(-1, 6), stays=st.none() | st.sampled_from(OldPart))
    def use_screws(self, number: int, quantity: int, stays: OldPart | None) -> None:
        use = PartUse(self.shop.screw.id, quantity, stays, self.shop.technician_id)
        if self._put_in(order_lines.use_parts, self.order(number, "in_repair"), use):
            self.screws -= quantity

    def _put_in(self, deed: Any, order_id: int, details: Swap | PartUse) -> Any:
        """Nothing the customer pays for goes in above what was agreed to."""
        line = self.attempt(deed, order_id, details)
        if line is not None and line.price:
            facts = order_facts.read_facts(self.desk, order_id)
            assert facts.payable <= facts.agreed, facts
        return line

    @rule(number=PICK, price=st.sampled_from([-1, 0, 900, 10**13]), is_planned=st.booleans())
    def operate(self, number: int, price: int, is_planned: bool) -> None:
        operation = Operation(
            title="تعویض برد", minutes=30, price=price, technician_id=self.other.id, is_planned=is_planned
        )  # fmt: skip
        self.attempt(order_lines.add_operation, self.order(number, "in_repair", "diagnosing"), operation)

    @rule(number=PICK, is_board=st.booleans(), quantity=st.integers(0, 3))
    def plan_a_part(self, number: int, is_board: bool, quantity: int) -> None:
        part = self.shop.board if is_board else self.shop.screw
        self.attempt(order_lines.plan_part, self.order(number, "in_repair", "diagnosing"), part.id, quantity)

    @rule(number=PICK, reason=NOTES)
    def remove_a_line(self, number: int, reason: str) -> None:
        line_id = self.pick("SELECT id FROM order_line ORDER BY id DESC", number)
        if line_id is None:
            return
        before = self.desk.rows("SELECT state, part_id, quantity FROM order_line WHERE id = ?", line_id)[0]
        if self.attempt(order_lines.remove_line, line_id, reason) and before[:2] == ("done", self.shop.screw.id):
            self.screws += before[2]

    @rule(
        unit=PICK, place=PICK, movement=st.sampled_from(Movement), after=st.none() | st.sampled_from(Condition),
        note=NOTES,
    )  # fmt: skip
    def move_anything_anywhere(
        self, unit: int, place: int, movement: Movement, after: Condition | None, note: str
    ) -> None:
        """Straight to the ledger, past every use case; of parts only, of which no order, claim or loan speaks."""
        unit_id = self.pick(
            f"SELECT id FROM unit u WHERE kind = 'part' AND parent_id IS NULL AND {_IN_NO_CLAIM} ORDER BY id", unit
        )
        if unit_id is None or movement in _OF_USE_CASES:
            return
        target = first_where(Location, id=self.pick("SELECT id FROM location ORDER BY id", place))

        def move(desk: Any) -> int:
            with desk.work() as now:
                return stock_moves.move_unit(desk, now, unit_id, movement, target, after=after, note=note)

        self.attempt(move)
