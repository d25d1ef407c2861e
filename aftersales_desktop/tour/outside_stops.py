"""The stops of the tour at what is out of our hands: loaners, other workshops, calls, claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aftersales_desktop.tour.steps import choose, found, screen_of

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour

ORDER_TO_CALL = (
    "SELECT o.id FROM service_order o JOIN uncollected_letter w ON w.order_id = o.id WHERE o.state = 'ready' "
    "ORDER BY w.level DESC, o.id LIMIT 1"
)
ORDER_WITH_LOANER = "SELECT order_id FROM loan WHERE returned_on IS NULL ORDER BY due_on LIMIT 1"
ORDER_OUTSIDE = "SELECT order_id FROM outside_job WHERE back_on IS NULL ORDER BY promised_on LIMIT 1"
ORDER_WITH_RIGHTS = (
    "SELECT s.id FROM service_order s JOIN diagnosis d ON d.order_id = s.id WHERE s.state = 'diagnosing' "
    "AND s.verdict_tone = 'covered' ORDER BY (SELECT count(*) FROM service_order e WHERE e.unit_id = s.unit_id) DESC, "
    "s.received_on LIMIT 1"
)
CLAIM_IN = "SELECT id FROM supplier_claim WHERE state = ? ORDER BY id DESC LIMIT 1"


def elsewhere(tour: Tour) -> None:
    """What an order says about loaners, other workshops and rights, and the forms that lead there."""
    screen = screen_of(tour, "reception")
    for query, name in ((ORDER_WITH_LOANER, "loaner"), (ORDER_OUTSIDE, "outside"), (ORDER_WITH_RIGHTS, "rights")):
        screen.open_record("order", found(tour, query))
        tour.picture(f"order-{name}")
    for action, name in (("lend", "lend"), ("send_outside", "send-outside")):
        screen.open_record("order", found(tour, ORDER_WITH_RIGHTS))
        choose(screen, action)
        tour.picture(f"order-{name}")
    screen.outside.send_form.set_values({"kind": ("colleague",)})
    screen.save.trigger()
    tour.picture("order-send-outside-problems")
    screen.page.panel.close_panel()


def follow_up(tour: Tour) -> None:
    """Whom to call, a call, its forms, the pool of loaners, and what comes back."""
    screen = screen_of(tour, "follow_up")
    tour.picture("follow-up")
    for chosen in ("uncollected", "letter_due", "loaners", "outside"):
        screen.show_list(chosen)
        tour.picture(f"follow-up-{chosen.replace('_', '-')}")
    screen.show_list("all")
    screen.open_record("call", found(tour, ORDER_TO_CALL))
    tour.picture("follow-up-call")
    screen.calls.view.form.field("result").toggle(3)
    tour.picture("follow-up-will-come")
    choose(screen, "dispose")
    tour.picture("follow-up-disposal")
    screen.open_record("call", found(tour, ORDER_WITH_LOANER))
    tour.picture("follow-up-loaner")
    choose(screen, "follow_loaner_back")
    tour.picture("follow-up-loaner-back")
    screen.open_record("call", found(tour, ORDER_OUTSIDE))
    tour.picture("follow-up-outside-call")
    choose(screen, "follow_device_back")
    tour.picture("follow-up-device-back")
    screen.open_record("loaners", None)
    tour.picture("loaners")
    choose(screen, "add_loaner")
    tour.picture("loaner-new")
    screen.page.panel.close_panel()


def supplier_claims(tour: Tour) -> None:
    """The list with its ages, a claim in each state, and what is done to one."""
    screen = screen_of(tour, "claims")
    screen.show_list("all")
    tour.picture("claims")
    for state in ("open", "sent", "settled"):
        screen.open_record("claim", found(tour, CLAIM_IN, state))
        tour.picture(f"claim-{state}")
    screen.open_record("claim", found(tour, CLAIM_IN, "open"))
    for action, name in (("add_counted", "counted"), ("send_claim", "send")):
        choose(screen, action)
        tour.picture(f"claim-{name}")
        screen.back.trigger()
    screen.open_record("claim", found(tour, CLAIM_IN, "sent"))
    screen.claims.view.line_opened.emit(screen.claims.claim.lines[0].id)
    screen.claims.answer_form.field("state").toggle(1)
    tour.picture("claim-answer")
    screen.open_record("new_claim", None)
    tour.picture("claim-new")
    screen.page.panel.close_panel()
    for document in ("loaner-slip", "claim-list", "uncollected-letter", "disposal-minutes", "refusal-letter"):
        tour.program.context.papers.show(document, "any")
        tour.picture(f"preview-{document}")
        tour.window.findChild(QWidget, "preview").close_preview()
        tour.settle()
