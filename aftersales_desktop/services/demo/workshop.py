"""The bench of the demo: technicians, a small store, and what is found and done on the devices that come in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from aftersales_desktop.domain.coverage import CoverageKind, NoOldPart, OldPart
from aftersales_desktop.domain.diagnosis import DiagnosisDetails, Responsibility
from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import Movement, Place
from aftersales_desktop.domain.workshop import READY_OUTCOMES, WORK_DONE
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import (
    diagnosis,
    line_coverage,
    order_lines,
    order_steps,
    parts,
    records,
    staff,
    stock_moves,
    suppliers,
    tariffs,
    units,
)
from aftersales_desktop.services.demo.source import read_words
from aftersales_desktop.services.order_lines import Operation, PartUse, Swap
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.parts import PartRow
from aftersales_desktop.services.suppliers import SupplierRow
from aftersales_desktop.services.tariffs import TariffDetails
from aftersales_desktop.services.work import Desk

_SERIALS = 14
_COUNTED = 120
_ON_BENCH = 0.75


class DemoBench:
    """What technicians do; dice of its own, so that the rest of the story stays as it was."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self._desk = desk
        self._dice = Random(seed)
        self._words: dict[str, Any] = read_words("workshop")
        self._technicians: list[int] = []
        self._tariffs: list[int] = []
        self._parts: dict[str, PartRow] = {}
        self._stock: dict[str, list[str]] = {}

    def open(self) -> None:
        """People, price list and store, before the first device comes."""
        self._technicians = [
            staff.add_member(self._desk, name, Role.TECHNICIAN).id for name in self._words["technicians"]
        ]
        self._tariffs = [
            tariffs.add_tariff(self._desk, TariffDetails(*row)).id for row in self._words["tariffs"]
        ]  # fmt: skip
        self._fill_store()

    def _fill_store(self) -> None:
        """A first delivery of everything."""
        supplier = suppliers.add_supplier(
            self._desk, suppliers.SupplierDetails(self._words["supplier"], warranty_months=6)
        )
        for code, name, group, is_serialised, buy, sell in self._words["parts"]:
            details = PartDetails(
                code, name, is_serialised, part_group=group, minimum=3, warranty_months=6, supplier_id=supplier.id,
                buy=buy, sell=sell,
            )  # fmt: skip
            part = self._parts[code] = parts.add_part(self._desk, details)
            if is_serialised:
                self._stock[code] = [self._receive(part, supplier, number) for number in range(1, _SERIALS + 1)]
            else:
                self._receive_counted(part, supplier)

    def _receive(self, part: PartRow, supplier: SupplierRow, number: int) -> str:
        serial = f"{part.code}-{self._dice.randrange(10**5):05}{number:02}"
        with self._desk.work() as now:
            unit = records.create(
                self._desk, Unit, now, kind="part", model=part.model_id, part_id=part.id,
                location=supplier.location_id, first_location=supplier.location_id, condition="new",
                first_condition="new", cost=part.price.buy, supplier_id=supplier.id,
            )  # fmt: skip
            units.add_identifier(self._desk, unit.id, "serial", serial)
            stock_moves.move_unit(self._desk, now, unit.id, Movement.RECEIVED, stock_moves.the_place(Place.GOOD_STORE))
        return serial

    def _receive_counted(self, part: PartRow, supplier: SupplierRow) -> None:
        with self._desk.work() as now:
            stock_moves.move_parts(
                self._desk, now, part.id, _COUNTED, Movement.RECEIVED,
                first_where(Location, id=supplier.location_id), stock_moves.the_place(Place.GOOD_STORE),
            )  # fmt: skip

    # on the bench ------------------------------------------------------------------------------------------------

    def begin(self, order: OrderRow, _category: str = "") -> None:
        """A technician looks at the device; most of them come on the bench before they are ready."""
        state = get_order(self._desk, order.id).state
        if state is not OrderState.RECEIVED or self._dice.random() > _ON_BENCH:
            return
        finding, *codes = self._dice.choice(self._words["findings"])
        areas, causes, actions = map(tuple, codes)
        diagnosis.save_diagnosis(
            self._desk, order.id,
            DiagnosisDetails(
                finding, areas, causes, actions, technician_id=self._dice.choice(self._technicians),
                responsibility=self._dice.choice((Responsibility.MANUFACTURER, Responsibility.UNKNOWN, None)),
            ),
        )  # fmt: skip

    def leave_waiting(self, order: OrderRow, _category: str) -> None:
        """A part that is not in the house is needed; the device waits for it."""
        self.begin_surely(order)
        missing = next(part for part in self._parts.values() if part.code == "LCD-55")
        order_lines.plan_part(self._desk, order.id, missing.id, 50)
        order_steps.advance(self._desk, order.id, OrderState.WAITING_PART)

    def leave_in_repair(self, order: OrderRow, category: str) -> None:
        """Work that is going on right now."""
        self.begin_surely(order)
        order_steps.advance(self._desk, order.id, OrderState.IN_REPAIR)
        self._work(order, category)

    def repair(self, order: OrderRow) -> None:
        """A technician repairs the device, without a part that would have to be agreed to."""
        order_steps.advance(self._desk, order.id, OrderState.IN_REPAIR)
        order_lines.add_operation(self._desk, order.id, Operation(self._tariffs[0]))

    def put_part_in(self, order: OrderRow) -> None:
        """A part that the customer agreed to is put in; the old one is promised to them."""
        code = max(self._stock, key=lambda code: (code != "LCD-55", len(self._stock[code])))
        old = f"{code}-{self._dice.randrange(10**6):06}"
        order_lines.swap(self._desk, order.id, Swap(self._stock[code].pop(), old, old_part=OldPart.CUSTOMER))

    def begin_surely(self, order: OrderRow, _category: str = "") -> None:
        """A technician has the device, whatever the dice say."""
        while get_order(self._desk, order.id).state is OrderState.RECEIVED:
            self.begin(order)

    def prepare_end(self, order: OrderRow, category: str, outcome: Outcome) -> None:
        """What happens on the bench before an order ends like this, if it ever came there."""
        state = get_order(self._desk, order.id).state
        if state is OrderState.IN_REPAIR and outcome in WORK_DONE:
            self._work(order, category)
        elif state is OrderState.DIAGNOSING and outcome is Outcome.PART_UNAVAILABLE:
            order_steps.advance(self._desk, order.id, OrderState.WAITING_PART)
        elif state is OrderState.DIAGNOSING and outcome not in READY_OUTCOMES[state]:
            order_steps.advance(self._desk, order.id, OrderState.IN_REPAIR)
            if outcome in WORK_DONE:
                self._work(order, category)

    def _work(self, order: OrderRow, category: str) -> None:
        line = order_lines.add_operation(self._desk, order.id, Operation(self._dice.choice(self._tariffs)))
        if line.coverage is CoverageKind.PAY and self._dice.random() < 0.08:
            choice = line_coverage.CoverageChoice(CoverageKind.GOODWILL, 50, "مشتری قدیمی", "مدیر مرکز")
            line_coverage.choose_coverage(self._desk, line.id, choice)
        act: Callable[[OrderRow, str], object] = self._swap if self._dice.random() < 0.85 else self._use_counted
        try:
            act(order, category)
        except NotAllowed:
            return  # the customer has not agreed to pay for it

    def _swap(self, order: OrderRow, category: str) -> None:
        codes = [code for code in self._words["by_category"].get(category, ("MB-UNI",)) if self._stock[code]]
        if not codes:
            return
        code = self._dice.choice(codes)
        serial = self._stock[code][-1]
        no_old = self._dice.choice((None, None, None, NoOldPart.UNREADABLE))
        old = f"{code}-{self._dice.randrange(10**6):06}" if no_old is None else ""
        stays = OldPart.CUSTOMER if self._dice.random() < 0.2 else OldPart.FAULTY_STORE
        order_lines.swap(self._desk, order.id, Swap(serial, old, no_old, stays))
        self._stock[code].pop()

    def _use_counted(self, order: OrderRow, _category: str) -> None:
        part = self._parts[self._dice.choice(("CAP-470", "FUS-5A", "GSK-01"))]
        order_lines.use_parts(self._desk, order.id, PartUse(part.id, self._dice.randrange(1, 4)))
