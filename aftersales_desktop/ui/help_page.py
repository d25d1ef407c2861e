"""F1: every key on one sheet, and the help of the input that has the cursor."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.shortcuts import KEYS, keys_of
from aftersales_desktop.ui.widgets.label import KeyLabel, Label, line
from aftersales_desktop.ui.widgets.sheet import Sheet

_COLUMNS = 2


def show_help(context: AppContext, window: QWidget) -> None:
    """Show the sheet until it is closed."""
    make_help_sheet(context, window).ask()


def make_help_sheet(context: AppContext, window: QWidget) -> Sheet:
    """The sheet with the help of the input in use, if it has one, and the table of keys."""
    words = context.words
    sheet = Sheet(context.kit, window, words("Keys"), "", words("Close"), width=720)
    sheet.refuse_button.hide()
    focused = QApplication.focusWidget()
    help_text = focused.whatsThis() if focused is not None else ""
    if help_text:
        sheet.body.addWidget(Label(context.kit, focused.accessibleName(), "strong"))
        sheet.body.addWidget(Label(context.kit, help_text, wrap=True))
        sheet.body.addWidget(line())
    sheet.body.addLayout(_key_table(context))
    return sheet


def _key_table(context: AppContext) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    rows = -(-len(KEYS) // _COLUMNS)
    for place, binding in enumerate(KEYS):
        column, row = divmod(place, rows)
        grid.addWidget(KeyLabel(context.kit, keys_of(binding.name)), row, column * 2, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(Label(context.kit, context.words(binding.title)), row, column * 2 + 1)
    return grid
