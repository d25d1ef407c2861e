"""The stops of the tour, in the order of a morning at the counter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import hand_over, import_list, import_undo
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.backup_record import note_backup, note_failure
from aftersales_desktop.services.customer_merges import undo_customer_merge
from aftersales_desktop.services.restore import forget_staged, holdings, stage_restore
from aftersales_desktop.services.tariffs import list_tariffs
from aftersales_desktop.services.unit_merges import undo_unit_merge
from aftersales_desktop.tour.files import files
from aftersales_desktop.tour.leaving_stop import leaving
from aftersales_desktop.tour.outside_stops import elsewhere, follow_up, supplier_claims
from aftersales_desktop.tour.store_stops import parts
from aftersales_desktop.ui.help_page import make_help_sheet
from aftersales_desktop.ui.pickers.merge_line import MergeLine
from aftersales_desktop.ui.rescue import make_rescue_sheet
from aftersales_desktop.ui.restore_sheet import make_restore_sheet
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.wizard import FirstStart
from aftersales_desktop.ui.work_sheet import WorkSheet

if TYPE_CHECKING:
    from aftersales_desktop.services.work import Desk
    from aftersales_desktop.tour.walk import Tour


BUSIEST_CUSTOMER = (
    "SELECT owner_id FROM service_order WHERE origin = 'counter' GROUP BY owner_id ORDER BY count(*) DESC LIMIT 1"
)
BUSIEST_UNIT = "SELECT unit_id FROM service_order GROUP BY unit_id ORDER BY count(*) DESC LIMIT 1"
NEWEST_CARD = (
    "SELECT w.id FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id "
    "WHERE w.state = ? AND i.is_ours = ? AND w.archived_at IS NULL ORDER BY w.id DESC LIMIT 1"
)
NEWEST_ORDER = "SELECT id FROM service_order WHERE state = ? AND origin = 'counter' ORDER BY id DESC LIMIT 1"
UNIT_OF_NOBODY = (
    "SELECT u.id FROM unit u JOIN customer c ON c.id = u.owner_id WHERE c.is_placeholder = 1 AND u.archived_at IS NULL "
    "ORDER BY u.id DESC LIMIT 1"
)
NEWEST_MERGE = (
    "SELECT e.id, e.kept_{entity}_id, e.merged_{entity}_id FROM merge_event e WHERE e.entity = '{entity}' "
    "AND e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM merge_event r WHERE r.reverses_id = e.id) "
    "ORDER BY e.id DESC LIMIT 1"
)
UNIT_AT_HOME_WITH_CARD = (
    "SELECT w.unit_id FROM warranty_card w JOIN unit u ON u.id = w.unit_id "
    "WHERE w.state = 'active' AND u.location_id = 1 ORDER BY w.id DESC LIMIT 1"
)


def _screen(tour: Tour, key: str) -> Any:
    tour.program.furniture.show_tab(key)
    tour.settle()
    return tour.program.furniture.screen(key)


def _found(tour: Tour, query: str, *values: Any) -> int:
    return tour.program.context.desk.rows(query, *values)[0][0]


def _choose(widget: QWidget, name: str) -> None:
    widget.findChild(QAction, name).trigger()


def today(tour: Tour) -> None:
    """The morning's counters."""
    _screen(tour, "today")
    tour.picture("today")


def customers(tour: Tour) -> None:
    """List, one customer, the form, a mistake in it."""
    screen = _screen(tour, "customers")
    tour.picture("customers")
    screen.open_record("customer", _found(tour, BUSIEST_CUSTOMER))
    tour.picture("customer")
    screen.open_record("new_customer", "")
    tour.picture("customer-new")
    screen.form.set_values({"mobile": "0912", "national_id": "1234567890"})
    screen.save.trigger()
    tour.picture("customer-problems")
    screen.cancel.trigger()


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
        screen = _screen(tour, "customers" if kind == "customer" else "warranty")
        screen.open_record(kind, kept_id)
        tour.picture(f"{kind}-alike")
        _choose(screen, "same_person" if kind == "customer" else "same_device")
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
    screen = _screen(tour, key)
    screen.open_record(kind, kept_id)
    tour.settle()
    screen.page.panel.scroll_to(screen.page.panel.findChild(MergeLine))
    tour.picture(f"{kind}-merged")
    undo(tour.program.context.desk, merge_id)
    return kept_id, merged_id


