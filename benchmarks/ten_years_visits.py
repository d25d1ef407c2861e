"""Ten years of visits: who came in on which day, what happened to the device, and which of them are still there."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from aftersales_desktop.domain import identifiers
from aftersales_desktop.domain.cells import cell_code
from aftersales_desktop.domain.jalali import to_jalali
from aftersales_desktop.domain.stock import Movement
from benchmarks.ten_years_bench import WORKED_ON, Bench, Job
from benchmarks.ten_years_rows import LAST_DAY, Past, Row, Rows, day_of, moment_on, noted, stamped
from benchmarks.ten_years_store import Store
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


def visits(past: Past, store: Store, bench: Bench) -> Rows:
    """Receptions, their orders, what was done on the bench and in the store meanwhile, and every event and move."""
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
        yield from store.on_day(place, course.received)
        yield from _order(past, bench, place + 1, reception_id, number, position, unit_id, course)


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
    past: Past, bench: Bench, order_id: int, reception_id: int, reception: str, position: int, unit_id: int,
    course: _Course,
) -> Rows:  # fmt: skip
    chance = past.chance
    number, moment = identifiers.order_number(reception, position), moment_on(course.received, chance)
    cell = _cell(past, course)
    if course.left is not None:
        past.left_on[unit_id] = course.left.toordinal()
    if course.is_open:
        yield _shelf_cell(cell)
    left = course.left if course.state in ("delivered", "closed") else None
    words, tone = chance.choice(WORDS), chance.choice(("covered", "doubtful", "refused", "unknown"))
    job = _job(bench, order_id, number, unit_id, moment, course, tone)
    yield "service_order", rows.order_values(
        number, reception_id, unit_id, past.owners[unit_id - 1], state=course.state, outcome=course.outcome,
        position=position, customer_words=words, verdict=bench.verdict(tone) if course.is_open else "[]",
        received_on=course.received.isoformat(), verdict_tone=tone,
        promised_on=(course.received + timedelta(days=chance.randrange(2, 12))).isoformat(),
        delivered_on=left.isoformat() if left else None,
        cancel_reason="اشتباه ثبت شده بود" if course.state == "cancelled" else "",
        shelf=cell_code(cell, CELLS_IN_ROW), technician_id=job.staff_id if job else None, **stamped(moment, chance),
    )  # fmt: skip
    yield from _events(order_id, moment, course, chance, job)
    yield from _moves(past, unit_id, FIRST_CELL + cell, number, moment, course)
    if job is not None and course.left is not None:
        yield from bench.hand_back(job, moment_on(course.left, chance))


def _job(
    bench: Bench, order_id: int, number: str, unit_id: int, moment: str, course: _Course, tone: str
) -> Job | None:  # fmt: skip
    """What was done to the device by now; nothing where it was only received, or taken back at once."""
    if course.state == "cancelled" or (course.ready is None and course.state not in WORKED_ON):
        return None
    days = (course.ready - course.received).days if course.ready else 5
    job = bench.job(order_id, number, unit_id, course.received, moment, days=days, tone=tone)
    bench.work(job, course.state, course.outcome)
    return job


def _cell(past: Past, course: _Course) -> int:
    """Devices that are here stand in cells of their own; those that left stood in one of the first forty."""
    if not course.is_open:
        return past.chance.randrange(CELLS_IN_ROW * 2)
    past.cells += 1
    return CELLS_IN_ROW * 2 + past.cells - 1


def _events(order_id: int, moment: str, course: _Course, chance: random.Random, job: Job | None) -> Rows:
    """Its history, what was done on the bench in its place within it."""
    before = "received"
    yield "order_event", _event(order_id, moment, "received", "received", "received", chance)
    if job is not None:
        before = job.state
        yield from job.made
    if course.ready is not None and course.ready <= LAST_DAY:
        ready = moment_on(course.ready, chance)
        yield "order_event", _event(order_id, ready, "ready", before, "ready", chance, course.outcome)
        before = "ready"
    if course.left is not None:
        kind, state = ("cancelled", "cancelled") if course.state == "cancelled" else ("handed_back", "delivered")
        yield "order_event", _event(order_id, moment_on(course.left, chance), kind, before, state, chance)
    if course.state == "closed":
        closed = moment_on(course.left, chance)
        yield "order_event", _event(order_id, closed, "step", "delivered", "closed", chance)


def _event(
    order_id: int, moment: str, kind: str, before: str, after: str, chance: random.Random, outcome: str = ""
) -> Row:
    return {
        "order_id": order_id, "kind": kind, "from_state": before, "to_state": after, "note": "",
        "detail": f'{{"outcome":"{outcome}"}}' if outcome else "{}", **noted(moment, chance),
    }  # fmt: skip


def _moves(past: Past, unit_id: int, cell: int, number: str, moment: str, course: _Course) -> Rows:
    as_it_is = {"document": number, "before": "in_use", "after": "in_use"}
    yield past.unit_move(unit_id, WITH_CUSTOMER, cell, Movement.TAKEN_IN, moment, past.chance, **as_it_is)
    if course.left is not None:
        left = max(moment, moment_on(course.left, past.chance))
        yield past.unit_move(unit_id, cell, WITH_CUSTOMER, Movement.HANDED_BACK, left, past.chance, **as_it_is)


def first_cells() -> Rows:
    """Those where everything stood that has left."""
    return (_shelf_cell(place) for place in range(CELLS_IN_ROW * 2))


def _shelf_cell(place: int) -> tuple[str, Row]:
    code = cell_code(place, CELLS_IN_ROW)
    return "location", {"id": FIRST_CELL + place, "kind": "shelf", "code": code, "position": place}
