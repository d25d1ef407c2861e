"""Inputs that offer what was meant: a search while typing, or a choice out of a fixed list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from aftersales_desktop.domain.text import fold
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.line_field import LineField
from aftersales_desktop.ui.widgets.suggestions import Suggestion, SuggestionList

DEBOUNCE = 120


class SuggestField(LineField):
    """Type, look at the list, take one. `find(text)` answers with at most ten suggestions, quickly.

    The value is that of the taken suggestion; typing anything else empties it, unless `keeps_text`: then the typed
    words stay, `value()` is None and `text()` holds them.
    """

    taken = Signal(object)

    def __init__(
        self,
        kit: Kit,
        find: Callable[[str], Sequence[Suggestion]],
        parent: QWidget | None = None,
        *,
        keeps_text: bool = False,
        lists_usual: bool = False,
        icon: str = "search",
    ) -> None:
        """`lists_usual` opens the list on Down although nothing was typed: `find("")` gives the usual ones."""
        super().__init__(kit, parent)
        self._lists_usual = lists_usual
        self._find = find
        self._keeps_text = keeps_text
        self._value: Any = None
        self._title = ""
        self._list = SuggestionList(kit, self)
        self._list.taken.connect(self._take)
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._debounce.timeout.connect(self._refill)
        self.addAction(kit.theme.icon(icon, "muted", size=18), QLineEdit.ActionPosition.TrailingPosition)

    def value(self) -> Any:
        """Value of the suggestion that was taken, or None."""
        return self._value

    def rule(self) -> str:
        """The keys."""
        return self.kit.words("Type a few letters and choose with Down and Enter.")

    def set_value(self, value: Any) -> None:
        """Show a suggestion (or (value, title)); None empties the input."""
        suggestion = Suggestion(*value) if isinstance(value, tuple) else None
        if value is not None and suggestion is None:
            raise TypeError("a SuggestField is set with a Suggestion, because it must know the words")
        self._hold(suggestion)

    def _hold(self, suggestion: Suggestion | None) -> None:
        self._value = suggestion.value if suggestion else None
        self._title = without_bidi_controls(suggestion.title) if suggestion else ""
        self.setText(self._title)
        self.setCursorPosition(0)

    def is_empty(self) -> bool:
        """Whether nothing was taken (nor typed, where typed words stay)."""
        return self._value is None and not (self._keeps_text and self.text().strip())

    def draft(self) -> Any:
        """Value and words."""
        return [self._value, self.text()]

    def set_draft(self, draft: Any) -> None:
        """Put them back."""
        self._value, text = draft if draft else (None, "")
        self._title = text
        self.setText(text)

    def remember(self) -> Callable[[], None]:
        """The taken suggestion and the words as they are."""
        value, title, put_text_back = self._value, self._title, super().remember()

        def put_back() -> None:
            self._debounce.stop()
            self._list.close_overlay()
            self._value, self._title = value, title
            put_text_back()

        return put_back

    def takes_enter(self) -> bool:
        """Enter takes the lit suggestion."""
        return self._list.is_open() or self._debounce.isActive()

    def suggestions(self) -> SuggestionList:
        """The list under the input."""
        return self._list

    def open_suggestions(self) -> None:
        """Show what fits the words now."""
        self._debounce.stop()
        self._refill()

    def _on_edited(self, text: str) -> None:
        if text != self._title:
            self._value = None
        super()._on_edited(text)
        self._debounce.start()

    def _refill(self) -> None:
        if not self.has_cursor() or self.isReadOnly():
            return
        if self.text().strip() or self._lists_without_words():
            rows = self._find(self._typed())
            if rows or not self._keeps_text:
                self._list.show_rows(list(rows))
                return
        self._list.close_overlay()

    def _typed(self) -> str:
        return without_bidi_controls(self.text()).strip()

    def _lists_without_words(self) -> bool:
        return self._lists_usual

    def _take(self, suggestion: Suggestion) -> None:
        self._hold(suggestion)
        self.tell_change()
        self.taken.emit(suggestion.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.takes_enter():
            self._take_current()
        elif key == Qt.Key.Key_Escape and self._list.is_open():
            self._list.close_overlay()
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        if self._list.is_open():
            self._list.move_current(step)
        else:
            self.open_suggestions()

    def _take_current(self) -> None:
        if self._debounce.isActive():
            self.open_suggestions()
        suggestion = self._list.current() if self._list.is_open() else None
        self._list.close_overlay()
        if suggestion is not None:
            self._take(suggestion)
        self.focusNextChild()

    def finish(self) -> None:
        """Words that were not taken go, unless they may stay."""
        self._debounce.stop()
        self._list.close_overlay()
        if not self._keeps_text and self._value is None and self.text():
            self.setText("")
            self._title = ""


class ChoiceField(SuggestField):
    """One of a fixed list: typing filters, Down or a click opens it. The value is the option's own."""

    def __init__(self, kit: Kit, options: Iterable[tuple[Any, str]] = (), parent: QWidget | None = None) -> None:
        self._options: list[Suggestion] = []
        super().__init__(kit, self._matching, parent, icon="chevron-down")
        self.set_options(options)

    def set_options(self, options: Iterable[tuple[Any, str]]) -> None:
        """Other options, as (value, words); a value that is no longer offered is emptied."""
        self._options = [Suggestion(*option) for option in options]
        if self._value is not None:
            self.set_value(self._value if self._option(self._value) else None)

    def _option(self, value: Any) -> Suggestion | None:
        return next((option for option in self._options if option.value == value), None)

    def set_value(self, value: Any) -> None:
        """Choose by value; None empties the input."""
        option = self._option(value)
        if option is None and value not in (None, ""):
            raise ValueError(f"{value!r} is not offered by {self.objectName() or 'this choice'}")
        self._hold(option)

    def _matching(self, text: str) -> list[Suggestion]:
        if text == self._title:
            return self._options
        words = fold(text).split()
        return [option for option in self._options if all(word in fold(option.title) for word in words)]

    def _lists_without_words(self) -> bool:
        return True

    def _refill(self) -> None:
        super()._refill()
        if self._list.is_open() and self._value is not None and self.text() == self._title:
            self._list.move_current([option.value for option in self._options].index(self._value))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.selectAll()
        self.open_suggestions()

    def finish(self) -> None:
        """A started word that fits exactly one option takes it; otherwise the last choice comes back."""
        self._debounce.stop()
        self._list.close_overlay()
        if self.text() == self._title:
            return
        fitting = self._matching(self._typed()) if self._typed() else []
        if len(fitting) == 1:
            self._take(fitting[0])
        else:
            self._hold(None)
