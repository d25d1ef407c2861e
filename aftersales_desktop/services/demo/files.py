"""Photos and papers on some records of the demo."""

from __future__ import annotations

from aftersales_desktop.domain.attachments import FileKind, media_type
from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import Holder, KeptFile
from aftersales_desktop.services.demo import pictures
from aftersales_desktop.services.file_store import store_beside
from aftersales_desktop.services.work import Desk

_ORDERS = (
    "SELECT uuid FROM service_order WHERE origin = 'counter' AND state = ? AND archived_at IS NULL "
    "ORDER BY id DESC LIMIT 3"
)
_BUSIEST_UNIT = (
    "SELECT u.uuid FROM service_order s JOIN unit u ON u.id = s.unit_id "
    "GROUP BY s.unit_id ORDER BY count(*) DESC LIMIT 1"
)
_BUSIEST_CUSTOMER = (
    "SELECT c.uuid FROM service_order s JOIN customer c ON c.id = s.owner_id WHERE s.origin = 'counter' "
    "GROUP BY s.owner_id ORDER BY count(*) DESC LIMIT 1"
)


def add_files(desk: Desk) -> None:
    """Put them on the newest orders, the busiest device and the busiest customer; inside a unit of work."""
    came = _photos(desk, FileKind.INTAKE)
    left = (*came, _kept(desk, pictures.repaired_picture(), "هنگام تحویل.png", FileKind.HAND_BACK))
    bill = _kept(desk, pictures.bill_of_sale(), "فاکتور خرید.pdf", FileKind.DOCUMENT)
    for state, files in (("received", came), ("ready", left), ("delivered", left)):
        for (uuid,) in desk.rows(_ORDERS, state):
            attachments.attach(desk, Holder("service_order", uuid), files)
    for query, entity in ((_BUSIEST_UNIT, "unit"), (_BUSIEST_CUSTOMER, "customer")):
        for (uuid,) in desk.rows(query):
            attachments.attach(desk, Holder(entity, uuid), (bill, *_photos(desk, FileKind.PHOTO)[:1]))


def _photos(desk: Desk, kind: FileKind) -> tuple[KeptFile, ...]:
    named = (
        (pictures.front_picture(), "روبه‌رو.png"),
        (pictures.side_picture(), "در باز.png"),
        (pictures.scratch_picture(), "خط روی بدنه.png"),
    )
    return tuple(_kept(desk, content, name, kind) for content, name in named)


def _kept(desk: Desk, content: bytes, name: str, kind: FileKind) -> KeptFile:
    """As kept_files does; but the pictures are small already, and whoever starts the program need not load Pillow."""
    sha256 = store_beside(desk.path).keep(content)
    return KeptFile(sha256, name, media_type(name, content), len(content), kind)
