"""The scanner of the window: its settings from the file, its codes to the screen that is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.furniture import Furniture
from aftersales_desktop.ui.key_actions import LatinControlKeys
from aftersales_desktop.ui.scanner import ScanCatcher, ScannerSettings


def watch_scanner(context: AppContext, furniture: Furniture) -> ScanCatcher:
    """Listen for scans and for Ctrl+letter under a Persian layout as long as the window lives."""
    app = QApplication.instance()
    settings = load_settings(context.desk)
    catcher = ScanCatcher(
        app,
        ScannerSettings(
            longest_gap=settings.scanner_gap_ms / 1000,
            shortest_code=settings.scanner_shortest,
            prefix=settings.scanner_prefix,
        ),
    )
    keys = LatinControlKeys(app)
    catcher.scanned.connect(furniture.on_scan)
    furniture.destroyed.connect(catcher.stop)
    furniture.destroyed.connect(catcher.deleteLater)
    furniture.destroyed.connect(keys.deleteLater)
    return catcher
