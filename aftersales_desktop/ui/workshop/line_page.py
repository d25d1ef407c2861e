"""One line of an order in the panel: everything about it, and who pays it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.coverage import LineState
from aftersales_desktop.services.line_rows import LineRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.line_list import line_facts
from aftersales_desktop.ui.widgets.facts import FactGrid
from aftersales_desktop.ui.widgets.label import line as rule
from aftersales_desktop.ui.workshop.forms import CoverageForm


class LinePage(QWidget):
    """`begin` shows another line; `submitted` follows Enter in the last input."""

    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._kit = context.kit
        self._facts = FactGrid(context.kit)
        self.form = CoverageForm(context.kit)
        self.form.submitted.connect(self.submitted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._facts)
        layout.addWidget(rule())
        layout.addWidget(self.form)
        layout.addStretch(1)

    def begin(self, line: LineRow) -> None:
        """Show a line; one that was taken away can only be read."""
        self._facts.set_facts(line_facts(line, self._kit))
        self.form.setVisible(line.state is not LineState.REMOVED)
        self.form.begin(line)
