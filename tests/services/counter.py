"""A counter with one owner and one model, and intakes that are right until a test makes them wrong."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.services import catalogue, customers
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow
from aftersales_desktop.services.reception import register_intake
from aftersales_desktop.services.work import Desk

REZA = CustomerDetails(
    name="رضا احمدی", phones=("09121234567",), site=SiteDetails(city="تهران", address="ستارخان"), warning="عکس بگیرید"
)
MARYAM = CustomerDetails(name="مریم نوری", phones=("09350000000",))


@dataclass
class Counter:
    """A desk with everything an intake needs."""

    desk: Desk
    category_id: int = field(init=False)
    model_id: int = field(init=False)
    owner_id: int = field(init=False)
    _serials: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.category_id = catalogue.add_category(self.desk, "mobile", "گوشی", "Mobile phone").id
        self.model_id = catalogue.add_model(
            self.desk, category_id=self.category_id, brand="سامسونگ", name="A55"
        ).id  # fmt: skip
        self.owner_id = customers.add_customer(self.desk, REZA).id

    def device(self, **values: Any) -> DeviceIntake:
        """A new device with a serial of its own."""
        self._serials += 1
        usual = {"model_id": self.model_id, "serial": f"SN-{self._serials:04}", "customer_words": "روشن نمی‌شود"}
        if values.get("unit_id") is not None:
            usual = {"customer_words": "روشن نمی‌شود"}
        return DeviceIntake(**usual | values)

    def intake(self, *devices: DeviceIntake, **values: Any) -> Intake:
        """One visit of the owner."""
        usual = {"request_key": str(uuid.uuid4()), "owner_id": self.owner_id, "devices": devices or (self.device(),)}
        return Intake(**usual | values)

    def receive(self, *devices: DeviceIntake, **values: Any) -> ReceptionRow:
        """Take them in."""
        return register_intake(self.desk, self.intake(*devices, **values))

    def order(self, **values: Any) -> OrderRow:
        """The order of one device that was taken in."""
        return self.receive(self.device(**values)).orders[0]

    def count(self, table: str) -> int:
        """Rows of a table."""
        return self.desk.rows(f"SELECT count(*) FROM {table}")[0][0]

    def everything(self) -> dict[str, int]:
        """How many rows every table of the counter has; to see that nothing was written."""
        tables = (
            "customer", "customer_phone", "site", "product_model", "unit", "unit_identifier", "unit_owner_change",
            "unit_move", "reception", "service_order", "order_event", "device_passcode", "audit", "location",
        )  # fmt: skip
        rows = {table: self.count(table) for table in tables}
        return rows | dict(self.desk.rows("SELECT series, last FROM number_series"))