def imports(tour: Tour) -> None:
    """Old records step by step: the columns, a trial, the result, the way back."""
    screen = _screen(tour, "imports")
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
    screen = _screen(tour, "warranty")
    screen.open_record("unit", _found(tour, UNIT_OF_NOBODY))
    tour.picture("serial-unknown-owner")
    _choose(screen, "complete_unit")
    tour.picture("serial-complete")
    screen.page.panel.close_panel()


def _undo_last_import(tour: Tour) -> None:
    """As it was before, for the stops to come."""
    desk = tour.program.context.desk
    import_undo.undo_import(desk, import_list.last_import(desk).id)
    _screen(tour, "imports")
    tour.picture("imports-undone")
    for path in tour.out.glob("old-records*.csv"):
        path.unlink()


def cards(tour: Tour) -> None:
    """List, cards in several states, issuing one, and what is done to one."""
    screen = _screen(tour, "warranty")
    tour.picture("warranty")
    for name, state, is_ours in (("active", "active", 1), ("void", "void", 1), ("foreign", "active", 0)):
        screen.open_record("card", _found(tour, NEWEST_CARD, state, is_ours))
        tour.picture(f"warranty-{name}")
    _forms_of_a_card(tour, screen)
    screen.open_record("unit", _found(tour, BUSIEST_UNIT))
    tour.picture("serial")
    screen.open_record("new_card", None)
    tour.picture("warranty-new")
    screen.save.trigger()
    tour.picture("warranty-problems")
    for button in ("terms", "batch", "foreign_card"):
        _choose(screen, button)
        tour.picture(f"warranty-{button}")
    _choose(screen, "terms")
    _choose(screen, "add_terms")
    tour.picture("warranty-terms-form")
    screen.page.panel.close_panel()


def _forms_of_a_card(tour: Tour, screen: Any) -> None:
    screen.open_record("card", _found(tour, NEWEST_CARD, "active", 1))
    for action, name in (("void_card", "void-form"), ("transfer_card", "transfer"), ("set_registry", "registry")):
        _choose(screen, action)
        tour.picture(f"warranty-{name}")
        screen.back.trigger()


def reception(tour: Tour) -> None:
    """List, orders in several states, and how they leave."""
    screen = _screen(tour, "reception")
    tour.picture("reception")
    for state in ("received", "ready", "delivered", "cancelled"):
        screen.open_record("order", _found(tour, NEWEST_ORDER, state))
        tour.picture(f"order-{state}")
    screen.open_record("order", _found(tour, NEWEST_ORDER, "received"))
    screen.advance_current()
    tour.picture("order-ready-form")
    screen.back.trigger()
    screen.hand_over_current()
    tour.picture("order-hand-back")
    screen.back.trigger()
    _choose(screen, "edit_order")
    tour.picture("order-edit")
    screen.back.trigger()


ORDER_WITH_SWAP = (
    "SELECT s.id FROM service_order s JOIN order_line l ON l.order_id = s.id WHERE s.state = 'in_repair' "
    "ORDER BY l.unit_out_id IS NULL, s.id DESC LIMIT 1"
)


def workshop(tour: Tour) -> None:
    """The bench: orders in several states, everything that is noted there, several at once."""
    screen = _screen(tour, "workshop")
    tour.picture("workshop")
    for state in ("received", "diagnosing", "waiting_part", "ready"):
        screen.open_record("bench", _found(tour, NEWEST_ORDER, state))
        tour.picture(f"bench-{state}")
        tour.clear_toasts()
    screen.open_record("bench", _found(tour, ORDER_WITH_SWAP))
    tour.clear_toasts()
    tour.picture("bench-in_repair")
    screen.page.panel.scroll_to(screen.benches.view.lines)
    tour.picture("bench-lines")
    for action in ("diagnose", "swap_part", "use_parts", "add_operation"):
        _choose(screen, action)
        tour.picture(f"bench-{action}")
        if action == "swap_part":
            screen.save.trigger()
            tour.picture("bench-swap-problems")
        screen.back.trigger()
    screen.benches.view.lines.opened.emit(screen.benches.bench.lines[0])
    screen.benches.line_page.form.field("kind").toggle(2)
    tour.picture("bench-line")
    screen.back.trigger()
    screen.benches.take_step(0)
    tour.picture("bench-step")
    screen.page.panel.close_panel()
    screen.page.list.selectAll()
    _choose(screen, "change_marked")
    tour.picture("bench-many")
    _choose(screen, "price_list")
    tour.picture("bench-tariffs")
    screen.tariffs.list.chosen.emit(list_tariffs(tour.program.context.desk)[0])
    tour.picture("bench-tariff")
    screen.page.panel.close_panel()


