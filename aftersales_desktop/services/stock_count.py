"""Stock-take: what was scanned and counted at a place against what the ledger says, and the difference posted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.parts import MOST_PARTS
from aftersales_desktop.domain.slips import CountInput, SlipKind, text_problems
from aftersales_desktop.domain.stock import OWN_STORES, RULES, Condition, Movement, Place, Thing
from aftersales_desktop.domain.warranty_forms import unconfirmed
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.parts import Part, StockDocument, Supplier
from aftersales_desktop.models.statements import first_where, rows_where
from aftersales_desktop.models.units import Location, UnitMove
from aftersales_desktop.services import records
from aftersales_desktop.services.claimable import with_supplier
from aftersales_desktop.services.numbering import next_slip_number
from aftersales_desktop.services.slip_rows import SlipRow, get_slip
from aftersales_desktop.services.stock_moves import move_parts, move_unit, take_unit_move_back, the_place
from aftersales_desktop.services.whereabouts import StockUnit, find_stock_units, get_stock_unit, whereabouts
from aftersales_desktop.services.work import Area, Desk

_UNITS_THERE = "SELECT id FROM unit WHERE location_id = ? AND part_id IS NOT NULL AND archived_at IS NULL ORDER BY id"
_PARTS_THERE = "SELECT part_id, condition, quantity FROM stock_balance WHERE location_id = ? AND quantity > 0"


@dataclass(frozen=True)
class CountDifference:
    """A counted article: what the ledger says and what was found."""

    part_id: int
    part_code: str
    part_name: str
    unit_word: str
    expected: int
    found: int


@dataclass
class CountResult:
    """What a stock-take found. `here` are serials where they should be, `elsewhere` those that belong somewhere else.

    `refused` are codes with the sentence why they cannot be counted, `unknown` codes that nothing bears.
    """

    here: list[StockUnit] = field(default_factory=list)
    elsewhere: list[StockUnit] = field(default_factory=list)
    missing: list[StockUnit] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    counted: list[CountDifference] = field(default_factory=list)

    @property
    def differences(self) -> list[CountDifference]:
        """Counted articles of which there are more or fewer."""
        return [row for row in self.counted if row.found != row.expected]

    @property
    def agrees(self) -> bool:
        """Whether the place holds exactly what the ledger says."""
        return not (self.elsewhere or self.missing or self.unknown or self.refused or self.differences)


def compare(desk: Desk, count: CountInput) -> CountResult:
    """Hold what was found against the ledger; writes nothing. Raises ValidationError."""
    refuse(_problems(count))
    result = CountResult()
    place = place_to_count(count.place_id)
    for serial in dict.fromkeys(text.code_norm(code) or code for code in count.serials):
        _sort_in(desk, place, serial, result)
    met = {unit.part_id for unit in result.here} | {unit.part_id for unit in result.elsewhere}
    met |= {part_id for part_id, _quantity in count.counted}
    scanned = {unit.id for unit in result.here}
    for (unit_id,) in desk.rows(_UNITS_THERE, place.id):
        unit = get_stock_unit(desk, unit_id)
        if unit.id not in scanned and (count.is_complete or unit.part_id in met):
            result.missing.append(unit)
    result.counted = _counted(desk, place, count)
    return result


def post_count(desk: Desk, count: CountInput) -> SlipRow:
    """Write the stock-take and move what differs. The same `request_key` twice gives the first one again.

    Raises ValidationError; codes that are not known are a doubt of the field "what" and are left out.
    """
    with desk.work(Area.PARTS, Area.UNITS) as now:
        known = first_where(StockDocument, request_key=count.request_key)
        if known is not None:
            return get_slip(desk, known.id)
        result = compare(desk, count)
        refuse(unconfirmed([*_posting_problems(count), *_left_out(result)], count.confirmed))
        document = records.create(
            desk, StockDocument, now, number=next_slip_number(SlipKind.COUNT.value, desk.today()),
            request_key=count.request_key, kind=SlipKind.COUNT.value, at=now, on_day=desk.today(),
            given_by=text.clean(count.counted_by), witnesses=text.clean(count.witnesses), note=text.clean(count.note),
        )  # fmt: skip
        _Posting(desk, now, place_to_count(count.place_id), document.number, text.clean(count.note)).write(result)
        return get_slip(desk, document.id)


def place_to_count(place_id: int) -> Location:
    """The place that is counted; NotAllowed for one where nobody counts parts."""
    place = first_where(Location, id=place_id)
    if place is None or Place(place.kind) not in OWN_STORES:
        raise NotAllowed(Message("Choose a store or a bench."))
    return place


def _sort_in(desk: Desk, place: Location, code: str, result: CountResult) -> None:
    found = find_stock_units(desk, code)
    if not found:
        result.unknown.append(code)
        return
    unit = next((unit for unit in found if unit.place_id == place.id), found[0])
    claimed = with_supplier(desk, unit.id) if unit.place is Place.SUPPLIER else None
    if claimed is not None:
        result.refused.append(claimed)
    elif unit.place_id == place.id and unit.kind is Thing.PART:
        result.here.append(unit)
    elif unit.kind is Thing.PART and (unit.place in RULES[Movement.COUNTED].sources or unit.place is Place.LOST):
        result.elsewhere.append(unit)
    else:
        result.refused.append(whereabouts(unit))


def _counted(desk: Desk, place: Location, count: CountInput) -> list[CountDifference]:
    expected: dict[int, int] = {}
    for part_id, _condition, quantity in desk.rows(_PARTS_THERE, place.id):
        expected[part_id] = expected.get(part_id, 0) + quantity
    found: dict[int, int] = {}
    for part_id, quantity in count.counted:
        found[part_id] = found.get(part_id, 0) + quantity
    asked = [*found, *(part_id for part_id in expected if count.is_complete and part_id not in found)]
    rows = []
    for part_id in asked:
        part = records.find(Part, part_id)
        if part.is_serialised:
            raise NotAllowed(Message("{part} has serials. Scan them.", part=Code(part.code)))
        there = expected.get(part_id, 0)
        rows.append(CountDifference(part_id, part.code, part.name, part.unit_word, there, found.get(part_id, 0)))
    return rows


def _problems(count: CountInput) -> list[FieldProblem]:
    problems = text_problems(count, ("counted_by", "witnesses", "note"))
    if not count.serials and not count.counted and not count.is_complete:
        problems.append(FieldProblem("what", Message("Scan or choose at least one part.")))
    for _part_id, quantity in count.counted:
        if not 0 <= quantity <= MOST_PARTS:
            message = Message("Enter a number from {low} to {high}.", low=0, high=MOST_PARTS)
            problems.append(FieldProblem("what", message))
    return problems


def _posting_problems(count: CountInput) -> list[FieldProblem]:
    wanted = (("counted_by", Message("Write who counted.")), ("note", Message("Write why.")))
    return [FieldProblem(name, message) for name, message in wanted if not text.clean(getattr(count, name))]


def _left_out(result: CountResult) -> list[FieldProblem]:
    left_out = len(result.unknown) + len(result.refused)
    if not left_out:
        return []
    message = Message(
        "{count} code cannot be counted and is left out.", "{count} codes cannot be counted and are left out.",
        count=left_out,
    )  # fmt: skip
    return [FieldProblem("what", message, doubtful=True)]


@dataclass(frozen=True)
class _Posting:
    """Writes the movements of a stock-take."""

    desk: Desk
    now: datetime
    place: Location
    number: str
    note: str

    def write(self, result: CountResult) -> None:
        """What is elsewhere comes here, what is missing is lost, numbers are set right."""
        for unit in result.elsewhere:
            self._bring_here(unit)
        for unit in result.missing:
            self._move(unit.id, the_place(Place.LOST))
        for row in result.differences:
            if row.found < row.expected:
                self._lose(row.part_id, row.expected - row.found)
            else:
                self._find(row.part_id, row.found - row.expected)

    def _bring_here(self, unit: StockUnit) -> None:
        """One that was given up as lost first goes back to where it was missed."""
        if unit.place is Place.LOST:
            take_unit_move_back(self.desk, self.now, unit.id, rows_where(UnitMove, unit=unit.id)[-1].id, self.note)
            unit = get_stock_unit(self.desk, unit.id)
        if unit.place_id != self.place.id:
            self._move(unit.id, self.place)

    def _move(self, unit_id: int, target: Location) -> None:
        move_unit(self.desk, self.now, unit_id, Movement.COUNTED, target, document=self.number, note=self.note)

    def _lose(self, part_id: int, quantity: int) -> None:
        held = self.desk.rows(
            "SELECT condition, quantity FROM stock_balance WHERE part_id = ? AND location_id = ? AND quantity > 0 "
            "ORDER BY condition DESC",
            part_id, self.place.id,
        )  # fmt: skip
        for condition, there in held:
            lost = min(quantity, there)
            if lost:
                self._count(part_id, lost, self.place, the_place(Place.LOST), Condition(condition))
                quantity -= lost

    def _find(self, part_id: int, quantity: int) -> None:
        """More than there should be must have come from its supplier without a slip."""
        part = first_where(Part, id=part_id)
        supplier = first_where(Supplier, id=part.supplier_id) if part.supplier_id else None
        source = first_where(Location, id=supplier.location_id) if supplier else the_place(Place.HEAD_OFFICE)
        is_faulty = Place(self.place.kind) is Place.FAULTY_STORE
        self._count(part_id, quantity, source, self.place, Condition.FAULTY if is_faulty else Condition.NEW)

    def _count(self, part_id: int, quantity: int, source: Location, target: Location, condition: Condition) -> None:
        move_parts(
            self.desk, self.now, part_id, quantity, Movement.COUNTED, source, target, before=condition,
            document=self.number, note=self.note,
        )  # fmt: skip
