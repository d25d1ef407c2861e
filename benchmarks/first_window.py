"""First window and first rows: from the start of Python to a painted window, against a bare QMainWindow in this look.

    python -m benchmarks.first_window [RUNS] [DATA]

All are whole processes, run in turn; medians are compared. Targets: at most 1.5 for the window, 2.5
for the rows of the first screen. Ours is the real start, as by a double click: lock, settings, words, window, then the
file and Today. All find their modules compiled, as after an installation. DATA is a data folder; without one a demo is
made. Ends with 1 when a ratio is above its target.
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

from benchmarks.figures import HEADING, Figure

MOST_FOR_WINDOW, MOST_FOR_ROWS = 1.5, 2.5

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
with_rows = sys.argv.pop() == "rows"
from aftersales_desktop.ui import loading
load_qt = loading.load_qt
def load_and_watch():
    load_qt()
    {END.replace(chr(10), chr(10) + "    ")}
    from aftersales_desktop.app import Program
    show, furnish = Program.show, Program._furnish
    def end_with(program, widget):
        program.end = End()
        widget.installEventFilter(program.end)
    def watched_show(program, *how):
        show(program, *how)
        if not with_rows:
            end_with(program, program.window)
    def watched_furnish(program):
        furnish(program)
        end_with(program, program.furniture.current())
    Program.show, Program._furnish = watched_show, watched_furnish
loading.load_qt = load_and_watch
from aftersales_desktop.__main__ import main
main()
"""


def own_world(folder: str) -> dict[str, str]:
    """No display, and compiled modules in a folder of their own."""
    homes = dict.fromkeys(("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"), folder)
    world = {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    world.pop("PYTHONDONTWRITEBYTECODE", None)
    return world


def made_demo(folder: str, world: dict[str, str]) -> str:
    """A data folder with the demo."""
    data = f"{folder}/data"
    code = "import sys; from aftersales_desktop.__main__ import main; sys.exit(main())"
    subprocess.run(
        [sys.executable, "-c", code, "--data", data, "demo"], check=True, env=world, stdout=subprocess.DEVNULL
    )
    return data


def timed(code: str, arguments: list[str], world: dict[str, str]) -> float:
    """Seconds of one whole process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=world)
    return time.perf_counter() - started


def started(data: str, end: str, world: dict[str, str]) -> float:
    """Seconds of our start, after one that ended well: without its lock."""
    (Path(data) / "data.lock").unlink(missing_ok=True)
    return timed(OURS, ["--data", data, "--language", "fa", end], world)


def start_figures(data: Path, runs: int = 25) -> Iterator[Figure]:
    """First window, and first rows on Today, of the program on a data folder."""
    fonts = [str(path) for path in sorted(Path(__file__).parent.parent.glob("resources/fonts/*.ttf"))]
    with tempfile.TemporaryDirectory() as folder:
        world = own_world(folder)
        rounds = [
            (timed(BARE, fonts, world), started(str(data), "window", world), started(str(data), "rows", world))
            for _ in range(runs + 1)
        ][1:]
    bare, window, rows = (statistics.median(side) * 1000 for side in zip(*rounds, strict=True))
    yield Figure("first window / bare window", window, MOST_FOR_WINDOW, bare)
    yield Figure("first rows / bare window", rows, MOST_FOR_ROWS, bare)


def main() -> int:
    """Print both lines."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        data = sys.argv[2] if len(sys.argv) > 2 else made_demo(folder, own_world(folder))
        figures = list(start_figures(Path(data), runs))
    print(HEADING, *(figure.line() for figure in figures), sep="\n")
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
