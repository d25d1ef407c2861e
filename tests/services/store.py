"""A store with two technicians, a supplier, three articles, and slips that are right until a test breaks them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.slips import SlipInput, SlipKind, SlipLine
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.services import parts, staff, suppliers
from aftersales_desktop.services.slip_rows import SlipRow
from aftersales_desktop.services.stock_slips import PostedSlip, post_slip
from aftersales_desktop.services.suppliers import SupplierDetails
from aftersales_desktop.services.work import Desk


@dataclass
class Store:
    """A desk with everything a slip needs."""

    desk: Desk
    board: parts.PartRow = field(init=False)
    pump: parts.PartRow = field(init=False)
    screw: parts.PartRow = field(init=False)

    def __post_init__(self) -> None:
        self.supplier = suppliers.add_supplier(self.desk, SupplierDetails("پارس‌الکترونیک", warranty_months=6))
        self.nima = staff.add_member(self.desk, "نیما", Role.TECHNICIAN)
        self.sara = staff.add_member(self.desk, "سارا", Role.TECHNICIAN)
        self.board = parts.add_part(
            self.desk,
            PartDetails(
                "BRD-100", "برد اصلی", is_serialised=True, serial_pattern="B#####", minimum=2, buy=900, sell=1500
            ),
        )
        self.pump = parts.add_part(self.desk, PartDetails("PMP-1", "پمپ تخلیه", is_serialised=True))
        self.screw = parts.add_part(self.desk, PartDetails("SCR-4", "پیچ", unit_word="عدد", minimum=50, buy=10))

    def slip(self, kind: SlipKind, *lines: SlipLine, **values: Any) -> SlipInput:
        """A slip that could be saved but for `values`."""
        usual: dict[str, Any] = {"request_key": str(uuid.uuid4())}
        if kind is SlipKind.RECEIPT:
            usual["supplier_id"] = self.supplier.id
        elif kind is SlipKind.SCRAP:
            usual |= {"note": "سوخته", "witnesses": "مریم"}
        else:
            usual |= {"staff_id": self.nima.id, "given_by": "انباردار", "received_by": "نیما"}
        return SlipInput(kind, lines=lines, **usual | values)

    def post(self, kind: SlipKind, *lines: SlipLine, **values: Any) -> SlipRow:
        """Write it."""
        return self.posted(kind, *lines, **values).slip

    def posted(self, kind: SlipKind, *lines: SlipLine, **values: Any) -> PostedSlip:
        """Write it, and tell who was waiting."""
        return post_slip(self.desk, self.slip(kind, *lines, **values))

    def receive_boards(self, *serials: str) -> SlipRow:
        """Boards from the supplier."""
        lines = (SlipLine(self.board.id, serial=serial) for serial in serials)
        return self.post(SlipKind.RECEIPT, *lines)

    def receive_screws(self, quantity: int) -> SlipRow:
        """Screws from the supplier."""
        return self.post(SlipKind.RECEIPT, SlipLine(self.screw.id, quantity, cost=12))

    def unit(self, serial: str) -> int:
        """The row of a serial."""
        return self.desk.rows("SELECT unit_id FROM unit_identifier WHERE value = ?", serial)[0][0]

    def issue(self, *serials: str, **values: Any) -> SlipRow:
        """Serials for Nima's bench."""
        return self.post(SlipKind.ISSUE, *(SlipLine(unit_id=self.unit(one)) for one in serials), **values)

    def place_of(self, serial: str) -> str:
        """Kind of the place where a serial is."""
        return self.desk.rows(
            "SELECT l.kind FROM unit u JOIN location l ON l.id = u.location_id WHERE u.id = ?", self.unit(serial)
        )[0][0]

    def balance(self, part_id: int) -> dict[tuple[str, str], int]:
        """How many counted parts are where, by kind of place and condition; without what is nowhere."""
        rows = self.desk.rows(
            "SELECT l.kind, b.condition, sum(b.quantity) FROM stock_balance b JOIN location l ON l.id = b.location_id "
            "WHERE b.part_id = ? AND b.quantity > 0 GROUP BY 1, 2",
            part_id,
        )
        return {(kind, condition): quantity for kind, condition, quantity in rows}
