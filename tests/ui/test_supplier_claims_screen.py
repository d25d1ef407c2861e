"""Claims on the screen: gathered by scanning, sent with the list, answered with another serial, settled."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.supplier_claims import ClaimState, LineState
from aftersales_desktop.services import suppliers, units
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.claim_rows import get_claim
from aftersales_desktop.services.suppliers import SupplierDetails
from tests.ui.outside_file import add_faulty_board, fill_outside
from tests.ui.test_follow_up_screen import screen_of, trigger


def test_a_claim_from_the_first_scan_to_its_settlement(open_counter):
    counter = open_counter("fa")
    supplier = suppliers.add_supplier(counter.desk, SupplierDetails("پخش قطعهٔ پارس"))
    for serial in ("B-1", "B-2"):
        add_faulty_board(counter.desk, serial, supplier.id)
    screen = screen_of(counter, "claims")
    screen.claims.begin()
    screen.claims.supplier_form.set_values({"supplier": supplier.id})
    screen.save.trigger()
    counter.scan("B-1", None)
    trigger(screen, "add_claimable")
    claim = get_claim(counter.desk, screen.claims.claim.id)
    assert sorted(line.serial for line in claim.lines) == ["B-1", "B-2"]
    trigger(screen, "send_claim")
    screen.save.trigger()
    counter.settle()
    preview = counter.window.findChild(QWidget, "preview")
    if preview is not None:
        preview.close_preview()
    assert get_claim(counter.desk, claim.id).state is ClaimState.SENT
    screen.claims._open_line(claim.lines[0].id)
    form = screen.claims.answer_form
    form.set_values({"state": ("replaced",), "serial": "N-1"})
    screen.save.trigger()
    screen.claims._open_line(claim.lines[1].id)
    form.set_values({"state": ("credited",), "received": 9_000_000})
    screen.save.trigger()
    trigger_answer(counter, True)
    trigger(screen, "settle_claim")
    settled = get_claim(counter.desk, claim.id)
    assert [line.state for line in settled.lines] == [LineState.REPLACED, LineState.CREDITED]
    assert (settled.state, settled.received) == (ClaimState.SETTLED, 9_000_000)
    assert units.find_units(counter.desk, "N-1")[0].location_kind == "good_store"
    assert first_broken_record(counter.desk) is None


def trigger_answer(counter, answer: bool) -> None:
    """Somebody who says yes to the next question."""
    counter.context.notifier.confirm = lambda *_args, **_options: answer


def test_what_cannot_be_done_is_grey(open_counter):
    counter = open_counter("en")
    found = fill_outside(counter.desk)
    screen = screen_of(counter, "claims")
    enabled = {}
    for name in ("open", "sent"):
        screen.claims.open(found[name])
        enabled[name] = {
            action
            for action in ("send_claim", "settle_claim", "add_claimable", "note_arrival", "print_claim")
            if screen.findChild(QAction, action).isEnabled()
        }
    assert enabled == {
        "open": {"send_claim", "add_claimable", "print_claim"}, "sent": {"note_arrival", "print_claim"},
    }  # fmt: skip


def test_a_part_that_is_in_a_claim_already_is_refused_and_stays_typed(open_counter):
    counter = open_counter("en")
    found = fill_outside(counter.desk)
    screen = screen_of(counter, "claims")
    screen.claims.open(found["open"])
    screen.claims.view.scan.set_values({"serial": "B-SENT"})
    screen.claims.view.scan.submitted.emit()
    assert len(get_claim(counter.desk, found["open"]).lines) == 1
    assert screen.claims.view.scan.field("serial").value() == "B-SENT"


def test_the_page_of_a_part_says_from_whom_it_can_be_claimed(open_counter):
    counter = open_counter("en")
    fill_outside(counter.desk)
    part = units.find_units(counter.desk, "B-OPEN")[0]
    counter.furniture.open("unit", part.id)
    counter.settle()
    banner = counter.furniture.current().part().view.banner
    assert banner.isVisible() and "Claimable from" in banner.text()
