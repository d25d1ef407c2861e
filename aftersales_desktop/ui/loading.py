"""Loads Qt without what the window would wait for. Imports nothing of Qt by itself."""

from __future__ import annotations

import builtins
import importlib


def load_qt() -> None:
    """Import Qt, and take PySide's watch off Python's imports.

    PySide reads the source of every module imported after it, to find out whether it asks for other spellings of
    Qt's names (https://doc.qt.io/qtforpython-6/considerations.html#features). Nothing here does, and reading all
    sources twice takes longer than a click may.
    """
    plain = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = plain
