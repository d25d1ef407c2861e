"""A list with a side panel that several parts share, one at a time; keys mean what the shown part makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from aftersales_desktop.domain.errors import DeskError, FieldProblem, ValidationError
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.list_screen import ListScreen
from aftersales_desktop.ui.perform import Result
from aftersales_desktop.ui.widgets.button import ActionButton, Button
from aftersales_desktop.ui.widgets.list_page import ListPage


class PanelScreen(ListScreen):
    """Base of the screens with a panel; the screen that builds them gives `share_panel` the parts."""

    def __init__(self, context: AppContext, page: ListPage) -> None:
        super().__init__(context, page)
        words = context.words
        self.parts: tuple[PanelPart, ...] = ()
        self.save = make_action(self, "save", words("Save"), self._save)
        self.save_and_print = make_action(self, "save_and_print", words("Save and print"), self._save_and_print)
        self.back = make_action(self, "back", words("Back"), self._go_back)
        page.panel.closed.connect(self.panel_changed)

    def share_panel(self, *parts: PanelPart) -> None:
        """Let these parts show what they have in the panel."""
        self.parts = parts
        for part in parts:
            self.page.panel.keep(*part.contents())
        self.panel_changed()

    def shown(self) -> QWidget | None:
        """What the panel shows; None while it is closed."""
        return None if self.page.panel.isHidden() else self.page.panel.content()

    def part(self) -> PanelPart | None:
        """The part whose content the panel shows."""
        content = self.shown()
        return next((part for part in self.parts if content is not None and content in part.contents()), None)

    def panel_changed(self) -> None:
        """The panel shows something else: each part enables what can be done now."""
        for part in self.parts:
            part.update_actions()

    def takes_scan(self, code: str) -> bool:
        """A barcode goes to the shown part, if it wants it."""
        part = self.part()
        return part is not None and part.takes_scan(code)

    def print_current(self) -> None:
        """Ctrl+P."""
        part = self.part()
        if part is not None:
            part.print_current()

    def keep_drafts(self) -> None:
        """Before the window is rebuilt or closed."""
        for part in self.parts:
            part.keep_draft()

    def _save(self) -> None:
        part = self.part()
        if part is not None:
            part.save()

    def _save_and_print(self) -> None:
        part = self.part()
        if part is not None:
            part.save_and_print()

    def _go_back(self) -> None:
        part = self.part()
        if part is not None:
            part.go_back()


class PanelPart(QObject):
    """One job of the panel: what it shows there, its buttons, and what the keys mean meanwhile."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.screen = screen
        self.context = screen.context
        self.panel = screen.page.panel

    def contents(self) -> tuple[QWidget, ...]:
        """The widgets this part shows."""
        raise NotImplementedError

    def button(self, action: QAction, icon: str = "", kind: str = "plain") -> ActionButton:
        """A button for the bar of the panel."""
        button = ActionButton(self.context.kit, action, icon, kind)
        self.panel.keep(button)
        return button

    def show(self, title: str, content: QWidget, buttons: tuple[Button, ...]) -> None:
        """Put one of the contents into the panel."""
        before = self.screen.part()
        if before is not None and self.screen.shown() is not content:
            before.keep_draft()
            self._keep_cursor()
        self.panel.set_title(title)
        self.panel.pill.hide()
        self.panel.set_content(content)
        self.panel.set_actions(*buttons)
        self.panel.open_panel()
        self.screen.panel_changed()

    def _keep_cursor(self) -> None:
        """What is shown now goes away: without this the cursor would fall on a tab, where no key of the panel works."""
        if (cursor := QApplication.focusWidget()) is not None and self.screen.shown().isAncestorOf(cursor):
            self.screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def shows(self, content: QWidget) -> bool:
        """Whether the panel shows this."""
        return self.screen.shown() is content

    def save(self) -> None:
        """Ctrl+S."""

    def save_and_print(self) -> None:
        """Ctrl+Enter; where there is nothing to print it saves."""
        self.save()

    def go_back(self) -> None:
        """Leave without saving."""
        self.panel.close_panel()

    def print_current(self) -> None:
        """Ctrl+P: what is shown, where it has a paper."""

    def takes_scan(self, _code: str) -> bool:
        """A barcode was read; true when it was used."""
        return False

    def keep_draft(self) -> None:
        """Something else is going to be shown."""

    def update_actions(self) -> None:
        """Enable what can be done with what is shown."""

    def attempt(self, form: Any, operation: Callable[[], Result]) -> Result | None:
        """What `perform` does, for a form of several forms: `show_problems` gives back what has no input there."""
        try:
            return operation()
        except ValidationError as error:
            unplaced: list[FieldProblem] = form.show_problems(error.problems)
            for problem in unplaced[:1]:
                self.context.notifier.warning(problem.message)
        except DeskError as error:
            self.context.notifier.warning(error.message)
        return None
