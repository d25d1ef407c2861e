"""The one search of the window: a name, the end of a number, a serial; Enter opens the first hit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import KeyLabel
from aftersales_desktop.ui.widgets.line_field import LineField

if TYPE_CHECKING:
    from aftersales_desktop.ui.widgets.search_results import Answer, Hit, SearchResults

DEBOUNCE = 120
Find = Callable[[str, Job], "Answer | None"]


class SearchLine(LineField):
    """The input itself; the arrows and Enter belong to the results."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box.kit, box)
        self._box = box
        self.setProperty("role", "search")
        self.setObjectName("search")
        icon = box.kit.theme.icon("search", "muted", size=18)
        self.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._box.takes_key(event):
            super().keyPressEvent(event)


class SearchBox(QWidget):
    """`find(text, job)` runs in a worker and gives an Answer, or None while there is nothing to look in.

    `opened(token)` tells what was chosen.

    Enter before the answer is there waits for it and opens its first hit, unless that is only what was probably meant.
    A newer key stops the search for the older text.
    """

    opened = Signal(object)
    action_asked = Signal(str)

    def __init__(self, kit: Kit, find: Find, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._find = find
        self._job: Job | None = None
        self._answered = ""
        self._opens_first = False
        self._action: Callable[[str], tuple[str, str] | None] = _no_action
        self.line = SearchLine(self)
        self.line.set_hint(hint)
        self.line.setAccessibleName(hint)
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._debounce.timeout.connect(self._start)
        self.line.changed.connect(self._on_typed)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.line, 1)
        layout.addWidget(KeyLabel(self.kit, "F3"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @cached_property
    def results(self) -> SearchResults:
        """The list under the input; made when it is first wanted, so that the first paint does not wait for it."""
        from aftersales_desktop.ui.widgets.search_results import SearchResults

        results = SearchResults(self.kit, self.line)
        results.chosen.connect(self._open)
        results.action_chosen.connect(self._ask_action)
        return results

    def set_last_row(self, words_for: Callable[[str], tuple[str, str] | None]) -> None:
        """The row under the hits, made from the text: (title, key), such as adding a customer by F4; None for none."""
        self._action = words_for

    def start_typing(self) -> None:
        """F3: put the cursor here and select what is there."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def text(self) -> str:
        """What is being looked for."""
        return without_bidi_controls(self.line.text()).strip()

    def _on_typed(self) -> None:
        self._opens_first = False
        self._drop_job()
        self._debounce.start()

    def _start(self) -> None:
        self._debounce.stop()
        self._drop_job()
        text = self.text()
        if not text:
            self._answered = ""
            self.results.close_overlay()
            return
        find = self._find

        def work(job: Job) -> tuple[str, Answer | None]:
            return text, find(text, job)

        self._job = self.kit.background.run(self, work, self._take_answer, self._on_failure)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take_answer(self, found: tuple[str, Answer | None]) -> None:
        self._job = None
        text, answer = found
        self._answered = text
        opens_first, self._opens_first = self._opens_first, False
        if answer is None:
            return
        if opens_first and answer.first is not None and not answer.meant:
            self._open(answer.first)
        elif self.line.has_cursor():
            self.results.show_answer(answer, text, self._action(text))

    def _on_failure(self, problem: Exception) -> None:
        self._job = None
        self._opens_first = False
        raise problem

    def _open(self, hit: Hit) -> None:
        self.results.close_overlay()
        self.line.clear()
        self._answered = ""
        self.opened.emit(hit.token)

    def _ask_action(self) -> None:
        text = self.text()
        self.results.close_overlay()
        self.action_asked.emit(text)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Use the keys that steer the results; the others stay with the input."""
        key: Any = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.results.is_open():
            self.results.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            self._start()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_enter()
        elif key == Qt.Key.Key_Escape and (self.results.is_open() or self.line.text()):
            self._drop_job()
            self.results.close_overlay()
            self.line.clear()
        else:
            return False
        return True

    def _on_enter(self) -> None:
        if self.results.is_open() and self._answered == self.text():
            self.results.take_current()
        elif self.text():
            self._opens_first = True
            if self._job is None or self._debounce.isActive():
                self._start()


def _no_action(_text: str) -> None:
    return None
