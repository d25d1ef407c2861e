"""The stop of the tour at the bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftersales_desktop.tour.steps import choose, found, screen_of
from aftersales_desktop.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour

NEWEST_ORDER = "SELECT id FROM service_order WHERE state = ? AND origin = 'counter' ORDER BY id DESC LIMIT 1"
ORDER_WITH_SWAP = (
    "SELECT s.id FROM service_order s JOIN order_line l ON l.order_id = s.id WHERE s.state = 'in_repair' "
    "ORDER BY l.unit_out_id IS NULL, s.id DESC LIMIT 1"
)


def workshop(tour: Tour) -> None:
    """The bench: orders in several states, everything that is noted there, several at once."""
    screen = screen_of(tour, "workshop")
    tour.picture("workshop")
    screen.show_list("arrived")
    tour.picture("workshop-arrived")
    screen.show_list("came_back")
    tour.picture("workshop-came-back")
    screen.show_list("all")
    for state in ("received", "diagnosing", "waiting_part", "ready"):
        screen.open_record("bench", found(tour, NEWEST_ORDER, state))
        tour.picture(f"bench-{state}")
        tour.clear_toasts()
    screen.open_record("bench", found(tour, ORDER_WITH_SWAP))
    tour.clear_toasts()
    tour.picture("bench-in_repair")
    screen.page.panel.scroll_to(screen.benches.view.lines)
    tour.picture("bench-lines")
    for action in ("diagnose", "swap_part", "use_parts", "add_operation"):
        choose(screen, action)
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
    choose(screen, "change_marked")
    tour.picture("bench-many")
    choose(screen, "price_list")
    tour.picture("bench-tariffs")
    screen.tariffs.list.findChild(LinkRow).open()
    tour.picture("bench-tariff")
    screen.page.panel.close_panel()
