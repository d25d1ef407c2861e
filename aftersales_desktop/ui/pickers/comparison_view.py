"""Two records side by side, field by field; what is the same in both needs no choice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.merging import Compared, Side
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.sides_field import SidesField


class Head(NamedTuple):
    """One of the two in ready words: what it is called, and what hangs on it."""

    title: str
    small: str


class ComparisonView(QWidget):
    """`form` holds one choice for each field of `titles`, in their order."""

    submitted = Signal()

    def __init__(self, context: AppContext, titles: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._words = context.words
        kit = context.kit
        self.banner = Banner(kit)
        self._heads = [(Label(kit, "", "strong", wrap=True), Label(kit, "", "hint", wrap=True)) for _side in range(2)]
        self.form = Form(kit, [Input(name, title, SidesField) for name, title in titles])
        self._same_title = Label(kit, context.words("The same in both"), "section")
        self._same = FactGrid(kit)
        self.form.submitted.connect(self.submitted)
        self._lay_out()

    def _lay_out(self) -> None:
        heads = QHBoxLayout()
        heads.setSpacing(8)
        for labels in self._heads:
            column = QVBoxLayout()
            column.setSpacing(0)
            for label in labels:
                column.addWidget(label)
            column.addStretch(1)
            heads.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.banner)
        layout.addLayout(heads)
        layout.addWidget(line())
        layout.addWidget(self.form)
        layout.addWidget(self._same_title)
        layout.addWidget(self._same)
        layout.addStretch(1)

    def show_comparison(self, heads: tuple[Head, Head], fields: Iterable[Compared], sentence: str) -> None:
        """Show two others, each field with what is suggested."""
        self.form.show_problems(())
        self.banner.say("info", sentence)
        for (title, small), head in zip(self._heads, heads, strict=True):
            title.setText(head.title)
            small.setText(head.small)
        fields = tuple(fields)
        for field in fields:
            self._show_field(field)
        same = [Fact(self._words(field.title), self._shown(field.one)) for field in fields if not field.differs]
        self._same.set_facts(same)
        self._same_title.setVisible(any(fact.value for fact in same))

    def sides(self) -> dict[str, Side]:
        """What was chosen, by field."""
        return self.form.values()

    def focus(self) -> None:
        """The cursor goes to the first choice."""
        self.form.focus()

    def _show_field(self, field: Compared) -> None:
        choice: SidesField = self.form.field(field.field)
        choice.show_sides(self._shown(field.one), self._shown(field.other), can_join=field.can_join)
        choice.set_value(field.suggested)
        self.form.set_shown(field.field, field.differs)

    def _shown(self, value: object) -> str:
        return "" if value == "" else self._words.value(value)
