"""A declared form: labels, inputs, the reason under an input that is wrong, and the way of Enter through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.i18n import Message
from aftersales_desktop.ui.widgets.enter_navigation import EnterNavigation
from aftersales_desktop.ui.widgets.fields import Field
from aftersales_desktop.ui.widgets.form_cell import FormCell
from aftersales_desktop.ui.widgets.form_section import FormSection
from aftersales_desktop.ui.widgets.kit import Kit


@dataclass(frozen=True)
class Input:
    """One input of a form. `name` is also the attribute it fills, its objectName and the field of a problem."""

    name: str
    title: str
    kind: Callable[[Kit], QWidget]
    required: bool = False
    width: int = 1
    hint: str = ""
    help: str = ""
    check: Callable[[Any], Message | None] | None = None


Row = Input | tuple[Input, ...]


@dataclass(frozen=True)
class Section:
    """Rows under a heading; a collapsed one opens by itself when a problem or a value is in it."""

    title: str
    rows: tuple[Row, ...]
    collapsed: bool = False


class Form(QWidget):
    """Built from sections (or rows without a heading).

    `changed(name)` follows each change by the person; `submitted` means Enter in the last input or Ctrl+Enter.
    """

    changed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        kit: Kit,
        sections: Iterable[Section | Input | tuple[Input, ...]],
        inputs: Mapping[str, QWidget] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`inputs` are widgets made by the screen for names whose kind needs more than a Kit (a customer search)."""
        super().__init__(parent)
        self.kit = kit
        self._made = dict(inputs or {})
        self._cells: dict[str, FormCell] = {}
        self._sections: list[FormSection] = []
        self._doubts: dict[str, Any] = {}
        self._enter = EnterNavigation(self._ordered_fields, self)
        self._enter.submitted.connect(self.submitted)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        for part in sections:
            self._add(part)
        self._layout.addStretch()

    # building -------------------------------------------------------------------------------------------------

    def _add(self, part: Section | Row) -> None:
        if not isinstance(part, Section):
            self._layout.addLayout(self._row(part))
            return
        section = FormSection(self.kit, self.kit.words(part.title), collapsed=part.collapsed)
        for row in part.rows:
            section.add_row(self._row(row))
        self._sections.append(section)
        self._layout.addWidget(section)

    def _row(self, row: Row) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        for declared in row if isinstance(row, tuple) else (row,):
            line.addWidget(self._cell(declared), declared.width, Qt.AlignmentFlag.AlignTop)
        return line

    def _cell(self, declared: Input) -> FormCell:
        field = self._made.get(declared.name) or declared.kind(self.kit)
        cell = FormCell(self.kit, declared, field)
        cell.changed.connect(self._on_changed)
        self._enter.watch(field)
        self._cells[declared.name] = cell
        return cell

    # values ---------------------------------------------------------------------------------------------------

    def field(self, name: str) -> Field:
        """The input of this name."""
        return self._cells[name].field

    def names(self) -> tuple[str, ...]:
        """All names, in order."""
        return tuple(self._cells)

    def values(self) -> dict[str, Any]:
        """What was entered, by name. ValidationError if an input holds something that cannot be read as its type."""
        problems = [
            FieldProblem(name, trouble)
            for name, cell in self._cells.items()
            if (trouble := cell.field.unreadable()) is not None
        ]
        if problems:
            raise ValidationError(problems)
        return {name: cell.field.value() for name, cell in self._cells.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values; names that are not given keep theirs."""
        for name, value in values.items():
            self._cells[name].field.set_value(value)
        self._open_filled_sections()

    def clear(self) -> None:
        """Empty every input and forget the problems."""
        for cell in self._cells.values():
            cell.field.set_value(False if isinstance(cell.field.value(), bool) else None)
        self.show_problems(())
        for section in self._sections:
            section.reset()

    def is_empty(self) -> bool:
        """Whether nothing was entered anywhere."""
        return all(cell.field.is_empty() for cell in self._cells.values())

    def draft(self) -> dict[str, Any]:
        """What stands in the inputs right now, readable or not, as JSON can hold it."""
        return {name: cell.field.draft() for name, cell in self._cells.items() if not cell.field.is_empty()}

    def set_draft(self, draft: Mapping[str, Any]) -> None:
        """Put a draft back; names this form does not know (any more) are left out."""
        for name, value in draft.items():
            if name in self._cells:
                self._cells[name].field.set_draft(value)
        self._open_filled_sections()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        for cell in self._cells.values():
            cell.set_read_only(read_only)

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide an input with its label."""
        self._cells[name].setVisible(shown)

    # problems -------------------------------------------------------------------------------------------------

    def show_problems(self, problems: Iterable[FieldProblem]) -> None:
        """Mark exactly these inputs, show those that were hidden, and put the cursor in the first one.

        Doubtful ones are amber; `confirmed()` names them at the next save, unless their input was changed since.
        """
        problems = tuple(problems)
        for cell in self._cells.values():
            cell.show_problem(None)
        self._doubts = {}
        for problem in problems:
            cell = self._cells.get(problem.field)
            if cell is None:
                continue
            cell.show_problem(self._sentence(problem), problem.doubtful)
            cell.show()
            if problem.doubtful:
                self._doubts[problem.field] = cell.field.value()
            for section in self._sections:
                section.open_for(cell)
        self._focus_first(problems)

    def _sentence(self, problem: FieldProblem) -> str:
        sentence = self.kit.words.say(problem.message)
        if not problem.doubtful:
            return sentence
        return self.kit.words("{doubt} Save again to keep it.", doubt=sentence)

    def _focus_first(self, problems: tuple[FieldProblem, ...]) -> None:
        wrong = [problem for problem in problems if not problem.doubtful] or list(problems)
        for problem in wrong:
            if problem.field in self._cells:
                self.focus(problem.field)
                return

    def confirmed(self) -> frozenset[str]:
        """Names of doubtful inputs that were shown and left as they are: saving again means "keep it"."""
        return frozenset(name for name, value in self._doubts.items() if self.field(name).value() == value)

    # moving ---------------------------------------------------------------------------------------------------

    def focus(self, name: str = "") -> None:
        """Put the cursor into an input; without a name into the first that can be reached."""
        field = self.field(name) if name else next(iter(self._reachable()), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def _reachable(self) -> list[QWidget]:
        return [field for field in self._ordered_fields() if not field.isHidden() and field.isEnabled()]

    def _ordered_fields(self) -> list[QWidget]:
        return [cell.field for cell in self._cells.values()]

    def _open_filled_sections(self) -> None:
        for section in self._sections:
            if any(section.isAncestorOf(cell) and not cell.field.is_empty() for cell in self._cells.values()):
                section.set_open(True)

    def _on_changed(self, name: str) -> None:
        self._doubts.pop(name, None)
        self.changed.emit(name)
