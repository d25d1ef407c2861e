"""Workbooks as people keep them, made for the tests; and pieces of them put in by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADERS = ("شماره پذیرش", "تاریخ پذیرش", "نوع دستگاه", "سریال", "نام مشتری", "موبایل", "شرح ایراد")


def saved(path: Path, rows: Iterable[Iterable[Any]], change: Callable[[Workbook], object] | None = None) -> Path:
    """A workbook of one sheet with these rows; `change` may do more to it."""
    book = Workbook()
    for row in rows:
        book.active.append(tuple(row))
    if change is not None:
        change(book)
    book.save(path)
    return path


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part of the zip changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    return path
