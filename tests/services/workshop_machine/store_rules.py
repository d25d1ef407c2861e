"""What happens in the store: slips of every kind, taking them back, stock-takes, suppliers and their claims."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aftersales_desktop.domain.slips import CountInput, SlipInput, SlipKind, SlipLine
from aftersales_desktop.domain.stock import Condition, Place
from aftersales_desktop.domain.supplier_claims import ClaimAnswer, LineState
from aftersales_desktop.services import claim_answers, stock_count, supplier_claims, suppliers
from aftersales_desktop.services.stock_slips import post_slip, take_slip_back
from aftersales_desktop.services.suppliers import SupplierDetails
from tests.services.workshop_machine.day import NOBODY, NOTES, PICK, Day, mostly_when

_UNITS_AT = (
    "SELECT u.id FROM unit u JOIN location l ON l.id = u.location_id WHERE u.kind = 'part' AND l.kind = ? ORDER BY u.id"
)
_SOURCES = {
    SlipKind.ISSUE: "good_store", SlipKind.RETURN: "bench", SlipKind.FAULTY_RECEIPT: "bench",
    SlipKind.SCRAP: "faulty_store",
}  # fmt: skip
_ANY_SERIAL = (
    "SELECT i.value FROM unit_identifier i JOIN unit u ON u.id = i.unit_id JOIN location l ON l.id = u.location_id "
    "ORDER BY l.kind NOT IN ('supplier', 'transit', 'lost', 'bench'), u.id DESC"
)
_ANSWERED = (
    "SELECT c.id FROM supplier_claim c WHERE c.state = 'sent' AND NOT EXISTS (SELECT 1 FROM supplier_claim_line l "
    "WHERE l.claim_id = c.id AND l.state = 'sent')"
)
_KINDS = tuple(_SOURCES)


class StoreRules(Day):
    """Slips and stock-takes."""

    def _post(self, kind: SlipKind, *lines: SlipLine, **values: Any) -> Any:
        usual = {
            "supplier_id": self.shop.supplier.id, "staff_id": self.shop.technician_id, "given_by": "انباردار",
            "received_by": "نیما", "witnesses": "مریم", "note": "سوخته",
        }  # fmt: skip
        posted = self.attempt(post_slip, SlipInput(kind, str(uuid4()), lines, **usual | values))
        return posted and posted.slip

    @rule(number=PICK, many=st.integers(0, 9), supplier=st.booleans())
    def goods_come(self, number: int, many: int, supplier: bool) -> None:
        serial = self.serials[number % len(self.serials)] if number % 3 == 0 else f"SER-{number}"
        lines = (SlipLine(self.shop.screw.id, many), SlipLine(self.shop.board.id, serial=serial, cost=640))
        chosen = lines[number % 2 :]
        slip = self._post(SlipKind.RECEIPT, *chosen, supplier_id=self.shop.supplier.id if supplier else None)
        if slip is not None:
            self.serials.append(serial)
            self.slips[slip.id] = many if number % 2 == 0 else 0
            self.screws += self.slips[slip.id]

    @rule(number=PICK, kind=st.sampled_from(_KINDS), after=st.none() | st.sampled_from(Condition), confirmed=PICK)
    def slip_of_a_serial(self, number: int, kind: SlipKind, after: Condition | None, confirmed: int) -> None:
        """From where the slip takes, or one time in five from anywhere."""
        place = _SOURCES[kind] if number % 5 else list(Place)[number % len(Place)].value
        unit_id = self.pick(_UNITS_AT, number // 5, place) or NOBODY
        doubts = frozenset({"line_0"} if confirmed % 2 else ())
        slip = self._post(kind, SlipLine(unit_id=unit_id, after=after if number % 3 == 0 else None), confirmed=doubts)
        if slip is not None:
            self.slips[slip.id] = 0

    @rule(kind=st.sampled_from((SlipKind.ISSUE, SlipKind.RETURN)), many=st.integers(0, 8), confirmed=st.booleans())
    def slip_of_screws(self, kind: SlipKind, many: int, confirmed: bool) -> None:
        doubts = frozenset({"line_0"} if confirmed else ())
        slip = self._post(kind, SlipLine(self.shop.screw.id, many), confirmed=doubts)
        if slip is not None:
            self.slips[slip.id] = 0

    @rule(kind=st.sampled_from((SlipKind.RECEIPT, *_KINDS)), many=st.integers(0, 8), place=PICK, number=PICK)
    def slip_of_fuses(self, kind: SlipKind, many: int, place: int, number: int) -> None:
        place_id = self.pick("SELECT id FROM location WHERE kind IN ('good_store', 'faulty_store')", place)
        after = list(Condition)[number % len(Condition)] if number % 4 == 0 else None
        self._post(kind, SlipLine(self.fuse.id, many, after=after), place_id=place_id if place % 2 else None)

    @rule(number=PICK, reason=NOTES)
    def take_slip_back(self, number: int, reason: str) -> None:
        slip_id = self.pick("SELECT id FROM stock_document ORDER BY taken_back_at IS NOT NULL, id DESC", number % 6)
        if self.attempt(take_slip_back, slip_id or NOBODY, reason):
            self.screws -= self.slips.get(slip_id, 0)

    @rule(
        number=PICK, left_out=PICK, fuses=st.integers(-1, 30), is_complete=st.booleans(), strange=st.booleans(),
        by=st.sampled_from(["", "مریم"]), confirmed=st.booleans(),
    )  # fmt: skip
    def count_a_store(
        self, number: int, left_out: int, fuses: int, is_complete: bool, strange: bool, by: str, confirmed: bool
    ) -> None:
        """Serials that are there but for one, and perhaps one that is not; of counted parts the fuses."""
        place_id = self.pick("SELECT id FROM location WHERE kind <> 'bench' ORDER BY kind <> 'good_store', id", number)
        place_id = place_id if number % 6 == 0 else self.shop.place(Place.GOOD_STORE).id
        rows = self.desk.rows(
            "SELECT i.value FROM unit_identifier i JOIN unit u ON u.id = i.unit_id WHERE u.location_id = ? "
            "AND u.kind = 'part' AND i.removed_at IS NULL ORDER BY u.id", place_id,
        )  # fmt: skip
        found = [row[0] for row in rows]
        del found[left_out % 5 : left_out % 5 + 1]
        if strange:
            found.append(self.pick(_ANY_SERIAL, left_out))
        screws = self.desk.rows(
            "SELECT quantity FROM stock_balance WHERE part_id = ? AND location_id = ? AND condition = 'new'",
            self.shop.screw.id, place_id,
        )  # fmt: skip
        counted = [(self.fuse.id, fuses), *((self.shop.screw.id, row[0]) for row in screws)]
        doubts = frozenset({"what"} if confirmed else ())
        if not self.desk.rows(
            "SELECT 1 FROM stock_balance WHERE part_id = ? AND location_id = ? AND condition <> 'new' AND quantity > 0",
            self.shop.screw.id, place_id,
        ):  # fmt: skip
            count = CountInput(
                str(uuid4()), place_id, tuple(found), tuple(counted), is_complete, by, note="انبارگردانی",
                confirmed=doubts,
            )  # fmt: skip
            self.attempt(stock_count.post_count, count)


class ClaimRules(Day):
    """Suppliers and what they owe."""

    @rule(number=PICK, name=st.sampled_from(["", "قطعات پارس", "نو"]), months=st.sampled_from([-1, 0, 6]))
    def supplier(self, number: int, name: str, months: int) -> None:
        details = SupplierDetails(f"{name} {number}" if name == "نو" else name, warranty_months=months)
        if number % 2:
            self.attempt(suppliers.add_supplier, details)
        else:
            ids = (self.shop.supplier.id, self.second.id, NOBODY)
            self.attempt(suppliers.change_supplier, ids[number // 2 % 3], details)

    @rule(number=PICK)
    def open_claim(self, number: int) -> None:
        supplier_id = (self.shop.supplier.id, self.second.id, self.shop.supplier.id, NOBODY)[number % 4]
        self.attempt(supplier_claims.open_claim, supplier_id, str(uuid4()))

    def _claim(self, number: int, state: str) -> int:
        return self.first("SELECT id FROM supplier_claim ORDER BY state <> ?, id DESC", number, state)

    @mostly_when("SELECT 1 FROM supplier_claim WHERE state = 'open'")
    @rule(number=PICK, which=PICK)
    def claim_a_serial(self, number: int, which: int) -> None:
        """One from the store of faulty parts, or one time in four any."""
        claimable = (
            "SELECT i.value FROM unit_identifier i JOIN unit u ON u.id = i.unit_id JOIN location l "
            "ON l.id = u.location_id WHERE l.kind = 'faulty_store' AND i.removed_at IS NULL ORDER BY u.id"
        )
        serial = self.pick(claimable, which) if number % 4 else None
        serial = serial or self.serials[which % len(self.serials)]
        self.attempt(supplier_claims.add_serial, self._claim(number, "open"), serial, "سوخته")

    @mostly_when("SELECT 1 FROM supplier_claim WHERE state = 'open'")
    @rule(number=PICK, quantity=st.integers(0, 5), condition=st.sampled_from(Condition), is_board=st.booleans())
    def claim_fuses(self, number: int, quantity: int, condition: Condition, is_board: bool) -> None:
        part = self.shop.board if is_board and number % 5 == 0 else self.fuse
        condition = condition if number % 4 == 0 else Condition.FAULTY
        self.attempt(supplier_claims.add_counted, self._claim(number, "open"), part.id, quantity, condition)

    def _line(self, number: int, state: str) -> int:
        ordered = "SELECT id FROM supplier_claim_line ORDER BY state <> ? OR archived_at IS NOT NULL, id DESC"
        return self.first(ordered, number, state)

    @mostly_when("SELECT 1 FROM supplier_claim_line WHERE state = 'open' AND archived_at IS NULL")
    @rule(number=PICK)
    def take_line_out(self, number: int) -> None:
        self.attempt(supplier_claims.take_line_out, self._line(number, "open"))

    @mostly_when("SELECT 1 FROM supplier_claim_line WHERE state = 'open' AND archived_at IS NULL")
    @rule(number=PICK)
    def send_claim(self, number: int) -> None:
        self.attempt(supplier_claims.send_claim, self._claim(number, "open"))

    @mostly_when("SELECT 1 FROM supplier_claim WHERE state = 'sent'")
    @rule(number=PICK)
    def claim_arrives(self, number: int) -> None:
        self.attempt(supplier_claims.note_arrival, self._claim(number, "sent"), "A-1")

    @mostly_when("SELECT 1 FROM supplier_claim_line WHERE state = 'sent' AND archived_at IS NULL")
    @rule(
        number=PICK, state=st.sampled_from(LineState), serial=PICK, received=st.sampled_from([-1, 0, 500]),
        quantity=st.none() | st.integers(0, 3), note=st.sampled_from(["", "خارج از گارانتی"]),
    )  # fmt: skip
    def answer(
        self, number: int, state: LineState, serial: int, received: int, quantity: int | None, note: str
    ) -> None:
        code = self.serials[serial % len(self.serials)] if serial % 3 == 0 else f"NEW-{serial}"
        answer = ClaimAnswer(state, code, received, quantity, note)
        if self.attempt(claim_answers.answer_line, self._line(number, "sent"), answer):
            self.serials.append(code)

    @mostly_when(_ANSWERED)
    @rule(number=PICK)
    def settle_claim(self, number: int) -> None:
        claim_id = self.pick(_ANSWERED, number) or self._claim(number, "sent")
        self.attempt(supplier_claims.settle_claim, claim_id, "تسویه شد")
