"""Operations of the bench with their usual time and price."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, refuse
from aftersales_desktop.domain.parts import MOST_MONEY
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.workshop import Tariff
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Area, Desk

MOST_MINUTES = 100_000
_LENGTHS = {"code": 40, "name": 160}
_BOUNDS = {"minutes": MOST_MINUTES, "price": MOST_MONEY, "cost": MOST_MONEY}


@dataclass(frozen=True)
class TariffDetails:
    """The form of an operation; money in rials, `cost` is what it costs the centre."""

    code: str
    name: str
    minutes: int = 0
    price: int = 0
    cost: int = 0


@dataclass(frozen=True)
class TariffRow:
    """An operation of the price list, in rials."""

    id: int
    uuid: str
    code: str
    name: str
    minutes: int
    price: int
    cost: int


def add_tariff(desk: Desk, details: TariffDetails) -> TariffRow:
    """A new operation. Raises ValidationError; a code that is taken is a problem of the field "code"."""
    refuse(_problems(details))
    with desk.work(Area.WORKSHOP) as now:
        columns = _columns(details)
        if first_where(Tariff, code=columns["code"]) is not None:
            refuse([FieldProblem("code", Message("There is already an operation with this code."))])
        return _row(records.create(desk, Tariff, now, **columns))


def change_tariff(desk: Desk, tariff_id: int, details: TariffDetails) -> TariffRow:
    """Correct an operation; lines that were written with it keep their price. Raises ValidationError."""
    refuse(_problems(details))
    with desk.work(Area.WORKSHOP) as now:
        columns = _columns(details)
        other = first_where(Tariff, code=columns["code"])
        if other is not None and other.id != tariff_id:
            refuse([FieldProblem("code", Message("There is already an operation with this code."))])
        tariff = records.find(Tariff, tariff_id)
        records.change(desk, tariff, now, **columns)
        return _row(tariff)


def retire_tariff(desk: Desk, tariff_id: int) -> TariffRow:
    """Offer an operation no more; lines that were written with it stay as they are."""
    with desk.work(Area.WORKSHOP) as now:
        tariff = records.find(Tariff, tariff_id)
        records.change(desk, tariff, now, action="retire", archived_at=now)
        return _row(tariff)


def get_tariff(desk: Desk, tariff_id: int) -> TariffRow:
    """One operation; NotFound when there is none."""
    return _row(records.find(Tariff, tariff_id))


def list_tariffs(desk: Desk) -> list[TariffRow]:
    """Every operation in use, by name."""
    return [_row(one) for one in Tariff.select().where(Tariff.archived_at.is_null()).order_by(Tariff.name)]


def suggest_tariffs(desk: Desk, typed: str, limit: int = 10) -> list[TariffRow]:
    """Operations whose name or code holds every word typed, all without any; those used last come first."""
    rows = desk.rows(
        "SELECT t.id, t.uuid, t.code, t.name, t.minutes, t.price, t.cost FROM tariff t WHERE t.archived_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(t.search, value) = 0) ORDER BY (SELECT max(l.id) "
        "FROM order_line l WHERE l.tariff_id = t.id) DESC NULLS LAST, t.name, t.id LIMIT ?",
        json.dumps(text.fold(typed).split()), limit,
    )  # fmt: skip
    return [TariffRow(*row) for row in rows]


def _problems(details: TariffDetails) -> list[FieldProblem]:
    problems = []
    if not text.clean(details.code):
        problems.append(FieldProblem("code", Message("Enter a code.")))
    if not text.clean(details.name):
        problems.append(FieldProblem("name", Message("Enter a name.")))
    for field, longest in _LENGTHS.items():
        problem = text.text_problem(getattr(details, field), longest=longest)
        if problem:
            problems.append(FieldProblem(field, problem))
    for field, most in _BOUNDS.items():
        if not 0 <= getattr(details, field) <= most:
            problems.append(FieldProblem(field, Message("Enter a number from {low} to {high}.", low=0, high=most)))
    return problems


def _columns(details: TariffDetails) -> dict[str, object]:
    name, code = text.clean(details.name), text.clean_code(details.code)
    return {
        "code": code,
        "name": name,
        "search": f" {text.fold(name)} {text.fold(code)}",
        "minutes": details.minutes,
        "price": details.price,
        "cost": details.cost,
    }


def _row(tariff: Tariff) -> TariffRow:
    return TariffRow(
        tariff.id, tariff.uuid, tariff.code, tariff.name, tariff.minutes, tariff.price, tariff.cost
    )  # fmt: skip
