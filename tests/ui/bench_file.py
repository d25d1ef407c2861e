"""A technician, a part with a serial in the store, and a device on the bench, for screens of the workshop."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.services import order_steps, parts, staff, suppliers, tariffs
from aftersales_desktop.services.tariffs import TariffDetails
from aftersales_desktop.services.work import Desk
from tests.services.workshop_samples import receive_unit
from tests.ui.small_file import SERIAL, add_customer, take_in

NEW_PART = "PMP-77001"


@dataclass
class BenchFile:
    """What was put in."""

    desk: Desk
    technician_id: int
    part_id: int
    order_id: int
    number: str

    def at(self, state: OrderState) -> None:
        """Bring the order on to being diagnosed or repaired."""
        order_steps.advance(self.desk, self.order_id, OrderState.DIAGNOSING, technician_id=self.technician_id)
        if state is OrderState.IN_REPAIR:
            order_steps.advance(self.desk, self.order_id, OrderState.IN_REPAIR)


def fill_bench(desk: Desk, serial: str = SERIAL) -> BenchFile:
    """One device taken in with an agreed amount, a technician, a pump in the store, an operation of the price list."""
    technician = staff.add_member(desk, "حسین رضایی", Role.TECHNICIAN)
    supplier = suppliers.add_supplier(desk, suppliers.SupplierDetails("قطعات پارس"))
    pump = parts.add_part(desk, PartDetails("PMP-30", "پمپ تخلیه", True, buy=500, sell=900))
    parts.add_part(desk, PartDetails("GSK-01", "واشر", buy=2, sell=5))
    receive_unit(desk, pump, supplier, NEW_PART)
    tariffs.add_tariff(desk, TariffDetails("OP-30", "تعویض پمپ", 40, 4_000, 1_500))
    order = take_in(desk, add_customer(desk).id, serial, cost_ceiling=10_000_000).orders[0]
    return BenchFile(desk, technician.id, pump.id, order.id, order.number)
