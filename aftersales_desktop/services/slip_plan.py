"""What a slip would move, looked up in the store: each line's movement, or everything that stands against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.domain.jalali import term_end
from aftersales_desktop.domain.parts import fits_pattern
from aftersales_desktop.domain.slips import SLIP_RULES, SlipInput, SlipKind, SlipLine, line_name, slip_problems
from aftersales_desktop.domain.stock import (
    HEALTHY,
    OUT_OF_REACH,
    OWN_STORES,
    PLACE_TITLES,
    Condition,
    Place,
    Thing,
    refuse_move,
)
from aftersales_desktop.domain.warranty_forms import unconfirmed
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.parts import Part, Supplier
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import records
from aftersales_desktop.services.parts import price_on
from aftersales_desktop.services.reservations import kept_for_others
from aftersales_desktop.services.stock_moves import the_place
from aftersales_desktop.services.whereabouts import (
    StockUnit,
    find_stock_units,
    get_stock_unit,
    is_not_fit,
    whereabouts,
)
from aftersales_desktop.services.work import Desk

_HELD = (
    "SELECT condition, quantity FROM stock_balance WHERE part_id = ? AND location_id = ? AND quantity > 0 "
    "AND condition IN (SELECT value FROM json_each(?))"
)
_IN_STORE = (
    "SELECT count(*) FROM unit WHERE part_id = ? AND location_id = ? AND archived_at IS NULL "
    "AND condition IN ('new', 'repaired', 'healthy_used')"
)


@dataclass(frozen=True)
class PlannedMove:
    """One movement: a unit that is known, one that is seen for the first time (`serial`), or counted parts."""

    part: Part
    quantity: int = 1
    unit_id: int | None = None
    serial: str = ""
    before: Condition = Condition.NEW
    after: Condition | None = None
    cost: int = 0
    warranty_until: date | None = None


@dataclass
class SlipPlan:
    """A slip that may be written, and the places it moves between."""

    slip: SlipInput
    source: Location | None
    target: Location
    staff: StaffMember | None
    supplier: Supplier | None
    order_id: int | None
    moves: list[PlannedMove] = field(default_factory=list)


def plan_slip(desk: Desk, slip: SlipInput) -> SlipPlan:
    """Look everything up. Raises ValidationError with every problem; doubts that were confirmed are none."""
    problems = slip_problems(slip)
    order_id, order_problems = _order(desk, slip)
    problems += order_problems
    if any(problem.field in ("supplier_id", "staff_id", "what") for problem in problems):
        raise ValidationError(problems)
    plan = _places(slip, order_id)
    problems += _Lines(desk, plan).read()
    standing = unconfirmed(problems, slip.confirmed)
    if standing:
        raise ValidationError(standing)
    return plan


def _places(slip: SlipInput, order_id: int | None) -> SlipPlan:
    """Where the slip takes from and brings to; scrap minutes take a serial from wherever it is."""
    rule = SLIP_RULES[slip.kind]
    supplier = records.find(Supplier, slip.supplier_id) if slip.supplier_id else None
    staff = records.find(StaffMember, slip.staff_id) if slip.staff_id else None
    own = first_where(Location, id=supplier.location_id) if slip.kind is SlipKind.RECEIPT else None
    if own is None and staff is not None:
        own = first_where(Location, id=staff.bench_id)
    if slip.kind is SlipKind.SCRAP:
        own = _own_store(slip.place_id) if slip.place_id else the_place(Place.FAULTY_STORE)
    source = the_place(rule.source) if rule.source else own
    target = the_place(rule.target) if rule.target else own
    return SlipPlan(slip, source, target, staff, supplier, order_id)


def _own_store(place_id: int) -> Location:
    place = first_where(Location, id=place_id)
    if place is None or Place(place.kind) not in OWN_STORES:
        raise NotAllowed(Message("Choose a store or a bench."))
    return place


def _order(desk: Desk, slip: SlipInput) -> tuple[int | None, list[FieldProblem]]:
    """The order behind the number that was typed or scanned."""
    typed = slip.order_number.strip()
    if not typed:
        return None, []
    read = identifiers.read_own_number(typed)
    number = read.number if read is not None else text.clean_code(typed)
    rows = desk.rows("SELECT id FROM service_order WHERE number = ?", number)
    if rows:
        return rows[0][0], []
    message = Message(
        "There is no order with the number {number}. Check it or leave it empty.", number=Code(typed[:40])
    )
    return None, [FieldProblem("order_number", message)]


class _Lines:
    """The lines of a slip while they are looked up; what one line takes is not there for the next."""

    def __init__(self, desk: Desk, plan: SlipPlan) -> None:
        self._desk, self._plan = desk, plan
        self._rule = SLIP_RULES[plan.slip.kind]
        self._seen: set[str] = set()
        self._taken: Counter[tuple[int, Condition]] = Counter()
        self._wanted: Counter[int] = Counter()

    def read(self) -> list[FieldProblem]:
        """Fill the plan; gives what stands against it."""
        problems = []
        for place, line in enumerate(self._plan.slip.lines):
            name = line_name(place)
            try:
                doubt = self._line(line)
            except (NotAllowed, IdentifierProblem) as refusal:
                problems.append(FieldProblem(name, refusal.message))
                continue
            if doubt is not None:
                problems.append(FieldProblem(name, doubt, doubtful=True))
        return problems

    def _line(self, line: SlipLine) -> Message | None:
        """Plan one line; gives a doubt about it. Raises NotAllowed."""
        if line.unit_id is not None:
            return self._known_unit(line)
        part = first_where(Part, id=line.part_id)
        if part is None:
            raise NotAllowed(Message("Choose a part."))
        if self._plan.slip.kind is SlipKind.RECEIPT:
            return self._goods(part, line)
        if part.is_serialised:
            raise NotAllowed(Message("{part} has serials. Scan them.", part=Code(part.code)))
        return self._counted(part, line)

    def _known_unit(self, line: SlipLine) -> Message | None:
        unit = get_stock_unit(self._desk, line.unit_id)
        part = first_where(Part, id=unit.part_id)
        if part is None and unit.kind is Thing.PART:
            raise NotAllowed(Message("Choose a part."))
        self._refuse_twice(str(unit.id), unit.serial)
        self._refuse_elsewhere(unit)
        after = line.after or (self._rule.becomes[0] if self._rule.becomes else unit.condition)
        if self._rule.becomes and unit.condition in self._rule.becomes and line.after is None:
            after = unit.condition
        source = Place(first_where(Location, id=unit.place_id).kind)
        target = Place(self._plan.target.kind)
        refuse_move(self._rule.movement, unit.kind, source, target, unit.condition, after, self._plan.slip.note)
        self._plan.moves.append(PlannedMove(part, unit_id=unit.id, before=unit.condition, after=after))
        return self._doubt_kept(part, 1)

    def _refuse_elsewhere(self, unit: StockUnit) -> None:
        is_here = unit.place_id == self._plan.source.id or self._plan.slip.kind is SlipKind.SCRAP
        if unit.kind is Thing.DEVICE or not is_here or unit.place in OUT_OF_REACH:
            raise NotAllowed(whereabouts(unit))
        if self._plan.slip.kind in (SlipKind.ISSUE, SlipKind.RETURN) and unit.condition not in HEALTHY:
            raise NotAllowed(is_not_fit(unit))

    def _counted(self, part: Part, line: SlipLine) -> Message | None:
        """From the conditions that the slip takes, in their order, until there are enough."""
        left = line.quantity
        for condition, held in self._held(part).items():
            found = min(left, held - self._taken[part.id, condition])
            if found > 0:
                self._taken[part.id, condition] += found
                left -= found
                after = self._after(condition, line)
                self._plan.moves.append(PlannedMove(part, found, before=condition, after=after))
        if left:
            source = self._plan.source
            raise NotAllowed(
                Message(
                    "There are only {found} of {part} at “{place}”, not {quantity}.", found=line.quantity - left,
                    part=Code(part.code), place=source.name or Message(PLACE_TITLES[Place(source.kind)]),
                    quantity=line.quantity,
                )
            )  # fmt: skip
        return self._doubt_kept(part, line.quantity)

    def _after(self, before: Condition, line: SlipLine) -> Condition:
        choices = self._rule.becomes
        if not choices:
            return line.after or before
        return line.after or (before if before in choices else choices[0])

    def _held(self, part: Part) -> dict[Condition, int]:
        listed = f"[{', '.join(f'{chr(34)}{one.value}{chr(34)}' for one in self._rule.takes)}]"
        held = {Condition(row[0]): row[1] for row in self._desk.rows(_HELD, part.id, self._plan.source.id, listed)}
        return {one: held[one] for one in self._rule.takes if one in held}

    def _doubt_kept(self, part: Part, quantity: int) -> Message | None:
        """Parts that are kept for another order go out only when somebody says so."""
        if self._plan.slip.kind is not SlipKind.ISSUE:
            return None
        self._wanted[part.id] += quantity
        kept, number = kept_for_others(self._desk, part.id, self._plan.order_id)
        if part.is_serialised:
            there = self._desk.rows(_IN_STORE, part.id, self._plan.source.id)[0][0]
        else:
            there = sum(self._held(part).values())
        if not kept or there - kept >= self._wanted[part.id]:
            return None
        return Message("{part} is kept for order {number}.", part=Code(part.code), number=OwnNumber(number))

    # goods that come --------------------------------------------------------------------------------------------

    def _goods(self, part: Part, line: SlipLine) -> Message | None:
        price = price_on(self._desk, part.id, self._desk.today())
        cost = line.cost if line.cost is not None else price.buy if price else 0
        if not part.is_serialised:
            if line.serial.strip():
                raise NotAllowed(Message("{part} is counted, not followed by serial.", part=Code(part.code)))
            self._plan.moves.append(PlannedMove(part, line.quantity, cost=cost))
            return None
        if line.quantity != 1:
            raise NotAllowed(Message("{part} has serials. Scan them.", part=Code(part.code)))
        serial = identifiers.serial(line.serial)
        self._refuse_twice(f"{part.id}/{text.code_norm(serial)}", serial)
        known, doubt = self._known_serial(part, serial)
        move = PlannedMove(
            part, unit_id=known.id if known else None, serial=serial, cost=cost,
            before=known.condition if known else Condition.NEW, warranty_until=self._warranty(part, line),
        )  # fmt: skip
        self._plan.moves.append(move)
        return doubt or self._doubt_pattern(part, serial)

    def _known_serial(self, part: Part, serial: str) -> tuple[StockUnit | None, Message | None]:
        """The unit that has been here before, when it may come again; a doubt where another thing has this serial."""
        doubt = None
        for unit in find_stock_units(self._desk, serial):
            if unit.part_id == part.id:
                if unit.place is Place.SUPPLIER and unit.condition in HEALTHY:
                    return unit, None
                raise NotAllowed(_here_already(unit))
            doubt = Message("Another thing has the serial {serial}: {name}.", serial=Code(serial), name=unit.name)
        return None, doubt

    def _doubt_pattern(self, part: Part, serial: str) -> Message | None:
        if fits_pattern(serial, part.serial_pattern):
            return None
        return Message(
            "{serial} does not look like a serial of {part}: {pattern}.", serial=Code(serial), part=Code(part.code),
            pattern=Code(part.serial_pattern),
        )  # fmt: skip

    def _warranty(self, part: Part, line: SlipLine) -> date | None:
        months = part.warranty_months or self._plan.supplier.warranty_months
        return line.warranty_until or (term_end(self._desk.today(), months) if months else None)

    def _refuse_twice(self, key: str, serial: str) -> None:
        if key in self._seen:
            raise NotAllowed(Message("{serial} stands twice on this slip.", serial=Code(serial)))
        self._seen.add(key)


def _here_already(unit: StockUnit) -> Message:
    if unit.place is Place.GOOD_STORE:
        return Message("{serial} is already in the parts store. Read the next one.", serial=Code(unit.serial))
    return whereabouts(unit)
