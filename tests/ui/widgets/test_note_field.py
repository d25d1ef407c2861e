"""Lines in one of the two languages, whatever the window speaks."""

import pytest
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.widgets.note_field import NoteField


@pytest.mark.parametrize(("language", "starts_right"), [("fa", True), ("en", False)])
@pytest.mark.parametrize("text", ["1. The receipt.", "۱. قبض پذیرش."])
def test_text_runs_as_its_language_says(kit, shown, language, starts_right, text):
    note = NoteField(kit, lines=3, language=language)
    shown(note)
    note.set_value(text)
    QApplication.processEvents()
    assert (note.cursorRect().center().x() > note.width() / 2) is starts_right


def test_without_a_language_it_runs_as_the_window(kit, shown):
    note = NoteField(kit)
    shown(note)
    QApplication.processEvents()
    assert (note.cursorRect().center().x() > note.width() / 2) is kit.words.right_to_left
