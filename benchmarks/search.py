"""The search box: p95 over every kind of query, as a ratio to reading a 50-row page by its ids over two joins.

    python -m benchmarks.search [CUSTOMERS DEVICES]

A page of each of four kinds of records is found and read for a query. Every query is run three times and its best
time counts; the page is read between them. Also prints how often the record looked for was found (it must be always).
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from aftersales_desktop.domain.text import code_norm, search_tokens
from aftersales_desktop.services.search import search
from aftersales_desktop.services.search_hits import HitKind
from aftersales_desktop.services.work import Reader, close_desk, open_desk
from tests.services.factories import Given, Shop, fill_shop

QUERIES = 60
TARGET = 60
FLOOR = """
    SELECT u.id, u.color, m.brand, m.name, c.name, c.subscriber_number FROM unit u
    JOIN product_model m ON m.id = u.model_id JOIN customer c ON c.id = u.owner_id WHERE u.id BETWEEN ? AND ?"""


class Kind(NamedTuple):
    """One way of looking for a record."""

    title: str
    kind: HitKind
    query: Callable[[Given, random.Random], str]


def _part(text: str, length: int, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(text) - length + 1))
    return text[start : start + length]


def _surname(customer: Given) -> str:
    return search_tokens(customer.name)[-1]


KINDS = (
    Kind("surname, 2 letters", HitKind.CUSTOMER, lambda one, _: _surname(one)[:2]),
    Kind("surname, 3 letters", HitKind.CUSTOMER, lambda one, _: _surname(one)[:3]),
    Kind("surname", HitKind.CUSTOMER, lambda one, _: _surname(one)),
    Kind("two words, turned round", HitKind.CUSTOMER, lambda one, _: " ".join(search_tokens(one.name)[::-1])),
    Kind("two 3-letter beginnings", HitKind.CUSTOMER, lambda one, _: " ".join(w[:3] for w in search_tokens(one.name))),
    Kind("word and a letter", HitKind.CUSTOMER, lambda one, _: f"{search_tokens(one.name)[0]} {_surname(one)[0]}"),
    Kind("middle of a name", HitKind.CUSTOMER, lambda one, _: _surname(one)[-4:]),
    Kind("name without its space", HitKind.CUSTOMER, lambda one, _: "".join(search_tokens(one.name))),
    Kind("phone, last 4", HitKind.CUSTOMER, lambda one, _: one.phones[-1][-4:]),
    Kind("phone, first 7", HitKind.CUSTOMER, lambda one, _: one.phones[-1][:7]),
    Kind("phone, middle 5", HitKind.CUSTOMER, lambda one, _: one.phones[-1][3:8]),
    Kind("phone, whole", HitKind.CUSTOMER, lambda one, _: one.phones[-1]),
    Kind("name and last 4", HitKind.CUSTOMER, lambda one, _: f"{_surname(one)} {one.phones[-1][-4:]}"),
    Kind("serial, first 6", HitKind.UNIT, lambda one, _: code_norm(one.serial)[:6]),
    Kind("serial, middle 5", HitKind.UNIT, lambda one, chance: _part(code_norm(one.serial), 5, chance)),
    Kind("serial, last 5", HitKind.UNIT, lambda one, _: code_norm(one.serial)[-5:]),
    Kind("serial, whole", HitKind.UNIT, lambda one, _: one.serial),
    Kind("order, whole", HitKind.ORDER, lambda one, _: one.number),
    Kind("order, last 5", HitKind.ORDER, lambda one, _: code_norm(one.number)[-5:]),
    Kind("card, whole", HitKind.CARD, lambda one, _: one.number),
    Kind("card, last 5", HitKind.CARD, lambda one, _: code_norm(one.number)[-5:]),
    Kind("no hit", HitKind.CUSTOMER, lambda _, chance: f"قققق{chance.randrange(10**6)}"),
)


def _records(shop: Shop, kind: HitKind) -> list[Given]:
    lists = {
        HitKind.CUSTOMER: shop.customers,
        HitKind.UNIT: shop.units,
        HitKind.ORDER: shop.orders,
        HitKind.CARD: shop.cards,
    }
    return [one for one in lists[kind] if not one.archived_at]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _measured(reader: Reader, queries: list[str], floors: list[float], first_unit: int) -> Iterator[float]:
    for query in queries:
        times = []
        for _ in range(3):
            floors.append(_timed(lambda: reader.rows(FLOOR, first_unit, first_unit + 49)))
            times.append(_timed(lambda: search(reader, query)))  # noqa: B023 - called at once
        yield min(times)


def _is_found(reader: Reader, kind: Kind, one: Given, query: str) -> bool:
    hits = search(reader, query, limit=10**6).hits
    return any(hit.id == one.id and hit.kind is kind.kind for hit in hits)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _measure(reader: Reader, shop: Shop) -> None:
    chance = random.Random(7)
    floors: list[float] = []
    every: list[float] = []
    missed = 0
    for kind in KINDS:
        wanted = [chance.choice(_records(shop, kind.kind)) for _ in range(QUERIES)]
        queries = [kind.query(one, chance) for one in wanted]
        times = list(_measured(reader, queries, floors, shop.units[len(shop.units) // 2].id))
        every += times
        if kind.title != "no hit":
            lost = [
                query
                for one, query in zip(wanted[:10], queries, strict=False)
                if not _is_found(reader, kind, one, query)
            ]
            missed += len(lost)
        print(f"{kind.title:26} p50 {statistics.median(times):6.2f}   p95 {_p95(times):6.2f} ms")
    floor = statistics.median(floors)
    print(
        f"page {floor:.3f} ms; all queries p50 {statistics.median(every):.2f}, p95 {_p95(every):.2f} ms, "
        f"not found {missed}"
    )
    print(f"ratio p50 {statistics.median(every) / floor:.0f}, p95 {_p95(every) / floor:.0f} (target {TARGET})")


def main() -> None:
    """Fill a file and print the figures."""
    customers, devices = map(int, sys.argv[1:3] if len(sys.argv) > 2 else (20_000, 40_000))
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "data.db")
        try:
            shop = fill_shop(customers=customers, devices=devices, orders=devices, cards=devices // 2)
            with desk.reader() as reader:
                _measure(reader, shop)
        finally:
            close_desk()


if __name__ == "__main__":
    main()
