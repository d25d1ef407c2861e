"""What stands between a device and its customer, in one look: money, loaner, old parts, accessories, the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import LineState
from aftersales_desktop.domain.coverage import OldPart as OldPartStays
from aftersales_desktop.domain.leaving import Blocker, BlockerKind, HandOver, OldPartGoes, Proof
from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.domain.own_numbers import read_own_number
from aftersales_desktop.domain.stock import Condition, Place
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services.line_rows import LineRow, list_lines
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow, get_order, get_reception
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.work import Desk

_PLACES = """
    SELECT l.id, k.kind, u.condition FROM order_line l JOIN unit u ON u.id = l.unit_out_id
    JOIN location k ON k.id = u.location_id WHERE l.order_id = ?"""
_LOANERS = f"""
    SELECT {FIRST_CODE} FROM unit u JOIN location k ON k.id = u.location_id WHERE k.kind = 'loaner_out'
    AND (SELECT m.order_id FROM unit_move m WHERE m.unit_id = u.id ORDER BY m.id DESC LIMIT 1) = ? ORDER BY u.id"""
_USED_DEPOSIT = """
    SELECT coalesce(sum(l.price), 0) FROM order_line l JOIN service_order s ON s.id = l.order_id
    WHERE s.reception_id = ? AND s.id <> ? AND s.state IN ('delivered', 'closed') AND l.state = 'done'"""


@dataclass(frozen=True)
class OldPart:
    """A part that came out and lies on a bench: with its serial, or so many counted ones.

    `promised` says where it was to stay when it was taken out, None when nobody said.
    """

    line: LineRow
    condition: Condition
    promised: OldPartGoes | None


@dataclass(frozen=True)
class Departure:
    """Everything about a hand-over. `balance` is what the customer owes; below zero it is owed to the customer."""

    order: OrderRow
    visit: ReceptionRow
    lines: tuple[LineRow, ...]
    old_parts: tuple[OldPart, ...]
    loaners: tuple[str, ...]
    payable: int
    deposit: int
    balance: int

    @property
    def companions(self) -> tuple[OrderRow, ...]:
        """The other devices of the visit that are still here."""
        gone = (OrderState.DELIVERED, OrderState.CLOSED, OrderState.CANCELLED, OrderState.DISPOSED)
        return tuple(one for one in self.visit.orders if one.id != self.order.id and one.state not in gone)

    @property
    def currency(self) -> str:
        """Of its amounts."""
        return self.order.currency


def look_at_departure(desk: Desk, order_id: int) -> Departure:
    """What the counter has to know before a device leaves. NotFound when there is no such order."""
    order = get_order(desk, order_id)
    visit = get_reception(desk, order.reception_id)
    lines = tuple(line for line in list_lines(desk, order_id) if line.state is LineState.DONE)
    payable = sum(line.price for line in lines)
    used = desk.rows(_USED_DEPOSIT, visit.id, order_id)[0][0]
    deposit = max(0, visit.deposit - used)
    return Departure(
        order=order, visit=visit, lines=lines, old_parts=tuple(_old_parts(desk, order_id, lines)),
        loaners=loaners_out(desk, order_id), payable=payable, deposit=deposit, balance=payable - deposit,
    )  # fmt: skip


def loaners_out(desk: Desk, order_id: int) -> tuple[str, ...]:
    """Serials of what was lent to the customer under this order and is not back."""
    return tuple(row[0] for row in desk.rows(_LOANERS, order_id))


def proof_of(desk: Desk, order: OrderRow, code: str) -> Proof:
    """Whether a scanned label is that of the order's device: its order number, or any code of the device itself."""
    read = read_own_number(code)
    if read is not None and read.number == order.number:
        return Proof.RIGHT
    norm = text.code_norm(code)
    own = desk.rows("SELECT value_norm FROM unit_identifier WHERE unit_id = ? AND removed_at IS NULL", order.unit.id)
    return Proof.RIGHT if norm and (norm,) in own else Proof.WRONG


def still_here(desk: Desk, order_id: int) -> int:
    """The order to hand over when a receipt names one that has left: another device of the visit that is ready."""
    departure = look_at_departure(desk, order_id)
    if departure.order.state in OPEN_STATES:
        return order_id
    ready = [one.id for one in departure.companions if one.state is OrderState.READY]
    return ready[0] if ready else order_id


def blockers_of(departure: Departure, form: HandOver) -> tuple[Blocker, ...]:
    """What is not settled by the form, the gravest first."""
    return tuple(blocker for source in BLOCKER_SOURCES for blocker in source(departure, form))


def _wrong_device(departure: Departure, form: HandOver) -> Iterable[Blocker]:
    if form.proof is Proof.WRONG:
        yield Blocker(
            BlockerKind.WRONG_DEVICE, Message("The label that was scanned is another device's. Fetch the right one.")
        )


def _loaner(departure: Departure, _form: HandOver) -> Iterable[Blocker]:
    if departure.loaners:
        codes = tuple(map(Code, departure.loaners))
        yield Blocker(
            BlockerKind.LOANER,
            Message("The loaner {codes} is not back yet. Take it back first.", codes=codes),
            {"codes": list(departure.loaners)},
        )


def _unpaid(departure: Departure, form: HandOver) -> Iterable[Blocker]:
    if departure.balance > 0 and form.settled is None:
        amount = Money(departure.balance, departure.currency)
        yield Blocker(
            BlockerKind.UNPAID,
            Message("{amount} are not paid. Say how they were paid.", amount=amount),
            {"amount": departure.balance},
        )


def _old_part(departure: Departure, form: HandOver) -> Iterable[Blocker]:
    answered = dict(form.old_parts)
    for part in departure.old_parts:
        if part.line.id not in answered:
            yield Blocker(
                BlockerKind.OLD_PART,
                Message("Say whether the old {part} is given or kept.", part=part.line.title),
                {"code": part.line.serial_out},
            )


def _accessories(departure: Departure, form: HandOver) -> Iterable[Blocker]:
    missing = tuple(chip for chip in departure.order.accessories if not chip.is_exclusive)
    missing = tuple(chip for chip in missing if chip.code not in form.accessories)
    if missing:
        yield Blocker(
            BlockerKind.ACCESSORIES,
            Message("Tick the accessories that are given back."),
            {"codes": [chip.code for chip in missing]},
        )


BLOCKER_SOURCES: tuple[Callable[[Departure, HandOver], Iterable[Blocker]], ...] = (
    _wrong_device, _loaner, _unpaid, _old_part, _accessories,
)  # fmt: skip
"""Each looks at one thing; a further one is a further function."""


def _old_parts(desk: Desk, order_id: int, lines: Iterable[LineRow]) -> Iterator[OldPart]:
    """What lies on a bench waits for an answer; everything else stays where it was put."""
    places = {line_id: (place, Condition(condition)) for line_id, place, condition in desk.rows(_PLACES, order_id)}
    for line in lines:
        promised = OldPartGoes.CUSTOMER if line.old_part is OldPartStays.CUSTOMER else None
        if line.unit_out_id is None:
            if line.old_part in (OldPartStays.CUSTOMER, OldPartStays.STAYS_ON_BENCH):
                yield OldPart(line, Condition.FAULTY, promised)
        elif places[line.id][0] == Place.BENCH:
            yield OldPart(line, places[line.id][1], promised)
