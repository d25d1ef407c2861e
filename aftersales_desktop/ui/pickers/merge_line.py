"""One merge of a record in one line, with the way back beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from aftersales_desktop.services.merge_list import MergeRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.button import IconButton
from aftersales_desktop.ui.widgets.label import ElidedLabel


class MergeLine(QFrame):
    """The earlier number and name, and who merged it when. `undo_asked(merge)` follows its button."""

    undo_asked = Signal(int)

    def __init__(self, context: AppContext, merge: MergeRow) -> None:
        super().__init__()
        self._merge_id = merge.id
        words = context.words
        self.setProperty("role", "link_row")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        title = words.joined([part for part in (merge.number, merge.name) if part])
        lines.addWidget(ElidedLabel(context.kit, title, "strong"))
        lines.addWidget(ElidedLabel(context.kit, words("{actor}, {time}", actor=merge.actor, time=merge.at), "hint"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addLayout(lines, 1)
        if merge.is_direct:
            undo = IconButton(context.kit, "arrow-back-up", words("Make them two again"))
            undo.setObjectName(f"undo_merge_{merge.number}")
            undo.clicked.connect(self._ask)
            layout.addWidget(undo, 0, Qt.AlignmentFlag.AlignVCenter)

    def _ask(self) -> None:
        self.undo_asked.emit(self._merge_id)
