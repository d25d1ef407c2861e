"""The list of rows that were not brought in, for a spreadsheet: line, reason, and the row as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


class RefusedRows:
    """Writes refused rows one by one; the caller owns the file. UTF-8 with a mark, so that Excel reads Persian."""

    def __init__(self, file: BinaryIO, headers: Iterable[str], *, line_title: str, reason_title: str) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._write([line_title, reason_title, *headers])

    def add(self, line: int, reason: str, values: Iterable[str]) -> None:
        """One more row; `reason` in the reader's words."""
        self._write([str(line), reason, *values])

    def finish(self) -> None:
        """Hand everything to the file, which stays open."""
        self._text.detach()

    def _write(self, cells: list[str]) -> None:
        self._writer.writerow([safe_cell(cell) for cell in cells])


def safe_cell(text: str) -> str:
    """A cell no spreadsheet takes for a formula: an apostrophe goes before = + - @ and control characters.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
