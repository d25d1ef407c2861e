"""A paper on the screen before it is printed: its pages, its size and language, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from aftersales_desktop.ui.printer import POINTS_PER_INCH, rendered_pages
from aftersales_desktop.ui.widgets.button import Button, IconButton
from aftersales_desktop.ui.widgets.fields import ChoiceField
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.sheet import move_focus_inside

SCREEN_DOTS = 110
SMALL_PAPER_DOTS = 200
_SIDE = 240
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PreviewChoice(NamedTuple):
    """What was chosen beside the pages."""

    paper: str
    language: str
    printer: str


class Preview(QFrame):
    """Covers the window until it is closed. `render(choice)` gives the PDF for a choice, on the window's thread.

    Signals: `print_asked(choice)`, `save_asked(choice)`, `closed()`.
    """

    print_asked = Signal(object)
    save_asked = Signal(object)
    closed = Signal()

    def __init__(
        self,
        kit: Kit,
        window: QWidget,
        title: str,
        *,
        papers: list[tuple[str, str]],
        printers: list[str],
        choice: PreviewChoice,
        render: Callable[[PreviewChoice], bytes],
    ) -> None:
        super().__init__(window)
        self._kit = kit
        self._render = render
        self._focus_before = window.focusWidget()
        self.setObjectName("preview")
        self.setProperty("role", "sheet_shade")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = kit.words
        self._paper = self._choice("preview_paper", papers, choice.paper)
        languages = [("fa", words("Persian")), ("en", words("English"))]
        self._language = self._choice("preview_language", languages, choice.language)
        self._printer = self._choice("preview_printer", [(name, name) for name in printers], choice.printer or None)
        self._pages = QVBoxLayout()
        self._content = b""
        self._print = Button(kit, words("Print"), "printer", "primary")
        self._print.setObjectName("preview_print")
        self._print.setEnabled(bool(printers))
        self._print.clicked.connect(self._on_print)
        self._save = Button(kit, words("Save as PDF"), "download")
        self._save.setObjectName("preview_save")
        self._save.clicked.connect(self._on_save)
        self._lay_out(title)
        window.installEventFilter(self)
        self._cover()
        self._show_pages()

    def choice(self) -> PreviewChoice:
        """What is chosen now."""
        return PreviewChoice(self._paper.value(), self._language.value(), self._printer.value() or "")

    def content(self) -> bytes:
        """The PDF that is shown."""
        return self._content

    def open(self) -> None:
        """Show over the window."""
        self.show()
        self.raise_()
        (self._print if self._print.isEnabled() else self._save).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_preview(self) -> None:
        """Give the window back."""
        self.hide()
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def page_count(self) -> int:
        """How many pages are shown."""
        return self._pages.count()

    # building -------------------------------------------------------------------------------------------------

    def _choice(self, name: str, options: list[tuple[str, str]], value: str | None) -> ChoiceField:
        field = ChoiceField(self._kit, options)
        field.setObjectName(name)
        field.set_value(value if any(option == value for option, _title in options) else None)
        field.changed.connect(self._show_pages)
        return field

    def _lay_out(self, title: str) -> None:
        card = QFrame(self)
        card.setProperty("role", "card")
        close = IconButton(self._kit, "x", self._kit.words("Close"), keys="Esc")
        close.setObjectName("preview_close")
        close.clicked.connect(self.close_preview)
        head = QHBoxLayout()
        head.addWidget(Label(self._kit, title, "card_title"), 1)
        head.addWidget(close)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._paper_area(), 1)
        row.addLayout(self._controls())
        layout = QVBoxLayout(card)
        layout.setContentsMargins(20, 14, 20, 18)
        layout.addLayout(head)
        layout.addWidget(line())
        layout.addLayout(row, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(60, 30, 60, 30)
        outer.addWidget(card)

    def _paper_area(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("scroll_body")
        body.setLayout(self._pages)
        self._pages.setSpacing(14)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        return area

    def _controls(self) -> QVBoxLayout:
        words = self._kit.words
        side = QVBoxLayout()
        side.setSpacing(6)
        for title, field in (
            (words("Paper"), self._paper),
            (words("Language of the paper"), self._language),
            (words("Printer"), self._printer),
        ):
            field.setFixedWidth(_SIDE)
            field.setAccessibleName(title)
            side.addWidget(Label(self._kit, title, "label"))
            side.addWidget(field)
            side.addSpacing(6)
        if not self._print.isEnabled():
            side.addWidget(Label(self._kit, words("This PC has no printer. Save the paper as PDF."), "hint", wrap=True))
        side.addStretch(1)
        side.addWidget(self._print)
        side.addWidget(self._save)
        return side

    # pages ----------------------------------------------------------------------------------------------------

    def _show_pages(self) -> None:
        while (item := self._pages.takeAt(0)) is not None:
            item.widget().deleteLater()
        if self._paper.value() is None or self._language.value() is None:
            return
        self._content = self._render(self.choice())
        for page in rendered_pages(self._content, SMALL_PAPER_DOTS):
            picture = QLabel()
            scale = SCREEN_DOTS if page.width > 3 * POINTS_PER_INCH else SMALL_PAPER_DOTS
            pixmap = QPixmap.fromImage(page.image)
            width = round(page.width / POINTS_PER_INCH * scale)
            picture.setPixmap(pixmap.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setObjectName("preview_page")
            self._pages.addWidget(picture)

    def _on_print(self) -> None:
        self.print_asked.emit(self.choice())

    def _on_save(self) -> None:
        self.save_asked.emit(self.choice())

    def event(self, event: QEvent) -> bool:
        """Keys of the window are the preview's while it is open."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; Enter and Ctrl+P print, Ctrl+S saves; nothing behind the preview gets keys."""
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_preview()
        elif is_control and event.key() == Qt.Key.Key_S:
            self._save.click()
        elif event.key() in _ENTERS or is_control and event.key() == Qt.Key.Key_P:
            self._press_lit_button()
        event.accept()

    def _press_lit_button(self) -> None:
        """The button that has the cursor, else Print, or Save on a PC without a printer."""
        lit = self.window().focusWidget()
        usual = self._print if self._print.isEnabled() else self._save
        (lit if isinstance(lit, QAbstractButton) and self.isAncestorOf(lit) else usual).click()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside the preview."""
        return move_focus_inside(self, forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._cover()
        return False

    def _cover(self) -> None:
        self.setGeometry(self.parentWidget().rect())
