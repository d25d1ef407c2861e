"""Ten years in the parts store: what was received, issued, returned, scrapped and claimed, one slip after the other."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from aftersales_desktop.domain import own_numbers
from aftersales_desktop.domain.jalali import to_jalali
from aftersales_desktop.domain.stock import Condition, Movement, Place
from benchmarks.ten_years_catalogue import Article, Catalogue, Workshop
from benchmarks.ten_years_rows import LAST_DAY, Past, Row, noted, stamped
from tests.services import names, rows

NEW, REPAIRED, USED, FAULTY = (
    str(one) for one in (Condition.NEW, Condition.REPAIRED, Condition.HEALTHY_USED, Condition.FAULTY)
)
EVERY_ISSUE, ISSUED, A_FEW = 20, 5, 2
EVERY_RETURN, RETURNED = 20, 2
EVERY_SCRAP, SCRAPPED = 200, 25
EVERY_CLAIM, CLAIMED = 300, 12
DAYS_OF_A_CLAIM = 20
_ANSWERS = ("repaired", "repaired", "repaired", "replaced", "replaced", "credited", "rejected")
Made = list[tuple[str, Row]]


class Stocked(NamedTuple):
    """A part with a serial that may be put in: its condition, and whose bench it is on, None in the store."""

    unit_id: int
    article: Article
    condition: str = NEW
    technician: int | None = None
    day: int = 0


class Store:
    """The store; it makes rows when something happens, and remembers only what is still in the house."""

    def __init__(self, past: Past, workshop: Workshop, catalogue: Catalogue, chance: random.Random) -> None:
        self._past, self.workshop, self._catalogue, self._chance = past, workshop, catalogue, chance
        self._shelf: dict[int, deque[Stocked]] = {}
        self._benches: deque[Stocked] = deque()
        self._faulty: deque[Stocked] = deque()
        self._coming: deque[Stocked] = deque()
        self._lying: deque[tuple[Article, int]] = deque()
        self._counted: dict[int, int] = {}
        self._slips: dict[tuple[str, int], int] = {}
        self._claims: dict[int, int] = {}
        self._units, self._claim_id = past.size.devices, 0

    # what the bench asks for ------------------------------------------------------------------------------------

    def fetch(self, made: Made, day: date, article: Article | None = None) -> Stocked:
        """A healthy part for the bench: one that lies there, or one of the store, bought when there is none."""
        if article is None and self._benches and self._chance.random() < 0.5:
            return self._benches.popleft()
        article = article or self._catalogue.pick(has_serial=True)
        if not self._shelf.get(article.id):
            self._receive(made, article, day)
        return self._shelf[article.id].popleft()

    def fetch_counted(self, made: Made, day: date, quantity: int) -> Article:
        """An article of which so many are in the store now."""
        article = self._catalogue.pick(has_serial=False)
        if self._counted.get(article.id, 0) < quantity:
            slip = self._slip(made, "receipt", day, supplier_id=self.workshop.suppliers[article.supplier][0])
            self._bring_counted(made, article, 50 + quantity, slip, morning(day))
        self._counted[article.id] -= quantity
        return article

    def usual(self) -> Article:
        """Some counted article, whether or not it is in the house."""
        return self._catalogue.pick(has_serial=False)

    def unit(self, made: Made, article: Article, moment: str, serial: str | None = None, **columns: object) -> int:
        """A part with a serial, new at its supplier unless it is said otherwise; gives its row number."""
        self._units += 1
        place = self.workshop.suppliers[article.supplier][1]
        values = {
            "kind": "part", "model_id": article.model_id, "part_id": article.id, "location_id": place,
            "first_location_id": place, "condition": NEW, "first_condition": NEW, "parent_id": None,
            "first_parent_id": None, "cost": None, "supplier_id": None, "supplier_warranty_until": None,
        } | columns  # fmt: skip
        made.append(("unit", rows.record(id=self._units, **values, **stamped(moment, self._chance))))
        kind = "serial" if serial is None else "tag"
        value = serial or names.random_serial(self._chance, self._units)
        made.append(("unit_identifier", rows.identifier_values(self._units, kind, value, family=article.family)))
        return self._units

    def take_faulty(self, unit_id: int, article: Article, day: date) -> None:
        """A part that came out of a device is in the store of faulty parts from that day on."""
        self._faulty.append(Stocked(unit_id, article, FAULTY, day=day.toordinal()))

    # what happens from day to day -------------------------------------------------------------------------------

    def on_day(self, place: int, day: date) -> Made:
        """Slips and claims between two orders."""
        made: Made = []
        while self._coming and self._coming[0].day <= day.toordinal():
            back = self._coming.popleft()
            self._shelf.setdefault(back.article.id, deque()).append(back)
        if place % EVERY_ISSUE == 7:
            self._issue(made, day)
        if place % EVERY_RETURN == 17:
            self._return(made, day)
        if place % EVERY_SCRAP == 99:
            self._scrap(made, day)
        if place % EVERY_CLAIM == 150:
            self._claim(made, day)
        return made

    def series(self) -> Iterator[tuple[str, int]]:
        """How far its numbers have come."""
        yield from ((f"slip/{kind}/{year}", last) for (kind, year), last in self._slips.items())
        yield from ((f"claim/{year}", last) for year, last in self._claims.items())

    def _slip(self, made: Made, kind: str, day: date, **columns: object) -> str:
        year = to_jalali(day)[0]
        count = self._slips[kind, year] = self._slips.get((kind, year), 0) + 1
        number, moment = own_numbers.slip_number(kind, year, count), morning(day)
        values = {"supplier_id": None, "staff_id": None, "note": "", "witnesses": ""} | columns
        made.append(("stock_document", rows.record(
            number=number, request_key=number, kind=kind, at=moment, on_day=day.isoformat(), given_by="انباردار",
            **values, **stamped(moment, self._chance),
        )))  # fmt: skip
        return number

    def _receive(self, made: Made, wanted: Article, day: date) -> None:
        """A delivery: what is wanted, and others that are usual."""
        supplier_id, location = self.workshop.suppliers[wanted.supplier]
        slip, moment = self._slip(made, "receipt", day, supplier_id=supplier_id), morning(day)
        until = (day + timedelta(days=180)).isoformat()
        others = (self._catalogue.pick(has_serial=True) for _ in range(6))
        for article in (wanted,) * self._chance.randrange(2, 5) + tuple(others):
            unit_id = self.unit(
                made, article, moment, location_id=location, first_location_id=location, cost=article.buy,
                supplier_id=supplier_id, supplier_warranty_until=until,
            )  # fmt: skip
            store = self.workshop.places[Place.GOOD_STORE]
            made.append(self._past.unit_move(
                unit_id, location, store, Movement.RECEIVED, moment, self._chance, document=slip, before=NEW, after=NEW,
            ))  # fmt: skip
            self._shelf.setdefault(article.id, deque()).append(Stocked(unit_id, article))
        for _ in range(2):
            self._bring_counted(
                made, self._catalogue.pick(has_serial=False), self._chance.randrange(5, 60), slip, moment
            )

    def _bring_counted(self, made: Made, article: Article, quantity: int, slip: str, moment: str) -> None:
        source = self.workshop.suppliers[article.supplier][1]
        made.append(self.counted_move(article, quantity, source, self.workshop.places[Place.GOOD_STORE],
                                      Movement.RECEIVED, moment, document=slip))  # fmt: skip
        self._counted[article.id] = self._counted.get(article.id, 0) + quantity

    def counted_move(
        self, article: Article, quantity: int, source: int, target: int, reason: Movement, moment: str, *,
        before: str = NEW, after: str = NEW, cost: int = 0, document: str = "", device_id: int | None = None,
        order_id: int | None = None,
    ) -> tuple[str, Row]:  # fmt: skip
        """A movement of counted parts."""
        self._past.parts_moves += 1
        return "stock_move", {
            "id": self._past.parts_moves, "part_id": article.id, "quantity": quantity, "from_location_id": source,
            "to_location_id": target, "reason": reason.value, "condition_before": before, "condition_after": after,
            "cost": cost, "document": document, "device_id": device_id, "order_id": order_id,
            **noted(moment, self._chance),
        }  # fmt: skip

    def _issue(self, made: Made, day: date) -> None:
        """A technician takes parts for the day, one article counted."""
        staff_id, bench = self._chance.choice(self.workshop.technicians)
        slip = self._slip(made, "issue", day, staff_id=staff_id)
        store, moment = self.workshop.places[Place.GOOD_STORE], f"{day.isoformat()}T04:30:00.000Z"
        for _ in range(ISSUED):
            article = self._catalogue.pick(has_serial=True)
            if self._shelf.get(article.id):
                part = self._shelf[article.id].popleft()
                made.append(self._past.unit_move(
                    part.unit_id, store, bench, Movement.ISSUED, moment, self._chance, document=slip,
                    before=part.condition, after=part.condition,
                ))  # fmt: skip
                self._benches.append(part._replace(technician=staff_id, day=day.toordinal()))
        article = self.fetch_counted(made, day, A_FEW)
        made.append(self.counted_move(article, A_FEW, store, bench, Movement.ISSUED, moment, document=slip))
        self._lying.append((article, bench))

    def _return(self, made: Made, day: date) -> None:
        """Parts that were not needed come back; one of three had a fault when it came out of its box."""
        kind = self._chance.choice(("return", "return", "faulty_receipt"))
        parts = [self._benches.popleft() for _ in range(RETURNED) if self._is_older(self._benches, day)]
        if not parts:
            return
        slip, places = self._slip(made, kind, day), self.workshop.places
        benches = dict(self.workshop.technicians)
        for part in parts:
            is_good = kind == "return"
            target = places[Place.GOOD_STORE if is_good else Place.FAULTY_STORE]
            reason = Movement.RETURNED if is_good else Movement.FAULTY_RECEIVED
            made.append(self._past.unit_move(
                part.unit_id, benches[part.technician], target, reason, morning(day), self._chance, document=slip,
                before=part.condition, after=part.condition if is_good else FAULTY,
            ))  # fmt: skip
            if is_good:
                self._shelf.setdefault(part.article.id, deque()).append(part._replace(technician=None))
            else:
                self.take_faulty(part.unit_id, part.article, day)
        if kind == "return" and len(self._lying) > len(self.workshop.technicians):
            self._give_back_counted(made, day, slip)

    def _give_back_counted(self, made: Made, day: date, slip: str) -> None:
        """What has lain on benches longest."""
        for _ in range(2):
            article, bench = self._lying.popleft()
            made.append(self.counted_move(article, A_FEW, bench, self.workshop.places[Place.GOOD_STORE],
                                          Movement.RETURNED, morning(day), document=slip))  # fmt: skip
            self._counted[article.id] += A_FEW

    def _scrap(self, made: Made, day: date) -> None:
        parts = [self._faulty.popleft() for _ in range(SCRAPPED) if self._is_older(self._faulty, day)]
        if not parts:
            return
        slip = self._slip(made, "scrap", day, witnesses="مدیر مرکز", note="غیر قابل تعمیر")
        source, target = self.workshop.places[Place.FAULTY_STORE], self.workshop.places[Place.SCRAP]
        for part in parts:
            made.append(self._past.unit_move(
                part.unit_id, source, target, Movement.SCRAPPED, morning(day), self._chance, document=slip,
                before=FAULTY, after=Condition.SCRAP.value, note="غیر قابل تعمیر",
            ))  # fmt: skip

    # claims at suppliers ----------------------------------------------------------------------------------------

    def _claim(self, made: Made, day: date) -> None:
        """Faulty parts go to a supplier, who answers after some weeks, if these have passed by now."""
        parts = [self._faulty.popleft() for _ in range(CLAIMED) if self._is_older(self._faulty, day)]
        if not parts:
            return
        year = to_jalali(day)[0]
        count = self._claims[year] = self._claims.get(year, 0) + 1
        number, answered = own_numbers.claim_number(year, count), day + timedelta(days=DAYS_OF_A_CLAIM)
        arrived, is_over = day + timedelta(days=3), answered <= LAST_DAY
        supplier_id, location = self.workshop.suppliers[parts[0].article.supplier]
        self._claim_id += 1
        made.append(("supplier_claim", rows.record(
            id=self._claim_id, number=number, request_key=number, supplier_id=supplier_id,
            state="settled" if is_over else "sent", sent_on=day.isoformat(),
            arrived_on=arrived.isoformat() if is_over else None, settled_on=answered.isoformat() if is_over else None,
            **stamped(morning(day), self._chance),
        )))  # fmt: skip
        faulty, transit = self.workshop.places[Place.FAULTY_STORE], self.workshop.places[Place.TRANSIT]
        for part in parts:
            made.append(self._sent(part, faulty, transit, Movement.CLAIMED, day, number))
            answer, new = "sent", None
            if is_over:
                made.append(self._sent(part, transit, location, Movement.CLAIM_ARRIVED, arrived, number))
                answer = self._chance.choice(_ANSWERS)
                new = self._bring_back(made, part, answer, location, answered, number, supplier_id)
            made.append(("supplier_claim_line", rows.record(
                claim_id=self._claim_id, part_id=part.article.id, unit_id=part.unit_id, state=answer,
                fault="کار نمی‌کند", expected=part.article.buy, received=part.article.buy if answer == "credited" else 0,
                answered_on=answered.isoformat() if is_over else None, replacement_id=new,
                **stamped(morning(day), self._chance),
            )))  # fmt: skip

    def _bring_back(
        self, made: Made, part: Stocked, answer: str, location: int, day: date, number: str, supplier_id: int
    ) -> int | None:
        """What came back is on the shelf from that day on; gives the part that came instead of another."""
        store, faulty = self.workshop.places[Place.GOOD_STORE], self.workshop.places[Place.FAULTY_STORE]
        if answer == "rejected":
            made.append(self._sent(part, location, faulty, Movement.CLAIM_ANSWERED, day, number))
            self.take_faulty(part.unit_id, part.article, day)
            return None
        if answer == "repaired":
            made.append(self._sent(part, location, store, Movement.CLAIM_ANSWERED, day, number, after=REPAIRED))
            self._coming.append(Stocked(part.unit_id, part.article, REPAIRED, day=day.toordinal()))
            return None
        if answer == "credited":
            return None
        new = self.unit(made, part.article, morning(day), location_id=location, first_location_id=location,
                        cost=part.article.buy, supplier_id=supplier_id)  # fmt: skip
        came = Stocked(new, part.article, NEW, day=day.toordinal())
        made.append(self._sent(came, location, store, Movement.CLAIM_ANSWERED, day, number, after=NEW))
        self._coming.append(came)
        return new

    def _sent(
        self, part: Stocked, source: int, target: int, reason: Movement, day: date, number: str, after: str = FAULTY
    ) -> tuple[str, Row]:
        return self._past.unit_move(
            part.unit_id, source, target, reason, morning(day), self._chance, document=number, before=part.condition,
            after=after,
        )  # fmt: skip

    @staticmethod
    def _is_older(parts: deque[Stocked], day: date) -> bool:
        return bool(parts) and parts[0].day < day.toordinal()


def morning(day: date) -> str:
    """Before the counter opens."""
    return f"{day.isoformat()}T04:00:00.000Z"
