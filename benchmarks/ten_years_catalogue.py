"""The workshop's side of a file of ten years: its people, suppliers, operations, articles, and their prices by day."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.services import staff, suppliers, tariffs
from aftersales_desktop.services.parts import PART_CATEGORY
from aftersales_desktop.services.suppliers import SupplierDetails
from aftersales_desktop.services.tariffs import TariffDetails
from aftersales_desktop.services.work import Desk
from benchmarks.ten_years_rows import BRANDS, Row, Rows, day_of, moment_on, noted, stamped
from tests.services import names, rows

EVERY_SERIALISED = 5
"""So many-th articles have serials."""

TECHNICIANS, SUPPLIERS, TARIFFS = 18, 40, 60
PRICES = 3
NOUNS = (
    "برد اصلی", "برد پاور", "پمپ تخلیه", "موتور فن", "کمپرسور", "هیتر", "صفحه‌نمایش", "باتری", "ترموستات",
    "سنسور دما", "شیر برقی", "دینام", "گیربکس", "میکروسوییچ", "کلید فشاری", "اینورتر", "تیونر", "بلندگو", "لنز",
    "هد چاپ", "غلتک", "کابل فلت", "فیلتر", "واشر", "تسمه",
)  # fmt: skip
_WORK = ("تعویض", "سرویس", "عیب‌یابی", "تنظیم", "نظافت")
_GROUPS = ("", "", "", "مصرفی", "بدنه")


@dataclass(frozen=True)
class Article:
    """What the store and the bench must know of an article; money in rials."""

    id: int
    name: str
    family: str
    model_id: int | None
    supplier: int
    buy: int
    sell: int


@dataclass(frozen=True)
class Workshop:
    """What the file has before its first day: places by kind, benches with their technicians, suppliers, operations."""

    places: dict[str, int]
    technicians: Sequence[tuple[int, int]]
    suppliers: Sequence[tuple[int, int]]
    tariffs: Sequence[tuple[int, str, int, int]]


def open_workshop(desk: Desk) -> Workshop:
    """Hire people, note suppliers and operations through the services."""
    chance = random.Random(3)
    people = [
        staff.add_member(desk, f"{names.typed_name(chance)} {place}", Role.TECHNICIAN) for place in range(TECHNICIANS)
    ]
    sources = [
        suppliers.add_supplier(
            desk, SupplierDetails(f"بازرگانی {names.random_surname(chance)} {place}", warranty_months=6)
        )
        for place in range(SUPPLIERS)
    ]
    work = [
        tariffs.add_tariff(
            desk,
            TariffDetails(
                f"T-{place:03}", f"{_WORK[place % 5]} {NOUNS[place % len(NOUNS)]} {place}", 15 * (1 + place % 8),
                500_000 * (1 + place % 9), 100_000,
            ),
        )
        for place in range(TARIFFS)
    ]  # fmt: skip
    places = dict(desk.rows("SELECT kind, id FROM location WHERE kind NOT IN ('supplier', 'bench', 'shelf')"))
    return Workshop(
        places,
        [(one.id, one.bench_id) for one in people],
        [(one.id, one.location_id) for one in sources],
        [(one.id, one.name, one.minutes, one.price) for one in work],
    )


class Catalogue:
    """The articles; an article with serials comes up the more often the earlier it stands."""

    def __init__(self, count: int, workshop: Workshop, chance: random.Random, category_id: int, models: int) -> None:
        self._count, self._workshop, self._chance = count, workshop, chance
        self._category_id, self._models = category_id, models
        self.serialised: list[Article] = []
        self.counted: list[Article] = []
        self._weights: dict[bool, list[float]] = {}

    def rows(self) -> Rows:
        """The category of parts, every article with its model and prices, and what may stand for what."""
        chance, first_day = self._chance, moment_on(day_of(0, 1000), self._chance)
        yield "category", rows.record(
            id=self._category_id, code=PART_CATEGORY, name_fa="قطعه", name_en="Part", position=999,
            **stamped(first_day, chance) | {"archived_at": first_day},
        )  # fmt: skip
        for place in range(self._count):
            moment = moment_on(day_of(place, self._count * 3), chance)
            article = self._article(place)
            (self.serialised if article.model_id else self.counted).append(article)
            if article.model_id:
                yield "product_model", rows.record(
                    id=article.model_id, category_id=self._category_id, name=f"{article.name} · {place}",
                    family=article.family, **stamped(moment, chance),
                )  # fmt: skip
            yield "part", self._part(article, moment)
            yield from (("part_price", price) for price in self._prices(article))
            if place % 50 == 49:
                yield "part_equivalent", {"part_id": article.id, "other_id": article.id - 1}

    def pick(self, *, has_serial: bool) -> Article:
        """Some article, the usual ones often."""
        articles = self.serialised if has_serial else self.counted
        if has_serial not in self._weights:
            self._weights[has_serial] = names.falling_weights(len(articles), 0.9)
        return self._chance.choices(articles, cum_weights=self._weights[has_serial])[0]

    def _article(self, place: int) -> Article:
        name = f"{NOUNS[place % len(NOUNS)]} {BRANDS[place // 7 % len(BRANDS)]} {'ABCDE'[place % 5]}{place:05}"
        has_serial = place % EVERY_SERIALISED == 0
        model_id = self._models + place // EVERY_SERIALISED + 1 if has_serial else None
        buy = 10_000 * self._chance.randrange(5, 2_000)
        norm = text.code_norm(_code(place))
        return Article(place + 1, name, f"part:{norm}", model_id, place % SUPPLIERS, buy, buy * 14 // 10)

    def _part(self, article: Article, moment: str) -> Row:
        place = article.id - 1
        code = _code(place)
        return rows.record(
            id=article.id, code=code, code_norm=text.code_norm(code), name=article.name,
            search=f" {text.fold(article.name)} {text.fold(code)} {text.code_norm(code).lower()}",
            name_sort=text.sort_key(article.name), unit_word="عدد", is_serialised=int(article.model_id is not None),
            part_group=_GROUPS[place % 5], model_id=article.model_id, minimum=place % 4 * 2,
            place=f"{'ABCDEFGH'[place % 8]}{place // 8 % 30 + 1:02}-{place % 12 + 1:02}", warranty_months=place % 3 * 3,
            supplier_id=self._workshop.suppliers[article.supplier][0], **stamped(moment, self._chance),
        )  # fmt: skip

    def _prices(self, article: Article) -> list[Row]:
        """Dearer every few years, up to what it costs today."""
        first, made = self._chance.randrange(400), []
        for step in range(PRICES):
            day = day_of(first + step * 300, 1_000)
            share = (step + 1) / PRICES
            made.append({
                "part_id": article.id, "from_on": day.isoformat(), "buy": int(article.buy * share),
                "sell": int(article.sell * share), **noted(moment_on(day, self._chance), self._chance),
            })  # fmt: skip
        return made


def _code(place: int) -> str:
    return f"{['BRD', 'PMP', 'FAN', 'HTR', 'LCD'][place % 5]}-{place:05}"
