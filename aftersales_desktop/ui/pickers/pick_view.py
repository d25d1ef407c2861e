"""Which other record is the same: the likely ones in a row each, and a search for any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.fields import SuggestField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.suggestions import Suggestion


class Likely(NamedTuple):
    """A record that may be the same, in ready words."""

    id: int
    title: str
    small: str


class PickView(QWidget):
    """`picked(id)` when one was taken."""

    picked = Signal(int)

    def __init__(
        self, context: AppContext, question: str, hint: str, find: Callable[[str], Sequence[Suggestion]]
    ) -> None:
        super().__init__()
        self._kit = context.kit
        search = SuggestField(context.kit, find)
        self.form = Form(context.kit, [Input("same_as", question, SuggestField, hint=hint)], {"same_as": search})
        self._title = Label(context.kit, context.words("Perhaps one of these"), "section")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.form)
        layout.addWidget(self._title)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        search.taken.connect(self._pick)
        self.form.submitted.connect(self._pick_taken)

    def begin(self, likely: Iterable[Likely]) -> None:
        """Ask anew."""
        self.form.clear()
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for one in likely:
            row = LinkRow(self._kit, one.title, one.small, "", "", partial(self._pick, one.id))
            row.setObjectName(f"likely_{one.id}")
            self._rows.addWidget(row)
        self._title.setVisible(self._rows.count() > 0)
        self.form.focus("same_as")

    def _pick(self, record_id: int | None) -> None:
        if record_id is not None:
            self.picked.emit(record_id)

    def _pick_taken(self) -> None:
        self._pick(self.form.field("same_as").value())
