"""Lists of ten years in the window: the first paint, jumps, and whatever else the window's thread does for them."""

from __future__ import annotations

import random
import statistics
import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftersales_desktop.services import lists
from aftersales_desktop.ui.reception.columns import ORDER_COLUMNS
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.widgets.column import Column
from aftersales_desktop.ui.widgets.list_page import ListPage
from aftersales_desktop.ui.widgets.list_view import ListView
from aftersales_desktop.ui.widgets.windowed_model import ListSource
from benchmarks.figures import Figure, milliseconds, p95
from benchmarks.window import Opened, open_window, until

MOST_FOR_FIRST_PAINT, MOST_FOR_A_JUMP, MOST_ON_THE_WINDOW = 1.3, 1.5, 100
ROUNDS, JUMPS = 15, 60
Row = Any


@dataclass(frozen=True)
class Shown:
    """A list that is painted, and the order it begins in."""

    key: str
    columns: Sequence[Column]
    sort: str
    is_descending: bool = True


ORDERS = Shown("orders", ORDER_COLUMNS, "received")


class MemoryRows:
    """As many rows as it is told, made from a few real ones: a list that reads nothing."""

    def __init__(self, some: Sequence[Row], count: int) -> None:
        self.some = some
        self.all_ids = array("q", range(1, count + 1))

    def first_rows(self, _sort: str, _descending: bool, limit: int) -> list[Row]:
        """The beginning."""
        return self.rows(self.all_ids[:limit])

    def ids(self, _sort: str, _descending: bool, _cancelled: Callable[[], bool]) -> array:
        """Every id."""
        return self.all_ids

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Rows by their ids."""
        return [self.some[row_id % len(self.some)]._replace(id=row_id) for row_id in ids]


def _shown_list(opened: Opened, shown: Shown) -> ListView:
    view = ListView(opened.context.kit, shown.columns)
    view.resize(1200, 700)
    view.show_order(shown.sort, descending=shown.is_descending)
    view.show()
    until(view.isVisible)
    return view


def _first_paint(opened: Opened, view: ListView, source: ListSource) -> float:
    def show() -> None:
        view.show_source(source)
        view.viewport().repaint()

    taken = milliseconds(show)
    opened.settle()
    return taken


def _jump(view: ListView, place: int) -> float:
    def jump() -> None:
        view.choose(view.rows.id_at(place))
        view.viewport().repaint()

    return milliseconds(jump)


def painting(opened: Opened, language: str, shown: Shown = ORDERS) -> Iterator[Figure]:
    """The figures of a list of everything, by default of all orders."""
    real = lists.source(opened.desk, shown.key)
    count = lists.counts(opened.desk, shown.key, opened.desk.today(), only=["all"])["all"]
    some = real.beginning(shown.sort, descending=shown.is_descending, limit=64)
    few, many = MemoryRows(some, 64), MemoryRows(some, count)
    view, other = _shown_list(opened, shown), _shown_list(opened, shown)
    pairs = [(_first_paint(opened, view, few), _first_paint(opened, view, real)) for _ in range(ROUNDS + 2)][2:]
    floor, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    yield Figure(
        f"list of {count:,} {shown.key}, first paint / 64 rows ({language})", ours, MOST_FOR_FIRST_PAINT, floor
    )
    other.show_source(many)
    opened.settle()
    chance = random.Random(5)
    places = [chance.randrange(count) for _ in range(JUMPS)]
    jumps = [(_jump(other, place), _jump(view, place)) for place in places]
    floor, ours = (p95(side) for side in zip(*jumps, strict=True))
    yield Figure(f"  jump anywhere, 95th percentile / in memory ({language})", ours, MOST_FOR_A_JUMP, floor)
    for one in (view, other):
        one.hide()
        one.deleteLater()


def on_the_windows_thread(opened: Opened, tell: Callable[[str], object]) -> Iterator[Figure]:
    """The longest the window is held up by a screen: every filter, every order, the fullest records."""
    taken: dict[str, float] = {}

    def note(title: str, work: Callable[[], object]) -> None:
        """A slow one again, and the best of three counts: what the program and not the machine's other work takes."""
        taken[title] = milliseconds(work)
        for _ in range(2 if taken[title] > MOST_ON_THE_WINDOW / 2 else 0):
            opened.settle()
            taken[title] = min(taken[title], milliseconds(work))
        opened.app.processEvents()

    for key in ("today", "reception", "customers", "warranty"):
        opened.furniture.show_tab(key)
        screen = opened.furniture.screen(key)
        note(f"{key}: reload", screen.reload)
        page = getattr(screen, "page", None)
        if page is not None:
            _each_filter_and_order(screen, page, key, note)
    _fullest_records(opened, note)
    for title, time in sorted(taken.items(), key=lambda pair: -pair[1])[:8]:
        tell(f"    {title:44} {time:7.1f} ms")
    worst = max(taken, key=taken.__getitem__)
    yield Figure(f"window held up by a screen, worst of {len(taken)}: {worst}"[:58], taken[worst], MOST_ON_THE_WINDOW)


def _each_filter_and_order(
    screen: Screen, page: ListPage, key: str, note: Callable[[str, Callable[[], object]], None]
) -> None:
    for part in tuple(page.chips._titles):
        page.chips.choose(part)
        note(f"{key}: filter {part}", screen.reload)
        for place, column in enumerate(page.list.rows.columns):
            if column.sort:
                note(f"{key}: {part} by {column.sort}", lambda place=place: page.list.rows.sort(place))


def _fullest_records(opened: Opened, note: Callable[[str, Callable[[], object]], None]) -> None:
    desk = opened.desk
    customer = desk.rows("SELECT owner_id FROM unit GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0][0]
    unit = desk.rows("SELECT unit_id FROM service_order GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0][0]
    order, card = (desk.rows(f"SELECT max(id) FROM {table}")[0][0] for table in ("service_order", "warranty_card"))
    for kind, record in (("customer", customer), ("unit", unit), ("order", order), ("card", card - 1)):
        note(f"opening the fullest {kind}", lambda kind=kind, record=record: opened.furniture.open(kind, record))
    note("a scan that names nothing", lambda: opened.furniture.on_scan("ZZ-99-NOBODY"))


def list_figures(path: Path, tell: Callable[[str], object] = lambda _: None) -> Iterator[Figure]:
    """All figures of the lists on a file."""
    with tempfile.TemporaryDirectory() as folder:
        for language in ("fa", "en"):
            with open_window(path, Path(folder), language) as opened:
                yield from painting(opened, language)
                if language == "fa":
                    yield from on_the_windows_thread(opened, tell)
