"""Where a device is, as the pages of an order, of a hand-over and of a serial show it."""

from __future__ import annotations

from aftersales_desktop.domain.stock import PLACE_TITLES, Place
from aftersales_desktop.i18n import Code, Words
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.widgets.cell_label import CellLabel


def show_place(label: CellLabel, unit: UnitRow, words: Words, order: OrderRow | None = None) -> None:
    """The cell in large letters; on a bench or outside the words for that; nothing while it is with its customer."""
    place = Place(unit.location_kind)
    if place is Place.SHELF:
        label.show_cell(words("Shelf {cell}", cell=Code(unit.location_code)))
    elif place is Place.BENCH and order is not None and order.technician_name:
        label.show_place(words("On the bench of {name}", name=order.technician_name))
    elif unit.is_in_custody:
        label.show_place(words(PLACE_TITLES[place]))
    else:
        label.show_place("")
