"""What every stop of the tour does: go to a screen, find a record, choose an action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from aftersales_desktop.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour


def screen_of(tour: Tour, key: str) -> Any:
    """The screen behind a tab, shown."""
    tour.program.furniture.show_tab(key)
    tour.settle()
    return tour.program.furniture.screen(key)


def found(tour: Tour, query: str, *values: Any) -> int:
    """The id of the first record a query finds. IndexError when the demo has none."""
    return tour.program.context.desk.rows(query, *values)[0][0]


def choose(widget: QWidget, name: str) -> None:
    """Trigger an action by its name."""
    widget.findChild(QAction, name).trigger()


def look_at(tour: Tour, sheet: Sheet, name: str) -> None:
    """Show a sheet for its picture only."""
    sheet.show()
    sheet.raise_()
    tour.picture(name)
    sheet.hide()
    sheet.deleteLater()
