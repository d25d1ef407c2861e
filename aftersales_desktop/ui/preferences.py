"""What a person may change while the program runs and the next start must know before the database is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from aftersales_desktop.config import WindowSettings, load_window_settings, save_window_settings


class Preferences(QObject):
    """Language, calendar, light or dark, text size and the window's place, in a small file of the data folder."""

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.settings = load_window_settings(path)

    def change(self, **values: Any) -> WindowSettings:
        """Save and tell the program to rebuild its window; gives the settings as they were, for undo."""
        before = self.settings
        self.keep(**values)
        if self.settings != before:
            self.changed.emit()
        return before

    def keep(self, **values: Any) -> None:
        """Save without rebuilding anything."""
        self.settings = replace(self.settings, **values)
        save_window_settings(self._path, self.settings)
