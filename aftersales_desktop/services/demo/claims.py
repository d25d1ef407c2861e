"""The demo's claims: one that was settled, one that waits for an answer, one that is being gathered."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.domain.supplier_claims import ClaimAnswer, LineState
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import parts, records, stock_moves, supplier_claims, suppliers, units
from aftersales_desktop.services.claim_answers import answer_line
from aftersales_desktop.services.claim_rows import get_claim
from aftersales_desktop.services.supplier_claims import Posting
from aftersales_desktop.services.work import Desk

_PARTS = ("PSU-12", "PMP-30")
_COUNTED = "CAP-470"
_WARRANTY_DAYS = 180


class DemoClaims:
    """A delivery with faulty parts, and what the supplier does about them."""

    def __init__(self, desk: Desk, dice: Random, faults: list[str]) -> None:
        self._desk, self._dice, self._faults = desk, dice, faults
        self._serials: list[str] = []
        self._claim = 0

    def receive(self) -> None:
        """Parts that turn out faulty on the bench."""
        part = parts.find_part(self._desk, _PARTS[0])
        self._supplier_id = part.supplier_id or suppliers.list_suppliers(self._desk)[0].id
        for number in range(9):
            self._serials.append(self._faulty(_PARTS[number % 2], number))
        self._faulty_counted(6)

    def send_first(self) -> None:
        """Three serials and some counted ones."""
        self._claim = self._open()
        self._add(3)
        part = parts.find_part(self._desk, _COUNTED)
        supplier_claims.add_counted(self._desk, self._claim, part.id, 5, Condition.FAULTY, self._faults[0])
        supplier_claims.send_claim(self._desk, self._claim, Posting(waybill="TX-48812"))

    def let_it_arrive(self) -> None:
        """The supplier gives it a number of theirs."""
        supplier_claims.note_arrival(self._desk, self._claim, "RMA-2207")

    def answer_first(self) -> None:
        """Another serial for one, one repaired, one rejected, money for the rest."""
        lines = get_claim(self._desk, self._claim).lines
        new = f"{lines[0].part_code}-{self._dice.randrange(10**7):07}"
        answers = (
            ClaimAnswer(LineState.REPLACED, new), ClaimAnswer(LineState.REPAIRED),
            ClaimAnswer(LineState.REJECTED, note=self._faults[-1]), ClaimAnswer(LineState.CREDITED, received=400_000),
        )  # fmt: skip
        for line, answer in zip(lines, answers, strict=True):
            answer_line(self._desk, line.id, answer)
        supplier_claims.settle_claim(self._desk, self._claim)

    def send_second(self) -> None:
        """No answer since."""
        claim = self._open()
        supplier_claims.add_serial(self._desk, claim, get_claim(self._desk, self._claim).lines[2].serial)
        self._claim = claim
        self._add(2)
        supplier_claims.send_claim(self._desk, self._claim, Posting(waybill="TX-49127"))

    def gather_third(self) -> None:
        """What came since; some of it has not been scanned."""
        self._claim = self._open()
        self._add(2)

    def _open(self) -> int:
        key = str(UUID(int=self._dice.getrandbits(128), version=4))
        return supplier_claims.open_claim(self._desk, self._supplier_id, key).id

    def _add(self, count: int) -> None:
        for _step in range(count):
            serial = self._serials.pop(0)
            supplier_claims.add_serial(self._desk, self._claim, serial, self._dice.choice(self._faults[:-1]))

    def _faulty(self, code: str, number: int) -> str:
        part = parts.find_part(self._desk, code)
        supplier = suppliers.get_supplier(self._desk, self._supplier_id)
        serial = f"{code}-{self._dice.randrange(10**5):05}F{number}"
        with self._desk.work() as now:
            unit = records.create(
                self._desk, Unit, now, kind="part", model=part.model_id, part_id=part.id,
                location=supplier.location_id, first_location=supplier.location_id, condition="new",
                first_condition="new", cost=part.price.buy, supplier_id=supplier.id,
                supplier_warranty_until=self._desk.today() + timedelta(days=_WARRANTY_DAYS),
            )  # fmt: skip
            units.add_identifier(self._desk, unit.id, "serial", serial)
            bench, store = self._bench(), stock_moves.the_place(Place.GOOD_STORE)
            stock_moves.move_unit(self._desk, now, unit.id, Movement.RECEIVED, store)
            stock_moves.move_unit(self._desk, now, unit.id, Movement.ISSUED, bench)
            stock_moves.move_unit(
                self._desk, now, unit.id, Movement.FAULTY_RECEIVED, stock_moves.the_place(Place.FAULTY_STORE),
                after=Condition.FAULTY,
            )  # fmt: skip
        return serial

    def _faulty_counted(self, quantity: int) -> None:
        part, bench = parts.find_part(self._desk, _COUNTED), self._bench()
        good, faulty = stock_moves.the_place(Place.GOOD_STORE), stock_moves.the_place(Place.FAULTY_STORE)
        with self._desk.work() as now:
            stock_moves.move_parts(self._desk, now, part.id, quantity, Movement.ISSUED, good, bench)
            stock_moves.move_parts(
                self._desk, now, part.id, quantity, Movement.FAULTY_RECEIVED, bench, faulty, after=Condition.FAULTY
            )

    def _bench(self) -> Location:
        return first_where(Location, kind=Place.BENCH.value)
