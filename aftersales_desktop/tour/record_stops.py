"""The stops of the tour where records become one, and where old ones come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aftersales_desktop.services import import_list, import_undo
from aftersales_desktop.services.customer_merges import undo_customer_merge
from aftersales_desktop.services.unit_merges import undo_unit_merge
from aftersales_desktop.tour.steps import choose, found, screen_of
from aftersales_desktop.ui.pickers.merge_line import MergeLine

if TYPE_CHECKING:
    from aftersales_desktop.services.work import Desk
    from aftersales_desktop.tour.walk import Tour

NEWEST_MERGE = (
    "SELECT e.id, e.kept_{entity}_id, e.merged_{entity}_id FROM merge_event e WHERE e.entity = '{entity}' "
    "AND e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM merge_event r WHERE r.reverses_id = e.id) "
    "ORDER BY e.id DESC LIMIT 1"
)
UNIT_OF_NOBODY = (
    "SELECT u.id FROM unit u JOIN customer c ON c.id = u.owner_id WHERE c.is_placeholder = 1 AND u.archived_at IS NULL "
    "ORDER BY u.id DESC LIMIT 1"
)
OLD_RECORDS = """شماره پذیرش,تاریخ پذیرش,نوع دستگاه,برند,سریال,نام مشتری,موبایل,شرح ایراد,نتیجه
۱۰۱,۱۴۰۱/۰۳/۱۲,ماشین ظرفشویی,بوش,FD-9001,پریسا نيك‌خواه,۰۹۱۲۱۱۱۲۲۳۳,آب را تخلیه نمی‌کند,تعمیر شد
۱۰۲,2022-07-19,یخچال,اسنوا,,,,سرد نمی‌کند,نامشخص
۱۰۳,۱۴۰۲-۱۳-۰۱,تلویزیون,ال جی,,,,تصویر ندارد,تعمیر شد
۱۰۴,۱۴۰۲/۰۵/۳۰,تلویزیون,ال جی,LG-77,پیمان نیک‌خواه,۰۹۱۲۱۱۱۲۲۳۳,صدا ندارد,غیرقابل تعمیر
"""


def merges(tour: Tour) -> None:
    """Two that are one: the page with the way back, two alike, what stays of each field, and one again."""
    # The device was merged last, and comes first on the way back.
    unit = _parted(tour, "unit", "warranty", undo_unit_merge)
    customer = _parted(tour, "customer", "customers", undo_customer_merge)
    for kind, (kept_id, other_id) in (("customer", customer), ("unit", unit)):
        screen = screen_of(tour, "customers" if kind == "customer" else "warranty")
        screen.open_record(kind, kept_id)
        tour.picture(f"{kind}-alike")
        choose(screen, "same_person" if kind == "customer" else "same_device")
        tour.picture(f"{kind}-same-as")
        screen.merging.pick.picked.emit(other_id)
        tour.picture(f"{kind}-merge")
        screen.merging.save()
        tour.picture(f"{kind}-merge-done")
        tour.clear_toasts()
        screen.page.panel.close_panel()


def _parted(tour: Tour, kind: str, key: str, undo: Callable[[Desk, int], None]) -> tuple[int, int]:
    """Look at what was merged, and make it two again; gives both."""
    merge_id, kept_id, merged_id = tour.program.context.desk.rows(NEWEST_MERGE.format(entity=kind))[0]
    screen = screen_of(tour, key)
    screen.open_record(kind, kept_id)
    tour.settle()
    screen.page.panel.scroll_to(screen.page.panel.findChild(MergeLine))
    tour.picture(f"{kind}-merged")
    undo(tour.program.context.desk, merge_id)
    return kept_id, merged_id


def imports(tour: Tour) -> None:
    """Old records step by step: the columns, a trial, the result, the way back."""
    screen = screen_of(tour, "imports")
    tour.picture("imports-empty")
    path = tour.out / "old-records.csv"
    path.write_text(OLD_RECORDS, encoding="utf-8")
    screen.open_file(path)
    tour.settle()
    tour.picture("imports-columns")
    screen.columns.choices[1].set_value("")
    screen.columns.choices[1].taken.emit("")
    tour.picture("imports-columns-missing")
    screen.columns.choices[1].set_value("received_on")
    screen.columns.choices[1].taken.emit("received_on")
    for button, name in ((screen.check, "imports-checked"), (screen.bring_in, "imports-done")):
        button.click()
        tour.settle()
        tour.picture(name)
    screen.done.click()
    tour.picture("imports")
    _complete(tour)
    _undo_last_import(tour)


def _complete(tour: Tour) -> None:
    """A device whose owner the old record did not tell."""
    screen = screen_of(tour, "warranty")
    screen.open_record("unit", found(tour, UNIT_OF_NOBODY))
    tour.picture("serial-unknown-owner")
    choose(screen, "complete_unit")
    tour.picture("serial-complete")
    screen.page.panel.close_panel()


def _undo_last_import(tour: Tour) -> None:
    """As it was before, for the stops to come."""
    desk = tour.program.context.desk
    import_undo.undo_import(desk, import_list.last_import(desk).id)
    screen_of(tour, "imports")
    tour.picture("imports-undone")
    for path in tour.out.glob("old-records*.csv"):
        path.unlink()
