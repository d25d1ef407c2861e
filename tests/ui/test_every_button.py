"""Every button, chip, link, menu line and key of every screen and panel, pressed once.

A slot that raises, a sheet that cannot be answered or a record that breaks is found here without anybody naming the
button: a new screen is covered by its registry, a new panel once it has a line in PLACES.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu, QProgressBar, QWidget

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services import card_batches, customer_merges, hand_over, unit_merges, units, warranty_terms
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.ui.key_actions import sequence_of
from aftersales_desktop.ui.list_screen import ListScreen
from aftersales_desktop.ui.screens import SCREENS
from aftersales_desktop.ui.shortcuts import KEYS
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.note_field import NoteField
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.wizard import FirstStart
from tests.ui.small_file import SERIAL, add_customer, fill_small, issue_card, take_in

Press = Callable[[], object]
_SOAK = pytest.mark.soak


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


WAYS = (("fa", False), ("en", True))
"""The language, and whether every question is answered with yes."""


def one_way_each(places: Iterable[str], ways: Sequence[Any]) -> list[Any]:
    """Every place in every way; each day a place goes one of them, the others belong to the soak."""
    return [
        pytest.param(
            place, *(way if isinstance(way, tuple) else (way,)), marks=() if number % len(ways) == turn else _SOAK
        )
        for number, place in enumerate(places) for turn, way in enumerate(ways)
    ]  # fmt: skip


def some_each_day(places: Iterable[str]) -> list[Any]:
    """Every third place; the others belong to the soak."""
    return [pytest.param(place, marks=_SOAK if number % 3 else ()) for number, place in enumerate(places)]


class Passerby(QObject):
    """Answers whatever covers the window: sheets, menus and file dialogs; says yes or no to all of them."""

    def __init__(self, window: QWidget, folder: Any, *, agrees: bool) -> None:
        super().__init__(window)
        self._window, self._folder, self._agrees = window, folder, agrees
        self.answered = 0
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Answer no more."""
        self._timer.stop()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if isinstance(dialog, QFileDialog):
            self._answer_dialog(dialog)
        elif isinstance(dialog, QMenu):
            dialog.close()
        for sheet in self._window.findChildren(Sheet):
            if sheet.isVisible():
                self._answer_sheet(sheet)

    def _answer_dialog(self, dialog: QFileDialog) -> None:
        self.answered += 1
        if self._agrees and dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            dialog.selectFile(str(self._folder / f"file-{self.answered}"))
            dialog.done(QFileDialog.DialogCode.Accepted)
        else:
            dialog.reject()

    def _answer_sheet(self, sheet: Sheet) -> None:
        self.answered += 1
        for field in sheet.findChildren(NoteField):
            field.set_value("x")
            field.changed.emit()
        if self._agrees and sheet.verb_button.isEnabled() and not sheet.refuse_button.isHidden():
            sheet.verb_button.click()
        elif not sheet.refuse_button.isHidden():
            sheet.refuse_button.click()
        elif not sheet.findChildren(QProgressBar):
            sheet.verb_button.click()


def pressable(root: QWidget) -> Iterator[tuple[str, Press]]:
    """Whatever can be pressed inside, with a name that finds it again after the place was shown anew."""
    for button in root.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled():
            continue
        menu = getattr(button, "menu", lambda: None)()
        if menu is None:
            yield f"{button.objectName()} {button.accessibleName() or button.text()}", button.click
        for action in menu.actions() if menu is not None else ():
            yield f"menu {action.objectName()}", action.trigger
    for row in root.findChildren(LinkRow):
        if row.isVisible():
            yield f"link {row.objectName()} {row.accessibleName()}", row.open


def fill(counter: Any) -> None:
    """Orders in three states, passcodes, cards."""
    desk = counter.desk
    fill_small(desk)
    orders = []
    for place in range(2):
        owner = add_customer(desk, f"Owner {place}", f"0912000000{place}")
        orders += take_in(desk, owner.id, f"FD000{place}", passcode="1379").orders
        issue_card(desk, owner.id, f"FD000{place}")
    card_batches.make_batch(desk, warranty_terms.list_terms(desk)[0].id, 2)
    hand_over.hand_back(desk, orders[0].id, outcome=Outcome.REPAIRED, note="تعمیر شد")
    hand_over.cancel_order(desk, orders[1].id, "A mistake")


def leave_place(counter: Any) -> None:
    """Back to a window with nothing open."""
    for cover in counter.window.findChildren(QWidget):
        if cover.property("role") == "sheet_shade" and cover.isVisible():
            getattr(cover, "close_preview", cover.hide)()
    for screen in counter.furniture._screens.values():
        if isinstance(screen, ListScreen):
            screen.page.panel.close_panel()


class Walk:
    """One window with records, somebody who answers its questions, and a list of what went wrong."""

    def __init__(self, counter: Any, qtbot: Any, caplog: Any, folder: Any, *, agrees: bool) -> None:
        fill(counter)
        counter.context.papers._folder = folder
        self.counter, self._qtbot, self._caplog = counter, qtbot, caplog
        self._passerby = Passerby(counter.window, folder, agrees=agrees)
        self._caplog.set_level(logging.ERROR)
        self.broken: list[str] = []

    def go(self, place: str) -> QWidget:
        """The place anew."""
        leave_place(self.counter)
        root = PLACES[place](self.counter)
        self.counter.settle()
        return root

    def press(self, name: str, act: Press) -> None:
        """Do one thing and note whatever it raised or logged."""
        with self._qtbot.capture_exceptions() as raised:
            act()
            self.counter.settle()
        self.broken += [f"{name}: {kind.__name__}: {error}" for kind, error, _trace in raised]
        self.broken += [f"{name}: {record.getMessage()}" for record in self._caplog.records]
        self._caplog.clear()

    def finish(self) -> None:
        """Nothing went wrong, and the file is whole."""
        self._passerby.stop()
        assert not self.broken
        assert first_broken_record(self.counter.desk) is None


@pytest.mark.parametrize(("place", "language", "agrees"), one_way_each(PLACES, WAYS))
def test_every_button_does_its_work(open_counter, qtbot, tmp_path, caplog, place, language, agrees):
    walk = Walk(open_counter(language), qtbot, caplog, tmp_path, agrees=agrees)
    pressed: set[str] = set()
    name = ""
    while True:
        if not name.startswith("chip_"):  # a chip changes nothing but itself
            root = walk.go(place)
        offered = pressable(root)
        name, press = next(((name, press) for name, press in offered if name not in pressed), ("", None))
        if press is None:
            break
        pressed.add(name)
        walk.press(name, press)
    assert pressed
    walk.finish()


@pytest.mark.parametrize("place", some_each_day(PLACES))
def test_every_key_does_its_work(open_counter, qtbot, tmp_path, caplog, place):
    walk = Walk(open_counter("fa"), qtbot, caplog, tmp_path, agrees=True)
    for binding in KEYS:
        if binding.name not in ("tab", "steps"):
            walk.go(place)
            combination = sequence_of(binding.name)[0]
            walk.press(binding.name, partial(walk.counter.key, combination.key(), combination.keyboardModifiers()))
    walk.finish()
