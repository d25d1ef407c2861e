"""Statements of the tables, composed once a shape: on the counter's path composing costs more than running them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from peewee import Field

from aftersales_desktop.models.database import database
from aftersales_desktop.models.records import Table

AnyTable = TypeVar("AnyTable", bound=Table)


def insert_row(table: type[Table], **values: Any) -> int:
    """Insert one row and give its row id; columns that are not named take the schema's default."""
    sql, fields = _inserting(table, tuple(values))
    pairs = zip(fields, values.values(), strict=True)
    return database.execute_sql(sql, tuple(field.db_value(value) for field, value in pairs)).lastrowid


def insert_record(record: Table) -> None:
    """Insert a row as it was made, and let it know its row id."""
    record.id = insert_row(type(record), **record.__data__)
    record._dirty.clear()


def rows_where(table: type[AnyTable], **equal: Any) -> list[AnyTable]:
    """Rows whose columns have these values, oldest first."""
    sql, fields = _selecting(table, tuple(equal))
    pairs = zip(fields, equal.values(), strict=True)
    cursor = database.execute_sql(sql, tuple(field.db_value(value) for field, value in pairs))
    return [_as_read(table, row) for row in cursor]


def rows_among(table: type[AnyTable], column: str, values: Iterable[int]) -> list[AnyTable]:
    """Rows whose column has one of these numbers, oldest first."""
    cursor = database.execute_sql(_choosing(table, column), (json.dumps(list(values)),))
    return [_as_read(table, row) for row in cursor]


def first_where(table: type[AnyTable], **equal: Any) -> AnyTable | None:
    """The oldest of such rows."""
    return next(iter(rows_where(table, **equal)), None)


def _as_read(table: type[AnyTable], row: tuple[Any, ...]) -> AnyTable:
    """A whole row as peewee gives it, without its look at the column names of every answer."""
    record = table(__no_default__=1)
    record.__data__ = {
        field.name: field.python_value(value) for field, value in zip(table._meta.sorted_fields, row, strict=True)
    }
    return record


@cache
def _inserting(table: type[Table], names: tuple[str, ...]) -> tuple[str, tuple[Field, ...]]:
    fields = tuple(table._meta.combined[name] for name in names)
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    marks = ", ".join("?" * len(fields))
    # names are constants
    return f'INSERT INTO "{table._meta.table_name}" ({columns}) VALUES ({marks})', fields


@cache
def _choosing(table: type[Table], name: str) -> str:
    condition = f'"{table._meta.combined[name].column_name}" IN (SELECT value FROM json_each(?))'
    columns = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    # names are constants
    return f'SELECT {columns} FROM "{table._meta.table_name}" WHERE {condition} ORDER BY rowid'


@cache
def _selecting(table: type[Table], names: tuple[str, ...]) -> tuple[str, tuple[Field, ...]]:
    fields = tuple(table._meta.combined[name] for name in names)
    condition = " AND ".join(f'"{field.column_name}" = ?' for field in fields) or "true"
    columns = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    # names are constants
    return f'SELECT {columns} FROM "{table._meta.table_name}" WHERE {condition} ORDER BY rowid', fields
