"""Digits that group themselves while they are typed, with the cursor kept where it was."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.text import ascii_digits
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.line_field import LineField


class GroupedField(LineField):
    """Base of phone and money: shows the reader's digits in groups, keeps plain ASCII."""

    kept = "0123456789"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def grouped(self, plain: str) -> str:
        """How plain characters are shown."""
        raise NotImplementedError

    def plain(self) -> str:
        """The characters that count, in ASCII."""
        return self._kept(self.text())

    def _kept(self, text: str) -> str:
        return "".join(character for character in ascii_digits(text) if character in self.kept)

    def _on_edited(self, text: str) -> None:
        after_cursor = len(self._kept(text[self.cursorPosition() :]))
        self._show_plain(self._kept(text))
        self.setCursorPosition(self._place_before(after_cursor))
        super()._on_edited(text)

    def _show_plain(self, plain: str) -> None:
        self.setText(self.grouped(plain))

    def _place_before(self, count: int) -> int:
        """The place in the text that has `count` digits after it, next to the digit in front."""
        text, place = self.text(), len(self.text())
        while count and place:
            place -= 1
            count -= len(self._kept(text[place]))
        while place and not self._kept(text[place - 1]):
            place -= 1
        return place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hasSelectedText() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step_over_separators(event.key())
        super().keyPressEvent(event)

    def _step_over_separators(self, key: int) -> None:
        """A separator cannot be deleted: go past it, so that the press takes a digit."""
        text, place = self.text(), self.cursorPosition()
        if key == Qt.Key.Key_Backspace:
            while place and not self._kept(text[place - 1]):
                place -= 1
        elif key == Qt.Key.Key_Delete:
            while place < len(text) and not self._kept(text[place]):
                place += 1
        self.setCursorPosition(place)

    def paste_text(self, source: QMimeData) -> None:
        """Take digits in, whatever stands between them."""
        if source.hasText() and not self.isReadOnly():
            self.insert_typed(without_bidi_controls(source.text()))

    def draft(self) -> str:
        """The characters that count."""
        return self.plain()

    def set_draft(self, draft: object) -> None:
        """Put them back."""
        self._show_plain(self._kept(str(draft or "")))
