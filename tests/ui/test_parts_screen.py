"""The Parts tab: the catalogue, slips with scanner and keyboard, what is refused and how it is said."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction

from aftersales_desktop.domain.slips import SlipKind, SlipLine
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import lists, parts, reservations
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.services.slip_rows import list_slips
from tests.services.counter import Counter as ReceptionCounter
from tests.services.store import Store


def open_store(counter: Any) -> tuple[Store, Any]:
    """A store with goods, and its screen."""
    store = Store(counter.desk)
    store.receive_boards("B00001", "B00002", "B00003")
    store.receive_screws(40)
    counter.furniture.show_tab("parts")
    counter.settle()
    return store, counter.furniture.screen("parts")


def begin(counter: Any, screen: Any, kind: SlipKind) -> Any:
    screen.slips.begin(kind)
    counter.settle()
    return screen.slips.forms[kind]


def paste(field: Any, text: str) -> None:
    content = QMimeData()
    content.setText(text)
    field.paste_text(content)


def trigger(screen: Any, name: str) -> None:
    screen.findChild(QAction, name).trigger()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_goods_are_received_with_scans(open_counter, language):
    counter = open_counter(language)
    store, screen = open_store(counter)
    form = begin(counter, screen, SlipKind.RECEIPT)
    form.head.set_values({"supplier_id": store.supplier.id})
    form.entry.focus("what")
    counter.scan("BRD-100", None)
    for number in range(4, 7):
        counter.scan(f"B0000{number}", None)
    assert len(form.lines.lines()) == 3
    counter.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert parts.get_part(counter.desk, store.board.id).in_store == 6
    assert screen.shown() is screen.slips.view
    assert screen.slips.slip.pieces == 3


def test_thirty_serials_are_pasted_at_once(open_counter):
    counter = open_counter("fa")
    store, screen = open_store(counter)
    form = begin(counter, screen, SlipKind.RECEIPT)
    form.head.set_values({"supplier_id": store.supplier.id})
    form.take_scan("BRD-100")
    paste(form.serial, "\n".join(f"B1{number:04}" for number in range(30)))
    assert len(form.lines.lines()) == 30
    screen.save.trigger()
    counter.settle()
    assert parts.get_part(counter.desk, store.board.id).in_store == 33


def test_parts_are_issued_with_scans_and_a_number(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    form = begin(counter, screen, SlipKind.ISSUE)
    form.head.set_values({"staff_id": store.nima.id})
    form.head.changed.emit("staff_id")
    assert form.head.field("received_by").value() == "نیما"
    form.entry.focus("what")
    counter.scan("B00001", None)
    counter.scan("B-00002", None)
    counter.type("SCR")
    form.what.open_suggestions()
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    counter.key(Qt.Key.Key_Backspace)
    counter.type("12")
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert [(line.unit_id, line.quantity) for line in form.lines.lines()] == [
        (store.unit("B00001"), 1), (store.unit("B00002"), 1), (None, 12),
    ]  # fmt: skip
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert screen.shown() is screen.slips.view, "Enter in an empty input saves"
    assert store.balance(store.screw.id) == {("good_store", "new"): 28, ("bench", "new"): 12}
    assert first_broken_record(counter.desk) is None


def test_what_cannot_go_is_said_in_one_sentence(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    store.issue("B00001")
    form = begin(counter, screen, SlipKind.ISSUE)
    for code, words in (("B00001", "bench of نیما"), ("NOBODY", "No part has the code"), ("BRD-100", "has serials")):
        form.take_scan(code)
        assert words in without_bidi_controls(form.banner.text())
        assert form.lines.lines() == ()
    form.take_scan("B00002")
    assert form.banner.isHidden()
    form.take_scan("B00002")
    assert "twice" in form.banner.text()
    paste(form.what, "B00003\nB00001\nB00002")
    assert len(form.lines.lines()) == 2


def test_a_strange_serial_is_kept_by_saving_again(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    form = begin(counter, screen, SlipKind.RECEIPT)
    form.head.set_values({"supplier_id": store.supplier.id})
    form.take_scan("BRD-100")
    form.take_scan("ZZ-1")
    assert "does not look like" in form.banner.text()
    screen.save.trigger()
    assert screen.shown() is form
    screen.save.trigger()
    counter.settle()
    assert store.place_of("ZZ-1") == "good_store"


def test_lines_are_taken_off(open_counter):
    counter = open_counter("en")
    _store, screen = open_store(counter)
    form = begin(counter, screen, SlipKind.ISSUE)
    for serial in ("B00001", "B00002"):
        form.take_scan(serial)
    form.lines._rows[0].remove.click()
    assert [line.unit_id for line in form.lines.lines()] == [_store.unit("B00002")]


def test_an_empty_slip_marks_everything_at_once(open_counter):
    counter = open_counter("en")
    _store, screen = open_store(counter)
    form = begin(counter, screen, SlipKind.ISSUE)
    screen.save.trigger()
    counter.settle()
    wrong = [name for part in (form.head, form.entry) for name in part.names() if part.field(name).problem()]
    assert wrong == ["staff_id", "received_by", "what"]


def test_a_slip_is_printed_and_taken_back(open_counter, monkeypatch):
    counter = open_counter("en")
    store, screen = open_store(counter)
    slip = store.issue("B00001")
    counter.furniture.open("slip", slip.id)
    assert screen.slips.take_back.isEnabled()
    monkeypatch.setattr(counter.context.notifier, "ask_text", lambda *args, **kwargs: "wrong bench")
    trigger(screen, "take_slip_back")
    counter.settle()
    assert store.place_of("B00001") == "good_store"
    assert not screen.slips.take_back.isEnabled()
    assert "wrong bench" in screen.slips.view.banner.text()


def test_a_scanned_slip_is_opened_from_anywhere(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    slip = list_slips(counter.desk)[0]
    counter.furniture.show_tab("today")
    counter.settle()
    counter.scan(slip.number.replace("-", ""), None)
    counter.settle()
    assert screen.slips.slip.id == slip.id
    counter.furniture.show_tab("today")
    counter.scan("SCR-4", None)
    counter.settle()
    assert screen.catalogue.page.part.id == store.screw.id


def test_a_part_is_added_changed_and_priced(open_counter):
    counter = open_counter("fa")
    _store, screen = open_store(counter)
    screen.catalogue.open_empty()
    form = screen.catalogue.form
    form.set_values({"code": "CAP-9", "name": "خازن ۴۵ میکروفاراد", "sell": 350_000, "minimum": 3})
    screen.save.trigger()
    counter.settle()
    page = screen.catalogue.page
    assert (page.part.code, page.part.price.sell) == ("CAP-9", 350_000)
    trigger(screen, "set_price")
    screen.catalogue.price_form.set_values({"sell": 400_000})
    screen.save.trigger()
    counter.settle()
    assert [price.sell for price in screen.catalogue.page.prices] == [400_000, 350_000]
    trigger(screen, "stand_in")
    screen.catalogue.other.set_value((_store.screw.id, "پیچ"))
    screen.save.trigger()
    counter.settle()
    assert [row.code for row in screen.catalogue.page.equivalents] == ["SCR-4"]
    trigger(screen, "note_ordered")
    screen.catalogue.ordered_form.set_values({"quantity": 7})
    screen.save.trigger()
    counter.settle()
    assert [row.left for row in screen.catalogue.page.on_order] == [7]


def test_the_list_shows_stock(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    store.issue("B00001", "B00002")
    rows = {row.code: row for row in lists.source(counter.desk, "parts").beginning(limit=10)}
    board = rows["BRD-100"]
    assert (board.in_store, board.on_benches, board.faulty, board.minimum) == (1, 2, 0, 2)
    assert lists.counts(counter.desk, "parts", counter.desk.today()) == {
        "all": 3, "short": 2, "waited_for": 0, "on_benches": 1, "faulty": 0,
    }  # fmt: skip
    screen.show_list("short")
    counter.settle()
    assert screen.page.list.model().rowCount() == 2


def test_benches_suppliers_and_people(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    store.issue("B00001")
    trigger(screen, "add_supplier")
    screen.suppliers.form.set_values({"name": "شرکت تازه", "warranty_months": 3})
    screen.save.trigger()
    trigger(screen, "add_member")
    screen.staff.form.set_values({"name": "کاوه"})
    screen.save.trigger()
    counter.settle()
    counter.furniture.open("parts_of", store.nima.id)
    assert "1 piece" in screen.benches.banner.text()
    monkey = counter.context.notifier
    assert monkey.toasts


def test_a_pasted_price_list_is_shown_before_it_is_written(open_counter):
    counter = open_counter("fa")
    store, screen = open_store(counter)
    screen.prices.open()
    form = screen.prices.form
    form.set_values({"pasted": "BRD-100\t900\t1650\nNO-1\t5"})
    form.changed.emit("pasted")
    screen.save.trigger()
    counter.settle()
    assert screen.prices.preview.unknown == ["NO-1"]
    assert parts.get_part(counter.desk, store.board.id).price.sell == 1500
    screen.save.trigger()
    counter.settle()
    assert parts.get_part(counter.desk, store.board.id).price.sell == 1650


def test_a_stock_take_is_compared_then_written(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    screen.counting.open()
    counter.settle()
    form = screen.counting.form
    form.head.set_values({"note": "yearly count"})
    form.entry.focus("what")
    counter.scan("B00001", None)
    counter.scan("B00002", None)
    paste(form.what, "UNKNOWN-1\nB00001")
    assert len(form.lines.lines()) == 3
    trigger(screen, "compare_count")
    counter.settle()
    assert form.banner.isVisible() and "differs" in form.banner.text()
    screen.save.trigger()
    assert screen.shown() is form, "an unknown code is a doubt"
    screen.save.trigger()
    counter.settle()
    assert store.place_of("B00003") == "lost"
    assert first_broken_record(counter.desk) is None


def test_what_to_buy_is_listed_printed_and_noted(open_counter, monkeypatch):
    counter = open_counter("en")
    _store, screen = open_store(counter)
    screen.reorder.open()
    counter.settle()
    assert [row.part_code for row in screen.reorder.rows] == ["SCR-4"]
    trigger(screen, "print_reorder")
    counter.settle()
    monkeypatch.setattr(counter.context.notifier, "confirm", lambda *args, **kwargs: True)
    trigger(screen, "order_all")
    counter.settle()
    assert screen.reorder.rows == []


def test_bags_of_faulty_parts_get_their_labels(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    store.issue("B00001", "B00002")
    slip = store.post(SlipKind.FAULTY_RECEIPT, *(SlipLine(unit_id=store.unit(one)) for one in ("B00001", "B00002")))
    counter.furniture.open("slip", store.receive_screws(1).id)
    assert not screen.slips.label.isEnabled()
    counter.furniture.open("slip", slip.id)
    printers = dict(load_settings(counter.desk).printers) | {"faulty-bag-label": "Labels"}
    save_settings(counter.desk, printers=printers)
    trigger(screen, "print_labels")
    counter.settle()
    titles = sorted(title for _content, printer, title in counter.printed if printer == "Labels")
    assert titles == ["faulty-bag-label B00001", "faulty-bag-label B00002"]


def test_a_receipt_that_orders_waited_for_prints_their_labels(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    reception = ReceptionCounter(counter.desk)
    orders = [reception.order() for _count in range(2)]
    for order in orders:
        reservations.reserve(counter.desk, order.id, store.pump.id)
    printers = dict(load_settings(counter.desk).printers) | {"device-label": "Labels"}
    save_settings(counter.desk, printers=printers)
    slip = store.post(SlipKind.RECEIPT, *(SlipLine(store.pump.id, serial=serial) for serial in ("PUMP-1", "PUMP-2")))
    counter.furniture.open("slip", store.receive_screws(1).id)
    assert not screen.slips.order_labels.isEnabled()
    counter.furniture.open("slip", slip.id)
    assert "2 orders were waiting" in without_bidi_controls(screen.slips.view.banner.text())
    trigger(screen, "print_order_labels")
    counter.settle()
    titles = sorted(title for _content, printer, title in counter.printed if printer == "Labels")
    assert titles == [f"device-label {order.number}" for order in orders]
    screen.slips._take(slip.id, "mistake")
    assert not screen.slips.order_labels.isEnabled()


def test_saving_a_receipt_prints_the_labels_of_the_orders_beside_it(open_counter):
    counter = open_counter("en")
    store, screen = open_store(counter)
    order = ReceptionCounter(counter.desk).order()
    reservations.reserve(counter.desk, order.id, store.board.id, 4)
    save_settings(counter.desk, printers=dict(load_settings(counter.desk).printers) | {"device-label": "Labels"})
    form = begin(counter, screen, SlipKind.RECEIPT)
    form.head.set_values({"supplier_id": store.supplier.id})
    form.take_scan("BRD-100")
    form.take_scan("B00007")
    screen.slips.save_and_print()
    counter.settle()
    assert [title for _content, printer, title in counter.printed if printer == "Labels"] == [
        f"device-label {order.number}"
    ]
