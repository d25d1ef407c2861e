"""One input of a form with its label above and one line below: help, or what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.check_field import CheckField
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label, set_look

if TYPE_CHECKING:
    from aftersales_desktop.ui.widgets.form import Input


class FormCell(QWidget):
    """Label, input, line below."""

    changed = Signal(str)

    def __init__(self, kit: Kit, declared: Input, field: QWidget) -> None:
        super().__init__()
        self._declared = declared
        self._kit = kit
        self.field = field
        self._line = Label(kit, "", "hint", wrap=True)
        self._line.setObjectName(f"{declared.name}_line")
        self._line.hide()
        self._name_field()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(self._label_row())
        layout.addWidget(field)
        layout.addWidget(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        field.changed.connect(self._on_changed)
        field.helper_changed.connect(self._show_helper)
        field.left.connect(self._check)
        self._show_line()

    def _name_field(self) -> None:
        words, declared, field = self._kit.words, self._declared, self.field
        field.setObjectName(declared.name)
        field.setAccessibleName(words(declared.title))
        if declared.hint and hasattr(field, "set_hint"):
            field.set_hint(words(declared.hint))
        own = words(declared.help) if declared.help else ""
        field.setWhatsThis("\n".join(text for text in (own, field.rule()) if text))

    def _label_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3)
        title = self._kit.words(self._declared.title)
        if isinstance(self.field, CheckField):
            self.field.setText(title.replace("&", "&&"))
            title = ""
        label = Label(self._kit, title, "label")
        label.setObjectName(f"{self._declared.name}_label")
        label.setBuddy(self.field)
        row.addWidget(label)
        if self._declared.required:
            row.addWidget(Label(self._kit, "*", "star"))
        row.addStretch()
        return row

    def show_problem(self, text: str | None, doubtful: bool = False) -> None:
        """Mark the input and say why; None takes both away."""
        self.field.set_problem(text, doubtful)
        self._show_line(doubtful)

    def set_read_only(self, read_only: bool) -> None:
        """Let the input be read but not changed."""
        if hasattr(self.field, "setReadOnly"):
            self.field.setReadOnly(read_only)
        else:
            self.field.setEnabled(not read_only)

    def _show_line(self, doubtful: bool = False) -> None:
        problem = self.field.problem()
        text = problem or self.field.helper()
        role = "problem" if problem else "hint"
        if self._line.property("role") != role or bool(self._line.property("doubtful")) != doubtful:
            set_look(self._line, role=role, doubtful=doubtful)
        self._line.setText(text)
        self._line.setVisible(bool(text))

    def _show_helper(self, _text: str) -> None:
        self._show_line()

    def _check(self) -> None:
        """On leaving: say at once what is wrong with what was typed; an empty input is left in peace."""
        check = self._declared.check
        if check is not None and not self.field.problem() and not self.field.is_empty():
            trouble = check(self.field.value())
            if trouble is not None:
                self.field.set_problem(self._kit.words.say(trouble))
        self._show_line(self.field.property("problem") == "doubtful")

    def _on_changed(self) -> None:
        self._show_line()
        self.changed.emit(self._declared.name)
