"""A workshop with a technician, a store with a few parts, and orders on the bench."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import order_steps, parts, records, staff, stock_moves, suppliers, units
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.parts import PartRow
from aftersales_desktop.services.suppliers import SupplierRow
from aftersales_desktop.services.work import Desk
from tests.services.counter import Counter

MUCH = 500_000_000


def receive_unit(desk: Desk, part: PartRow, supplier: SupplierRow, serial: str, cost: int | None = 650) -> int:
    """A new part with a serial from a supplier into the store."""
    with desk.work() as now:
        unit = records.create(
            desk, Unit, now, kind="part", model=part.model_id, part_id=part.id, location=supplier.location_id,
            first_location=supplier.location_id, condition="new", first_condition="new", cost=cost,
        )  # fmt: skip
        units.add_identifier(desk, unit.id, "serial", serial)
        stock_moves.move_unit(desk, now, unit.id, Movement.RECEIVED, stock_moves.the_place(Place.GOOD_STORE))
    return unit.id


@dataclass
class Workshop(Counter):
    """A counter with a bench and a store behind it."""

    technician_id: int = field(init=False)
    bench_id: int = field(init=False)
    board: PartRow = field(init=False)
    screw: PartRow = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        member = staff.add_member(self.desk, "حسین رضایی", Role.TECHNICIAN)
        self.technician_id, self.bench_id = member.id, member.bench_id
        self.supplier = suppliers.add_supplier(self.desk, suppliers.SupplierDetails("قطعات پارس"))
        self.board = parts.add_part(
            self.desk,
            PartDetails(
                "BRD-1", "برد اصلی", is_serialised=True, part_group="برد", warranty_months=6, buy=700, sell=1000
            ),
        )
        self.screw = parts.add_part(self.desk, PartDetails("SCR-1", "پیچ", buy=3, sell=5))

    def place(self, kind: Place) -> Location:
        return stock_moves.the_place(kind)

    def stock_board(self, serial: str, *, part: PartRow | None = None, cost: int | None = 650) -> int:
        """A new board with a serial in the store."""
        return receive_unit(self.desk, part or self.board, self.supplier, serial, cost)

    def stock_screws(self, quantity: int) -> None:
        """Counted parts into the store."""
        with self.desk.work() as now:
            stock_moves.move_parts(
                self.desk, now, self.screw.id, quantity, Movement.RECEIVED,
                first_where(Location, id=self.supplier.location_id), self.place(Place.GOOD_STORE),
            )  # fmt: skip

    def on_bench(self, **values: Any) -> OrderRow:
        """An order in repair with the technician; the customer agreed to much, unless said otherwise."""
        order = self.order(**{"cost_ceiling": MUCH} | values)
        order_steps.advance(self.desk, order.id, OrderState.DIAGNOSING, technician_id=self.technician_id)
        return order_steps.advance(self.desk, order.id, OrderState.IN_REPAIR)

    def where(self, unit_id: int) -> tuple[str, str]:
        """Kind of place and condition of a unit."""
        return self.desk.rows(
            "SELECT l.kind, u.condition FROM unit u JOIN location l ON l.id = u.location_id WHERE u.id = ?", unit_id
        )[0]

    def quantity(self, place: Place, condition: Condition = Condition.NEW) -> int:
        """Screws of a condition at a place that there is once."""
        return stock_moves.balance(self.desk, self.screw.id, self.place(place), condition)
