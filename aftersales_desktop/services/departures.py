"""What stands between a device and its customer, in one look: money, loaner, old parts, accessories, the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.leaving import Blocker, BlockerKind, HandOver, OldPartGoes, Proof
from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.statements import rows_where
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow, get_order, get_reception
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.work import Desk

_CODE = f"SELECT {FIRST_CODE} FROM unit u WHERE u.id = ?"
_OLD_PARTS = f"""
    SELECT l.id, l.title, u.id, {FIRST_CODE}, u.condition, k.kind, l.old_part, l.coverage <> 'pay'
    FROM order_line l JOIN unit u ON u.id = l.unit_out_id JOIN location k ON k.id = u.location_id
    WHERE l.order_id = ? AND l.state <> 'removed' ORDER BY l.position"""
_LOANERS = f"""
    SELECT {FIRST_CODE} FROM unit u JOIN location k ON k.id = u.location_id WHERE k.kind = 'loaner_out'
    AND (SELECT m.order_id FROM unit_move m WHERE m.unit_id = u.id ORDER BY m.id DESC LIMIT 1) = ? ORDER BY u.id"""
_USED_DEPOSIT = """
    SELECT coalesce(sum(l.price), 0) FROM order_line l JOIN service_order s ON s.id = l.order_id
    WHERE s.reception_id = ? AND s.id <> ? AND s.state IN ('delivered', 'closed') AND l.state <> 'removed'"""


@dataclass(frozen=True)
class LeavingLine:
    """A line of the work as it leaves; the codes are serials that went in and came out. Money is in its currency."""

    id: int
    kind: str
    title: str
    quantity: int
    code_in: str
    code_out: str
    old_part: str
    list_price: int
    price: int
    coverage: str
    warranty_until: date | None


@dataclass(frozen=True)
class OldPart:
    """A part that came out of the device; `goes` is where it stays for good, None while nobody said."""

    line_id: int
    title: str
    unit_id: int
    code: str
    condition: str
    place: str
    goes: OldPartGoes | None
    is_covered: bool


@dataclass(frozen=True)
class Departure:
    """Everything about a hand-over. `balance` is what the customer owes; below zero it is owed to the customer."""

    order: OrderRow
    visit: ReceptionRow
    lines: tuple[LeavingLine, ...]
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
    lines = tuple(
        _leaving_line(desk, line) for line in rows_where(OrderLine, order=order_id) if line.state != "removed"
    )
    payable = sum(line.price for line in lines)
    used = desk.rows(_USED_DEPOSIT, visit.id, order_id)[0][0]
    deposit = max(0, visit.deposit - used)
    return Departure(
        order=order, visit=visit, lines=lines, old_parts=_old_parts(desk, order_id),
        loaners=loaners_out(desk, order_id), payable=payable, deposit=deposit, balance=payable - deposit,
    )  # fmt: skip


def loaners_out(desk: Desk, order_id: int) -> tuple[str, ...]:
    """Serials of what was lent to the customer under this order and is not back."""
    return tuple(row[0] for row in desk.rows(_LOANERS, order_id))


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
            BlockerKind.LOANER, Message("The loaner {codes} is not back yet. Take it back first.", codes=codes)
        )


def _unpaid(departure: Departure, form: HandOver) -> Iterable[Blocker]:
    if departure.balance > 0 and form.settled is None:
        amount = Money(departure.balance, departure.currency)
        yield Blocker(BlockerKind.UNPAID, Message("{amount} are not paid. Say how they were paid.", amount=amount))


def _old_part(departure: Departure, form: HandOver) -> Iterable[Blocker]:
    answered = dict(form.old_parts)
    for part in departure.old_parts:
        if part.goes is None and part.line_id not in answered:
            yield Blocker(
                BlockerKind.OLD_PART, Message("Say whether the old {part} is given or kept.", part=part.title)
            )


def _accessories(departure: Departure, form: HandOver) -> Iterable[Blocker]:
    missing = tuple(chip for chip in departure.order.accessories if not chip.is_exclusive)
    missing = tuple(chip for chip in missing if chip.code not in form.accessories)
    if missing:
        yield Blocker(BlockerKind.ACCESSORIES, Message("Tick the accessories that are given back."))


BLOCKER_SOURCES: tuple[Callable[[Departure, HandOver], Iterable[Blocker]], ...] = (
    _wrong_device, _loaner, _unpaid, _old_part, _accessories,
)  # fmt: skip
"""Each looks at one thing; a further one is a further function."""


def _leaving_line(desk: Desk, line: OrderLine) -> LeavingLine:
    return LeavingLine(
        id=line.id, kind=line.kind, title=line.title, quantity=line.quantity, code_in=_code(desk, line.unit_in_id),
        code_out=_code(desk, line.unit_out_id), old_part=line.old_part, list_price=line.list_price, price=line.price,
        coverage=line.coverage, warranty_until=line.warranty_until,
    )  # fmt: skip


def _code(desk: Desk, unit_id: int | None) -> str:
    return desk.rows(_CODE, unit_id)[0][0] if unit_id else ""


def _old_parts(desk: Desk, order_id: int) -> tuple[OldPart, ...]:
    return tuple(
        OldPart(line_id, title, unit_id, code, condition, place, _goes(place, old_part), bool(is_covered))
        for line_id, title, unit_id, code, condition, place, old_part, is_covered in desk.rows(_OLD_PARTS, order_id)
    )


def _goes(place: str, old_part: str) -> OldPartGoes | None:
    """What lies on a bench waits for an answer; what was promised to the customer is theirs once it left."""
    if place == "customer":
        return OldPartGoes.CUSTOMER
    if place == "bench" or old_part == OldPartGoes.CUSTOMER:
        return None
    return OldPartGoes.KEPT
