"""Ten years on the benches: what was found in each device, what was done and put in, what the customer agreed to."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from aftersales_desktop.domain.coverage import coverage_of
from aftersales_desktop.domain.own_numbers import unit_tag
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.domain.warranty import CardFacts, CardState, Category, StartEvidence, summary
from aftersales_desktop.domain.warranty_terms import TermsSnapshot
from aftersales_desktop.i18n import message_to_json
from aftersales_desktop.services.order_verdicts import verdict_json
from benchmarks.ten_years_catalogue import Article
from benchmarks.ten_years_rows import LAST_DAY, Past, Row, moment_on, noted, stamped
from benchmarks.ten_years_store import FAULTY, Made, Stocked, Store
from tests.services import rows

WORKED_ON = ("diagnosing", "waiting_approval", "waiting_part", "in_repair", "quality_control")
_REPAIRING = ("in_repair", "quality_control")
_FINDINGS = (
    "برد اصلی اتصال کوتاه دارد و باید تعویض شود", "خازن‌های بخش تغذیه خراب شده‌اند", "پمپ تخلیه گیر کرده و صدا می‌دهد",
    "گرد و غبار زیاد داخل دستگاه؛ سرویس شد", "آثار نفوذ مایع روی برد دیده می‌شود", "موتور فن کار نمی‌کند",
)  # fmt: skip
_AREAS, _CAUSES, _ACTIONS = (
    ("power", "board", "motor", "water"),
    ("worn", "component", "surge"),
    ("replaced", "cleaned"),
)


@dataclass
class Job:
    """An order that is being worked on: when, by whom, and what follows when its device is fetched."""

    order_id: int
    number: str
    device_id: int
    received: date
    day: date
    moment: str
    staff_id: int
    bench: int
    is_covered: bool
    state: str = "received"
    lines: int = 0
    made: Made = field(default_factory=list)
    for_customer: list[Stocked] = field(default_factory=list)


class Bench:
    """What technicians do; it remembers which parts it has put into which device."""

    def __init__(self, past: Past, store: Store, chance: random.Random) -> None:
        self._past, self._store, self._chance = past, store, chance
        self._workshop = store.workshop
        self._inside: dict[int, list[Stocked]] = {}
        self._lines = self._estimates = self.tags = 0
        self._answers = _answers(past.terms[0])

    def verdict(self, tone: str) -> str:
        """What the counter was told about a device that is still here."""
        return self._answers[tone == "covered"][0]

    def job(
        self, order_id: int, number: str, device_id: int, received: date, moment: str, *, days: int, tone: str
    ) -> Job:
        """An order comes on a bench within so many days."""
        day = min(received + timedelta(days=self._chance.randrange(max(1, days))), LAST_DAY)
        staff_id, bench = self._chance.choice(self._workshop.technicians)
        at = max(moment, moment_on(day, self._chance))
        return Job(order_id, number, device_id, received, day, at, staff_id, bench, is_covered=tone == "covered")

    def work(self, job: Job, state: str, outcome: str) -> None:
        """Everything that was done by now, written into the job."""
        chance = self._chance
        self._diagnose(job)
        if state == "waiting_part":
            self._wait(job)
        elif state == "waiting_approval" or outcome == "price_refused":
            self._plan(job)
            self._estimate(job, {"waiting_approval": "issued"}.get(state, "refused"))
        elif outcome == "repaired" or state in _REPAIRING:
            if not job.is_covered and chance.random() < 0.15:
                self._estimate(job, "approved")
            self._step(job, "in_repair")
            self._labour(job)
            if chance.random() < 0.62:
                for _ in range(2 if chance.random() < 0.12 else 1):
                    self._swap(job)
            if chance.random() < 0.35:
                self._use_counted(job)
        if state in WORKED_ON:
            self._step(job, state)

    def hand_back(self, job: Job, moment: str) -> Made:
        """Old parts that were promised to the customer leave with the device."""
        left = max(moment, job.moment)
        return [
            self._past.unit_move(
                part.unit_id, job.bench, 1, Movement.GIVEN_TO_CUSTOMER, left, self._chance, document=job.number,
                before=FAULTY, after=FAULTY, order_id=job.order_id,
            )
            for part in job.for_customer
        ]  # fmt: skip

    # diagnosis and steps ----------------------------------------------------------------------------------------

    def _event(self, job: Job, kind: str, after: str, note: str = "", **detail: object) -> None:
        job.made.append(("order_event", {
            "order_id": job.order_id, "kind": kind, "from_state": job.state, "to_state": after, "note": note,
            "detail": json.dumps({"by_id": job.staff_id, **detail}, ensure_ascii=False),
            **noted(job.moment, self._chance),
        }))  # fmt: skip
        job.state = after

    def _step(self, job: Job, state: str) -> None:
        if job.state != state:
            self._event(job, "step", state)

    def _diagnose(self, job: Job) -> None:
        chance, finding = self._chance, self._chance.choice(_FINDINGS)
        self._step(job, "diagnosing")
        job.made.append(("diagnosis", rows.record(
            order_id=job.order_id, technician_id=job.staff_id, finding=finding, areas=_one(chance, _AREAS),
            causes=_one(chance, _CAUSES), actions=_one(chance, _ACTIONS), responsibility="unknown",
            **stamped(job.moment, chance),
        )))  # fmt: skip
        self._event(job, "diagnosed", job.state, finding)

    # lines ------------------------------------------------------------------------------------------------------

    def _line(self, job: Job, kind: str, title: str, list_price: int, **columns: object) -> int:
        """A line with who pays it by the warranty; gives its row number."""
        self._lines += 1
        job.lines += 1
        is_done = columns.get("state", "done") == "done"
        covered = {"coverage": "warranty", "covered_pct": 100, "payer": "centre", "price": 0}
        paid = {"coverage": "pay", "covered_pct": 0, "payer": "customer", "price": list_price}
        values = {
            "tariff_id": None, "part_id": None, "quantity": 1, "minutes": 0, "cost": 0, "state": "done",
            "unit_in_id": None, "unit_out_id": None, "old_part": "", "no_old_reason": "", "warranty_until": None,
        } | columns  # fmt: skip
        made = rows.record(
            id=self._lines, order_id=job.order_id, position=job.lines, kind=kind, title=title, list_price=list_price,
            technician_id=job.staff_id, done_on=job.day.isoformat() if is_done else None,
            reason=self._answers[job.is_covered][1], **(covered if job.is_covered else paid), **values,
            **stamped(job.moment, self._chance),
        )  # fmt: skip
        job.made.append(("order_line", made))
        return self._lines

    def _noted(self, job: Job, kind: str, title: str, **detail: object) -> None:
        self._event(job, kind, job.state, line=job.made[-1][1].get("uuid", ""), title=title, **detail)

    def _labour(self, job: Job) -> None:
        tariff_id, name, minutes, price = self._chance.choice(self._workshop.tariffs)
        self._line(job, "labour", name, price, tariff_id=tariff_id, minutes=minutes, cost=100_000)
        self._noted(job, "line_added", name)

    def _plan(self, job: Job) -> Article:
        article = self._store.usual()
        self._line(job, "part", article.name, article.sell, part_id=article.id, state="planned", cost=article.buy)
        self._noted(job, "line_added", article.name)
        return article

    def _wait(self, job: Job) -> None:
        """The part of a planned line is not in the house."""
        article = self._plan(job)
        job.made.append(("part_reservation", rows.record(
            order_id=job.order_id, part_id=article.id, quantity=1, state="waiting", **stamped(job.moment, self._chance),
        )))  # fmt: skip

    def _swap(self, job: Job) -> None:
        """A part with a serial goes in, and mostly an old one comes out."""
        known = self._inside.get(job.device_id)
        old = known.pop(0) if known and self._chance.random() < 0.6 else None
        new = self._store.fetch(job.made, job.received, old.article if old else None)
        article = new.article
        columns = {"unit_in_id": new.unit_id, **self._old(job, old, article)}
        line = self._line(
            job, "part", article.name, article.sell, part_id=article.id, cost=article.buy,
            warranty_until=(job.day + timedelta(days=90)).isoformat(), **columns,
        )  # fmt: skip
        self._noted(job, "swapped", article.name)
        moves = [*self._into(job, new), *self._out(job, article, columns)]
        job.made += moves
        job.made += (("order_line_move", _link(line, unit_move_id=move["id"])) for _table, move in moves)
        self._inside.setdefault(job.device_id, []).append(new)

    def _old(self, job: Job, old: Stocked | None, article: Article) -> Row:
        """What comes out: one of ours, one seen for the first time, or nothing."""
        dice = self._chance.random()
        if old is None and dice < 0.2:
            return {"unit_out_id": None, "old_part": "none", "no_old_reason": "none"}
        unreadable = old is None and dice > 0.9
        unit_id = old.unit_id if old else self._first_seen(job, article, is_readable=not unreadable)
        stays = "customer" if self._chance.random() < 0.12 else "faulty_store"
        return {
            "unit_out_id": unit_id, "old_part": stays, "no_old_reason": "unreadable" if unreadable else "",
        }  # fmt: skip

    def _first_seen(self, job: Job, article: Article, *, is_readable: bool) -> int:
        inside, tag = self._workshop.places[Place.INSTALLED], None
        if not is_readable:
            self.tags += 1
            tag = unit_tag(self.tags)
        return self._store.unit(
            job.made, article, job.moment, tag, location_id=inside, first_location_id=inside, condition="in_use",
            first_condition="in_use", parent_id=job.device_id, first_parent_id=job.device_id,
        )  # fmt: skip

    def _into(self, job: Job, new: Stocked) -> Made:
        moved: Made = []
        benches, store = dict(self._workshop.technicians), self._workshop.places[Place.GOOD_STORE]
        bench = benches[new.technician] if new.technician else job.bench
        if new.technician is None:
            moved.append(self._move(job, new.unit_id, store, bench, Movement.ISSUED, new.condition, new.condition))
        inside = self._workshop.places[Place.INSTALLED]
        moved.append(self._move(job, new.unit_id, bench, inside, Movement.INSTALLED, new.condition, "in_use"))
        return moved

    def _out(self, job: Job, article: Article, columns: Row) -> Made:
        old = columns["unit_out_id"]
        if old is None:
            return []
        inside = self._workshop.places[Place.INSTALLED]
        moved = [self._move(job, old, inside, job.bench, Movement.REMOVED, "in_use", FAULTY)]
        if columns["old_part"] == "customer":
            job.for_customer.append(Stocked(old, article, FAULTY))
        else:
            store = self._workshop.places[Place.FAULTY_STORE]
            moved.append(self._move(job, old, job.bench, store, Movement.FAULTY_RECEIVED, FAULTY, FAULTY))
            self._store.take_faulty(old, article, job.day)
        return moved

    def _move(
        self, job: Job, unit_id: int, source: int, target: int, reason: Movement, before: str, after: str
    ) -> tuple[str, Row]:
        is_inside = reason in (Movement.INSTALLED, Movement.REMOVED)
        return self._past.unit_move(
            unit_id, source, target, reason, job.moment, self._chance, document=job.number, before=before, after=after,
            device_id=job.device_id if is_inside else None, order_id=job.order_id,
        )  # fmt: skip

    def _use_counted(self, job: Job) -> None:
        quantity = self._chance.randrange(1, 5)
        article = self._store.fetch_counted(job.made, job.received, quantity)
        line = self._line(job, "part", article.name, article.sell * quantity, part_id=article.id, quantity=quantity,
                          cost=article.buy * quantity)  # fmt: skip
        self._noted(job, "swapped", article.name)
        store, inside = self._workshop.places[Place.GOOD_STORE], self._workshop.places[Place.INSTALLED]
        marks = {"document": job.number, "order_id": job.order_id}
        moves = [
            self._store.counted_move(article, quantity, store, job.bench, Movement.ISSUED, job.moment, **marks),
            self._store.counted_move(
                article, quantity, job.bench, inside, Movement.INSTALLED, job.moment, after=Condition.IN_USE.value,
                cost=article.buy * quantity, device_id=job.device_id, **marks,
            ),
        ]  # fmt: skip
        job.made += moves
        job.made += (("order_line_move", _link(line, stock_move_id=move["id"])) for _table, move in moves)

    # estimates --------------------------------------------------------------------------------------------------

    def _estimate(self, job: Job, state: str) -> None:
        """What it would cost, and what the customer said; the lines go first, for they never change afterwards."""
        self._estimates += 1
        estimate, chance = self._estimates, self._chance
        article, (tariff_id, name, _minutes, fee) = self._store.usual(), chance.choice(self._workshop.tariffs)
        common = {"estimate_id": estimate, "option": 1}
        job.made += [
            ("estimate_line", common | {"position": 1, "kind": "labour", "title": name, "tariff_id": tariff_id,
                                        "part_id": None, "price": fee}),
            ("estimate_line", common | {"position": 2, "kind": "part", "title": article.name, "tariff_id": None,
                                        "part_id": article.id, "price": article.sell}),
            ("estimate", rows.record(
                id=estimate, order_id=job.order_id, version=1, state=state, issued_at=job.moment,
                valid_until=(job.day + timedelta(days=7)).isoformat(), chosen_option=1 if state == "approved" else None,
                **stamped(job.moment, chance),
            )),
        ]  # fmt: skip
        if state != "issued":
            job.made.append(("approval", {
                "order_id": job.order_id, "estimate_id": estimate, "decision": state,
                "option": 1 if state == "approved" else None, "who": "صاحب دستگاه", "how": "phone",
                "amount": fee + article.sell if state == "approved" else 0, **noted(job.moment, chance),
            }))  # fmt: skip


def _one(chance: random.Random, codes: tuple[str, ...]) -> str:
    return json.dumps([chance.choice(codes)])


def _link(line: int, *, unit_move_id: int | None = None, stock_move_id: int | None = None) -> Row:
    return {"line_id": line, "unit_move_id": unit_move_id, "stock_move_id": stock_move_id}


def _answers(terms: TermsSnapshot) -> dict[bool, tuple[str, str]]:
    """What the warranty says of a device that is covered and of one that is not: for its order, for a line of it."""
    made = {}
    for is_covered, years in ((True, 0), (False, 12)):
        start = LAST_DAY - timedelta(days=30 + 365 * years)
        card = CardFacts("", "", True, CardState.ACTIVE, terms, start, StartEvidence.INVOICE)
        verdicts = summary(card, LAST_DAY)
        parts = next(one for one in verdicts if one.category is Category.PARTS)
        reason = message_to_json(coverage_of(parts).reason)
        order = json.dumps([verdict_json(one) for one in verdicts], ensure_ascii=False)
        made[is_covered] = (order, json.dumps(reason, ensure_ascii=False))
    return made
