"""The stop of the tour at the end of an order: price and answer, quality control, hand-over, cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aftersales_desktop.domain.leaving import Proof
from aftersales_desktop.tour.steps import found, screen_of

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour

_NEWEST = "SELECT max(id) FROM service_order WHERE state = ? AND origin = 'counter'"
_ASKED = (
    "SELECT s.id FROM service_order s JOIN estimate e ON e.order_id = s.id WHERE e.state = ? AND e.valid_until >= ? "
    "ORDER BY s.id DESC LIMIT 1"
)
_WITH_PARTS = (
    "SELECT s.id FROM service_order s JOIN order_line l ON l.order_id = s.id WHERE s.state = 'in_repair' "
    "AND l.kind = 'part' AND l.state = 'done' ORDER BY l.unit_in_id IS NULL, s.id DESC LIMIT 1"
)
_READY_TO_PAY = (
    "SELECT s.id FROM service_order s LEFT JOIN order_line l ON l.order_id = s.id AND l.state = 'done' "
    "WHERE s.state = 'ready' GROUP BY s.id ORDER BY sum(l.price) DESC, s.accessories <> '[\"none\"]' DESC, s.id LIMIT 1"
)
_RETURNED = (
    "SELECT s.id FROM service_order s WHERE s.bounce_cause <> '' ORDER BY s.state = 'delivered', s.id DESC LIMIT 1"
)
_LEFT_LATELY = (
    "SELECT s.unit_id FROM service_order s JOIN order_line l ON l.order_id = s.id JOIN unit u ON u.id = s.unit_id "
    "WHERE s.state = 'delivered' AND u.location_id = 1 AND l.state = 'done' AND s.closing_seal <> '' "
    "ORDER BY s.delivered_on DESC, s.id DESC LIMIT 1"
)


def leaving(tour: Tour) -> None:
    """Every form and state of it."""
    screen = screen_of(tour, "reception")
    _estimates(tour, screen)
    _quality(tour, screen)
    _hand_over(tour, screen)
    _others(tour, screen)
    screen.page.panel.close_panel()


def _estimates(tour: Tour, screen: Any) -> None:
    """What waits for an answer, the form with a mistake, both answers."""
    part, today = screen.estimates, tour.program.context.desk.today().isoformat()
    screen.open_record("order", found(tour, _ASKED, "issued", today))
    tour.picture("order-asked")
    part.write.trigger()
    tour.picture("estimate")
    part.form.line.set_values({"price": 1_000_000, "covered": 2_000_000})
    part.form.add_line()
    tour.picture("estimate-problems")
    screen.back.trigger()
    for action, name in ((part.approve, "estimate-agreed"), (part.refuse, "estimate-refused")):
        action.trigger()
        tour.picture(name)
        screen.back.trigger()
    screen.open_record("order", found(tour, _ASKED, "approved", today))
    tour.picture("order-agreed")


def _quality(tour: Tour, screen: Any) -> None:
    screen.open_record("order", found(tour, _NEWEST, "quality_control"))
    tour.picture("order-quality")
    screen.quality.check.trigger()
    tour.picture("quality")
    screen.quality.failed.trigger()
    tour.picture("quality-problems")
    screen.back.trigger()


def _hand_over(tour: Tour, screen: Any) -> None:
    """As it opens, with the wrong label, refused, and done with its way back."""
    order_id = found(tour, _READY_TO_PAY)
    screen.exits.open(order_id)
    tour.picture("hand-over")
    screen.exits.form.take_proof(Proof.WRONG)
    screen.exits.confirm.trigger()
    tour.picture("hand-over-blocked")
    screen.exits.form.take_proof(Proof.RIGHT)
    screen.exits.form.last.set_values({"override_reason": "مدیر مرکز اجازه داد"})
    screen.save.trigger()
    tour.picture("hand-over-done")
    tour.program.furniture.undo()
    tour.settle()
    tour.picture("hand-over-undone")
    tour.clear_toasts()


def _others(tour: Tour, screen: Any) -> None:
    screen.open_record("order", found(tour, _WITH_PARTS))
    screen.orders.cancel.trigger()
    tour.picture("cancel-with-parts")
    screen.back.trigger()
    screen.open_record("order", found(tour, _RETURNED))
    tour.picture("order-returned")
    screen.show_intake(("unit", found(tour, _LEFT_LATELY)))
    fault = screen.intake.device.fault
    fault.field("return_cause").toggle(0)
    screen.page.panel.scroll_to(fault.field("return_cause"))
    tour.picture("intake-returned")
    screen.intake.clear()
