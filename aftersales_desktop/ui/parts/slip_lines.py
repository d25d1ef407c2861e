"""What stands on a slip so far: one row a serial or a number of parts, the newest on top."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.slips import SlipLine, line_name
from aftersales_desktop.ui.widgets.button import IconButton
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import ElidedLabel, Label, set_look


@dataclass(frozen=True)
class SlipEntry:
    """A line and how it is shown."""

    line: SlipLine
    title: str
    subtitle: str


class SlipLines(QWidget):
    """`changed` follows every line that is added or taken off; problems stand under their row."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("slip_lines")
        self._kit = kit
        self._entries: list[SlipEntry] = []
        self._rows: list[_Row] = []
        self._doubts: frozenset[str] = frozenset()
        self._head = Label(kit, "", "section")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._head)
        layout.addLayout(self._list)
        self._count()

    def clear(self) -> None:
        """Nothing on the slip."""
        for row in self._rows:
            self._drop(row)
        self._entries, self._rows = [], []
        self._on_changed()

    def add(self, entry: SlipEntry) -> None:
        """One more line, on top."""
        row = _Row(self._kit, entry)
        row.remove.clicked.connect(partial(self._take_off, row))
        self._entries.append(entry)
        self._rows.append(row)
        self._list.insertWidget(0, row)
        self._on_changed()

    def lines(self) -> tuple[SlipLine, ...]:
        """Everything on the slip, oldest first."""
        return tuple(entry.line for entry in self._entries)

    def holds(self, *, unit_id: int | None = None, serial: str = "", part_id: int | None = None) -> bool:
        """Whether a unit, or a serial of an article, stands on the slip already."""
        for entry in self._entries:
            if unit_id is not None and entry.line.unit_id == unit_id:
                return True
            if serial and (entry.line.part_id, entry.line.serial) == (part_id, serial):
                return True
        return False

    def confirmed(self) -> frozenset[str]:
        """Names of doubtful lines that were shown and left as they are."""
        return self._doubts

    def names(self) -> tuple[str, ...]:
        """The names that problems of these lines have."""
        return tuple(line_name(place) for place in range(len(self._entries)))

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> None:
        """Mark exactly these lines."""
        found = {problem.field: problem for problem in problems}
        for name, row in zip(self.names(), self._rows, strict=True):
            row.show_problem(found.get(name))
        self._doubts = frozenset(name for name, problem in found.items() if problem.doubtful)

    def _take_off(self, row: _Row) -> None:
        place = self._rows.index(row)
        del self._entries[place], self._rows[place]
        self._drop(row)
        self._on_changed()

    def _drop(self, row: _Row) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_changed(self) -> None:
        self._doubts = frozenset()
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        pieces = sum(entry.line.quantity for entry in self._entries)
        words = self._kit.words
        self._head.setText(words.plural("{count} piece on the slip", "{count} pieces on the slip", pieces))
        self._head.setVisible(bool(self._entries))


class _Row(QFrame):
    """One line with a cross to take it off."""

    def __init__(self, kit: Kit, entry: SlipEntry) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "link_row")
        self.remove = IconButton(kit, "x", kit.words("Take off the slip"))
        self.remove.setObjectName("take_off")
        self._problem = Label(kit, "", "problem", wrap=True)
        self._problem.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, role in ((entry.title, "strong"), (entry.subtitle, "hint")):
            words.addWidget(ElidedLabel(kit, text, role))
        words.addWidget(self._problem)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.addLayout(words, 1)
        layout.addWidget(self.remove)

    def show_problem(self, problem: FieldProblem | None) -> None:
        """What is wrong with the line; a doubt says how to keep it."""
        self._problem.setVisible(problem is not None)
        if problem is None:
            return
        sentence = self._kit.words.say(problem.message)
        if problem.doubtful:
            sentence = self._kit.words("{doubt} Save again to keep it.", doubt=sentence)
        set_look(self._problem, doubtful=problem.doubtful)
        self._problem.setText(sentence)
