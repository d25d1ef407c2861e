"""Ten years of visits: who came in on which day, what happened to the device, and which of them are still there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from aftersales_desktop.domain import identifiers
from aftersales_desktop.domain.cells import cell_code
from aftersales_desktop.domain.jalali import to_jalali
from aftersales_desktop.domain.stock import Movement
from benchmarks.ten_years_rows import LAST_DAY, Past, Row, Rows, day_of, moment_on, noted, stamped
from tests.services import rows

KEPT_APART = 40
"""Every so many-th device was here once at most: one of those that are still here may need it."""

WITH_CUSTOMER = 1
FIRST_CELL = 1000
CELLS_IN_ROW = 20
WORDS = (
    "روشن نمی‌شود", "صدای زیاد می‌دهد و می‌لرزد", "برفک می‌زند و خنک نمی‌کند", "تصویر ندارد، صدا دارد", "آب می‌ریزد",
    "گاهی خاموش می‌شود؛ از دیروز بوی سوختگی می‌دهد", "باتری زود خالی می‌شود", "صفحه شکسته است", "دکمه‌ها کار نمی‌کند",
    "برای سرویس سالانه آورده‌اند", "بعد از نوسان برق روشن نشد", "شارژ نمی‌شود", "فیوز را می‌پراند",
)  # fmt: skip
_WAITING = ("received", "received", "diagnosing", "waiting_approval", "waiting_part", "in_repair", "quality_control")
_OUTCOMES = ("repaired", "repaired", "repaired", "repaired", "not_repairable", "no_fault_found", "price_refused")


@dataclass(frozen=True)
class _Course:
    """How one visit went; a day that has not come yet is None."""

    received: date
    ready: date | None
    left: date | None
    state: str
    outcome: str

    @property
    def is_open(self) -> bool:
        return self.left is None


def visits(past: Past) -> Rows:
    """Receptions, their orders, and every event and move; ends with the shelf cells that are taken."""
    chance, count = past.chance, past.size.orders
    apart = iter(range(KEPT_APART, past.size.devices, KEPT_APART))
    reception_id, number, last = 0, "", (LAST_DAY, 0, 0)
    for place in range(count):
        course = _course(day_of(place, count), chance)
        day, position, unit_id = last
        if (
            not course.is_open
            and day == course.received
            and position == 1
            and place % 12 == 5
            and past.is_back(unit_id + 1, day)
        ):
            position, unit_id = 2, unit_id + 1
        else:
            position, unit_id = 1, next(apart) if course.is_open else _unit_of(place, past, course)
            reception_id, number = reception_id + 1, _next_number(past, course.received)
            yield "reception", _reception(number, course.received, chance)
        last = (course.received, position, unit_id) if not course.is_open else (LAST_DAY, 0, 0)
        yield from _order(past, place + 1, reception_id, number, position, unit_id, course)


def _unit_of(place: int, past: Past, course: _Course) -> int:
    """An odd-numbered device that was known by then and is with its customer, who also has its neighbour."""
    known = max(4, int(past.size.devices * (place + 1) / past.size.orders))
    while True:
        unit_id = past.chance.randrange(1, known, 2)
        unit_id = unit_id if (unit_id + 1) % KEPT_APART else unit_id - 2
        if past.is_back(unit_id, course.received):
            return unit_id
        known += 2


def _next_number(past: Past, day: date) -> str:
    year = to_jalali(day)[0]
    past.receptions[year] = past.receptions.get(year, 0) + 1
    return identifiers.reception_number(1, year, past.receptions[year])


def _course(received: date, chance: random.Random) -> _Course:
    """Most are ready within nine days and fetched within two weeks; a few stay for months."""
    ready = received + timedelta(days=chance.randrange(1, 10))
    waits = int(chance.expovariate(0.25)) if chance.random() > 0.002 else 400
    left = ready + timedelta(days=waits)
    if chance.random() < 0.03:
        left = min(ready, LAST_DAY)
        return _Course(received, None, left, "cancelled", "cancelled")
    outcome = chance.choice(_OUTCOMES)
    if left <= LAST_DAY:
        return _Course(received, ready, left, chance.choice(("delivered", "closed")), outcome)
    if ready <= LAST_DAY:
        return _Course(received, ready, None, "ready", outcome)
    return _Course(received, None, None, chance.choice(_WAITING), "")


def _reception(number: str, day: date, chance: random.Random) -> Row:
    moment = moment_on(day, chance)
    values = rows.reception_values(number, day)
    deposit = 100_000 * chance.randrange(50) if chance.random() < 0.2 else 0
    return values | {"received_at": moment, "deposit": deposit, **stamped(moment, chance)}


def _order(
    past: Past, order_id: int, reception_id: int, reception: str, position: int, unit_id: int, course: _Course
) -> Rows:
    chance = past.chance
    number, moment = identifiers.order_number(reception, position), moment_on(course.received, chance)
    cell = _cell(past, course)
    if course.left is not None:
        past.left_on[unit_id] = course.left.toordinal()
    if course.is_open:
        yield _shelf_cell(cell)
    left = course.left if course.state in ("delivered", "closed") else None
    yield "service_order", rows.order_values(
        number, reception_id, unit_id, past.owners[unit_id - 1], state=course.state, outcome=course.outcome,
        position=position, customer_words=chance.choice(WORDS), verdict="[]", received_on=course.received.isoformat(),
        verdict_tone=chance.choice(("covered", "doubtful", "refused", "unknown")),
        promised_on=(course.received + timedelta(days=chance.randrange(2, 12))).isoformat(),
        delivered_on=left.isoformat() if left else None,
        cancel_reason="اشتباه ثبت شده بود" if course.state == "cancelled" else "",
        shelf=cell_code(cell, CELLS_IN_ROW), **stamped(moment, chance),
    )  # fmt: skip
    yield from (("order_event", event) for event in _events(order_id, moment, course, chance))
    yield from (("unit_move", move) for move in _moves(unit_id, FIRST_CELL + cell, number, moment, course, chance))


def _cell(past: Past, course: _Course) -> int:
    """Devices that are here stand in cells of their own; those that left stood in one of the first forty."""
    if not course.is_open:
        return past.chance.randrange(CELLS_IN_ROW * 2)
    past.cells += 1
    return CELLS_IN_ROW * 2 + past.cells - 1


def _events(order_id: int, moment: str, course: _Course, chance: random.Random) -> Iterator[Row]:
    before = "received"
    yield _event(order_id, moment, "received", "received", "received", chance)
    if course.ready is not None and course.ready <= LAST_DAY:
        yield _event(order_id, moment_on(course.ready, chance), "ready", before, "ready", chance, course.outcome)
        before = "ready"
    elif course.state not in ("received", "cancelled"):
        yield _event(order_id, moment, "step", before, course.state, chance)
    if course.left is not None:
        kind, state = ("cancelled", "cancelled") if course.state == "cancelled" else ("handed_back", "delivered")
        yield _event(order_id, moment_on(course.left, chance), kind, before, state, chance)
    if course.state == "closed":
        yield _event(order_id, moment_on(course.left, chance), "closed", "delivered", "closed", chance)


def _event(
    order_id: int, moment: str, kind: str, before: str, after: str, chance: random.Random, outcome: str = ""
) -> Row:
    return {
        "order_id": order_id, "kind": kind, "from_state": before, "to_state": after,
        "detail": f'{{"outcome":"{outcome}"}}' if outcome else "{}", **noted(moment, chance),
    }  # fmt: skip


def _moves(unit_id: int, cell: int, number: str, moment: str, course: _Course, chance: random.Random) -> Iterator[Row]:
    yield _move(unit_id, WITH_CUSTOMER, cell, Movement.TAKEN_IN.value, number, moment, chance)
    if course.left is not None:
        left = max(moment, moment_on(course.left, chance))
        yield _move(unit_id, cell, WITH_CUSTOMER, Movement.HANDED_BACK.value, number, left, chance)


def _move(unit_id: int, before: int, after: int, reason: str, number: str, moment: str, chance: random.Random) -> Row:
    return {
        "unit_id": unit_id, "from_location_id": before, "to_location_id": after, "reason": reason,
        "document": number, "condition_before": "in_use", "condition_after": "in_use", **noted(moment, chance),
    }  # fmt: skip


def first_cells() -> Rows:
    """Those where everything stood that has left."""
    return (_shelf_cell(place) for place in range(CELLS_IN_ROW * 2))


def _shelf_cell(place: int) -> tuple[str, Row]:
    code = cell_code(place, CELLS_IN_ROW)
    return "location", {"id": FIRST_CELL + place, "kind": "shelf", "code": code, "position": place}
