"""Several lines of words: a fault in the customer's words, an address, a remark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.line_field import Field


class NoteField(Field, QTextEdit):
    """Plain lines. Enter starts a new line, Tab goes on, Ctrl+Enter saves the form.

    `language` is that of the text where it is not the reader's own: "fa" or "en".
    """

    def __init__(self, kit: Kit, parent: QWidget | None = None, *, lines: int = 2, language: str = "") -> None:
        super().__init__(parent)
        self.kit = kit
        self._is_showing = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        option = QTextOption()
        right_to_left = language == "fa" if language else kit.words.right_to_left
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self._set_lines(lines)
        self.textChanged.connect(self._on_text_changed)

    def _set_lines(self, lines: int) -> None:
        metrics = self.fontMetrics()
        self.setFixedHeight(lines * max(metrics.lineSpacing(), round(self.kit.theme.text_size * 1.6)) + 22)

    def value(self) -> str:
        """The lines, without invisible marks and outer spaces."""
        return without_bidi_controls(self.toPlainText()).strip()

    def set_value(self, value: object) -> None:
        """Show lines."""
        self._is_showing = True
        self.setPlainText(without_bidi_controls(str(value or "")))
        self._is_showing = False

    def remember(self) -> Callable[[], None]:
        """Lines and cursor as they are."""
        text, place = self.toPlainText(), self.textCursor().position()

        def put_back() -> None:
            self.set_value(text)
            cursor = self.textCursor()
            cursor.setPosition(place)
            self.setTextCursor(cursor)

        return put_back

    def set_hint(self, text: str) -> None:
        """Grey words in the empty input."""
        self.setPlaceholderText(in_direction(text, self.kit.words.right_to_left))

    def rule(self) -> str:
        """The keys."""
        return self.kit.words("Enter starts a new line, Tab goes on.")

    def takes_enter(self) -> bool:
        """Enter is a new line here."""
        return True

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        copied = QMimeData()
        copied.setText(without_bidi_controls(self.textCursor().selection().toPlainText()))
        return copied

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        if source.hasText():
            self.textCursor().insertText(without_bidi_controls(source.text()))

    def _on_text_changed(self) -> None:
        if not self._is_showing:
            self.tell_change()

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()
