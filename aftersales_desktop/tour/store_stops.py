"""The stops of the tour in the Parts tab: the catalogue, every slip, the benches, what to buy, a stock-take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.services import slip_rows, stock_slips
from aftersales_desktop.tour.steps import choose, screen_of

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour

_BUSIEST_PART = "SELECT part_id FROM unit WHERE part_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
_WAITED_FOR = (
    "SELECT r.part_id, p.code, p.supplier_id FROM part_reservation r JOIN part p ON p.id = r.part_id "
    "WHERE r.state = 'waiting' ORDER BY r.quantity, r.id LIMIT 1"
)
_IN_STORE = (
    "SELECT i.value, u.part_id FROM unit u JOIN location l ON l.id = u.location_id JOIN unit_identifier i "
    "ON i.unit_id = u.id WHERE l.kind = 'good_store' AND u.part_id IS NOT NULL ORDER BY u.id LIMIT ?"
)
_ON_BENCH = (
    "SELECT i.value, m.id FROM unit u JOIN staff_member m ON m.bench_id = u.location_id JOIN unit_identifier i "
    "ON i.unit_id = u.id WHERE u.condition IN ('new', 'healthy_used') ORDER BY m.id, u.id LIMIT 1"
)
_PRICES = "SELECT p.code, e.sell * (9 + p.id % 4) / 10 FROM part p JOIN part_price e ON e.part_id = p.id LIMIT 9"


def parts(tour: Tour) -> None:
    """The list, one article, its forms, and everything that stands behind the two menus."""
    screen = screen_of(tour, "parts")
    tour.picture("parts")
    screen.show_list("short")
    tour.picture("parts-short")
    screen.show_list("all")
    screen.open_record("part", tour.program.context.desk.rows(_BUSIEST_PART)[0][0])
    tour.picture("part")
    for action, name in (("change_part", "change"), ("set_price", "price"), ("stand_in", "stand-in"),
                         ("note_ordered", "ordered")):  # fmt: skip
        choose(screen, action)
        tour.picture(f"part-{name}")
        screen.back.trigger()
    screen.catalogue.open_empty()
    screen.save.trigger()
    tour.picture("part-problems")
    _issue(tour, screen)
    _goods(tour, screen)
    _other_slips(tour, screen)
    _lists(tour, screen)
    screen.page.panel.close_panel()


def _issue(tour: Tour, screen: Any) -> None:
    """Parts for a bench: scanned, refused, written, taken back."""
    desk = tour.program.context.desk
    screen.slips.begin(SlipKind.ISSUE)
    form = screen.slips.forms[SlipKind.ISSUE]
    screen.save.trigger()
    tour.picture("slip-problems")
    on_bench, member = desk.rows(_ON_BENCH)[0]
    form.head.set_values({"staff_id": member})
    form.head.field("staff_id").tell_change()
    for serial, _part in desk.rows(_IN_STORE, 3):
        form.take_scan(serial)
    form.take_scan(on_bench)
    tour.picture("slip-issue-refused")
    screen.save.trigger()
    tour.picture("slip-issue")
    stock_slips.take_slip_back(desk, screen.slips.slip.id, tour.program.context.words("Taken back right after saving"))
    screen.slips.open(screen.slips.slip.id)
    tour.picture("slip-taken-back")


def _goods(tour: Tour, screen: Any) -> None:
    """Goods come for which orders were waiting; their serials look strange."""
    desk = tour.program.context.desk
    _part_id, code, supplier = desk.rows(_WAITED_FOR)[0]
    screen.slips.begin(SlipKind.RECEIPT)
    form = screen.slips.forms[SlipKind.RECEIPT]
    tour.picture("slip-receipt-empty")
    form.head.set_values({"supplier_id": supplier, "their_number": "F-2041"})
    form.take_scan(code)
    for number in range(1, 9):
        form.take_scan(f"TOUR-{number:04}")
    screen.save.trigger()
    tour.picture("slip-receipt-doubts")
    screen.save.trigger()
    tour.picture("slip-receipt")
    stock_slips.take_slip_back(desk, screen.slips.slip.id, tour.program.context.words("Taken back right after saving"))


def _other_slips(tour: Tour, screen: Any) -> None:
    for kind in (SlipKind.RETURN, SlipKind.FAULTY_RECEIPT, SlipKind.SCRAP):
        screen.slips.begin(kind)
        tour.picture(f"slip-{kind.value}")
        slip = slip_rows.find_slip(tour.program.context.desk, "any", kind)
        screen.slips.open(slip.id)
        tour.picture(f"slip-{kind.value}-written")


def _lists(tour: Tour, screen: Any) -> None:
    """A stock-take with its differences, and the lists of the panel."""
    screen.counting.open()
    form = screen.counting.form
    form.take_codes([serial for serial, _part in tour.program.context.desk.rows(_IN_STORE, 2)] + ["NOBODY-1"])
    choose(screen, "compare_count")
    tour.picture("stock-take")
    form.lines.clear()
    screen.prices.open()
    pasted = "\n".join(f"{code}\t{price}" for code, price in tour.program.context.desk.rows(_PRICES))
    screen.prices.form.set_values({"pasted": pasted + "\nNO-CODE\t5"})
    choose(screen, "preview_prices")
    tour.picture("parts-price-list")
    for name, show in (("reorder", screen.reorder.open), ("slips", screen.written.open),
                       ("benches", screen.benches.open_all), ("suppliers", screen.suppliers.open),
                       ("people", screen.staff.open)):  # fmt: skip
        show()
        tour.picture(f"parts-{name}")
    member = tour.program.context.desk.rows(_ON_BENCH)[0][1]
    screen.open_record("parts_of", member)
    tour.picture("parts-bench")
    for action, name in (("add_supplier", "supplier-new"), ("add_member", "person-new")):
        choose(screen, action)
        tour.picture(f"parts-{name}")
