"""A short register in the panel: the list of its records, and the form of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.widgets.form import Form
from aftersales_desktop.ui.widgets.record_list import RecordList


class RegisterPart(PanelPart):
    """Base of the registers: each says what is on its list, and saves what the form holds."""

    def __init__(self, screen: PanelScreen, form: Form, add_name: str, add_title: str) -> None:
        super().__init__(screen)
        self.list = RecordList(self.context.kit)
        self.form = form
        self._record: Any = None
        self.add = make_action(screen, add_name, add_title, self._add)
        self._list_buttons = (self.button(self.add, "plus", "primary"), self.button(screen.back))
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """List and form."""
        return (self.list, self.form)

    def open(self) -> None:
        """Show the list."""
        raise NotImplementedError

    def _add(self) -> None:
        """The form for a new record."""
        raise NotImplementedError

    def go_back(self) -> None:
        """From the form to the list, from the list away."""
        if self.shows(self.form):
            self.open()
        else:
            self.panel.close_panel()

    def show_list(self, title: str, rows: Iterable[QWidget], hint: str) -> None:
        """These rows, or the hint when there are none."""
        self.list.show_rows(rows, hint)
        self.show(title, self.list, self._list_buttons)

    def show_form(self, title: str, record: Any = None, cursor: str = "") -> None:
        """The form as it is filled now: for this record, or for a new one."""
        self._record = record
        self.show(title, self.form, self._form_buttons)
        self.form.focus(cursor)
