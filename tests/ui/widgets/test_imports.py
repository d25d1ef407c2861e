import subprocess
import sys

HEAVY = ("reportlab", "openpyxl", "peewee", "uharfbuzz", "segno", "pypdfium2")


def test_widgets_bring_nothing_heavy_along():
    """The first paint waits for what is imported here."""
    program = "\n".join(
        [
            "import sys",
            "import aftersales_desktop.ui.widgets.fields, aftersales_desktop.ui.widgets.form",
            "import aftersales_desktop.ui.widgets.list_page, aftersales_desktop.ui.widgets.search_box",
            "import aftersales_desktop.ui.scanner, aftersales_desktop.ui.notifier, aftersales_desktop.ui.shortcuts",
            f"sys.exit(' '.join(name for name in {HEAVY!r} if name in sys.modules) or None)",
        ]
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