def intake(tour: Tour) -> None:
    """The form empty, with a known serial, with problems, saved with its toast."""
    screen = _screen(tour, "reception")
    screen.show_intake()
    tour.picture("intake")
    screen.save.trigger()
    tour.picture("intake-problems")
    screen.intake.clear()
    screen.show_intake(("unit", _found(tour, UNIT_AT_HOME_WITH_CARD)))
    fault = screen.intake.device.fault
    fault.field("symptoms").toggle(0)
    fault.field("conditions").toggle(0)
    tour.picture("intake-known")
    screen.page.panel.scroll_to(fault.field("promised_on"))
    fault.focus("promised_on")
    tour.settle()
    fault.field("promised_on").open_calendar()
    tour.picture("calendar")
    fault.field("promised_on").calendar().close_overlay()
    screen.save.trigger()
    tour.picture("intake-saved")
    reason = tour.program.context.words("Taken back right after saving")
    hand_over.cancel_order(tour.program.context.desk, _found(tour, NEWEST_ORDER, "received"), reason)
    screen.page.panel.close_panel()


def search(tour: Tour) -> None:
    """The box with hits, and with nothing found."""
    box = tour.window.top.search
    for text, name in (("0912", "search"), ("zzz999", "search-nothing")):
        box.start_typing()
        box.line.setText(text)
        box.line.textEdited.emit(text)
        tour.wait(250)
        tour.picture(name)
        box.line.clear()
        box.results.close_overlay()


def preview(tour: Tour) -> None:
    """A paper on the screen."""
    for document in ("intake-receipt", "warranty-card", "device-label", "work-sheet"):
        tour.program.context.papers.show(document, "any")
        tour.picture(f"preview-{document}")
        tour.window.findChild(QWidget, "preview").close_preview()
        tour.settle()


def notes(tour: Tour) -> None:
    """A toast with a way back, a warning, the table of keys."""
    notifier = tour.program.context.notifier
    notifier.info(Message("{number} is ready.", number=OwnNumber("01-05-00412-3")), undo=_nothing)
    notifier.warning(Message("Choose a printer first."))
    tour.picture("toasts")
    _look_at(tour, make_help_sheet(tour.program.context, tour.window), "help")


def backups(tour: Tour) -> None:
    """The light before and after, the work under way, and what is shown before going back to a backup."""
    path = tour.out / "tour.zip"
    made = make_backup(tour.program.context.desk, path)
    note_backup(tour.program.context.desk, made)
    _screen(tour, "today")
    tour.picture("today-backed-up")
    note_failure(tour.program.context.desk, Message("The backup was not made."))
    tour.picture("today-backup-failed")
    note_backup(tour.program.context.desk, made)
    screen = _screen(tour, "settings")
    screen.backup.desk.keep_folder(str(tour.out))
    tour.clear_toasts()
    screen.show_end()
    tour.picture("settings-backup")
    work = WorkSheet(tour.window.kit, tour.window, tour.program.context.words("A backup is being made"))
    _look_at(tour, work.show_still(), "backup-under-way")
    staged = stage_restore(tour.program.context.desk.path, path)
    question = make_restore_sheet(tour.window.kit, tour.window, staged, holdings(tour.program.context.desk))
    _look_at(tour, question, "restore")
    forget_staged(staged)
    damaged = Message("{file} is not a database of this program. Choose another data folder.", file="data.db")
    _look_at(tour, make_rescue_sheet(tour.window, damaged), "file-cannot-be-opened")
    screen.backup.desk.keep_folder("")
    path.unlink()


def _look_at(tour: Tour, sheet: Sheet, name: str) -> None:
    sheet.show()
    sheet.raise_()
    tour.picture(name)
    sheet.hide()
    sheet.deleteLater()


def _nothing() -> None:
    """An undo that is never clicked."""


def settings(tour: Tour) -> None:
    """The one page of settings, from top to bottom."""
    screen = _screen(tour, "settings")
    tour.picture("settings")
    screen.show_end()
    tour.picture("settings-end")


def first_start(tour: Tour) -> None:
    """The questions of the first start."""
    questions = FirstStart(tour.program.context, tour.window, ask_language=True)
    questions.open()
    tour.picture("first-start-language")
    for name in ("centre", "paper"):
        questions.next.click()
        tour.picture(f"first-start-{name}")
    questions.hide()
    questions.deleteLater()


STOPS: tuple[Callable[[Tour], None], ...] = (
    today, customers, merges, imports, cards, reception, files, workshop, leaving, parts, elsewhere, follow_up,
    supplier_claims, intake, search, preview, notes, settings, backups, first_start,
)  # fmt: skip
