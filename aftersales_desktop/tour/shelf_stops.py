"""The stop of the tour at the shelf: a device is found from afar, put away by two scans, and by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.tour.steps import choose, found, screen_of

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour

_ON_SHELF = (
    "SELECT s.id FROM service_order s JOIN unit u ON u.id = s.unit_id JOIN location l ON l.id = u.location_id "
    "WHERE s.state = 'received' AND l.kind = 'shelf' ORDER BY s.id DESC LIMIT 1"
)
_FREE = (
    "SELECT code FROM location l WHERE l.kind = 'shelf' AND NOT EXISTS (SELECT 1 FROM unit WHERE location_id = l.id) "
    "ORDER BY position DESC LIMIT 1"
)


def shelf(tour: Tour) -> None:
    """Every way to a cell."""
    screen, furniture = screen_of(tour, "reception"), tour.program.furniture
    order = get_order(tour.program.context.desk, found(tour, _ON_SHELF))
    cell = str(found(tour, _FREE))
    box = tour.window.top.search
    box.start_typing()
    box.line.setText(order.unit.serial)
    box.line.textEdited.emit(order.unit.serial)
    tour.wait(250)
    tour.picture("search-device")
    box.line.clear()
    box.results.close_overlay()
    furniture.open("unit", order.unit.id)
    tour.picture("unit-on-shelf")
    furniture.open("order", order.id)
    choose(screen, "move_to_cell")
    tour.picture("order-move-to-cell")
    screen.back.trigger()
    for code, name in ((f"S:{cell}", "scan-cell"), (order.number, "scan-cell-device"), ("S:K-99", "scan-cell-unknown")):
        furniture.on_scan(code)
        tour.settle()
        tour.picture(name)
    tour.clear_toasts()
    furniture.on_scan("https://example.com/guarantee")
    tour.settle()
    tour.picture("scan-strange")
    tour.clear_toasts()
    screen.page.panel.close_panel()
    tour.program.context.papers.show("cell-labels", "any")
    tour.picture("preview-cell-labels")
    tour.window.findChild(QWidget, "preview").close_preview()
    tour.settle()
