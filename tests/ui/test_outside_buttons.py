"""Every button and key of the follow-up and the claims pressed once, every input given what no record can hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.ui.outside_file import fill_outside
from tests.ui.test_every_button import fill
from tests.ui.test_screens import LOOKS, SMALL, clipped_buttons, too_wide
from tests.ui.walks import (
    BAD,
    WAYS,
    Walk,
    give_nonsense,
    one_way_each,
    press_every_button,
    press_every_key,
    some_each_day,
)

Show = Callable[[Any, dict[str, int]], QWidget]


def record(kind: str, which: str = "", *actions: str) -> Show:
    """A record in the panel, and a form that is reached from it."""

    def show(counter: Any, found: dict[str, int]) -> QWidget:
        counter.furniture.open(kind, found.get(which))
        screen = counter.furniture.current()
        for name in actions:
            screen.findChild(QAction, name).trigger()
        return screen.page.panel

    return show


def answer_form(counter: Any, found: dict[str, int]) -> QWidget:
    """What a supplier did with a line."""
    panel = record("claim", "sent")(counter, found)
    screen = counter.furniture.current()
    screen.claims.view.line_opened.emit(screen.claims.claim.lines[0].id)
    return panel


def disposal_form(counter: Any, found: dict[str, int]) -> QWidget:
    """The minutes, whatever the clock says."""
    panel = record("call", "ready")(counter, found)
    counter.furniture.current().calls._show_disposal()
    return panel


PLACES: dict[str, Show] = {
    "call": record("call", "ready"),
    "call about a loaner": record("call", "lent"),
    "call about a device outside": record("call", "outside"),
    "loaner back": record("call", "lent", "follow_loaner_back"),
    "device back": record("call", "outside", "follow_device_back"),
    "minutes": disposal_form,
    "loaners": record("loaners"),
    "new loaner": record("loaners", "", "add_loaner"),
    "order with a loaner": record("order", "lent"),
    "order outside": record("order", "outside"),
    "lend": record("order", "lent", "lend"),
    "send outside": record("order", "lent", "send_outside"),
    "open claim": record("claim", "open"),
    "sent claim": record("claim", "sent"),
    "new claim": record("new_claim"),
    "posting": record("claim", "open", "send_claim"),
    "answer": answer_form,
}
FORMS = (
    "call",
    "loaner back",
    "device back",
    "minutes",
    "new loaner",
    "send outside",
    "open claim",
    "posting",
    "answer",
)


@pytest.fixture
def walk(open_counter, qtbot, caplog, tmp_path) -> Callable[..., Walk]:
    """Opens a window with records of what is out of our hands."""

    def begin(language: str, *, agrees: bool = True) -> Walk:
        counter = open_counter(language, filled=fill)
        found = fill_outside(counter.desk)
        places = {name: partial(show, found=found) for name, show in PLACES.items()}
        return Walk(counter, places, qtbot, caplog, tmp_path, agrees=agrees)

    return begin


@pytest.mark.parametrize(("place", "language", "agrees"), one_way_each(PLACES, WAYS))
def test_every_button_does_its_work(walk, place, language, agrees):
    press_every_button(walk(language, agrees=agrees), place)


@pytest.mark.parametrize("place", some_each_day(PLACES))
def test_every_key_does_its_work(walk, place):
    press_every_key(walk("fa"), place)


@pytest.mark.parametrize(("place", "bad"), one_way_each(FORMS, tuple(BAD)))
def test_what_no_record_can_hold_is_refused_and_kept(walk, place, bad):
    give_nonsense(walk("fa"), place, bad)


@pytest.mark.parametrize(("place", "language", "text_size"), one_way_each(PLACES, LOOKS))
def test_no_panel_is_cut_off(open_counter, place, language, text_size):
    counter = open_counter(language, text_size=text_size, size=SMALL)
    PLACES[place](counter, fill_outside(counter.desk))
    counter.settle()
    side = counter.furniture.current().page.panel
    assert side.isVisible()
    assert not too_wide(side)
    assert not clipped_buttons(side)
    body = side.findChild(QScrollArea)
    assert body.widget().minimumSizeHint().width() <= body.viewport().width()
