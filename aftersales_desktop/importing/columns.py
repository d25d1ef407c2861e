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
from aftersales_desktop.importing.fields import FIELD_NAMES

LARGEST_MAP = 1_000_000

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
    return make_map(headers, places, text.clean(told.get(SOURCE, ""))[:120])


def make_map(headers: tuple[str, ...], places: Mapping[str, int], source: str = "") -> ColumnMap:
    """The columns as a person chose them. Raises ColumnProblem when the rows could not be told what they are."""
    return ColumnMap(_contents(headers, places), dict(places), source)


def guess_columns(headers: tuple[str, ...]) -> dict[str, int]:
    """Field and place of every column that is known by its name, for a person to check; of two alike the first."""
    return _guess(headers, taken=(), left_out=(), refuse_doubles=False)


def _guess(
    headers: tuple[str, ...], *, taken: Iterable[int], left_out: Container[str], refuse_doubles: bool = True
) -> dict[str, int]:
    """For each field the first of its names that is the header of a free column."""
    names = [_name(header) for header in headers]
    free = set(range(len(headers))) - set(taken)
    places: dict[str, int] = {}
    for field in (field for field in FIELD_NAMES if field not in left_out):
        found = _first_of(FIELD_NAMES[field], names, free)
        if found is not None:
            if refuse_doubles:
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
            "Say which columns hold them.",
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
