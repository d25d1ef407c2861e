"""Warranty cards on the screen: issuing, what is done to one, terms, and duplicates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from aftersales_desktop.domain.warranty import CardState
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import prints, warranty, warranty_terms
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.ui.preview import Preview
from aftersales_desktop.ui.widgets.button import IconButton
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.widgets.suggestions import Suggestion
from tests.ui.small_file import SERIAL, add_customer, fill_small, issue_card


def toasts(counter) -> list[str]:
    return [without_bidi_controls(toast.text) for toast in counter.context.notifier.toasts.toasts]


def choose(screen, name: str) -> None:
    screen.findChild(QAction, name).trigger()


@pytest.fixture
def with_card(open_counter):
    counter = open_counter("en")
    card = issue_card(counter.desk, add_customer(counter.desk).id)
    counter.furniture.open("card", card.id)
    counter.settle()
    return counter, counter.furniture.screen("warranty"), card


def fill_card(screen, desk, serial="SN-9"):
    form = screen.issuing.form
    model = model_suggestions(desk, "sms46")[0]
    form.identity.form.set_values({"serial": serial})
    form.identity.model.set_value(Suggestion(model.id, model.title))
    form.owner.form.set_values({"mobile": "09121112233"})
    form.owner.name.setText("Sara Karimi")
    today = desk.today()
    terms = warranty_terms.list_terms(desk)[0].id
    form.days.set_values({"purchased_on": today, "installed_on": today, "activated_on": today, "terms": terms})


def test_a_card_is_issued_printed_and_taken_back(open_counter):
    counter = open_counter("en")
    counter.furniture.open("new_card", None)
    screen = counter.furniture.screen("warranty")
    fill_card(screen, counter.desk)
    screen.save_and_print.trigger()
    counter.settle()
    assert [title.split()[0] for _pdf, _printer, title in counter.printed] == ["warranty-card"]
    card = screen.cards.card
    assert card.state is CardState.ACTIVE and screen.shown() is screen.cards.view
    counter.furniture.undo()
    assert warranty.get_card(counter.desk, card.id).state is CardState.VOID
    assert screen.shown() is None


def test_an_empty_card_names_what_is_missing(open_counter):
    counter = open_counter("en")
    counter.furniture.open("new_card", None)
    screen = counter.furniture.screen("warranty")
    screen.save.trigger()
    form = screen.issuing.form
    assert form.identity.model.problem() or form.identity.form.field("serial").problem()
    assert form.owner.form.field("mobile").problem()
    assert counter.desk.rows("SELECT count(*) FROM warranty_card")[0][0] == 0


def test_scans_fill_serial_then_card_number(open_counter):
    counter = open_counter("en")
    counter.furniture.open("new_card", None)
    form = counter.furniture.screen("warranty").issuing.form
    form.owner.form.focus("mobile")
    counter.scan("SN-5", None)
    assert form.identity.form.field("serial").value() == "SN-5"
    form.owner.form.focus("mobile")
    counter.scan("G-00000012-3", None)
    assert form.days.field("number").value() == "G-00000012-3"


def test_cover_is_refused_and_the_refusal_revoked(with_card, monkeypatch):
    counter, screen, card = with_card
    choose(screen, "void_card")
    screen.save.trigger()
    form = screen.cards.void_form
    assert form.field("reasons").problem() and form.field("evidence").problem()
    form.field("reasons").toggle(0)
    form.set_values({"sentence": "Water inside", "evidence": "photo 12"})
    screen.save.trigger()
    void = screen.cards.card.voids[0]
    assert screen.shown() is screen.cards.view and void.revoked_at is None
    monkeypatch.setattr(counter.context.notifier, "ask_text", lambda *_words, **_more: "Wrong device")
    screen.cards.view.revoke_asked.emit(void.id)
    assert screen.cards.card.voids[0].revoked_at is not None


def test_a_card_is_transferred_to_somebody_who_must_be_chosen(with_card):
    counter, screen, card = with_card
    buyer = add_customer(counter.desk, "Nima Azad", "09350000009")
    choose(screen, "transfer_card")
    screen.save.trigger()
    assert "new owner" in screen.cards.transfer_form.new_owner.problem()
    screen.cards.transfer_form.new_owner.set_value(Suggestion(buyer.id, buyer.name))
    screen.save.trigger()
    assert warranty.get_card(counter.desk, card.id).owner.id == buyer.id
    assert "transferred" in toasts(counter)[-1]


def test_the_registry_is_noted(with_card):
    counter, screen, card = with_card
    choose(screen, "set_registry")
    screen.cards.registry_form.set_values({"registry_state": "needed", "registry_code": ""})
    screen.save.trigger()
    assert warranty.get_card(counter.desk, card.id).registry_state.value == "needed"
    choose(screen, "set_registry")
    screen.back.trigger()
    assert screen.shown() is screen.cards.view


def open_preview(counter) -> Preview:
    return next(one for one in counter.window.findChildren(Preview) if one.isVisible())


def test_a_second_print_is_a_duplicate_with_a_reason(with_card, monkeypatch):
    counter, screen, card = with_card
    monkeypatch.setattr("aftersales_desktop.ui.paper_desk.printer_names", lambda: ["Counter printer"])
    asked = []

    def answer(question, *_words, **_more):
        asked.append(question)
        return answers.pop()

    answers = ["The first one was lost", None]
    monkeypatch.setattr(counter.context.notifier, "ask_text", answer)
    for times_printed in (1, 1, 2):
        screen.print_current()
        preview = open_preview(counter)
        counter.key(Qt.Key.Key_Return)
        counter.settle()
        assert len(counter.printed) == times_printed
        if isValid(preview) and preview.isVisible():
            preview.close_preview()
        counter.settle()
    assert len(asked) == 2
    notes = [event.note for event in warranty.get_card(counter.desk, card.id).events]
    assert "The first one was lost" in notes
    assert prints.next_copy(counter.desk, "warranty-card", card.uuid) == 2


def test_terms_are_added_changed_and_left(open_counter):
    counter = open_counter("en")
    counter.furniture.show_tab("warranty")
    screen = counter.furniture.screen("warranty")
    choose(screen, "terms")
    choose(screen, "add_terms")
    screen.save.trigger()
    assert screen.terms.form.field("code").problem()
    screen.terms.form.set_values(
        {"code": "GOLD", "title_fa": "طلایی", "title_en": "Gold", "start_basis": "purchase", "months_parts": 24}
    )
    screen.save.trigger()
    rows = {row.code: row for row in warranty_terms.list_terms(counter.desk)}
    assert rows["GOLD"].details.months_parts == 24
    screen.terms.list.findChild(LinkRow, f"terms_{rows['GOLD'].id}").open()
    screen.terms.form.set_values({"months_parts": 36})
    screen.save.trigger()
    newest = {row.code: row for row in warranty_terms.list_terms(counter.desk)}["GOLD"]
    assert (newest.version, newest.details.months_parts) == (2, 36)
    screen.back.trigger()
    assert screen.shown() is None


def test_raw_cards_are_made(open_counter):
    counter = open_counter("en")
    counter.furniture.show_tab("warranty")
    screen = counter.furniture.screen("warranty")
    choose(screen, "batch")
    screen.save.trigger()
    assert screen.issuing.batch_form.field("terms").problem()
    terms = warranty_terms.list_terms(counter.desk)[0].id
    screen.issuing.batch_form.set_values({"terms": terms, "quantity": 3})
    screen.save.trigger()
    counter.settle()
    assert screen.page.chips.chosen() == "raw"
    assert counter.desk.rows("SELECT count(*) FROM warranty_card")[0][0] == 3


def test_a_scan_means_nothing_while_a_question_is_open(with_card, qtbot):
    counter, screen, _card = with_card
    sheet = Sheet(counter.window.kit, counter.window, "Sure?", "", "Yes")
    sheet.show()
    sheet.verb_button.setFocus()
    counter.furniture.on_scan("SN-UNKNOWN")
    counter.furniture._unless_covered(counter.furniture.new_intake)
    assert counter.furniture.current() is screen
    sheet.hide()
    counter.furniture.on_scan("SN-UNKNOWN")
    assert counter.furniture.current_key() == "reception"
    sheet.deleteLater()


def test_the_page_of_a_serial_leads_on(with_card):
    counter, screen, _card = with_card
    choose(screen, "open_unit")
    assert screen.shown() is screen.units.view
    choose(screen, "new_card_for_unit")
    assert screen.issuing.form.identity.unit.serial == SERIAL
    counter.furniture.open("unit", 1)
    choose(screen, "new_intake_for_unit")
    assert counter.furniture.screen("reception").intake.device.identity.unit.serial == SERIAL


def test_the_life_of_a_serial_leads_to_its_visits_and_cards(open_counter):
    counter = open_counter("fa")
    fill_small(counter.desk)
    counter.furniture.open("unit", 1)
    life = counter.furniture.screen("warranty").units.view._timeline
    leads = life.findChildren(IconButton)
    assert len(leads) == 2, "one visit, one card; owners lead nowhere"
    shown = set()
    for place in range(2):
        counter.furniture.open("unit", 1)
        life.findChildren(IconButton)[-2:][place].click()
        shown.add(counter.furniture.current_key())
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown == {"reception", "warranty"}
