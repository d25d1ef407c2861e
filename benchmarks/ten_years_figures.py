"""Every target that is meant for ten years of records, measured by one command.

    python -m benchmarks.ten_years_figures [--small] [--verbose] [NAME ...]

Prints measured, floor, ratio and target of each line; ends with 1 when one is missed. `--small` takes a small file:
it shows that everything runs, its figures say little. Names choose some of the groups of lines below.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import (
    backup,
    first_window,
    import_history,
    keystrokes,
    lists,
    month_of_ten_years,
    search,
    sizes,
    workshop,
)
from benchmarks.figures import HEADING, Figure
from benchmarks.ten_years import SMALL, WHOLE, copy_of, ten_year_file


@dataclass(frozen=True)
class Bench:
    """What the groups of lines are given.

    `file` may only be read; `copy()` gives one of its own to write to; `tell` prints details.
    """

    file: Path
    copy: Callable[[], Path]
    tell: Callable[[str], object]


GROUPS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "search": lambda bench: search.search_figures(bench.file, bench.tell),
    "keystrokes": lambda bench: keystrokes.keystroke_figures(bench.file),
    "share": lambda bench: sizes.share_figure(bench.file),
    "lists": lambda bench: lists.list_figures(bench.file, bench.tell),
    "month": lambda bench: month_of_ten_years.month_figures(bench.file),
    "start": lambda bench: first_window.start_figures(bench.copy().parent),
    "customer": lambda bench: sizes.customer_figure(bench.copy()),
    "import": lambda bench: import_history.import_figures(bench.file, real_services()),
    "workshop": lambda bench: workshop.workshop_figures(bench.file, bench.copy, bench.tell),
    "backup": lambda bench: backup.backup_figures(bench.copy()),
}
"""Another group: its name and what gives its figures."""


def real_services() -> Path | None:
    """The 20,190 services of a real list, where they are at hand."""
    folder = os.environ.get("AFTERSALES_REAL_DATA")
    return Path(folder) / "open-repair" / "repair-cafe-wales-202507.csv" if folder else None


def main(arguments: list[str]) -> int:
    """Print every line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.ten_years_figures")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *GROUPS])
    options = parser.parse_args(arguments)
    file = ten_year_file(SMALL if options.small else WHOLE)
    missed = 0
    with tempfile.TemporaryDirectory(dir=file.parent.parent) as folder:
        copies = (copy_of(file, Path(folder) / str(number)) for number in itertools.count())
        bench = Bench(file, partial(next, copies), print if options.verbose else lambda _line: None)
        print(HEADING)
        for name in options.names or GROUPS:
            for figure in GROUPS[name](bench):
                print(figure.line(), flush=True)
                missed += not figure.is_met
    print(f"{missed} missed" if missed else "every target is met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
