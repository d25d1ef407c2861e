"""The catalogue of parts: articles, their prices by day, what replaces what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.parts import PartDetails, part_problems
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.parts import Part, PartEquivalent, PartPrice
from aftersales_desktop.models.statements import first_where, insert_row
from aftersales_desktop.models.units import Category, ProductModel
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Area, Desk

PART_CATEGORY = "part"
MOST_WORDS = 8
_PRICE = (
    "SELECT buy, sell, currency, from_on FROM part_price WHERE part_id = ? AND from_on <= ? "
    "ORDER BY from_on DESC, id DESC LIMIT 1"
)
_FREE = (
    "SELECT coalesce((SELECT sum(b.quantity) FROM stock_balance b JOIN location l ON l.id = b.location_id "
    "WHERE b.part_id = ?1 AND l.kind = 'good_store' AND b.condition IN ('new', 'repaired', 'healthy_used')), 0) "
    "+ (SELECT count(*) FROM unit u JOIN location l ON l.id = u.location_id WHERE u.part_id = ?1 "
    "AND l.kind = 'good_store' AND u.condition IN ('new', 'repaired', 'healthy_used') AND u.archived_at IS NULL)"
)


@dataclass(frozen=True)
class PriceRow:
    """What a part costs and is sold for, in rials, from a day on."""

    buy: int
    sell: int
    currency: str
    from_on: date


@dataclass(frozen=True)
class PartRow:
    """An article of the catalogue; `price` is that of today, `in_store` what is healthy and in the parts store."""

    id: int
    uuid: str
    code: str
    name: str
    is_serialised: bool
    unit_word: str
    part_group: str
    model_id: int | None
    minimum: int
    place: str
    serial_pattern: str
    warranty_months: int
    supplier_id: int | None
    superseded_by_id: int | None
    note: str
    price: PriceRow | None
    in_store: int


def add_part(desk: Desk, details: PartDetails) -> PartRow:
    """A new article. Raises ValidationError; a code that is taken is a problem of the field "code"."""
    refuse(part_problems(details))
    with desk.work(Area.PARTS) as now:
        norm = text.code_norm(details.code)
        if first_where(Part, code_norm=norm) is not None:
            refuse([FieldProblem("code", Message("There is already a part with this code."))])
        model = _model_for(desk, now, details, norm) if details.is_serialised else None
        part = records.create(
            desk, Part, now, code_norm=norm, is_serialised=details.is_serialised, model=model, **_columns(details)
        )
        if details.buy is not None or details.sell is not None:
            set_price(desk, part.id, desk.today(), details.buy or 0, details.sell or 0)
        return get_part(desk, part.id)


def change_part(desk: Desk, part_id: int, details: PartDetails) -> PartRow:
    """Correct an article; whether it has serials stays as it is. Raises ValidationError, NotAllowed."""
    refuse(part_problems(details))
    with desk.work(Area.PARTS) as now:
        part = records.find(Part, part_id)
        if part.is_serialised != details.is_serialised:
            raise NotAllowed(
                Message("{code} is kept the other way already. Add a new part for those.", code=Code(part.code))
            )
        other = first_where(Part, code_norm=text.code_norm(details.code))
        if other is not None and other.id != part_id:
            refuse([FieldProblem("code", Message("There is already a part with this code."))])
        records.change(desk, part, now, code_norm=text.code_norm(details.code), **_columns(details))
        price = price_on(desk, part_id, desk.today())
        wanted = (details.buy or 0, details.sell or 0)
        if (details.buy, details.sell) != (None, None) and (price is None or (price.buy, price.sell) != wanted):
            set_price(desk, part_id, desk.today(), *wanted)
        return get_part(desk, part_id)


def supersede(desk: Desk, part_id: int, by_id: int) -> PartRow:
    """From now on another part is bought and used instead; the history of the old one stays. NotAllowed in a circle."""
    with desk.work(Area.PARTS) as now:
        part, newer = records.find(Part, part_id), records.find(Part, by_id)
        seen = newer
        while seen is not None:
            if seen.id == part_id:
                raise NotAllowed(Message("{code} would replace itself.", code=Code(part.code)))
            seen = first_where(Part, id=seen.superseded_by_id) if seen.superseded_by_id else None
        records.change(desk, part, now, action="supersede", superseded_by_id=by_id)
        return get_part(desk, part_id)


def make_equivalent(desk: Desk, part_id: int, other_id: int) -> None:
    """Two parts can stand for each other. NotAllowed for a part and itself."""
    with desk.work(Area.PARTS):
        one, other = records.find(Part, part_id), records.find(Part, other_id)
        if one.id == other.id:
            raise NotAllowed(Message("Choose another part than {code} itself.", code=Code(one.code)))
        for first, second in ((one, other), (other, one)):
            PartEquivalent.insert(part=first, other=second).on_conflict_ignore().execute()


def equivalents(desk: Desk, part_id: int) -> list[PartRow]:
    """Parts that can stand for this one: its successor first."""
    part = records.find(Part, part_id)
    ids = [row.other_id for row in PartEquivalent.select().where(PartEquivalent.part == part_id)]
    return [get_part(desk, one) for one in dict.fromkeys([*filter(None, [part.superseded_by_id]), *ids])]


def set_price(desk: Desk, part_id: int, from_on: date, buy: int, sell: int) -> None:
    """What a part costs from a day on; earlier papers keep what they were written with."""
    with desk.work(Area.PARTS) as now:
        insert_row(
            PartPrice, uuid=records.new_uuid(), part=records.find(Part, part_id), from_on=from_on, buy=buy, sell=sell,
            currency="IRR", at=now, actor=desk.actor,
        )  # fmt: skip


def price_on(desk: Desk, part_id: int, day: date) -> PriceRow | None:
    """The price that holds on a day."""
    rows = desk.rows(_PRICE, part_id, day.isoformat())
    return PriceRow(*rows[0][:3], date.fromisoformat(rows[0][3])) if rows else None


def get_part(desk: Desk, part_id: int) -> PartRow:
    """One article; NotFound when there is none."""
    part = records.find(Part, part_id)
    return PartRow(
        id=part.id, uuid=part.uuid, code=part.code, name=part.name, is_serialised=part.is_serialised,
        unit_word=part.unit_word, part_group=part.part_group, model_id=part.model_id, minimum=part.minimum,
        place=part.place, serial_pattern=part.serial_pattern, warranty_months=part.warranty_months,
        supplier_id=part.supplier_id, superseded_by_id=part.superseded_by_id, note=part.note,
        price=price_on(desk, part_id, desk.today()), in_store=free_in_store(desk, part_id),
    )  # fmt: skip


def find_part(desk: Desk, code: str) -> PartRow | None:
    """The article with exactly this code, in any digits and with or without separators."""
    found = first_where(Part, code_norm=text.code_norm(code))
    return get_part(desk, found.id) if found is not None and found.archived_at is None else None


def suggest_parts(desk: Desk, typed: str, limit: int = 12) -> list[PartRow]:
    """Articles whose name or code holds every word typed, by name."""
    words = text.fold(typed).split()[:MOST_WORDS]
    if not words:
        return []
    holds = " AND ".join(["instr(search, ?) > 0"] * len(words))
    sql = f"SELECT id FROM part NOT INDEXED WHERE archived_at IS NULL AND {holds}"  # names are constants
    rows = desk.rows(f"{sql} ORDER BY name_sort, id LIMIT ?", *words, limit)
    return [get_part(desk, row[0]) for row in rows]


def free_in_store(desk: Desk, part_id: int) -> int:
    """How many healthy ones are in the parts store."""
    return desk.rows(_FREE, part_id)[0][0]


def _model_for(desk: Desk, now: datetime, details: PartDetails, norm: str) -> ProductModel:
    """The model behind its serials; its family is the article, so that other articles may have the same serial."""
    category = first_where(Category, code=PART_CATEGORY) or _new_category(desk, now)
    return records.create(
        desk, ProductModel, now, category=category, brand=text.clean(details.brand)[:80],
        name=f"{text.clean(details.name)[:110]} · {norm}"[:120], family=f"part:{norm}",
    )  # fmt: skip


def _new_category(desk: Desk, now: datetime) -> Category:
    """All parts are of one kind, put away at once so that no intake offers it."""
    return records.create(
        desk, Category, now, code=PART_CATEGORY, name_fa="قطعه", name_en="Part", position=999, archived_at=now
    )


def _columns(details: PartDetails) -> dict[str, Any]:
    name = text.clean(details.name)
    return {
        "code": text.clean_code(details.code),
        "name": name,
        "search": f" {text.fold(name)} {text.fold(details.code)} {text.code_norm(details.code).lower()}",
        "name_sort": text.sort_key(name),
        "unit_word": text.clean(details.unit_word),
        "part_group": text.clean(details.part_group),
        "minimum": details.minimum,
        "place": text.clean_code(details.place),
        "serial_pattern": text.clean_code(details.serial_pattern),
        "warranty_months": details.warranty_months,
        "supplier_id": details.supplier_id,
        "note": text.clean(details.note, lines=True),
    }
