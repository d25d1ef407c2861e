"""A counter with a store, a supplier and faulty parts, for tests of what is out of the centre's hands."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import hand_over, parts, records, stock_moves, suppliers, units
from aftersales_desktop.services.suppliers import SupplierDetails
from aftersales_desktop.services.work import Desk
from tests.services.counter import Counter

UNTIL = date(2027, 3, 1)


class Store(Counter):
    """A counter with two suppliers, a part with serials and a counted one."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.supplier = suppliers.add_supplier(self.desk, SupplierDetails("پخش قطعهٔ پارس", "02133900000"))
        self.other = suppliers.add_supplier(self.desk, SupplierDetails("بازرگانی البرز"))
        self.board = parts.add_part(
            self.desk, PartDetails("BRD-1", "برد اصلی", is_serialised=True, buy=9_000_000, sell=12_000_000)
        )
        self.fuse = parts.add_part(self.desk, PartDetails("FUS-1", "فیوز", buy=20_000, sell=40_000))

    def faulty_board(self, serial: str, **values: Any) -> int:
        """A board with a serial in the store of faulty parts."""
        usual = {"supplier_id": self.supplier.id, "supplier_warranty_until": UNTIL, "cost": 9_500_000}
        return self.board_at(Place.FAULTY_STORE, Condition.FAULTY, serial, **usual | values)

    def board_at(self, place: Place, condition: Condition, serial: str, **values: Any) -> int:
        with self.desk.work() as now:
            where, part = stock_moves.the_place(place), first_where(Part, id=self.board.id)
            unit = records.create(
                self.desk, Unit, now, kind="part", model=part.model_id, part_id=part.id, location=where.id,
                first_location=where.id, condition=condition.value, first_condition=condition.value, **values,
            )  # fmt: skip
            units.add_identifier(self.desk, unit.id, "serial", serial)
            return unit.id

    def faulty_fuses(self, quantity: int) -> None:
        """Counted parts that came, were issued and turned out faulty."""
        with self.desk.work() as now:
            supplier = first_where(Location, id=self.supplier.location_id)
            good, faulty = stock_moves.the_place(Place.GOOD_STORE), stock_moves.the_place(Place.FAULTY_STORE)
            bench = first_where(Location, kind="bench") or Location.create(kind="bench", code="1")
            move = self._mover(now, quantity)
            move(Movement.RECEIVED, supplier, good)
            move(Movement.ISSUED, good, bench)
            move(Movement.FAULTY_RECEIVED, bench, faulty, after=Condition.FAULTY)

    def _mover(self, now: Any, quantity: int) -> Any:
        def move(movement: Movement, source: Location, target: Location, **values: Any) -> None:
            stock_moves.move_parts(self.desk, now, self.fuse.id, quantity, movement, source, target, **values)

        return move

    def ready_order(self) -> Any:
        """An order whose device waits for its customer."""
        return hand_over.mark_ready(self.desk, self.order().id, Outcome.NO_FAULT_FOUND)

    def place_of(self, unit_id: int) -> tuple[str, str]:
        """Kind of place and condition of a unit."""
        return self.desk.rows(
            "SELECT l.kind, u.condition FROM unit u JOIN location l ON l.id = u.location_id WHERE u.id = ?", unit_id
        )[0]

    def fuses_at(self, place: Place, condition: Condition) -> int:
        return stock_moves.balance(self.desk, self.fuse.id, stock_moves.the_place(place), condition)


def new_key() -> str:
    return str(uuid.uuid4())


def make_store(desk: Desk) -> Store:
    return Store(desk)
