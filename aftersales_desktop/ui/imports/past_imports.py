"""The files that were brought in so far, each with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aftersales_desktop.i18n import Code
from aftersales_desktop.services.import_list import ImportRunRow
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.empty_state import EmptyState
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import ElidedLabel
from aftersales_desktop.ui.widgets.pill import Pill


class PastImports(QWidget):
    """One line a file, the newest first. `undo_asked(run)` follows its button, `file_asked` that of an empty list."""

    undo_asked = Signal(object)
    file_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.empty = EmptyState(kit)
        words = kit.words
        self.empty.say(
            words("No old records were brought in yet"),
            words("Customers and past services can come from a workbook (XLSX) or a CSV file of any other program."),
            icon="file-import", action_title=words("Choose a file"), action=self.file_asked.emit,
        )  # fmt: skip
        self.empty.button.setObjectName("choose_first_file")
        body = QWidget()
        body.setObjectName("scroll_body")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._lines)
        inside.addWidget(self.empty, 1)
        inside.addStretch(0)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_runs(self, runs: Sequence[ImportRunRow]) -> None:
        """Show other imports."""
        while (item := self._lines.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for run in runs:
            self._lines.addWidget(self._line(run))
        if runs:
            self._lines.addStretch(1)
        self.empty.setVisible(not runs)

    def _line(self, run: ImportRunRow) -> QFrame:
        kit, words = self._kit, self._kit.words
        line = QFrame()
        line.setProperty("role", "card")
        line.setObjectName(f"import_{run.id}")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(ElidedLabel(kit, words.value(Code(run.file_name)), "strong"))
        texts.addWidget(ElidedLabel(kit, f"{words.moment(run.at)} · {counts_line(kit, run)}", "hint"))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(12)
        layout.addLayout(texts, 1)
        if run.undone_at is not None:
            layout.addWidget(Pill(kit, words("Undone"), "neutral"))
        elif run.added:
            undo = Button(kit, words("Undo this import"), "arrow-back-up")
            undo.setObjectName(f"undo_import_{run.id}")
            undo.clicked.connect(partial(self.undo_asked.emit, run))
            layout.addWidget(undo)
        return line


def counts_line(kit: Kit, run: ImportRunRow) -> str:
    """12 added · 3 there already · 1 refused."""
    words = kit.words
    parts = (
        words("{count} added", count=run.added),
        words("{count} there already", count=run.same),
        words("{count} refused", count=run.refused),
    )
    return " · ".join(parts)
