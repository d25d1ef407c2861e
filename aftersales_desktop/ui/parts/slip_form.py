"""The form of a slip: its head, one input that takes scans, and what stands on it so far."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import DeskError, FieldProblem
from aftersales_desktop.domain.slips import SlipInput, SlipKind, SlipLine
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.parts.slip_lines import SlipEntry, SlipLines
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.form import Form
from aftersales_desktop.ui.widgets.label import line


class SlipForm(QWidget):
    """Widgets in, SlipInput out. `submitted` means Ctrl+Enter, or Enter in an empty last input."""

    submitted = Signal()
    kind: SlipKind

    def __init__(self, context: AppContext, head: Form, entry: Form) -> None:
        super().__init__()
        self.context = context
        self.head, self.entry = head, entry
        self.lines = SlipLines(context.kit)
        self.banner = Banner(context.kit)
        self._request_key = new_uuid()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self.head, line(), self.entry, self.banner, self.lines):
            layout.addWidget(part)
        layout.addStretch(1)
        self.head.submitted.connect(self._focus_entry)
        self.entry.submitted.connect(self.add_typed)
        self.lines.changed.connect(self.banner.hide)

    # filled in by each kind -----------------------------------------------------------------------------------

    def load_choices(self) -> None:
        """Suppliers, benches: read again each time the form is begun."""
        raise NotImplementedError

    def add_typed(self) -> None:
        """Put what stands in the entry on the slip; an empty entry saves."""
        raise NotImplementedError

    def add_code(self, code: str) -> None:
        """Put what a code means on the slip. Raises DeskError."""
        raise NotImplementedError

    # ----------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """An empty slip."""
        self._request_key = new_uuid()
        self.head.clear()
        self.load_choices()
        self.entry.clear()
        self.lines.clear()
        self.banner.hide()

    def take_scan(self, code: str) -> None:
        """A barcode: on the slip with it, or one sentence that says why not."""
        try:
            self.add_code(code)
        except DeskError as error:
            self.banner.say("warn", self.context.words.say(error.message))

    def take_codes(self, codes: Iterable[str]) -> None:
        """Several codes that were pasted; the first that is refused is told, the others are taken."""
        refusals = []
        for code in codes:
            try:
                self.add_code(code)
            except DeskError as error:
                refusals.append(error.message)
        if refusals:
            self.banner.say("warn", self.context.words.say(refusals[0]))

    def input(self) -> SlipInput:
        """Everything as entered. ValidationError for an input that cannot be read."""
        values: dict[str, Any] = self.head.values()
        self.entry.values()
        return SlipInput(
            self.kind, self._request_key, self.lines.lines(), confirmed=self.lines.confirmed(), **values
        )  # fmt: skip

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Mark inputs and lines; gives back what has no place here."""
        lines, head, entry = set(self.lines.names()), set(self.head.names()), set(self.entry.names())
        self.lines.show_problems(problems)
        self.entry.show_problems(problem for problem in problems if problem.field in entry)
        self.head.show_problems(problem for problem in problems if problem.field in head)
        return [problem for problem in problems if problem.field not in lines | head | entry]

    def put(self, new: SlipLine, title: str, subtitle: str) -> None:
        """One more line."""
        self.entry.show_problems(())
        self.lines.add(SlipEntry(new, title, subtitle))

    def focus_later(self, name: str) -> None:
        """Put the cursor into an input of the entry, after a taken suggestion has moved it on."""
        QTimer.singleShot(0, self, partial(self.entry.focus, name))

    def _focus_entry(self) -> None:
        self.entry.focus()
