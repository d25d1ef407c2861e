"""What a cell of the shelf is called, and what the barcode stuck on it holds.

A cell's barcode begins with "S:". No serial may hold a colon and no number of ours does, so that a scan of a cell is
never taken for a device, and a device is never put away because its serial looks like a cell.
"""

from __future__ import annotations

import re

from aftersales_desktop.domain.text import clean_code

CELL_PREFIX = "S:"
_CELL = re.compile(r"([A-Z]+)-?([0-9]+)")


def cell_code(position: int, cells_in_row: int) -> str:
    """Code of the n-th cell: A-01, A-02 ... B-01 ...; letters and digits only, so that a scanner reads it."""
    row, cell = divmod(position, cells_in_row)
    letters = ""
    while True:
        letters = chr(ord("A") + row % 26) + letters
        row = row // 26 - 1
        if row < 0:
            return f"{letters}-{cell + 1:02}"


def cell_barcode(code: str) -> str:
    """What the label of a cell holds."""
    return CELL_PREFIX + code


def scanned_cell(code: str) -> str | None:
    """The cell that a barcode names, which the shelf may have or not; None for any other barcode."""
    typed = clean_code(code)
    return written_cell(typed.removeprefix(CELL_PREFIX)) if typed.startswith(CELL_PREFIX) else None


def written_cell(text: str) -> str:
    """The code of a cell as the file keeps it, from letters and digits of any keyboard: "a 3" is A-03."""
    typed = clean_code(text)
    read = _CELL.fullmatch(typed)
    return f"{read[1]}-{int(read[2]):02}" if read else typed


def row_of(cell: str) -> str:
    """The letters of the row a cell stands in."""
    return cell.partition("-")[0]
