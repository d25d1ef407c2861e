"""From a key in the search box to the painted results, in the real window; the pause that waits for more keys aside."""

from __future__ import annotations

import random
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from aftersales_desktop.ui.widgets.search_box import SearchBox
from benchmarks.figures import Figure, milliseconds, p95
from benchmarks.search import KINDS, sample
from benchmarks.window import Opened, open_window, until

MOST = 100
EACH = 3


def keystroke_figures(path: Path) -> Iterator[Figure]:
    """Every key of some queries of each kind; the better of two times, which is less of the machine's other work."""
    with tempfile.TemporaryDirectory() as folder, open_window(path, Path(folder)) as opened:
        times = [time for query in _queries(opened) for time in _typed(opened, query)]
    yield Figure(f"key to painted results, 95th percentile of {len(times)} keys", p95(times), MOST)
    yield Figure("  the usual key", statistics.median(times), MOST)
    yield Figure("  the slowest key", max(times), 2 * MOST)


def _queries(opened: Opened) -> list[str]:
    chance = random.Random(3)
    with opened.desk.reader() as reader:
        return [kind.query(one, chance) for kind in KINDS for one in sample(reader, kind.kind, EACH, chance)]


def _typed(opened: Opened, query: str) -> Iterator[float]:
    box = opened.window.top.search
    box._debounce.setInterval(0)
    box.start_typing()
    box.line.clear()
    for length in range(1, len(query) + 1):
        text = query[:length]
        if text.strip() == box.text():
            continue
        yield min(milliseconds(lambda text=text: _answer(box, text)) for _ in range(2))
    box.results.close_overlay()


def _answer(box: SearchBox, text: str) -> None:
    box._answered = ""
    box.line.setText(text)
    box._on_typed()
    until(lambda: box._answered == text.strip())
    box.results.rows.repaint()
