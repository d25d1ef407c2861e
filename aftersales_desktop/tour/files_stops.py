"""Photos and files on the pages of an order, a device and a customer, and what can go wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import Holder
from aftersales_desktop.services.file_store import store_beside
from aftersales_desktop.services.kept_files import keep_content
from aftersales_desktop.ui.pickers.file_actions import DescriptionSheet
from aftersales_desktop.ui.pickers.record_files import RecordFiles

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour

_WITH_FILES = (
    "SELECT s.id FROM service_order s JOIN attachment a ON a.entity = 'service_order' AND a.record_uuid = s.uuid "
    "WHERE s.state = 'delivered' ORDER BY s.id DESC LIMIT 1"
)
_WITHOUT_FILES = (
    "SELECT s.id, s.uuid FROM service_order s WHERE s.origin = 'counter' AND NOT EXISTS (SELECT 1 FROM attachment a "
    "WHERE a.record_uuid = s.uuid) ORDER BY s.id DESC LIMIT 1"
)
_UNIT = "SELECT u.id FROM unit u JOIN attachment a ON a.entity = 'unit' AND a.record_uuid = u.uuid LIMIT 1"
_VISITED = (
    "SELECT s.unit_id FROM service_order s JOIN attachment a ON a.entity = 'service_order' AND a.record_uuid = s.uuid "
    "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
)
_CUSTOMER = "SELECT c.id FROM customer c JOIN attachment a ON a.entity = 'customer' AND a.record_uuid = c.uuid LIMIT 1"


def files(tour: Tour) -> None:
    """Tiles on three pages, an empty place, files under way, one that is described, two that are not whole."""
    desk = tour.program.context.desk
    for kind, query in (("order", _WITH_FILES), ("unit", _UNIT), ("customer", _CUSTOMER)):
        _show(tour, kind, desk.rows(query)[0][0])
        tour.picture(f"files-{kind}")
    _show(tour, "unit", desk.rows(_VISITED)[0][0])
    _scroll(tour, tour.program.furniture.current().page.panel.content().visit_photos)
    tour.picture("files-of-visits")
    order_id, uuid = desk.rows(_WITHOUT_FILES)[0]
    box = _show(tour, "order", order_id)
    tour.picture("files-none")
    box.intake.progressed.emit(11, 30)
    _scroll(tour, box)
    tour.picture("files-under-way")
    box.intake.ended.emit()
    _look_at_several(tour, order_id, Holder("service_order", uuid))


def _look_at_several(tour: Tour, order_id: int, holder: Holder) -> None:
    """A title is given to one; of the others one is lost and one is damaged. All are put away again."""
    desk = tour.program.context.desk
    names = ("رسید بانک.txt", "run.exe", "warranty.xlsx")
    rows = attachments.attach(desk, holder, [keep_content(desk.path, name.encode(), name) for name in names])
    box = _show(tour, "order", order_id)
    sheet = DescriptionSheet(tour.window.kit, tour.window, rows[0], tuple(FileKind))
    sheet.show()
    sheet.raise_()
    tour.picture("files-title")
    sheet.hide()
    sheet.deleteLater()
    store = store_beside(desk.path)
    store.path(rows[0].sha256).unlink()
    store.path(rows[1].sha256).write_bytes(b"damaged")
    box.tiles.look_anew()
    tour.picture("files-damaged")
    for name in names:
        store.keep(name.encode())
    attachments.put_away(desk, *(row.id for row in rows))


def _show(tour: Tour, kind: str, record_id: int) -> RecordFiles:
    tour.program.context.navigator.open(kind, record_id)
    tour.settle()
    box = tour.program.furniture.current().page.panel.content().files
    _scroll(tour, box)
    return box


def _scroll(tour: Tour, box: QWidget) -> None:
    tour.settle()
    tour.program.furniture.current().page.panel.scroll_to(box)
    tour.settle()
