"""Codes in Latin letters and digits: the keyboard layout never matters."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from aftersales_desktop.domain.text import ascii_digits
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.physical_keys import active_layout, is_rest_of_key, physical_character, undo_layout
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.line_field import LineField

_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class CodeField(LineField):
    """A model code, e-mail or bank number, left-to-right; each key writes what a US keyboard would."""

    def __init__(self, kit: Kit, parent: QWidget | None = None, *, capitals: bool = False) -> None:
        super().__init__(kit, parent)
        self._capitals = capitals
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)

    def rule(self) -> str:
        """Why the keyboard's language does not matter."""
        return self.kit.words("Letters come out Latin, whatever keyboard language is on.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_rest_of_key(event):
            return
        character = "" if event.modifiers() & _COMMAND_KEYS else physical_character(event)
        if character and character.isprintable() and not self.isReadOnly():
            self.insert_typed(self._as_code(character))
            return
        super().keyPressEvent(event)

    def paste_text(self, source: QMimeData) -> None:
        """Take a code in; letters typed under a Persian layout elsewhere are turned back."""
        if not source.hasText() or self.isReadOnly():
            return
        text = ascii_digits("".join(without_bidi_controls(source.text()).split()))
        self.insert_typed(self._as_code(text if text.isascii() else undo_layout(text, active_layout())))

    def _on_edited(self, text: str) -> None:
        """Whatever way it came in (menu, drop): no marks, ASCII digits, capitals where they belong."""
        code = self._as_code(ascii_digits(without_bidi_controls(text)))
        if code != text:
            cursor = self.cursorPosition() - (len(text) - len(code))
            self.setText(code)
            self.setCursorPosition(max(0, cursor))
        super()._on_edited(code)

    def set_value(self, value: object) -> None:
        """Show a code."""
        super().set_value(ascii_digits(str(value or "")))

    def value(self) -> str:
        """The code, without spaces around it, in ASCII digits."""
        return ascii_digits(super().value())

    def _as_code(self, text: str) -> str:
        return text.upper() if self._capitals else text


class SerialField(CodeField):
    """A serial or barcode; a scan goes straight into it, and `scanned` tells."""

    scanned = Signal(str)
    role = "serial"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent, capitals=True)
        scan = self.addAction(kit.theme.icon("barcode", "muted", size=18), end_position(kit))
        scan.setToolTip(kit.words("Scan here, or type the code"))

    def rule(self) -> str:
        """What a scan does here."""
        return self.kit.words("Letters come out Latin, whatever keyboard language is on. A scan replaces what is here.")

    def take_scan(self, code: str) -> None:
        """A scanner read this code while the cursor was here: it replaces the content."""
        self.setText(code.upper())
        self.textEdited.emit(self.text())
        self.scanned.emit(self.value())


def end_position(kit: Kit) -> QLineEdit.ActionPosition:
    """The far edge of the reading direction, in an input that is itself left-to-right."""
    if kit.words.right_to_left:
        return QLineEdit.ActionPosition.LeadingPosition
    return QLineEdit.ActionPosition.TrailingPosition
