"""Every button, chip, link, menu line and key of every screen and panel pressed once, every input given nonsense.

A slot that raises, a sheet that cannot be answered or a record that breaks is found here without anybody naming the
button: a new screen is covered by its registry, a new panel once it has a line in PLACES.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services import card_batches, customer_merges, hand_over, unit_merges, units, warranty_terms
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.screens import SCREENS
from aftersales_desktop.ui.wizard import FirstStart
from tests.journeys.conftest import set_up
from tests.ui.small_file import SERIAL, add_customer, fill_small, issue_card, take_in
from tests.ui.walks import (
    BAD,
    DIGITS_ONLY,
    WAYS,
    Walk,
    give_nonsense,
    kept_text,
    one_way_each,
    press_every_button,
    press_every_key,
    some_each_day,
)


def in_panel(kind: str, value: Any = None) -> Callable[[Any], QWidget]:
    """A record, or a form for a new one."""

    def show(counter: Any) -> QWidget:
        counter.furniture.open(kind, value)
        return counter.furniture.current().page.panel

    return show


def after_action(kind: str, value: Any, *names: str) -> Callable[[Any], QWidget]:
    """A form that is reached by actions of a record."""

    def show(counter: Any) -> QWidget:
        panel = in_panel(kind, value)(counter)
        for name in names:
            counter.furniture.current().findChild(QAction, name).trigger()
        return panel

    return show


def paper(document: str) -> Callable[[Any], QWidget]:
    """The preview of a paper."""

    def show(counter: Any) -> QWidget:
        counter.context.papers.show(document, "any")
        return counter.window.findChildren(QWidget, "preview")[-1]

    return show


def order_at(place: int) -> Callable[[Any], QWidget]:
    """The n-th order of the file."""
    return in_panel("order", place)


def tab(key: str) -> Callable[[Any], QWidget]:
    """A screen without its panel."""

    def show(counter: Any) -> QWidget:
        counter.furniture.show_tab(key)
        return counter.furniture.screen(key)

    return show


def raw_card(counter: Any) -> QWidget:
    """A card that waits for its device, as the list opens it."""
    counter.furniture.show_tab("warranty")
    screen = counter.furniture.current()
    screen.cards.open(counter.desk.rows("SELECT max(id) FROM warranty_card WHERE state = 'raw'")[0][0])
    return screen.page.panel


def bars(counter: Any) -> QWidget:
    """The whole window on its first screen, for the tabs and the bar at the top."""
    counter.furniture.show_tab("today")
    return counter.window


def first_start(counter: Any) -> QWidget:
    """The questions of the first start."""
    questions = FirstStart(counter.context, counter.window, ask_language=True)
    questions.open()
    questions.next.click()
    return questions


def known_device(counter: Any) -> QWidget:
    """An intake whose banners have something to do."""
    panel = in_panel("new_intake", SERIAL)(counter)
    counter.furniture.current().intake.device.fault._sections[0].set_open(True)
    return panel


def scanned_goods(counter: Any) -> QWidget:
    """A goods receipt with an article chosen and serials on it."""
    panel = in_panel("new_slip", SlipKind.RECEIPT.value)(counter)
    form = counter.furniture.current().slips.forms[SlipKind.RECEIPT]
    for code in ("BRD-100", "B00077", "STRANGE-1"):
        form.take_scan(code)
    return panel


def tagged(counter: Any) -> int:
    """A device without a legible serial, of the same owner as device 1."""
    rows = counter.desk.rows("SELECT id FROM unit WHERE note = 'tagged' AND archived_at IS NULL")
    if rows:
        return rows[0][0]
    one = units.get_unit(counter.desk, 1)
    unit = units.add_unit(counter.desk, model_id=one.model.id, owner_id=one.owner_id, seller="Saadat")
    Unit.update(note="tagged").where(Unit.id == unit.id).execute()
    return unit.id


def two_alike(screen: str, kind: str, one_id: int, other: int | str) -> Callable[[Any], QWidget]:
    """Two records side by side."""

    def show(counter: Any) -> QWidget:
        panel = in_panel(kind, one_id)(counter)
        counter.furniture.current().findChild(QAction, "same_person" if kind == "customer" else "same_device").trigger()
        counter.furniture.screen(screen).merging.pick.picked.emit(tagged(counter) if other == "tagged" else other)
        return panel

    return show


def merged(kind: str, one_id: int, other: int | str) -> Callable[[Any], QWidget]:
    """A record that another one was merged into, with the way back."""

    def show(counter: Any) -> QWidget:
        other_id = tagged(counter) if other == "tagged" else other
        compare, merge = (
            (customer_merges.compare_customers, customer_merges.merge_customers)
            if kind == "customer"
            else (unit_merges.compare_units, unit_merges.merge_units)
        )
        with suppress(NotAllowed):  # it is still merged
            merge(counter.desk, compare(counter.desk, one_id, other_id).choice({}))
        return in_panel(kind, one_id)(counter)

    return show


def fill(desk: Desk) -> None:
    """A centre with orders in three states, passcodes, cards."""
    set_up(desk)
    fill_small(desk)
    orders = []
    for place in range(2):
        owner = add_customer(desk, f"Owner {place}", f"0912000000{place}")
        orders += take_in(desk, owner.id, f"FD000{place}", passcode="1379").orders
        issue_card(desk, owner.id, f"FD000{place}")
    card_batches.make_batch(desk, warranty_terms.list_terms(desk)[0].id, 2)
    hand_over.hand_back(desk, orders[0].id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    hand_over.cancel_order(desk, orders[1].id, "A mistake")


PLACES: dict[str, Callable[[Any], QWidget]] = {
    **{f"tab {entry.key}": tab(entry.key) for entry in SCREENS},
    "bars": bars,
    "new customer": in_panel("new_customer", ""),
    "customer": in_panel("customer", 1),
    "changed customer": after_action("customer", 1, "change_customer"),
    "same person": after_action("customer", 1, "same_person"),
    "two customers": two_alike("customers", "customer", 1, 2),
    "merged customers": merged("customer", 3, 2),
    "new intake": in_panel("new_intake"),
    "intake of a known device": known_device,
    "order received": order_at(1),
    "order handed back": order_at(2),
    "order cancelled": order_at(3),
    "ready form": after_action("order", 1, "mark_ready"),
    "hand back form": after_action("order", 1, "hand_back"),
    "changed order": after_action("order", 1, "edit_order"),
    "bench": in_panel("bench", 1),
    "diagnosis": after_action("bench", 1, "diagnose"),
    "price list": after_action("bench", 1, "price_list"),
    "operation of the list": after_action("bench", 1, "price_list", "add_tariff"),
    "step form": after_action("bench", 1, "next_step"),
    "card": in_panel("card", 1),
    "raw card": raw_card,
    "refusal form": after_action("card", 1, "void_card"),
    "transfer form": after_action("card", 1, "transfer_card"),
    "registry form": after_action("card", 1, "set_registry"),
    "new card": in_panel("new_card"),
    "terms": after_action("card", 1, "terms"),
    "terms form": after_action("card", 1, "terms", "add_terms"),
    "batch form": after_action("card", 1, "batch"),
    "foreign form": after_action("card", 1, "foreign_card"),
    "serial": in_panel("unit", 1),
    "part": in_panel("part", 1),
    "new part": in_panel("new_part", ""),
    "changed part": after_action("part", 1, "change_part"),
    "price form": after_action("part", 1, "set_price"),
    "other part form": after_action("part", 1, "stand_in"),
    "ordered form": after_action("part", 1, "note_ordered"),
    "slip": in_panel("slip", 1),
    **{f"new {kind.value}": in_panel("new_slip", kind.value) for kind in SlipKind},
    "goods": scanned_goods,
    "a technician's parts": in_panel("parts_of", 1),
    "suppliers": after_action("part", 1, "suppliers"),
    "supplier form": after_action("part", 1, "suppliers", "add_supplier"),
    "people": after_action("part", 1, "staff"),
    "person form": after_action("part", 1, "staff", "add_member"),
    "reorder list": after_action("part", 1, "reorder"),
    "supplier's price list": after_action("part", 1, "prices"),
    "slips": after_action("part", 1, "slips"),
    "benches": after_action("part", 1, "benches"),
    "slip preview": paper("stock-issue"),
    "faulty label preview": paper("faulty-bag-label"),
    "same device": after_action("unit", 1, "same_device"),
    "two devices": two_alike("warranty", "unit", 1, "tagged"),
    "merged devices": merged("unit", 1, "tagged"),
    "receipt preview": paper("intake-receipt"),
    "card preview": paper("warranty-card"),
    "label preview": paper("device-label"),
    "test page preview": paper("test-page"),
    "cell labels preview": paper("cell-labels"),
    "move to a cell": after_action("order", 1, "move_to_cell"),
    "first start": first_start,
}


@pytest.fixture
def walk(open_counter, qtbot, caplog, tmp_path) -> Callable[..., Walk]:
    """Opens a window with records."""

    def begin(language: str, *, agrees: bool = True) -> Walk:
        return Walk(open_counter(language, filled=fill), PLACES, qtbot, caplog, tmp_path, agrees=agrees)

    return begin


@pytest.mark.parametrize(("place", "language", "agrees"), one_way_each(PLACES, WAYS))
def test_every_button_does_its_work(walk, place, language, agrees):
    press_every_button(walk(language, agrees=agrees), place)


@pytest.mark.parametrize("place", some_each_day(PLACES))
def test_every_key_does_its_work(walk, place):
    press_every_key(walk("fa"), place)


FORMS = (
    "new customer", "changed customer", "new intake", "changed order", "ready form", "hand back form", "refusal form",
    "transfer form", "registry form", "new card", "terms form", "batch form", "foreign form",
    "new part", "changed part", "price form", "ordered form", "new receipt", "new issue", "new return",
    "new faulty_receipt", "new scrap", "new count", "supplier form", "person form", "supplier's price list",
)  # fmt: skip


@pytest.mark.parametrize(("place", "bad"), one_way_each(FORMS, tuple(BAD)))
def test_what_no_record_can_hold_is_refused_and_kept(walk, place, bad):
    there = walk("fa")
    inputs, written = give_nonsense(there, place, bad)
    assert written == 0
    for name, field in inputs.items():
        if not isinstance(field, DIGITS_ONLY):
            assert len(kept_text(field)) in (len(BAD[bad]), 0), name
    panel = there.counter.furniture.current().page.panel
    fields = [field for field in (*inputs.values(), *panel.findChildren(QWidget)) if hasattr(field, "problem")]
    assert any(field.problem() for field in fields) or there.counter.context.notifier.toasts.toasts
