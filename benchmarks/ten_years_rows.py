"""The rows of ten years at one counter, made one after the other, so that memory does not grow with their number."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any, NamedTuple

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.stock import Movement
from aftersales_desktop.domain.warranty_terms import TermsSnapshot, period_ends
from aftersales_desktop.models.fields import moment_text
from tests.services import names, rows

DAYS = 3652
LAST_DAY = rows.TODAY
GROWTH = 0.8
"""Below 1 the centre grows: the last year saw a quarter more than the usual one."""

BRANDS = (
    "Aral", "Borna", "Cinel", "Delvan", "Esnad", "Farzan", "Golnoor", "Hami", "Iliya", "Jamsaz", "Kavosh", "Lian",
    "Mahan", "Nikta", "Omid", "Parto", "Rayan", "Sepehr", "Taban", "Vira",
)  # fmt: skip
_ENDS = ("parts_until", "labour_until", "travel_until", "shipping_until")

Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]


class Size(NamedTuple):
    """How many records of each kind."""

    customers: int
    devices: int
    cards: int
    orders: int
    models: int = 400
    parts: int = 50_000


@dataclass
class Past:
    """What later rows must know of earlier ones, and what the file had before."""

    size: Size
    chance: random.Random
    category_ids: Sequence[int]
    terms: Sequence[TermsSnapshot]
    families: list[str] = field(default_factory=list)
    owners: array[int] = field(default_factory=lambda: array("l"))
    our_cards: int = 0
    receptions: dict[int, int] = field(default_factory=dict)
    cells: int = 0
    left_on: dict[int, int] = field(default_factory=dict)
    moves: int = 0
    parts_moves: int = 0

    def unit_move(
        self, unit_id: int, source: int, target: int, reason: Movement, moment: str, chance: random.Random, *,
        document: str, before: str, after: str, device_id: int | None = None, order_id: int | None = None,
        note: str = "",
    ) -> tuple[str, Row]:  # fmt: skip
        """The next row of the ledger of devices and parts with serials."""
        self.moves += 1
        return "unit_move", {
            "id": self.moves, "unit_id": unit_id, "from_location_id": source, "to_location_id": target,
            "reason": reason.value, "document": document, "condition_before": before, "condition_after": after,
            "device_id": device_id, "order_id": order_id, "note": note, **noted(moment, chance),
        }  # fmt: skip

    def is_back(self, unit_id: int, day: date) -> bool:
        """Whether a device had left by then, if it was ever here."""
        return self.left_on.get(unit_id, 0) < day.toordinal()


def every_row(past: Past) -> Rows:
    """All rows with the names of their tables, parents before children."""
    return chain(_models(past), _customers(past), _devices(past), _cards(past))


def day_of(place: int, count: int) -> date:
    """When the n-th of so many came."""
    return LAST_DAY - timedelta(days=DAYS - int(DAYS * ((place + 1) / count) ** GROWTH))


def moment_on(day: date, chance: random.Random) -> str:
    """Some minute of the working day."""
    at = time(5 + chance.randrange(9), chance.randrange(60), chance.randrange(60), tzinfo=UTC)
    return moment_text(datetime.combine(day, at))


def identity(moment: str, chance: random.Random) -> str:
    """A UUID that sorts by time, as the program makes them."""
    since = int(datetime.fromisoformat(f"{moment[:-1]}+00:00").timestamp() * 1000)
    tail = f"{chance.getrandbits(72):018x}"
    return f"{since >> 16:08x}-{since & 0xFFFF:04x}-7{tail[:3]}-8{tail[3:6]}-{tail[6:]}"


def stamped(moment: str, chance: random.Random) -> Row:
    """What every record has."""
    return {"uuid": identity(moment, chance), "created_at": moment, "created_by": "desk"}


def noted(moment: str, chance: random.Random) -> Row:
    """What every line of a history has."""
    return {"uuid": identity(moment, chance), "at": moment, "actor": "desk"}


def _models(past: Past) -> Rows:
    chance = past.chance
    for place in range(past.size.models):
        brand, name = chance.choice(BRANDS), f"{chance.choice('KLMRTX')}{chance.choice('ABCDE')}-{place + 100}"
        past.families.append(text.fold(brand))
        title = f"{brand} {name}"
        yield "product_model", rows.record(
            category_id=chance.choice(past.category_ids), brand=brand, name=name, family=past.families[-1],
            search=text.search_form(title), name_sort=text.sort_key(title),
            **stamped(moment_on(day_of(0, 1000), chance), chance),
        )  # fmt: skip


def _customers(past: Past) -> Rows:
    """People and companies with their phones; every other one has an address, one in a hundred has been put away."""
    chance, count = past.chance, past.size.customers
    for place in range(count):
        name, moment = names.typed_name(chance), moment_on(day_of(place, count), chance)
        typed = (names.typed_phone(chance) for _ in range(2 if place % 10 == 9 else 1))
        phones = list(dict.fromkeys(identifiers.phone(phone) for phone in typed))
        yield "customer", rows.customer_values(
            place + 1, name, phones, kind="company" if name.startswith("شرکت") else "person",
            archived_at=moment if place % 97 == 96 else None, **stamped(moment, chance),
        )  # fmt: skip
        yield from (("customer_phone", phone) for phone in rows.phone_values(place + 1, phones))
        if place % 2:
            address = f"خیابان {names.random_surname(chance)}، پلاک {chance.randrange(1, 400)}"
            yield "site", rows.record(
                customer_id=place + 1, is_main=1, city=chance.choice(names.CITIES), address=address,
                **stamped(moment, chance),
            )  # fmt: skip


def _devices(past: Past) -> Rows:
    """Devices with their serials; two neighbours belong to one customer, and some customers have many."""
    chance, size = past.chance, past.size
    model_ids, weights = range(1, size.models + 1), names.falling_weights(size.models, 0.9)
    owner = 1
    for place in range(size.devices):
        unit_id, moment = place + 1, moment_on(day_of(place, size.devices), chance)
        if place % 2 == 0:
            owner = int(size.customers * (place + 1) / size.devices * chance.random() ** 0.8) + 1
        past.owners.append(owner)
        model_id = chance.choices(model_ids, cum_weights=weights)[0]
        yield "unit", rows.record(
            kind="device", model_id=model_id, owner_id=owner, location_id=1,
            archived_at=moment if place % 499 == 498 else None, **stamped(moment, chance),
        )  # fmt: skip
        family = past.families[model_id - 1]
        serial = names.random_serial(chance, unit_id)
        yield "unit_identifier", rows.identifier_values(unit_id, "serial", serial, family=family)
        if unit_id % 5 == 0:
            imei = names.random_imei(chance)
            yield "unit_identifier", rows.identifier_values(unit_id, "imei", imei, 1, family=family)
        yield "unit_owner_change", {
            "unit_id": unit_id, "customer_id": owner, "since": moment[:10], "reason": "intake", **noted(moment, chance),
        }  # fmt: skip


def _cards(past: Past) -> Rows:
    """Cards of devices, two of ours for one of another company, and one in eight that nobody has yet."""
    chance, count = past.chance, past.size.cards
    unit_id = 0
    for place in range(count):
        is_ours, moment = place % 3 > 0, moment_on(day_of(place, count), chance)
        past.our_cards += is_ours
        number = identifiers.card_number(past.our_cards) if is_ours else f"PG-{chance.randrange(10**5):05}{place:06}"
        is_held = place % 8 > 0 and unit_id < len(past.owners)
        unit_id += is_held
        state = _card_state(place) if is_held else ("raw", "at_dealer")[place // 8 % 2]
        yield "warranty_card", rows.card_values(
            number, 1 if is_ours else 2 + place // 3 % 2, state=state, unit_id=unit_id if is_held else None,
            owner_id=past.owners[unit_id - 1] if is_held else None,
            **_card_dates(past, date.fromisoformat(moment[:10]) if is_held else None, is_ours=is_ours),
            **stamped(moment, chance),
        )  # fmt: skip
        if is_held:
            kind = "issued" if is_ours else "registered_foreign"
            yield "warranty_event", {"card_id": place + 1, "kind": kind, **noted(moment, chance)}
        if state == "void":
            yield "warranty_event", {"card_id": place + 1, "kind": "voided", **noted(moment, chance)}
            yield "warranty_void", rows.record(
                card_id=place + 1, scope="device", reasons='["liquid"]', evidence="آب داخل برد", voided_on=moment[:10],
                **stamped(moment, chance),
            )  # fmt: skip


def _card_state(place: int) -> str:
    return "void" if place % 70 == 1 else "active"


def _card_dates(past: Past, start: date | None, *, is_ours: bool) -> Row:
    """The days of a card that somebody has, by its terms; all empty for a raw one."""
    terms = past.chance.choice(past.terms)
    days: Row = dict.fromkeys(("started_on", "issued_on", *_ENDS, "last_day"))
    if start is not None:
        ends = {f"{category}_until": end.isoformat() for category, end in period_ends(terms, start).items()}
        begun = start.isoformat()
        days |= {"started_on": begun, "issued_on": begun, **ends, "last_day": max(ends.values())}
    return {"terms": terms.to_json() if is_ours and start is not None else "{}", **days}
