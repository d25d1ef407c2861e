"""One question for each of some parts: where does it go? Answered with one key each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.reception.choices import one_of
from aftersales_desktop.ui.widgets.enter_navigation import EnterNavigation
from aftersales_desktop.ui.widgets.fields import ChipsField
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label


class PartQuestion(NamedTuple):
    """`key` names the part in the answers; `title` is what the reader sees of it; `answer` is chosen already, or ""."""

    key: Hashable
    title: str
    answer: str = ""


class PartQuestions(QWidget):
    """`changed` follows each answer; `submitted` means Enter in the last question."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, kit: Kit, titles: Mapping[Any, str]) -> None:
        """`titles` are the answers there are, with their words."""
        super().__init__()
        self._kit = kit
        self._make = one_of(titles)
        self._fields: dict[Hashable, ChipsField] = {}
        self._enter = EnterNavigation(lambda: list(self._fields.values()), self)
        self._enter.submitted.connect(self.submitted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def ask(self, questions: Iterable[PartQuestion]) -> None:
        """Ask about other parts."""
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._fields = {}
        for place, question in enumerate(questions):
            field = self._make(self._kit)
            field.setObjectName(f"part_{place}")
            field.setAccessibleName(without_bidi_controls(question.title))
            field.set_value((question.answer,) if question.answer else ())
            field.changed.connect(self.changed)
            self._enter.watch(field)
            self._fields[question.key] = field
            self._column.addWidget(Label(self._kit, question.title, "label", wrap=True))
            self._column.addWidget(field)
        self.setVisible(bool(self._fields))

    def field(self, key: Hashable) -> ChipsField:
        """The input of one part."""
        return self._fields[key]

    def answers(self) -> dict[Hashable, str]:
        """What was answered, by the part's key; those without an answer are left out."""
        return {key: field.value()[0] for key, field in self._fields.items() if field.value()}

    def focus(self) -> bool:
        """Put the cursor on the first question without an answer, else on the first; False when nothing is asked."""
        fields = list(self._fields.values())
        wanted = next((field for field in fields if not field.value()), fields[0] if fields else None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
        return wanted is not None
