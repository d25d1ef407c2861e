"""Rows put straight into the real schema, and a whole shop of them, with the search columns filled as services do."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import moment_text
from tests.services.names import CITIES, random_imei, random_name, random_phone, random_serial
from tests.services.rows import (
    MOMENT,
    MOST_A_YEAR,
    TODAY,
    YEAR,
    card_values,
    customer_values,
    identifier_values,
    order_values,
    phone_values,
    reception_values,
    record,
)

BRANDS = ("Aral", "Borna", "Cinel", "Delvan", "Esnad", "Farzan")


@dataclass
class Given:
    """One record of the shop, as it was put in."""

    id: int
    values: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.values[name]


@dataclass
class Shop:
    """Everything that was put in, by kind."""

    customers: list[Given] = field(default_factory=list)
    units: list[Given] = field(default_factory=list)
    orders: list[Given] = field(default_factory=list)
    cards: list[Given] = field(default_factory=list)


def insert(table: str, **values: Any) -> int:
    """One row; gives its number."""
    return insert_rows(table, [values])[0]


def insert_rows(table: str, rows: Sequence[dict[str, Any]]) -> range:
    """Rows with the same columns, in one transaction; gives their numbers."""
    columns = ", ".join(rows[0])
    marks = ", ".join("?" * len(rows[0]))
    with database.atomic():
        connection = database.connection()
        connection.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", [tuple(row.values()) for row in rows]
        )
        last = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]
    return range(last - len(rows) + 1, last + 1)


def add_customer(number: int, name: str, phones: Sequence[str] = (), **values: Any) -> int:
    customer_id = insert("customer", **customer_values(number, name, phones, **values))
    if phones:
        insert_rows("customer_phone", phone_values(customer_id, phones))
    return customer_id


def add_site(customer_id: int, city: str) -> None:
    insert("site", **record(customer_id=customer_id, is_main=1, city=city))


def add_category(code: str = "tv") -> int:
    return insert("category", **record(code=code, name_fa="تلویزیون", name_en="Television"))


def add_model(category_id: int, brand: str, name: str) -> int:
    title = f"{brand} {name}"
    return insert(
        "product_model",
        **record(
            category_id=category_id, brand=brand, name=name, family=text.fold(brand), search=text.search_form(title),
            name_sort=text.sort_key(title),
        ),
    )  # fmt: skip


def add_unit(model_id: int, owner_id: int | None, serial: str, imeis: Sequence[str] = (), **values: Any) -> int:
    unit_id = insert("unit", **record(kind="device", model_id=model_id, owner_id=owner_id, location_id=1, **values))
    rows = [identifier_values(unit_id, "serial", serial)] if serial else []
    rows += [identifier_values(unit_id, "imei", imei, place) for place, imei in enumerate(imeis, start=1)]
    if rows:
        insert_rows("unit_identifier", rows)
    return unit_id


def add_order(serial: int, unit_id: int, owner_id: int, **values: Any) -> int:
    number = identifiers.reception_number(1, YEAR, serial)
    reception_id = insert("reception", **reception_values(number))
    return insert("service_order", **order_values(number, reception_id, unit_id, owner_id, **values))


def add_event(order_id: int, to_state: str, day: date) -> None:
    """A step of an order at noon in Tehran."""
    moment = datetime(day.year, day.month, day.day, 8, 30, tzinfo=UTC)
    insert(
        "order_event", uuid=str(uuid.uuid4()), order_id=order_id, at=moment_text(moment), actor="test", kind="moved",
        to_state=to_state,
    )  # fmt: skip


def add_issuer(name: str, *, is_ours: bool) -> int:
    return insert("issuer", **record(name=name, name_search=text.search_form(name), is_ours=int(is_ours)))


def add_card(number: str, issuer_id: int, **values: Any) -> int:
    return insert("warranty_card", **card_values(number, issuer_id, **values))


def start_series(series: str, last: int) -> None:
    insert("number_series", series=series, last=last)


def fill_shop(
    *, customers: int, devices: int, orders: int = 0, cards: int = 0, models: int = 60, seed: int = 1
) -> Shop:
    """A shop with so many of each, always the same for a seed; every tenth customer has two phones."""
    chance = random.Random(seed)
    shop = Shop()
    _fill_customers(shop, customers, chance)
    category = add_category()
    model_ids = [add_model(category, chance.choice(BRANDS), f"M-{number:03}") for number in range(models)]
    _fill_units(shop, devices, model_ids, chance)
    if orders:
        _fill_orders(shop, orders, chance)
    if cards:
        _fill_cards(shop, cards, chance)
    return shop


def _fill_customers(shop: Shop, count: int, chance: random.Random) -> None:
    rows, phones = [], []
    for number in range(1, count + 1):
        own = [random_phone(chance) for _ in range(2 if number % 10 == 0 else 1)]
        name = random_name(chance)
        created = MOMENT - timedelta(days=chance.randrange(400))
        kind = "company" if name.startswith("شرکت") else "person"
        archived = moment_text(MOMENT) if number % 97 == 0 else None
        rows.append(
            customer_values(
                number, name, own, kind=kind, created_at=moment_text(created), archived_at=archived,
                national_id=f"{chance.randrange(10**10):010}" if number % 7 == 0 else "",
            )
        )  # fmt: skip
        phones.append(own)
    for customer_id, row, own in zip(insert_rows("customer", rows), rows, phones, strict=True):
        shop.customers.append(Given(customer_id, {**row, "phones": own}))
    insert_rows("customer_phone", [row for one in shop.customers for row in phone_values(one.id, one.phones)])
    sites = [record(customer_id=one.id, is_main=1, city=chance.choice(CITIES)) for one in shop.customers[::2]]
    insert_rows("site", sites)
    start_series("subscriber", count)


def _fill_units(shop: Shop, count: int, model_ids: Sequence[int], chance: random.Random) -> None:
    rows = [
        record(
            kind="device", model_id=chance.choice(model_ids), owner_id=chance.choice(shop.customers).id, location_id=1,
            archived_at=moment_text(MOMENT) if number % 101 == 0 else None,
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    codes = []
    for number, (unit_id, row) in enumerate(zip(insert_rows("unit", rows), rows, strict=True), start=1):
        serial = random_serial(chance, number)
        imeis = [random_imei(chance)] if number % 5 == 0 else []
        codes.append(identifier_values(unit_id, "serial", serial, family=str(number)))
        codes += [identifier_values(unit_id, "imei", imei, 1) for imei in imeis]
        shop.units.append(Given(unit_id, {**row, "serial": serial, "imeis": imeis}))
    insert_rows("unit_identifier", codes)


def _fill_orders(shop: Shop, count: int, chance: random.Random) -> None:
    first_year = YEAR - (count - 1) // MOST_A_YEAR
    numbers = [
        identifiers.reception_number(1, first_year + place // MOST_A_YEAR, place % MOST_A_YEAR + 1)
        for place in range(count)
    ]
    receptions = insert_rows("reception", [reception_values(number) for number in numbers])
    free = [unit.id for unit in shop.units]
    chance.shuffle(free)
    gone = [state for state in OrderState if state not in OPEN_STATES]
    rows = []
    for number, reception_id in zip(numbers, receptions, strict=True):
        is_open = bool(free) and chance.random() < 0.1
        unit_id = free.pop() if is_open else chance.choice(shop.units).id
        promised = TODAY + timedelta(days=chance.randrange(-5, 6))
        rows.append(
            order_values(
                number, reception_id, unit_id, chance.choice(shop.customers).id,
                state=str(chance.choice(OPEN_STATES if is_open else gone)),
                promised_on=promised.isoformat() if chance.random() < 0.8 else None,
                received_on=(TODAY - timedelta(days=chance.randrange(30))).isoformat(),
                shelf=f"A-{chance.randrange(1, 20):02}" if is_open else "",
                archived_at=moment_text(MOMENT) if chance.random() < 0.02 else None,
            )
        )  # fmt: skip
    for order_id, row in zip(insert_rows("service_order", rows), rows, strict=True):
        shop.orders.append(Given(order_id, row))
    for year in range(first_year, YEAR + 1):
        start_series(f"reception/01/{year}", min(count - (year - first_year) * MOST_A_YEAR, MOST_A_YEAR))
    _fill_events(shop, chance)


def _fill_events(shop: Shop, chance: random.Random) -> None:
    """Each ready order became ready some days ago; some were ready before, too."""
    rows = []
    for order in shop.orders:
        if order.state == "ready":
            order.values["ready_on"] = TODAY - timedelta(days=chance.randrange(20))
            for day in (order.ready_on - timedelta(days=30), order.ready_on):
                moment = datetime(day.year, day.month, day.day, 8, 30, tzinfo=UTC)
                rows.append(
                    {
                        "uuid": str(uuid.uuid4()), "order_id": order.id, "at": moment_text(moment), "actor": "test",
                        "kind": "ready", "to_state": "ready",
                    }
                )  # fmt: skip
    if rows:
        insert_rows("order_event", rows)


def _fill_cards(shop: Shop, count: int, chance: random.Random) -> None:
    issuers = [add_issuer("مرکز ما", is_ours=True), add_issuer("پارس گارانتی", is_ours=False)]
    free = [unit.id for unit in shop.units]
    chance.shuffle(free)
    rows = []
    for number in range(1, count + 1):
        is_ours = number % 3 > 0
        code = identifiers.card_number(number) if is_ours else f"PG-{chance.randrange(10**7):07}-{number}"
        state = chance.choice(("raw", "at_dealer", "active", "active", "active", "void", "expired")) if free else "raw"
        started = TODAY - timedelta(days=chance.randrange(900))
        dates = {"started_on": started.isoformat(), "last_day": (started + timedelta(days=600)).isoformat()}
        if state in ("raw", "at_dealer"):
            held = {}
        else:
            held = {"unit_id": free.pop(), "owner_id": chance.choice(shop.customers).id, **dates}
        rows.append(card_values(code, issuers[0 if is_ours else 1], state=state, **held))
    for card_id, row in zip(insert_same("warranty_card", rows), rows, strict=True):
        shop.cards.append(Given(card_id, row))


def insert_same(table: str, rows: Sequence[dict[str, Any]]) -> range:
    """Rows whose columns may come in another order."""
    columns = list(rows[0])
    return insert_rows(table, [{name: row[name] for name in columns} for row in rows])


def set_setting(key: str, value: Any) -> None:
    insert("setting", key=key, value=json.dumps(value))
