"""The stops of the tour, in the order of a morning at the counter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import hand_over
from aftersales_desktop.tour.backup_stops import backups
from aftersales_desktop.tour.files_stops import files
from aftersales_desktop.tour.leaving_stops import leaving
from aftersales_desktop.tour.outside_stops import elsewhere, follow_up, supplier_claims
from aftersales_desktop.tour.record_stops import imports, merges
from aftersales_desktop.tour.report_stops import reports
from aftersales_desktop.tour.shelf_stops import shelf
from aftersales_desktop.tour.steps import choose, found, look_at, screen_of
from aftersales_desktop.tour.store_stops import parts
from aftersales_desktop.tour.workshop_stops import workshop
from aftersales_desktop.ui.help_page import make_help_sheet
from aftersales_desktop.ui.wizard import FirstStart

if TYPE_CHECKING:
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
UNIT_AT_HOME_WITH_CARD = (
    "SELECT w.unit_id FROM warranty_card w JOIN unit u ON u.id = w.unit_id "
    "WHERE w.state = 'active' AND u.location_id = 1 ORDER BY w.id DESC LIMIT 1"
)


def today(tour: Tour) -> None:
    """The morning's counters."""
    screen_of(tour, "today")
    tour.picture("today")


def customers(tour: Tour) -> None:
    """List, one customer, the form, a mistake in it."""
    screen = screen_of(tour, "customers")
    tour.picture("customers")
    screen.open_record("customer", found(tour, BUSIEST_CUSTOMER))
    tour.picture("customer")
    screen.open_record("new_customer", "")
    tour.picture("customer-new")
    screen.form.set_values({"mobile": "0912", "national_id": "1234567890"})
    screen.save.trigger()
    tour.picture("customer-problems")
    screen.cancel.trigger()


def cards(tour: Tour) -> None:
    """List, cards in several states, issuing one, and what is done to one."""
    screen = screen_of(tour, "warranty")
    tour.picture("warranty")
    for name, state, is_ours in (("active", "active", 1), ("void", "void", 1), ("foreign", "active", 0)):
        screen.open_record("card", found(tour, NEWEST_CARD, state, is_ours))
        tour.picture(f"warranty-{name}")
    _forms_of_a_card(tour, screen)
    screen.open_record("unit", found(tour, BUSIEST_UNIT))
    tour.picture("serial")
    screen.open_record("new_card", None)
    tour.picture("warranty-new")
    screen.save.trigger()
    tour.picture("warranty-problems")
    for button in ("terms", "batch", "foreign_card"):
        choose(screen, button)
        tour.picture(f"warranty-{button}")
    choose(screen, "terms")
    choose(screen, "add_terms")
    tour.picture("warranty-terms-form")
    screen.page.panel.close_panel()


def _forms_of_a_card(tour: Tour, screen: Any) -> None:
    screen.open_record("card", found(tour, NEWEST_CARD, "active", 1))
    for action, name in (("void_card", "void-form"), ("transfer_card", "transfer"), ("set_registry", "registry")):
        choose(screen, action)
        tour.picture(f"warranty-{name}")
        screen.back.trigger()


def reception(tour: Tour) -> None:
    """List, orders in several states, and how they leave."""
    screen = screen_of(tour, "reception")
    tour.picture("reception")
    for state in ("received", "ready", "delivered", "cancelled"):
        screen.open_record("order", found(tour, NEWEST_ORDER, state))
        tour.picture(f"order-{state}")
    screen.open_record("order", found(tour, NEWEST_ORDER, "received"))
    screen.advance_current()
    tour.picture("order-ready-form")
    screen.back.trigger()
    screen.hand_over_current()
    tour.picture("order-hand-back")
    screen.back.trigger()
    choose(screen, "edit_order")
    tour.picture("order-edit")
    screen.back.trigger()


def intake(tour: Tour) -> None:
    """The form empty, with a known serial, with problems, saved with its toast."""
    screen = screen_of(tour, "reception")
    screen.show_intake()
    tour.picture("intake")
    screen.save.trigger()
    tour.picture("intake-problems")
    screen.intake.clear()
    screen.show_intake(("unit", found(tour, UNIT_AT_HOME_WITH_CARD)))
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
    hand_over.cancel_order(tour.program.context.desk, found(tour, NEWEST_ORDER, "received"), reason)
    screen.page.panel.close_panel()


def search(tour: Tour) -> None:
    """The box with hits, and with nothing found."""
    box = tour.window.top.search
    for text, name in (("0912", "search"), ("برد", "search-parts"), ("zzz999", "search-nothing")):
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
    look_at(tour, make_help_sheet(tour.program.context, tour.window), "help")


def _nothing() -> None:
    """An undo that is never clicked."""


def settings(tour: Tour) -> None:
    """The one page of settings, from top to bottom."""
    screen = screen_of(tour, "settings")
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
    supplier_claims, reports, intake, shelf, search, preview, notes, settings, backups, first_start,
)  # fmt: skip
