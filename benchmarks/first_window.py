"""First window: from the start of Python to the first finished paint, against a bare QMainWindow in the same look.

    python -m benchmarks.first_window [RUNS]

Both are whole processes, run in turn; the median of the pairwise ratios counts. Target: at most 1.5. Ours is the real
start, as by a double click: lock, settings, words, window. Both find their modules compiled, as after an installation.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure

END = """
from PySide6.QtCore import QEvent, QObject, QTimer
class End(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
"""
BARE = f"""
import os, sys
{END}
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
for path in sys.argv[1:]:
    QFontDatabase.addApplicationFont(path)
app.setStyle("Fusion")
app.setFont(QFont("Vazirmatn"))
window = QMainWindow()
window.resize(1366, 768)
end = End()
window.installEventFilter(end)
window.show()
app.exec()
"""
OURS = f"""
import os, sys
from aftersales_desktop.ui import loading
load_qt = loading.load_qt
def load_and_watch():
    load_qt()
    {END.replace(chr(10), chr(10) + "    ")}
    from aftersales_desktop.app import Program
    show = Program.show
    def watched_show(program, begin_work):
        show(program, begin_work)
        program.end = End()
        program.window.installEventFilter(program.end)
    Program.show = watched_show
loading.load_qt = load_and_watch
from aftersales_desktop.__main__ import main
main()
"""


ROWS = OURS.replace(
    """    show = Program.show
    def watched_show(program, begin_work):
        show(program, begin_work)
        program.end = End()
        program.window.installEventFilter(program.end)
    Program.show = watched_show
""",
    """    furnish = Program._furnish
    def watched_furnish(program):
        furnish(program)
        program.end = End()
        program.furniture.current().installEventFilter(program.end)
    Program._furnish = watched_furnish
""",
)
MOST_FOR_WINDOW, MOST_FOR_ROWS = 1.5, 2.5


def own_world(folder: str) -> dict[str, str]:
    """No display, data and compiled modules in a folder of their own."""
    homes = dict.fromkeys(("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"), folder)
    world = {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    world.pop("PYTHONDONTWRITEBYTECODE", None)
    return world


def timed(code: str, arguments: list[str], world: dict[str, str]) -> float:
    """Seconds of one whole process, after one that ended well: without its lock."""
    for lock in Path(world["HOME"]).rglob("data.lock"):
        lock.unlink()
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=world)
    return time.perf_counter() - started


def start_figures(folder: Path, runs: int = 9) -> Iterator[Figure]:
    """First window, and first rows on Today, of the program on a data folder."""
    fonts = [str(path) for path in sorted(Path(__file__).parent.parent.glob("resources/fonts/*.ttf"))]
    (folder / "window.json").write_text('{"language": "fa"}', encoding="utf-8")
    ours = ["--data", str(folder)]
    with tempfile.TemporaryDirectory() as home:
        world = own_world(home)
        rounds = []
        for _ in range(runs + 1):
            (folder / "data.lock").unlink(missing_ok=True)
            bare, window = timed(BARE, fonts, world), timed(OURS, ours, world)
            (folder / "data.lock").unlink(missing_ok=True)
            rounds.append((bare * 1000, window * 1000, timed(ROWS, ours, world) * 1000))
    bare, window, rows = (statistics.median(side) for side in zip(*rounds[1:], strict=True))
    yield Figure("first window with this file / bare window", window, MOST_FOR_WINDOW, bare)
    yield Figure("first rows with this file / bare window", rows, MOST_FOR_ROWS, bare)


def main() -> None:
    """Print the medians and the ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    fonts = [str(path) for path in sorted(Path(__file__).parent.parent.glob("resources/fonts/*.ttf"))]
    with tempfile.TemporaryDirectory() as folder:
        world = own_world(folder)
        pairs = [(timed(BARE, fonts, world), timed(OURS, [], world)) for _ in range(runs + 1)][1:]
    bare, ours = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / floor for floor, one in pairs)
    print(f"bare window {bare:.0f} ms, first window {ours:.0f} ms, ratio {ratio:.2f} (target 1.5), {runs} pairs")


if __name__ == "__main__":
    main()
