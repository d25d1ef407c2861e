"""What fills the bare window once the file is open: the screens, the search, and what each key does.

The screen that is shown first is built first; the others follow step by step once its rows have been seen, or at
once when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLineEdit, QTextEdit, QWidget

from aftersales_desktop.domain.scans import strange_scan
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.settings import name_the_desk
from aftersales_desktop.services.work import Area
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.key_actions import bind_key, bind_tab_key
from aftersales_desktop.ui.main_window import MainWindow
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.screens import SCREENS
from aftersales_desktop.ui.shortcuts import keys_of
from aftersales_desktop.ui.tabs import TABS
from aftersales_desktop.ui.widgets.first_paint import after_first_paint

if TYPE_CHECKING:
    from aftersales_desktop.ui.box_search import BoxSearch
    from aftersales_desktop.ui.cell_scans import CellScans
    from aftersales_desktop.ui.widgets.search_results import Answer


class Furniture(QObject):
    """Builds the screens of the registry and leads keys, hits and links to the one that takes them."""

    def __init__(self, context: AppContext, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._entries = {entry.key: entry for entry in SCREENS}
        self._opens = {kind: entry.key for entry in SCREENS for kind in entry.opens}
        self._screens: dict[str, Screen] = {}
        self._tabs = {entry.key: entry.tab or entry.key for entry in SCREENS}
        self._later: list[Callable[[], object]] = []
        self._steps = self._remaining_steps()
        window.furnish(self)
        self._bind_keys()
        context.navigator.asked.connect(self.open)
        context.navigator.list_asked.connect(self.open_list)
        context.changes.committed.connect(self._on_committed)
        self._show_centre()

    # screens --------------------------------------------------------------------------------------------------

    def current(self) -> Screen:
        """The screen that is shown."""
        return self._window.pages.currentWidget()

    def current_key(self) -> str:
        """The tab that is shown."""
        return next(key for key, screen in self._screens.items() if screen is self.current())

    def screen(self, key: str) -> Screen:
        """A screen by the key of its tab, built when it is not there yet."""
        if key not in self._screens:
            self._screens[key] = self._entries[key].load()(self._context)
            self._window.pages.addWidget(self._screens[key])
        return self._screens[key]

    def begin(self, key: str) -> None:
        """Show the first screen; build the others once its rows have been seen."""
        self.show_tab(key)
        after_first_paint(self.screen(key), self._build_rest)

    def do_later(self, step: Callable[[], object]) -> None:
        """What the first rows need not wait for; the first thing to be done after them."""
        self._later.append(step)

    def _build_rest(self) -> None:
        """A step at a time, so that keys and clicks come in between."""
        step = next(self._steps, None)
        if step is not None:
            step()
            QTimer.singleShot(0, self, self._build_rest)

    def _remaining_steps(self) -> Iterator[Callable[[], object]]:
        yield from self._later
        for key, entry in self._entries.items():
            yield entry.load
            yield partial(self.screen, key)
        yield lambda: self._search
        yield lambda: self._context.papers

    def show_tab(self, key: str) -> None:
        """Show a screen."""
        screen = self.screen(key)
        self._window.side.choose(self._tabs[key])
        self._window.pages.setCurrentWidget(screen)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, kind: str, value: Any) -> None:
        """Show a record, or a form for a new one, on the screen that can."""
        key = self._opens[kind]
        self.show_tab(key)
        self.screen(key).open_record(kind, value)

    def open_scanned(self, kind: str, value: Any) -> None:
        """The same for a record whose paper or label was scanned: the screen may know what is meant by that."""
        key = self._opens[kind]
        self.show_tab(key)
        self.screen(key).open_scanned(kind, value)

    def open_list(self, key: str, chosen_filter: str) -> None:
        """Show a list with one of its filters."""
        self.show_tab(key)
        self.screen(key).show_list(chosen_filter)

    def keep_drafts(self) -> None:
        """Keep what stands in half-filled forms."""
        for screen in self._screens.values():
            screen.keep_drafts()

    # search ---------------------------------------------------------------------------------------------------

    @cached_property
    def _search(self) -> BoxSearch:
        from aftersales_desktop.ui.box_search import BoxSearch

        return BoxSearch(self._context)

    def find(self, text: str, job: Job) -> Answer:
        """Hits for the box; runs in a worker."""
        return self._search.find(text, job)

    def open_hit(self, token: tuple[str, int]) -> None:
        """A hit was chosen."""
        self.open(*token)

    def last_search_row(self, text: str) -> tuple[str, str] | None:
        """The row under the hits: a new customer with what was typed."""
        return self._context.words("Add a customer with “{text}”", text=text), keys_of("new_customer")

    def add_customer_like(self, text: str) -> None:
        """The row under the hits was chosen."""
        self.open("new_customer", text)

    def on_scan(self, code: str) -> None:
        """A barcode was read while no serial input had the cursor: open what it names, or offer an intake with it.

        What is not understood is told with one sentence.
        """
        notifier = self._context.notifier
        if self._is_covered():
            notifier.warning(Message("Close what covers the window first, then scan again."))
        elif not self._cells.takes_scan(code):
            self._cells.device_was_scanned(code)
            if not self.current().takes_scan(code):
                self._open_what_bears(code)

    def _open_what_bears(self, code: str) -> None:
        notifier, strange = self._context.notifier, strange_scan(code)
        token = self._search.exact(code)
        if token is not None:
            self.open_scanned(*token)
        elif strange is not None:
            notifier.warning(strange)
        else:
            self.open("new_intake", code)
            notifier.info(self._context.words("Nothing has this barcode yet: a new intake was begun."))

    @cached_property
    def _cells(self) -> CellScans:
        from aftersales_desktop.ui.cell_scans import CellScans

        return CellScans(self._context, partial(self.open, "order"))

    # keys -----------------------------------------------------------------------------------------------------

    def _bind_keys(self) -> None:
        for name, slot in self._keys().items():
            bind_key(self._window, name, partial(self._unless_covered, slot))
        for number, tab in enumerate(TABS, start=1):
            bind_tab_key(self._window, number, tab.key, partial(self._unless_covered, partial(self.show_tab, tab.key)))

    def _unless_covered(self, slot: Callable[[], object]) -> None:
        if not self._is_covered():
            slot()

    def _is_covered(self) -> bool:
        """Whether a question, a paper or the first start lies over the window; it alone gets keys then."""
        children = self._window.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return any(child.property("role") == "sheet_shade" and child.isVisible() for child in children)

    def _keys(self) -> dict[str, Callable[[], object]]:
        """What the keys of the whole window do; the rest belong to the screens."""
        return {
            "help": self._help,
            "intake": self.new_intake,
            "search": self._window.top.search.start_typing,
            "new_customer": self._new_customer,
            "refresh": self._refresh,
            "next_state": self._next_state,
            "hand_over": self._hand_over,
            "print_last": self._print_last,
            "print": self._print,
            "undo": self.undo,
        }

    def new_intake(self) -> None:
        """F2, wherever the cursor is."""
        self.open("new_intake", None)

    def undo(self) -> None:
        """Ctrl+Z: what was typed into the input in use, else the newest note that has a way back."""
        field = self._window.focusWidget()
        if _can_undo(field):
            field.undo()
        else:
            self._context.notifier.toasts.undo_newest()

    def _new_customer(self) -> None:
        text = self._window.top.search.text()
        self._window.top.search.line.clear()
        self.open("new_customer", text)

    def _refresh(self) -> None:
        self.current().refresh()

    def _next_state(self) -> None:
        self.current().advance_current()

    def _hand_over(self) -> None:
        self.current().hand_over_current()

    def _print(self) -> None:
        self.current().print_current()

    def _print_last(self) -> None:
        self._context.papers.print_last_again()

    def _help(self) -> None:
        from aftersales_desktop.ui.help_page import show_help

        show_help(self._context, self._window)

    def _on_committed(self, areas: frozenset[Area]) -> None:
        if Area.SETTINGS in areas:
            self._show_centre()

    def _show_centre(self) -> None:
        self._window.side.set_centre(name_the_desk(self._context.desk).centre_name)


def _can_undo(field: QWidget | None) -> bool:
    """Whether Ctrl+Z is the input's own matter; one that writes its value anew forgets its steps but is not empty."""
    if isinstance(field, QTextEdit):
        return field.document().isUndoAvailable()
    return isinstance(field, QLineEdit) and not field.isReadOnly() and (field.isUndoAvailable() or bool(field.text()))
