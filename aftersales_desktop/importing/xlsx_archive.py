"""The zip inside a workbook: looked at before anything is inflated, so that a small file cannot fill the memory.

Python's zipfile never gives out more of a part than the directory says it holds, so a limit on what the directory says
is one on what is inflated.
"""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl.packaging.relationship import Relationship
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException

from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.importing.table import SheetName, UnreadableFile

MOST_PARTS = 5_000
LARGEST_SHEET = 600_000_000
LARGEST_TEXTS = 64_000_000
LARGEST_OTHER_PART = 10_000_000
_SHEETS, _TEXTS = "/worksheets/", "sharedStrings"
_PIECE = 1024 * 1024
_MERGED, _ROW = b"<mergeCell ", b"<row "

# What openpyxl and the standard library raise for a file that is not what it says; found by mangling files at random.
_MANGLED = (
    zipfile.BadZipFile, zlib.error, struct.error, ParseError, InvalidFileException, EOFError, OSError, LookupError,
    ValueError, TypeError, AttributeError, ArithmeticError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip


@dataclass(frozen=True)
class Workbook:
    """An open workbook: its parts that every sheet needs, and where each sheet is."""

    reader: ExcelReader
    sheets: dict[SheetName, str]

    def open_sheet(self, name: SheetName) -> BinaryIO:
        """The sheet's XML as a stream."""
        return self.reader.archive.open(self.sheets[name])


@contextmanager
def mangled_is_refused(path: Path) -> Iterator[None]:
    """Whatever a mangled file makes the readers raise is one sentence."""
    try:
        yield
    except _MANGLED as error:
        raise UnreadableFile(
            Message(
                "{file} is not a workbook, or it is damaged. Open it in Excel, save it again and import that file.",
                file=Code(path.name),
            )
        ) from error


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """Check the directory, then read names, texts and date formats. Raises UnreadableFile."""
    with mangled_is_refused(path), path.open("rb") as file:
        _refuse_bombs(file, path)
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            yield _read_common_parts(reader)


def _read_common_parts(reader: ExcelReader) -> Workbook:
    with warnings.catch_warnings():
        # About what a workbook holds besides values, such as pictures or a missing style.
        warnings.simplefilter("ignore")
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        return Workbook(reader, _sheets(reader))


def survey(workbook: Workbook, name: SheetName) -> tuple[int, int]:
    """How many rows and how many merged ranges a sheet has, about; its checksum is verified on the way."""
    rows = merged = 0
    rest = b""
    with workbook.open_sheet(name) as sheet:
        while piece := sheet.read(_PIECE):
            piece = rest + piece
            rows += piece.count(_ROW)
            merged += piece.count(_MERGED)
            rest = piece[-len(_MERGED) + 1 :]
            rest = b"" if _ROW in rest else rest
    return rows, merged


def _sheets(reader: ExcelReader) -> dict[SheetName, str]:
    return {
        SheetName(str(sheet.name), sheet.state != "visible"): relation.target
        for sheet, relation in reader.parser.find_sheets()
        if _is_table(relation) and relation.target in reader.valid_files
    }


def _is_table(relation: Relationship) -> bool:
    return relation.Type.endswith("/worksheet")


def _refuse_bombs(file: BinaryIO, path: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    sheets = sum(part.file_size for part in parts if _SHEETS in part.filename)
    texts = sum(part.file_size for part in parts if _TEXTS in part.filename)
    largest_other = max((part.file_size for part in parts if not _is_large_by_nature(part.filename)), default=0)
    if len(parts) > MOST_PARTS or sheets > LARGEST_SHEET or texts > LARGEST_TEXTS or largest_other > LARGEST_OTHER_PART:
        raise UnreadableFile(
            Message(
                "{file} holds far more than its size tells and is not opened. Save the sheet as “CSV UTF-8” and import "
                "that file.",
                file=Code(path.name),
            )
        )


def _is_large_by_nature(name: str) -> bool:
    """Sheets and texts have limits of their own; pictures and other media are never opened."""
    return _SHEETS in name or _TEXTS in name or not name.endswith((".xml", ".rels"))
