"""What all inputs have in common, and the one-line input the others are made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.direction import in_direction, start_alignment
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import set_look


class Field:
    """The protocol of an input; mixed into a Qt widget.

    `changed` is a past fact about the person: typing, choosing, scanning. `set_value` does not send it.
    """

    changed = Signal()
    helper_changed = Signal(str)
    left = Signal()

    kit: Kit
    _problem = ""
    _helper = ""

    def value(self) -> Any:
        """What was entered, in its own type; None or "" when empty."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; does not send `changed`."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return self.value() in (None, "", ())

    def draft(self) -> Any:
        """What is in the input right now, readable or not, as JSON can hold it."""
        return self.value()

    def set_draft(self, draft: Any) -> None:
        """Put a draft back."""
        self.set_value(draft)

    def remember(self) -> Callable[[], None]:
        """How to put back exactly what is in the input now, as if it had never been touched."""
        draft = self.draft()
        return lambda: self.set_draft(draft)

    def unreadable(self) -> Message | None:
        """Why the input cannot be read as a value, if it cannot."""
        return None

    def finish(self) -> None:
        """The person leaves the input: write the value in its full form."""

    def rule(self) -> str:
        """What holds for every input of this kind; F1 tells it below the input's own help."""
        return ""

    def takes_enter(self) -> bool:
        """Whether Enter means something inside the input just now, such as taking a suggestion."""
        return False

    def set_problem(self, text: str | None, doubtful: bool = False) -> None:
        """Mark the input as wrong or doubtful; None takes the mark away."""
        self._problem = text or ""
        look = ("doubtful" if doubtful else "wrong") if text else ""
        set_look(self, problem=look)
        self.setAccessibleDescription(self._problem or self._helper)

    def tell_change(self) -> None:
        """The person changed something: the mark is out of date, and whoever listens is told."""
        if self._problem:
            self.set_problem(None)
        self.changed.emit()

    def problem(self) -> str:
        """The sentence the input is marked with."""
        return self._problem

    def helper(self) -> str:
        """The line under the input: a weekday, an amount in toman."""
        return self._helper

    def set_helper(self, text: str) -> None:
        """Change the line under the input."""
        if text != self._helper:
            self._helper = text
            self.helper_changed.emit(text)
            if not self._problem:
                self.setAccessibleDescription(text)


class LineField(Field, QLineEdit):
    """One line; text starts at the reading edge of the form, whatever is typed."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setAlignment(start_alignment(kit.words.right_to_left))
        self.textEdited.connect(self._on_edited)

    def value(self) -> Any:
        """The text without marks and outer spaces."""
        return without_bidi_controls(self.text()).strip()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.setText(without_bidi_controls(str(value or "")))
        self.setCursorPosition(0)

    def is_empty(self) -> bool:
        """Whether there is no text."""
        return not self.text().strip()

    def has_cursor(self) -> bool:
        """Whether typing goes here, also while another program is in front."""
        return self.window().focusWidget() is self

    def draft(self) -> Any:
        """The text as it stands."""
        return without_bidi_controls(self.text())

    def remember(self) -> Callable[[], None]:
        """Text and cursor as they are."""
        text, cursor = self.text(), self.cursorPosition()

        def put_back() -> None:
            self.setText(text)
            self.setCursorPosition(cursor)

        return put_back

    def set_hint(self, text: str) -> None:
        """Grey words in the empty input."""
        self.setPlaceholderText(in_direction(text, self.kit.words.right_to_left))

    def insert_typed(self, text: str) -> None:
        """Put text at the cursor as if it had been typed."""
        self.insert(text)

    def _on_edited(self, _text: str) -> None:
        self.tell_change()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Direction_L, Qt.Key.Key_Direction_R}:
            return  # Ctrl+Shift on Windows would turn the text around
        if event.matches(QKeySequence.StandardKey.Undo) and not self.text() and not self.isUndoAvailable():
            event.ignore()  # the window undoes what was saved last
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_text(QGuiApplication.clipboard().mimeData())
            return
        super().keyPressEvent(event)

    def paste_text(self, source: QMimeData) -> None:
        """Take text in without invisible marks and line ends."""
        if source.hasText() and not self.isReadOnly():
            self.insert_typed(" ".join(without_bidi_controls(source.text()).split()))

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.finish()
            self.left.emit()
