"""First window: from the start of Python to the first paint, as a ratio to a bare QMainWindow in the same look.

    python benchmarks/first_window.py [RUNS]

Both are whole processes, run in turn; the median of the pairwise ratios counts. Target: at most 1.5.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QMainWindow
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is window:
            os._exit(0)
        return False
app = QApplication([])
for path in sys.argv[1:]:
    QFontDatabase.addApplicationFont(path)
app.setStyle("Fusion")
app.setFont(QFont("Vazirmatn"))
painted = Painted()
window = QMainWindow()
window.resize(1366, 768)
app.installEventFilter(painted)
window.show()
app.exec()
"""
OURS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from aftersales_desktop.app import Program
from aftersales_desktop.config import DataFolder
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is program.window:
            os._exit(0)
        return False
app = QApplication([])
program = Program(app, DataFolder(Path(sys.argv[1])))
painted = Painted()
program.show()
app.installEventFilter(painted)
app.exec()
"""


def timed(code: str, arguments: list[str]) -> float:
    """Seconds of one whole process."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    )
    return time.perf_counter() - started


def main() -> None:
    """Print the medians and the ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    fonts = [str(path) for path in sorted(Path(__file__).parent.parent.glob("resources/fonts/*.ttf"))]
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(timed(BARE, fonts), timed(OURS, [folder])) for _ in range(runs + 1)][1:]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / floor for floor, one in pairs)
    print(
        f"bare window {bare * 1000:.0f} ms, first window {ours * 1000:.0f} ms, ratio {ratio:.2f} (target 1.5), {runs} pairs"
    )


if __name__ == "__main__":
    main()
