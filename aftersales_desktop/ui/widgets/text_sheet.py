"""A sheet that asks for words, such as a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.note_field import NoteField
from aftersales_desktop.ui.widgets.sheet import Sheet


def ask_text(kit: Kit, window: QWidget, question: str, verb: str, *, label: str = "", text: str = "") -> str | None:
    """What was typed; None if the person went back. An empty answer cannot be sent."""
    sheet = Sheet(kit, window, question, "", verb)
    field = NoteField(kit, lines=3)
    field.setObjectName("sheet_text")
    field.set_value(text)
    field.setAccessibleName(label or question)

    def allow() -> None:
        sheet.verb_button.setEnabled(not field.is_empty())

    field.changed.connect(allow)
    allow()
    if label:
        sheet.body.addWidget(Label(kit, label, "label"))
    sheet.body.addWidget(field)
    sheet.focus_on(field)
    return field.value() if sheet.ask() else None
