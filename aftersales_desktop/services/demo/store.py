"""The store of the demo: its catalogue, and slips of some months through the same services as the Parts tab."""

from __future__ import annotations

from datetime import date
from random import Random
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from aftersales_desktop.domain.jalali import add_months
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.slips import CountInput, SlipInput, SlipKind, SlipLine
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import Condition, Place
from aftersales_desktop.services import (
    deliveries,
    order_steps,
    parts,
    reservations,
    staff,
    stock_count,
    stock_slips,
    suppliers,
)
from aftersales_desktop.services.benches import bench_balance, places_of_ours
from aftersales_desktop.services.demo.source import read_words
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.services.parts import PartRow
from aftersales_desktop.services.slip_rows import SlipRow
from aftersales_desktop.services.staff import StaffRow
from aftersales_desktop.services.suppliers import SupplierDetails, SupplierRow
from aftersales_desktop.services.work import Desk

OPEN_ORDERS = (
    "SELECT id FROM service_order WHERE origin = 'counter' AND state IN ('received', 'diagnosing', 'in_repair') "
    "AND promised_on IS NOT NULL ORDER BY promised_on, id LIMIT 6"
)


class DemoStore:
    """What happens in the store; dice of its own, so that the rest of the story stays as it was."""

    def __init__(self, desk: Desk, today: date) -> None:
        self._desk = desk
        self._dice = Random(today.toordinal() + 1)
        self._words: dict[str, Any] = read_words("store")
        self._parts: list[PartRow] = []
        self._suppliers: list[SupplierRow] = []
        self._technicians: list[StaffRow] = []
        self._free: dict[int, list[int]] = {}
        self._held: dict[int, list[tuple[int, int]]] = {}
        self._faulty: list[int] = []

    def open(self) -> None:
        """Suppliers, technicians, the catalogue, and a first delivery from each supplier."""
        self._suppliers = [
            suppliers.add_supplier(self._desk, SupplierDetails(name, phone, address, warranty_months=months))
            for name, phone, address, months in self._words["suppliers"]
        ]
        self._technicians = staff.list_members(self._desk, Role.TECHNICIAN) or [
            staff.add_member(self._desk, name, Role.TECHNICIAN) for name in self._words["technicians"]
        ]
        staff.add_member(self._desk, self._words["storekeeper"], Role.STOREKEEPER)
        self._parts = [self._add_part(*row) for row in self._words["parts"]]
        codes = {part.code: part.id for part in self._parts}
        for one, other in self._words["equivalents"]:
            parts.make_equivalent(self._desk, codes[one], codes[other])
        for supplier in self._suppliers:
            self.receive(supplier)

    def _add_part(self, code: str, name: str, unit_word: str, group: str, is_serialised: bool, pattern: str,
                  minimum: int, place: str, supplier: int, buy: int, sell: int) -> PartRow:  # fmt: skip
        return parts.add_part(
            self._desk,
            PartDetails(
                code, name, is_serialised, unit_word, group, minimum=minimum, place=place, serial_pattern=pattern,
                supplier_id=self._suppliers[supplier].id, buy=buy, sell=sell,
            ),
        )  # fmt: skip

    # what happens from day to day -------------------------------------------------------------------------------

    def receive(self, supplier: SupplierRow | None = None) -> None:
        """Goods of one supplier: more of what is short."""
        supplier = supplier or self._dice.choice(self._suppliers)
        lines: list[SlipLine] = []
        for part in self._parts:
            if part.supplier_id == supplier.id:
                lines += self._goods(part)
        if lines:
            number = f"F-{self._dice.randrange(1000, 9999)}"
            slip = self._post(SlipKind.RECEIPT, lines, supplier_id=supplier.id, their_number=number,
                              received_by=self._words["storekeeper"])  # fmt: skip
            for line in slip.lines:
                if line.unit_id is not None:
                    self._free.setdefault(line.part_id, []).append(line.unit_id)

    def _goods(self, part: PartRow) -> list[SlipLine]:
        missing = part.minimum - parts.free_in_store(self._desk, part.id)
        if missing <= 0 or self._dice.random() < 0.2:
            return []
        quantity = missing + self._dice.randrange(0, 4)
        if not part.is_serialised:
            return [SlipLine(part.id, quantity)]
        return [SlipLine(part.id, serial=self._serial(part.serial_pattern)) for _count in range(quantity)]

    def _serial(self, pattern: str) -> str:
        signs = {"#": "0123456789", "@": ascii_uppercase}
        return "".join(self._dice.choice(signs.get(sign, sign)) for sign in pattern)

    def issue(self) -> None:
        """A technician takes some parts for the day."""
        member = self._dice.choice(self._technicians)
        lines = []
        for part in self._dice.sample(self._parts, 3):
            if part.is_serialised and self._free.get(part.id):
                unit_id = self._free[part.id].pop()
                self._held.setdefault(member.id, []).append((part.id, unit_id))
                lines.append(SlipLine(unit_id=unit_id))
            elif not part.is_serialised and parts.free_in_store(self._desk, part.id) > 1:
                lines.append(SlipLine(part.id, self._dice.randrange(1, 3)))
        if lines:
            self._post(SlipKind.ISSUE, lines, staff_id=member.id, given_by=self._words["storekeeper"],
                       received_by=member.name)  # fmt: skip

    def give_back(self) -> None:
        """A technician brings back what was not needed."""
        member = self._somebody_with_parts()
        if member is not None:
            part_id, unit_id = self._held[member.id].pop(0)
            self._free[part_id].append(unit_id)
            after = self._dice.choice((None, Condition.HEALTHY_USED))
            own = [part.id for part in self._parts if not part.is_serialised]
            counted = [line for line in bench_balance(self._desk, member.id) if line.part_id in own and line.on_bench]
            lines = [SlipLine(line.part_id, line.on_bench) for line in counted[:4]]
            self._post(SlipKind.RETURN, [SlipLine(unit_id=unit_id, after=after), *lines], staff_id=member.id,
                       given_by=member.name, received_by=self._words["storekeeper"])  # fmt: skip

    def hand_in_faulty(self) -> None:
        """A part turned out to be faulty on the bench."""
        member = self._somebody_with_parts()
        if member is not None:
            _part_id, unit_id = self._held[member.id].pop(0)
            self._faulty.append(unit_id)
            note = self._dice.choice(self._words["faults"])
            self._post(SlipKind.FAULTY_RECEIPT, [SlipLine(unit_id=unit_id)], staff_id=member.id, given_by=member.name,
                       received_by=self._words["storekeeper"], note=note)  # fmt: skip

    def scrap(self) -> None:
        """One faulty part is beyond repair."""
        if self._faulty:
            self._post(SlipKind.SCRAP, [SlipLine(unit_id=self._faulty.pop(0))], note=self._words["scrap"],
                       witnesses=self._technicians[0].name, given_by=self._words["storekeeper"])  # fmt: skip

    def count(self) -> None:
        """The shelf of one article is counted, and one piece is missing."""
        part = next(part for part in self._parts if not part.is_serialised
                    and parts.free_in_store(self._desk, part.id) > 2)  # fmt: skip
        store = next(place for place in places_of_ours(self._desk) if place.kind is Place.GOOD_STORE)
        there = parts.free_in_store(self._desk, part.id)
        stock_count.post_count(
            self._desk,
            CountInput(
                self._key(), store.id, counted=((part.id, there - 1),), counted_by=self._words["storekeeper"],
                witnesses=self._technicians[0].name, note=self._words["count"],
            ),
        )  # fmt: skip

    def raise_prices(self) -> None:
        """Dearer from today on; papers of before keep their price."""
        for part in self._dice.sample(self._parts, 12):
            rise = 100 + self._dice.randrange(6, 19)
            price = part.price
            parts.set_price(self._desk, part.id, self._desk.today(), price.buy * rise // 100, price.sell * rise // 100)

    def wait(self) -> None:
        """Open orders need parts; what is not there is ordered."""
        orders = [row[0] for row in self._desk.rows(OPEN_ORDERS)]
        wanted = [part for part in self._parts if part.is_serialised][:3]
        for place, order_id in enumerate(orders):
            part = wanted[place % len(wanted)]
            reservations.reserve(self._desk, order_id, part.id, 1 + parts.free_in_store(self._desk, part.id))
        deliveries.note_ordered(self._desk, wanted[0].id, 4, wanted[0].supplier_id)
        self._bring_one(wanted[1:])

    def _bring_one(self, wanted: list[PartRow]) -> None:
        """A device stands still until its part comes, and today it came."""
        for part in wanted:
            first = reservations.waiting_for(self._desk, part.id)[0]
            if get_order(self._desk, first.order_id).state in (OrderState.DIAGNOSING, OrderState.IN_REPAIR):
                order_steps.advance(self._desk, first.order_id, OrderState.WAITING_PART)
                serials = [self._serial(part.serial_pattern) for _count in range(first.quantity)]
                goods = [SlipLine(part.id, serial=serial) for serial in serials]
                self._post(
                    SlipKind.RECEIPT, goods, supplier_id=part.supplier_id, their_number="F-1001",
                    received_by=self._words["storekeeper"],
                )  # fmt: skip
                return

    def _somebody_with_parts(self) -> StaffRow | None:
        found = [member for member in self._technicians if self._held.get(member.id)]
        return self._dice.choice(found) if found else None

    def _post(self, kind: SlipKind, lines: list[SlipLine], **values: Any) -> SlipRow:
        slip = SlipInput(kind, self._key(), tuple(lines), **values)
        return stock_slips.post_slip(self._desk, slip).slip

    def _key(self) -> str:
        return str(UUID(int=self._dice.getrandbits(128), version=4))


FIRST_MONTHS = 5
"""The store was opened so many months before the day somebody looks at it."""


def opened_on(today: date) -> date:
    """When the store was opened."""
    return add_months(today, -FIRST_MONTHS)
