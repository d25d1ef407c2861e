"""Reads a CSV file of any usual origin into plain rows, and says in one sentence why when it cannot.

Encoding: a byte order mark decides (UTF-8, UTF-16); a file without one is UTF-8 when all of it, or all but a few
damaged characters, reads as UTF-8; anything else is Windows-1256, in which older Persian programs save.
A line that is not a whole row is given back as a TornRow, and reading goes on with the next whole one.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.importing.csv_records import LONGEST_LINE, Records
from aftersales_desktop.importing.table import (
    PlainRow,
    SheetName,
    TornRow,
    UnreadableFile,
    cannot_be_read,
    is_empty,
    refuse_wide,
)

_PIECE = 1024 * 1024
_HEAD_LINES = 20
_DELIMITERS = (",", ";", "\t")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NEVER_IN_TEXT = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")


@dataclass(frozen=True)
class CsvTable:
    """A file that was looked through once: how to read it, and its first row. `lines` is about the number of rows."""

    path: Path
    headers: tuple[str, ...]
    encoding: str
    delimiter: str
    lines: int
    sha256: str
    sheets: tuple[SheetName, ...] = ()
    sheet: str = ""
    notes: tuple[Message, ...] = ()

    def rows(self) -> Iterator[PlainRow | TornRow]:
        """Every row below the headers, one at a time; blank rows are left out."""
        with _text(self.path, self.encoding) as file:
            records = Records(file, self.delimiter)
            for row in records.read():
                if records.width is not None:
                    yield row
                elif row.values == self.headers:
                    records.width = len(self.headers)


def open_csv(path: Path) -> CsvTable:
    """Look through a file and read its headers. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            survey = _survey(file, path)
        with _text(path, survey.encoding) as text:
            head = [line for line in (text.readline(LONGEST_LINE) for _line in range(_HEAD_LINES)) if line.strip()]
        delimiter = max(_DELIMITERS, key=lambda sign: _evenness(head, sign))
        headers = _headers(path, survey.encoding, delimiter)
    except OSError as error:
        raise cannot_be_read(path) from error
    return CsvTable(path, headers, survey.encoding, delimiter, survey.lines, survey.sha256)


@dataclass(frozen=True)
class _Survey:
    encoding: str
    lines: int
    sha256: str


def _survey(file: BinaryIO, path: Path) -> _Survey:
    """Read the bytes once: their sum, the number of lines, and the encoding."""
    digest, lines, holds_nul, head = hashlib.sha256(), 0, False, b""
    utf_8 = codecs.getincrementaldecoder("utf-8")()
    is_utf_8 = True
    while piece := file.read(_PIECE):
        head = head or piece
        digest.update(piece)
        lines += piece.count(b"\n")
        holds_nul = holds_nul or b"\0" in piece
        is_utf_8 = is_utf_8 and _decodes(utf_8, piece)
    is_utf_8 = is_utf_8 and _decodes(utf_8, b"", final=True)
    _refuse_what_is_no_text(head, holds_nul, path)
    if head.startswith(_UTF_16_MARKS):
        encoding = "utf-16"
    elif is_utf_8 or head.startswith(codecs.BOM_UTF8) or _is_damaged_utf_8(file):
        encoding = "utf-8-sig"
    else:
        encoding = "cp1256"
    return _Survey(encoding, lines, digest.hexdigest())


def _refuse_what_is_no_text(head: bytes, holds_nul: bool, path: Path) -> None:
    if not head.strip(b" \t\r\n" + codecs.BOM_UTF8):
        raise is_empty(path)
    if head.startswith(_UTF_16_MARKS):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
        is_text = "\0" not in text and bool(text.strip())
    else:
        is_text = not holds_nul and len(head.translate(None, _NEVER_IN_TEXT)) > len(head) * 0.99
    if not is_text:
        raise UnreadableFile(Message("{file} is not a text file. Export the records as CSV.", file=Code(path.name)))


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf_8(file: BinaryIO) -> bool:
    """UTF-8 with a few broken characters, such as a file whose end was cut off; Persian in Windows-1256 is not."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = foreign = 0
    while piece := file.read(_PIECE):
        text = decoder.decode(piece)
        broken += text.count("\ufffd")
        foreign += len(text) - len(text.encode("ascii", "ignore"))
    return broken + len(decoder.decode(b"", True)) <= (foreign - broken) // 20


def _text(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, errors="replace", newline="")


def _evenness(head: list[str], delimiter: str) -> int:
    """How well a delimiter parts the first lines: many columns, and the same number in many lines."""
    try:
        widths = Counter(len(values) for values in csv.reader(head, delimiter=delimiter))
    except csv.Error:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _headers(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    """The first row that names at least two columns; a lone title above it is passed over."""
    with _text(path, encoding) as file:
        first: tuple[str, ...] = ()
        for row in Records(file, delimiter).read():
            first = first or row.values
            if sum(bool(value.strip()) for value in row.values) > 1:
                first = row.values
                break
    refuse_wide(first, path)
    if not first:
        raise is_empty(path)
    return first
