"""What tests of the window need: fonts, a kit in each language, a window that has the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.i18n import Words
from aftersales_desktop.ui.background import Background
from aftersales_desktop.ui.theme import Theme, load_fonts
from aftersales_desktop.ui.widgets.kit import Kit
from tests.journeys.conftest import Counter, open_counter

__all__ = ["Counter", "open_counter"]
TODAY = date(2026, 11, 23)  # Monday, 2 Azar 1405


@pytest.fixture(scope="session")
def fonts(qapp):
    load_fonts()


@pytest.fixture
def make_kit(qapp, fonts) -> Iterator[Callable[..., Kit]]:
    """A kit in a language; the program is dressed in its theme."""
    made: list[Background] = []

    def make(language: str = "fa", *, dark: bool = False, text_size: int = 14) -> Kit:
        words = Words(language)
        theme = Theme(dark, text_size, words.right_to_left)
        theme.apply(qapp)
        background = Background()
        made.append(background)
        return Kit(words, theme, lambda: TODAY, background)

    yield make
    assert all(background.stop() for background in made), "a worker did not stop"


@pytest.fixture(params=["fa", "en"])
def kit(request, make_kit) -> Kit:
    return make_kit(request.param)


@pytest.fixture
def persian(make_kit) -> Kit:
    return make_kit("fa")


@pytest.fixture
def english(make_kit) -> Kit:
    return make_kit("en")


@pytest.fixture
def shown(qtbot) -> Iterator[Callable[..., QWidget]]:
    """Puts widgets into a window that has the keyboard, and gives the window."""
    windows: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 900, height: int = 700) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch()
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
        return window

    yield show
