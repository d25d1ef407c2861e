"""Whatever is in the file is found by every part and every spelling of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from aftersales_desktop.domain.text import code_norm, search_tokens
from aftersales_desktop.services.search import search
from aftersales_desktop.services.search_hits import HitKind
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.services.factories import Given, Shop, fill_shop
from tests.services.names import spellings

WHOLE_FILE = 10_000
"""A page that holds every hit, so that a record is missing only when it is not found."""
PROBES = 40


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Shop]]:
    desk = open_desk(tmp_path_factory.mktemp("recall") / "data.db")
    try:
        yield desk, fill_shop(customers=2000, devices=3000, orders=2500, cards=1200)
    finally:
        close_desk()


def tokens(customer: Given) -> list[str]:
    return search_tokens(customer.name)


def persian_word(customer: Given) -> str:
    return next(word for word in reversed(tokens(customer)) if not word.isascii())


def serial(unit: Given) -> str:
    return code_norm(unit.serial)


def subscriber_serial(customer: Given) -> str:
    return customer.subscriber_number[:6].lstrip("0")


BY_CUSTOMER: dict[str, Callable[[Given], str]] = {
    "first 2 letters of the surname": lambda one: tokens(one)[-1][:2],
    "first 3 letters of the surname": lambda one: tokens(one)[-1][:3],
    "surname": lambda one: tokens(one)[-1],
    "whole name": lambda one: one.name,
    "two words turned round": lambda one: " ".join(reversed(one.name.split())),
    "two beginnings": lambda one: " ".join(word[:3] for word in one.name.split()),
    "word and one letter": lambda one: f"{tokens(one)[0]} {tokens(one)[-1][0]}",
    "middle of a name": lambda one: tokens(one)[-1][1:5],
    "middle of a name and a letter": lambda one: f"{tokens(one)[-1][1:5]} {tokens(one)[0][0]}",
    "name without spaces": lambda one: "".join(tokens(one)),
    "phone": lambda one: one.phones[-1],
    "last 4 of the phone": lambda one: one.phones[-1][-4:],
    "first 7 of the phone": lambda one: one.phones[-1][:7],
    "first 4 of the phone": lambda one: one.phones[-1][:4],
    "middle 5 of the phone": lambda one: one.phones[-1][3:8],
    "phone in groups": lambda one: f"{one.phones[-1][:4]} {one.phones[-1][4:7]} {one.phones[-1][7:]}",
    "phone from abroad": lambda one: f"+98{one.phones[-1][1:]}",
    "phone without its zero": lambda one: one.phones[-1][1:],
    "surname and last 4": lambda one: f"{tokens(one)[-1]} {one.phones[-1][-4:]}",
    "surname and last 2": lambda one: f"{tokens(one)[-1]} {one.phones[-1][-2:]}",
    "surname that touches last 4": lambda one: f"{persian_word(one)}{one.phones[-1][-4:]}",
    "2 letters and 2 digits": lambda one: f"{persian_word(one)[:2]} {one.phones[-1][4:6]}",
    "subscriber number": lambda one: one.subscriber_number,
    "subscriber number without its hyphen": lambda one: one.subscriber_number.replace("-", ""),
    "subscriber number without zeros and check digit": subscriber_serial,
    "surname and subscriber number": lambda one: f"{tokens(one)[-1]} {one.subscriber_number}",
}
BY_UNIT: dict[str, Callable[[Given], str]] = {
    "serial": lambda one: one.serial,
    "serial without separators": serial,
    "serial with spaces": lambda one: " ".join(
        serial(one)[place : place + 4] for place in range(0, len(serial(one)), 4)
    ),
    "first 6 of the serial": lambda one: serial(one)[:6],
    "middle 5 of the serial": lambda one: serial(one)[2:7],
    "last 5 of the serial": lambda one: serial(one)[-5:],
    "middle 3 of the serial": lambda one: serial(one)[3:6],
    "small letters": lambda one: one.serial.lower(),
}
BY_ORDER: dict[str, Callable[[Given], str]] = {
    "order number": lambda one: one.number,
    "order number without separators": lambda one: code_norm(one.number),
    "order number with spaces": lambda one: one.number.replace("-", " "),
    "barcode": lambda one: f"J{code_norm(one.number)}",
    "barcode under a Persian keyboard": lambda one: f"ت{code_norm(one.number)}",
    "beginning": lambda one: one.number[:-2],
    "last 5": lambda one: code_norm(one.number)[-5:],
    "serial of the year": lambda one: one.number[6:11].lstrip("0"),
}
BY_CARD: dict[str, Callable[[Given], str]] = {
    "card number": lambda one: one.number,
    "card number without separators": lambda one: code_norm(one.number),
    "small letters": lambda one: one.number.lower(),
    "beginning": lambda one: code_norm(one.number)[:8],
    "last 5": lambda one: code_norm(one.number)[-5:],
    "last 4": lambda one: code_norm(one.number)[-4:],
}
WAYS = [
    (kind, way)
    for kind, ways in (
        (HitKind.CUSTOMER, BY_CUSTOMER),
        (HitKind.UNIT, BY_UNIT),
        (HitKind.ORDER, BY_ORDER),
        (HitKind.CARD, BY_CARD),
    )
    for way in ways
]


def queries(kind: HitKind) -> dict[str, Callable[[Given], str]]:
    return {
        HitKind.CUSTOMER: BY_CUSTOMER,
        HitKind.UNIT: BY_UNIT,
        HitKind.ORDER: BY_ORDER,
        HitKind.CARD: BY_CARD,
    }[kind]


def records(shop: Shop, kind: HitKind) -> list[Given]:
    return {
        HitKind.CUSTOMER: shop.customers,
        HitKind.UNIT: shop.units,
        HitKind.ORDER: shop.orders,
        HitKind.CARD: shop.cards,
    }[kind]


def is_found(desk: Desk, kind: HitKind, one: Given, query: str) -> bool:
    hits = search(desk, query, limit=WHOLE_FILE).hits
    return any(hit.kind is kind and hit.id == one.id for hit in hits)


@pytest.mark.parametrize(("kind", "way"), WAYS, ids=[f"{kind}: {way}" for kind, way in WAYS])
def test_every_record_is_found(filled, kind, way):
    desk, shop = filled
    kept = [one for one in records(shop, kind) if not one.archived_at]
    chosen = random.Random(f"{kind} {way}").sample(kept, PROBES)

    missed = [query for one in chosen if not is_found(desk, kind, one, query := queries(kind)[way](one))]

    assert not missed


@pytest.mark.parametrize("spelling", sorted(spellings("")))
def test_every_spelling_finds_the_same(filled, spelling):
    desk, shop = filled
    chance = random.Random(spelling)
    customers = [one for one in shop.customers if not one.archived_at]
    ways = ("whole name", "surname", "surname and last 4", "phone", "subscriber number")
    missed = []
    for one in chance.sample(customers, PROBES):
        for way in ways:
            query = spellings(BY_CUSTOMER[way](one))[spelling]
            if not is_found(desk, HitKind.CUSTOMER, one, query):
                missed.append(query)

    assert not missed


def test_imeis_are_found(filled):
    desk, shop = filled
    phones = [one for one in shop.units if one.imeis and not one.archived_at]
    for one in random.Random(3).sample(phones, PROBES):
        for query in (one.imeis[0], one.imeis[0][:8], one.imeis[0][-6:], one.imeis[0][4:10]):
            assert is_found(desk, HitKind.UNIT, one, query), query


def test_a_serial_and_its_owner_are_found_together(filled):
    desk, shop = filled
    owners = {one.id: one for one in shop.customers}
    for one in random.Random(4).sample([one for one in shop.units if not one.archived_at], PROBES):
        query = f"{tokens(owners[one.owner_id])[-1]} {serial(one)[-5:]}"
        assert is_found(desk, HitKind.UNIT, one, query), query


def test_archived_records_are_never_shown(filled):
    desk, shop = filled
    hidden = {
        (kind, one.id)
        for kind in HitKind
        if kind is not HitKind.PART
        for one in records(shop, kind)
        if one.archived_at
    }  # fmt: skip
    for query in ("م", "ر", "زاده", "0912", "35", "SN", "SN1", "0105", "G00", "شرکت"):
        shown = {(hit.kind, hit.id) for hit in search(desk, query, limit=WHOLE_FILE).hits}
        assert not shown & hidden


def test_newest_names_come_first(filled):
    desk, _shop = filled
    hits = [hit.id for hit in search(desk, "محمد").hits if hit.kind is HitKind.CUSTOMER]
    assert hits == sorted(hits, reverse=True)
    assert len(hits) == 50


def test_a_page_is_a_page(filled):
    desk, _shop = filled
    for query in ("م", "0912", "123", "G0000", "SN"):
        for group in search(desk, query, limit=7).groups:
            assert len(group.hits) <= 7
            assert len({hit.id for hit in group.hits}) == len(group.hits)
