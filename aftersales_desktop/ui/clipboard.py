"""What leaves through the clipboard leaves without the invisible marks that only the screen needs."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from aftersales_desktop.i18n.formats import without_bidi_controls


class CleanClipboard(QObject):
    """Cleans what this program copies, wherever it was selected; what other programs copy stays as it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._clean)

    def _clean(self) -> None:
        text = self._clipboard.text()
        clean = without_bidi_controls(text)
        if clean != text and self._clipboard.ownsClipboard():
            self._clipboard.setText(clean)
