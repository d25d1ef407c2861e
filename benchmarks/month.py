"""The month's workbook against openpyxl's own floor, and its memory against the number of rows.

python benchmarks/month.py [ROWS]      ends with 1 when a figure is above its target

The floor writes as many rows, columns and cells with openpyxl's write-only mode, plain values without a style that
are in memory already. Ours reads them from the database meanwhile, and adds formats, tables, totals and a chart.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.excel.month import write_month
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.month import month_rows
from aftersales_desktop.services.work import Desk, close_desk, open_desk

MOST_TIME, MOST_MEMORY = 1.4, 1.2
ROUNDS, ROWS = 5, 5_000
FEW, MANY = 2_000, 40_000
FIRST, LAST = date(2026, 10, 23), date(2026, 11, 21)
Values = list[list[object]]


def filled_desk(folder: Path, rows: int) -> Desk:
    """A desk that received so many devices in one month."""
    source = folder / "services.csv"
    with source.open("w", encoding="utf-8") as file:
        file.write("id,date,category,brand,model,serial,status,problem,name,phone\n")
        for n in range(rows):
            day = date.fromordinal(FIRST.toordinal() + n % 30)
            words = f"does not switch on since last week; smells burnt and trips the fuse {n}"
            file.write(f"{n},{day},Kind {n % 40},Brand {n % 97},M-{n % 300},SN-{n:07},Fixed,{words},,\n")
    desk = open_desk(folder / "data.db")
    import_file(desk, source, words=Words("fa"))
    return desk


def our_seconds(desk: Desk, out: Path) -> float:
    """Seconds of work for the whole workbook."""
    return our_seconds_of(desk, FIRST, LAST, out)


def our_seconds_of(desk: Desk, first: date, last: date, out: Path) -> float:
    """The same for a month of any file."""
    began = time.process_time()
    with desk.reader() as reader:
        write_month(month_rows(reader, first, last), out, Words("fa"), today=last)
    return time.process_time() - began


def plain_values(workbook: Path) -> list[Values]:
    """What stands in the cells of our workbook, as plain numbers and text."""
    book = load_workbook(workbook, read_only=True)
    sheets = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    book.close()
    return [[[_plain(value) for value in row] for row in sheet] for sheet in sheets]


def _plain(value: object) -> object:
    if hasattr(value, "toordinal"):
        return value.toordinal() - 693_594
    return value


def floor_seconds(sheets: list[Values], out: Path) -> float:
    """Seconds for the same cells without anything else."""
    began = time.process_time()
    book = Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(out)
    return time.process_time() - began


def peak_memory(rows: int) -> float:
    """Megabytes that writing a workbook of so many rows takes at most, in a process of its own (Linux)."""
    with tempfile.TemporaryDirectory() as name:
        filled_desk(Path(name), rows)
        close_desk()
        command = [sys.executable, __file__, "--memory", name]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return float(done.stdout)


def tell_memory(folder: Path) -> None:
    """What the process of `peak_memory` does: the most it ever held, the program and the open file included."""
    desk = open_desk(folder / "data.db")
    our_seconds(desk, folder / "month.xlsx")
    close_desk()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(re.search("VmHWM: *([0-9]+) kB", status.replace("\t", " "))[1]) / 1024)


def main(arguments: list[str]) -> int:
    """Print the figures and whether they are within their targets."""
    if arguments[:1] == ["--memory"]:
        tell_memory(Path(arguments[1]))
        return 0
    rows = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = filled_desk(folder, rows)
        our_seconds(desk, folder / "month.xlsx")
        sheets = plain_values(folder / "month.xlsx")
        times = [
            (our_seconds(desk, folder / "month.xlsx"), floor_seconds(sheets, folder / "floor.xlsx"))
            for _round in range(ROUNDS)
        ]
        close_desk()
    ours, floor = (min(side) for side in zip(*times, strict=True))
    few, many = peak_memory(FEW), peak_memory(MANY)
    print(f"{rows} rows: {ours:.2f} s, floor {floor:.2f} s, ratio {ours / floor:.2f} (target {MOST_TIME})")
    print(f"memory: {FEW} rows {few:.1f} MB, {MANY} rows {many:.1f} MB, ratio {many / few:.2f} (target {MOST_MEMORY})")
    return 0 if ours / floor <= MOST_TIME and many / few <= MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
