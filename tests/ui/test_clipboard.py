from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication

from aftersales_desktop.i18n.formats import isolate
from aftersales_desktop.ui.clipboard import CleanClipboard
from aftersales_desktop.ui.widgets.label import Label
from tests.ui.keys import CONTROL, press


def test_words_selected_anywhere_are_copied_without_marks(persian, shown, qapp, monkeypatch):
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda clipboard: True)  # the offscreen one never knows
    cleaner = CleanClipboard(qapp)
    label = Label(persian, f"سریال {isolate('AB-12')} آماده است", wrap=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    shown(label)
    label.setFocus()
    label.setSelection(0, len(label.text()))
    press(label, Qt.Key.Key_C, "\x03", CONTROL)
    assert QGuiApplication.clipboard().text() == "سریال AB-12 آماده است"
    cleaner.deleteLater()


def test_what_other_programs_copy_stays(qapp, monkeypatch):
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda clipboard: False)
    cleaner = CleanClipboard(qapp)
    QGuiApplication.clipboard().setText(isolate("AB-12"))
    assert QGuiApplication.clipboard().text() == isolate("AB-12")
    cleaner.deleteLater()


def test_clean_text_is_left_alone(qapp):
    cleaner = CleanClipboard(qapp)
    changes = []
    QGuiApplication.clipboard().dataChanged.connect(lambda: changes.append(True))
    QGuiApplication.clipboard().setText("plain")
    assert changes == [True]
    cleaner.deleteLater()
