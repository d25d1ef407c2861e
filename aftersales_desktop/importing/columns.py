"""Which column of a foreign table holds what: guessed from the headers, or told by a map."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import Code, Message

LARGEST_MAP = 1_000_000

# Names a column may have, the surest first; the names of the Open Repair Data Standard (openrepair.org) among them.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "source": ("data provider", "source", "منبع"),
    "source_id": (
        "id", "source id", "شناسه", "reception number", "job number", "order number", "ticket number", "ticket",
        "شماره پذیرش", "شماره قبض", "شماره سرویس", "شماره تعمیر", "کد پیگیری",
    ),
    "category": (
        "product category", "category", "device type", "device", "product type", "گروه کالا", "نوع دستگاه", "نوع کالا",
        "دسته", "گروه", "کالا", "دستگاه", "نام دستگاه", "نام کالا",
    ),
    "brand": ("brand", "make", "manufacturer", "برند", "مارک", "سازنده", "نام تجاری"),
    "model": ("model", "model name", "مدل", "مدل دستگاه", "تیپ"),
    "serial": ("serial number", "serial", "serial no", "sn", "s n", "شماره سریال", "سریال", "سریال دستگاه"),
    "received_on": (
        "event date", "received on", "received", "date received", "intake date", "service date", "date",
        "تاریخ پذیرش", "تاریخ دریافت", "تاریخ ورود", "تاریخ مراجعه", "تاریخ سرویس", "تاریخ تعمیر", "تاریخ",
    ),
    "delivered_on": (
        "delivered on", "delivered", "delivery date", "handed back", "date delivered", "تاریخ تحویل", "تاریخ خروج",
    ),
    "outcome": ("repair status", "outcome", "result", "status", "نتیجه", "نتیجه تعمیر", "وضعیت", "وضعیت تعمیر"),
    "problem": (
        "problem", "fault", "complaint", "symptom", "description", "ایراد", "عیب", "خرابی", "شرح ایراد", "شرح خرابی",
        "شرح عیب", "اظهار مشتری", "مشکل", "شرح",
    ),
    "place": ("group identifier", "branch", "شعبه", "نمایندگی"),
    "name": (
        "customer name", "customer", "full name", "name", "owner", "نام مشتری", "نام و نام خانوادگی",
        "نام خانوادگی و نام", "مشتری", "نام", "صاحب دستگاه",
    ),
    "phone": (
        "mobile", "mobile number", "mobile phone", "phone", "phone number", "telephone", "tel", "موبایل", "تلفن همراه",
        "شماره موبایل", "شماره همراه", "همراه", "شماره تماس", "تلفن تماس", "تلفن", "شماره تلفن",
    ),
    "second_phone": (
        "second phone", "phone 2", "landline", "home phone", "phone", "telephone", "تلفن ثابت", "تلفن 2", "تلفن دوم",
        "تلفن منزل", "تلفن", "شماره تلفن", "شماره تماس",
    ),
    "national_id": ("national id", "national code", "کد ملی", "کدملی", "شناسه ملی", "شماره ملی"),
    "economic_number": ("economic number", "economic code", "شماره اقتصادی", "کد اقتصادی"),
    "province": ("province", "استان"),
    "city": ("city", "town", "شهر", "شهرستان"),
    "address": ("address", "نشانی", "آدرس"),
    "postal_code": ("postal code", "postcode", "zip", "zip code", "کد پستی", "کدپستی"),
    "note": ("note", "notes", "remark", "remarks", "توضیحات", "ملاحظات", "یادداشت"),
}  # fmt: skip
SOURCE = "source"


class ColumnProblem(DeskError):
    """The columns of a file do not fit, or the map does not; nothing was brought in."""


class Contents(StrEnum):
    """What the rows of a file are."""

    PAST_SERVICES = "past_services"
    CUSTOMERS = "customers"


@dataclass(frozen=True)
class ColumnMap:
    """Where each field stands in a row. `source` names the system the records come from, if the map says so."""

    contents: Contents
    places: Mapping[str, int]
    source: str = ""

    def has(self, field: str) -> bool:
        """Whether the file has a column for a field."""
        return field in self.places

    def value(self, values: tuple[str, ...], field: str) -> str:
        """A field of a row without the spaces around it; empty when there is no such column."""
        place = self.places.get(field)
        return "" if place is None else values[place].strip()


def map_columns(headers: tuple[str, ...], map_path: Path | None = None) -> ColumnMap:
    """Find the columns by their names; what a map says goes before. Raises ColumnProblem.

    A map is a JSON file: {"source": "Old program", "columns": {"received_on": "Date in", "note": null}}. It names
    columns by field; null leaves a column out that would have been found by itself.
    """
    told = _read_map(map_path) if map_path else {}
    wishes = told.get("columns", {})
    places = {field: _place_of(headers, column) for field, column in wishes.items() if column}
    guessed = _guess(headers, taken=places.values(), left_out=wishes.keys())
    places |= guessed
    return ColumnMap(_contents(headers, places), places, text.clean(told.get(SOURCE, ""))[:120])


def _guess(headers: tuple[str, ...], *, taken: Iterable[int], left_out: Container[str]) -> dict[str, int]:
    """For each field the first of its names that is the header of a free column."""
    names = [_name(header) for header in headers]
    free = set(range(len(headers))) - set(taken)
    places: dict[str, int] = {}
    for field in (field for field in FIELD_NAMES if field not in left_out):
        found = _first_of(FIELD_NAMES[field], names, free)
        if found is not None:
            _refuse_double(headers, names, found, free)
            places[field] = found
            free.discard(found)
    return places


def _first_of(wanted: tuple[str, ...], names: list[str], free: set[int]) -> int | None:
    for name in wanted:
        for place, found in enumerate(names):
            if place in free and found == _name(name):
                return place
    return None


def _refuse_double(headers: tuple[str, ...], names: list[str], place: int, free: set[int]) -> None:
    if any(names[other] == names[place] for other in free - {place}):
        raise ColumnProblem(
            Message("Two columns are called {column}. Rename one of them.", column=headers[place].strip())
        )


def _name(header: str) -> str:
    return text.fold(header.replace(text.ZERO_WIDTH_NON_JOINER, " "))


def _contents(headers: tuple[str, ...], places: Mapping[str, int]) -> Contents:
    if "received_on" in places:
        return Contents.PAST_SERVICES
    if "name" in places and "phone" in places:
        return Contents.CUSTOMERS
    raise ColumnProblem(
        Message(
            "No column with a date, and none with a name and a phone, was found among: {columns}. "
            "Name the columns in a map.",
            columns=[header.strip()[:40] for header in headers if header.strip()][:30] or ["—"],
        )
    )


def _place_of(headers: tuple[str, ...], column: str) -> int:
    found = [place for place, header in enumerate(headers) if header.strip() == column.strip()]
    found = found or [place for place, header in enumerate(headers) if _name(header) == _name(column)]
    if not found:
        raise ColumnProblem(
            Message("The map names the column {column}, which the file does not have.", column=column[:80])
        )
    if len(found) > 1:
        raise ColumnProblem(Message("Two columns are called {column}. Rename one of them.", column=column[:80]))
    return found[0]


def _read_map(path: Path) -> dict[str, Any]:
    file = Code(path.name)
    try:
        if path.stat().st_size > LARGEST_MAP:
            raise ValueError("too large")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ColumnProblem(Message("{file} cannot be read. Check its place and name.", file=file)) from error
    except (ValueError, RecursionError) as error:
        raise ColumnProblem(Message("The map {file} is not valid JSON.", file=file)) from error
    columns = told.get("columns", {}) if isinstance(told, dict) else None
    if not isinstance(columns, dict) or told.keys() - {"columns", SOURCE} or not isinstance(told.get(SOURCE, ""), str):
        raise ColumnProblem(
            Message("The map {file} must hold {example}.", file=file, example=Code('{"columns": {"received_on": "…"}}'))
        )
    for field, column in columns.items():
        if field not in FIELD_NAMES:
            raise ColumnProblem(
                Message(
                    "The map names the field {field}, which does not exist. Choose among: {fields}.",
                    field=Code(field[:80]),
                    fields=[Code(name) for name in FIELD_NAMES],
                )  # fmt: skip
            )
        if column is not None and not isinstance(column, str):
            raise ColumnProblem(Message("The map must give a column name for the field {field}.", field=Code(field)))
    return told
