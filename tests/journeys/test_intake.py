"""A whole intake by keyboard and scanner, and what the printed receipt says of it."""

from __future__ import annotations

import subprocess

import pytest
from PySide6.QtCore import Qt

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import drafts, hand_over, order_rows, prints, reception
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.ui.physical_keys import PERSIAN, PERSIAN_STANDARD
from aftersales_desktop.ui.printer import PrinterProblem
from tests.journeys.conftest import open_orders
from tests.programs import needs

SERIAL = "FD0470-716R"
WORDS = {"fa": "آب تخلیه نمی‌شود و صدا می‌دهد", "en": "Does not drain and hums"}
NAME = {"fa": "مریم حسینی", "en": "Maryam Hosseini"}
LAYOUTS = [None, PERSIAN, PERSIAN_STANDARD]


def paper_text(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "receipt.pdf"
    path.write_bytes(pdf)
    return bare(subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode())


def bare(text: str) -> str:
    """Letters and digits alone: poppler writes a ZWNJ as it likes and adds bidi marks of its own."""
    return "".join(character for character in without_bidi_controls(text) if character.isalnum())


def type_walk_in(counter, language: str, layout) -> None:
    """A new customer with a new device, from F2 to Ctrl+Enter."""
    counter.key(Qt.Key.Key_F2)
    assert counter.focus().objectName() == "mobile"
    counter.type("۰۹۱۹۲۳۴۵۵۶۶" if language == "fa" else "09192345566")
    counter.key(Qt.Key.Key_Return)
    assert counter.focus().objectName() == "name"
    counter.type(NAME[language])
    counter.settle()
    while counter.focus().objectName() != "serial":
        counter.key(Qt.Key.Key_Return)
    counter.scan(SERIAL, layout)
    assert counter.focus().objectName() == "model"
    counter.type("sms46")
    counter.settle()
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert counter.focus().objectName() == "symptoms"
    counter.type("1")
    counter.key(Qt.Key.Key_Return)
    counter.type(WORDS[language])
    counter.key(Qt.Key.Key_Tab)
    assert counter.focus().objectName() == "conditions"
    counter.type("1")
    counter.key(Qt.Key.Key_Return)
    while counter.focus().objectName() != "cost_ceiling":
        counter.key(Qt.Key.Key_Return)
    counter.type("2500000")
    counter.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.settle()


@needs("pdftotext")
@pytest.mark.parametrize("layout", LAYOUTS, ids=["us", "persian", "persian-standard"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_walk_in_by_keyboard_and_scanner(open_counter, language, layout, tmp_path):
    counter = open_counter(language)
    type_walk_in(counter, language, layout)
    orders = open_orders(counter.desk)
    assert [(row.number, row.owner_name, row.phone, row.serial) for row in orders] == [
        ("01-05-00001-" + orders[0].number[-1], NAME[language], "09192345566", SERIAL)
    ]
    order = order_rows.get_order(counter.desk, orders[0].id)
    assert order.customer_words == WORDS[language]
    assert order.cost_ceiling == 2_500_000
    assert len(order.symptoms) == 1 and len(order.conditions) == 1
    printed = {title.split()[0]: content for content, _printer, title in counter.printed}
    assert printed.keys() == {"intake-receipt", "device-label"}
    text = paper_text(printed["intake-receipt"], tmp_path)
    shown = counter.context.words.digits(orders[0].number)
    for typed in (SERIAL, shown, *NAME[language].split(), *WORDS[language].split()):
        assert bare(typed) in text, typed
    assert counter.focus().objectName() == "mobile", "ready for the next customer"


def test_known_serial_takes_at_most_eight_keys(open_counter):
    counter = open_counter("fa")
    type_walk_in(counter, "fa", None)
    hand_over.hand_back(counter.desk, open_orders(counter.desk)[0].id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    counter.furniture.show_tab("today")
    counter.settle()
    keys = 0

    def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
        nonlocal keys
        keys += 1 + bool(modifiers)
        counter.key(key, modifiers)

    press(Qt.Key.Key_F2)
    counter.scan(SERIAL, PERSIAN)
    assert counter.focus().objectName() == "symptoms"
    counter.type("2")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    counter.type("1")
    keys += 2
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    again = open_orders(counter.desk)
    assert len(again) == 1 and again[0].owner_name == NAME["fa"]
    assert keys <= 8
    known = reception.look_up_device(counter.desk, order_rows.get_order(counter.desk, again[0].id).unit.id)
    assert known.earlier_orders == 2


def test_device_in_custody_is_refused_in_the_form(open_counter):
    counter = open_counter("en")
    type_walk_in(counter, "en", None)
    counter.key(Qt.Key.Key_F2)
    counter.scan(SERIAL, None)
    counter.type("1")
    counter.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert len(open_orders(counter.desk)) == 1
    serial = counter.furniture.screen("reception").intake.device.identity.form.field("serial")
    assert "already in the centre" in serial.problem()


def test_no_label_where_none_is_wanted(open_counter):
    counter = open_counter("en")
    save_settings(counter.desk, prints_label=False)
    type_walk_in(counter, "en", None)
    assert [title.split()[0] for _content, _printer, title in counter.printed] == ["intake-receipt"]


def test_failing_printer_does_not_undo_the_save(open_counter):

    counter = open_counter("en")

    def refuse(_content, _printer, _title):
        raise PrinterProblem(Message("The printer did not take the paper. Look at the printer and print again."))

    counter.context.papers.send = refuse
    type_walk_in(counter, "en", None)
    assert len(open_orders(counter.desk)) == 1
    assert {row.document for row in prints.list_unprinted(counter.desk)} == {"intake-receipt", "device-label"}


def test_half_typed_intake_is_offered_again(open_counter):
    counter = open_counter("fa")
    counter.key(Qt.Key.Key_F2)
    counter.type("09192345566")
    counter.key(Qt.Key.Key_Return)
    counter.type("مریم")
    panel = counter.furniture.screen("reception").intake
    panel.device.fault.field("passcode").set_value("1379")
    panel.keep_draft()
    content = counter.desk.rows("SELECT content FROM draft")[0][0]
    assert "مریم" in content and "1379" not in content
    panel.clear()
    counter.furniture.show_tab("today")
    counter.key(Qt.Key.Key_F2)
    assert not panel.draft_banner.isHidden()
    panel.draft_banner.button.click()
    assert panel.owner.name.text() == "مریم"


def test_a_disk_that_refuses_while_typing_is_told_and_the_draft_is_kept_once_it_takes_it(open_counter, monkeypatch):
    counter = open_counter("en")
    told: list[Message] = []
    monkeypatch.setattr(counter.context.notifier, "warning", told.append)
    counter.key(Qt.Key.Key_F2)
    counter.type("09192345566")
    panel = counter.furniture.screen("reception").intake
    counter.desk.rows("PRAGMA query_only = ON")
    panel._draft_timer.timeout.emit()
    assert [message.msgid for message in told] == [
        "The data folder cannot be written to. Nothing was saved. Check its permissions."
    ]
    counter.desk.rows("PRAGMA query_only = OFF")
    panel._draft_timer.timeout.emit()
    assert len(told) == 1
    assert drafts.find_draft(counter.desk, reception.INTAKE_DRAFT) is not None
